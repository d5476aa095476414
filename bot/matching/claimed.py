"""What a message, or the figure of a fact, names in numbers: each number with what it counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain, pairwise, takewhile
from threading import RLock
from typing import NamedTuple

from cachetools import LRUCache

from bot.facts.base import Fact, FactBase
from bot.facts.language import DEFAULT, load_language
from bot.facts.numbers import Hedge, Kind, Quantity, extent, quantities, without_quantities
from bot.matching.decision import Question
from bot.matching.languages import Languages
from bot.matching.lexicon import KIND, Entry, Lexicon, Role, lexicon_of
from bot.matching.reader import Item, Reader
from bot.text import Token, tokenize, words_of_all

# Groups of `claims` in languages/*.yaml.
SO, ASKS, ENDS, OVER, MORE, OR, THAN = "so", "asks", "ends", "over", "more", "or", "than"
AMONG = "among"
_SIGNS = (SO, ASKS, ENDS, OVER, MORE, OR, THAN, AMONG)
BETWEEN = frozenset({OR, THAN})
RANK, COUNT = f"{KIND}rank", f"{KIND}count"
COMPARED = frozenset({Kind.NUMBER, Kind.SHARE, Kind.RANK})
MOST_CHARACTERS = 240  # of a message that claims something
MOST_NUMBERS = 12  # in it
LEAST_SUM = 1000  # that is in a currency which does not stand beside it
MOST_FIGURES = 1024  # whose numbers are kept
_FOLLOWING = 40  # characters behind a number in which stands what it counts
_BESIDE = 25  # characters before a number in which stands that it is a place in a ranking
_LAST_PLACE = 1000
_SAME_LETTERS = 4
_SUFFIX = re.compile(r"^['’]\w+")  # 10.000'den
_LETTER = re.compile(r"(?<=\d)[bm](?![^\W\d_])", re.IGNORECASE)
_STOP = re.compile(r"[,;:.!?…()\n،؛؟，。；：！？、।–—]")
_NUMBERED = re.compile(r"(?:#|№|\bn[or][.°º]|\bn[°º])[\s-]*$", re.IGNORECASE)


class Named(NamedTuple):
    """A number, and what stands behind it, which it counts."""

    quantity: Quantity
    following: tuple[Item, ...] = ()
    ranks: bool = False  # a place in a ranking by the words beside it: `number one`, `1 место`
    among: bool = False  # the first so many: `top 5`

    @property
    def counts(self) -> bool:
        """Return whether what stands behind it is something that it can count."""
        return bool(self.following) and self.following[0].role in (None, Role.CONCEPT, Role.LIMIT, Role.NAME)

    @property
    def may_be_rank(self) -> bool:
        """Return whether it may be a place in a ranking, and not the first of something."""
        return self.ranks or (self.quantity.kind is Kind.RANK and not self.counts)

    def counts_as(self, other: Named) -> bool:
        """Return whether two numbers count the same, by the word behind them or a concept."""
        if not self.following or not other.following:
            return False
        return _alike(self.following[0].words, other.following[0].words) or not _concepts(self.following).isdisjoint(
            _concepts(other.following)
        )


@dataclass(frozen=True)
class Numbers:
    """All that a text names in numbers."""

    found: tuple[Quantity, ...] = ()
    named: tuple[Named, ...] = ()  # those that are counted, shares and ranks
    is_clear: bool = True  # all are read: `4.2m` may be metres or millions

    @cached_property
    def currencies(self) -> frozenset[str]:
        """Return the codes of its currencies."""
        return frozenset(each.unit for each in self.found if each.kind is Kind.CURRENCY and each.sure)

    @cached_property
    def with_currency(self) -> tuple[Named, ...]:
        """Return its numbers, the only one in the currency that is named apart from it: `50 billion in dollars`."""
        if len(self.named) != 1 or not self.currencies or self.named[0].quantity.kind is not Kind.NUMBER:
            return self.named
        sum_ = self.named[0].quantity
        if sum_.unit or sum_.value < LEAST_SUM:
            return self.named
        return (self.named[0]._replace(quantity=sum_._replace(unit=min(self.currencies))),)

    @cached_property
    def dates(self) -> frozenset[tuple[Kind, object]]:
        """Return the years, months and days in it."""
        dated = (Kind.YEAR, Kind.MONTH, Kind.DAY)
        return frozenset((each.kind, each.value) for each in self.found if each.kind in dated and each.sure)


@dataclass(frozen=True)
class Message:
    """A message that names numbers, in one language, with the signs of a claim (SO, ASKS, ...) in it."""

    question: Question
    items: Sequence[Item]
    found: Sequence[Quantity]
    signs: frozenset[str]
    reader: NumberReader

    @property
    def language(self) -> str:
        """Return the code of its language."""
        return self.question.language

    @cached_property
    def numbers(self) -> Numbers:
        """Return its numbers, with what each counts, read when a verdict may need them."""
        numbers = self.reader.named(text := self.question.text, self.language, self.found)
        fillers = {item.words for item in self.items if item.role is Role.FILLER and item.words.isdigit()}
        named = [each for each in numbers.named if text[slice(*each.quantity.span)] not in fillers]  # `room 4 cars`
        return replace(numbers, named=tuple(map(_hedged_by_verb, named) if OVER in self.signs else named))

    @cached_property
    def without_numbers(self) -> str:
        """Return its text without its numbers, and without the words that stand for a claim."""
        counted = [each for each in self.found if each.kind in COMPARED or each.kind is Kind.CURRENCY]
        left = tokenize(without_quantities(self.question.text, counted, self.language))
        return self.reader.without(left, self.language, (SO, ENDS))

    @cached_property
    def rest(self) -> tuple[Item, ...]:
        """Return what it says apart from its numbers."""
        return self.reader.languages.reader(self.language).read(self.without_numbers).items


class NumberReader:
    """Read the numbers of messages and of figures, with the words of all languages; safe for several threads."""

    def __init__(self, languages: Languages) -> None:
        """Take the readers of the languages."""
        self.languages = languages
        self._between = lru_cache(len(languages.codes))(_words_between)
        # Not in functools caches of methods: those and their object would keep each other alive.
        self._lexicons: dict[str, Lexicon] = {}
        self._figures: LRUCache[tuple[str, str], Numbers] = LRUCache(MOST_FIGURES)
        self._lock = RLock()

    def compile(self, code: str) -> None:
        """Compile the words of a language for numbers and for claims; any thread may do it."""
        quantities("", code)
        self._lexicon(code)
        self._between(code)

    def message(self, question: Question, items: Sequence[Item]) -> Message | None:
        """Read a message; None for a long one, one of many numbers, or one without that does not ask which is more."""
        text, language = question.text, question.language
        if len(text) > MOST_CHARACTERS or len(found := quantities(text, language)) > MOST_NUMBERS:
            return None
        if not any(each.sure or each.kind is Kind.RANK for each in found) and not (found and any(map(_is_rank, items))):
            if self._between(language).isdisjoint(question.words):
                return None
            found = []
        signs = frozenset(group for *_, group in self._places(question.tokens, language))
        return Message(question, items, found, signs, self)

    def told(self, base: FactBase, fact: Fact, language: str) -> Numbers:
        """Return what the figure of a fact names, as it is written in a language; it is read once."""
        companion = base.companions.get(language)
        written = language if companion and fact.id in companion.facts else base.announcement.language
        return self._of_figure(base.text(fact, language).figure, written)

    def sides(self, question: Question) -> list[str]:
        """Return what stands on the two sides of *or* or *than*, without the words that ask what is more."""
        signs = self._places(question.tokens, question.language)
        start, end = next(((start, end) for start, end, group in signs if group in BETWEEN), (0, 0))
        sides = question.tokens[:start], question.tokens[end:]
        return [self.without(side, question.language, (MORE, *BETWEEN, SO, ENDS)) for side in sides]

    def without(self, tokens: Sequence[Token], language: str, groups: Collection[str]) -> str:
        """Return the words of a message without the signs of some groups."""
        left = [token.written for token in tokens]
        for start, end, group in self._places(tokens, language):
            if group in groups:
                left[start:end] = [""] * (end - start)
        return " ".join(filter(None, left))

    def _places(self, tokens: Sequence[Token], language: str) -> list[tuple[int, int, str]]:
        """Return where the signs of a claim begin and end among tokens."""
        lexicon, words = self._lexicon(language), [token.word for token in tokens]
        found, start = [], 0
        while start < len(words):
            end, meaning = lexicon.longest(words, start)
            if meaning:
                is_tag = meaning.concept == OR and end == len(words)  # `10.000 brevets, ou ?`
                found.append((start, end, SO if is_tag else meaning.concept))
            start = end
        return found

    def _lexicon(self, language: str) -> Lexicon:
        """Return the signs of a language over those of English, compiled when they are first needed."""
        with self._lock:
            if language not in self._lexicons:
                under = None if language == DEFAULT else self._lexicon(DEFAULT)
                self._lexicons[language] = lexicon_of(claim_entries(language), under)
            return self._lexicons[language]

    def _of_figure(self, text: str, language: str) -> Numbers:
        """Read a figure, once."""
        with self._lock:
            if (text, language) not in self._figures:
                self._figures[text, language] = self.named(text, language, quantities(text, language))
            return self._figures[text, language]

    def named(self, text: str, language: str, found: Sequence[Quantity]) -> Numbers:
        """Read what stands behind each number."""
        reader = self.languages.reader(language)
        named = []
        for quantity, following in pairwise([*found, None]):
            if quantity is None or quantity.kind not in COMPARED:
                continue
            end = extent(text, quantity, language)[1]
            behind = self._behind(text[end : following.span[0] if following else None], language, reader)
            among = self._is_among(text, quantity, end, language)
            small = not quantity.unit and quantity.value <= _LAST_PLACE and quantity.kind is not Kind.SHARE
            ranks = small and not among and _ranks(text, quantity, behind, reader)
            bounded = quantity._replace(hedge=Hedge.UNDER) if among else quantity  # fifth or better
            each = Named(bounded, behind, ranks, among)
            if quantity.sure or ranks or (quantity.kind is Kind.RANK and each.counts):  # the first company
                named.append(each)
        return Numbers(tuple(found), tuple(named), not any(_LETTER.match(text, each.span[1]) for each in found))

    def _is_among(self, text: str, quantity: Quantity, end: int, language: str) -> bool:
        """Return whether a number is one of the first so many, by the word before or behind it: `top 5`."""
        start = quantity.span[0]
        before = tokenize(text[max(0, start - _BESIDE) : start])
        behind = tokenize(text[end : end + _BESIDE])
        ahead = any(at == len(before) and group == AMONG for _, at, group in self._places(before, language))
        return ahead or any(at == 0 and group == AMONG for at, _, group in self._places(behind, language))

    def _behind(self, text: str, language: str, reader: Reader) -> tuple[Item, ...]:
        """Return the items behind a number, up to a stop or to a word that ends what is claimed."""
        tokens = tokenize(_STOP.split(_SUFFIX.sub(" ", text[:_FOLLOWING]), maxsplit=1)[0])
        stops = [start for start, _, group in self._places(tokens, language) if group in (SO, ENDS)]
        items = reader.read_tokens(tokens[: min(stops, default=len(tokens))]).items
        counted = [place for place, item in enumerate(items) if item.meaning and item.meaning.concept == COUNT]
        return items[: min(counted, default=len(items))]


def _hedged_by_verb(each: Named) -> Named:
    """Return a number as one that is exceeded: `did they pass 10,000?`."""
    if each.quantity.hedge or each.quantity.kind is Kind.RANK:
        return each
    return each._replace(quantity=each.quantity._replace(hedge=Hedge.OVER))


def claim_entries(code: str) -> list[Entry]:
    """Return the signs of a claim in a language: `right?`, and words that ask for what they don't name."""
    language = load_language(code)
    groups = language.claims if language else {}
    return [Entry(words, Role.FILLER, group) for group, words in groups.items() if group in _SIGNS]


def _words_between(code: str) -> frozenset[str]:
    """Return the words of which one at least stands between the two things that a message compares."""
    entries = (*claim_entries(DEFAULT), *claim_entries(code))
    return frozenset(words_of_all([phrase for phrases, _, group in entries if group in BETWEEN for phrase in phrases]))


def rank_sign(text: str) -> re.Match[str] | None:
    """Find the sign of a rank at the end of a text: `No.`, `#`."""
    return _NUMBERED.search(text)


def _ranks(text: str, quantity: Quantity, behind: Sequence[Item], reader: Reader) -> bool:
    """Return whether a number is a place in a ranking by the words beside it."""
    start, end = quantity.span
    if rank_sign(text[:start]) or any(map(_is_rank, behind[:1])):
        return True
    last = (reader.read(text[max(0, start - _BESIDE) : each]).items[-1:] for each in (start, end))
    return any(map(_is_rank, chain.from_iterable(last)))


def _is_rank(item: Item) -> bool:
    """Return whether an item speaks of a place in a ranking."""
    return item.meaning is not None and item.meaning.concept == RANK


def _concepts(items: Iterable[Item]) -> set[str]:
    """Return the fact base's own concepts among items, up to a word that nobody knows (`5 zorkmids of bridges`)."""
    items = takewhile(lambda item: item.meaning is not None, items)
    return {item.meaning.concept for item in items if item.meaning and item.role is Role.CONCEPT}


def _alike(one: str, two: str) -> bool:
    """Return whether two words are the same, but for their endings or for what is joined to them."""
    joined = " " not in one + two and (one.endswith(two) or two.endswith(one))  # Brücken, Hängebrücken
    alike = joined or one[:_SAME_LETTERS] == two[:_SAME_LETTERS]
    return one == two or (min(len(one), len(two)) >= _SAME_LETTERS and alike)
