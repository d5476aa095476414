"""Spelling: toward the fact base's own words, and never away from a word that exists."""

from __future__ import annotations

import pytest

from bot.matching.spelling import MAX_REMEMBERED_LENGTH, Speller, WordClass, dictionary, remembered

VOCABULARY = ["patents", "patent", "trademarks", "invest", "hague", "china", "registration", "league"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(VOCABULARY)


def corrected(speller: Speller, word: str) -> str | None:
    """Return the word that was meant."""
    found = speller.find(word)
    return found.word if found else None


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
    assert corrected(speller, typed) == meant


@pytest.mark.parametrize(
    "word", ["patient", "investigate", "investor", "vague", "cat", "pat", "huawei", "xyzzyq", "5g"]
)
def test_a_word_that_exists_or_resembles_nothing_stays_as_it_is(speller: Speller, word: str) -> None:
    assert speller.find(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("frst", "first"), ("folow", "follow"), ("launchd", "launched"), ("bild", "build")]
)
def test_of_words_equally_far_the_one_with_its_consonants_is_meant(typed: str, meant: str) -> None:
    speller = Speller(["fast", "first", "flow", "follow", "launch", "launched", "bill", "build"])
    assert corrected(speller, typed) == meant


def test_a_short_word_keeps_its_first_letter(speller: Speller) -> None:
    assert Speller(["rank"]).find("bank") is None
    assert Speller(["chin"]).find("xhin") is None


def test_a_word_is_looked_up_once_and_a_long_one_is_not_kept() -> None:
    looked_up: list[str] = []

    def look_up(word: str) -> int:
        looked_up.append(word)
        return len(word)

    known = remembered(look_up)
    long = "x" * (MAX_REMEMBERED_LENGTH + 1)
    assert [known(word) for word in ("ab", "ab", long, long)] == [2, 2, len(long), len(long)]
    assert looked_up == ["ab", long, long]


def test_the_dictionary_knows_nouns_from_verbs() -> None:
    assert dictionary()["camera"] is WordClass.NOUN
    assert dictionary()["remain"] is WordClass.OTHER
    assert dictionary()["report"] is WordClass.MIXED


def test_the_dictionary_has_whole_words_of_every_class() -> None:
    assert len(dictionary()) > 40_000
    assert set(dictionary().values()) == set(WordClass)
    assert not any(word in dictionary() for word in ("", "remai", "repor", "qqq", "~"))


def test_a_word_made_of_an_english_verb_is_no_misspelling() -> None:
    speller = Speller({"invested", "investment"})
    assert speller.find("inverter") is None
    assert speller.find("inverters") is None
    assert speller.find("investd")
