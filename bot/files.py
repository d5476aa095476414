"""Files: read whole, within a bound, without waiting for a pipe or a device; and written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

NO_WAITING = getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would be waited for; Windows has no such files


class FileError(Exception):
    """A file cannot be read or written; the text says why, without the file's name."""


class MissingFile(FileError):
    """There is no such file."""


class LargeFile(FileError):
    """A file has more bytes than it may have."""


def read_bytes(path: Path, most: int) -> bytes:
    """Read a regular file of at most `most` bytes, or raise FileError."""
    try:
        if path.is_dir():
            raise FileError("is a folder, not a file")
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | NO_WAITING)) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FileError("is not a regular file")
            if status.st_size > most:
                raise LargeFile(f"is larger than {most:,} bytes")
            data = file.read(most + 1)  # it may grow meanwhile
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFile("there is no such file") from None
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from None
    except ValueError:  # a NUL in the name
        raise FileError("cannot be read: no file has such a name") from None
    if len(data) > most:
        raise LargeFile(f"is larger than {most:,} bytes")
    return data


def read_text(path: Path, most: int) -> str:
    """Read a file of UTF-8 text, with or without a byte order mark, or raise FileError."""
    try:
        return read_bytes(path, most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FileError(f"is not UTF-8 text (line {line}): save it again as UTF-8") from None


def write_bytes(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all, in place of a regular one that is there, or raise FileError."""
    try:
        if path.exists() and not path.is_file():  # a device would be replaced, too
            raise FileError("is not a regular file")
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}") from None
    except ValueError:  # a NUL in the name
        raise FileError("cannot be written: no file has such a name") from None
