"""The decision: from the scores of one clause to an answer, an offer, a refusal with its reason, or nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from bot.matching.answer import Answer, Outcome, Reason
from bot.matching.asked import Asked
from bot.matching.general import general_model
from bot.matching.lexicon import Role
from bot.matching.meaning import LONGEST
from bot.matching.model import NONE, Learned
from bot.matching.reader import Item
from bot.matching.scoring import Score, Scorer, best_first
from bot.text import Token

SUGGESTIONS = 3
EPSILON = 1e-9
CERTAIN = 0.6  # odds from which another name is taken for beside the point
OFFERED = 0.2  # of the odds for an answer by the general model: from there a fact is offered
NEARLY = 0.7  # of the fit of the best fact: from there another is offered beside it
OFFERING = frozenset({None, Reason.OTHER_NAME, Reason.OTHER_TIME, Reason.PER_UNIT})  # facts beside the refusal


class Thresholds(NamedTuple):
    """The odds from which something is done."""

    answer: float  # a fact is an answer
    suggest: float  # a fact is suggested, a gap is named
    certain: float = math.inf  # another name is taken for beside the point
    sure: float | None = None  # a fact is an answer to what does not say that it is about the announcement; None: never
    one: float = 0.8  # a clause needs none of the words of the one before it
    fit: float = 0.4  # a gap is looked at, by what the words alone say
    gaps_lead: bool = False  # and only where it fits better than any fact

    @classmethod
    def of(cls, learned: Learned | None, *, by_meaning: bool) -> Thresholds:
        """Return the thresholds of what was learnt for the fact base; where nothing was, those of the general model."""
        if learned is None:
            model = general_model(by_meaning=by_meaning)
            return cls(model.enough, model.enough * OFFERED, sure=model.sure, gaps_lead=True)
        scores = learned.meaning if by_meaning and learned.meaning else learned
        return cls(scores.answer, scores.answer / 2, CERTAIN, scores.sure)

    def lowered(self) -> Thresholds:
        """Return thresholds that answer what these would suggest."""
        return self._replace(answer=self.suggest, suggest=self.suggest / 2)


@dataclass(frozen=True)
class Question:
    """A question being answered: as it came, its tokens, and the language they are in."""

    text: str
    tokens: tuple[Token, ...]
    language: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the folded words."""
        return tuple([token.word for token in self.tokens])

    @property
    def said(self) -> str:
        """Return the text, without the story around it."""
        return self.text if len(self.text) <= LONGEST else " ".join(token.written for token in self.tokens)

    def answered(
        self, outcome: Outcome, score: float = 0.0, facts: tuple[str, ...] = (), suggestions: tuple[str, ...] = ()
    ) -> Answer:
        """Return an answer to it, with the facts that it shows and offers."""
        return Answer(self.text, outcome, self.language, facts, suggestions, score=score)


def weigh(
    scorer: Scorer, asked: Asked, scores: Sequence[Score], odds: Mapping[str, float], thresholds: Thresholds
) -> list[Score]:
    """Put learnt odds in place of scores, and add the facts that are likely without sharing a concept.

    A gap is left out where it hardly fits; by the general model, also where a fact fits as well: to deny what is told
    is no better than to offer it.
    """
    least = thresholds.fit
    if thresholds.gaps_lead:
        least = max([least, *(score.fit + EPSILON for score in scores if score.target.told)])
    weighed = [_weighed(score, odds, thresholds) for score in scores if score.target.told or score.fit >= least]
    present = [score.target.id for score in weighed]
    likely = {fact for fact, share in odds.items() if share >= thresholds.suggest} - {NONE, *present}
    targets = filter(None, map(scorer.target, sorted(likely)))
    weighed += [scorer.gated(asked, target, odds[target.id], odds[target.id]) for target in targets]
    return _against_none(best_first(weighed), odds)


def _weighed(score: Score, odds: Mapping[str, float], thresholds: Thresholds) -> Score:
    """Return the value that a score has where something was learnt.

    A fact has its odds, or the value that it had if there were no questions for it. A name's veto falls where the odds
    are certain all the same (`Was it Acme or they who came first?`), a year's never. A reason to refuse has the odds
    that nothing is told, as far as it fits, and no more than is enough for an answer: what is likelier is answered.
    """
    target, fit = score.target, score.fit
    is_beside = score.veto is Reason.OTHER_NAME and odds.get(target.id, 0.0) >= thresholds.certain
    veto = None if is_beside else score.veto
    value = odds.get(target.id, fit) if target.told else 0.0
    if veto or not target.told:
        value = max(value, min(fit, odds[NONE], thresholds.answer))
    return Score(target, value, fit, veto, score.detail)


def _against_none(scores: list[Score], odds: Mapping[str, float]) -> list[Score]:
    """Give the best fact the odds that it is meant rather than anything that is not told.

    Where two facts share the odds, the question is answerable all the same, and the likelier one is an answer.
    """
    best = next((score for score in scores if score.target.told), None)
    if best is None or best.veto or best.target.id not in odds:
        return scores
    share = odds[best.target.id]
    better = best._replace(value=share / (share + odds[NONE]))
    return best_first(better if score is best else score for score in scores)


def decide(question: Question, scores: Sequence[Score], thresholds: Thresholds) -> Answer:
    """Choose the outcome for one clause."""
    near = _near(scores, thresholds)
    best = scores[0] if scores else None
    if best is None or best.value < thresholds.suggest:
        return question.answered(Outcome.NOTHING, _share(best.value if best else 0.0), suggestions=near)
    if best.refuses:
        return replace(_refusal(question, best), suggestions=near)
    if best.value < thresholds.answer:
        return question.answered(Outcome.UNSURE, _share(best.value), suggestions=near)
    return question.answered(Outcome.FACTS, _share(best.value), (best.target.id,), near[1:])


def _near(scores: Sequence[Score], thresholds: Thresholds) -> tuple[str, ...]:
    """Return the facts that may be meant, likeliest first: by their odds, or by fitting about as well as any."""
    told = [score for score in scores if score.target.told]
    least = max([thresholds.fit / 2, *(NEARLY * score.fit for score in told)])
    near = [score for score in told if score.value >= thresholds.suggest / 2 or score.fit >= least]
    return tuple([score.target.id for score in near[:SUGGESTIONS]])


def _refusal(question: Question, likeliest: Score) -> Answer:
    """Refuse for the likeliest reason (of equal ones the best fitting), with what its words say as the score."""
    answer = question.answered(Outcome.NOT_TOLD, _share(likeliest.fit))
    if likeliest.veto:
        return replace(answer, reason=likeliest.veto, detail=likeliest.detail)
    return replace(answer, not_told=likeliest.target.id)


def decide_told(question: Question, fact: str) -> Answer:
    """Answer a question that stands in the fact base word for word."""
    return question.answered(Outcome.FACTS, 1.0, (fact,))


def decide_gap(question: Question, gap: str, scores: Sequence[Score], thresholds: Thresholds) -> Answer:
    """Say that a gap is not told, where its phrasing is the question, and offer what is near to it."""
    return replace(question.answered(Outcome.NOT_TOLD, 1.0), not_told=gap, suggestions=_near(scores, thresholds))


def decide_talk(question: Question, reason: Reason) -> Answer:
    """Answer what is no question about the announcement."""
    return replace(question.answered(Outcome.NOTHING, 1.0), reason=reason)


def decide_stranger(question: Question, stranger: str, found: Answer) -> Answer:
    """Refuse a question for a stranger's things, and offer what was found."""
    refusal = replace(question.answered(Outcome.NOT_TOLD, found.score), reason=Reason.OTHER_NAME, detail=stranger)
    return replace(refusal, suggestions=(*found.facts, *found.suggestions)[:SUGGESTIONS])


def decide_unclear(found: Answer) -> Answer:
    """Offer what was found for a question that names nothing, where nothing was shown before it (`how much?`)."""
    if not found.facts:
        return replace(found, reason=Reason.ABILITIES) if found.outcome is Outcome.NOTHING else found
    offered = (*found.facts, *found.suggestions)[:SUGGESTIONS]
    return replace(found, outcome=Outcome.UNSURE, facts=(), suggestions=offered)


def decide_unspoken(found: Answer, language: str) -> Answer:
    """Return an answer to what is in none of the bot's languages; a gap is too much to say about half-read words."""
    if found.not_told and found.suggestions:
        return replace(found, outcome=Outcome.UNSURE, not_told=None, language=language)
    return replace(found, language=language)


def decide_unanchored(
    question: Question, items: Sequence[Item], scores: Sequence[Score], thresholds: Thresholds
) -> Answer:
    """Answer what does not speak of the announcement: somebody else's affair, a greeting, or nothing to answer.

    Where it names just what a gap is about (`Which countries?`), that is the answer: it has no figure to be wrong.
    """
    name = next((item.written for item in items if item.role is Role.NAME), None)
    if name:
        return replace(question.answered(Outcome.NOT_TOLD), reason=Reason.OTHER_NAME, detail=name)
    gap = next((score for score in scores if score.fit > 1 - EPSILON and not score.target.told), None)
    if gap and any(item.role is Role.CONCEPT for item in items):
        return decide_gap(question, gap.target.id, scores, thresholds)
    near = tuple(score.target.id for score in scores if score.target.told and score.value > thresholds.suggest)
    return replace(question.answered(Outcome.NOTHING), reason=_talk(items), suggestions=near[:SUGGESTIONS])


def _talk(items: Sequence[Item]) -> Reason | None:
    """Return what talk that asks for nothing is, if it is a greeting, thanks or nothing at all."""
    roles = {item.role for item in items}
    if not items:
        return Reason.EMPTY
    if roles <= {Role.GREETING, Role.FILLER} and Role.GREETING in roles:
        return Reason.GREETING
    if roles <= {Role.THANKS, Role.FILLER} and Role.THANKS in roles:
        return Reason.THANKS
    return None


def _share(value: float) -> float:
    """Return a score as a share: two concepts of one word can make more than 1."""
    return min(value, 1.0)
