"""How far a quantity reaches in its text, with the words that hedge it, and a text without its quantities."""

from __future__ import annotations

from collections.abc import Iterable

from bot.facts.numbers.grammar import fold, grammar
from bot.facts.numbers.patterns import ARTICLES, PERCENT
from bot.facts.numbers.quantity import Kind, Quantity

_FARTHEST = 32  # characters beside a number in which its hedge stands


def extent(text: str, quantity: Quantity, language: str) -> tuple[int, int]:
    """Return where a quantity begins and ends in its text, its hedge and sign included: *more than 10,000*, *60 %*."""
    start, end = quantity.span
    if text[start - 1 : start] == "第":
        start -= 1
    if quantity.kind is Kind.SHARE:
        end += max((_length_behind(text[end:], sign) for sign in PERCENT), default=0)
    if quantity.hedge is None:
        return start, end
    words = grammar(language)
    ahead = max((_length_before(text[:start], hedge) for hedges in words.before for hedge in hedges), default=0)
    behind = max((_length_behind(text[end:], hedge) for hedges in words.behind for hedge in hedges), default=0)
    return start - ahead, end + behind


def without_quantities(text: str, found: Iterable[Quantity], language: str) -> str:
    """Return a text with a blank for each of these quantities and its hedge."""
    for quantity in sorted(found, key=lambda each: each.span, reverse=True):
        start, end = extent(text, quantity, language)
        text = f"{text[:start]} {text[end:]}"
    return text


def _length_before(text: str, hedge: str) -> int:
    """Return how many characters a hedge takes at the end of a text, an article behind it included; 0 if it is not."""
    near = text[-_FARTHEST:]
    folded = fold(near).rstrip()
    rest, _, last = folded.rpartition(" ")
    for end in (folded, rest) if last in ARTICLES else (folded,):
        if f" {end}".endswith(hedge):
            return min(len(near), len(near) - len(end) + len(hedge.strip()))
    return 0


def _length_behind(text: str, hedge: str) -> int:
    """Return how many characters a hedge takes at the beginning of a text; 0 if it does not stand there."""
    near = text[:_FARTHEST]
    folded = fold(near)
    bare = folded.lstrip(" '’")
    return min(len(near), len(folded) - len(bare) + len(hedge)) if hedge and bare.startswith(hedge) else 0
