"""Questions for one of several, where the announcement tells the price of all: no total stands for a part."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Compile the second announcement, which tells what fourteen ferries cost."""
    return load_matcher(ROOT / "tests" / "second" / "facts.yaml")


@pytest.mark.parametrize(
    "question",
    [
        "price of one ferry",
        "price of 1 ferry",
        "What does one ferry cost?",
        "How much does each ferry cost?",
        "cost per ferry",
        "What is the price of a single ferry?",
        "investment per ferry",
        "cost of each ship",
        "Was kostet jede Fähre?",
        "Preis pro Fähre",
        "¿Cuánto cuesta cada ferry?",
    ],
)
def test_the_price_of_one_is_not_that_of_all(matcher: Matcher, question: str) -> None:
    answer = matcher.answer(question, language="en")
    assert (answer.facts, answer.not_told) == ((), "one_ferry_cost")


def test_the_price_of_all_is_told(matcher: Matcher) -> None:
    assert matcher.answer("How much does the order cost?", language="en").facts == ("investment",)
