"""What a claim says beside its numbers: whatever might change it leaves it without a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import NamedTuple

from cachetools import LRUCache

from bot.facts.base import Fact, FactBase
from bot.facts.language import DEFAULT, load_language
from bot.facts.numbers import Kind, Quantity, extent, without_quantities
from bot.matching.claimed import COUNT, MOST_FIGURES, OVER, RANK, SO, Message, Named, NumberReader, rank_sign
from bot.matching.counted import counts_less, is_rate, speaks_of_another
from bot.matching.lexicon import KIND, Entry, Lexicon, Role, lexicon_of
from bot.matching.reader import Item, Reader
from bot.text import Token, forms_of_all, tokenize

# Groups of `claims` in languages/*.yaml; where two have a phrase, the later one counts.
PLAIN, ONLY, NOT, LAST, UNITS = "plain", "only", "not", "last", "units"
_GROUPS = (OVER, SO, ONLY, NOT, PLAIN, LAST)
_GROWTH = f"{KIND}growth"
_READ = frozenset({Kind.NUMBER, Kind.SHARE, Kind.RANK, Kind.CURRENCY, Kind.YEAR, Kind.MONTH, Kind.DAY})
_POLITE = frozenset({Role.GREETING, Role.THANKS})
_POINTING = frozenset({Role.SUBJECT, Role.REFERENCE})
_SAME_LETTERS = 4


class Beside(NamedTuple):
    """What is left of a message without its numbers and without words that change nothing."""

    items: tuple[Item, ...] = ()
    limits: bool = False  # only, exactly; *trademarks* where the figure counts *trademark applications*
    denies: bool = False  # not, is it false that; or anything that the fact does not say
    opposes: bool = False  # fell, where the fact says that something rose


class Said(NamedTuple):
    """What the English texts of a fact say, in whatever language a message is."""

    concepts: frozenset[str]  # of its title, figure and keywords
    words: frozenset[str]  # in these
    asked: frozenset[str]  # words of its phrasings whose concepts are no other fact's
    of_subject: bool


@dataclass(frozen=True)
class Own:
    """What a fact itself says, in one language."""

    concepts: frozenset[str]  # of its title, figure and keywords
    words: frozenset[str]  # in these
    counted: frozenset[str]  # and of these, words behind its numbers: *years* in *50 billion in five years*
    asked: frozenset[str]  # words of its phrasings whose concepts are no other fact's
    of_subject: bool  # it names the subject; if not, it may be a figure of somebody else
    units: frozenset[str]  # the language's words that measure, which no synonym stands for
    along: frozenset[str]  # its words for more than before, where the fact says that; or for less
    against: frozenset[str]  # and for the opposite

    def covers(self, item: Item, claimed: Sequence[Named]) -> bool:
        """Return whether an item says nothing but what the fact says; what a number counts goes with the number."""
        words = item.words.split()
        concept = item.meaning.concept if item.meaning else None
        ranked = any(each.may_be_rank for each in claimed)
        if item.role in _POINTING:
            return self.of_subject
        if item.role in _POLITE or all(self._has(word, claimed) for word in words):
            return True
        if not self.units.isdisjoint(words):
            return False
        if self.goes(self.along, item) or self.goes(self.against, item):
            return True
        if concept == _GROWTH:
            return False
        if concept == RANK:
            return concept in self.concepts or ranked
        if concept == COUNT:
            return ranked  # number one
        if item.role is Role.CONCEPT and concept in self.concepts:
            return True
        return bool(words) and all(any(_inflected(word, other) for other in self.asked) for word in words)

    def goes(self, direction: frozenset[str], item: Item) -> bool:
        """Return whether an item says that something rose, or fell."""
        return any(_inflected(item.words, other) for other in direction)

    def _has(self, word: str, claimed: Sequence[Named]) -> bool:
        """Return whether a word stands in the fact's own; one behind a number only if it is behind a claimed one."""
        if any(_inflected(word, other) for other in self.counted):
            return any(word in behind.words.split() for each in claimed for behind in each.following[:1])
        return word in self.words


class BesideReader:
    """Read what messages say beside their numbers; safe for several threads."""

    def __init__(self, numbers: NumberReader, base: FactBase) -> None:
        """Take the reader of numbers, and the facts."""
        self._languages = numbers.languages
        self._numbers = numbers
        self._base = base
        # Not in functools caches of methods: those and their object would keep each other alive.
        self._lexicons: dict[str, Lexicon] = {}
        self._said: LRUCache[str, Said] = LRUCache(MOST_FIGURES)
        self._owns: LRUCache[tuple[str, str], Own] = LRUCache(MOST_FIGURES)
        self._lock = RLock()

    def compile(self, code: str) -> None:
        """Compile what would wait for the first claim in a language; any thread may do it."""
        with self._lock:
            self._lexicon(code)
            self._spread.total()  # counted now

    def changes(self, message: Message, fact: Fact) -> Beside | None:
        """Return what a message says beside its numbers; None if that is nothing but what the fact says, too."""
        beside, own = self.read(message), self._own(fact, message.language)
        claimed = message.numbers.named
        denies = beside.denies or not all(own.covers(item, claimed) for item in beside.items)
        along, against = (any(own.goes(way, item) for item in beside.items) for way in (own.along, own.against))
        is_share = any(each.quantity.kind is Kind.SHARE for each in claimed)
        denies |= along and against
        denies |= bool(own.along and beside.items and is_share and not (along or against))
        told, english = (self._numbers.told(self._base, fact, code) for code in (message.language, DEFAULT))
        denies |= speaks_of_another(claimed, told.named, beside.items)
        limits = beside.limits or counts_less(claimed, told.named, english.named, beside.items)
        figure = self._base.text(fact, message.language).figure
        limits |= is_rate(self._languages.units(message.language), figure, told, message)
        if not (denies or limits or against):
            return None
        return Beside(beside.items, limits, denies, against and not denies)

    def read(self, message: Message) -> Beside:
        """Read what a message says beside its numbers."""
        tokens = tokenize(_without_numbers(message))
        left, groups = self._unsaid(tokens, message.language)
        items = self._languages.reader(message.language).read(" ".join(left)).items
        return Beside(items, ONLY in groups, NOT in groups)

    def _unsaid(self, tokens: Sequence[Token], language: str) -> tuple[list[str], set[str]]:
        """Return the words that the language's groups do not have, and the groups of the others."""
        lexicon, words = self._lexicon(language), [token.word for token in tokens]
        left, groups, start = [], set(), 0
        while start < len(words):
            end, meaning = lexicon.longest(words, start)
            group = meaning.concept if meaning else None
            is_tag = group == LAST or (group == SO and self._denies(words[start:end], language))
            if group is None or (is_tag and end < len(words)):
                left += [token.written for token in tokens[start:end]]
                groups |= {NOT} if is_tag else set()
            else:
                groups.add(group)
            start = end
        return left, groups

    def _denies(self, words: Sequence[str], language: str) -> bool:
        """Return whether there is a negation in a phrase: *isn't it* asks only at the end."""
        lexicon = self._lexicon(language)
        parts = [words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
        found = [lexicon.longest(part, 0) for part in parts if len(part) < len(words)]
        return any(meaning is not None and meaning.concept in (NOT, LAST) for _, meaning in found)

    def _lexicon(self, code: str) -> Lexicon:
        """Return the words of a language; not over those of English, whose *an* is a year in French."""
        with self._lock:
            if code not in self._lexicons:
                language = load_language(code)
                groups = language.claims if language else {}
                entries = [Entry(groups[each], Role.FILLER, each) for each in _GROUPS if each in groups]
                self._lexicons[code] = lexicon_of(entries)
            return self._lexicons[code]

    def _own(self, fact: Fact, code: str) -> Own:
        """Return what a fact says in a language, read when it is first needed."""
        with self._lock:
            if (fact.id, code) not in self._owns:
                self._owns[fact.id, code] = self._read_own(fact, code)
            return self._owns[fact.id, code]

    def _read_own(self, fact: Fact, code: str) -> Own:
        """Read what a fact says in a language, and in that of the fact base."""
        if fact.id not in self._said:
            self._said[fact.id] = self._read_said(fact)
        language, said = load_language(code), self._said[fact.id]
        text = self._base.text(fact, code)
        reader = self._languages.reader(code)
        here = _items(reader, (text.title, text.figure))
        words = _words(here) | said.words
        told = self._numbers.told(self._base, fact, code)
        counted = _words(item for each in told.named for item in each.following[:1])
        concepts = said.concepts | {_concept(item) for item in here}
        plain = without_quantities(text.figure, told.found, code)  # without `up to`
        return Own(
            concepts,
            words,
            counted,
            frozenset(word for word in said.asked if not any(_inflected(word, each) for each in counted)),
            said.of_subject,
            _single(language.claims.get(UNITS, ())) if language else frozenset(),
            *_directions(code, _items(reader, (text.title, plain)), told_as_growth=_GROWTH in concepts),
        )

    def _read_said(self, fact: Fact) -> Said:
        """Read the English texts of a fact."""
        english = self._languages.english
        named, sentence = _items(english, _naming(fact)), _items(english, [fact.sentence])
        asked, quote = _items(english, fact.questions), _items(english, [fact.quote])
        others = self._spread - Counter(_concepts([*named, *sentence]))
        new = [item for item in asked if item.role is Role.CONCEPT and _concept(item) not in others]
        of_subject = any(item.role is Role.SUBJECT for item in (*asked, *quote, *sentence))
        return Said(_concepts(named), _words(named), _words(new), of_subject)

    @cached_property
    def _spread(self) -> Counter[str]:
        """Count the facts that speak of each concept, not only in their phrasings."""
        english = self._languages.english
        return Counter(
            concept
            for fact in self._base.facts
            for concept in _concepts(_items(english, (*_naming(fact), fact.sentence)))
        )


def _naming(fact: Fact) -> tuple[str, ...]:
    """Return the texts of a fact that name what it is about."""
    return fact.title, fact.figure, *fact.keywords


def _directions(code: str, said: Sequence[Item], *, told_as_growth: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for the way in which a fact goes, up or down, and those for the opposite."""
    language, words = load_language(code), _words(said) | {item.words for item in said}
    rises, falls = (_moving(language.rises), _moving(language.falls)) if language else (frozenset(), frozenset())
    if not words.isdisjoint(falls):
        return falls, rises
    return (rises, falls) if told_as_growth or not words.isdisjoint(rises) else (frozenset(), frozenset())


def _moving(phrases: Iterable[str]) -> frozenset[str]:
    """Return words for more, or for less, with those that say so behind a share: `% fewer`."""
    return frozenset(forms_of_all([phrase.removeprefix("%") for phrase in phrases]))


def _single(phrases: Iterable[str]) -> frozenset[str]:
    """Return those phrases that are one word."""
    return frozenset(forms for forms in forms_of_all(list(phrases)) if " " not in forms)


def _without_numbers(message: Message) -> str:
    """Return the text of a message without its numbers, ranks, currencies and dates."""
    text = message.question.text
    named = {each.quantity.span for each in message.numbers.named}
    for each in sorted(message.numbers.found, key=lambda found: found.span, reverse=True):
        if each.kind in _READ and (each.sure or each.span in named):
            start, end = _extent(text, each, message.language)
            text = f"{text[:start]} {text[end:]}"
    return text


def _extent(text: str, quantity: Quantity, language: str) -> tuple[int, int]:
    """Return where a number begins and ends, with its hedge and the sign of a rank: *No. 5*."""
    start, end = extent(text, quantity, language)
    sign = rank_sign(text[:start])
    return (sign.start() if sign else start), end


def _items(reader: Reader, texts: Iterable[str]) -> list[Item]:
    """Read some texts."""
    return [item for text in texts for item in reader.read(text).items]


def _concept(item: Item) -> str:
    """Return the concept of an item or its kind of question; empty for other words."""
    return item.meaning.concept if item.meaning and item.role in (Role.CONCEPT, Role.KIND) else ""


def _concepts(items: Iterable[Item]) -> frozenset[str]:
    """Return the concepts of some items."""
    return frozenset(filter(None, map(_concept, items)))


def _words(items: Iterable[Item]) -> frozenset[str]:
    """Return the words of some items."""
    return frozenset(word for item in items for word in item.words.split())


def _inflected(one: str, two: str) -> bool:
    """Return whether two words are the same but for their endings: *climb*, *climbed*."""
    return one == two or (min(len(one), len(two)) >= _SAME_LETTERS and (one.startswith(two) or two.startswith(one)))
