"""The main figures in one picture: each is drawn as what it is, and as no more than a number where that isn't clear."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.cards import SIZES
from bot.cards.glance import draw_glance, main_figures
from bot.cards.shapes import Form, Shape, shape_of
from bot.facts import Fact, FactBase, load
from bot.facts.base import FactText
from tests.fonts import needs

ROOT = Path(__file__).parents[2]
NUMBER = Shape(Form.NUMBER)


def fact(figure: str, title: str = "Ships") -> Fact:
    """Make a fact."""
    return Fact(id="x", title=title, figure=figure, quote=figure)


@pytest.fixture(scope="module")
def base() -> FactBase:
    """Load the article's fact base, which is in thirteen languages."""
    return load(ROOT / "facts.yaml")


@pytest.mark.parametrize(
    ("figure", "shape"),
    [
        ("nearly half of the ships", Shape(Form.SHARE, 0, 50)),
        ("70 percent of the fleet by 2030", Shape(Form.SHARE, 0, 70)),
        ("up 22.7%", Shape(Form.CHANGE, 100, 122.7)),
        ("down 20 percent", Shape(Form.CHANGE, 100, 80)),
        ("8 percent more ships", Shape(Form.CHANGE, 100, 108)),
        ("down 120 percent", NUMBER),
        ("150% of the target", NUMBER),
        ("fifth in the world, up 13 places", Shape(Form.STEP, 18, 5)),
        ("seventh, down two places", Shape(Form.STEP, 5, 7)),
        ("second, down two places", NUMBER),
        ("fifth in the world, with 13 ships", NUMBER),
        ("half of the ships and 20 percent of the boats", NUMBER),
        ("more than 19,000 ships", NUMBER),
        ("12 March 2024", None),
        ("a channel", None),
    ],
)
def test_a_figure_is_what_it_says_and_where_that_is_not_clear_a_number(figure: str, shape: Shape | None) -> None:
    assert shape_of(fact(figure), "en") == shape


def test_a_share_that_may_be_a_change_is_only_a_number() -> None:
    assert shape_of(fact("22.7%", "Growth of sales"), "en") == NUMBER


@pytest.mark.parametrize(
    ("language", "figure"),
    [("zh", "增长22.7%"), ("de", "22,7 Prozent mehr"), ("fr", "en hausse de 22,7 %"), ("ru", "рост на 22,7 %")],
)
def test_growth_is_read_in_other_languages_too(language: str, figure: str) -> None:
    assert shape_of(fact(figure), language) == Shape(Form.CHANGE, 100, 122.7)


def test_one_of_each_form_is_chosen_and_then_the_first(base: FactBase) -> None:
    chosen = main_figures(base)
    assert [each.id for each, _ in chosen] == [
        *("patents", "overseas", "trademarks", "countries", "china_growth", "hague_rank"),
    ]
    assert {shape.form for _, shape in chosen} == set(Form)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "facts"), [("en", 20), ("en", 1), pytest.param("ar", 20, marks=needs("ARABIC"))])
@needs()
def test_it_has_its_size_however_many_figures_there_are(base: FactBase, language: str, facts: int, size: str) -> None:
    png = draw_glance(replace(base, facts=base.facts[:facts]), language, SIZES[size])
    assert Image.open(io.BytesIO(png)).size == SIZES[size]


@needs()
def test_the_rank_before_a_step_is_reckoned_so_it_is_not_written(base: FactBase) -> None:
    pictures = []
    for figure in ("fifth in the world, up 13 places", "fifth in the world, up two places"):
        step = Fact(id="x", title="Rank", figure=figure, quote=figure)
        german = replace(base.companions["de"], facts={"x": FactText(title="Rang", figure="Platz 5")})
        pictures.append(draw_glance(replace(base, facts=(step,), companions={"de": german}), "de"))
    assert pictures[0] == pictures[1]
