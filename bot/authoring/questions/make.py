"""Labelled questions made from a fact base and its article, without a model: frames filled with their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, cycle

from bot.authoring.evaluate import Question
from bot.authoring.questions.frames import Frames, Voice, frames
from bot.authoring.questions.near import in_turn, near_misses
from bot.authoring.questions.told import Told, ideas
from bot.authoring.questions.topics import Topic, head_of, is_question, topics_of
from bot.authoring.questions.typos import typed
from bot.facts import FactBase
from bot.matching.phrasings import phrasings_of
from bot.text import words

PER_FACT = 22  # questions for a fact to learn from
SEVERAL = 5  # that ask for it together with another
ASIDE = 3  # times as many to learn from as are set aside
_NOISY = {"short", "slip"}
_WHOLE = ("two questions", "first ")  # as good as questions


@dataclass
class Halves:
    """Questions to learn from, and others that are set aside; none stands word for word in both."""

    learning: list[Question] = field(default_factory=list)
    aside: list[Question] = field(default_factory=list)


def make(base: FactBase, article: str) -> Halves:
    """Make questions for a fact base: for each fact, for two at once, near misses as many, and everyday talk."""
    told, ways = Told(base, article), frames()
    topics = topics_of(told, ways)
    taken = _Taken(base)
    return Halves(*(_Maker(told, topics, ways, taken, aside=aside).half() for aside in (False, True)))


class _Taken:
    """The words of questions that are made already, and those that have a label in the fact base."""

    def __init__(self, base: FactBase) -> None:
        self._labels = {words(text): target if base.fact(target) else "" for target, text in phrasings_of(base)}
        self._made: set[tuple[str, ...]] = set()

    def take(self, question: Question) -> bool:
        """Tell whether the words of a question are new and contradict no phrasing; they are taken then."""
        key = words(question.text)
        label = "+".join(question.every or question.accept)
        if not key or key in self._made or self._labels.get(key, label) != label:
            return False
        self._made.add(key)
        return True


class _Maker:
    """Makes one half."""

    def __init__(self, told: Told, topics: list[Topic], ways: Frames, taken: _Taken, *, aside: bool) -> None:
        self.told = told
        self.topics = topics
        self.ways = ways
        self.voices = ways.voices_of(aside=aside)
        self.taken = taken
        self.aside = aside
        self.voice = cycle(self.voices)
        self.turn: defaultdict[str, Iterator[int]] = defaultdict(count)  # by voice, or way of joining

    def half(self) -> list[Question]:
        """Return all questions of the half."""
        share = ASIDE if self.aside else 1
        single = [each for topic in self.topics for each in self._single(topic, PER_FACT // share)]
        several = list(self._several(max(1, SEVERAL // share)))
        misses = near_misses(self.told, self.topics, self.ways, aside=self.aside)
        near = list(self._dressed(misses, Question("", kind="near"), len(single)))
        return [*single, *several, *near, *self._everyday()]

    def _single(self, topic: Topic, most: int) -> Iterator[Question]:
        """Yield questions for one fact."""
        asked = in_turn([topic.questions, topic.drafted, self._framed(topic), topic.things, topic.fragments])
        label = Question("", accept=(topic.fact.id,))
        return self._dressed(list(dict.fromkeys(asked)), label, most, topic.things)

    def _framed(self, topic: Topic) -> list[str]:
        """Fill the frames for what a fact is."""
        fillers: dict[str, list[dict[str, str]]] = {
            "count": [{"n": noun} for noun in topic.counted],
            "measure": [{"m": measure} for measure in topic.measures],
            "high": [{"m": each} for each in topic.measures if head_of(each) in self.ways.high],
            "figure": [{"figure": topic.figure}] if topic.figure else [],
            "money": [{}] if topic.money and sum(each.money for each in self.topics) == 1 else [],
            "rank": [{}] if topic.ranked and sum(each.ranked for each in self.topics) == 1 else [],
            "speech": [{"who": topic.speaker, "words": topic.words}] if topic.speaker else [],
        }
        lists = [
            [text.format(**filler) for text in self.ways.told[kind].half(aside=self.aside) for filler in each]
            for kind, each in fillers.items()
        ]
        return list(in_turn(lists))

    def _several(self, most: int) -> Iterator[Question]:
        """Yield questions that ask for two facts at once."""
        joins = {kind: self.ways.several[kind].half(aside=self.aside) for kind in ("questions", "topics")}
        for place, topic in enumerate(self.topics):
            for step in range(1, most + 1):
                other = self.topics[(place + step) % len(self.topics)]
                kind = "topics" if (place + step) % 3 else "questions"
                parts = [each.things if kind == "topics" else each.questions for each in (topic, other)]
                if other is topic or not all(parts):
                    continue
                first, second = (part[(place + step) % len(part)] for part in parts)
                mark = "t" if kind == "topics" else "q"
                frame = joins[kind][next(self.turn[kind]) % len(joins[kind])]
                text = frame.format(**{f"{mark}1": first, f"{mark}2": second})
                label = Question("", every=(topic.fact.id, other.fact.id), kind="several")
                yield from self._dressed([text], label, 1)

    def _everyday(self) -> Iterator[Question]:
        """Yield everyday talk, without what comes near the announcement's own topics."""
        lines = [line for line in self.ways.everyday.half(aside=self.aside) if not ideas(line) & self.told.topics]
        for number, line in enumerate(lines):
            text = typed(line, (("short",), (), ("slip",), ())[number % 4])
            question = Question(text + "?" * (is_question(line) and number % 2), kind="offtopic")
            if self.taken.take(question):
                yield question

    def _dressed(
        self, texts: Sequence[str], label: Question, most: int, things: Iterable[str] = ()
    ) -> Iterator[Question]:
        """Yield texts in the words of one voice after another, until there are enough, or all have had each voice."""
        left, things = most, frozenset(things)
        for _ in self.voices:
            for text in texts:
                voice = next(self.voice)
                said = _said(text, voice, next(self.turn[voice.name]), is_topic=text in things)
                kind = label.kind or ("noisy" if _NOISY.intersection(voice.typing) else "plain")
                question = replace(label, text=said, kind=kind)
                if self.taken.take(question):
                    left -= 1
                    yield question
                if not left:
                    return
            next(self.voice)  # or a text would have the same voice again


def _said(text: str, voice: Voice, turn: int, *, is_topic: bool) -> str:
    """Return a text in the words of a voice."""
    whole = is_question(text) or text.startswith(_WHOLE)
    ways = voice.topic if is_topic else voice.question if whole else voice.fragment
    capital, short = text[:1].upper() + text[1:], text.removeprefix("the ")
    filled = ways[turn % len(ways)].format(q=text, Q=capital, k=short, K=short[:1].upper() + short[1:], t=text)
    return typed(filled, voice.typing)
