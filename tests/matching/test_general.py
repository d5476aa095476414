"""What the bot knows of any announcement: when the fact that fits best is an answer, where nothing was learnt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts import load
from bot.matching import Matcher, Outcome
from bot.matching.general import MODEL, MODEL_BY_MEANING, as_text, general_model
from tests.fact_files import FACTS, write_facts

WORDS = [
    "how",
    "many",
    "bridge",
    "bridges",
    "long",
    "longest",
    "is",
    "the",
    "who",
    "when",
    "what",
    "price",
    "of",
    "in",
    "Acme",
    "trains",
    "number",
    "7",
    "wooden",
    "first",
]


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Compile a small fact base for which nothing was learnt."""
    return Matcher(load(write_facts(tmp_path_factory.mktemp("general"))))


def renamed(text: str) -> str:
    """Return a text about tunnels where it was about bridges."""
    return text.replace("bridge", "tunnel").replace("Bridge", "Tunnel")


@pytest.mark.parametrize("question", ["How many bridges has Acme opened?", "hw many bridgs", "number of bridges pls"])
def test_a_figure_is_shown_where_the_question_asks_for_it(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts == ("bridges",)


@pytest.mark.parametrize(
    "question",
    [
        "why are there so many bridges",
        "which bridges are they",
        "how many bridges are painted red",
        "how many of the bridges are red?",
    ],
)
def test_what_asks_for_more_than_a_fact_tells_gets_no_figure(matcher: Matcher, question: str) -> None:
    answer = matcher.answer(question)
    assert answer.outcome is not Outcome.FACTS
    assert answer.suggestions or answer.not_told


QUESTION = "What did they take in?"
TAKINGS = f"""\
  - id: takings
    title: Takings
    figure: 3 million crowns
    quote: 3 million crowns
    questions: ["{QUESTION}"]
not_told:
"""


@pytest.fixture
def everyday(tmp_path: Path) -> Matcher:
    """Compile a fact base with a phrasing of everyday words, which are understood in no other wording."""
    return Matcher(load(write_facts(tmp_path, FACTS.replace("not_told:\n", TAKINGS))))


@pytest.mark.parametrize(
    "written", ["{} please", "hi, {}", "hey there {}", "{} thanks", "please, {} thank you bot", "{} again"]
)
def test_politeness_around_a_phrasing_changes_nothing(everyday: Matcher, written: str) -> None:
    assert everyday.answer(written.format(QUESTION)).facts == ("takings",)


@pytest.mark.parametrize("written", ["{} not", "{} today", "why {}", "{} please in Rome"])
def test_what_is_more_than_polite_is_no_phrasing(everyday: Matcher, written: str) -> None:
    assert everyday.answer(written.format(QUESTION)).facts == ()


def test_nothing_that_is_learnt_across_announcements_names_a_word_of_one(tmp_path: Path) -> None:
    first = Matcher(load(write_facts(tmp_path)))
    second = Matcher(load(write_facts(tmp_path, renamed(FACTS))))
    for question in ("how many bridges", "the longest bridge", "is the bridge of steel", "bridges of 2019"):
        assert first.general_features(question)[0] == second.general_features(renamed(question))[0]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_odds_are_odds(matcher: Matcher, words: list[str]) -> None:
    features, _ = matcher.general_features(" ".join(words))
    assert 0 <= general_model(by_meaning=False).chance(features) <= 1


@pytest.mark.parametrize(("file", "by_meaning"), [(MODEL, False), (MODEL_BY_MEANING, True)])
def test_the_file_is_what_is_written(file: str, by_meaning: bool) -> None:
    path = Path(__file__).parents[2] / "bot" / "matching" / file
    assert as_text(general_model(by_meaning=by_meaning)) == path.read_text(encoding="utf-8")
