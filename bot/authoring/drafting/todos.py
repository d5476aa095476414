"""What is left to do in a fact base: its comments `# TODO: why`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

MARK = "# TODO: "


@dataclass(frozen=True)
class Todo:
    """Something in a fact base that is left to do, and its line."""

    line: int
    text: str


def todos(path: Path) -> list[Todo]:
    """Return what is marked `# TODO: …` in a YAML file; a mark inside a text is none."""
    text = path.read_text(encoding="utf-8")
    if MARK not in text:
        return []
    inside = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(text)
        if isinstance(token, yaml.ScalarToken)
    ]
    return [
        Todo(text.count("\n", 0, match.start()) + 1, match[1].strip())
        for match in re.finditer(rf"{MARK}(.*)", text)
        if not any(start <= match.start() < end for start, end in inside)
    ]
