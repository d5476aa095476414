"""Texts of any script in lines: nothing is lost, nothing sticks out, letters are joined and run as they should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from bot.cards.fonts import LATIN, font, script_of
from bot.cards.lines import Block, fitted, pieces_of, shortened, wrapped
from tests.fonts import needs

pytestmark = needs()
TEXTS = st.text(st.sampled_from("ab 19,0%(é\u00a0жệ"), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("characters", "script"),
    [
        ("aéªжệ7“\u0301", LATIN),
        ("م،٣", "ARABIC"),
        ("क\u093f।", "DEVANAGARI"),
        ("专", "CJK"),
        ("。", "IDEOGRAPHIC"),
        ("，", "FULLWIDTH"),
        ("の", "HIRAGANA"),
        ("한", "HANGUL"),
        ("ก", "THAI"),
    ],
)
def test_a_character_belongs_to_its_script_or_to_all(characters: str, script: str) -> None:
    assert {script_of(character) for character in characters} == {script}


@given(TEXTS, st.integers(60, 600))
def test_wrapping_loses_nothing_and_nothing_sticks_out(text: str, width: int) -> None:
    lines = wrapped(text, 20, width, bold=False)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(sum(piece.width for piece in pieces_of(line, 20, bold=False)) <= width for line in lines)


def test_a_number_is_not_broken_at_a_blank_that_holds_it_together() -> None:
    assert wrapped("more than 19\u00a0000 patents", 40, 200, bold=True) == ("more", "than", "19\u00a0000", "patents")


def test_a_sign_stays_with_its_number() -> None:
    assert wrapped("up 22,7 %", 40, 160, bold=False) == ("up", "22,7 %")


def test_a_long_text_is_shrunk_until_it_fits() -> None:
    block = fitted(100 * "abc", 1000, 400, (150, 16), bold=True)
    assert block.height <= 400
    assert 16 <= block.size < 150
    assert "".join(block.lines) == 100 * "abc"


def test_what_fits_in_no_size_is_left_out_which_is_said() -> None:
    block = shortened("“" + 400 * "so many words ", 500, 200, (38, 22), close="”")
    assert block.height <= 200
    assert block.lines[-1].endswith("[…]”")
    assert shortened("“few words", 500, 200, (38, 22), close="”").lines == ("“few words”",)


@needs("CJK")
def test_chinese_breaks_between_characters_but_not_before_what_closes() -> None:
    lines = wrapped("超过一万九千项专利，其中近一半在海外获得。", 40, 9 * 40, bold=False)
    assert [len(line) for line in lines] == [8, 9, 4]
    assert not any(line[0] in "，。" for line in lines)


@needs("CJK")
def test_a_line_with_chinese_in_it_is_of_one_font() -> None:
    assert len(pieces_of("超过19,000项5G专利。", 40, bold=True)) == 1


@needs("DEVANAGARI")
def test_devanagari_letters_are_joined() -> None:
    letters = font("DEVANAGARI", 100, bold=False)
    assert letters.getlength("क्ष") < letters.getlength("क") + letters.getlength("ष")


@needs("ARABIC")
def test_arabic_letters_are_joined_and_numbers_and_names_keep_their_order() -> None:
    letters = font("ARABIC", 100, bold=False)
    assert letters.getlength("ههه") != 3 * letters.getlength("ه")
    line = pieces_of("شركة (Xiaomi Inc) لها 19,000 براءة", 40, bold=False, from_right=True)
    parts = [piece.text.strip() for piece in line if piece.text.strip()]
    assert parts == ["براءة", "19,000", "لها", "(", "Xiaomi Inc", ")", "شركة"]
    assert [piece.from_right for piece in line if piece.text.strip()] == [True, False, True, False, False, False, True]


@needs("ARABIC")
def test_a_line_without_letters_runs_as_the_text_does_that_it_is_of() -> None:
    block = Block(("دار", "2020."), 40)
    assert [piece.text for piece in pieces_of("2020.", 40, bold=False, from_right=True)] == [".", "2020"]
    on = Image.new("L", (400, block.height))
    block.draw(ImageDraw.Draw(on), 0, 0, on.width, "white")
    foot, above = on.crop((0, 90, 400, 98)).getbbox(), on.crop((0, 70, 400, 86)).getbbox()
    assert foot
    assert above
    assert foot[0] < above[0] - 5, "the full stop is left of the number"
    assert above[2] > 390, "and the number is at the right edge"
