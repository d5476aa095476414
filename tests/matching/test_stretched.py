"""Stretched letters: a word with three or more equal letters in a row is read as the word."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Reason
from bot.text import unstretched

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(
    "question",
    [
        "how manyyy patents", "pleeease, how many patents?", "xiaoooomi patentsss", "PATENTSSSS",
        "hooow maaaany pattttents",
        "сколькооо патентовввв у компании", "cuántassss patentessss", "कितनेेे पेटेंटटट", "كمممم عدد براءااات الاختراع",
        "wieviele patenteee", "Quantasss patenteees",
    ],
)  # fmt: skip
def test_it_is_answered_as_if_it_were_not_stretched(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts == ("patents",)


@pytest.mark.parametrize("greeting", ["helloooo", "helllooo", "heyyyy", "приветтт", "holaaaaaa"])
def test_a_stretched_greeting_is_a_greeting(matcher: Matcher, greeting: str) -> None:
    assert matcher.answer(greeting).reason is Reason.GREETING


def test_two_letters_are_tried_before_one_and_a_few_stretches_only() -> None:
    assert list(unstretched("helllooo")) == ["helloo", "hello", "heloo", "helo"]
    assert list(unstretched("hello")) == list(unstretched("aaaa")) == list(unstretched("10000")) == []
    assert len(list(unstretched("aaabbbcccddd" * 50))) == 8
