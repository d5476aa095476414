"""Finding facts by unfinished words, for people who are still typing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from bot.facts.base import FactBase
from bot.text import fold

_NOT_WORDS = re.compile(r"[^\w\n]+|_+")


class FactNames:
    """The names of every fact: its id, its keywords, and its title as written and in the reader's language.

    They are folded once per fact base and language, so that a search only looks through one string per fact.
    """

    def __init__(self, base: FactBase) -> None:
        """Fold the names of all facts as written; those in other languages follow when they are needed."""
        self._base = base
        self._as_written = {fact.id: _fold((fact.id, fact.title, *fact.keywords)) for fact in base.facts}
        self._in_language: dict[str, dict[str, str]] = {}

    def search(self, query: str, language: str) -> list[str]:
        """Return the ids of the facts with a name that a query, its last word perhaps unfinished, is a part of.

        Names that equal the query come first, then those that begin with it, then those with a later word that does.
        A query without words finds nothing.
        """
        name = _fold([query])
        if not name.strip():
            return []
        names = self._names(language)
        parts = (name, name.rstrip("\n"), f" {name.strip()}")
        return list(dict.fromkeys(chain.from_iterable(_holding(part, names) for part in parts)))

    def _names(self, language: str) -> dict[str, str]:
        """Return the names of all facts for readers of a language, by id."""
        if language not in self._base.companions:
            return self._as_written
        if language not in self._in_language:
            titles = {fact.id: self._base.text(fact, language).title for fact in self._base.facts}
            self._in_language[language] = {
                fact_id: names + _fold([titles[fact_id]]) for fact_id, names in self._as_written.items()
            }
        return self._in_language[language]


def _holding(part: str, names: dict[str, str]) -> Iterable[str]:
    """Return the ids of the facts whose names hold a text."""
    return (fact_id for fact_id, lines in names.items() if part in lines)


def _fold(names: Iterable[str]) -> str:
    """Fold names to words in one spelling with single spaces between them, each name between line breaks."""
    lines = _NOT_WORDS.sub(" ", fold("\n".join(name.replace("\n", " ") for name in names)).casefold())
    return "".join(f"\n{line.strip()}\n" for line in lines.split("\n"))
