"""Comparison: what a figure that the announcement tells says about the numbers that somebody claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import inf

from bot.facts.numbers import Hedge, Kind, Quantity
from bot.matching.answer import Claim, Truth
from bot.matching.claimed import OR, SO, Message, Named, Numbers

MOST_CLAIMED = 3  # numbers of a message that are compared
LARGEST = 10**15  # a number that somebody means
MAGNITUDE = 10  # how many times larger a number may be that stands for another one of the same

Value = int | Fraction
Bound = float | Value


def check(message: Message, told: Numbers, years: Iterable[int] = ()) -> Claim | None:
    """Hold the numbers of a message against those of a figure; None where they are not those of the same.

    Each of them must stand for one of the figure's: what is counted, and in which currency, must be the same.
    `years` are those of the fact, which say nothing about its figure.
    """
    claimed, is_asked = message.numbers, SO in message.signs
    is_choice = OR in message.signs and not is_asked  # 15,000 or 50,000?
    if not is_comparable(claimed) or is_choice or not (claimed.named or claimed.currencies or is_asked):
        return None
    pairs = [(each, other) for each in claimed.with_currency if (other := _counterpart(each, told))]
    dates = _compare_dates(claimed, told, years)
    met = [other for _, other in pairs]
    if dates is None or len(pairs) < len(claimed.named) or len(set(map(id, met))) < len(met):
        return None  # of something else; from 10,000 to 19,000
    verdicts = [(compare(each.quantity, other.quantity), other) for each, other in pairs]
    found = [verdict for verdict, _ in verdicts] + dates
    if claimed.currencies and not claimed.currencies & told.currencies:
        return _other_currency(claimed, told, found)
    if Truth.NOT_QUITE in found:
        values = {each.quantity.value for each in claimed.named}
        missed = {other.quantity.value for verdict, other in verdicts if verdict is Truth.NOT_QUITE}
        return Claim(Truth.NOT_QUITE if values.isdisjoint(missed) else Truth.OPEN)
    is_whole = is_asked or any(other in met or other.may_be_rank for other in told.named[:1])
    return Claim(Truth.YES if is_whole and Truth.OPEN not in found else Truth.OPEN) if found else None


def _compare_dates(claimed: Numbers, told: Numbers, years: Iterable[int]) -> list[Truth] | None:
    """Compare the years, months and days; None where one is claimed and the fact has none of its kind.

    A year of the fact that is not in its figure may be that of the figure, or of a plan for it.
    """
    found = [Truth.YES] * len(claimed.dates & told.dates)
    own = {(Kind.YEAR, year) for year in years}
    dated = {kind for kind, _ in told.dates}
    met = {kind for kind, _ in claimed.dates & told.dates}
    for kind, value in claimed.dates - told.dates:
        if (kind, value) in own:
            found.append(Truth.OPEN)
        elif kind not in dated:
            return None
        elif kind not in met:
            found.append(Truth.NOT_QUITE)
    return found


def is_comparable(claimed: Numbers) -> bool:
    """Return whether a message names a few numbers that somebody may mean, and one currency at most."""
    says_something = bool(claimed.named or claimed.dates or claimed.currencies)
    few = len(claimed.named) <= MOST_CLAIMED and len(claimed.currencies) <= 1
    return says_something and few and claimed.is_clear and all(each.quantity.value <= LARGEST for each in claimed.named)


def _other_currency(claimed: Numbers, told: Numbers, found: Sequence[Truth]) -> Claim | None:
    """Say that a figure is in another currency; None if it is in none."""
    if len(told.currencies) != 1:
        return None
    if Truth.NOT_QUITE in found:
        return Claim(Truth.NOT_QUITE)
    return Claim(Truth.NOT_QUITE, *told.currencies, *claimed.currencies)


def _counterpart(each: Named, told: Numbers) -> Named | None:
    """Find the number of a figure that a claimed one is to be held against; None where it is something else."""
    kind, value = each.quantity.kind, each.quantity.value
    if kind is Kind.SHARE:
        return _only(other for other in told.named if other.quantity.kind is Kind.SHARE)
    if each.quantity.unit:
        return _money(told)
    others = [other for other in told.named if other.quantity.kind is not Kind.SHARE and other.among is each.among]
    same = [other for other in others if other.quantity.value == value]
    if each.among:
        return _only(same) or (_only(told.named) if others else rank_of(told))
    rank = rank_of(told) if each.may_be_rank else None
    alike = [other for other in others if other.quantity.kind is kind and each.counts_as(other)]
    if rank in same:
        return None if alike and rank not in alike else rank  # `5 places` may be fifth, or up five
    if alike:
        return next((other for other in alike if other in same), None if same else alike[0])
    if each.may_be_rank or kind is Kind.RANK:
        return rank
    if same:
        return next((other for other in same if not (each.counts and other.counts)), None)
    first = told.named[0] if told.named and told.named[0] in others and not told.named[0].may_be_rank else None
    return first if first and not each.counts and _is_near(value, first.quantity.value) else None


def _is_near(one: Value, two: Value) -> bool:
    """Return whether two numbers may be meant of the same, where only they themselves can say so."""
    return one <= MAGNITUDE * two and two <= MAGNITUDE * one


def _money(told: Numbers) -> Named | None:
    """Return the sum of a figure: the first number, where words stand between that and the currency."""
    sums = [other for other in told.named if other.quantity.unit]
    return _only(sums or (told.named[:1] if told.currencies else ()))


def rank_of(told: Numbers) -> Named | None:
    """Return the place in a ranking that a figure tells."""
    ranks = [other for other in told.named if other.may_be_rank and not other.among]
    return _only([other for other in ranks if other.quantity.kind is Kind.RANK] or ranks)


def _only(others: Iterable[Named]) -> Named | None:
    """Return the only one, None if there are none or several."""
    found = list(others)
    return found[0] if len(found) == 1 else None


def compare(claimed: Quantity, told: Quantity) -> Truth:
    """Say whether a claimed number is what is told.

    A number that is told as *more than* it, or *about* it, leaves open what it is exactly; *nearly* it is less.
    """
    if claimed.value == told.value:
        same = told.hedge is claimed.hedge or (claimed.hedge is None and told.hedge not in (Hedge.NEAR, Hedge.NEARLY))
        near = claimed.hedge is Hedge.NEAR and told.hedge in (None, Hedge.NEARLY)
        return Truth.YES if same or near else Truth.OPEN
    (least, most), (low, high) = _range(claimed), _range(told)
    if high < least or most < low:
        return Truth.NOT_QUITE
    covers = claimed.hedge in (Hedge.OVER, Hedge.UNDER) and least <= low and high <= most
    return Truth.YES if covers else Truth.OPEN


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
