"""Clauses: where one question ends and the next begins, and whether a clause speaks of the announcement at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.matching.lexicon import Role
from bot.matching.reader import Item

MAX_CLAUSES = 6  # those beyond belong to the last one
POINTING = frozenset({"?rank", "?growth", "?say", "?why", "?share"})  # kinds that can be a question by themselves
NAMING = frozenset({"?rank", "?growth", "?say"})  # and those that also say something of what is asked

SELF_CONTAINED = frozenset({"?rank", "?growth"})
SAYING = frozenset({Role.CONCEPT, Role.KIND, Role.LIMIT, Role.NAME, Role.SUBJECT, Role.TIME, Role.YEAR})
LEADING = frozenset(".:!。：！…")

# What a question that only asks, and names nothing, is made of (`why?`, `and since when?`).
ASKING = frozenset({Role.KIND, Role.FILLER, Role.JOINER, Role.REFERENCE, Role.OPENING})
# And what a question that goes on from another one may name (`and abroad?`).
GOING_ON = ASKING | {Role.CONCEPT, Role.SUBJECT, Role.TIME, Role.YEAR}
SHORT = 6  # items of such a question

# What a message must say before anything is answered: a word of the fact base's own, or two that everybody uses.
ANCHOR_NEEDED = 0.75
ANCHOR_WEAK = 0.4
ANCHOR_SUBJECT = 0.45
ANCHOR_REFERENCE = 0.35
ANCHOR_NAMING = 0.3
ANCHOR_AGAIN = 0.15  # another word for the same thing


def clauses(items: Sequence[Item]) -> list[list[Item]]:
    """Cut items into clauses at stops and joining words.

    What names no concept belongs to the clause before it, and what says nothing at all to none.
    """
    found: list[list[Item]] = []
    for whole in pieces(items):
        piece = [item for item in whole if item.role is not Role.JOINER]
        if not any(item.role in SAYING or item.year for item in piece):
            continue
        if found and (len(found) == MAX_CLAUSES or not (_speaks(piece) and _speaks(found[-1]))):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def pieces(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Cut a message where a stop or a joining word stands."""
    start = 0
    for place, item in enumerate(items):
        if place > start and (item.stop or item.role is Role.JOINER):
            yield items[start:place]
            start = place
    yield items[start:]


def names_something(item: Item) -> bool:
    """Return whether an item names something of an announcement, be it by the way in which it asks (`which place`)."""
    return item.role is Role.CONCEPT or (item.meaning is not None and item.meaning.concept in NAMING)


def only_asks(items: Sequence[Item]) -> bool:
    """Return whether a question names nothing, so that it can only be about what was shown before it."""
    return len(items) <= SHORT and has(items, Role.KIND) and all(item.role in ASKING for item in items)


def says_too_little(items: Sequence[Item]) -> bool:
    """Return whether a question may go on from what was shown: it is short, and all its words are known."""
    return 0 < len(items) <= SHORT and all(item.role in GOING_ON or item.year for item in items)


def is_half(items: Sequence[Item]) -> bool:
    """Return whether a question may go on from what was said before, and does not say itself what it is about."""
    return says_too_little(items) and not has(items, Role.CONCEPT) and SELF_CONTAINED.isdisjoint(kinds_of(items))


def leads_up(clause: Sequence[Item], following: Sequence[Item]) -> bool:
    """Return whether a clause only sets the scene for the next one, which asks (`Trademarks: how many?`)."""
    return not has(clause, Role.KIND) and following[0].stop in LEADING and has(following, Role.KIND)


def kinds_of(items: Iterable[Item]) -> set[str]:
    """Return the ways in which a message asks."""
    return {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}


def has(items: Iterable[Item], role: Role) -> bool:
    """Return whether one of the items has a role."""
    return role in [item.role for item in items]


def strong(items: Iterable[Item]) -> list[Item]:
    """Return the items that can be a question by themselves: words of the fact base's own that not everybody uses."""
    return [item for item in items if item.role is Role.CONCEPT and item.meaning and not item.meaning.weak]


def sets_scene(found: Sequence[Sequence[Item]]) -> bool:
    """Return whether a sentence stands before the one that asks (`Somebody told me this. Is it so?`)."""
    return any(clause[0].stop in LEADING for clause in found[1:])


def _speaks(items: Sequence[Item]) -> bool:
    """Return whether items can be a question: they name something, or ask in a way that points to something."""
    if items and items[0].role is Role.OPENING:
        return False
    return any(item.role is Role.CONCEPT or (item.meaning and item.meaning.concept in POINTING) for item in items)


def stands_alone(items: Sequence[Item]) -> bool:
    """Return whether a clause says what it is about, rather than pointing to the clause before it."""
    meanings = [item.meaning for item in items if item.meaning]
    return any(m.role in (Role.CONCEPT, Role.SUBJECT) or m.concept in SELF_CONTAINED for m in meanings)


def anchored(items: Sequence[Item]) -> bool:
    """Return whether items speak of this announcement: for most, one word of the fact base's own settles that."""
    return bool(strong(items)) or anchor(items) >= ANCHOR_NEEDED


def anchor(items: Sequence[Item]) -> float:
    """Measure how far items speak of this announcement, and not of anything in the world."""
    anchors: dict[str, float] = {}
    again: set[str] = set()
    for item in items:
        if item.meaning is None:
            continue
        concept = item.meaning.concept
        if item.role is Role.CONCEPT:
            if concept in anchors:
                again.add(item.words)
            anchors[concept] = max(ANCHOR_WEAK if item.meaning.weak else 1.0, anchors.get(concept, 0.0))
        elif item.role is Role.SUBJECT:
            anchors["@subject"] = ANCHOR_SUBJECT
        elif item.role is Role.REFERENCE:
            anchors.setdefault("@subject", ANCHOR_REFERENCE)
        elif concept in NAMING:
            anchors[concept] = ANCHOR_NAMING
    return sum(anchors.values()) + ANCHOR_AGAIN * len(again)
