"""The numbers that a text names, as values that can be compared across languages and ways of writing.

- quantity: what a number in a text is
- reader: a text is read from left to right; arithmetic: its words add up
- pieces, patterns: what means something in numbers, and what stands around it
- grammar: the words of one language, ready to look up
- hedging: the hedge of a number, before it or behind it
- extent: how far a number and its hedge reach, and a text without its numbers
- words, hedges: the words of all languages
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.facts.numbers import hedges as tables
from bot.facts.numbers.extent import extent, without_quantities
from bot.facts.numbers.grammar import counting_words, fold, grammar
from bot.facts.numbers.quantity import Hedge, Kind, Quantity
from bot.facts.numbers.reader import Reader

__all__ = [
    "Hedge",
    "Kind",
    "Quantity",
    "calendar_day",
    "counting_words",
    "extent",
    "knows_words",
    "quantities",
    "without_quantities",
]


def quantities(text: str, language: str = "en", published: date | None = None) -> list[Quantity]:
    """Return what a text names in numbers, in digits of any script or in the words of a language (an IETF tag).

    With the day of its publication, what *last year* or *yesterday* stands for is among them, as not sure.
    """
    found = Reader(text, grammar(language)).read()
    if published:
        found += _relative(text, found, published)
    return found


def knows_words(language: str) -> bool:
    """Say whether numbers are also read in the words of a language, not in digits only."""
    return bool(grammar(language).code)


def _relative(text: str, found: list[Quantity], published: date) -> list[Quantity]:
    """Return the years and days that a text names by their distance from its publication."""
    folded = fold(text)
    years = {distance for distance, phrases in _YEARS.items() if any(phrase in folded for phrase in phrases)}
    if any(phrase in folded for phrase in _AGO):
        years |= {-int(each.value) for each in found if each.kind is Kind.NUMBER and each.value <= 100} | {-1, -2}
    days = [published + timedelta(distance) for distance, all_ in _DAYS.items() if any(each in folded for each in all_)]
    dated = [Quantity(Kind.YEAR, published.year + distance, sure=False) for distance in years]
    for day in days:
        dated += calendar_day(day)
    return dated


def calendar_day(day: date) -> list[Quantity]:
    """Return what a date names, as not sure."""
    return [
        Quantity(Kind.YEAR, day.year, sure=False),
        Quantity(Kind.MONTH, day.month, sure=False),
        Quantity(Kind.DAY, day.day, str(day.month), sure=False),
    ]


_YEARS = {distance: tuple(map(fold, phrases.split("/"))) for distance, phrases in tables.YEARS.items()}
_DAYS = {distance: tuple(map(fold, phrases.split("/"))) for distance, phrases in tables.DAYS.items()}
_AGO = tuple(map(fold, tables.AGO.split("/")))
