"""Phrasings: each is read once, and the words that no synonym explains become words of the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.facts.base import Fact, FactBase, NotTold
from bot.matching.lexicon import Entry, Lexicon, Role
from bot.matching.reader import STRANGER, Item, Reader

MIN_FIGURE = 3  # digits from which a number by itself recalls a figure (516, and not 5)


class Phrase(NamedTuple):
    """A phrasing as it was read: the id that it leads to, and its items without their places in the text."""

    target: str
    text: str
    items: tuple[Item, ...]
    settled: bool  # nothing in it was taken for a misspelling, or for a name that no list has


def phrasings_of(base: FactBase) -> Iterator[tuple[str, str]]:
    """Yield every phrasing of every target, with the target's id."""
    targets: tuple[Fact | NotTold, ...] = (*base.facts, *base.not_told)
    for target in targets:
        for text in (*target.keywords, *target.questions):
            yield target.id, text


def read_phrasings(base: FactBase, lexicon: Lexicon) -> tuple[list[Phrase], list[Entry]]:
    """Add each word of a phrasing that is no synonym to the lexicon, as a concept of its own.

    Return what the phrasings say then, and what was added.
    """
    phrases = _read(base, Reader(lexicon, correcting=False))
    entries = [Entry((word + mark,), Role.CONCEPT, word) for word, mark in _new_words(base, phrases).items()]
    taught: dict[str, Item] = {}
    for entry in entries:
        lexicon.add(entry)
        if meaning := lexicon.longest((entry.concept,), 0)[1]:
            taught[entry.concept] = Item(entry.concept, meaning, role=meaning.role)
    reader = Reader(lexicon)
    return [_again(phrase, taught, reader) for phrase in phrases], entries


def _read(base: FactBase, reader: Reader) -> list[Phrase]:
    """Read every phrasing; equal items are one, or 20,000 facts would take 100 MB."""
    one: dict[str, Item] = {}
    phrases = []
    for target, text in phrasings_of(base):
        reading = reader.read(text)
        items = []
        for item in reading.items:
            same = one.get(item.words)
            if same is None or same.meaning is not item.meaning:
                same = one[item.words] = Item(item.words, item.meaning, role=item.role)
            items.append(same)
        settled = not reading.corrections and not any(item.meaning is STRANGER for item in items)
        phrases.append(Phrase(target, text, tuple(items), settled))
    return phrases


def _new_words(base: FactBase, phrases: Iterable[Phrase]) -> Mapping[str, str]:
    """Find the words that the lexicon lacks, with the mark of weak ones (`~`): those that no keyword has."""
    keywords = {keyword for fact in base.facts for keyword in fact.keywords}
    found: dict[str, str] = {}
    for phrase in sorted(phrases, key=lambda phrase: phrase.text not in keywords):
        for item in phrase.items:
            if item.meaning is None and not item.year:
                short = item.number and len(item.words) < MIN_FIGURE
                found.setdefault(item.words, "" if phrase.text in keywords and not short else "~")
    return found


def _again(phrase: Phrase, taught: Mapping[str, Item], reader: Reader) -> Phrase:
    """Give the items of a phrasing what was added; where that leaves a doubt it is read again."""
    items = tuple(taught.get(item.words, item) if item.meaning is None else item for item in phrase.items)
    if phrase.settled and all(item.meaning is not None or item.year for item in items):
        return phrase._replace(items=items)
    return phrase._replace(items=reader.read(phrase.text).items)
