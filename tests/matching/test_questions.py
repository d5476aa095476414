"""Floors for the answers to labelled questions: a change of words or scores that costs answers fails here.

The `learning` files are what facts/learned.json was learnt from, the `aside` files were never read: their
figures are what a stranger's question meets. A floor lies a little under what was measured when it was set.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.evaluate import Evaluation, Verdict, evaluate, read_questions
from bot.facts import load
from bot.matching.model import learned_file, read_learned

ROOT = Path(__file__).parents[2]
QUESTIONS = Path(__file__).parents[1] / "questions"
FLOORS = {
    "learning": {"plain": 0.98, "noisy": 0.98, "several": 0.90, "near": 0.99, "offtopic": 0.99},
    "learning-languages": {"lang": 0.98, "lang-none": 0.99, "lang-several": 0.92},
    "aside": {"plain": 0.96, "noisy": 0.98, "several": 0.95, "near": 0.965, "offtopic": 0.995},
    "aside-languages": {"lang": 0.975, "lang-none": 0.975},
}


@pytest.fixture(scope="module", params=FLOORS)
def measured(request: pytest.FixtureRequest) -> tuple[str, Evaluation]:
    name = str(request.param)
    facts = ROOT / "facts.yaml"
    return name, evaluate(load(facts), read_questions(QUESTIONS / f"{name}.jsonl"), read_learned(learned_file(facts)))


def test_questions_of_every_kind_are_answered_as_often_as_before(measured: tuple[str, Evaluation]) -> None:
    name, evaluation = measured
    for kind, floor in FLOORS[name].items():
        verdicts = evaluation.tally("kind")[kind]
        assert verdicts[Verdict.RIGHT] / verdicts.total() >= floor, (name, kind, verdicts)
