"""A message that goes on from what was shown: it asks for more of it, doubts it, or says too little alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.matching.answer import Answer, Reason
from bot.matching.answering import Answerer
from bot.matching.asked import Asked
from bot.matching.clauses import anchor, only_asks
from bot.matching.decision import Question, decide, decide_talk, decide_told
from bot.matching.lexicon import Role
from bot.matching.reader import Item
from bot.matching.several import concepts
from bot.matching.small_talk import ANSWER, DOUBT, MORE, ORDINALS


class Before(NamedTuple):
    """What a message may go on from: the fact that was shown, or the one before a miss, and the facts offered."""

    shown: str | None
    offered: Sequence[str] = ()
    earlier: str | None = None
    replies: bool = True  # to the message that shows it


@dataclass(frozen=True, slots=True)
class Follower:
    """Answer messages that go on from a fact that was shown, by its id."""

    answerer: Answerer

    def talk(self, question: Question, kind: str, before: Before) -> Answer | None:
        """Answer small talk, or a message that goes on from what was shown; None where nothing was."""
        shown, offered = before.shown, before.offered
        if kind == MORE:
            about = shown or before.earlier
            return self.no_more(question, about) if about else decide_talk(question, Reason.ABILITIES)
        if kind == ANSWER:
            return decide_talk(question, Reason.ABILITIES)
        if kind == DOUBT:
            doubted = decide_talk(question, Reason.DOUBT if shown else Reason.COMPLAINT)
            return replace(doubted, detail=shown or "")
        if kind not in ORDINALS:
            return decide_talk(question, Reason(kind))
        place = ORDINALS.index(kind)
        meant = offered[-1:] if kind == "last" else offered[place : place + 1]
        if meant and self.answerer.base.fact(meant[0]):
            return decide_told(question, meant[0])
        return self.no_more(question, shown) if shown else None

    def follow(self, question: Question, items: Sequence[Item], shown: str) -> Answer | None:
        """Answer a question as one about the fact that was shown; None where it is not."""
        scorer, whole = self.answerer.scorer, [*self._context(shown), *items]
        followed = self.answerer.answer_one(question, whole, self.answerer.thresholds)
        if followed.reason is Reason.PER_UNIT or self._goes_on(items, followed, shown):
            return followed
        gap = followed.not_told
        if gap and self._speaks_of(items, gap) and (not only_asks(items) or scorer.says_no_more(gap, whole)):
            return followed
        if years := [item for item in items if item.year or item.role is Role.YEAR]:
            return self._another_year(question, years, shown)
        if not only_asks(items):
            return None
        related = self._related(question, items, shown)
        return decide_told(question, related) if related else self.no_more(question, shown)

    def _related(self, question: Question, items: Sequence[Item], shown: str) -> str | None:
        """Return the one related fact that is asked about in a way in which the fact that was shown is not."""
        fact, target = self.answerer.base.fact(shown), self.answerer.scorer.target(shown)
        kinds = {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}
        if fact is None or target is None or not kinds.isdisjoint(target.concepts):
            return None
        found = [each for each in fact.related if self._is_asked(question, items, each)]
        return found[0] if len(found) == 1 else None

    def _is_asked(self, question: Question, items: Sequence[Item], fact: str) -> bool:
        """Return whether a message that goes on from a fact asks for that fact itself, as one of its phrasings does."""
        whole = [*self._context(fact), *items]
        if not self.answerer.scorer.says_no_more(fact, whole, asking=True):
            return False
        followed = self.answerer.answer_one(question, whole, self.answerer.thresholds)
        return fact in followed.facts and self._goes_on(items, followed, fact)

    def _another_year(self, question: Question, years: Sequence[Item], shown: str) -> Answer:
        """Answer a question for the year of a fact, or for another one."""
        target = self.answerer.scorer.target(shown)
        if target is None or not target.years:
            return self.no_more(question, shown)
        score = self.answerer.scorer.gated(Asked(times=list(years)), target, 1.0, 1.0)
        return decide(question, [score], self.answerer.thresholds)

    def _speaks_of(self, items: Sequence[Item], target_id: str) -> bool:
        """Return whether a fact, or a gap, has all that a question names, or the way in which it asks."""
        target = self.answerer.scorer.target(target_id)
        named = {item.meaning.concept for item in items if item.meaning and item.role is Role.CONCEPT}
        asking = {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}
        return target is not None and named <= target.concepts and not target.concepts.isdisjoint(named | asking)

    def _context(self, fact_id: str) -> list[Item]:
        """Return what a fact is about, in the words of its first keyword."""
        fact = self.answerer.base.fact(fact_id)
        text = " ".join(fact.keywords[:1]) if fact else ""
        return concepts(self.answerer.languages.english.read(text).items)

    def _goes_on(self, items: Sequence[Item], followed: Answer, shown: str) -> bool:
        """Return whether what was found is what a reply to a fact asks.

        It has a word of its own, or it surely asks for another fact, or in a way in which people ask for the one shown.
        """
        found = followed.facts
        if not found or anchor(items) > 0:
            return bool(found) and (shown not in found or self._speaks_of(items, shown))
        if self.answerer.learned and followed.score < self.answerer.thresholds.one:
            return False
        kinds = {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}
        target = self.answerer.scorer.target(shown)
        return bool(kinds) and (shown not in found or (target is not None and not kinds.isdisjoint(target.concepts)))

    def no_more(self, question: Question, shown: str) -> Answer:
        """Say that the announcement says no more about a fact, and offer the related ones."""
        fact = self.answerer.base.fact(shown)
        return replace(decide_talk(question, Reason.NO_MORE), detail=shown, suggestions=fact.related if fact else ())
