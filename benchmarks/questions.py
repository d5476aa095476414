"""The labelled questions of tests/questions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "tests" / "questions"


class Question(NamedTuple):
    """A question, and the facts that answer it; none where the announcement does not tell."""

    text: str
    right: frozenset[str]
    several: bool


@cache
def asked(name: str = "learning") -> tuple[Question, ...]:
    """Read one file of questions."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return tuple(Question(q["q"], frozenset(q.get("all") or q.get("accept") or ()), "all" in q) for q in read)
