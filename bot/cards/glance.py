"""The announcement at a glance: its main figures in one picture, each drawn as what it is."""

from __future__ import annotations

from bot.cards import SIZES, CardError
from bot.cards.lines import fitted, is_from_right
from bot.cards.picture import ACCENT, INK, PALE, SOFT, Picture
from bot.cards.shapes import Form, Shape, shape_of
from bot.facts.base import Fact, FactBase, FactText

MOST = 6
THICK = 0.2  # of a ring's radius
Box = tuple[float, float, float, float]  # left, top, right, bottom


def main_figures(base: FactBase) -> list[tuple[Fact, Shape]]:
    """Choose the facts to draw, in their order: the first of each form, then the first of all."""
    language = base.announcement.language
    drawable = [(fact, shape) for fact in base.facts if (shape := shape_of(fact, language))]
    first = {shape.form: fact.id for fact, shape in reversed(drawable)}
    chosen = [fact.id for fact, _ in drawable if fact.id in first.values()]
    chosen += [fact.id for fact, _ in drawable if fact.id not in chosen]
    return [(fact, shape) for fact, shape in drawable if fact.id in chosen[:MOST]]


def draw_glance(base: FactBase, language: str, size: tuple[int, int] = SIZES["square"]) -> bytes:
    """Draw the main figures as a PNG of a size in pixels; raises CardError for a missing font, or without figures."""
    figures = main_figures(base)
    if not figures:
        raise CardError("the fact base has no figure with a number in it: there is nothing to draw")
    picture = Picture(size)
    end = picture.foot(base, language)
    companion = base.companions.get(language)
    heading = companion.about[:1].upper() + companion.about[1:] if companion else base.announcement.title
    mirrored = is_from_right(heading)
    room = (end - picture.margin) * 0.2
    block = fitted(heading, picture.inner, room, picture.sizes(50, 22), bold=True)
    top = block.draw(picture.draw, picture.margin, picture.margin, picture.inner, INK) + picture.units(20)
    columns = min(len(figures), 2 if size[0] == size[1] else 3)
    rows = -(-len(figures) // columns)
    gap = picture.units(40)
    width, height = (picture.inner - (columns - 1) * gap) / columns, (end - top) / rows
    for place, (fact, shape) in enumerate(figures):
        row, column = divmod(place, columns)
        column = columns - 1 - column if mirrored else column
        left, upper = picture.margin + column * (width + gap), top + row * height
        box = (left, upper, left + width, upper + height - gap / 2)
        _draw_figure(picture, base.text(fact, language), shape, box, mirrored=mirrored)
    return picture.png()


def _draw_figure(picture: Picture, text: FactText, shape: Shape, box: Box, *, mirrored: bool) -> None:
    """Draw a figure with its title, and its form in front of them: on the right if the language runs from there."""
    left, top, right, bottom = box
    if shape.form is not Form.NUMBER:
        side = min(bottom - top, (right - left) * 0.36)
        start = right - side if mirrored else left
        _draw_form(picture, shape, (start, bottom - side, start + side, bottom), mirrored=mirrored)
        taken = side + picture.units(24)
        left, right = (left, right - taken) if mirrored else (left + taken, right)
    width = right - left
    title = fitted(text.title, width, (bottom - top) * 0.36, picture.sizes(30, 18))
    room = bottom - top - title.height
    figure = fitted(text.figure, width, room, picture.sizes(60, 20), bold=True)
    y = bottom - title.height - figure.height
    title.draw(picture.draw, left, y, width, SOFT)
    figure.draw(picture.draw, left, y + title.height, width, ACCENT)


def _draw_form(picture: Picture, shape: Shape, box: Box, *, mirrored: bool) -> None:
    """Draw a share as a part of a ring, a step between ranks and a change as two bars."""
    left, top, right, bottom = box
    if shape.form is Form.SHARE:
        thick = round((right - left) * THICK)
        picture.draw.arc(box, 0, 360, PALE, thick)
        picture.draw.arc(box, -90, -90 + 3.6 * shape.after, ACCENT, thick)
        return
    # A better rank is a higher bar; a change keeps its proportion.
    higher = max(shape.before, shape.after)
    heights = (0.45, 0.9) if shape.after < shape.before else (0.9, 0.45)
    if shape.form is Form.CHANGE:
        heights = (0.9 * shape.before / higher, 0.9 * shape.after / higher)
    bar = (right - left) * 0.44
    for number, (value, part) in enumerate(zip((shape.before, shape.after), heights, strict=True)):
        x, y = left + (number != mirrored) * (right - left - bar), bottom - part * (bottom - top)
        picture.draw.rectangle((x, y, x + bar, bottom), ACCENT if number else PALE)
        if shape.form is Form.STEP and number:  # the earlier rank is reckoned: the figure does not say it
            label = fitted(f"{value:g}", bar, bar, picture.sizes(40, 16), bold=True)
            label.draw(picture.draw, x + bar * 0.14, y, bar, "#ffffff")
