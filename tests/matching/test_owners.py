"""A stranger's things are not the announcement's, and a name beside the point spoils no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Reason

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(
    "owner",
    [
        "Mary",
        "Julia",
        "John",
        "Steve",
        "Barbara",
        "Miriam",
        "Priya",
        "Olga",
        "my wife",
        "my uncle",
        "my neighbour",
        "my neighbour's company",
        "your mother",
        "his boss",
        "our teacher",
        "a student",
        "a doctor",
        "my grandson",
        "her brother",
        "my friend Tom",
    ],
)
@pytest.mark.parametrize("question", ["How many patents does {} have?", "how many trademarks did {} get?"])
def test_a_strangers_things_are_not_counted(matcher: Matcher, owner: str, question: str) -> None:
    answer = matcher.answer(question.format(owner))
    assert (answer.facts, answer.reason) == ((), Reason.OTHER_NAME)


@pytest.mark.parametrize(
    "question",
    [
        "my boy Xiaomi, how many patents?",
        "asking for Julia: how many patents does Xiaomi have?",
        "My friend Anna asks how many patents Xiaomi has",
        "Mary wants to know how many patents Xiaomi has",
        "my professor asks: how many patents do they have?",
        "How Many Patents Does It Have",
        "How many patents does Xioami have?",
        "how many patents does that company have",
        "how many patents does this company own?",
        "how many patents do they have",
    ],
)
def test_a_name_beside_the_point_spoils_no_answer(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts == ("patents",)
