"""Alphabets: letters tell that a message is in none of the bot's languages, though one of them has its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.text import MAX_CHARACTERS

FOREIGN = 0.2  # share of the words from which letters that a language lacks tell that it is another one
_WORD = re.compile(r"[^\W\d_]+")


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
