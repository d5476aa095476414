"""What an assistant wrote: the questions in it that can be used, and what is wrong with the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.authoring.evaluate import Question, question_of
from bot.authoring.json_objects import objects_in, parts_of
from bot.authoring.questions.lines import Collection, Fault, Left, label_of
from bot.text import clip, words

MAX_BYTES = 4_000_000  # of a reply
LONGEST = 300  # characters of a question
SHOWN = 60
SHOWN_LINES = 12
KINDS = ("plain", "noisy", "several", "near", "offtopic")


@dataclass
class Reply:
    """What came back: its questions with their lines, and what is left out."""

    aside: bool
    questions: list[tuple[int, Question]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    taken: int = 0

    def report(self) -> list[str]:
        """Say how many questions were taken, and what was left out, kind by kind with lines."""
        lines = [f"{self.taken:,} new questions {'set aside' if self.aside else 'to learn from'}"]
        for fault in Fault:
            left = [each for each in self.left if each.fault is fault]
            if left:
                numbers = [f"{each.line}{f' ({each.shown})' if each.shown else ''}" for each in left[:SHOWN_LINES]]
                more = [f"and {len(left) - SHOWN_LINES:,} more"] * (len(left) > SHOWN_LINES)
                lines.append(f"  left out, {fault}: {len(left):,}; line {', '.join([*numbers, *more])}")
        return lines


def read_reply(text: str, *, aside: bool) -> Reply:
    """Find the questions in a text: JSON objects, whatever stands around them."""
    reply = Reply(aside)
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
    labels: defaultdict[tuple[str, ...], set[frozenset[str]]] = defaultdict(set)
    for reply in replies:
        for _, question in reply.questions:
            labels[words(question.text)].add(label_of(question))
    for reply in replies:
        for line, question in reply.questions:
            disputed = len(labels[words(question.text)]) > 1
            fault = Fault.CONTRADICTION if disputed else collection.take(question, aside=reply.aside)
            if fault:
                unknown = sorted(each for each in label_of(question) - {"+"} if not collection.base.fact(each))
                shown = ", ".join(unknown) if fault is Fault.UNKNOWN else question.text
                reply.left.append(Left(fault, line, clip(shown, SHOWN)))
            else:
                reply.taken += 1


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
    usual = "several" if question.every else "plain" if question.accept else "near"
    kind = question.kind if question.kind in KINDS else usual
    reply.questions.append((line, replace(question, text=text, kind=kind)))


def _note_prose(reply: Reply, text: str, line: int) -> None:
    """Note the lines between two objects that are more than fences, brackets and commas; `line` is the first's."""
    for number, each in enumerate(text.split("\n"), line):
        if each.strip("`~[]{},; \t\r") not in ("", "json", "jsonl"):
            reply.left.append(Left(Fault.PROSE, number, clip(each.strip(), SHOWN)))
