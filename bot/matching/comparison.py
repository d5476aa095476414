"""Comparison: what a number that the announcement tells says about a number that somebody claims."""

from __future__ import annotations

from fractions import Fraction
from math import inf

from bot.facts.numbers import Hedge, Quantity
from bot.matching.answer import Truth

_NEAR = Fraction(1, 10)  # how far what is `nearly` or `about` a number may be from it

Bound = int | float | Fraction


def compare(claimed: Quantity, told: Quantity) -> Truth | None:
    """Say whether a claimed number is what is told; None where that is not certain.

    A number that is told as *more than* it, or *up to* it, leaves open what it is exactly. A plain number that it could
    be all the same is not what is told, and no more than that is said of it: the announcement's own words.
    """
    if claimed.value == told.value:
        same = claimed.hedge in (None, told.hedge) or (claimed.hedge is Hedge.NEAR and told.hedge is None)
        return Truth.YES if same else None
    (least, most), (low, high) = _range(claimed), _range(told)
    if least <= low and high <= most:
        return Truth.YES if claimed.hedge is not Hedge.NEAR else None  # `nearly` may be less only, `about` more as well
    if high < least or most < low or (claimed.hedge is None and told.hedge in (Hedge.OVER, Hedge.UNDER)):
        return Truth.NOT_QUITE
    return None


def _range(quantity: Quantity) -> tuple[Bound, Bound]:
    """Return the least and the most that a hedged number can be."""
    value = quantity.value
    match quantity.hedge:
        case Hedge.OVER:
            return value, inf
        case Hedge.UNDER:
            return -inf, value
        case Hedge.NEAR:
            return value * (1 - _NEAR), value * (1 + _NEAR)
    return value, value
