"""Questions that are alike, as one group: in the words that they share, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import extract

from bot.journal.reading import Asked
from bot.text import words

MOST = 2_000  # different texts that are compared with one another; the most frequent ones
ALIKE = 88  # of 100: how much of the shorter question stands in the other
SHARE = 0.5  # the words that the shorter question has at least, lest a single word gathers everything
CANDIDATES = 5


@dataclass
class Alike:
    """A group: its most frequent question, and all texts with how often each was asked."""

    first: Asked
    texts: dict[str, int] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """Return how often the questions of the group were asked."""
        return sum(self.texts.values())


def grouped(questions: Iterable[Asked]) -> list[Alike]:
    """Group questions by likeness, the largest group first; what has no words is left out."""
    by_text: dict[tuple[str, str | None], list[Asked]] = defaultdict(list)
    for asked in questions:
        by_text[" ".join(words(asked.question)), asked.language].append(asked)
    ranked = sorted(by_text.items(), key=lambda item: -sum(asked.times for asked in item[1]))
    groups: dict[str, Alike] = {}
    for (text, _), same in ranked[:MOST]:
        if not text:
            continue
        leader = _leader(text, groups) or text
        group = groups.setdefault(leader, Alike(max(same, key=lambda asked: asked.times)))
        for asked in same:
            group.texts[asked.question] = group.texts.get(asked.question, 0) + asked.times
    return sorted(groups.values(), key=lambda group: -group.times)


def _leader(text: str, groups: dict[str, Alike]) -> str | None:
    """Find the group that a text belongs to, by the words of its first question."""
    found = extract(text, groups.keys(), scorer=token_set_ratio, score_cutoff=ALIKE, limit=CANDIDATES)
    size = len(text.split())
    for leader, *_ in found:
        sizes = sorted((size, len(leader.split())))
        if sizes[0] >= SHARE * sizes[1]:
            return str(leader)
    return None
