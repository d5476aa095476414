"""The language of a talk: what does not say its own is answered in that of the last answer, before that of the app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.chat.context import SPOKEN_OF, BotData
from bot.facts.language import texts
from bot.matching import Matcher, load_matcher
from bot.terminal.bot_api import LocalChat, Person
from tests.room import Room, labels, open_room, shared_matcher

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FIRST = {
    "de": "Wie viele Patente hat Xiaomi?",
    "es": "¿Cuántas patentes tiene Xiaomi?",
    "id": "Berapa banyak paten Xiaomi?",
    "tr": "Xiaomi'nin kaç patenti var?",
    "hi-Latn": "Xiaomi ke paas kitne patent hain?",
}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest_asyncio.fixture
async def room(matcher: Matcher) -> AsyncIterator[Room]:
    """Open a room with somebody whose app is in English."""
    async with open_room(matcher, Person(language_code="en")) as opened:
        yield opened


def answered(room: Room) -> tuple[str, str]:
    """Return the language of the last answer, and the fact, the gap or the reason that it has."""
    answer = list(room.app.bot_data.answers.values())[-1]
    return answer.language, next(iter(answer.facts), "") or answer.not_told or str(answer.reason or "")


@pytest.mark.parametrize(
    ("code", "message", "found"),
    [
        ("de", "und Marken?", "trademarks"),
        ("de", "Marken?", "trademarks"),
        ("de", "und Designs?", "designs"),
        ("de", "und Standards?", "standards"),
        ("de", "und 5G?", "5g"),
        ("de", "5G", "5g"),
        ("de", "Also 30.000 Patente?", "patents"),
        ("de", "Huawei?", "other_name"),
        ("es", "¿y Huawei?", "other_name"),
        ("es", "y marcas?", "trademarks"),
        ("es", "gracias", "thanks"),
        ("es", "eres un bot?", "bot"),
        ("id", "kalau samsung?", "other_name"),
        ("tr", "ve markalar?", "trademarks"),
        ("hi-Latn", "aur trademark?", "trademarks"),
        ("hi-Latn", "dollar mein?", ""),
        ("hi-Latn", "gaali mat do", ""),
    ],
)
async def test_a_short_message_is_answered_in_the_language_of_the_talk(
    room: Room, code: str, message: str, found: str
) -> None:
    await room.say(FIRST[code])
    await room.say(message)
    assert answered(room) == (code, found)


@pytest.mark.parametrize("code", FIRST)
@pytest.mark.parametrize(
    "message", ["how many patents?", "why?", "and which countries?", "What is Huawei's vision?", "weather?"]
)
async def test_an_english_message_in_a_talk_in_another_language_is_still_english(
    room: Room, code: str, message: str
) -> None:
    await room.say(FIRST[code])
    await room.say(message)
    assert answered(room)[0] == "en"


async def test_loans_from_english_stay_in_a_talk_whose_language_has_them(room: Room) -> None:
    for code, found in (("hi-Latn", "hi-Latn"), ("id", "id"), ("de", "en"), ("tr", "en")):
        await room.say(FIRST[code])
        await room.say("thank you")
        assert answered(room) == (found, "thanks")


async def test_buttons_and_commands_speak_the_language_of_the_talk(room: Room) -> None:
    await room.say(FIRST["de"])
    await room.take(room.chat.press("fact:trademarks", room.chat.replies[-1]))
    assert "Markenanmeldungen" in room.chat.replies[-1]["text"]
    await room.say("/facts")
    assert room.chat.replies[-1]["text"] == texts("de").choose


async def test_what_the_talk_does_not_explain_is_read_in_the_language_of_the_app(matcher: Matcher) -> None:
    async with open_room(matcher, Person(language_code="es")) as room:
        await room.say("What can you do?")
        await room.say("marcas?")
        assert answered(room) == ("es", "trademarks")


async def test_a_message_that_nothing_explains_is_read_once_where_the_app_was_heard_already(room: Room) -> None:
    asked = room.note_questions()
    await room.say("Was sagt der Bauer dazu?")
    assert answered(room) == ("de", "")
    assert len(asked) == 1


async def test_a_talk_in_a_private_chat_is_no_talk_in_a_group(room: Room) -> None:
    await room.say(FIRST["de"])
    group = room.group()
    await room.say("/ask 5G", group)
    assert answered(room)[0] == "en"
    assert labels(group.replies[-1])


def test_the_language_of_a_talk_is_forgotten_with_what_was_shown() -> None:
    clock = [0.0]
    data = BotData(shared_matcher(), timer=lambda: clock[0])
    data.spoken[1] = "de"
    data.note_fact(1, "rockets")
    clock[0] = SPOKEN_OF - 1
    assert (data.spoken.get(1), data.shown_in(1).fact) == ("de", "rockets")
    clock[0] = SPOKEN_OF + 1
    assert (data.spoken.get(1), data.shown_in(1).fact) == (None, None)


async def test_a_forgotten_talk_gives_the_app_its_say_again(room: Room) -> None:
    await room.say(FIRST["de"])
    room.app.bot_data.spoken.expire(time=float("inf"))
    await room.say("5G")
    assert answered(room)[0] == "en"


async def test_two_people_do_not_share_a_talk(room: Room) -> None:
    await room.say(FIRST["de"])
    await room.say("5G", LocalChat(room.api, Person(2002, "Ann", language_code="en")))
    assert answered(room)[0] == "en"
