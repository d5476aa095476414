"""Units: whether a message asks for one of many, or for one day or year, where an announcement may tell a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.facts.base import FactBase
from bot.facts.language import DEFAULT, Language
from bot.facts.numbers import Kind, quantities
from bot.matching.clauses import kinds_of
from bot.matching.lexicon import EACH, Entry, Lexicon, Role, lexicon_of
from bot.matching.phrasings import Phrase
from bot.matching.reader import Item
from bot.text import words as words_of

# Groups of `per_unit`: `each` and times (day, year) are units by themselves, these stand for `each` before a noun.
PER = "per"
BY = "by"  # and only before one in the singular: `por ferry`, and not `por empresas`
ONE = "one"  # and only where it is asked how many, or what it costs
A = "a"  # and only before a word of the fact base, where it is asked what it costs; a unit that is less certain
NONE = "none"  # phrases with such a word that name no unit
COUNT, COST = "?count", "?cost"
_NEEDED = {ONE: frozenset({COUNT, COST, "?share"}), A: frozenset({COST})}  # one of these kinds of question
_QUANTITIES = frozenset({COUNT, COST, "?share", "?growth"})  # the others ask for no figure
_BEFORE_NOUN = frozenset({PER, BY, ONE, A})
_PLURAL = ("s", "x")
ANY = "*"  # every unit
_FIGURES = (Kind.NUMBER, Kind.SHARE)
_NOUN = frozenset({None, Role.CONCEPT, Role.LIMIT})


class Units:
    """Find the units that texts in one language speak of."""

    def __init__(self, language: Language, lexicon: Lexicon) -> None:
        """Take the language's words for units, and the lexicon that tells which words are nouns."""
        self._phrases = lexicon_of(Entry(words, Role.FILLER, group) for group, words in language.per_unit.items())
        self._lexicon = lexicon

    def asked(self, items: Sequence[Item]) -> frozenset[str]:
        """Return the units that a clause asks for: of some groups only where it asks in the way that they need."""
        kinds = kinds_of(items)
        if not kinds <= _QUANTITIES:
            return frozenset()
        groups = chain.from_iterable(map(self._groups, _sentences(items)))
        return _named(group for group in groups if group not in _NEEDED or kinds & _NEEDED[group])

    def by_name(self, items: Iterable[Item]) -> frozenset[str]:
        """Return the concepts of the fact base whose words name a unit: `per charge` may be one."""
        phrases = [item for item in items if item.role is Role.CONCEPT and " " in item.words]
        return frozenset(item.meaning.concept for item in phrases if item.meaning and any(self._groups(_words(item))))

    def told(self, text: str, *, of_a: bool = False) -> frozenset[str]:
        """Return the units that a text of a fact speaks of; `of_a` where `the range of a ferry` speaks of each."""
        groups = self._groups(words_of(text))
        return _named(ONE if group == A and of_a else group for group in groups) - {A}

    def _groups(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the groups of the phrases in a text, from left to right."""
        ended = [*words[:-1], f"{words[-1]}$"] if words else []
        is_end = bool(ended) and self._phrases.knows(ended[-1])
        start = 0
        while start < len(words):
            end, meaning = self._phrases.longest(words, start)
            if is_end:
                found = (end, meaning), self._phrases.longest(ended, start)
                end, meaning = max(found, key=lambda each: (each[1] is not None, each[0]))
            group = meaning.concept if meaning else NONE
            in_five_years = group not in _BEFORE_NOUN and group != EACH and start and words[start - 1].isdigit()
            if group != NONE and not in_five_years and self._fits(group, words[end : end + 1]):
                yield group
            start = end

    def _fits(self, group: str, following: Sequence[str]) -> bool:
        """Tell whether the word that follows is one that a group needs."""
        if group not in _BEFORE_NOUN:
            return True
        if not following or (group == BY and following[0].endswith(_PLURAL)):
            return False
        meaning = self._lexicon.longest(following, 0)[1]
        role = meaning.role if meaning else None
        return role is Role.CONCEPT if group == A else role in _NOUN


def told_units(base: FactBase, phrases: Iterable[Phrase], units: Units) -> dict[str, frozenset[str]]:
    """Return the units that each fact, and each gap, speaks of, by id; ANY where a fact has no figure to divide."""
    told: dict[str, frozenset[str]] = defaultdict(frozenset)
    for phrase in phrases:
        told[phrase.target] |= units.asked(phrase.items) - {A}
    for fact in base.facts:
        for text in (fact.figure, fact.sentence, fact.quote):
            told[fact.id] |= units.told(text)
        for text in (fact.title, *fact.keywords):
            told[fact.id] |= units.told(text, of_a=True)
        if not any(each.kind in _FIGURES for each in quantities(f"{fact.figure}. {fact.sentence}", DEFAULT)):
            told[fact.id] |= {ANY}
    return told


def _named(groups: Iterable[str]) -> frozenset[str]:
    """Return the units of groups."""
    found = frozenset(groups)
    return found - {PER, BY, ONE} | {EACH} if found & {PER, BY, ONE} else found


def _sentences(items: Iterable[Item]) -> list[list[str]]:
    """Return the folded words of items, cut where a stop is."""
    found: list[list[str]] = [[]]
    for item in items:
        if item.stop:
            found.append([])
        found[-1] += _words(item)
    return found


def _words(item: Item) -> list[str]:
    """Return the folded words of an item."""
    return [word.rstrip("$") for word in item.words.split()]
