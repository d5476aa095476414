"""Tuning: the lowest scores for an answer at which few enough questions get a figure that they should not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.authoring.evaluate import Question, Verdict, evaluate, joined
from bot.matching import Matcher
from bot.matching.model import Learned

SCORES = (  # that are tried: odds that were learnt crowd together close to 1
    *[number / 100 for number in range(99)],
    *[number / 1_000 for number in range(990, 999)],
    *[number / 10_000 for number in range(9_990, 10_001)],
)
EVERYDAY = 0.05  # of the price, for questions that do not say what they are about: no list of them is complete

Fold = tuple[Matcher, Sequence[Question]]  # questions, and the matcher that answers them


class Scores(NamedTuple):
    """The scores from which questions are answered: such as speak of the announcement, and all others."""

    answer: float
    sure: float = 1.0


def tune(folds: Sequence[Fold], price: float) -> Scores:
    """Find the lowest scores at which at most `price` of the unanswerable questions get a figure.

    Raises ValueError if there are no such questions, or the price is not met even by the highest score.
    """
    unanswerable = [(matcher, [question for question in part if not question.answerable]) for matcher, part in folds]
    if not any(part for _, part in unanswerable):
        raise ValueError(
            'learning needs questions that the announcement does not answer ("accept": []), too: '
            "`announcement-bot questions` makes some"
        )
    about, others = _separated(unanswerable)
    if not any(part for _, part in about):  # what keeps everyday talk out has to keep out all
        score = _lowest(others, price * EVERYDAY, lambda score: Scores(score, score))
        return Scores(score, score)
    answer = _lowest(about, price, Scores)
    sure = _lowest(others, price * EVERYDAY, lambda score: Scores(answer, score))
    return Scores(answer, max(answer, sure))


def _separated(folds: Sequence[Fold]) -> tuple[list[Fold], list[Fold]]:
    """Separate the questions that speak of the announcement from those that may be about anything."""
    about: list[Fold] = []
    others: list[Fold] = []
    for matcher, part in folds:
        speaking: list[Question] = []
        silent: list[Question] = []
        for question in part:
            (speaking if matcher.speaks_of_it(question.text) else silent).append(question)
        about.append((matcher, speaking))
        others.append((matcher, silent))
    return about, others


def _lowest(folds: Sequence[Fold], price: float, scores: Callable[[float], Scores]) -> float:
    """Find the lowest score that keeps to a price; fewer questions are answered as it rises, so halve the range."""

    def cost(step: int) -> float:
        """Return the share of the questions that get a figure."""
        asked = (evaluate(with_scores(matcher, scores(SCORES[step])), part) for matcher, part in folds)
        return joined(asked).share(Verdict.WRONG, answerable=False)

    low, high = 0, len(SCORES) - 1
    if (dearest := cost(high)) > price:
        raise ValueError(f"no score keeps to {price:.1%}: {dearest:.1%} get a figure even at 1.0")
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if cost(middle) <= price else (middle + 1, high)
    return SCORES[high]


def with_scores(matcher: Matcher, scores: Scores) -> Matcher:
    """Return a matcher that learnt the same, with other scores for answers."""
    if matcher.learned is None:
        raise ValueError("nothing was learnt")
    return matcher.using(learned=believed(matcher.learned, scores))


def believed(learned: Learned, scores: Scores, alone: Scores | None = None) -> Learned:
    """Return what was learnt, with other scores for answers; `alone` are those where no meaning is known."""
    meaning = learned.meaning and replace(learned.meaning, answer=scores.answer, sure=scores.sure)
    words = alone or scores
    return replace(learned, answer=words.answer, sure=words.sure, meaning=meaning)
