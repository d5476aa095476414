"""Spelling: toward the fact base's own words, and never away from a word that exists."""

from __future__ import annotations

import pytest

from bot.matching.spelling import Speller, WordClass, dictionary

VOCABULARY = ["patents", "patent", "trademarks", "invest", "hague", "china", "registration", "league"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pattens", "patents"),
        ("patnets", "patents"),
        ("ptnts", "patents"),
        ("trdmrks", "trademarks"),
        ("hauge", "hague"),
        ("chna", "china"),
        ("registraton", "registration"),
        ("invets", "invest"),
    ],
)
def test_a_slip_of_the_fingers_is_corrected(speller: Speller, typed: str, meant: str) -> None:
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "word", ["patient", "investigate", "investor", "vague", "cat", "pat", "huawei", "xyzzyq", "5g"]
)
def test_a_word_that_exists_or_resembles_nothing_stays_as_it_is(speller: Speller, word: str) -> None:
    assert speller.correct(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("frst", "first"), ("folow", "follow"), ("launchd", "launched"), ("bild", "build")]
)
def test_of_words_equally_far_the_one_with_its_consonants_is_meant(typed: str, meant: str) -> None:
    assert Speller(["fast", "first", "flow", "follow", "launch", "launched", "bill", "build"]).correct(typed) == meant


def test_a_short_word_keeps_its_first_letter(speller: Speller) -> None:
    assert Speller(["rank"]).correct("bank") is None
    assert Speller(["chin"]).correct("xhin") is None


def test_a_word_is_searched_once_and_then_remembered(speller: Speller) -> None:
    tried = Speller(VOCABULARY)
    for _ in range(3):
        tried.correct("patnets")
    assert tried.tried == 1


def test_the_dictionary_knows_nouns_from_verbs() -> None:
    assert dictionary()["camera"] is WordClass.NOUN
    assert dictionary()["remain"] is WordClass.OTHER
    assert dictionary()["report"] is WordClass.MIXED


def test_every_word_of_the_dictionary_is_found_in_it_and_no_part_of_one() -> None:
    assert len(dictionary()) > 40_000
    assert all(word in dictionary() for word in dictionary())
    assert not any(word in dictionary() for word in ("", "remai", "repor", "qqq", "~"))
