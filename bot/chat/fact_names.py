"""Finding facts by unfinished words, for people who are still typing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from bot.facts.base import FactBase
from bot.text import fold

_NOT_WORDS = re.compile(r"[\W_]+")


class FactNames:
    """The names of every fact: its id, its keywords, and its title as written and in the reader's language.

    They are folded once per fact base, so that a search only looks through one string per fact.
    """

    def __init__(self, base: FactBase) -> None:
        """Fold the names of all facts, for each language."""
        self._as_written = {fact.id: _lines((fact.id, fact.title, *fact.keywords)) for fact in base.facts}
        self._in_language = {
            language: {
                fact.id: self._as_written[fact.id] + _lines([base.text(fact, language).title]) for fact in base.facts
            }
            for language in base.companions
        }

    def search(self, query: str, language: str) -> list[str]:
        """Return the ids of the facts with a name that a query, its last word perhaps unfinished, is a part of.

        Names that equal the query come first, then those that begin with it, then those with a later word that does.
        A query without words finds nothing.
        """
        words = _fold(query)
        if not words:
            return []
        names = self._in_language.get(language, self._as_written)
        parts = (f"\n{words}\n", f"\n{words}", f" {words}")
        return list(dict.fromkeys(chain.from_iterable(_holding(part, names) for part in parts)))


def _holding(part: str, names: dict[str, str]) -> Iterable[str]:
    """Return the ids of the facts whose names hold a text."""
    return (fact_id for fact_id, lines in names.items() if part in lines)


def _lines(names: Iterable[str]) -> str:
    """Fold the names of a fact into one string, each on a line of its own."""
    return "".join(f"\n{_fold(name)}\n" for name in names)


def _fold(text: str) -> str:
    """Fold a text to words in one spelling, with single spaces between them."""
    return _NOT_WORDS.sub(" ", fold(text).casefold()).strip()
