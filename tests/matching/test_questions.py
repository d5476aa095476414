"""Floors for the answers to labelled questions: a change of words or scores that costs answers fails here.

The files were never learnt from: their figures are what a stranger's question meets. `pytest -s` prints the tables. A
floor is the share of a file's questions that is right, about a point under what it was when the floor was set.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.authoring.evaluate import Verdict, evaluate, read_questions, table
from bot.facts import load
from bot.facts.check import quotes_not_in
from bot.facts.document import read_document
from bot.matching import Matcher, load_matcher

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
FIRST = ROOT / "facts.yaml"
SECOND = TESTS / "second" / "facts.yaml"  # an invented announcement, written by following docs/facts.md
FLOORS = {
    (FIRST, "questions/aside.jsonl"): 0.963,
    (FIRST, "questions/aside-languages.jsonl"): 0.973,
    (SECOND, "second/aside.jsonl"): 0.925,
}


@cache
def matcher_of(facts: Path) -> Matcher:
    """Load the matcher of a fact base once."""
    return load_matcher(facts)


@pytest.mark.parametrize(("facts", "name"), FLOORS, ids=[name for _, name in FLOORS])
def test_questions_are_answered_as_often_as_before(facts: Path, name: str) -> None:
    evaluation = evaluate(matcher_of(facts), read_questions(TESTS / name))
    print(f"\n{table(evaluation.tally('kind'), name)}")
    verdicts = [result.verdict for result in evaluation.results]
    assert verdicts.count(Verdict.RIGHT) / len(verdicts) >= FLOORS[facts, name]


def test_every_quote_of_the_second_announcement_stands_in_its_article() -> None:
    article = (SECOND.parent / "article.txt").read_text(encoding="utf-8")
    assert quotes_not_in(article, load(SECOND), read_document(SECOND)) == []
