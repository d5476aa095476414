"""The lexicon: what each word or phrase means to one fact base, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from bot.facts.base import FactBase
from bot.facts.language import DEFAULT, Language
from bot.facts.numbers import counting_words
from bot.matching.spelling import remembered
from bot.text import MAX_CHARACTERS, forms_of_all, variants


class Role(StrEnum):
    """What a word does in a question."""

    FILLER = "filler"
    GREETING = "greeting"
    THANKS = "thanks"
    JOINER = "joiner"
    SUBJECT = "subject"
    KIND = "kind"  # how many, who, when
    CONCEPT = "concept"  # a word of the fact base
    LIMIT = "limit"  # an attribute that few announcements tell
    NAME = "name"  # somebody else
    TIME = "time"  # another time
    YEAR = "year"  # last year, two years ago: counted from the publication
    OPENING = "opening"  # of the ..., as a ...: words that lead up to a question
    HOME = "home"  # I'm from ...: before the name of where the asker is
    REFERENCE = "reference"  # they, the company: what was spoken of before


# Concepts that no fact base names; what is learnt has them as features. Those of a fact base begin with neither sign.
SUBJECT = "@subject"
NAME = "@name"
TIME = "@time"
ASKER = "@asker"  # among the fillers: the asker, or the person who told the asker
PLACE = "@place"  # and where they are
NOW = "@now"  # and the words for now
KIND = "?"  # before the kind of a question: `?count`
EACH = "each"  # among the units that questions ask for: apiece, on average
_GENERAL = ("@", KIND)

AGO = "-n"  # among the years of a language: `_ years ago`
MOST_AGO = 20  # and how many of them
SIBLINGS = range(1, 21)  # numbers of others that have the same name
FOR = 4  # what people type for that word, at the end of a clause
_NUMBERED = re.compile(r"(.*\w)[ -](\d{1,2})")

_CORRECTED = frozenset({Role.CONCEPT, Role.SUBJECT, Role.KIND})
_MIN_NAME_CORRECTED = 6
_MIN_STEM = 2


def is_general(concept: str) -> bool:
    """Return whether a concept is one that questions about any announcement have."""
    return concept.startswith(_GENERAL)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase stands for; a weak one (`word~`) is too common to carry an answer alone."""

    role: Role
    concept: str
    weak: bool = False


class Entry(NamedTuple):
    """Phrases that mean the same thing."""

    phrases: Iterable[str]
    role: Role
    concept: str


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases: what the phrase that ends here means, and how longer ones go on."""

    meaning: Meaning | None = None
    following: dict[str, Node] | None = None  # None where no longer phrase goes on, as nearly everywhere

    def grow(self, word: str) -> Node:
        """Return the place after one more word, a new one where there is none."""
        if self.following is None:
            self.following = {}
        return self.following.setdefault(word, Node())


Beginning = tuple[Sequence[Node], Meaning | None]
NOWHERE: Beginning = (), None


class Stems:
    """What stands for every word that begins so: `word*`."""

    def __init__(self, others: Stems | None = None) -> None:
        """Begin with the stems of others."""
        self._stems: dict[str, str] = {}  # `word*` by `word`
        self._lengths: dict[str, list[int]] = {}  # by the two letters that stems begin with, longest first
        for form in others._stems.values() if others else ():
            self.add(form)

    def add(self, form: str) -> None:
        """Index `word*` by its first letters; no word is looked up by a single one."""
        stem = form[:-1]
        self._stems[stem] = form
        lengths = self._lengths.setdefault(stem[:_MIN_STEM], [])
        if len(stem) >= _MIN_STEM and len(stem) not in lengths:
            lengths.append(len(stem))
            lengths.sort(reverse=True)

    def forms_of(self, word: str) -> tuple[str, ...]:
        """Return the ways in which a word can stand in a phrase, the most exact first."""
        forms: list[str] = []
        for variant in variants(word):
            forms.append(variant)
            longest = len(variant)
            lengths = self._lengths.get(variant[:_MIN_STEM], ())
            begins = [variant[:length] for length in lengths if length <= longest]
            forms += [self._stems[begin] for begin in begins if begin in self._stems]
        return tuple(forms)


class Lexicon:
    """Words and phrases with their meanings; `word*` stands for every word that starts so.

    A lexicon can lie over another one, which is finished by then: what both know means what the upper one says.
    """

    def __init__(self, under: Lexicon | None = None) -> None:
        """Start with no words but those of the lexicon under it."""
        self.under = under
        self.words: set[str] = set()  # every word, and `word*`, of this layer
        self.corrected: set[str] = set()  # those that misspellings are corrected to
        self.longest_word: int = under.longest_word if under else 0
        self._root = Node()
        self._roots: tuple[Node, ...] = (self._root, *(under._roots if under else ()))
        self._stems: Stems = Stems(under._stems if under else None)  # of all layers
        self._forget()

    def _forget(self) -> None:
        """Forget what was remembered of words: there may be other stems and phrases now."""
        self._forms_of = remembered(self._stems.forms_of)
        self._begun = remembered(partial(_begin, self._roots, self._stems.forms_of))

    def add(self, entry: Entry) -> None:
        """Give phrases a meaning; a phrase that has one already gets the new one."""
        phrases, role, concept = entry
        plain, weak = Meaning(role, concept), Meaning(role, concept, weak=True)
        shortest = 0 if role in _CORRECTED else _MIN_NAME_CORRECTED if role is Role.NAME else MAX_CHARACTERS
        phrases = list(phrases)
        for phrase, joined in zip(phrases, forms_of_all(phrases), strict=True):
            forms = joined.split()
            node = self._root
            for form in forms:
                self._note(form)
                if len(form) >= shortest:
                    self.corrected.add(form)
                node = node.grow(form)
            if forms:
                node.meaning = weak if phrase.endswith("~") else plain
        self._forget()

    def _note(self, form: str) -> None:
        """Add a word, or `word*`, to the words of this layer."""
        self.words.add(form)
        if len(form) > self.longest_word:
            self.longest_word = len(form)
        if form[-1] == "*":
            self._stems.add(form)

    def has(self, word: str) -> bool:
        """Return whether a word itself stands in any phrase."""
        return word in self.words or (self.under is not None and self.under.has(word))

    def corrects_to(self, word: str) -> bool:
        """Return whether a word is one that misspellings are corrected to."""
        return word in self.corrected or (self.under is not None and self.under.corrects_to(word))

    def knows(self, word: str) -> bool:
        """Return whether a word, or its beginning, stands in any phrase."""
        return any(map(self.has, self._forms_of(word)))

    def longest(self, words: Sequence[str], start: int) -> tuple[int, Meaning | None]:
        """Find the longest phrase at a place: where it ends, and what it means (None: the word is unknown)."""
        nodes, meaning = self._begun(words[start])
        best = start + 1, meaning
        if not nodes:
            return best
        for end in range(start + 1, len(words)):
            nodes = _go_on(nodes, self._forms_of(words[end]))
            if not nodes:
                break
            if meaning := _meaning(nodes):
                best = end + 1, meaning
        return best


def _begin(roots: Sequence[Node], forms_of: Callable[[str], Sequence[str]], word: str) -> Beginning:
    """Return where phrases go on that begin with a word, and what the word by itself means."""
    nodes = _go_on(roots, forms_of(word))
    longer = tuple(node for node in nodes if node.following)
    return (longer, _meaning(nodes)) if nodes else NOWHERE


def _go_on(nodes: Iterable[Node], forms: Sequence[str]) -> list[Node]:
    """Return the places after one more word."""
    return [found for node in nodes if node.following for form in forms if (found := node.following.get(form))]


def _meaning(nodes: Iterable[Node]) -> Meaning | None:
    """Return what the phrase means that ends at the first place where one ends."""
    return next((node.meaning for node in nodes if node.meaning), None)


def lexicon_of(entries: Iterable[Entry], under: Lexicon | None = None) -> Lexicon:
    """Make a lexicon; where two entries have a phrase, the later one wins."""
    lexicon = Lexicon(under)
    for entry in entries:
        lexicon.add(entry)
    return lexicon


def entries_of(base: FactBase, vocabulary: Language) -> Iterator[Entry]:
    """Yield the general words of a language, then the fact base's own in that language."""
    yield from _general_entries(vocabulary)
    if vocabulary.code == DEFAULT:
        announcement = base.announcement
        yield from _own_entries((announcement.subject, *announcement.names), announcement.not_about, base.synonyms)
    elif companion := base.companions.get(vocabulary.code):
        yield from _own_entries(companion.names, companion.not_about, companion.synonyms)


def _own_entries(
    names: Iterable[str], not_about: Iterable[str], synonyms: Mapping[str, Iterable[str]]
) -> Iterator[Entry]:
    """Yield a fact base's own words in one language."""
    names = tuple(names)
    yield Entry(list(_siblings(names)), Role.NAME, NAME)
    yield Entry(names, Role.SUBJECT, SUBJECT)
    yield Entry(not_about, Role.NAME, NAME)
    for concept, phrases in synonyms.items():
        yield Entry(phrases, Role.CONCEPT, concept)


def _siblings(names: Iterable[str]) -> Iterator[str]:
    """Yield the others of numbered names: `Line 4` and `Line number 4` beside `Line 5`."""
    for name in names:
        found = _NUMBERED.fullmatch(name)
        for number in SIBLINGS:
            if found and number != int(found[2]):
                ends = ("", "$") if number == FOR else ("",)
                yield from (f"{found[1]}{mark}{number}{end}" for mark in (" ", " number ") for end in ends)


def _general_entries(vocabulary: Language) -> Iterator[Entry]:
    """Yield a language's general words."""
    # No misspellings; where one of them has another meaning, that goes before.
    each = vocabulary.per_unit.get(EACH, ())
    yield Entry([word for word in each if " " not in word and not word.endswith("$")], Role.FILLER, "")
    yield Entry(vocabulary.names, Role.NAME, NAME)
    yield Entry(vocabulary.times, Role.TIME, TIME)
    for group, phrases in vocabulary.limits.items():
        yield Entry(phrases, Role.LIMIT, group)
    yield from _years(vocabulary)
    yield Entry(vocabulary.filler, Role.FILLER, "")
    yield Entry(vocabulary.now, Role.FILLER, NOW)
    yield Entry(vocabulary.openings, Role.OPENING, "")
    yield Entry(vocabulary.homes, Role.HOME, "")
    yield Entry(vocabulary.askers, Role.FILLER, ASKER)
    yield Entry(vocabulary.places, Role.FILLER, PLACE)
    yield Entry(vocabulary.references, Role.REFERENCE, "")
    yield Entry(vocabulary.greeting, Role.GREETING, "")
    yield Entry(vocabulary.thanks, Role.THANKS, "")
    yield Entry(vocabulary.joiners, Role.JOINER, "")
    for kind, phrases in vocabulary.kinds.items():
        yield Entry(phrases, Role.KIND, f"{KIND}{kind}")


def _years(vocabulary: Language) -> Iterator[Entry]:
    """Yield what names a year by its distance: `last year`, and `_ years ago` for every number up to MOST_AGO."""
    for distance, phrases in vocabulary.years.items():
        if distance != AGO:
            yield Entry(phrases, Role.YEAR, distance)
    for number, names in counting_words(vocabulary.code, MOST_AGO).items():
        counted = [phrase.replace("_", name) for phrase in vocabulary.years.get(AGO, ()) for name in names]
        yield Entry(counted, Role.YEAR, f"-{number}")
