"""Corrections in the open: what was wrong is said, and answers that are remembered are put right."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.chat.changed import MOST, edit_changed
from bot.facts.base import FactBase
from bot.facts.language import load_languages, texts
from bot.matching.answer import Answer, Outcome
from bot.matching.matcher import Matcher
from bot.replies.markup import plain_text
from bot.replies.plain import answer_lines
from bot.replies.render import fact_reply, source_reply
from bot.terminal.bot_api import Person
from tests.room import ARABIC, BASE, ENGLISH, Room, open_room, room_fixture

room = room_fixture
WHAT = "the number of <rockets> was wrong"


def corrected(base: FactBase = BASE, figure: str = "more than 20,000 rockets") -> FactBase:
    """Give the facts as they are once one of them is corrected."""
    first = replace(base.facts[0], figure=figure, corrected=f"2021-05-02, {WHAT}")
    return replace(base, facts=(first, *base.facts[1:]), edited="2021-05-03")


def text_of(base: FactBase, fact_id: str, language: str = "en") -> str:
    """Give what a reader sees of a fact."""
    reply = fact_reply(base, fact_id, language)
    assert reply
    return plain_text(reply.text)


# ---- what is said ---------------------------------------------------------------------------------


def test_an_answer_says_when_it_was_corrected_and_what_was_wrong() -> None:
    assert f"Corrected on 2021-05-02: {WHAT}" in text_of(corrected(), "rockets")
    assert "Corrected" not in text_of(corrected(), "anvils")
    lines = answer_lines(corrected(), Answer("?", Outcome.FACTS, "en", ("rockets",)))
    assert f"Corrected on 2021-05-02: {WHAT}" in lines


def test_where_no_reason_is_given_the_date_stands_alone() -> None:
    first = replace(BASE.facts[0], corrected="2021-05-02")
    assert "\nCorrected on 2021-05-02\n" in text_of(replace(ENGLISH, facts=(first,)), "rockets")


def test_another_language_gives_the_reason_only_in_its_own_words() -> None:
    said = texts("ar").corrected.format(date="2021-05-02")
    without = re.sub("[\u2066-\u2069\u200f]", "", text_of(corrected(), "rockets", "ar"))
    assert f"{said}\n" in without
    assert WHAT not in without
    words = replace(ARABIC.facts["rockets"], corrected="كان العدد خطأ")
    base = replace(corrected(), companions={"ar": replace(ARABIC, facts={"rockets": words})})
    assert f"{said}: كان العدد خطأ" in re.sub("[\u2066-\u2069\u200f]", "", text_of(base, "rockets", "ar"))


@pytest.mark.parametrize("code", sorted(load_languages()))
def test_both_sentences_name_the_day_in_every_language(code: str) -> None:
    assert texts(code).corrected.format(date="2021-05-02").count("2021-05-02") == 1
    assert texts(code).edited.format(date="2021-05-02").count("2021-05-02") == 1


async def test_source_names_the_day_of_the_facts_and_the_latest_corrections(room: Room) -> None:
    room.app.bot_data.matcher = Matcher(corrected())
    await room.say("/source")
    text = room.chat.replies[0]["text"]
    assert "My facts were last edited on 2021-05-03." in text
    assert f"Rockets built: Corrected on 2021-05-02: {WHAT}" in text


def test_a_fact_about_the_source_says_so_too() -> None:
    base = corrected()
    source = replace(base.facts[1], id="source")
    base = replace(base, facts=(base.facts[0], source))
    assert "My facts were last edited on 2021-05-03." in text_of(base, "source")
    assert "edited" not in text_of(base, "rockets")


def test_of_many_corrections_the_latest_five_are_named() -> None:
    facts = [
        replace(BASE.facts[0], id=f"f{day}", title=f"Fact {day}", corrected=f"2021-05-{day:02}") for day in range(1, 29)
    ]
    text = plain_text(source_reply(replace(ENGLISH, facts=tuple(facts)), "en").text)
    assert re.findall(r"Fact \d+", text) == [f"Fact {day}" for day in (28, 27, 26, 25, 24)]


# ---- what was answered before ---------------------------------------------------------------------


async def reload(room: Room, base: FactBase) -> None:
    """Put other facts into service."""
    before = room.app.bot_data.base
    room.app.bot_data.matcher = Matcher(base)
    await edit_changed(room.app.bot, room.app.bot_data, before)


async def test_remembered_answers_are_edited_when_the_figure_changes(room: Room) -> None:
    for question in ("How many rockets did Acme build?", "/anvils", "/rockets", "hello"):
        await room.say(question)
    before = [reply["text"] for reply in room.chat.replies]
    await reload(room, corrected())
    first, anvils, second, hello = (reply["text"] for reply in room.chat.replies)
    assert "more than 20,000 rockets" in first
    assert "more than 20,000 rockets" in second
    assert [anvils, hello] == [before[1], before[3]]


async def test_other_changes_edit_nothing(room: Room) -> None:
    await room.say("/rockets")
    await room.say("/anvils")
    same = corrected(figure=BASE.facts[0].figure)
    await reload(room, replace(same, facts=same.facts[:1]))
    assert room.api.sent("editMessageText") == []


async def test_an_answer_is_edited_in_its_language() -> None:
    async with open_room(person=Person(language_code="ar")) as room:
        await room.say("/rockets")
        words = replace(ARABIC.facts["rockets"], figure="أكثر من 20,000")
        await reload(room, replace(corrected(), companions={"ar": replace(ARABIC, facts={"rockets": words})}))
        assert "أكثر من 20,000" in room.chat.replies[0]["text"]


async def test_an_answer_that_cannot_be_edited_keeps_no_other_from_it(room: Room) -> None:
    await room.say("/rockets")
    await room.say("/rockets")
    room.api.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
    await reload(room, corrected())
    assert ["20,000" in reply["text"] for reply in room.chat.replies] == [True, False]


async def test_only_so_many_of_the_latest_are_edited(room: Room) -> None:
    for _ in range(MOST + 3):
        await room.say("/rockets")
    await reload(room, corrected())
    assert len(room.api.sent("editMessageText")) == MOST
    assert "20,000" in room.chat.replies[-1]["text"]
    assert "20,000" not in room.chat.replies[0]["text"]
