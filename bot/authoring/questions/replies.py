"""What an assistant wrote: the questions in it that can be used, and what is wrong with the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.authoring.evaluate import Question, question_of
from bot.authoring.json_objects import objects_in, parts_of
from bot.authoring.questions.lines import Collection, Fault, Left, kinds_of, label_of, named, seldom_asked
from bot.facts import FactBase
from bot.text import clip, words

MAX_BYTES = 4_000_000  # of a reply
LONGEST = 300  # characters of a question
SHOWN = 60
SHOWN_LINES = 12
KINDS = ("plain", "noisy", "several", "near", "offtopic")


@dataclass
class Reply:
    """What came back, from the file or persona `name`: its questions with their lines, and what is left out."""

    name: str
    aside: bool
    questions: list[tuple[int, Question]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    mended: list[tuple[int, str]] = field(default_factory=list)
    taken: list[Question] = field(default_factory=list)

    def report(self, base: FactBase) -> list[str]:
        """Say how many questions were taken, what was left out and mended, with lines, and what is hardly asked for."""
        where = "set aside" if self.aside else "to learn from"
        lines = [f"{self.name}: {len(self.taken):,} new questions {where}{kinds_of(self.taken)}"]
        for fault in Fault:
            left = [(each.line, each.shown) for each in self.left if each.fault is fault]
            if left and fault is Fault.CONTRADICTION:
                lines.append(f"  left out, {fault}: {len(left):,}; decide which is right, and correct the other")
                lines += [f"    {self.name}:{line}: {shown}" for line, shown in left]
            elif left:
                told = f"{len(left):,}" if fault is Fault.DUPLICATE else _listed(left)  # a second reading has them all
                lines.append(f"  left out, {fault}: {told}")
        if self.mended:
            lines.append(f"  of another kind than it said: {_listed(self.mended)}")
        return [*lines, *filter(None, [seldom_asked(base, (question for _, question in self.questions))])]


def _listed(found: Sequence[tuple[int, str]]) -> str:
    """Count lines and name the first of them, each with a few words."""
    numbers = [f"{line}{f' ({shown})' if shown else ''}" for line, shown in found[:SHOWN_LINES]]
    more = [f"and {len(found) - SHOWN_LINES:,} more"] * (len(found) > SHOWN_LINES)
    return f"{len(found):,}; line {', '.join([*numbers, *more])}"


def read_reply(text: str, *, name: str, aside: bool) -> Reply:
    """Find the questions in a text: JSON objects, whatever stands around them."""
    reply = Reply(name, aside)
    breaks = [match.start() for match in re.finditer("\n", text)]
    end = 0
    for start, stop, data in objects_in(text):
        _note_prose(reply, text[end:start], bisect_left(breaks, end) + 1)
        line, end = bisect_left(breaks, start) + 1, stop
        if data is None:
            reply.left.append(Left(Fault.BROKEN, line))
            continue
        for each in [data] if "q" in data else parts_of(data):
            _read_one(reply, each, line)
    _note_prose(reply, text[end:], bisect_left(breaks, end) + 1)
    return reply


def merge(replies: Iterable[Reply], collection: Collection) -> None:
    """Take what is usable into the collection; what two replies label differently is taken from neither."""
    replies = list(replies)
    asked: defaultdict[tuple[str, ...], dict[frozenset[str], Question]] = defaultdict(dict)
    for reply in replies:
        for _, question in reply.questions:
            asked[words(question.text)].setdefault(label_of(question), question)
    for reply in replies:
        for line, question in reply.questions:
            others = [each for label, each in asked[words(question.text)].items() if label != label_of(question)]
            known = collection.known(question, aside=reply.aside)
            fault = Fault.CONTRADICTION if others else collection.take(question, aside=reply.aside)
            if not fault:
                reply.taken.append(question)
            elif fault is Fault.CONTRADICTION and (other := next(iter(others), known)):
                text = clip(question.text, SHOWN)
                reply.left.append(
                    Left(fault, line, f"“{text}” is labelled {named(question)}, but {named(other)} in {other.place}")
                )
            else:
                unknown = sorted(each for each in label_of(question) - {"+"} if not collection.base.fact(each))
                shown = ", ".join(unknown) if fault is Fault.UNKNOWN else question.text
                reply.left.append(Left(fault, line, clip(shown, SHOWN)))


def _read_one(reply: Reply, data: Any, line: int) -> None:
    """Read one question of a reply."""
    known = {name: data[name] for name in ("q", "accept", "all", "kind") if name in data}
    try:
        question = question_of(known)
    except ValueError as error:
        reply.left.append(Left(Fault.NO_LABEL, line, clip(str(error), SHOWN)))
        return
    text = " ".join(question.text.split())
    if len(text) > LONGEST:
        reply.left.append(Left(Fault.LONG, line, clip(text, SHOWN)))
        return
    if len(question.every) == 1:
        question = replace(question, accept=question.every, every=())
    kind = _kind_of(question)
    if not kind:
        reply.left.append(Left(Fault.MISFIT, line, clip(f"{question.kind}, yet {named(question)}", SHOWN)))
        return
    if question.kind not in ("", kind):
        reply.mended.append((line, clip(f"{question.kind}, now {kind}", SHOWN)))
    reply.questions.append((line, replace(question, text=text, kind=kind, place=f"{reply.name}:{line}")))


def _kind_of(question: Question) -> str | None:
    """Return the kind that a question is of, by its label where that leaves no doubt; None where one must be wrong."""
    if question.every:
        fitting, slips = ("several", "noisy"), {"plain"}
    elif question.accept:
        fitting, slips = ("plain", "noisy"), {"several"} if len(question.accept) == 1 else set()
    else:
        fitting, slips = ("near", "offtopic"), {"noisy"}
    if question.kind in fitting:
        return question.kind
    return fitting[0] if question.kind in slips or question.kind not in KINDS else None


def _note_prose(reply: Reply, text: str, line: int) -> None:
    """Note the lines between two objects that are more than fences, brackets and commas; `line` is the first's."""
    for number, each in enumerate(text.split("\n"), line):
        if each.strip("`~[]{},; \t\r") not in ("", "json", "jsonl"):
            reply.left.append(Left(Fault.PROSE, number, clip(each.strip(), SHOWN)))
