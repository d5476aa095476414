"""How far a quantity reaches in its text, with the words that hedge it, and a text without its quantities."""

from __future__ import annotations

from collections.abc import Iterable

from bot.facts.numbers.grammar import fold, grammar
from bot.facts.numbers.hedging import hedges_of
from bot.facts.numbers.patterns import PERCENT
from bot.facts.numbers.quantity import Kind, Quantity


def extent(text: str, quantity: Quantity, language: str) -> tuple[int, int]:
    """Return where a quantity begins and ends in its text, its hedge and sign included: *more than 10,000*, *60 %*."""
    start, end = quantity.span
    if text[start - 1 : start] == "第":
        start -= 1
    if quantity.kind is Kind.SHARE:
        end += max((_length_behind(text[end:], sign) for sign in PERCENT), default=0)
    if quantity.hedge is None:
        return start, end
    words = hedges_of(grammar(language).code)
    before, behind = fold(text[:start]), fold(text[end:])
    if found := words.before(before, len(before)):
        start = max(0, start - len(before) + found.place)
    if found := words.behind(behind, 0):
        end = min(len(text), end + found.place)
    return start, end


def without_quantities(text: str, found: Iterable[Quantity], language: str) -> str:
    """Return a text with a blank for each of these quantities and its hedge."""
    for quantity in sorted(found, key=lambda each: each.span, reverse=True):
        start, end = extent(text, quantity, language)
        text = f"{text[:start]} {text[end:]}"
    return text


def _length_behind(text: str, sign: str) -> int:
    """Return how many characters a sign takes at the beginning of a text; 0 if it does not stand there."""
    bare = text.lstrip(" '’")
    return len(text) - len(bare) + len(sign) if sign and bare.startswith(sign) else 0
