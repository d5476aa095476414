"""Alphabets: letters tell which languages a message may be in, or that it is in none, though one has its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.facts.language import DEFAULT
from bot.matching.detection import NO_MARKS, Marks
from bot.text import MAX_CHARACTERS, Token

FOREIGN = 0.2  # share of the words from which letters that a language lacks tell that it is another one
_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"[^\w\s]")


class Alphabets:
    """The letters of the languages that the bot speaks."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        """Take the letters of each language besides a to z, or ranges of them (`а-яё`)."""
        self._own = {code: re.compile(f"[a-z{more}]+") for code, more in letters.items()}

    def lacks(self, text: str, code: str) -> bool:
        """Return whether many words of a text have letters that a language does not have."""
        if text.isascii():
            return False
        found = _WORD.findall(unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])[:MAX_CHARACTERS].lower())
        foreign = sum(not self._own[code].fullmatch(word) for word in found)
        return foreign > 0 and foreign >= FOREIGN * len(found)

    def marks(self, text: str, tokens: Sequence[Token]) -> Marks:
        """Return what the marks of a message say: English has none of its own, so a word with one may be another's."""
        if text.isascii():
            return NO_MARKS
        marked = [token for token in tokens if token.word.isascii() and not token.typed.isascii()]
        writing = {token.word: self._writing(token.typed) for token in marked}
        signs = {found[0] for sign in _SIGN.findall(text[:MAX_CHARACTERS]) if len(found := self._writing(sign)) == 1}
        return Marks(writing, signs.pop() if len(signs) == 1 else None)

    def _writing(self, word: str) -> list[str]:
        """Return the languages other than English that have all letters, or the sign, of a word."""
        composed = unicodedata.normalize("NFKC", word).lower()
        return [code for code, own in self._own.items() if code != DEFAULT and own.fullmatch(composed)]
