"""Tokens: the same words come out however a person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import (
    MAX_CHARACTERS,
    clip,
    fold,
    forms_of_all,
    one_line,
    skeleton,
    tokenize,
    utf16_length,
    variants,
    word_forms,
    words,
    words_of_all,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("19,000", "19000"),
        ("27.000", "27000"),
        ("19 000", "19000"),
        ("22,7", "22.7"),
        ("5.0", "5"),
        ("१६०", "160"),
        ("١٦٠", "160"),
    ],
)
def test_a_number_is_read_the_same_in_every_country(written: str, read: str) -> None:
    assert words(written) == (read,)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Überall", ("uberall",)),
        ("ÇİN'DE KAÇ", ("cin", "de", "kac")),
        ("Đơn đăng ký", ("don", "dang", "ky")),
        ("Acme’s figures", ("acme", "figures")),
        ("Acme's figures", ("acme", "figures")),
        ("Acme`s figures", ("acme", "figures")),
        ("Acme´s figures", ("acme", "figures")),
        ("Acme`s café", ("acme", "cafe")),
        ("pa\u200btents", ("patents",)),
        ("\u202epatents\u202c", ("patents",)),
        ("ＷＩＰＯ", ("wipo",)),
        ("बढ़ा", ("बढा",)),
        ("بَراءة", ("براءه",)),
    ],
)
def test_accents_width_and_invisible_marks_make_no_difference(written: str, read: tuple[str, ...]) -> None:
    assert words(written) == read


def test_each_chinese_character_is_a_token_and_latin_between_them_a_word() -> None:
    assert words("小米有5G专利") == ("小", "米", "有", "5g", "专", "利")


def test_links_and_mentions_are_no_words() -> None:
    assert words("see https://example.org/patents and @someone") == ("see", "and")


def test_a_token_tells_what_stands_before_it_and_how_it_was_written() -> None:
    tokens = tokenize("US patents: how many")
    assert [token.stop for token in tokens] == ["^", "", ":", ""]
    assert tokens[1].written == "patents"
    assert [token.upper for token in tokens] == [True, False, False, False]


def test_arabic_words_are_also_known_without_the_article_and_particles() -> None:
    assert "براءات" in variants("والبراءات")
    assert variants("patents") == ("patents",)


def test_the_skeleton_of_a_word_is_what_people_type_without_vowels() -> None:
    assert skeleton("patents") == "ptnts"
    assert skeleton("invest") == "invst"


@given(st.text())
def test_any_text_gives_folded_tokens_without_spaces(text: str) -> None:
    for token in tokenize(text):
        assert token.word
        assert not any(character.isspace() for character in token.word)


def test_what_stands_behind_the_limit_is_not_read() -> None:
    assert words("a" + " " * MAX_CHARACTERS + "b") == ("a",)


def test_characters_that_unicode_writes_with_many_letters_make_no_longer_text() -> None:
    assert len(fold("ﷺ" * MAX_CHARACTERS)) == MAX_CHARACTERS


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("Patent* portfolio", ("patent*", "portfolio")),
        ("logo~", ("logo",)),
        ("national* ~", ("national*",)),
        ("look for$", ("look", "for$")),
        ("=US patents", ("US", "patents")),
        ("trade-mark", ("trade", "mark")),
        ("50 billion", ("50", "billion")),
        ("专利*", ("专", "利*")),
        ("* ~ $", ()),
    ],
)
def test_a_phrase_keeps_its_marks(phrase: str, forms: tuple[str, ...]) -> None:
    assert word_forms(phrase) == forms


phrases = st.text(st.one_of(st.sampled_from("aZß éüжЖसिंم专カ*$~=-'` ?.!,19"), st.characters()), max_size=30)


@given(phrases)
def test_the_words_of_a_phrase_are_those_of_its_tokens(text: str) -> None:
    assert words(text) == tuple(token.word for token in tokenize(text))


@given(phrases)
def test_the_fast_path_cuts_a_phrase_as_the_general_one_does(text: str) -> None:
    forms: list[str] = []
    for part in fold(text).replace("~", "").split():
        bare = part.rstrip("*$")
        pieces = [token.word for token in tokenize(bare)]
        forms += [part[1:]] if part[0] == "=" else [*pieces[:-1], *(piece + part[len(bare) :] for piece in pieces[-1:])]
    assert word_forms(text) == tuple(forms)


@given(st.lists(phrases | st.text(max_size=20)))
def test_many_phrases_are_cut_as_each_is_alone(texts: list[str]) -> None:
    assert forms_of_all(texts) == [" ".join(word_forms(text)) for text in texts]


@given(st.lists(phrases))
def test_the_words_of_many_phrases_are_those_of_each_word_alone(texts: list[str]) -> None:
    assert words_of_all(texts) == {form for text in texts for word in text.split() for form in word_forms(word)}


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_needs_no_folding(text: str) -> None:
    assert fold(text) == fold(text + "\u200b")[: len(text)]


def test_half_a_character_counts_and_is_cut_like_a_whole_one() -> None:
    assert utf16_length("\ud83d" * 10) == 10
    assert clip("\ud83d" * 10, 5) == "…"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain — हिन्दी 🌉", "plain — हिन्दी 🌉"),
        ("two\r\nlines\t", r"two\r\nlines"),
        ("red \x1b[31m, turned \u202e, half \udcff", r"red \x1b[31m, turned \u202e, half \udcff"),
        ("begins " + "x" * 5_000 + " ends", "begins xxx…xxxxx ends"),
    ],
)
def test_a_message_to_the_operator_is_one_line(text: str, line: str) -> None:
    assert one_line(text, 20) == line if len(text) > 5_000 else one_line(text) == line
