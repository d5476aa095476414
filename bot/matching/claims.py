"""Claims: what a message says in numbers (`20,000 bridges, right?`), held against the fact that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.facts.base import Fact, FactBase
from bot.facts.numbers import Kind, without_quantities
from bot.matching.answer import Answer, Claim, Outcome, Reason, Truth
from bot.matching.beside import BesideReader
from bot.matching.claimed import ASKS, BETWEEN, COUNT, MORE, RANK, SO, Message, Named, NumberReader, Numbers
from bot.matching.clauses import kinds_of
from bot.matching.comparison import check, is_comparable, rank_of
from bot.matching.decision import Question
from bot.matching.lexicon import KIND, Role
from bot.matching.reader import Item

TELLING = 1000  # a number that by itself is enough to know the fact by
EVIDENCE = 0.8  # the score of a fact that a number alone leads to
FEW = 2  # words beside a rank that may say nothing
# Kinds of questions that ask for what they do not name. `how many` is among the words for asking in languages/*.yaml,
# because its kind also has words that count (`a total of`).
OPEN_KINDS = frozenset(f"{KIND}{kind}" for kind in ("who", "when", "where", "why", "which", "list", "how_long", "say"))
SAYS_NOTHING = frozenset({Role.FILLER, Role.REFERENCE, Role.SUBJECT, Role.JOINER, Role.OPENING})
POINTING = frozenset({Role.REFERENCE, Role.SUBJECT})
STAYS = frozenset({Reason.OTHER_NAME, Reason.OTHER_TIME})  # reasons to refuse that no number changes

_SAID = re.compile(r"[\w?？؟]")

Answering = Callable[[str], Answer]  # answers other words as the same question


def asks_openly(message: Message, items: Iterable[Item]) -> bool:
    """Return whether a message asks for what it does not name (`what are the 50 billion for?`)."""
    return ASKS in message.signs or not OPEN_KINDS.isdisjoint(kinds_of(items))


def is_bare(message: Message) -> bool:
    """Return whether a message is a number and nothing else, not even a question mark: `160`."""
    found, text = message.numbers.found, message.question.text
    hedged = any(each.hedge for each in found)
    return len(found) == 1 and not hedged and not _SAID.search(without_quantities(text, found, message.language))


class Claims:
    """Check what questions claim, and let their numbers help to find the fact that is meant."""

    def __init__(self, numbers: NumberReader, base: FactBase) -> None:
        """Take the reader of numbers, and the facts."""
        self._numbers = numbers
        self._beside = BesideReader(numbers, base)
        self._base = base

    def using(self, base: FactBase) -> Claims:
        """Return the same for other facts."""
        return Claims(self._numbers, base)

    def compile(self, code: str) -> None:
        """Compile what would wait for the first claim in a language; any thread may do it."""
        self._numbers.compile(code)
        self._beside.compile(code)

    def checked(
        self, answer: Answer, question: Question, items: Sequence[Item], shown: str | None, ask: Answering | None
    ) -> Answer:
        """Return an answer with what becomes of the question's claim.

        `ask` answers a part of it; None where all of it stands in the fact base, so that no part has a say.
        It shows another fact only where the words alone say too little: `so they are first?`, `50 billion, right?`.
        """
        if answer.reason in STAYS or len(answer.facts) > 1:
            return answer
        message = self._numbers.message(question, items)
        if message is None:
            return answer
        if ask and (both := self._compared(question, message, ask)):
            return replace(_showing(answer, *both), language=question.language)
        asks = asks_openly(message, items)
        meant = None if asks else self._meant(message, items, answer, shown)
        if ask and meant is None and not asks and not answer.facts:
            meant = self._suggested(message, answer) or self._counted(message, ask)
        if meant:
            answer = _showing(answer, meant)
        fact = self._base.fact(answer.facts[0]) if answer.facts else None
        if fact is None or (asks and SO not in message.signs) or is_bare(message):
            return answer
        claim = self._verdict(message, fact)
        if claim == Claim(Truth.NOT_QUITE) and (others := self._others_with(message, fact)):
            right = [other.id for other in others if self._verdict(message, other) == Claim(Truth.YES)]
            claim = Claim(Truth.YES if len(right) == 1 else Truth.OPEN)
            answer = _showing(answer, *right) if len(right) == 1 else answer
        counts = COUNT in kinds_of(items) and SO not in message.signs  # `number of bridges: 19,000?`, or `amount?`
        return answer if claim and (asks or counts) and claim.truth is Truth.YES else replace(answer, claim=claim)

    def beside_numbers(self, question: Question, items: Sequence[Item]) -> Sequence[Item]:
        """Return what a message says apart from its numbers."""
        message = self._numbers.message(question, items)
        return message.rest if message else items

    def _verdict(self, message: Message, fact: Fact) -> Claim | None:
        """Return what becomes of a claim: open where its numbers are of something else, or something beside them is."""
        claim = self._check(message, fact)
        if claim is None:
            told = self._numbers.told(self._base, fact, message.language).named
            return Claim(Truth.OPEN) if message.numbers.named and told else None
        beside = self._beside.changes(message, fact)
        if beside is None:
            return claim
        if beside.opposes and not beside.limits:
            return Claim(Truth.NOT_QUITE)
        return claim if claim.truth is Truth.NOT_QUITE and not beside.denies else Claim(Truth.OPEN)

    def _others_with(self, message: Message, fact: Fact) -> list[Fact]:
        """Return the other facts with a number of a message that count the same, or nothing that they name."""
        claimed = [each for each in message.numbers.named if each.quantity.kind is Kind.NUMBER and not each.among]
        return [
            other
            for other in self._base.facts
            if other is not fact
            and any(
                each.quantity[:2] == told.quantity[:2] and (each.counts_as(told) or not told.counts)
                for each in claimed
                for told in self._numbers.told(self._base, other, message.language).named
            )
        ]

    def _check(self, message: Message, fact: Fact) -> Claim | None:
        """Hold the numbers of a message against a fact."""
        return check(message, self._numbers.told(self._base, fact, message.language), fact.years)

    def _meant(self, message: Message, items: Sequence[Item], answer: Answer, shown: str | None) -> str | None:
        """Return the id of the one fact that a message of nothing but numbers can mean, None if there is none."""
        named, currencies = message.numbers.named, message.numbers.currencies
        if not (named or currencies):
            return None
        rest = message.rest
        points = any(item.role in POINTING for item in items)
        said = [item for item in rest if item.role not in POINTING]
        is_rank = len(named) == 1 and named[0].may_be_rank
        if is_rank and (points or (len(said) <= FEW and SO in message.signs)):
            return self._with_rank(named[0], rest, message, answer)
        in_currency = bool(currencies) and all(item.role in SAYS_NOTHING for item in rest)
        is_alone = not said or not self._beside.read(message).items
        if not is_alone and (answer.facts or not in_currency):
            return None
        fact = self._base.fact(shown) if shown and not is_bare(message) else None
        if fact and self._check(message, fact):
            return shown
        return None if answer.facts else self._equal(message)

    def _with_rank(self, rank: Named, rest: Sequence[Item], message: Message, answer: Answer) -> str | None:
        """Return the id of the only fact that tells a place in a ranking, if nothing else is said of the one claimed.

        Where the words alone lead to a fact, they do so because of the word for the place; not if that is another one.
        """
        if not all(item.role in SAYS_NOTHING or (item.meaning and item.meaning.concept == RANK) for item in rest):
            return None
        meant = self._fact_with(lambda told: rank_of(told) is not None)
        fact = self._base.fact(meant) if meant else None
        claim = self._check(message, fact) if fact else None
        if answer.facts and not (rank.quantity.kind is Kind.RANK and claim and claim.truth is Truth.NOT_QUITE):
            return None
        return meant

    def _equal(self, message: Message) -> str | None:
        """Return the id of the only fact with the numbers of a message, if these are numbers that few facts have."""
        numbers = message.numbers
        if not numbers.named:
            return None
        if SO not in message.signs and not any(each.quantity.value >= TELLING for each in numbers.named):
            return None
        values = {(each.quantity.kind, each.quantity.value) for each in numbers.named}
        return self._fact_with(
            lambda told: (
                values <= {(other.quantity.kind, other.quantity.value) for other in told.named}
                and (bool(told.currencies) or not numbers.currencies)
            )
        )

    def _suggested(self, message: Message, answer: Answer) -> str | None:
        """Return the id of the only fact to be offered whose figure counts the same, if nothing else is said."""
        offered = [fact for fact in map(self._base.fact, answer.suggestions) if fact]
        found = [fact for fact in offered if self._counts_alike(message, fact)]
        if len(found) != 1 or answer.outcome is not Outcome.UNSURE:
            return None
        beside = self._beside.changes(message, found[0])
        return None if beside and beside.denies else found[0].id

    def _counts_alike(self, message: Message, fact: Fact) -> bool:
        """Return whether a number of a message counts the same as one of a figure."""
        told = self._numbers.told(self._base, fact, message.language).named
        return any(each.counts_as(other) for each in message.numbers.named for other in told)

    def _counted(self, message: Message, ask: Answering) -> str | None:
        """Return the id of the fact that is meant where the number is in the way, but counts what that fact counts."""
        named = message.numbers.named
        is_claim = SO in message.signs or not is_comparable(message.numbers)
        if not named or not (is_claim or self._only_counts(message)):
            return None
        answer = ask(message.without_numbers)
        fact = self._base.fact(answer.facts[0]) if len(answer.facts) == 1 else None
        return fact.id if fact and self._counts_alike(message, fact) else None

    def _only_counts(self, message: Message) -> bool:
        """Return whether a message names nothing but one number and what it counts: `20,000 bridges?`."""
        named = message.numbers.named
        following = named[0].following if len(named) == 1 and named[0].quantity.kind is Kind.NUMBER else ()
        counted = {item.words for item in following}
        rest = [item for item in message.rest if item.role not in SAYS_NOTHING]
        return following[:1] == tuple(rest[:1]) and all(item.words in counted for item in rest)

    def _compared(self, question: Question, message: Message, ask: Answering) -> tuple[str, ...]:
        """Return the ids of two facts with a number each, where it is asked which of them is more; none otherwise."""
        if MORE not in message.signs or BETWEEN.isdisjoint(message.signs) or message.numbers.named:
            return ()
        sides = [ask(side) for side in self._numbers.sides(question)]
        facts = [self._base.fact(side.facts[0]) for side in sides if len(side.facts) == 1]
        units = [self._unit(fact) for fact in facts if fact]
        if len(units) != 2 or None in units or units[0] != units[1] or sides[0].facts == sides[1].facts:
            return ()
        return tuple(fact.id for fact in facts if fact)

    def _unit(self, fact: Fact) -> str | None:
        """Return the currency of a figure that begins with a number, empty if it is in none; None for other figures."""
        named = self._numbers.told(self._base, fact, self._base.announcement.language).named
        return named[0].quantity.unit if named and named[0].quantity.kind is Kind.NUMBER else None

    def _fact_with(self, holds: Callable[[Numbers], bool]) -> str | None:
        """Return the id of the only fact whose numbers are such, None if there are none or several."""
        language = self._base.announcement.language
        found = [fact.id for fact in self._base.facts if holds(self._numbers.told(self._base, fact, language))]
        return found[0] if len(found) == 1 else None


def _showing(answer: Answer, *facts: str) -> Answer:
    """Return an answer that shows these facts, unless it does already."""
    if answer.facts == facts:
        return answer
    return Answer(answer.question, Outcome.FACTS, answer.language, facts=facts, score=EVIDENCE)
