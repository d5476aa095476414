"""Reading: a message becomes phrases with meanings, and words that nobody knows."""

from __future__ import annotations

import pytest

from bot.matching.lexicon import Entry, Role, lexicon_of
from bot.matching.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    entries = [
        Entry(["how many", "how"], Role.KIND, "?count"),
        Entry(["patent*", "trade mark", "trademark"], Role.CONCEPT, "patent"),
        Entry(["money~"], Role.CONCEPT, "money"),
        Entry(["us", "does", "have"], Role.FILLER, ""),
        Entry(["=US", "Samsung"], Role.NAME, "@name"),
        Entry(["专利"], Role.CONCEPT, "patent"),
    ]
    return Reader(lexicon_of(entries))


def meanings(reader: Reader, text: str) -> list[str | None]:
    return [item.meaning.concept if item.meaning else None for item in reader.read(text).items]


def test_the_longest_phrase_wins(reader: Reader) -> None:
    assert [item.words for item in reader.read("how many patents").items] == ["how many", "patents"]


def test_a_star_stands_for_any_ending(reader: Reader) -> None:
    assert meanings(reader, "patentlerinin") == ["patent"]


def test_a_phrase_of_chinese_characters_is_found_without_spaces(reader: Reader) -> None:
    assert meanings(reader, "有专利") == [None, "patent"]


def test_words_typed_without_spaces_are_cut(reader: Reader) -> None:
    assert meanings(reader, "howmanytrademark") == ["?count", "patent"]
    assert reader.read("howmanytrademark").corrections == (("howmanytrademark", "how many trademark"),)


def test_letters_and_digits_are_cut_only_into_what_is_known(reader: Reader) -> None:
    assert [item.words for item in reader.read("50money").items] == ["50", "money"]
    assert [item.words for item in reader.read("4g").items] == ["4g"]


def test_a_name_that_is_also_a_word_counts_in_capitals_only(reader: Reader) -> None:
    assert meanings(reader, "does US have") == ["", "@name", ""]
    assert meanings(reader, "does us have") == ["", "", ""]
    assert meanings(reader, "DOES US HAVE") == ["", "", ""]


def test_a_tilde_marks_a_word_too_common_to_carry_an_answer(reader: Reader) -> None:
    (item,) = reader.read("money").items
    assert item.meaning is not None
    assert item.meaning.weak


def test_years_and_other_numbers_are_told_apart(reader: Reader) -> None:
    year, number = reader.read("2019 516").items
    assert (year.year, year.number) == (2019, True)
    assert (number.year, number.number) == (None, True)
