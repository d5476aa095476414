"""Wrong values of every kind, for whatever an operator can type or save."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

# What can be typed into a variable, an option or an argument.
TYPED = {
    "empty": "",
    "blanks": " \t ",
    "a word": "perhaps",
    "a number": "12",
    "a negative number": "-1",
    "a fraction": "0.5",
    "a huge number": "9" * 30,
    "5,000 digits": "9" * 5_000,
    "infinity": "1e999",
    "not a number": "nan",
    "5,000 characters": "x" * 5_000,
    "a control character": "a\x07\x1b[31mb",
    "two lines": "a\r\nb",
    "an emoji": "🌉🏽\u200d",
    "no text": "\udcff\udcfe",
    "a byte order mark": "\ufeffa",
    "quotation marks": "\"'`",
    "braces": "{0}{x!r:>{y}}",
    "percent signs": "%s%n%00",
    "what a shell expands": "$(x)${HOME}~/*",
    "a list": "[1, {}]",
    "a folder": ".",
    "a device": "/dev/zero",
    "a pipe": "pipe",
    "a file that is not there": "none/none",
    "a URL of nothing": "https://",
    "a URL with braces": "https://example.org/{token}",
    "a URL of a name without a dot": "https://mychannel",
    "a URL with a port that there is not": "http://example.org:99999",
    "a database in a folder that is not there": "sqlite:///none/none.db",
    "a database without a host": "postgresql://:x@:port/",
    "a token of another shape": "1" * 30 + ":" + "a" * 200,
    "an option": "--price",
}
# What may stand in a file instead of what should: bytes, or what puts something else at its path.
Save = Callable[[Path], object]


def _sparse(path: Path) -> None:
    """Make a file of 2.5 GB that takes no room."""
    with path.open("wb") as file:
        file.truncate(2_500_000_000)


def _around(before: bytes, after: bytes = b"") -> Save:
    """Put something around what stands there."""
    return lambda path: path.write_bytes(before + path.read_bytes() + after)


def _instead(make: Callable[[Path], object]) -> Save:
    """Put something in the place of the file."""

    def save(path: Path) -> None:
        path.unlink()
        make(path)

    return save


def _bytes(content: bytes) -> Save:
    """Write these bytes."""
    return lambda path: path.write_bytes(content)


SAVED: dict[str, Save] = {
    "nothing": _bytes(b""),
    "blanks": _bytes(b" \n\t\n"),
    "a word": _bytes(b"perhaps\n"),
    "a number": _bytes(b"5\n"),
    "a fraction without end": _bytes(b"1" + b":59" * 300 + b".5\n"),
    "5,000 digits": _bytes(b"9" * 5_000),
    "no text": _around(b"", b"\xff\xfe\n"),
    "UTF-16": _bytes("a: 1\n".encode("utf-16")),
    "a NUL": _around(b"", b"\0\n"),
    "a byte order mark": _around(b"\xef\xbb\xbf"),
    "two byte order marks": _around(b"\xef\xbb\xbf\xef\xbb\xbf"),
    "lines of Windows": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
    "lines of old Macs": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r")),
    "control characters": _around(b"", "a\x07\x1b[31m\u202eb\n".encode()),
    "emoji": _around("🌉🏽\u200d\n".encode()),
    "quotation marks": _around(b"", b"\"'`\n"),
    "braces": _around(b"", b"{0}{x!r:>{y}} %s\n"),
    "5,000 characters in a line": _around(b"", b"x" * 5_000 + b"\n"),
    "itself twice": lambda path: path.write_bytes(path.read_bytes() * 2),
    "JSON of another shape": _bytes(b'{"q": 5, "accept": {}, "weights": [], "facts": [[]], "about": {"a": null}}\n'),
    "a list of JSON": _bytes(b'[1, "a", null, {}]\n'),
    "numbers that are none": _bytes(b'{"weights": {"a": {"b": NaN}}, "answer": Infinity, "sure": -1, "q": 1e999}\n'),
    "half a character": _bytes(b'{"q": "\\ud800", "accept": [], "about": "\\ud800"}\n'),
    "100,000 brackets": _bytes(b"[" * 100_000),
    "100,000 braces": _bytes(b'{"a":' * 100_000),
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a program": _bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9),
    "2.5 GB": _instead(_sparse),
    "a folder": _instead(Path.mkdir),
    "a pipe": _instead(os.mkfifo),
    "a device": _instead(lambda path: path.symlink_to("/dev/zero")),
    "a link to itself": _instead(lambda path: path.symlink_to(path.name)),
    "a link to nothing": _instead(lambda path: path.symlink_to("none")),
    "no file": Path.unlink,
}
