"""Which language a message is written in, by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.language import DEFAULT
from bot.lexicon import Lexicon
from bot.text import variants

Votes = tuple[tuple[str, float], ...]


class Detector:
    """Count for each language the words of a message that are its own."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        """Index the words of all languages."""
        self._votes: dict[str, Votes] = {}
        for code, lexicon in lexicons.items():
            for form, weight in lexicon.forms.items():
                if weight:
                    self._votes[form] = (*self._votes.get(form, ()), (code, weight))

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
        found: dict[str, float] = {}
        for variant in variants(token):
            forms = (variant, *(f"{variant[:length]}*" for length in range(len(variant), 1, -1)))
            for form in forms:
                for code, weight in self._votes.get(form, ()):
                    found.setdefault(code, weight)
        return found
