"""Memory: whatever people send, what is kept of it stays under the bound that docs/operating.md states."""

from __future__ import annotations

import gc
import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.context import CHATS, RENDERED_BYTES, BotData
from bot.chat.flood import FloodLimiter
from bot.matching import load_matcher
from bot.matching.answer import Answer, Outcome, Reason
from bot.matching.spelling import MAX_REMEMBERED, MAX_REMEMBERED_LENGTH, remembered
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from bot.text import MAX_CHARACTERS
from tests.odd_messages import odd_short
from tests.room import BASE, Room, build_app, matcher_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OPERATING = ROOT / "docs" / "operating.md"
MESSAGES, PEOPLE = 280, 70  # ten thousand in tests/soak/messages.py
MEGABYTE = 1_000_000
BOUND = 125 * MEGABYTE  # docs/operating.md, "Memory"
WORDS = 35 * MEGABYTE  # of it
TALKS = 20 * MEGABYTE


def traced() -> int:
    """Return how many bytes are in use."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def forget(api: LocalBotApi) -> None:
    """Drop what only the Bot API in this process keeps."""
    for kept in (api.calls, api.shown, api.messages, api.chats, api.answers):
        kept.clear()


async def test_odd_messages_of_many_people_leave_little_in_memory() -> None:
    api = LocalBotApi()
    app = build_app(LocalRequest(api), limit_people=True)
    messages = odd_short(MESSAGES)
    tracemalloc.start()
    try:
        async with app:
            room = Room(api, app, LocalChat(api))
            before = traced()
            for number, text in enumerate(messages):
                await room.say(text, LocalChat(api, Person(7000 + number % PEOPLE)))
            forget(api)
            assert traced() - before <= BOUND / 4
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("length", [MAX_REMEMBERED_LENGTH, MAX_CHARACTERS])
def test_the_words_remembered_in_a_language_stay_under_their_share(length: int) -> None:
    matcher = load_matcher(ROOT / "facts.yaml")
    matcher.answer("hw mny ptnts, and in Germany", language="en")
    words = [chr(0x10400 + number) * length for number in range(MAX_REMEMBERED + 200)]
    at_once = MAX_CHARACTERS // length
    tracemalloc.start()
    try:
        before = traced()
        for first in range(0, len(words), at_once):
            matcher.answer(" ".join(words[first : first + at_once]), language="en")
        assert traced() - before <= WORDS / len(matcher.languages)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("length", [6, MAX_REMEMBERED_LENGTH, MAX_CHARACTERS])
def test_what_is_remembered_of_words_stays_under_a_megabyte(length: int) -> None:
    remembering = remembered(lambda word: [word.title()])
    tracemalloc.start()
    try:
        before = traced()
        for number in range(10 * MAX_REMEMBERED):
            remembering(chr(0x10400) * (length - 6) + f"{number:06}")
        assert traced() - before <= MEGABYTE
    finally:
        tracemalloc.stop()


def test_replies_kept_are_bounded_in_bytes_however_many_names_are_asked_about() -> None:
    data = BotData(matcher_of(BASE), flood=FloodLimiter())
    tracemalloc.start()
    try:
        before = traced()
        for number in range(1_500):
            name = chr(0x1F680 + number % 50) * (MAX_CHARACTERS - 4) + str(number)
            data.reply(Answer("?", Outcome.NOT_TOLD, "en", reason=Reason.OTHER_NAME, detail=name))
        assert traced() - before <= RENDERED_BYTES
    finally:
        tracemalloc.stop()


def test_what_is_remembered_of_talks_stays_under_the_share_that_is_stated() -> None:
    stated = re.search(
        r"^\| what was shown, .* ([\d,]+) chats \| (\d+) \|$", OPERATING.read_text("utf-8"), re.MULTILINE
    )
    assert stated
    assert (stated[1], int(stated[2]) * MEGABYTE) == (f"{CHATS:,}", TALKS)
    data = BotData(matcher_of(BASE))
    answer = data.matcher.answer("How many rockets does Globex have?")
    reply = data.reply(answer)
    tracemalloc.start()
    try:
        before = traced()
        for number in range(10**10, 10**10 + CHATS + 200):
            refused = replace(answer, detail=f"{number:060}", suggestions=(*answer.suggestions,))
            data.note_fact(number, "rockets")
            data.note_shown(number, reply, refused)
            data.spoken[number] = refused.language
            data.times_said(number, refused)
        assert len(data.shown) == CHATS
        assert traced() - before <= TALKS
    finally:
        tracemalloc.stop()


def test_an_answer_keeps_no_more_of_a_question_than_is_read_of_it() -> None:
    assert len(matcher_of(BASE).answer("rockets " * 16_000).question) == MAX_CHARACTERS
