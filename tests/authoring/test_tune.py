"""How the scores for an answer are found for a price."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.evaluate import Evaluation, Question, Verdict, evaluate
from bot.authoring.tune import Scores, tune, with_scores
from bot.facts import FactBase, load
from bot.matching import Matcher
from bot.matching.model import NONE, Learned, Weights
from tests.fact_files import write_facts

LONGEST = Question("how long is the longest bridge", ("length",))
WEIGHTS = {
    "": {NONE: 2.0},
    "#bridge": {"bridges": 3.0},
    "=steel": {"bridges": -0.4},
    "=picnic": {"bridges": 3.0},
    "=blanket": {"bridges": -0.5},
}


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    """Load a small fact base."""
    return load(write_facts(tmp_path))


def taught(base: FactBase) -> Matcher:
    """Return a matcher that learnt some weights."""
    return Matcher(base, Learned(Weights.of(WEIGHTS), answer=0.5, sure=0.5))


def answered(evaluation: Evaluation) -> int:
    """Count the figures that were given in vain."""
    return sum(result.verdict is Verdict.WRONG for result in evaluation.results)


def test_tuning_finds_the_lowest_score_that_keeps_to_the_price(base: FactBase) -> None:
    unanswerable = [Question("Acme bridges of steel"), Question("what is the weather?")]
    matcher = taught(base)
    found = tune([(matcher, [*unanswerable, LONGEST])], 0.0)
    assert 0 < found.answer < 1
    assert answered(evaluate(with_scores(matcher, found), unanswerable)) == 0
    assert answered(evaluate(with_scores(matcher, found._replace(answer=found.answer - 0.01)), unanswerable)) > 0


def test_scores_close_to_one_are_told_apart(base: FactBase) -> None:
    weights = WEIGHTS | {"#bridge": {"bridges": 8.0}, "=steel": {"bridges": -0.8}}
    matcher = Matcher(base, Learned(Weights.of(weights), answer=0.5, sure=0.5))
    tuned = with_scores(matcher, tune([(matcher, [Question("Acme bridges of steel")])], 0.0))
    assert tuned.answer("Acme bridges of steel").facts == ()
    assert tuned.answer("Acme bridges of wood").facts == ("bridges",)


def test_what_does_not_speak_of_the_announcement_has_a_score_and_a_lower_price_of_its_own(base: FactBase) -> None:
    matcher = taught(base)
    about = [Question("Acme bridges of steel"), Question("Acme bridges")]
    others = [Question("picnic"), Question("picnic blanket")]
    found = tune([(matcher, [*about, *others])], 0.5)
    tuned = with_scores(matcher, found)
    assert (answered(evaluate(tuned, about)), answered(evaluate(tuned, others))) == (1, 0)
    lower = with_scores(matcher, Scores(found.answer, found.sure - 0.01))
    assert answered(evaluate(lower, others)) == 1


def test_a_price_that_no_score_keeps_to_is_said(base: FactBase) -> None:
    with pytest.raises(ValueError, match=r"no score keeps to 0\.0%: 100\.0% get a figure even at 1\.0"):
        tune([(taught(base), [Question("How many bridges did Acme open?")])], 0.0)


def test_tuning_needs_questions_that_the_announcement_does_not_answer(base: FactBase) -> None:
    with pytest.raises(ValueError, match="`announcement-bot questions` makes some"):
        tune([(taught(base), [LONGEST])], 0.02)


def test_where_only_everyday_talk_is_unanswerable_what_keeps_it_out_keeps_out_all(base: FactBase) -> None:
    matcher = taught(base)
    found = tune([(matcher, [Question("picnic"), LONGEST])], 0.0)
    assert found.answer == found.sure > 0.5
