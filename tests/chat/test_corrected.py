"""Corrections in the open: what was wrong is said, and answers that are remembered are put right."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.changed import MOST, edit_changed
from bot.chat.corrections import Corrections
from bot.facts import load
from bot.facts.base import FactBase
from bot.facts.language import load_languages, texts
from bot.matching.answer import Answer, Outcome
from bot.matching.matcher import Matcher
from bot.replies.markup import plain_text
from bot.replies.plain import answer_lines
from bot.replies.render import fact_reply, source_reply
from bot.service import Reload
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.fact_files import write_facts
from tests.room import ARABIC, BASE, ENGLISH, Room, build_app, labels, open_room, room_fixture

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
    room.app.bot_data.matcher = Matcher(base)
    await edit_changed(room.app.bot, room.app.bot_data)


class Held:
    """Telegram takes its time with the next edit."""

    def __init__(self, api: LocalBotApi) -> None:
        """Hold back one edit, before or after Telegram has made it."""
        self.reached, self.go_on, self._call = asyncio.Event(), asyncio.Event(), api.call
        api.call = self._slowly  # type: ignore[method-assign]

    async def until_reached(self) -> None:
        """Wait until the edit is asked for."""
        async with asyncio.timeout(20):
            await self.reached.wait()

    async def _slowly(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "editMessageText" and not self.reached.is_set():
            self.reached.set()
            await self.go_on.wait()
        return await self._call(method, parameters)


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


async def test_what_one_reload_could_not_edit_the_next_one_does(room: Room) -> None:
    await room.say("/rockets")
    held = Held(room.api)
    editing = asyncio.create_task(reload(room, corrected()))
    await held.until_reached()
    editing.cancel()
    await asyncio.gather(editing, return_exceptions=True)
    await reload(room, replace(corrected(), edited="2021-05-04"))
    assert "20,000" in room.chat.replies[0]["text"]


async def test_a_second_save_finishes_what_the_first_had_begun(tmp_path: Path) -> None:
    path, api = write_facts(tmp_path), LocalBotApi()
    facts = path.read_text()
    app = build_app(LocalRequest(api), Matcher(load(path)))
    async with app, asyncio.timeout(20):
        room = Room(api, app, LocalChat(api))
        reloading = Reload(app, path, lambda given: Matcher(load(given)))
        for _ in range(3):
            await room.say("/bridges")
        held = Held(api)
        path.write_text(facts.replace("12 bridges", "13 bridges"))
        await reloading.load()
        await held.until_reached()
        path.write_text(facts.replace("12 bridges", "13 bridges") + "# saved again")
        await reloading.load()
        await api.until_called("editMessageText", 3)
    assert ["13 bridges" in reply["text"] for reply in room.chat.replies] == [True] * 3


async def test_an_answer_is_not_put_back_to_a_question_that_has_been_edited_meanwhile(room: Room) -> None:
    message = await room.say("/rockets")
    held = Held(room.api)
    editing = asyncio.create_task(reload(room, corrected()))
    await held.until_reached()
    answering = asyncio.create_task(room.take(room.chat.edit(message, "/anvils")))
    for _ in range(100):
        await asyncio.sleep(0)  # in which an answer that waits for nobody is edited
    held.go_on.set()
    await asyncio.gather(editing, answering)
    assert "27,000 anvils" in room.chat.replies[0]["text"]
    await reload(room, BASE)
    assert "27,000 anvils" in room.chat.replies[0]["text"]


async def test_an_answer_that_was_on_its_way_at_the_reload_is_edited_when_it_has_arrived(room: Room) -> None:
    call = room.api.call

    async def reloading(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage":
            await reload(room, corrected())
        return await call(method, parameters)

    room.api.call = reloading  # type: ignore[method-assign]
    await room.say("/rockets")
    assert "20,000" in room.chat.replies[0]["text"]


async def test_a_corrected_answer_keeps_its_button_for_whoever_thinks_it_wrong(room: Room) -> None:
    room.app.bot_data.corrections = Corrections()
    await room.say("How many rockets did Acme build?")
    before = labels(room.chat.replies[0])
    await reload(room, corrected())
    assert labels(room.chat.replies[0]) == before
    assert texts("en").wrong in before


async def test_answers_by_buttons_are_corrected_too(room: Room) -> None:
    await room.say("/facts")
    await room.take(room.chat.press("fact:rockets"))
    group = room.group()
    await room.say("/facts@announcement_bot", group)
    await room.take(group.press("fact:rockets"))
    await reload(room, corrected())
    assert "20,000" in room.chat.replies[-1]["text"]
    assert "20,000" in group.replies[-1]["text"]
    assert len(group.replies) == 1
