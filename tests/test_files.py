"""Files that are read whole, and what is refused before it is read."""

from __future__ import annotations

import errno
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.files import FileError, LargeFile, MissingFile, read_bytes, read_text, write_bytes


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeffé\r\n".encode())
    assert read_text(tmp_path / "a", 100) == "é\r\n"


def test_a_file_may_have_as_many_bytes_as_are_allowed_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a", 5) == b"12345"
    with pytest.raises(LargeFile, match="is larger than 4 bytes"):
        read_bytes(tmp_path / "a", 4)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(2_500_000_000)
    tracemalloc.start()
    with pytest.raises(LargeFile):
        read_bytes(tmp_path / "sparse", 10_000_000)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("name", ["none", "a/none", "file/none"])
def test_a_missing_file_is_told_from_one_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MissingFile, match="there is no such file"):
        read_bytes(tmp_path / name, 10)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="is not a regular file"):
        read_bytes(tmp_path / "pipe", 10)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/dev/zero", "is not a regular file"),
        (".", "is a folder, not a file"),
        ("x" * 5_000, "cannot be read: File name too long"),
        ("a\0b", "cannot be read: no file has such a name"),
    ],
)
def test_what_is_no_file_is_refused(path: str, message: str) -> None:
    with pytest.raises(FileError, match=f"^{message}$"):
        read_bytes(Path(path), 10)


def test_what_is_no_text_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc\n\n\xff")
    with pytest.raises(FileError, match=r"is not UTF-8 text \(line 3\)"):
        read_text(tmp_path / "a", 10)


def test_a_file_that_may_not_be_read_is_refused(without_rights: Path) -> None:
    (without_rights / "a").touch(mode=0o000)
    with pytest.raises(FileError, match="cannot be read: Permission denied"):
        read_bytes(without_rights / "a", 10)


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    write_bytes(path, b"old", 0o600)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"old", 0o600)

    def full(old: Path, new: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileError, match="cannot be written: No space left on device"):
        write_bytes(path, b"new")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/null")])
def test_nothing_but_a_file_is_replaced(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "a")
    with pytest.raises(FileError, match="is not a regular file"):
        write_bytes(tmp_path / "a", b"")
    assert not (tmp_path / "a").is_file()


@pytest.mark.parametrize("name", ["none/a", "a\0b", "x" * 5_000])
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"^cannot be written: "):
        write_bytes(tmp_path / name, b"")
