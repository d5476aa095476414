"""A message that goes on from what was shown: it asks for more of it, doubts it, or says too little alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from bot.facts.numbers import quantities
from bot.matching.answer import RIVALS, Answer, Outcome, Reason
from bot.matching.answering import Answerer
from bot.matching.asked import Asked
from bot.matching.claims import SAYS_NOTHING
from bot.matching.clauses import ANCHOR_WEAK, SELF_CONTAINED, anchor, has, is_half, kinds_of, only_asks, pieces
from bot.matching.decision import Question, decide, decide_talk, decide_told
from bot.matching.lexicon import Role
from bot.matching.reader import Item
from bot.matching.several import concepts
from bot.matching.small_talk import AGAIN, ANSWER, DOUBT, MORE, ORDINALS, WHY

ASKING = ("?", "？", "؟")
QUANTITIES = frozenset({"?count", "?share"})  # kinds of questions for a part


class Before(NamedTuple):
    """What a message may go on from: the fact that was shown, or the one before a miss, and the facts offered."""

    shown: str | None
    offered: Sequence[str] = ()
    earlier: str | None = None
    refused: Answer | None = None  # what refused to tell a fact, where none was shown
    replies: bool = True  # to the message that shows it

    @property
    def about(self) -> str | None:
        """Return the fact, or the gap, that is spoken of."""
        return self.shown or (self.refused.refused if self.refused else None)


@dataclass(frozen=True, slots=True)
class Follower:
    """Answer messages that go on from a fact that was shown, by its id."""

    answerer: Answerer

    def talk(self, question: Question, kind: str, before: Before) -> Answer | None:
        """Answer small talk, or a message that goes on from what was shown; None where nothing was."""
        shown, offered = before.shown, before.offered
        if kind == Reason.OK and before.about and question.text.rstrip().endswith(ASKING):
            kind = DOUBT  # sure?
        if kind in (MORE, WHY, AGAIN, DOUBT):
            return _again(question, before.refused) if before.refused else self._about(question, kind, before)
        if kind == ANSWER:
            return decide_talk(question, Reason.ABILITIES)
        if kind not in ORDINALS:
            return decide_talk(question, Reason(kind))
        place = ORDINALS.index(kind)
        meant = offered[-1:] if kind == "last" else offered[place : place + 1]
        if meant and self.answerer.base.fact(meant[0]):
            return decide_told(question, meant[0])
        return self.no_more(question, shown) if shown else None

    def _about(self, question: Question, kind: str, before: Before) -> Answer:
        """Answer what only asks for more of what was shown, or for it once more."""
        shown = before.shown
        if kind == DOUBT:
            return replace(decide_talk(question, Reason.DOUBT), detail=shown or "")
        if kind == AGAIN and shown:
            several = tuple(before.offered) if shown in before.offered else (shown,)
            return replace(decide_told(question, shown), facts=several)
        about = shown or (before.earlier if kind != AGAIN else None)
        if about is None:
            return decide_talk(question, Reason.ABILITIES)
        why = self.answerer.languages.english.read("why").items if kind == WHY else ()
        return (self.follow(question, why, about) if why else None) or self.no_more(question, about)

    def knows(self, refused: Answer | None) -> bool:
        """Return whether the fact base still has what was refused."""
        return bool(refused and refused.refused and self.answerer.scorer.target(refused.refused))

    def part(self, question: Question, items: Sequence[Item], shown: str) -> Answer | None:
        """Answer a question for a part of what was shown (`how many of them are abroad?`); None where it is none.

        The fact that was shown tells the whole, so that only a related one can tell a part, and only where it is named.
        What asks for no number, says none and names nothing (`proud of it`) is no question for one.
        """
        fact, kinds = self.answerer.base.fact(shown), kinds_of(items)
        asks = kinds <= QUANTITIES and self.answerer.languages.asks_for_part(items, question.language)
        if fact is None or not asks:
            return None
        thresholds = self.answerer.thresholds
        found = self.answerer.answer_one(question, [*self._context(shown), *items], thresholds)
        is_named = bool(concepts(items)) and found.score >= (thresholds.sure or 0.0)
        if found.outcome is Outcome.NOT_TOLD or (is_named and not set(found.facts).isdisjoint(fact.related)):
            return found
        refusal = replace(question.answered(Outcome.NOT_TOLD, 1.0), reason=Reason.PER_UNIT, suggestions=(shown,))
        says_part = bool(concepts(items)) or bool(quantities(question.text, question.language))
        return refusal if kinds or (found.facts and says_part) else None

    def resume(self, question: Question, items: Sequence[Item], refused: Answer) -> Answer | None:
        """Answer what goes on from a refusal; None for a question of its own.

        What names the subject in a rival's place, or the year in another's, asks for the fact that was refused. Where
        that was not surely meant, it is only offered. Anything else is refused once more.
        """
        items = self._without_refused(items, refused)
        if not is_half(items) or question.words in self.answerer.exact:
            return None
        about, kinds, times = refused.refused or "", kinds_of(items), _times(items)
        target, is_rival = self.answerer.scorer.target(about), refused.reason in RIVALS
        if not _lifts(items, refused):
            return None if has(items, Role.SUBJECT) else _again(question, refused)
        if is_rival and target and not kinds <= target.concepts:
            return None
        found = self._another_year(question, times, about) if times else decide_told(question, about)
        is_sure = bool(kinds) or refused.score >= self.answerer.thresholds.one
        if is_sure or not found.facts:
            return found
        return replace(question.answered(Outcome.UNSURE), suggestions=found.facts)

    def _without_refused(self, items: Sequence[Item], refused: Answer) -> Sequence[Item]:
        """Return a message without what it says of the one whose things were refused (`forget them, Acme then`)."""
        name = self.answerer.languages.spelling
        kept = [
            piece
            for piece in pieces(items)
            if not any(item.role is Role.NAME and name(item.written) == refused.detail for item in piece)
        ]
        return [item for piece in kept for item in piece]

    def claimed_of(self, question: Question, beside: Sequence[Item], refused: Answer, checked: Answer) -> Answer | None:
        """Refuse once more where numbers are claimed of what was refused, with nothing else beside them: `so 19,000?`.

        A yes to them would be one to what the announcement does not tell.
        """
        is_same = not set(checked.facts).isdisjoint(refused.suggestions)
        says_more = any(item.role not in SAYS_NOTHING for item in beside) or _lifts(beside, refused)
        return _again(question, refused) if is_same and not says_more else None

    def follow(self, question: Question, items: Sequence[Item], shown: str) -> Answer | None:
        """Answer a question as one about the fact that was shown; None where it is not."""
        items = _without_joiners(items)
        scorer, whole = self.answerer.scorer, [*self._context(shown), *items]
        followed = self.answerer.answer_one(question, whole, self.answerer.thresholds)
        if followed.reason is Reason.PER_UNIT or self._goes_on(items, followed, shown):
            return followed
        gap = followed.not_told
        if gap and self._speaks_of(items, gap) and (not only_asks(items) or scorer.says_no_more(gap, whole)):
            return followed
        years, is_alone = _times(items), is_half(items)
        if years and is_alone:
            return self._another_year(question, years, shown)
        related = self._related(question, items, shown) if only_asks(items) else None
        if related:
            return decide_told(question, related)
        return self.no_more(question, shown) if is_alone and only_asks(items) else None

    def _related(self, question: Question, items: Sequence[Item], shown: str) -> str | None:
        """Return the one related fact that is asked about in a way in which the fact that was shown is not."""
        fact, target = self.answerer.base.fact(shown), self.answerer.scorer.target(shown)
        kinds = kinds_of(items)
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
        asking = kinds_of(items)
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
        found, named, kinds = followed.facts, anchor(items), kinds_of(items)
        if not found or not (kinds or concepts(items)):
            return False
        itself = kinds & SELF_CONTAINED
        if named >= ANCHOR_WEAK or (named and not itself):
            return shown not in found or self._speaks_of(items, shown)
        if self.answerer.learned and followed.score < self.answerer.thresholds.one:
            return False
        if itself:
            return shown not in found or not itself.isdisjoint(self._own_kinds(shown))
        target = self.answerer.scorer.target(shown)
        return bool(kinds) and (shown not in found or (target is not None and not kinds.isdisjoint(target.concepts)))

    def _own_kinds(self, fact_id: str) -> set[str]:
        """Return the kinds of questions that a fact answers by its own texts."""
        fact, reader = self.answerer.base.fact(fact_id), self.answerer.languages.english
        texts = (fact.title, fact.figure, fact.quote, *fact.keywords) if fact else ()
        return {kind for text in texts for kind in kinds_of(reader.read(text).items)}

    def no_more(self, question: Question, shown: str) -> Answer:
        """Say that the announcement says no more about a fact, and offer the related ones."""
        fact = self.answerer.base.fact(shown)
        return replace(decide_talk(question, Reason.NO_MORE), detail=shown, suggestions=fact.related if fact else ())


def _again(question: Question, refused: Answer) -> Answer:
    """Refuse once more, in the language of a question."""
    return replace(refused, question=question.text, language=question.language)


def _lifts(items: Sequence[Item], refused: Answer) -> bool:
    """Return whether a message names the subject after somebody else, or a year after another one."""
    if refused.reason is Reason.OTHER_TIME:
        return bool(_times(items))
    return refused.reason in RIVALS and has(items, Role.SUBJECT)


def _without_joiners(items: Sequence[Item]) -> Sequence[Item]:
    """Return a question without the words that join it to what was said before (`and why?`)."""
    joiners = list(takewhile(lambda item: item.role is Role.JOINER, items))
    rest = list(items[len(joiners) :])
    return [rest[0]._replace(stop=joiners[0].stop), *rest[1:]] if joiners and rest else items


def _times(items: Sequence[Item]) -> list[Item]:
    """Return the items that name a year, or another time."""
    return [item for item in items if item.year or item.role in (Role.YEAR, Role.TIME)]
