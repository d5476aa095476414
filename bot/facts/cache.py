"""The cache: what was compiled out of files is kept on disk, so that the next start need not do it again.

As with Python's own `__pycache__`, what is kept holds for the content of the files that it was made of, and for
the code and the Python that made it: a hash of all these is its name. It is read only where this very user
wrote it and nobody else can write. Where there is no folder for it, everything works and starts a second later.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

KEPT = 4  # results under one name: more than anybody switches between
_CODE = Path(__file__).parents[1]

T = TypeVar("T")


def kept(name: str, files: Iterable[Path], make: Callable[[], T]) -> T:
    """Return what `make` makes of files, from the disk where it was made of the same ones before."""
    with _no_collector():
        folder = _folder()
        key = _key(files) if folder else None
        if folder is None or key is None:
            return make()
        path = folder / f"{name}-{key}"
        found: T | None = _read(path)
        if found is None:
            found = make()
            _write(path, found)
            _tidy(folder, name)
        return found


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Make many objects without having them searched for garbage again and again: a fifth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _folder() -> Path | None:
    """Return the user's own folder (XDG_CACHE_HOME, or ~/.cache), made where it can be; None where it cannot."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "announcement-bot")
    if not folder.is_absolute() or not hasattr(os, "geteuid"):
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_own(folder.lstat()) else None
    except OSError:
        return None


def _is_own(status: os.stat_result) -> bool:
    """Tell whether a file or folder is this user's, and nobody else can write to it."""
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _key(files: Iterable[Path]) -> str | None:
    """Hash all that the result depends on; None where a file cannot be read."""
    total = hashlib.sha256(sys.version.encode())
    try:
        for file in (*sorted(_CODE.rglob("*.py")), *files):
            content = file.read_bytes()
            total.update(f"\0{file.absolute()}\0{len(content)}\0".encode())
            total.update(content)
    except (OSError, UnicodeError):
        return None
    return total.hexdigest()


def _read(path: Path) -> T | None:
    """Read what is kept under a name; None where there is nothing, or nothing whole that is our own."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or not _is_own(status):
                return None
            digest, data = file.read(32), file.read()
        if digest != hashlib.sha256(data).digest():
            return None
        result: T = pickle.loads(data)  # noqa: S301 - written by this user, who could change the code as well
    except Exception:  # whatever is wrong with a cache, the files themselves are there
        return None
    return result


def _write(path: Path, result: object) -> None:
    """Keep a result, in one step for whoever reads it; where the disk does not let us, do without."""
    import tempfile  # who only reads need not wait for it: 5 ms

    data = pickle.dumps(result, protocol=5)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            try:
                file.write(hashlib.sha256(data).digest() + data)
                file.close()
                Path(file.name).replace(path)
            except OSError:
                Path(file.name).unlink()
    except OSError:
        return


def _tidy(folder: Path, name: str) -> None:
    """Remove the oldest results under a name."""
    with contextlib.suppress(OSError):
        results = sorted(folder.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
        for path in results[:-KEPT]:
            path.unlink(missing_ok=True)
