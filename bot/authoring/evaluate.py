"""Evaluation: labelled questions, what the matcher makes of them, and how often that is right."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import track

from bot.facts import FactBase
from bot.files import FileError, read_text
from bot.matching import Answer, Matcher, Outcome
from bot.text import clip

MAX_BYTES = 64_000_000  # of a file of questions
MOST_FAULTS = 100
BUTTONS = 3  # with facts to choose from, at most
SHOWN = 200  # characters of a question in a fault
MARK = "\ufeff"  # stands where files with a byte order mark were put together
LONG = 2000  # questions from which a progress bar is shown

Tally = dict[str, Counter["Verdict"]]


class Verdict(StrEnum):
    """How an answer compares with the label of its question."""

    RIGHT = "right"
    PARTLY = "partly"
    OFFERED = "offered"
    SILENT = "silent"
    WRONG = "wrong"


MEANINGS = {
    Verdict.RIGHT: "the figure that was asked for, or none where the announcement doesn't say",
    Verdict.PARTLY: "some of several figures, and no other",
    Verdict.OFFERED: "no figure, but a right fact among the buttons",
    Verdict.SILENT: "no figure, though the announcement says it",
    Verdict.WRONG: "a figure that was not asked for",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its label.

    Any id of `accept` is a right first answer; all ids of `every` must be shown; with neither, the
    announcement does not say, and no figure may be shown.
    """

    text: str
    accept: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    place: str = field(default="", compare=False)  # file:line
    note: str = field(default="", compare=False)  # what somebody who looked at the label wrote

    @property
    def answerable(self) -> bool:
        """Tell whether the announcement answers the question."""
        return bool(self.accept or self.every)

    @property
    def label(self) -> str:
        """Name what the announcement makes of the question."""
        return "told" if self.answerable else "not told"


@dataclass(frozen=True, slots=True)
class Result:
    """One question with its answer, and the seconds that it took."""

    question: Question
    answer: Answer
    verdict: Verdict
    seconds: float

    def as_json(self) -> dict[str, object]:
        """Return what a person needs to see why a question was missed."""
        wanted = self.question.every or self.question.accept
        return self.answer.as_json() | {"verdict": self.verdict, "kind": self.question.kind, "wanted": list(wanted)}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of all questions."""

    results: tuple[Result, ...]

    def tally(self, by: str) -> Tally:
        """Count the verdicts by "kind", "language" or "label" of the question; questions without one are skipped."""
        tally: Tally = {}
        for result in self.results:
            if name := getattr(result.question, by):
                tally.setdefault(name, Counter())[result.verdict] += 1
        return tally

    def misses(self) -> list[Result]:
        """Return what was not answered right."""
        return [result for result in self.results if result.verdict is not Verdict.RIGHT]

    def milliseconds(self) -> tuple[float, float]:
        """Return the median and the 99th percentile of the time a question took."""
        times = [1000 * result.seconds for result in self.results] or [0.0]
        return median(times), quantiles(times, n=100)[-1] if len(times) > 1 else times[0]

    def share(self, verdict: Verdict, *, answerable: bool) -> float:
        """Return the share of a verdict among the questions that the announcement answers, or does not."""
        verdicts = [result.verdict for result in self.results if result.question.answerable is answerable]
        return verdicts.count(verdict) / len(verdicts) if verdicts else 0.0

    def as_json(self) -> dict[str, object]:
        """Return everything as the mapping that `evaluate --json` prints."""
        middle, slowest = self.milliseconds()
        return {
            "questions": len(self.results),
            "kinds": {name: _counts(counter) for name, counter in self.tally("kind").items()},
            "languages": {name: _counts(counter) for name, counter in self.tally("language").items()},
            "milliseconds": {"median": round(middle, 3), "percentile_99": round(slowest, 3)},
            "misses": [result.as_json() for result in self.misses()],
        }


def read_questions(path: Path) -> list[Question]:
    """Read labelled questions, one JSON object per line; raises ValueError with file and line."""
    try:
        lines = read_text(path, MAX_BYTES).split("\n")
    except FileError as error:
        raise ValueError(f"{path}: {error}") from None
    lines = [line.removeprefix(MARK) for line in lines]
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    faults, questions = [], []
    for number, line in numbered:
        try:
            questions.append(_question(line, f"{path}:{number}"))
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
    if not numbered:
        faults.append(f"{path}: contains no questions")
    _refuse(faults)
    return questions


def _refuse(faults: Sequence[str]) -> None:
    """Raise ValueError with the first faults, one a line, if there are any."""
    if faults:
        more = [f"and {len(faults) - MOST_FAULTS:,} more like these"] * (len(faults) > MOST_FAULTS)
        raise ValueError("\n".join([*faults[:MOST_FAULTS], *more]))


def _question(line: str, place: str) -> Question:
    """Read one line, which stands at `place` (file:line); raises ValueError."""
    try:
        data = json.loads(line)
    except RecursionError:
        raise ValueError("not a question: nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    return question_of(data, place)


def question_of(data: object, place: str = "") -> Question:
    """Read a question from what its JSON holds; raises ValueError."""
    if not isinstance(data, dict) or not isinstance(data.get("q"), str):
        raise ValueError('needs an object with a text "q"')
    if ("accept" in data) == ("all" in data):
        raise ValueError('needs either "accept" or "all"')
    ids = data.get("accept", data.get("all"))
    if not isinstance(ids, list) or not all(isinstance(fact_id, str) for fact_id in ids):
        raise ValueError('"accept" and "all" are lists of ids')
    labels = {"accept": tuple(data.get("accept", ())), "every": tuple(data.get("all", ()))}
    names = {name: data.get(name, "") for name in ("kind", "lang", "note")}
    if not all(isinstance(name, str) for name in names.values()):
        raise ValueError('"kind", "lang" and "note" are texts')
    return Question(data["q"], **labels, kind=names["kind"], language=names["lang"], place=place, note=names["note"])


def evaluate(matcher: Matcher, questions: Sequence[Question]) -> Evaluation:
    """Answer every question and judge the answers; raises ValueError for a label that is no id of the fact base."""
    check_labels(matcher.base, questions)
    return Evaluation(tuple(_measure(matcher, question) for question in _with_progress(questions)))


def check_labels(base: FactBase, questions: Iterable[Question]) -> None:
    """Raise ValueError with file and line of every label that is no fact's id."""
    known = {fact.id for fact in base.facts}
    faults = []
    for question in questions:
        if unknown := {*question.accept, *question.every} - known:
            asked, ids = clip(question.text, SHOWN), clip(", ".join(sorted(unknown)), SHOWN)
            faults.append(f"{question.place or 'questions'}: the label of {asked!r} is no fact: {ids}")
    _refuse(faults)


def _measure(matcher: Matcher, question: Question) -> Result:
    """Answer one question, and time it."""
    start = perf_counter()
    answer = matcher.answer(question.text)
    return Result(question, answer, judge(question, answer), perf_counter() - start)


def judge(question: Question, answer: Answer) -> Verdict:
    """Compare an answer with the question's label."""
    shown = set(answer.facts)
    if not question.answerable:
        return Verdict.WRONG if answer.outcome is Outcome.FACTS else Verdict.RIGHT
    if answer.outcome is not Outcome.FACTS:
        return Verdict.OFFERED if shown_in(question, answer.suggestions[:BUTTONS]) else Verdict.SILENT
    if question.every:
        if shown - set(question.every):
            return Verdict.WRONG
        return Verdict.RIGHT if shown == set(question.every) else Verdict.PARTLY
    extra = len(question.accept) == 1 and len(shown) > 1
    return Verdict.WRONG if extra or answer.facts[0] not in question.accept else Verdict.RIGHT


def shown_in(question: Question, ids: Iterable[str]) -> bool:
    """Tell whether a fact that was asked for is among these."""
    return not {*question.accept, *question.every}.isdisjoint(ids)


def _with_progress(questions: Sequence[Question]) -> Iterable[Question]:
    """Show a progress bar on the terminal while a long list is worked through."""
    if len(questions) <= LONG or not sys.stderr.isatty():
        return questions
    return track(questions, description="Asking", console=Console(stderr=True), transient=True)


def joined(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Join evaluations into one."""
    return Evaluation(tuple(result for evaluation in evaluations for result in evaluation.results))


def report(evaluation: Evaluation, *, misses: bool = True) -> str:
    """Return the tables, the times, and what was missed, for a person to read."""
    by_kind = "kind" if evaluation.tally("kind") else "label"
    parts = [table(evaluation.tally(by), by) for by in (by_kind, "language") if evaluation.tally(by)]
    if parts:
        parts.append("\n".join(f"{verdict:9}{meaning}" for verdict, meaning in MEANINGS.items()))
    if misses and (missed := evaluation.misses()):
        parts.append("\n".join(_miss(result) for result in missed))
    middle, slowest = evaluation.milliseconds()
    parts.append(
        f"{len(evaluation.results):,} questions, {middle:.2f} ms each (median), {slowest:.2f} ms at most for 99 %"
    )
    return "\n\n".join(parts)


def table(tally: Tally, heading: str) -> str:
    """Lay out a tally: a line for each name, a column for each verdict, and what is right, or at least offered."""
    rows = [[heading, "all", *Verdict, "right %", "or offered %"]]
    for name, counter in [*tally.items(), ("all", sum(tally.values(), Counter[Verdict]()))]:
        total = counter.total()
        counts = (str(counter[verdict]) for verdict in Verdict)
        shares = (counter[Verdict.RIGHT], counter[Verdict.RIGHT] + counter[Verdict.OFFERED])
        rows.append([name, str(total), *counts, *(f"{100 * share / total:.1f}" for share in shares)])
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(_row(row, widths) for row in rows)


def _row(cells: list[str], widths: list[int]) -> str:
    """Lay out one line of a table, the name to the left and the numbers to the right."""
    name, *numbers = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join([name.strip().ljust(widths[0]), *numbers])


def _miss(result: Result) -> str:
    """Say in one line what was asked, wanted and answered."""
    question, answer = result.question, result.answer
    wanted = "+".join(question.every) or "/".join(question.accept) or "nothing"
    given = "+".join(answer.facts) or f"{answer.outcome} ({', '.join(answer.suggestions) or answer.not_told or '-'})"
    return (
        f"{result.verdict:8}{question.kind:10}{question.text}\n        wanted {wanted}; got {given}, {answer.score:.2f}"
    )


def _counts(counter: Counter[Verdict]) -> dict[str, Any]:
    """Return a counter as plain data, with every verdict in it."""
    return {"all": counter.total()} | {str(verdict): counter[verdict] for verdict in Verdict}
