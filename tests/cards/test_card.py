"""Cards: each is a picture of its size, in every language, whatever the texts are."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.cards import SIZES, CardError
from bot.cards.card import draw_card
from bot.cards.fonts import font
from bot.cards.picture import ACCENT, INK
from bot.facts import FactBase, load
from tests.fonts import needs

ROOT = Path(__file__).parents[2]
SCRIPTS = {"en": "", "ru": "", "vi": "", "hi": "DEVANAGARI", "zh": "CJK", "ar": "ARABIC"}
pytestmark = needs()


@pytest.fixture(scope="module")
def base() -> FactBase:
    """Load the article's fact base, which is in thirteen languages."""
    return load(ROOT / "facts.yaml")


def picture(png: bytes) -> Image.Image:
    """Read a PNG."""
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", [pytest.param(code, marks=needs(script)) for code, script in SCRIPTS.items()])
def test_a_card_has_its_size_in_every_script(base: FactBase, language: str, size: str) -> None:
    drawn = picture(draw_card(base, base.facts[0], language, SIZES[size]))
    assert (drawn.format, drawn.size) == ("PNG", SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_a_figure_of_300_characters_and_a_quote_of_3000_stay_above_the_foot(base: FactBase, size: str) -> None:
    fact = replace(base.facts[0], figure=("19,000 patents, " * 20)[:300], quote="so many words " * 214)
    long, short = (
        picture(draw_card(base, fact, "en", SIZES[size])),
        picture(draw_card(base, base.facts[0], "en", SIZES[size])),
    )
    foot = (0, round(long.height * 0.76), *long.size)
    assert long.crop(foot).tobytes() == short.crop(foot).tobytes()
    assert long.tobytes() != short.tobytes()


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=needs("ARABIC"))])
def test_there_is_room_below_the_figure(base: FactBase, language: str) -> None:
    drawn = picture(draw_card(base, base.facts[0], language)).convert("RGB")
    accent, ink = ([y for y in range(100, 800) if colour in row(drawn, y)] for colour in (ACCENT, INK))
    assert max(accent) + 15 < min(ink)


def row(drawn: Image.Image, y: int) -> set[str]:
    """Return the colours of a row of pixels."""
    colours = drawn.crop((0, y, drawn.width, y + 1)).getcolors() or []
    return {"#" + bytes(colour).hex() for _, colour in colours if isinstance(colour, tuple)}


def test_a_script_without_a_font_is_said_with_the_package_to_install() -> None:
    with pytest.raises(CardError, match="no font for Tengwar letters: install the Debian package fonts-noto-core"):
        font("TENGWAR", 20, bold=True)
