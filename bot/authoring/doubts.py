"""Doubts: phrasings that a fact base may be read by otherwise than its editor means, though nothing in it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.facts import FactBase, Fault
from bot.facts.check import phrases_of
from bot.facts.document import Document
from bot.matching import Matcher
from bot.matching.asked import concept_of
from bot.matching.clauses import anchored
from bot.matching.languages import Languages
from bot.matching.lexicon import Role
from bot.matching.phrasings import Phrase
from bot.matching.reader import Item
from bot.matching.spelling import WordClass, dictionary
from bot.text import words

EVERYDAY = 4  # facts whose quotes have a word from which it tells nothing apart
SHOWN = 3  # phrasings in one message
LETTERS = 4  # the fewest of a noun that is worth an idea; the dictionary takes *the* for one

_EVERYDAY = "an everyday word"
_BROAD = "one of many words for a broad idea"
_MARKED = "marked `~`"
_TO_LIST = (_EVERYDAY, _BROAD)  # what makes an idea of a noun that is so

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
    matchers: list[Matcher] = []  # compiled when the first is needed
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
        elif base.fact(other.target) and base.gap(phrase.target) and other.target in _answering(base, phrase, matchers):
            told = f"both say only {_read(phrase, other)}, and the fact answers other wordings of it"
            cure = "if the fact answers it, move it there or leave it out; else give one of them a synonym of its own"
            yield phrase, f"{both}: {told}: {cure}"


def _answering(base: FactBase, phrase: Phrase, matchers: list[Matcher]) -> tuple[str, ...]:
    """Return the facts that answer a phrasing in words that are not exactly its own."""
    if not matchers:
        matchers.append(Matcher(base))
    return matchers[0].answer(f"Please tell me: {phrase.text}").facts


def _read(phrase: Phrase, other: Phrase) -> str:
    """Say which ideas two phrasings have in common, and by which words each says them."""
    said: dict[str, list[str]] = {}
    for item in (*phrase.items, *other.items):
        if concept := concept_of(item):
            said.setdefault(concept.lstrip("?@"), []).append(f"*{item.words}*")
    return ", ".join(f"`{idea}` ({', '.join(dict.fromkeys(found))})" for idea, found in said.items())


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
    return f"both say only `{group}`: list *{here}* or *{there}* under `synonyms`, spelt out"


def _without_ideas(base: FactBase, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, str]]:
    """Find keywords of facts that say nothing of this announcement: they are understood word for word only."""
    for target, bare in _bare_keywords(base, phrases).items():
        shown = ", ".join(f"“{phrase.text}”" for phrase in bare[:SHOWN]) + (" …" if bare[SHOWN:] else "")
        cause = _cause(base, [item for phrase in bare for item in phrase.items])
        yield bare[0], f"{shown} of {target!r}: no idea of its own, so that no other wording is understood: {cause}"


def _cause(base: FactBase, items: Iterable[Item]) -> str:
    """Say what the nouns of a keyword are instead of ideas, and what gives the fact one."""
    why: dict[str, dict[str, None]] = {}
    for item in items:
        if reason := _instead(base, item):
            why.setdefault(reason, {})[f"*{item.words}*"] = None
    causes = "".join(f"{', '.join(list(found)[:SHOWN])}: {reason}; " for reason, found in why.items())
    listed = [word for reason, found in why.items() for word in found if reason in _TO_LIST]
    cure = f"list {' or '.join(listed[:SHOWN])} under `synonyms`" if listed else "add a noun of what it tells"
    return f"{causes}{cure}"


def _instead(base: FactBase, item: Item) -> str:
    """Say what a noun is instead of an idea; "" for words that are no nouns."""
    if item.role is Role.SUBJECT:
        return "in `announcement.names`"
    if item.role is Role.NAME:
        own = item.words in map(str.casefold, base.announcement.not_about)
        return "in `announcement.not_about`" if own else "somebody else's name"
    if item.role is Role.LIMIT:
        return _BROAD
    if item.role is Role.CONCEPT:
        return _MARKED if item.meaning and item.meaning.concept in base.synonyms else ""
    noun = len(item.words) >= LETTERS and dictionary().get(item.words) in (WordClass.NOUN, WordClass.MIXED)
    return _EVERYDAY if noun else ""


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
