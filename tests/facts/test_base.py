"""The fact base: frozen, with everything found by its id or name."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import (
    BotCommandLimit,
    InlineKeyboardButtonLimit,
    InlineQueryLimit,
    MessageLimit,
)

from bot.facts import FactBase, base, load
from bot.text import clip
from tests.fact_files import GERMAN, write_facts
from tests.room import BASE, many_facts


@pytest.fixture
def bridges(tmp_path: Path) -> FactBase:
    return load(write_facts(tmp_path, de=GERMAN))


def test_facts_and_gaps_are_found_by_their_ids(bridges: FactBase) -> None:
    assert bridges.fact("length") is bridges.facts[1]
    assert bridges.gap("price") is bridges.not_told[0]
    assert bridges.fact("price") is None
    assert bridges.gap("length") is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("length", "length"),
        ("Length ", "length"),
        ("the longest BRIDGE", "length"),
        ("Eröffnete brücken", "bridges"),
        ("bridge", None),
        ("", None),
    ],
)
def test_a_fact_is_found_by_its_id_or_its_title_in_any_language(
    bridges: FactBase, name: str, found: str | None
) -> None:
    fact = bridges.fact_named(name)
    assert (fact.id if fact else None) == found


def test_an_id_goes_before_a_title() -> None:
    facts = (replace(BASE.facts[0], title="exports"), *BASE.facts[1:])
    found = replace(BASE, facts=facts).fact_named("exports")
    assert found is BASE.facts[2]


@given(st.text(st.sampled_from("aé🌉 "), min_size=1, max_size=300))
def test_a_title_is_known_by_what_an_inline_query_has_room_for(title: str) -> None:
    title = f"T{title}t"
    named = replace(BASE, facts=(replace(BASE.facts[0], title=title), *BASE.facts[1:]))
    assert named.fact_named(clip(title, base.QUERY)) is named.facts[0]


def test_a_changed_copy_is_looked_up_anew(bridges: FactBase) -> None:
    assert bridges.fact("f7") is None
    assert (found := replace(bridges, facts=many_facts(9).facts).fact("f7"))
    assert found.title == "Fact 7"


def test_a_fact_base_cannot_be_changed_once_it_is_loaded(bridges: FactBase) -> None:
    with pytest.raises(FrozenInstanceError):
        bridges.facts[0].figure = "13 bridges"  # type: ignore[misc]


@pytest.mark.parametrize(("language", "figure"), [("de", "12 Brücken"), ("fr", "12 bridges")])
def test_a_fact_has_the_words_of_its_companion_or_of_the_fact_base(
    bridges: FactBase, language: str, figure: str
) -> None:
    assert bridges.text(bridges.facts[0], language).figure == figure


def test_the_limits_are_telegrams() -> None:
    assert base.MESSAGE == MessageLimit.MAX_TEXT_LENGTH
    assert base.COPY_TEXT == InlineKeyboardButtonLimit.MAX_COPY_TEXT
    assert base.QUERY == InlineQueryLimit.MAX_QUERY_LENGTH
    assert base.LABEL <= BotCommandLimit.MAX_DESCRIPTION
