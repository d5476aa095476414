"""Floors for the answers to labelled questions: a change of words or scores that costs answers fails here.

The `aside` files were never learnt from: their figures are what a stranger's question meets. Of the `learning` files,
which facts/learned.json.gz was learnt from, a sample is asked. `pytest -s` prints the tables. A floor is the share of a
file's questions that is right, about a point under what it was when the floor was set.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from bot.authoring.evaluate import Evaluation, Question, Verdict, evaluate, read_questions, table
from bot.facts import load
from bot.facts.check import quotes_not_in
from bot.facts.document import read_document
from bot.matching import Matcher, load_matcher

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
FIRST = ROOT / "facts.yaml"
SECOND = TESTS / "second" / "facts.yaml"  # an invented announcement, written by following docs/facts.md
SAMPLE = 500
FLOORS = {
    (FIRST, "questions/aside.jsonl"): 0.963,
    (FIRST, "questions/aside-languages.jsonl"): 0.973,
    (FIRST, "questions/learning.jsonl"): 0.974,
    (FIRST, "questions/learning-languages.jsonl"): 0.984,
    (SECOND, "second/aside.jsonl"): 0.925,
    (SECOND, "second/learning.jsonl"): 0.982,
}


@cache
def matcher_of(facts: Path) -> Matcher:
    """Load the matcher of a fact base once."""
    return load_matcher(facts)


def asked(facts: Path, name: str) -> Evaluation:
    """Ask the questions of a file, or a sample of those that were learnt from."""
    questions: list[Question] = read_questions(TESTS / name)
    if "learning" in name:
        questions = Random(1).sample(questions, SAMPLE)
    return evaluate(matcher_of(facts), questions)


@pytest.mark.parametrize(("facts", "name"), FLOORS, ids=[name for _, name in FLOORS])
def test_questions_are_answered_as_often_as_before(facts: Path, name: str) -> None:
    evaluation = asked(facts, name)
    print(f"\n{table(evaluation.tally('kind'), name)}")
    verdicts = [result.verdict for result in evaluation.results]
    assert verdicts.count(Verdict.RIGHT) / len(verdicts) >= FLOORS[facts, name]


def test_every_quote_of_the_second_announcement_stands_in_its_article() -> None:
    article = (SECOND.parent / "article.txt").read_text(encoding="utf-8")
    assert quotes_not_in(article, load(SECOND), read_document(SECOND)) == []
