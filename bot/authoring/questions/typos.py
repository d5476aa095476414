"""How people type: without marks, with short forms, with slips; the same text always becomes the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from zlib import crc32

from bot.matching.spelling import dictionary

_SHORT = {
    "please": "pls", "you": "u", "your": "ur", "are": "r", "what is": "whats", "how many": "how mny", "because": "cuz",
    "people": "ppl", "and": "n", "for": "4", "about": "abt", "with": "w", "when": "wen", "much": "mch",
    "does": "dos", "what's": "whats", "who is": "whos", "where is": "wheres",
}  # fmt: skip
_MOST_SHORT = 2  # forms in a question
_LONG_WORD = re.compile(r"[a-z]{5,}")
_NEXT = {"a": "s", "e": "r", "i": "o", "o": "p", "u": "y", "r": "t", "n": "m", "s": "d", "t": "r", "l": "k", "c": "v"}


def typed(text: str, ways: tuple[str, ...]) -> str:
    """Return a text as somebody types it who has these ways."""
    for way in ways:
        text = _WAYS[way](text)
    return text


def _bare(text: str) -> str:
    """Leave out marks and capitals, and the words that every question has."""
    text = re.sub(r"[?!,.:“”]", "", text.lower())
    return re.sub(r"^(?:what is|what's|what are|is there|are there) (?:the |a )?", "", text).strip() or text


def _short(text: str) -> str:
    """Use a few of the short forms that people type, in small letters."""
    text = text.lower()
    forms = [long for long in _SHORT if re.search(rf"\b{long}\b", text)]
    start = crc32(text.encode()) % len(forms) if forms else 0
    for long in (forms[start:] + forms[:start])[:_MOST_SHORT]:
        text = re.sub(rf"\b{long}\b", _SHORT[long], text, count=1)
    return text


def _slip(text: str) -> str:
    """Mistype one letter of one longer word: swapped, left out, doubled, or the one beside it; no other word comes."""
    found = list(_LONG_WORD.finditer(text))
    if not found:
        return text
    chance = crc32(text.encode())
    word = found[chance % len(found)]
    place = word.start() + 1 + (chance >> 8) % (len(word[0]) - 3)
    one, two = text[place], text[place + 1]
    slips = (two + one, two, one + one + two, _NEXT.get(one, one + one) + two)
    for turn in range(len(slips)):
        slip = slips[((chance >> 16) + turn) % len(slips)]
        slipped = text[:place] + slip + text[place + 2 :]
        if slip != one + two and slipped[word.start() :].split()[0].strip(".,?!") not in dictionary():
            return slipped
    return text


_WAYS: Mapping[str, Callable[[str], str]] = {"bare": _bare, "short": _short, "slip": _slip}
