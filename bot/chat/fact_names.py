"""Finding facts by unfinished words, for people who are still typing."""

from __future__ import annotations

import re
from itertools import chain

from bot.facts.base import Fact, FactBase
from bot.text import fold

_NOT_WORDS = re.compile(r"[\W_]+")


class FactNames:
    """The names of every fact: its id, its keywords, and its title in every language.

    They are folded once per fact base, so that a search only looks through one string per fact.
    """

    def __init__(self, base: FactBase) -> None:
        """Fold the names of all facts."""
        self._names = [(fact.id, _names_of(fact, base)) for fact in base.facts]

    def search(self, query: str) -> list[str]:
        """Return the ids of the facts with a name that a query, its last word perhaps unfinished, is a part of.

        Names that equal the query come first, then those that begin with it, then those with a later word that does.
        A query without words finds nothing.
        """
        words = _fold(query)
        if not words:
            return []
        parts = (f"\n{words}\n", f"\n{words}", f" {words}")
        found = ([fact_id for fact_id, names in self._names if part in names] for part in parts)
        return list(dict.fromkeys(chain.from_iterable(found)))


def _names_of(fact: Fact, base: FactBase) -> str:
    """Fold the names of a fact into one string, a line for each."""
    titles = (base.text(fact, language).title for language in base.companions)
    return "\n".join(["", *map(_fold, (fact.id, fact.title, *titles, *fact.keywords)), ""])


def _fold(text: str) -> str:
    """Fold a text to words in one spelling, with single spaces between them."""
    return _NOT_WORDS.sub(" ", fold(text).casefold()).strip()
