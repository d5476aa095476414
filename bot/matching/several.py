"""Several questions in one message: answered one by one, where that is likely to be what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.matching.answer import Answer, Outcome
from bot.matching.clauses import has, leads_up, sets_scene, stands_alone, strong
from bot.matching.decision import Thresholds
from bot.matching.lexicon import Role
from bot.matching.reader import Item

TAKEN_APART = 0.02  # how likely several are meant where a message is taken apart at all
WORD_BY_WORD = 0.5  # and where its words are answered one by one
AHEAD = 2  # to one: the odds for what was taken apart
MOST_WORDS = 6  # that are answered one by one
Clause = Sequence[Item]
Answering = Callable[[Clause, Thresholds], Answer]  # answers a clause as one question


def take_apart(
    answering: Answering, whole: Answer, found: Sequence[Clause], several: float, thresholds: Thresholds
) -> Answer:
    """Choose between a message as one question (`whole`) and its clauses, or where several are meant, its words.

    `several` is how likely it asks several. Clauses after one that only sets the scene are answered in any case.
    """
    scene = not whole.facts and sets_scene(found)
    if several < TAKEN_APART and not scene:
        return whole
    if len(found) > 1:
        joined = join(whole, answer_clauses(answering, found, thresholds if scene else thresholds.lowered()))
        if joined and (scene or _is_ahead(joined, several)):
            return joined
    if several < WORD_BY_WORD:
        return whole
    telling = [item for clause in found for item in strong(clause)]
    joined = join(whole, (answering([item], thresholds) for item in telling[:MOST_WORDS]))
    return joined if joined and _is_ahead(joined, several) else whole


def answer_clauses(answering: Answering, found: Sequence[Clause], thresholds: Thresholds) -> Iterator[Answer]:
    """Yield the answers to clauses; one that does not stand alone is read with the concepts before it."""
    before: list[Item] = []
    for place, clause in enumerate(found):
        if place + 1 < len(found) and leads_up(clause, found[place + 1]):
            before = concepts(clause)
            continue
        names = _names_beside(found, clause)
        part = answering([*clause, *names], thresholds)
        clear = part.outcome is Outcome.FACTS and (part.score >= thresholds.one or stands_alone(clause))
        if before and not clear:
            part = answering([*before, *clause, *names], thresholds)
        yield part
        before = concepts(clause) or before


def join(whole: Answer, parts: Iterable[Answer]) -> Answer | None:
    """Join the answers to the parts of a message, None where the message as one question is the better answer.

    The parts win where each is answered, with two facts or more, or where the whole is not answered
    and all that is not answered in the parts is talk around the question.
    """
    answered = []
    for part in parts:
        if part.outcome is Outcome.FACTS:
            answered.append(part)
        elif whole.facts or part.outcome is not Outcome.NOTHING:
            return None  # the parts after it need no answer
    ids = tuple(dict.fromkeys(fact for part in answered for fact in part.facts))
    if not answered or (whole.facts and len(ids) < 2):
        return None
    score = min(part.score for part in answered)
    return Answer(whole.question, Outcome.FACTS, whole.language, facts=ids, score=score)


def concepts(items: Clause) -> list[Item]:
    """Return the items that are the fact base's own words."""
    return [item for item in items if item.role is Role.CONCEPT]


def _is_ahead(joined: Answer, several: float) -> bool:
    """Return whether several facts were found, and are likely enough to be meant.

    The odds that several are meant times the odds that the least sure part is right must reach AHEAD.
    """
    # p/(1-p) * q/(1-q) >= AHEAD, without dividing by nothing where one is certain
    against = (1 - several) * (1 - joined.score)
    return len(joined.facts) > 1 and several * joined.score >= AHEAD * against


def _names_beside(found: Sequence[Clause], clause: Clause) -> list[Item]:
    """Return the names in the other clauses: they hold for this one too, unless it names the subject."""
    if has(clause, Role.SUBJECT):
        return []
    return [item for other in found if other is not clause for item in other if item.role is Role.NAME]
