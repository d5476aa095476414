"""Gaps that ask what a fact tells: for the matcher their phrasings are the same, and the fact wins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.facts import FactBase
from bot.matching.asked import concept_of
from bot.matching.languages import Languages
from bot.matching.phrasings import Phrase


class Same(NamedTuple):
    """A gap with a phrasing that means the same as one of a fact's."""

    gap: str
    phrasing: str
    fact: str
    facts_phrasing: str

    def __str__(self) -> str:
        """Return a line for the editor."""
        return (
            f"“{self.phrasing}” of the gap {self.gap!r} has the same ideas as “{self.facts_phrasing}” of the fact"
            f" {self.fact!r}, which will answer other wordings of it: give one of them a synonym of its own"
        )


def same_ideas(base: FactBase) -> Iterator[Same]:
    """Yield the phrasings of gaps that hold the same ideas as a phrasing of a fact."""
    told: dict[frozenset[str], Phrase] = {}
    phrases = Languages(base).phrases
    for phrase in phrases:
        if base.fact(phrase.target) and (ideas := _ideas(phrase)):
            told.setdefault(ideas, phrase)
    for phrase in phrases:
        if base.gap(phrase.target) and (fact := told.get(_ideas(phrase))):
            yield Same(phrase.target, phrase.text, fact.target, fact.text)


def _ideas(phrase: Phrase) -> frozenset[str]:
    """Return the concepts of a phrasing, which are all that facts are scored by."""
    return frozenset(concept for item in phrase.items if (concept := concept_of(item)))
