"""Comparison: what a number that the announcement tells says about a number that somebody claims."""

from __future__ import annotations

from fractions import Fraction
from math import inf

from bot.facts.numbers import Hedge, Quantity
from bot.matching.answer import Truth

Bound = int | float | Fraction


def compare(claimed: Quantity, told: Quantity) -> Truth | None:
    """Say whether a claimed number is what is told; None where that is not certain.

    A number that is told as *more than* it, or *about* it, leaves open what it is exactly.
    """
    if claimed.value == told.value:
        same = claimed.hedge in (None, told.hedge)
        return Truth.YES if same or (claimed.hedge is Hedge.NEAR and told.hedge in (None, Hedge.NEARLY)) else None
    (least, most), (low, high) = _range(claimed), _range(told)
    if high < least or most < low:
        return Truth.NOT_QUITE
    if least <= low and high <= most and claimed.hedge in (Hedge.OVER, Hedge.UNDER):
        return Truth.YES
    return Truth.OPEN if claimed.hedge is None else None


def _range(quantity: Quantity) -> tuple[Bound, Bound]:
    """Return the least and the most that a hedged number can be; nobody says how far `about` or `nearly` reach."""
    match quantity.hedge:
        case Hedge.OVER:
            return quantity.value, inf
        case Hedge.UNDER | Hedge.NEARLY:
            return -inf, quantity.value
        case Hedge.NEAR:
            return -inf, inf
    return quantity.value, quantity.value
