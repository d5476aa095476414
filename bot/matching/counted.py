"""What the numbers of a claim count, and when, beside what those of the figure do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from bot.matching.claimed import RANK, Message, Named, Numbers
from bot.matching.lexicon import Role
from bot.matching.reader import Item
from bot.matching.units import Units

_STOP = re.compile(r"[,;:(]")
_SAYS_LITTLE = frozenset({Role.FILLER, Role.REFERENCE, Role.JOINER, Role.OPENING})


def counts_less(
    claimed: Sequence[Named], told: Sequence[Named], english: Sequence[Named], said: Sequence[Item]
) -> bool:
    """Return whether a number counts only a part of what it counts in the figure: *trademarks*, not applications.

    `english` are the figure's numbers in English, whose last noun is what is counted; `told` those in the message's
    language, where that may be one word.
    """
    concepts = set(map(_concept, said))
    for each in claimed:
        if any(set() < _own_words(other) <= _words(each.following) for other in told):
            continue
        for other in english:
            run = [_concept(item) for item in takewhile(lambda item: item.role is Role.CONCEPT, other.following)]
            is_part = not set(run[:-1]).isdisjoint(map(_concept, each.following))
            if each.quantity.value == other.quantity.value and is_part and run[-1] not in concepts:
                return True
    return False


def speaks_of_another(claimed: Sequence[Named], told: Sequence[Named], said: Sequence[Item]) -> bool:
    """Return whether words stand behind another number in the figure: *350 jobs on board*, where 120 of them are."""
    values = {each.quantity.value for each in claimed}
    met = [other for other in told if other.quantity.value in values]
    if not values or not values <= {other.quantity.value for other in told}:
        return False
    own = _words(item for other in met for item in other.following)
    others = _words(_telling(item for other in told if other not in met for item in other.following)) - own
    return not others.isdisjoint(_words(_telling(said)))


def is_rate(units: Units, figure: str, told: Numbers, message: Message) -> bool:
    """Return whether a number is told for a day, a year or one of many (`25 million a year`), and claimed without."""
    values = {each.quantity.value for each in message.numbers.named}
    starts = [each.quantity.span[0] for each in told.named]
    ends = [each.quantity.span[1] for each in told.named if each.quantity.value in values]
    behind = [figure[end : min((start for start in starts if start >= end), default=len(figure))] for end in ends]
    return any(not units.told(_STOP.split(text)[0]) <= units.told(message.question.text) for text in behind)


def _telling(items: Iterable[Item]) -> Iterable[Item]:
    """Return the items that say something, other than that there is a ranking."""
    return (item for item in items if item.role not in _SAYS_LITTLE and _concept(item) != RANK)


def _own_words(each: Named) -> frozenset[str]:
    """Return the fact base's own words behind a number."""
    return _words(item for item in each.following if item.role is Role.CONCEPT)


def _concept(item: Item) -> str:
    """Return the concept of an item, empty for an unknown word."""
    return item.meaning.concept if item.meaning else ""


def _words(items: Iterable[Item]) -> frozenset[str]:
    """Return the words of some items."""
    return frozenset(word for item in items for word in item.words.split())
