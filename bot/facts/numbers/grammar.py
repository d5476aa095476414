"""The words for numbers of one language, ready to look up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import cache

from bot.facts.numbers import patterns
from bot.facts.numbers import words as tables

_DROPPED = dict.fromkeys([*range(0x64B, 0x660), 0x670, 0x640, 0x93C], None)
_LETTERS = {"ى": "ي", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ँ": "ं", "’": "'", "ʼ": "'"}
_FOLD = str.maketrans(_LETTERS) | _DROPPED
_FOLDED = re.compile(f"[{''.join(map(chr, _FOLD))}]")
_COMMA = frozenset({"de", "es", "fr", "id", "pt", "ru", "tr", "vi"})
_POINT_REGIONS = frozenset({"es-mx", "es-419", "es-us", "es-do", "es-gt", "es-pe", "es-pr"})
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف")


Value = int | Fraction


class Role(Enum):
    """What a word does in a number."""

    UNIT = auto()
    TEN_MORE = auto()  # lima belas: fifteen
    SCALE = auto()
    RANK = auto()
    SHARE = auto()
    MULTIPLE = auto()
    MONTH = auto()
    CURRENCY = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """What a word means in numbers."""

    role: Role
    value: Value = 0
    unit: str = ""
    sure: bool = True
    alone: bool = True  # a scale that is a number without one before it


@dataclass(frozen=True)
class Grammar:
    """How one language writes numbers."""

    code: str  # empty for a language whose words are not known
    comma: bool  # the decimal mark is a comma
    words: Mapping[str, Word]
    joiners: frozenset[str]


def fold(text: str) -> str:
    """Return a text in small letters, without marks that people leave out; its length may change."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFC", text.replace("İ", "i")).lower()
    return text.translate(_FOLD) if _FOLDED.search(text) else text


@cache
def grammar(tag: str) -> Grammar:
    """Return the grammar of an IETF tag (`pt-BR` is Portuguese); digits alone where its words are not known."""
    tag = tag.lower()
    code = tag if tag in tables.CARDINALS else tag.partition("-")[0]
    if code not in tables.CARDINALS:
        return Grammar("", True, {}, frozenset())
    return Grammar(
        code,
        code in _COMMA and tag not in _POINT_REGIONS,
        _with_prefixes(dict(_words(code))) if code == "ar" else dict(_words(code)),
        frozenset(map(fold, tables.AND.get(code, "").split())),
    )


def counting_words(code: str, most: int) -> Mapping[int, tuple[str, ...]]:
    """Return the words that a language has for the numbers from two to some number, folded, and their digits."""
    found: dict[int, tuple[str, ...]] = {number: (str(number),) for number in range(2, most + 1)}
    words = _cardinals(code.lower()) if code != "zh" else _han_digits()
    for name, word in words:
        number = int(word.value)
        if number == word.value and number in found:
            found[number] += (name,)
    return found


def _han_digits() -> Iterator[tuple[str, Word]]:
    """Yield the numbers that Chinese writes with one character."""
    yield from ((digit, Word(Role.UNIT, value)) for digit, value in {**patterns.HAN_DIGITS, "十": 10}.items())


def _with_prefixes(words: dict[str, Word]) -> dict[str, Word]:
    """Add the particles that Arabic joins to a word."""
    joined = {prefix + name: word for name, word in words.items() if name[0] >= "ء" for prefix in _ARABIC_PREFIXES}
    return joined | words


def _words(code: str) -> Iterator[tuple[str, Word]]:
    """Yield the words of a language; a later meaning of the same word replaces an earlier one."""
    yield from _currencies()
    yield from _valued(tables.MULTIPLES[code], Role.MULTIPLE)
    yield from _valued(tables.SHARES[code], Role.SHARE, 100)
    yield from _ranks(code)
    alone = set(map(fold, tables.ALONE.get(code, "").split()))
    for name, word in _valued(tables.SCALES[code], Role.SCALE):
        yield name, Word(Role.SCALE, word.value, sure=word.sure, alone=name in alone)
    for name, word in _cardinals(code):
        yield name, word
        for suffix in tables.SUFFIXES.get(code, "").split():
            yield name + suffix, word
    if ten := tables.TIMES_TEN.get(code):
        yield ten, Word(Role.SCALE, 10, alone=False)
    if code == "id":
        yield "belas", Word(Role.TEN_MORE)
    for number, months in enumerate(tables.MONTHS[code].split(), 1):
        for name, sure in _alternatives(months):
            yield name, Word(Role.MONTH, number, sure=sure)


@cache
def _currencies() -> tuple[tuple[str, Word], ...]:
    """Return the words for currencies, which all languages share."""
    listed = (each.split(":", 1) for each in tables.CURRENCIES.split(" ") if ":" in each)
    return tuple(
        (name, Word(Role.CURRENCY, unit=code, sure=sure))
        for code, names in listed
        for name, sure in _alternatives(names)
    )


def _alternatives(names: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of `a/b?`, and whether each is meant for certain."""
    for name in names.split("/"):
        yield fold(name.rstrip("?")), not name.endswith("?")


def _value(text: str) -> Value:
    """Read a whole number or a fraction of the tables."""
    return int(text) if text.isdecimal() else Fraction(text)


def _valued(table: str, role: Role, times: int = 1) -> Iterator[tuple[str, Word]]:
    """Yield the words of `value:a/b`."""
    for value, names in (each.split(":", 1) for each in table.split()):
        for name, sure in _alternatives(names):
            yield name, Word(role, _value(value) * times, sure=sure)


def _cardinals(code: str) -> Iterator[tuple[str, Word]]:
    """Yield the cardinals up to a hundred, as far as they are one word."""
    counted = list(enumerate(tables.CARDINALS[code].split()))
    if code in tables.TENS:
        counted += [(10 * number, names) for number, names in enumerate(tables.TENS[code].split(), 2)]
    for number, names in counted:
        for name, sure in _alternatives(names):
            yield name, Word(Role.UNIT, number, sure=sure)
    if code == "de":
        yield from _german()
    if code in ("hi", "hi-latn"):
        for value, names in (("3/2", "डेढ/dedh"), ("5/2", "ढाई/dhai/dhaai")):
            for name, sure in _alternatives(names):
                yield name, Word(Role.UNIT, _value(value), sure=sure)


def _german() -> Iterator[tuple[str, Word]]:
    """Yield what German writes in one word: einundzwanzig, zweihundert, fünftausend, dreieinhalb."""
    units = [names.split("/")[0].rstrip("?") for names in tables.CARDINALS["de"].split()[:13]]
    for place, tens in enumerate(tables.TENS["de"].split(), 2):
        for number, unit in enumerate(units[1:10], 1):
            for ten in tens.split("/"):
                yield f"{unit}und{ten}", Word(Role.UNIT, 10 * place + number)
    for number, unit in enumerate(units[1:], 1):
        yield f"{unit}hundert", Word(Role.UNIT, 100 * number)
        yield f"{unit}tausend", Word(Role.UNIT, 1000 * number)
        yield f"{unit}einhalb", Word(Role.UNIT, number + Fraction(1, 2))
    yield "anderthalb", Word(Role.UNIT, Fraction(3, 2))


def _ranks(code: str) -> Iterator[tuple[str, Word]]:
    """Yield the ordinals."""
    endings = tables.ENDINGS.get(code, "").split()
    for number, names in enumerate(tables.ORDINALS[code].split(), 1):
        for name, sure in _alternatives(names):
            word = Word(Role.RANK, number, sure=sure)
            yield from ((fold(name.rstrip("~") + ending), word) for ending in (endings if "~" in name else [""]))
    if code == "en":
        tens = tables.TENS["en"].split()
        for place, ten in enumerate(tens, 2):
            yield f"{ten[:-1]}ieth", Word(Role.RANK, 10 * place)


_ATTACHED = {  # what stands behind digits without a blank, as an ordinal
    "st", "nd", "rd", "th", "er", "re", "ère", "ere", "e", "ème", "eme", "nde", "º", "ª", "й", "я", "е", "го",
    "м", "му", "ое", "ый", "ая", "ой", "oe", "va", "vi", "ve", "वां", "वीं", "वें", "वा",
}  # fmt: skip
ORDINAL_ENDING = re.compile(
    r"[-'’]?(?:" + "|".join(sorted(map(re.escape, _ATTACHED), key=len, reverse=True)) + r")(?![^\W\d_])"
)
