"""Any announcement: an invented one, written by following docs/facts.md, is answered by the same code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.evaluate import Verdict, evaluate, read_questions
from bot.facts import load
from bot.facts.check import quotes_not_in
from bot.facts.document import read_document
from bot.matching.model import learned_file, read_learned

SECOND = Path(__file__).parents[1] / "second"
# learning.jsonl is what facts/learned.json was learnt from, aside.jsonl is not.
FLOORS = {
    "learning": {"plain": 0.98, "noisy": 0.97, "several": 0.89, "near": 0.98, "offtopic": 0.99, "lang": 0.98},
    "aside": {"plain": 0.91, "noisy": 0.90, "several": 0.88, "near": 0.94, "offtopic": 0.99},
}


def test_every_quote_stands_in_the_article() -> None:
    document = read_document(SECOND / "facts.yaml")
    article = (SECOND / "article.txt").read_text(encoding="utf-8")
    assert quotes_not_in(article, load(SECOND / "facts.yaml"), document) == []


@pytest.mark.parametrize("name", FLOORS)
def test_its_questions_are_answered_with_the_same_code(name: str) -> None:
    facts = SECOND / "facts.yaml"
    evaluation = evaluate(load(facts), read_questions(SECOND / f"{name}.jsonl"), read_learned(learned_file(facts)))
    for kind, floor in FLOORS[name].items():
        verdicts = evaluation.tally("kind")[kind]
        assert verdicts[Verdict.RIGHT] / verdicts.total() >= floor, (name, kind, verdicts)
