"""Doubtful labels: what a matcher that has not learnt from a question answers otherwise, and is sure of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.authoring.evaluate import Question, Verdict, judge
from bot.authoring.learn import folds_of
from bot.authoring.questions.lines import named
from bot.facts import FactBase
from bot.matching import Answer, Matcher, Outcome

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
        said = " + ".join(self.answer.facts) or "not told"
        asked = f"{self.question.place}: “{self.question.text}”"
        return f"{asked} is labelled {named(self.question)}; the bot would say {said}"


def doubts(base: FactBase, questions: Sequence[Question]) -> list[Doubt]:
    """Return the doubtful labels that have no note: each fifth is asked of what the other fifths teach.

    Another figure comes before none, as it is likelier that the label is wrong; the surest of each first.
    """
    found = []
    untaught = Matcher(base)
    for matcher, part in folds_of(base, questions):
        for question in part:
            answer = matcher.answer(question.text)
            weight = _weight(question, answer)
            if weight and not question.note and not _is_refused(untaught, question):
                found.append(Doubt(question, answer, weight))
    return sorted(found, key=lambda doubt: (not doubt.answer.facts, -doubt.weight))


def _is_refused(untaught: Matcher, question: Question) -> bool:
    """Tell whether a label that nothing is told is borne out by a refusal of the fact base itself.

    It names another year, another name or a gap. Near misses are so like what is told that odds which were learnt
    without them may overrule that.
    """
    return not question.answerable and untaught.answer(question.text).outcome is Outcome.NOT_TOLD


def _weight(question: Question, answer: Answer) -> float:
    """Say how sure the answer is, 0 where it agrees with the label or is not sure."""
    match judge(question, answer):
        case Verdict.WRONG:
            return answer.score if answer.score >= SURE else 0.0
        case Verdict.SILENT if answer.outcome is Outcome.NOTHING and not answer.reason:
            return 1 - answer.score if 1 - answer.score >= SURE_OF_NOTHING else 0.0
    return 0.0
