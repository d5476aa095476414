"""Repeated words: to say a word again makes nothing surer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.features import PART, features_of
from bot.matching.reader import Item

ROOT = Path(__file__).parents[2]
FREQUENT = (
    "they who a the of is to what it how many do you in on with for are and or but we i he she my your this that "
    "these those there here when where why which say said tell me about can could would should will shall may might "
    "must not no yes ok please thanks hello hi bye good bad new old big small more most less least first last next "
    "one two three all some any each every other same such so than then now just only also very too much lot get got "
    "go make made take see know think want need use find give work call try ask feel leave put keep mean let seem "
    "help show hear play run move like live believe company them its our us him her"
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize("times", [2, 4, 63, 80])
def test_no_frequent_word_brings_a_fact_that_it_does_not_bring_alone(matcher: Matcher, times: int) -> None:
    alone = {word: matcher.answer(word).facts for word in FREQUENT.split()}
    assert len(alone) >= 120
    assert {word: matcher.answer(" ".join([word] * times)).facts or alone[word] for word in FREQUENT.split()} == alone


@pytest.mark.parametrize("message", ["they " * 4, "who are they " * 6, "a " * 63])
def test_repeated_talk_is_not_answered(matcher: Matcher, message: str) -> None:
    assert matcher.answer(message).facts == ()


def test_words_of_a_sort_are_counted_up_to_a_bound_and_each_once() -> None:
    def counted(words: list[str]) -> float:
        return features_of([Item(word, None) for word in words], [], english=False)["?unknown"]

    assert counted(["xa", "xb", "xa", "xa"]) == pytest.approx(2 * PART)
    assert counted([f"x{chr(97 + place)}" for place in range(20)]) == pytest.approx(6 * PART)
