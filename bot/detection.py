"""Which language a message is written in, by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.facts import FactBase
from bot.language import DEFAULT, Language
from bot.text import words

OWN_WORD = 0.5  # what a word of the fact base tells: names and loans stand in many languages


class Detector:
    """Count for each language the words of a message that are its own."""

    def __init__(self, base: FactBase, languages: Mapping[str, Language]) -> None:
        """Index the words of all languages."""
        self._exact: dict[str, dict[str, float]] = defaultdict(dict)
        self._prefixes: dict[str, dict[str, float]] = defaultdict(dict)
        for code, language in languages.items():
            self._add(code, _general(language), 1.0)
            companion = base.companions.get(code)
            synonyms = companion.synonyms if companion else base.synonyms if code == base.announcement.language else {}
            for phrases in synonyms.values():
                self._add(code, phrases, OWN_WORD)

    def _add(self, code: str, phrases: Iterable[str], weight: float) -> None:
        """Add phrases' words to a language."""
        for phrase in phrases:
            for part in phrase.split():
                index = self._prefixes if part.endswith("*") else self._exact
                for word in words(part):
                    index[word][code] = max(weight, index[word].get(code, 0.0))

    def detect(self, tokens: Sequence[str], otherwise: str | None = None) -> str:
        """Return the code of the language with most words; `otherwise` (or English) where nothing tells."""
        votes: dict[str, float] = defaultdict(float)
        for token in tokens:
            found = self._found(token)
            for code, weight in found.items():
                votes[code] += weight / len(found)
        fallback = otherwise or DEFAULT
        return max(votes, key=lambda code: (votes[code], code == fallback, code == DEFAULT), default=fallback)

    def _found(self, token: str) -> Mapping[str, float]:
        """Return the languages that a token belongs to, with what it tells of each."""
        found = dict(self._exact.get(token, {}))
        for length in range(len(token), 1, -1):
            for code, weight in self._prefixes.get(token[:length], {}).items():
                found.setdefault(code, weight)
        return found


def _general(language: Language) -> Iterable[str]:
    """Yield the phrases that a language has for any announcement."""
    yield from (*language.filler, *language.greeting, *language.thanks, *language.joiners, *language.times)
    yield from (*language.references, *language.openings)
    for groups in (language.kinds, language.limits, language.years):
        for phrases in groups.values():
            yield from phrases
