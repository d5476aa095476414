"""SQLite's file: readable by its owner alone, and noticed when somebody takes it away."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600
COMPANIONS = ("-wal", "-shm")  # SQLite gives new ones the mode of the database


class JournalFileError(Exception):
    """The journal's file cannot be used; the text is one line for the operator."""


class JournalFile:
    """One file of SQLite's, by its name and by what was found under it."""

    def __init__(self, path: Path) -> None:
        """Remember where it is, wherever the process may go."""
        self._path = path.absolute()
        self._opened: tuple[int, int] | None = None  # device and inode
        self._size = 0

    def open(self) -> None:
        """Create the file if there is none, and keep others from reading it; raise JournalFileError."""
        try:
            # An existing file is not opened here: closing it would release the locks of this process (fcntl).
            if not self._path.exists():
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
            found = self._path.stat()
        except OSError as error:
            raise JournalFileError(f"cannot make {self._path} (DATABASE_URL): {error.strerror}") from None
        if not self._path.is_file():
            raise JournalFileError(f"{self._path} (DATABASE_URL) is no file")
        for path in (self._path, self._path.parent):  # SQLite keeps files of its own beside it
            if not os.access(path, os.R_OK | os.W_OK):
                raise JournalFileError(f"cannot write to {path} (DATABASE_URL): the bot's user must be allowed to")
        for path in (self._path, *(Path(f"{self._path}{ending}") for ending in COMPANIONS)):
            with suppress(OSError):
                path.chmod(OWNER_ONLY)
        self._opened, self._size = (found.st_dev, found.st_ino), found.st_size

    def lost(self) -> str | None:
        """Return what has happened to the file since it was opened: removed, replaced, truncated; None if nothing."""
        try:
            found = self._path.stat()
        except OSError:
            return "removed"
        if (found.st_dev, found.st_ino) != self._opened:
            return "replaced"
        shorter, self._size = found.st_size < self._size, found.st_size
        return "truncated" if shorter else None
