"""The explanation of an answer gives the one reason for its outcome, and what a question was compared with."""

from __future__ import annotations

import pytest

from bot.matching import Matcher, load_matcher
from tests.fact_files import FACTS, write_facts

MADE = """\
  - id: trains
    title: Trains
    figure: 22 trains
    quote: Acme has 22 trains
    keywords: trains
    questions: ["How many trains are there?"]
    years: [2024]
not_told:
  - id: costs
    reply: The announcement does not say what it costs.
    questions: [what does it cost]
  - id: debt
    reply: The announcement does not tell of debt.
    questions: [how much debt do they have]
"""


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Compile a small fact base."""
    text = FACTS.replace("not_told:\n", MADE)
    return load_matcher(write_facts(tmp_path_factory.mktemp("explained"), text))


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("How many bridges did Acme open?", "it is a phrasing, word for word"),
        ("how many bridges opened by Acme", "'bridges' fits best: 0."),
        ("what's the cost", "it only asks (cost) and names nothing: it may be about anything"),
        ("what is the dividend", "it says too little of this announcement; any announcement is asked for dividend:"),
        ("trains two years ago", "it asks for “two years ago”, and 'trains' is of 2024"),
        ("how many bridges in Germany", "it names “Germany”, of whom 'bridges' does not speak (`names`)"),
        ("the price of the bridges, cost of a bridge", "the gap 'price' fits best: "),
        ("hello", "it is no question about the announcement (greeting)"),
        ("trains of wood, glass, stone, iron, sand", "'trains' fits best: 0."),
    ],
)
def test_one_reason_is_given_for_each_outcome(matcher: Matcher, question: str, why: str) -> None:
    assert matcher.explain(question).why.startswith(why)


def test_what_was_compared_and_what_was_left_out_is_shown(matcher: Matcher) -> None:
    seen = matcher.explain("how many wooden trains are really there")
    assert seen.compared == "“How many trains are there?” of 'trains'"
    assert (seen.ignored, seen.unknown) == (("are", "really", "there"), ("wooden",))


def test_every_explanation_has_a_reason(matcher: Matcher) -> None:
    for question in ("", "?", "how", "bridges and trains", "7", "asdf", "does Borealis have bridges", "why", "debt"):
        assert matcher.explain(question).why
