"""The question in a long message is answered, and what is told around it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Reason
from bot.matching.stories import MAX_STORY

ROOT = Path(__file__).parents[2]
STORIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "stories.yaml").read_text("utf-8"))
TOLD = """
    I was living in Berlin in 2017 and bought a phone for 300 dollars. My brother laughs at me.
    Yesterday we had lunch with a colleague who has worked for {} for six years, and he talked about nothing else.
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize("case", STORIES, ids=[f"{case['language']}-{case['fact']}" for case in STORIES])
def test_the_question_of_a_story_is_answered_and_the_story_is_not(matcher: Matcher, case: dict[str, Any]) -> None:
    answer = matcher.answer(case["story"], language=case["language"])
    assert answer.facts == ((case["fact"],) if case["fact"] else ())
    assert answer.language == case["language"]


@pytest.mark.parametrize("place", ["at the end", "at the beginning", "in the middle"])
def test_a_question_is_found_wherever_it_stands(matcher: Matcher, place: str) -> None:
    told, question = TOLD.format("a bank"), "How many patents does Xiaomi have?"
    parts = {
        "at the end": (told, question),
        "at the beginning": (question, told),
        "in the middle": (told, question, told),
    }
    assert matcher.answer(" ".join(parts[place])).facts == ("patents",)


def test_two_questions_in_a_row_are_both_answered(matcher: Matcher) -> None:
    answer = matcher.answer(f"{TOLD.format('a bank')} How many patents does Xiaomi have? And how many trademarks?")
    assert answer.facts == ("patents", "trademarks")


def test_who_was_named_last_in_a_story_is_who_they_are(matcher: Matcher) -> None:
    question = "How many patents do they have?"
    stranger = matcher.answer(f"{TOLD.format('Samsung')} {question}")
    assert (stranger.facts, stranger.reason, stranger.detail) == ((), Reason.OTHER_NAME, "Samsung")
    assert matcher.answer(f"{TOLD.format('Xiaomi')} {question}").facts == ("patents",)
    assert matcher.answer(f"{TOLD.format('Samsung')} Then he told us about Xiaomi. {question}").facts == ("patents",)


def test_a_question_at_the_end_of_the_longest_message_is_found(matcher: Matcher) -> None:
    question, told = "How many patents does Xiaomi have?", TOLD.format("a bank")
    message = told * ((MAX_STORY - len(question)) // len(told)) + question
    assert matcher.answer(message).facts == ("patents",)
