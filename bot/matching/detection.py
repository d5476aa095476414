"""Which language a message is written in, by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.facts.language import DEFAULT
from bot.matching.lexicon import VOTES, Lexicon
from bot.matching.memo import Memo
from bot.text import variants

MARGIN = 0.15  # votes by which a language must lead: `china` alone is a word of many
Votes = tuple[tuple[str, float], ...]


class Detector:
    """Count for each language the words of a message that are its own."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        """Index the words of all languages."""
        self._votes: dict[str, Votes] = {}
        votes = self._votes
        for code, lexicon in lexicons.items():
            alone: dict[float, Votes] = {weight: ((code, weight),) for weight in VOTES}  # one for all its words
            for form, weight in lexicon.forms.items():
                if weight:
                    votes[form] = (*votes[form], (code, weight)) if form in votes else alone[weight]
        # Names are no words of a language: "poco" is a phone before it is Spanish.
        self._names = (
            {form for form, weight in lexicons[DEFAULT].forms.items() if not weight} if DEFAULT in lexicons else set()
        )
        self._longest = max((len(form) for form in votes if form[-1] == "*"), default=0)
        self._shares = Memo(self._share)

    def detect(self, tokens: Sequence[str], otherwise: str | None = None) -> str:
        """Return the code of the language with most words; `otherwise` (or English) where nothing tells."""
        votes: dict[str, float] = defaultdict(float)
        for token in tokens:
            for code, share in self._shares[token]:
                votes[code] += share
        fallback = otherwise or DEFAULT
        likeliest = max(votes, key=lambda code: (votes[code], code == fallback), default=fallback)
        tied = [code for code in votes if votes[likeliest] - votes[code] <= MARGIN]
        return next((code for code in (fallback, DEFAULT) if code in tied), likeliest)

    def _share(self, token: str) -> Votes:
        """Return how the vote of a token is shared by the languages that it belongs to."""
        found = self._found(token)
        return tuple((code, weight / len(found)) for code, weight in found.items())

    def _found(self, token: str) -> Mapping[str, float]:
        """Return the languages that a token belongs to, with what it tells of each."""
        found: dict[str, float] = {}
        if token in self._names:
            return found
        for variant in variants(token):
            beginnings = range(min(len(variant), self._longest), 1, -1)
            for form in (variant, *(f"{variant[:length]}*" for length in beginnings)):
                for code, weight in self._votes.get(form, ()):
                    found.setdefault(code, weight)
        return found
