"""/card: an answer as a picture, uploaded once; without what it takes, as text."""

from __future__ import annotations

import asyncio
import io
import sys
from dataclasses import replace

import pytest
from PIL import Image

from bot.cards.card import draw_card
from bot.chat.client import AiohttpRequest
from bot.chat.context import REMEMBERED
from bot.facts.language import texts
from bot.matching.matcher import Matcher
from bot.terminal.bot_api import LocalBotApi, LocalChat, Person
from tests.bot_api_server import BotApiServer
from tests.fonts import needs
from tests.room import BASE, TOKEN, Room, build_app, opening, room_fixture

room = room_fixture
drawn = needs()


def photos(room: Room) -> list[object]:
    """Give what the photos were sent as: bytes, or an id."""
    return [call["photo"] for call in room.api.sent("sendPhoto")]


@drawn
async def test_after_an_answer_it_is_that_answer_as_a_picture(room: Room) -> None:
    await room.say("How many anvils were sold?")
    await room.say("/card")
    (picture,) = room.api.photos.uploads.values()
    assert Image.open(io.BytesIO(picture)).size == (1080, 1080)
    assert room.api.shown[-1]["caption"] == "Anvils sold\n27,000 anvils\nSource: Desert News, 2021-04-24"


@drawn
async def test_it_takes_an_id_a_title_or_a_question(room: Room) -> None:
    for words in ("rockets", "Rockets built", "how many rockets did they build?"):
        await room.say(f"/card {words}")
        assert room.api.shown[-1]["caption"].startswith("Rockets built\n")


@drawn
async def test_a_picture_is_uploaded_once_and_sent_again_by_its_id(room: Room) -> None:
    await room.say("/card rockets")
    await room.say("/card rockets", room.group())
    await room.say("/card rockets", LocalChat(room.api, Person(1002, language_code="ru")))
    first, again, _ = photos(room)
    assert isinstance(first, bytes)
    assert again == "photo-1"
    assert room.app.bot_data.cards.maxsize == REMEMBERED


@drawn
async def test_other_facts_get_other_pictures(room: Room) -> None:
    await room.say("/card rockets")
    room.app.bot_data.matcher = Matcher(BASE)
    await room.say("/card rockets")
    assert len(room.api.photos.uploads) == 2


@drawn
async def test_in_a_group_it_is_the_answer_that_is_replied_to(room: Room) -> None:
    group = room.group()
    await room.say("/ask How many anvils were sold?", group)
    await room.say("/card", group, reply_to_message=room.api.shown[-1])
    assert room.api.shown[-1]["caption"].startswith("Anvils sold\n")


@drawn
async def test_the_picture_is_what_is_spoken_of(room: Room) -> None:
    await room.say("/card rockets")
    asked = room.note_questions()
    await room.say("and abroad?")
    assert asked[0][1] == "rockets"


async def test_without_an_answer_before_it_says_what_to_do(room: Room) -> None:
    await room.say("/card")
    await room.say("/card of the quarterly dividend")
    for message in room.api.shown:
        assert message["text"].startswith(opening(texts("en").card_usage))


@drawn
async def test_an_edited_command_sends_no_second_picture(room: Room) -> None:
    message = await room.say("/card rockets")
    await room.take(room.chat.edit(message, "/card anvils"))
    assert len(photos(room)) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_without_pillow_the_answer_is_text(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    for name in [name for name in sys.modules if name.startswith("bot.cards.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PIL", None)
    await room.say("/card rockets", LocalChat(room.api, Person(1002, language_code=language)))
    assert room.api.shown[-1]["text"].startswith(texts(language).no_card)
    assert "19,000" in room.api.shown[-1]["text"]
    assert "pip install pillow segno" in caplog.text


@drawn
async def test_while_a_picture_is_drawn_others_are_served(room: Room) -> None:
    """Drawn in the event loop itself it would be done after a handful of turns."""
    drawing, turns = asyncio.create_task(room.say("/card rockets")), 0
    while not drawing.done():
        await asyncio.sleep(0)
        turns += 1
    assert len(photos(room)) == 1
    assert turns > 100


@drawn
async def test_a_reload_while_a_picture_waits_mixes_no_old_figure_with_a_new_source(room: Room) -> None:
    data = room.app.bot_data
    async with data.drawing:
        drawing = asyncio.create_task(room.say("/card rockets"))
        for _ in range(20):  # in which it comes to wait for the other picture
            await asyncio.sleep(0)
        data.matcher = Matcher(replace(BASE, announcement=replace(BASE.announcement, publisher="Somebody Else")))
    await drawing
    (picture,) = room.api.photos.uploads.values()
    assert picture == draw_card(BASE, BASE.facts[0], "en")


@drawn
async def test_a_picture_arrives_whole_over_http() -> None:
    api = LocalBotApi()
    async with BotApiServer(api, TOKEN) as server:
        app = build_app(AiohttpRequest(8, 10.0), api_url=server.url)
        async with app:
            room = Room(api, app, LocalChat(api))
            await room.say("/card rockets")
            await room.say("/card rockets")
    (picture,) = api.photos.uploads.values()
    assert Image.open(io.BytesIO(picture)).size == (1080, 1080)
