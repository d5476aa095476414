"""Questions that are alike, as one group: in the words that they share, whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict
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
RAREST = 4  # words of a question, one of which the first of its group must have: so few are compared


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
    by_text: dict[tuple[str, ...], list[Asked]] = defaultdict(list)
    for asked in questions:
        by_text[words(asked.question)].append(asked)
    by_text.pop((), None)
    ranked = sorted(by_text.items(), key=lambda item: -sum(asked.times for asked in item[1]))[:MOST]
    found = _Leaders(Counter(word for text, _ in ranked for word in set(text)))
    groups: dict[str, Alike] = {}
    for text, same in ranked:
        group = groups.setdefault(found.leader(text), Alike(max(same, key=lambda asked: asked.times)))
        for asked in same:
            group.texts[asked.question] = group.texts.get(asked.question, 0) + asked.times
    return sorted(groups.values(), key=lambda group: -group.times)


class _Leaders:
    """The first question of each group, found by words that a question shares with it."""

    def __init__(self, frequency: Counter[str]) -> None:
        self._frequency = frequency
        self._by_word: dict[str, list[str]] = defaultdict(list)

    def leader(self, text: tuple[str, ...]) -> str:
        """Return the leader of the group that a text belongs to, which may be the text itself."""
        folded = " ".join(text)
        rare = sorted(set(text), key=lambda word: (self._frequency[word], word))[:RAREST]
        beside = dict.fromkeys(leader for word in rare for leader in self._by_word[word])
        found = extract(folded, beside.keys(), scorer=token_set_ratio, score_cutoff=ALIKE, limit=CANDIDATES)
        for leader, *_ in found:
            shorter, longer = sorted((len(text), len(leader.split())))
            if shorter >= SHARE * longer:
                return str(leader)
        for word in set(text):
            self._by_word[word].append(folded)
        return folded
