"""The report as a picture: a bar for each day, made of how the questions ended; needs Pillow (the extra `cards`)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bot.cards import NEEDS
from bot.reporting.report import Ending, Report

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 1080, 640
LEFT, RIGHT, TOP, BOTTOM = 90, 40, 130, 70
FONT, SMALL = 30, 22
LABELLED = 10  # days that have room for their labels
COLOURS = {
    Ending.ANSWERED: "#2e7d32",
    Ending.OFFERED: "#f9a825",
    Ending.REFUSED: "#6d7b8a",
    Ending.NOT_FOUND: "#c62828",
}


class NoPillowError(Exception):
    """Pillow is not installed; the text is one line for the operator."""


def draw(report: Report) -> bytes:
    """Draw the questions of each day as a PNG of 1080 × 640; raises NoPillowError."""
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError:
        raise NoPillowError(NEEDS) from None
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    canvas, font, small = ImageDraw.Draw(image), ImageFont.load_default(FONT), ImageFont.load_default(SMALL)
    title = f"{report.questions:,} questions, {report.since:%Y-%m-%d} to {report.until:%Y-%m-%d}"
    canvas.text((LEFT, 24), title, fill="black", font=font)
    at = float(LEFT)
    for ending, colour in COLOURS.items():
        label = f"{report.endings[ending]:,} {ending}"
        canvas.rectangle((at, 80, at + 20, 100), fill=colour)
        canvas.text((at + 28, 76), label, fill="black", font=small)
        at += 60 + canvas.textlength(label, font=small)
    _bars(canvas, small, report)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _bars(canvas: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, report: Report) -> None:
    """Draw the axis, and a bar for each day."""
    days = list(report.days.items())
    highest = max((sum(counts[each] for each in COLOURS) for _, counts in days), default=0)
    floor, step = HEIGHT - BOTTOM, (WIDTH - LEFT - RIGHT) / max(len(days), 1)
    unit = (floor - TOP) / max(highest, 1)
    canvas.line((LEFT, floor, WIDTH - RIGHT, floor), fill="black")
    for number in sorted({0, highest // 2, highest}):
        canvas.text((LEFT - 12, floor - number * unit), f"{number:,}", fill="black", font=font, anchor="rm")
    every = -(-len(days) // LABELLED)
    for at, (day, counts) in enumerate(days):
        left, bottom = LEFT + at * step + step * 0.15, float(floor)
        for ending, colour in COLOURS.items():
            top = bottom - counts[ending] * unit
            if counts[ending]:
                canvas.rectangle((left, top, left + step * 0.7, bottom), fill=colour)
            bottom = top
        if at % every == 0:
            canvas.text((left + step * 0.35, floor + 12), f"{day:%m-%d}", fill="black", font=font, anchor="mt")
