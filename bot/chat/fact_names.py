"""Finding facts by unfinished words, for people who are still typing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from bot.facts.base import FactBase
from bot.facts.language import DEFAULT, load_language
from bot.text import fold_all

COMPLETIONS = 3  # of an unfinished word that are tried
_MARKS = re.compile(r"[*~$]")
_LAST = re.compile(r"\w+$")
_NOT_WORDS = re.compile(r"[^\w\n]+|_+")


class FactNames:
    """The names of every fact: its id, keywords, title and figure, the last two in the reader's language, too.

    They are folded once per fact base and language, so that a search only looks through one string per fact.
    """

    def __init__(self, base: FactBase) -> None:
        """Fold the names of all facts as written; those in other languages follow when they are needed."""
        self._base = base
        self._as_written = {fact.id: _fold((fact.id, fact.title, *fact.keywords, fact.figure)) for fact in base.facts}
        self._in_language: dict[str, dict[str, str]] = {}
        self._words: dict[str, str] = {}

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
            texts = {fact.id: self._base.text(fact, language) for fact in self._base.facts}
            self._in_language[language] = {
                fact_id: names + _fold([texts[fact_id].title, texts[fact_id].figure])
                for fact_id, names in self._as_written.items()
            }
        return self._in_language[language]

    def completions(self, query: str, language: str) -> list[str]:
        """Return queries whose last word is finished by words of the fact base; few, short ones first.

        The last word is finished where something follows it.
        """
        before, begun = _last_word(query)
        if language not in self._words:
            self._words[language] = _fold(self._phrases(language))
        found = _beginning(begun, self._words[language]) if begun else set()
        return [f"{before}{word}" for word in sorted(found, key=lambda word: (len(word), word))[:COMPLETIONS]]

    def _phrases(self, language: str) -> Iterable[str]:
        """Yield titles, keywords and synonyms in English and in a language."""
        companion = self._base.companions.get(language)
        for synonyms in (self._base.synonyms, companion.synonyms if companion else {}):
            for phrases in synonyms.values():
                yield from (_MARKS.sub("", phrase) for phrase in phrases)
        for fact in self._base.facts:
            yield from (*fact.keywords, fact.title, self._base.text(fact, language).title)


def without_question_word(query: str, language: str) -> str | None:
    """Return a query without its unfinished last word, if that may become one of everyday questions (ho, how)."""
    before, begun = _last_word(query)
    codes = dict.fromkeys((language, DEFAULT))
    return before.strip() if begun and any(_beginning(begun, _everyday(code)) for code in codes) else None


@cache
def _everyday(code: str) -> str:
    """Fold what any question may begin with: how many, who, the."""
    language = load_language(code)
    if language is None:
        return ""
    phrases = chain(language.filler, language.references, *language.kinds.values())
    return _fold(_MARKS.sub("", phrase) for phrase in phrases)


def _last_word(query: str) -> tuple[str, str]:
    """Part a query before its last word, which is folded; that is empty where something follows it."""
    found = _LAST.search(query)
    return (query[: found.start()], _fold([found[0]]).strip()) if found else (query, "")


def _beginning(begun: str, folded: str) -> set[str]:
    """Return the ends of phrases that begin so: the word, and what follows it there."""
    return set(re.findall(rf"(?<!\S){re.escape(begun)}[^\n]*", folded))


def _holding(part: str, names: dict[str, str]) -> Iterable[str]:
    """Return the ids of the facts whose names hold a text."""
    return (fact_id for fact_id, lines in names.items() if part in lines)


def _fold(names: Iterable[str]) -> str:
    """Fold names to words in one spelling with single spaces between them, each name between line breaks."""
    lines = _NOT_WORDS.sub(" ", fold_all("\n".join(name.replace("\n", " ") for name in names)).casefold())
    return "".join(f"\n{line.strip()}\n" for line in lines.split("\n"))
