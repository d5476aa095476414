"""Whose: somebody else whose things a question asks for, found by the words that stand beside an owner (`hat _`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from bot.matching.clauses import has, pieces
from bot.matching.lexicon import ASKER, Role
from bot.matching.reader import STRANGER, Item
from bot.matching.spelling import WordClass, dictionary
from bot.text import words

OWNER = "_"  # in a pattern: where the owner stands
NAMED = "^"  # the same, for one with a capital, or a first name
OWN_WORD = "#"  # and where a word of the fact base stands
COMPANY = "@"  # behind a possessive: where a word for the company stands (`his @`: of somebody spoken of before)
MIN_NAME = 3  # letters of a name
MIN_CHARACTERS = 2  # of one in Chinese
ALIKE = 60  # per cent of likeness from which an unknown word may be the subject's name, misspelt
_MAY = frozenset({"can", "could", "should", "may"})  # before those who want to do something (`where can my class read`)
_HAN = "\u3400"  # the first of the characters
ARABIC = re.compile(r"[\u0621-\u064a]")
ARTICLE = "ال"
_LITTLE = (Role.FILLER, Role.REFERENCE, Role.LIMIT)


class Typing(NamedTuple):
    """How a message is typed: most of its words with a capital, which says nothing then; some with other letters."""

    shouted: bool
    marked: bool

    @classmethod
    def of(cls, items: Sequence[Item]) -> Typing:
        """Look at the words of a message."""
        written = [word for item in items for word in item.written.split()]
        capitals = sum(word[:1].isupper() for word in written)
        return cls(2 * capitals > len(written), not all(map(str.isascii, written)))


class Owners:
    """The words that stand beside an owner in one language."""

    def __init__(
        self,
        patterns: Iterable[str],
        possessives: Iterable[str],
        subject: Iterable[str],
        fillers: Iterable[str],
        *,
        english: bool,
    ) -> None:
        """Take patterns (`hat _`, `de ^`), possessives (`my _`, `_ saya`), the subject's names, and everyday words."""
        patterns = tuple(patterns)
        self._beside = _sides(patterns, OWNER)
        self._beside_named = _sides(patterns, NAMED)
        possessives = tuple(possessives)
        self._possessives, self._following = _sides(possessives, OWNER)
        self._before_company, _ = _sides(possessives, COMPANY)
        self._subject = [name.casefold() for name in subject if len(name) > MIN_NAME]
        self._spelt = {word.casefold() for phrase in fillers for word in phrase.split()}
        self._english = english

    def stranger(self, items: Sequence[Item]) -> str | None:
        """Return the stranger, as written, whose things a message asks for; None where it asks for nobody's."""
        for clause in pieces(items):
            if not has(clause, Role.CONCEPT):
                continue
            relations = list(self._relations(clause))
            mine = {place for span in relations for place in range(*span)}
            others = [item for place, item in enumerate(clause) if place not in mine]
            if not has(others, Role.CONCEPT) or has(others, Role.SUBJECT):
                continue
            found = [span for span in relations if self._has_things(clause, *span)]
            found += [span for span in self._names(clause, Typing.of(items)) if self._owns(clause, *span)]
            if found:
                return " ".join(item.written for item in clause[slice(*found[0])])
        return None

    def without_asides(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return what asks in a message, without what it says of the asker and the asker's people.

        That is what stands before the question (`My boss sells phones: how many ...`, `I'm Ann: how many ...`), and
        what stands between `my` and the subject (`my boy Acme`) or another name (`my Huawei friends`).
        """
        kept: list[Item] = []
        found = list(pieces(items))
        for place, piece in enumerate(found):
            asking = [item for each in found[place + 1 :] if has(each, Role.CONCEPT) for item in each]
            if has(asking, Role.KIND) and self._leads_up(piece, asking):
                kept += [item for item in piece if item.role is Role.SUBJECT]
                continue
            if not has(piece, Role.KIND) and any(has(each, Role.KIND) for each in found[place + 1 :]):
                piece = _without_listeners(piece)
            kept += self._without_mine(piece, named=has(items, Role.SUBJECT))
        return kept

    def _leads_up(self, piece: Sequence[Item], asking: Sequence[Item]) -> bool:
        """Return whether a clause before one that asks only says who asks."""
        if has(piece, Role.KIND) or has(piece, Role.CONCEPT):
            return False
        strangers = all(item.meaning is STRANGER for item in piece if item.role is Role.NAME)
        return self._is_mine(piece[0]) or (strangers and has(asking, Role.SUBJECT))

    def _without_mine(self, piece: Sequence[Item], *, named: bool) -> Iterator[Item]:
        """Yield the items of a clause, without the asker's people before its question, or between `my` and a name."""
        place = 0
        kind = next((place for place, item in enumerate(piece) if item.role is Role.KIND), 0)
        if kind and self._is_mine(piece[0]) and has(piece[kind:], Role.SUBJECT):
            place = kind
        while place < len(piece):
            roles = [item.role for item in piece[place + 1 : place + 3]]
            if self._is_mine(piece[place]) and (roles == [None, Role.SUBJECT] or (named and roles[:1] == [Role.NAME])):
                place += 2
            else:
                yield piece[place]
                place += 1

    def _is_mine(self, item: Item) -> bool:
        """Return whether an item begins or ends with a possessive (`my boss`, `for my`)."""
        words_of = item.words.split()
        return words_of[0] in self._possessives or words_of[-1] in self._possessives

    def _relations(self, clause: Sequence[Item]) -> Iterator[tuple[int, int]]:
        """Yield where somebody's relation begins and ends (`my uncle`, `the company of my uncle`)."""
        for place, item in enumerate(clause):
            if item.words in self._possessives and _may_be_noun(clause[place + 1 : place + 2], own=not self._english):
                yield place - _is_reference(clause, place - 1), _end(clause, place + 2)
            elif item.words in self._before_company and _is_reference(clause, place + 1):
                yield place, place + 2
            elif item.words in self._following and place and _may_be_noun(clause[place - 1 : place], first=True):
                yield place - 1 - _is_reference(clause, place - 2), place + 1
            elif item.role is Role.FILLER and self._is_somebody(item):
                yield place, _end(clause, place + 1)

    def _is_somebody(self, item: Item) -> bool:
        """Return whether a phrase that begins with a possessive, or a word that holds one, is a relation.

        Much else is in English (`for my article`).
        """
        asker = item.meaning is not None and item.meaning.concept == ASKER
        first, *others = item.words.split()
        if not others:
            return asker and not self._english
        return first in self._possessives and (asker or not self._english)

    def _names(self, clause: Sequence[Item], typing: Typing) -> Iterator[tuple[int, int]]:
        """Yield where names may begin and end: rows of words that nobody knows, and the company before them."""
        start, speaks_of_it = 0, has(clause, Role.REFERENCE)
        while start < len(clause):
            end = start
            while end < len(clause) and self._is_unknown(clause[end], typing):
                end += 1
            letters = sum(len(item.words) for item in clause[start:end])
            of_firm = not self._english and _is_reference(clause, start - 1)
            if letters >= (MIN_CHARACTERS if clause[start].words >= _HAN else MIN_NAME) and speaks_of_it <= of_firm:
                yield start - of_firm, end
            start = max(end, start + 1)

    def _is_unknown(self, item: Item, typing: Typing) -> bool:
        """Return whether a word may be a name: nobody knows it, and it is not the subject's, misspelt."""
        if item.role is Role.FILLER:
            return typing.marked and self._has_lost_marks(item)
        if item.meaning is not None or item.number:
            return False
        if self._english and dictionary().class_of(item.words) not in (None, WordClass.NAME):
            return item.written[:1].isupper() and not item.stop and not typing.shouted
        return not self._is_subject(item)

    def _has_lost_marks(self, item: Item) -> bool:
        """Return whether an everyday word with a capital is written without its marks: a name, as Vietnamese Lan."""
        return item.written.isascii() and item.written[:1].isupper() and item.written.casefold() not in self._spelt

    def _is_subject(self, item: Item) -> bool:
        """Return whether a word is like one of the subject's names."""
        return any(ratio(item.words, name) >= ALIKE for name in self._subject)

    def _has_things(self, clause: Sequence[Item], start: int, end: int) -> bool:
        """Return whether a relation stands where an owner does, or beside a word of the fact base."""
        before, after = clause[:start][::-1], clause[end:]
        beside = not has(clause[start:end], Role.CONCEPT) and not (before and before[0].words in _MAY)
        if beside and any(has(side[:1], Role.CONCEPT) for side in (before, after)):
            return True
        fronts, backs = zip(self._beside, self._beside_named, strict=True)
        return _stands(before, fronts[0] | fronts[1], skipped=2) or _stands(
            after, backs[0] | backs[1], skipped=1, behind=True
        )

    def _owns(self, clause: Sequence[Item], start: int, end: int) -> bool:
        """Return whether a name stands where an owner does; English names have no article."""
        before, after = clause[:start][::-1], clause[end:]
        skipped = 0 if self._english else 1
        named = self._is_named(clause[start], last=end == len(clause))
        for front, back in (self._beside, *([self._beside_named] if named else ())):
            if _stands(before, front, skipped=skipped) or _stands(after, back, skipped=skipped, behind=True):
                return True
        return False

    def _is_named(self, item: Item, *, last: bool) -> bool:
        """Return whether a word has a capital, is a first name or, in Arabic, ends a clause and is no adjective."""
        written, word = item.written, item.words
        if ARABIC.match(word):
            return last and not word.startswith(ARTICLE)
        if self._english and (word_class := dictionary().class_of(word)):
            return word_class is WordClass.NAME
        return written[:1].isupper() and not written.isupper()


def _sides(patterns: Iterable[str], sign: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that stand before an owner, and those that stand behind one."""
    sides: tuple[set[str], set[str]] = set(), set()
    for pattern in patterns:
        if sign in pattern:
            for side, part in zip(sides, pattern.split(sign), strict=True):
                if part.strip():
                    side.add(OWN_WORD if part.strip() == OWN_WORD else " ".join(words(part)))
    return frozenset(sides[0]), frozenset(sides[1])


def _without_listeners(piece: Sequence[Item]) -> list[Item]:
    """Return a clause that tells, without strangers who only hear it: `I told Ann that Acme has rockets`."""
    kept = []
    for place, item in enumerate(piece):
        following = list(takewhile(lambda each: each.role is Role.FILLER, piece[place + 1 :]))
        last = piece[place + 1 + len(following) : place + 2 + len(following)]
        if not (item.meaning is STRANGER and following and has(last, Role.SUBJECT)):
            kept.append(item)
    return kept


def _may_be_noun(following: Sequence[Item], *, first: bool = False, own: bool = True) -> bool:
    """Return whether a word may be somebody: `first`: behind a stop too, `own`: one of the fact base's words too."""
    roles = (None, *_LITTLE, *([Role.CONCEPT] if own else []))
    return any((first or not item.stop) and item.role in roles for item in following)


def _is_reference(clause: Sequence[Item], place: int) -> bool:
    """Return whether a company stands at a place (`the company of my uncle`)."""
    return 0 <= place < len(clause) and clause[place].role is Role.REFERENCE


def _end(clause: Sequence[Item], end: int) -> int:
    """Return where somebody ends who has a name or a company (`my uncle's company`, `mere chacha ki company`)."""
    while end < len(clause) and clause[end].meaning is None and not clause[end].number:
        end += 1
    for place in (end, end + 1):
        if place < len(clause) and clause[place].role is Role.REFERENCE:
            return place + 1
        if place < len(clause) and clause[place].role is not Role.FILLER:
            break
    return end


def _stands(beside: Sequence[Item], known: frozenset[str], *, skipped: int, behind: bool = False) -> bool:
    """Return whether known words stand beside a place, nearest first, with at most so many everyday words between."""
    for distance, item in enumerate(beside[: skipped + 1]):
        if item.role is Role.CONCEPT and distance == 0 and OWN_WORD in known:
            return True
        parts = item.words.split()
        pair = [each.words for each in beside[distance : distance + 2]]
        if not known.isdisjoint({item.words, parts[0 if behind else -1], " ".join(pair if behind else pair[::-1])}):
            return True
        if item.role not in (_LITTLE if distance else (*_LITTLE, Role.CONCEPT)):
            return False
    return False
