"""Tokens: what is left of a message when spelling, script and punctuation are set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MAX_CHARACTERS = 700  # of a question that are read; the rest of a longer message is not a question

# Letters that Unicode does not decompose, and marks that people leave out when they type.
_LETTERS = {"ı": "i", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "œ": "oe"}
_LETTERS |= {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ँ": "ं"}
_LETTERS |= dict.fromkeys("’‘ʼ`´", "'")
_MARKS = (range(0x300, 0x370), range(0x64B, 0x660), (0x670, 0x640, 0x93C))
_INVISIBLE = (
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFE00, 0xFE10),
    (0xFEFF, 0xAD),
)
_DROPPED = [code for codes in (*_MARKS, *_INVISIBLE) for code in codes]
_ZEROES = (0x660, 0x6F0, 0x966)  # Arabic, Persian, Devanagari
_DIGITS = {chr(zero + digit): str(digit) for zero in _ZEROES for digit in range(10)}
_FOLD = str.maketrans(_LETTERS | _DIGITS) | dict.fromkeys(_DROPPED, None)

_POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
_NOT_WORDS = re.compile(r"https?://\S+|(?<![\w])@\w+")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+[.,]\d+)"
    r"|(?P<character>[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
    r"|(?P<word>(?:(?![\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])[^\W_]|[\u0900-\u0903\u093a-\u094d\u0962\u0963])+)"
    r"|(?P<stop>[?!;\n\r،؛؟。！？；：，、|।+&/…()•=]+|[.,:](?=\s|$)|\s[-–—]+\s)"
    r"|(?P<percent>[%٪])|(?P<emoji>[\U0001f300-\U0001faff\u2600-\u27bf])"
)
# Letters and blanks only, as in most phrases of a fact base: to cut them takes a quarter of the time that tokens take.
_LETTERS_ONLY = re.compile(
    r"([a-zA-Zß\u0400-\u0481\u048a-\u052f\u0621-\u064a\u0900-\u094d\u0950\u0958-\u0961 ]*+)((?<! )\*)?(?: ?~)?"
)
_CHARACTERS_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_GROUPING = re.compile(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))")
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "هال", "عال", "لل", "ال", "و", "ب", "ل", "ف", "ع", "ه")


class Token(NamedTuple):  # made for every word there is, in half the time that a frozen dataclass takes
    """One word (one character in Chinese): folded, and how it stood in the message."""

    word: str
    written: str = ""
    upper: bool = False  # stands in capitals
    stop: str = ""  # the punctuation before it: `.`, `,`, `?`; `^` at the beginning


def fold(text: str) -> str:
    """Fold what people write differently and mean alike: width, accents, digits, invisible marks."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text).translate(_FOLD)


@lru_cache(2048)  # each question is cut for its language, its meaning and its wording, each phrasing to check it too
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a message into tokens: `19,000` is `19000`, `Acme's` is `acme`, a Chinese character is one."""
    folded = fold(text[:MAX_CHARACTERS])
    if (pieces := _letters(folded)) is not None:
        return tuple(_token(piece, "" if place else "^") for place, piece in enumerate(pieces))
    text = _NOT_WORDS.sub(" ", _POSSESSIVE.sub("", folded))
    tokens: list[Token] = []
    stop = "^"
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if kind in ("stop", "emoji"):
            stop = piece.strip()[:1] or "."
            continue
        tokens.append(Token(_number(piece), piece, False, stop) if kind == "number" else _token(piece, stop))
        stop = ""
    return tuple(tokens)


def _letters(folded: str) -> list[str] | None:
    """Cut a text of letters and blanks, perhaps with a mark at its end, at the blanks; None where there is more."""
    bare = folded.rstrip("?.! ")
    letters = _LETTERS_ONLY.fullmatch(bare)
    return bare.split() if letters and letters.end(1) == len(bare) else None


def _token(piece: str, stop: str) -> Token:
    """Make the token of a word."""
    return Token(piece.casefold(), piece, piece.isupper() and len(piece) > 1, stop)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a phrase."""
    folded = fold(text[:MAX_CHARACTERS])
    if (pieces := _letters(folded)) is not None:
        return tuple(piece.casefold() for piece in pieces)
    if _CHARACTERS_ONLY.fullmatch(folded):
        return tuple(folded)
    return tuple(token.word for token in tokenize(text))


def word_forms(phrase: str) -> tuple[str, ...]:
    """Cut a phrase of a fact base into its words as a lexicon keeps them.

    `word*` stands for every word that begins so, `word$` for one at a clause's end, `=WORD` only for one in capitals;
    the `~` of weak words is left out.
    """
    if letters := _LETTERS_ONLY.fullmatch(fold(phrase)):
        found, star = letters.groups("")
        return tuple((found.casefold() + star).split())
    cut: list[str] = []
    for part in phrase.split():
        if part.startswith("="):
            cut.append(part[1:])
            continue
        word = part.rstrip("~*$")
        pieces = words(word)
        if pieces and (mark := part[len(word) :].replace("~", "")):
            pieces = (*pieces[:-1], pieces[-1] + mark)
        cut += pieces
    return tuple(cut)


def _number(piece: str) -> str:
    """Write a number in one way: `27.000`, `27 000` and `27,000` are 27000; `22,7` is 22.7."""
    if _GROUPING.search(piece):
        return _GROUPING.sub("", piece)
    whole, _, decimals = piece.replace(",", ".").partition(".")
    return f"{whole}.{decimals}" if decimals.strip("0") else whole


def variants(word: str) -> tuple[str, ...]:
    """Return a word and what it is without the article and particles that Arabic writes joined to it."""
    if not "\u0621" <= word[0] <= "\u064a":
        return (word,)
    return (word, *(word[len(p) :] for p in _ARABIC_PREFIXES if word.startswith(p) and len(word) - len(p) >= 2))


def skeleton(word: str) -> str:
    """Return the first letter and the consonants: what is left where vowels are dropped (`ptnts`)."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiou")
