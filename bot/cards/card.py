"""A card: one fact as a picture, with the figure large, its quote, the source, and the way to the channel."""

from __future__ import annotations

from bot.cards import SIZES
from bot.cards.lines import Block, fitted, shortened
from bot.cards.picture import ACCENT, INK, PALE, SOFT, Picture
from bot.facts.base import Fact, FactBase


def draw_card(base: FactBase, fact: Fact, language: str, size: tuple[int, int] = SIZES["square"]) -> bytes:
    """Draw a fact as a PNG of a size in pixels; raises CardError where a font is missing."""
    picture, text = Picture(size), base.text(fact, language)
    left, width = picture.margin, picture.inner
    room = picture.foot(base, language) - picture.margin
    above = [
        (fitted(text.title, width, room * 0.16, picture.sizes(50, 22)), SOFT),
        (fitted(text.figure, width, room * 0.44, picture.sizes(150, 16), bold=True), ACCENT),
    ]
    if text.sentence:
        above.append((fitted(text.sentence, width, room * 0.16, picture.sizes(38, 16)), INK))
    # Arabic letters go deeper than a line is high.
    small, gap, indent = picture.units(14), picture.units(24), picture.units(34)
    taken = sum(block.height + small for block, _ in above) + gap
    quote = shortened(f"“{fact.quote}", width - indent, room - taken, picture.sizes(38, 22), close="”")
    y = picture.margin + max(0, room - taken - quote.height) / 2
    for block, colour in above:
        y = block.draw(picture.draw, left, y, width, colour) + small
    _draw_quote(picture, quote, y + gap, indent)
    return picture.png()


def _draw_quote(picture: Picture, quote: Block, top: float, indent: int) -> None:
    """Draw a quote beside a bar."""
    from_right, thickness = quote.is_from_right, picture.units(8)
    bar = picture.width - picture.margin - thickness if from_right else picture.margin
    picture.draw.rectangle((bar, top, bar + thickness, top + quote.height), PALE)
    left = picture.margin + (0 if from_right else indent)
    quote.draw(picture.draw, left, top, picture.inner - indent, INK)
