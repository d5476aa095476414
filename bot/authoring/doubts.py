"""Doubts: phrasings that a fact base may be read by otherwise than its editor means, though nothing in it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.facts import FactBase, Fault
from bot.facts.check import phrases_of
from bot.facts.document import Document
from bot.matching.asked import concept_of
from bot.matching.clauses import anchored
from bot.matching.languages import Languages
from bot.matching.lexicon import Role
from bot.matching.phrasings import Phrase
from bot.text import words

EVERYDAY = 4  # facts whose quotes have a word from which it tells nothing apart
SHOWN = 3  # phrasings in one message

_Ideas = frozenset[str]


def doubts(base: FactBase, document: Document) -> Iterator[Fault]:
    """Yield a warning for each, at the line of the phrasing."""
    phrases = Languages(base).phrases
    lines = {(owner, phrase): where for owner, phrase, where in phrases_of(base)}
    for phrase, message in chain(
        _same_ideas(base, phrases), _without_ideas(base, phrases), _everyday_keywords(base, phrases)
    ):
        yield document.warning(lines[phrase.target, phrase.text], message)


def _same_ideas(base: FactBase, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, str]]:
    """Find phrasings of gaps with the same ideas as one of a fact's, and two that a broad idea makes the same."""
    first: dict[_Ideas, Phrase] = {}
    broadly: set[tuple[str, str]] = set()
    for phrase in sorted(phrases, key=lambda each: base.fact(each.target) is None):
        if not (ideas := _ideas(phrase)):
            continue
        other = first.setdefault(ideas, phrase)
        if other.target == phrase.target:
            continue
        both = f"“{phrase.text}” of {phrase.target!r} has the same ideas as “{other.text}” of {other.target!r}"
        if broad := _broad(phrase, other):
            pair = (phrase.target, other.target)
            if pair not in broadly:
                yield phrase, f"{both}: {broad}"
            broadly.add(pair)
        elif base.fact(other.target) and base.gap(phrase.target):
            told = "which will answer other wordings of it"
            cure = "if the fact answers it, move it there or leave it out; else give one of them a synonym of its own"
            yield phrase, f"{both}, {told}: {cure}"


def _broad(phrase: Phrase, other: Phrase) -> str:
    """Say which broad idea stands in two phrasings by different words, and what to list; "" for none."""
    pairs = [
        (one.words, two.words, one.meaning.concept)
        for one in phrase.items
        for two in other.items
        if one.role is Role.LIMIT and one.meaning and one.meaning == two.meaning and one.words != two.words
    ]
    if not pairs:
        return ""
    here, there, group = pairs[0]
    return f"both say only `{group}`: list *{here}* or *{there}* under `synonyms`"


def _without_ideas(base: FactBase, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, str]]:
    """Find keywords of facts that say nothing of this announcement: they are understood word for word only."""
    for target, bare in _bare_keywords(base, phrases).items():
        shown = ", ".join(f"“{phrase.text}”" for phrase in bare[:SHOWN]) + (" …" if bare[SHOWN:] else "")
        broad = dict.fromkeys(item.words for phrase in bare for item in phrase.items if item.role is Role.LIMIT)
        cure = f"list *{'*, *'.join([*broad][:SHOWN])}* under `synonyms`" if broad else "add a noun of what it tells"
        yield bare[0], f"{shown} of {target!r}: no idea of its own, so that no other wording is understood: {cure}"


def _bare_keywords(base: FactBase, phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Return for each fact its keywords without an idea of the fact base's own."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        fact = base.fact(phrase.target)
        if fact and phrase.text in fact.keywords and not anchored(phrase.items):
            found.setdefault(fact.id, []).append(phrase)
    return found


def _everyday_keywords(base: FactBase, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, str]]:
    """Find words that a keyword makes an idea of one fact, though the quotes of many facts have them."""
    keywords = {(fact.id, keyword) for fact in base.facts for keyword in fact.keywords}
    quotes = {fact.id: set(words(fact.quote)) for fact in base.facts}
    said: set[str] = set()
    for phrase in phrases:
        if (phrase.target, phrase.text) not in keywords:
            continue
        for item in phrase.items:
            listed = item.meaning is None or item.role is not Role.CONCEPT or item.meaning.concept in base.synonyms
            others = [fact for fact, quoted in quotes.items() if item.words in quoted and fact != phrase.target]
            if listed or len(others) < EVERYDAY or item.words in said:
                continue
            said.add(item.words)
            becomes = f"*{item.words}* in “{phrase.text}” of {phrase.target!r} becomes an idea of that fact"
            many = f"the quotes of {len(others)} other facts have it too"
            yield phrase, f"{becomes}, and {many}: take a narrower word, or list *{item.words}~* under `synonyms`"


def _ideas(phrase: Phrase) -> _Ideas:
    """Return the concepts of a phrasing, which are all that facts are scored by."""
    return frozenset(concept for item in phrase.items if (concept := concept_of(item)))
