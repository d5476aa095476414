"""Whatever people send, as text or as a name: it is answered or rightly ignored, and Telegram refuses nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.replies.keyboards import FACT, FACTS
from bot.terminal.bot_api import LocalChat, Person
from tests.hostile import COUNT, TELEGRAM, hostile_strings
from tests.room import Room, open_room

STRINGS = hostile_strings()
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("error")]


@pytest.fixture
async def room(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Room]:
    """Open a room, and check at the end that nothing was refused, not valid UTF-8, or logged as an error."""
    caplog.set_level(logging.INFO, logger="bot")
    refused: list[Any] = []
    async with open_room(reads_all=True) as room:
        call = room.api.call

        async def watch(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
            json.dumps(parameters, ensure_ascii=False).encode()
            status, answer = await call(method, parameters)
            if status != 200 and "message is not modified" not in answer["description"]:
                refused.append((method, parameters, answer))
            return status, answer

        room.api.call = watch  # type: ignore[method-assign]
        yield room
    assert refused == []
    assert [record.getMessage() for record in caplog.records if record.name.startswith("bot.")] == []


def test_there_are_five_hundred_and_each_is_what_telegram_would_deliver() -> None:
    assert len(set(STRINGS)) == len(STRINGS) == COUNT
    assert all(0 < len(text.encode("utf-16-le")) <= 2 * TELEGRAM for text in STRINGS)


async def test_every_message_in_a_private_chat_gets_exactly_one_reply(room: Room) -> None:
    for text in STRINGS:
        before = len(room.api.shown)
        await room.say(text)
        assert len(room.api.shown) - before == 1, repr(text)


async def test_every_caption_gets_exactly_one_reply(room: Room) -> None:
    for text in STRINGS:
        before = len(room.api.shown)
        await room.take(room.chat.photo(text[:1024]))
        assert len(room.api.shown) - before == 1, repr(text)


async def test_in_a_group_every_question_gets_one_reply_and_all_else_none(room: Room) -> None:
    group = room.group()
    for text in STRINGS:
        before = len(room.api.shown)
        await room.say(f"/ask {text}"[:TELEGRAM], group)
        assert len(room.api.shown) - before == 1, repr(text)
        if not text.startswith("/") and "@announcement_bot" not in text:
            await room.say(text, group)
            assert len(room.api.shown) - before == 1, repr(text)


async def test_every_edit_is_taken(room: Room) -> None:
    message = await room.say("How many rockets did Acme build?")
    for text in STRINGS:
        await room.take(room.chat.edit(message, text))
    assert len(room.chat.replies) == 1


async def test_every_message_that_is_replied_to_is_taken_for_a_question(room: Room) -> None:
    group = room.group()
    for text in STRINGS:
        before = len(room.api.shown)
        target = group.message(text)
        room.api.register({"update_id": room.api.next_id(), "message": target})
        await room.say("/ask", group, reply_to_message=target)
        assert len(room.api.shown) - before == 1, repr(text)


async def test_every_inline_query_is_answered(room: Room) -> None:
    for text in STRINGS:
        await room.take(room.chat.inline(text[:256]), room.chat.inline("", offset=text[:64]))
    assert len(room.api.answers) == 2 * COUNT


async def test_every_guest_is_answered(room: Room) -> None:
    for text in STRINGS:
        await room.take(room.group().guest(f"@announcement_bot {text}"[:TELEGRAM]))
    assert len(room.api.answers) == COUNT


async def test_the_data_of_every_button_is_answered(room: Room) -> None:
    await room.say("/facts")
    message = room.chat.replies[-1]
    pressed = 0
    for text in STRINGS:
        data = text.encode()[:50].decode(errors="ignore")
        for full in (data, f"{FACT}{data}", f"{FACTS}:{data}"):
            await room.take(room.chat.press(full, message))
            pressed += 1
    assert len(room.api.answers) == pressed


async def test_every_deep_link_opens_the_chat(room: Room) -> None:
    for text in STRINGS:
        before = len(room.api.shown)
        await room.say(f"/start {text}"[:TELEGRAM])
        assert len(room.api.shown) - before == 1, repr(text)


async def test_every_name_of_a_person_a_group_and_a_language_is_taken(room: Room) -> None:
    for number, text in enumerate(STRINGS):
        person = Person(5000 + number, first_name=text[:64], username=text[:32], language_code=text[:16])
        chat = LocalChat(room.api, person)
        group = LocalChat(room.api, person, {"id": -5000 - number, "type": "supergroup", "title": text[:128]})
        await room.say("How many rockets did Acme build?", chat)
        await room.say("/ask What does an anvil cost?", group)
        assert (len(chat.replies), len(group.replies)) == (1, 1)
