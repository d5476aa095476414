"""Explaining: what was seen in a question, what it was compared with, and the one reason for its outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.facts import FactBase
from bot.matching.answer import Answer, Explanation, Outcome, Reason
from bot.matching.asked import concept_of
from bot.matching.clauses import anchored, only_asks
from bot.matching.decision import Thresholds
from bot.matching.lexicon import Role
from bot.matching.meaning import Like
from bot.matching.phrasings import Phrase
from bot.matching.reader import Item, Reading
from bot.matching.scoring import Score

EXPLAINED = 5  # scores that are shown
NOTED = 3  # and of how many what forbids them as an answer


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, and what decided it."""

    answer: Answer
    reading: Reading
    scores: Sequence[Score]
    thresholds: Thresholds
    is_phrasing: bool  # it stands in the fact base word for word
    likes: Sequence[Like] = ()  # what it is most like, where its meaning decided what is offered


def explanation(found: Found, phrases: Iterable[Phrase], base: FactBase) -> Explanation:
    """Say what was seen in a question; a reason to refuse is shown with what its words say."""
    items, scores = found.reading.items, found.scores
    shown = [(score.target.id, score.fit if score.refuses else score.value) for score in scores[:EXPLAINED]]
    return Explanation(
        tokens=tuple(item.words for item in items),
        corrections=found.reading.corrections,
        concepts=tuple(concept for item in items if (concept := concept_of(item))),
        ignored=tuple(item.words for item in items if item.role is Role.FILLER),
        unknown=tuple(item.words for item in items if item.meaning is None),
        compared=_nearest(found, phrases),
        alike="".join(f"“{like.phrasing}” of {like.fact!r} (cosine {like.cosine:.2f})" for like in found.likes),
        scores=tuple((target, round(value, 3)) for target, value in shown),
        notes=tuple(f"{score.target.id}: {score.veto} ({score.detail})" for score in scores[:NOTED] if score.veto),
        why=_why(found, base),
    )


def _nearest(found: Found, phrases: Iterable[Phrase]) -> str:
    """Return the phrasing with the most ideas of a question among those of what was answered, or else fits best."""
    answer, scores = found.answer, found.scores
    target = next(iter(answer.facts), answer.not_told) or (scores[0].target.id if scores else None)
    said = {concept for item in found.reading.items if (concept := concept_of(item))}

    def alike(phrase: Phrase) -> float:
        """Measure what a phrasing shares with the question (Dice)."""
        has = {concept for item in phrase.items if (concept := concept_of(item))}
        return 2 * len(said & has) / (len(said) + len(has) or 1)

    best = max((phrase for phrase in phrases if phrase.target == target), key=alike, default=None)
    return f"“{best.text}” of {best.target!r}" if best and alike(best) else ""


def _why(found: Found, base: FactBase) -> str:
    """Say in one sentence why a question has the outcome that it has."""
    answer = found.answer
    if found.is_phrasing:
        return "it is a phrasing, word for word"
    match answer.outcome:
        case Outcome.FACTS if len(answer.facts) > 1:
            return "it asks for several facts"
        case Outcome.FACTS:
            return f"{_best(found)}, and {found.thresholds.answer:.2f} is enough"
        case Outcome.NOT_TOLD if answer.not_told:
            return _gap(found)
        case Outcome.NOT_TOLD:
            return _veto(found, base)
    return _nothing(found)


def _best(found: Found) -> str:
    """Name the fact or gap with the highest score."""
    best = found.scores[0] if found.scores else None
    value = min(best.value, 1.0) if best else 0.0
    return f"{best.target.id!r} fits best: {value:.2f}" if best else "nothing fits"


def _gap(found: Found) -> str:
    """Say that a gap fits better than any fact."""
    answer = found.answer
    fact = next((score for score in found.scores if score.target.told and not score.veto), None)
    other = f", and the best fact {fact.target.id!r} less: {min(fact.value, 1.0):.2f}" if fact else ""
    return f"the gap {answer.not_told!r} fits best: {answer.score:.2f}{other}"


def _veto(found: Found, base: FactBase) -> str:
    """Say whose name, or which time, forbids an answer."""
    answer = found.answer
    veto = Reason.OTHER_NAME if answer.reason is Reason.OTHER_PLACE else answer.reason
    best = next((score for score in found.scores if score.veto is veto), None)
    fact = base.fact(best.target.id) if best else None
    if answer.reason is Reason.OTHER_TIME and fact:
        return f"it asks for “{answer.detail}”, and {fact.id!r} is of {', '.join(map(str, fact.years))}"
    if best:
        return f"it names “{answer.detail}”, of whom {best.target.id!r} does not speak (`names`)"
    return f"it asks for things of “{answer.detail}”"


def _nothing(found: Found) -> str:
    """Say why a question gets no answer, or only an offer."""
    answer, items, least = found.answer, found.reading.items, found.thresholds
    offered = answer.outcome is Outcome.UNSURE
    if only_asks(items) and not anchored(items):
        ending = "what fits is only offered" if offered else "it may be about anything"
        return f"it only asks ({_words(items, Role.KIND)}) and names nothing: {ending}"
    if answer.reason:
        return f"it is no question about the announcement ({answer.reason})"
    if not anchored(items):
        common = _words(items, Role.LIMIT)
        hint = f"; any announcement is asked for {common}: list it under `synonyms` if yours tells of it"
        return "it says too little of this announcement" + (hint if common else "")
    needed = least.answer if offered else least.suggest
    return f"{_best(found)}, and an answer needs {needed:.2f}" if offered else f"{_best(found)}, below {needed:.2f}"


def _words(items: Iterable[Item], role: Role) -> str:
    """List the words that have a role."""
    return ", ".join(dict.fromkeys(item.words for item in items if item.role is role))
