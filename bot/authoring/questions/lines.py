"""The two files of labelled questions, to learn from and set aside, and what is merged into them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.authoring.evaluate import MAX_BYTES, Question, check_labels, read_questions
from bot.facts import FactBase
from bot.files import read_text, write_bytes
from bot.matching.phrasings import phrasings_of
from bot.text import words

ASIDE = "-aside"  # behind the name of a file whose questions are set aside


class Fault(StrEnum):
    """Why something that was read is no question to keep; said of several."""

    PROSE = "lines that are no JSON"
    BROKEN = "broken or cut off"
    NO_LABEL = "without a question or a label as it must be"
    LONG = "longer than a question"
    UNKNOWN = "with an id that the fact base lacks"
    MISFIT = "whose kind and label cannot both be right"
    CONTRADICTION = "with the words of another question, and another label"
    DUPLICATE = "there already"
    OTHER_HALF = "already in the other half"


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left out: why, its line, and a few words."""

    fault: Fault
    line: int
    shown: str = ""


def label_of(question: Question) -> frozenset[str]:
    """Return the ids of a question's label, with a mark for all at once."""
    return frozenset({*question.accept, *question.every, *(["+"] if question.every else [])})


def named(question: Question) -> str:
    """Name a question's label for the editor."""
    return " + ".join(question.every) or " or ".join(question.accept) or "not told"


def kinds_of(questions: Iterable[Question]) -> str:
    """Count the kinds of questions, in brackets behind their number; empty where there are none."""
    counts = Counter(question.kind or "without a kind" for question in questions)
    return f" ({', '.join(f'{number:,} {kind}' for kind, number in counts.most_common())})" if counts else ""


def seldom_asked(base: FactBase, questions: Iterable[Question]) -> str:
    """Say which facts are asked for less than twice, in a line; empty where none is, or no question is there."""
    different = {words(question.text): question for question in questions}.values()
    asked = Counter(fact for question in different for fact in {*question.accept, *question.every})
    seldom = [fact.id for fact in base.facts if asked[fact.id] < 2]
    return f"  asked for less than twice: {', '.join(seldom)}" if different and seldom else ""


def aside_of(path: Path) -> Path:
    """Return the file beside a file of questions for those that are set aside."""
    return path.with_name(f"{path.stem}{ASIDE}{path.suffix}")


@dataclass
class _Half:
    """One file: its lines as they are, and the question that has each wording."""

    path: Path
    lines: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    known: dict[tuple[str, ...], Question] = field(default_factory=dict)
    added: int = 0

    def read(self, base: FactBase) -> None:
        """Read the file if there is one; raises ValueError with every fault of it."""
        if not self.path.exists():
            return
        self.questions = read_questions(self.path)
        check_labels(base, self.questions)
        self.lines = [line for line in read_text(self.path, MAX_BYTES).split("\n") if line.strip()]
        self.known = {words(question.text): question for question in self.questions}

    def report(self, base: FactBase) -> list[str]:
        """Say how many questions are new and how many there are, of which kinds, and what is hardly asked for."""
        first = f"{self.path}: {self.added:,} new questions, {len(self.lines):,} in all{kinds_of(self.questions)}"
        return [first, *filter(None, [seldom_asked(base, self.questions)])]


class Collection:
    """Both files of questions; nothing is written before `write`, and no line that is there is changed."""

    def __init__(self, path: Path, base: FactBase) -> None:
        """Read what is there; raises ValueError with every fault."""
        self.base = base
        self.learning, self.aside = _Half(path), _Half(aside_of(path))
        for half in (self.learning, self.aside):
            half.read(base)
        self._told = {
            words(text): Question(text, (target,) if base.fact(target) else (), place="the fact base")
            for target, text in phrasings_of(base)
        }

    def known(self, question: Question, *, aside: bool) -> Question | None:
        """Return the question with the same words that is there already, or the phrasing."""
        own, other = (self.aside, self.learning) if aside else (self.learning, self.aside)
        key = words(question.text)
        return own.known.get(key) or other.known.get(key) or self._told.get(key)

    def take(self, question: Question, *, aside: bool) -> Fault | None:
        """Take a question into one half, or say why not."""
        own, other = (self.aside, self.learning) if aside else (self.learning, self.aside)
        key, label, known = words(question.text), label_of(question), self.known(question, aside=aside)
        if not key:
            return Fault.NO_LABEL
        if any(self.base.fact(fact_id) is None for fact_id in label - {"+"}):
            return Fault.UNKNOWN
        if known and label_of(known) != label:
            return Fault.CONTRADICTION
        if key in other.known:
            return Fault.OTHER_HALF
        if key in own.known:
            return Fault.DUPLICATE
        own.known[key] = question
        own.questions.append(question)
        own.lines.append(line_of(question))
        own.added += 1
        return None

    def take_all(self, questions: Iterable[Question], *, aside: bool) -> int:
        """Take questions into one half, and return how many were new there."""
        return sum(self.take(question, aside=aside) is None for question in questions)

    def report(self) -> list[str]:
        """Say what there is in both files."""
        return [line for half in (self.learning, self.aside) for line in half.report(self.base)]

    def write(self) -> None:
        """Write the files that something was added to, each whole or not at all; raises FileError."""
        for half in (self.aside, self.learning):
            if half.added:
                write_bytes(half.path, ("\n".join(half.lines) + "\n").encode())


def line_of(question: Question) -> str:
    """Write a question as a line of JSON."""
    label = {"all": question.every} if question.every else {"accept": question.accept}
    return json.dumps({"q": question.text, **label, "kind": question.kind}, ensure_ascii=False)
