"""What the pictures have in common: sizes, colours, and the foot with source, channel and QR code."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw

from bot.cards.lines import fitted, is_from_right
from bot.facts.base import FactBase
from bot.facts.language import texts

PAPER, INK, SOFT, PALE, ACCENT = "#ffffff", "#14213d", "#5b6475", "#e4e8ef", "#d9480f"
FINEST = 3  # pixels of a square of the QR code


@dataclass
class Picture:
    """A white picture with a margin, and a unit: a thousandth of its shorter side."""

    size: tuple[int, int]

    def __post_init__(self) -> None:
        """Begin with nothing but a stripe on top."""
        self.image = Image.new("RGB", self.size, PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.width, self.height = self.size
        self.margin = self.units(70)
        self.inner = self.width - 2 * self.margin
        self.draw.rectangle((0, 0, self.width, self.units(16)), ACCENT)

    def units(self, number: float) -> int:
        """Return a length in pixels."""
        return round(number * min(self.size) / 1000)

    def sizes(self, largest: float, smallest: float) -> tuple[int, int]:
        """Return two sizes of letters in pixels, none too small to be read."""
        return self.units(largest), max(14, self.units(smallest))

    def foot(self, base: FactBase, language: str) -> int:
        """Draw the source, the channel, and the code that leads there; return where the foot begins."""
        code = _qr_code(base.channel.url, self.units(170))
        side = code.width
        top = self.height - self.margin - side
        self.draw.line((self.margin, top - self.units(30), self.width - self.margin, top - self.units(30)), PALE, 2)
        source = f"{texts(language).source}: {base.announcement.publisher}, {base.announcement.published}"
        mirrored = is_from_right(source)
        left, width = self.margin, self.inner - side - self.units(40)
        self.image.paste(code, (self.margin if mirrored else self.width - self.margin - side, top))
        left += side + self.units(40) if mirrored else 0
        named = fitted(base.channel.name, width, side * 0.5, self.sizes(40, 24), bold=True)
        told = fitted(source, width, side * 0.5, self.sizes(32, 20))
        gap = (side - named.height - told.height) / 2
        after = named.draw(self.draw, left, top + gap, width, INK, to_right=mirrored)
        told.draw(self.draw, left, after, width, SOFT, to_right=mirrored)
        return top - self.units(50)

    def png(self) -> bytes:
        """Return the picture as a PNG file."""
        file = io.BytesIO()
        self.image.save(file, "PNG")
        return file.getvalue()


def _qr_code(address: str, side: int) -> Image.Image:
    """Draw the QR code of an address, about as large as that, in whole pixels that a phone's camera can tell apart."""
    code = segno.make_qr(address)
    scale = max(FINEST, round(side / code.symbol_size(border=0)[0]))
    file = io.BytesIO()
    code.save(file, kind="png", scale=scale, border=0, dark=INK)
    return Image.open(file).convert("RGB")
