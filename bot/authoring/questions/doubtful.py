"""Doubtful labels: what a matcher that has not learnt from a question answers otherwise, and is sure of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.authoring.evaluate import Question, Verdict, judge
from bot.authoring.learn import folds_of
from bot.facts import FactBase
from bot.matching import Answer, Outcome

SURE = 0.6  # of a figure that the label doesn't want
SURE_OF_NOTHING = 0.9  # that nothing is told where the label wants a figure


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question whose label is in doubt, and what the bot would answer; `weight` is how sure it is, from 0 to 1."""

    question: Question
    answer: Answer
    weight: float

    def __str__(self) -> str:
        """Return a line for the editor."""
        wanted = " + ".join(self.question.every) or " or ".join(self.question.accept) or "not told"
        said = " + ".join(self.answer.facts) or "not told"
        return f"{self.question.place}: “{self.question.text}” is labelled {wanted}; the bot would say {said}"


def doubts(base: FactBase, questions: Sequence[Question]) -> list[Doubt]:
    """Return the doubtful labels: each fifth is asked of what the other fifths teach.

    Another figure comes before none, as it is likelier that the label is wrong; the surest of each first.
    """
    found = []
    for matcher, part in folds_of(base, questions):
        for question in part:
            answer = matcher.answer(question.text)
            weight = _weight(question, answer)
            if weight:
                found.append(Doubt(question, answer, weight))
    return sorted(found, key=lambda doubt: (not doubt.answer.facts, -doubt.weight))


def _weight(question: Question, answer: Answer) -> float:
    """Say how sure the answer is, 0 where it agrees with the label or is not sure."""
    match judge(question, answer):
        case Verdict.WRONG:
            return answer.score if answer.score >= SURE else 0.0
        case Verdict.SILENT if answer.outcome is Outcome.NOTHING and not answer.reason:
            return 1 - answer.score if 1 - answer.score >= SURE_OF_NOTHING else 0.0
    return 0.0
