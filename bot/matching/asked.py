"""What a clause asks, as it is scored: its concepts, how much each counts, and what may forbid an answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.matching.lexicon import Role
from bot.matching.reader import Item
from bot.matching.spelling import WordClass, dictionary

# A word that nobody knows: a noun narrows a question most, a verb hardly.
W_UNKNOWN = {WordClass.NOUN: 0.8, WordClass.NAME: 0.8, WordClass.MIXED: 0.45, WordClass.OTHER: 0.15}
W_FOREIGN = 0.4  # no dictionary tells what it is
W_NUMBER = 0.25
UNKNOWN = "!"  # before the place of a word that nobody knows: it counts, and fits nothing
WEAK_MISS = 0.35  # what an everyday word counts where it does not fit
CONCEPT_ROLES = frozenset({Role.CONCEPT, Role.KIND, Role.LIMIT, Role.SUBJECT, Role.NAME, Role.TIME})


@dataclass(slots=True)
class Asked:
    """A clause as it is scored: its weighted concepts, and what may forbid an answer."""

    bag: dict[str, float] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)  # concepts named by everyday words only: they count where they fit
    names: list[Item] = field(default_factory=list)
    times: list[Item] = field(default_factory=list)
    limits: set[str] = field(default_factory=set)

    @property
    def total(self) -> float:
        """Return the weight of all concepts; an everyday word counts in full only where it fits."""
        return sum(weight * (WEAK_MISS if c in self.weak else 1) for c, weight in self.bag.items())

    def add(self, concept: str, weight: float, *, weak: bool) -> None:
        """Add a concept; it is weak as long as only everyday words name it."""
        if not weak:
            self.weak.discard(concept)
        elif concept not in self.bag:
            self.weak.add(concept)
        self.bag[concept] = weight


def concept_of(item: Item) -> str | None:
    """Return the concept that an item adds to a clause."""
    return item.meaning.concept if item.meaning and item.role in CONCEPT_ROLES else None


def unknown_weight(item: Item, english: bool) -> float:
    """Return what a word that nobody knows counts."""
    if item.number:
        return W_NUMBER
    word_class = dictionary().class_of(item.words) if english else None
    return W_FOREIGN if word_class is None else W_UNKNOWN[word_class]
