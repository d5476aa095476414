"""Delivery: what becomes of a message that Telegram refuses, and of the questions after it."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.chat import delivery
from bot.chat.delivery import Delivery, Pace
from bot.chat.client import NotSent
from bot.matching.answer import Answer
from bot.matching.matcher import Matcher
from bot.replies.render import plain_text
from bot.service.application import build_application
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest
from tests.room import BASE, TOKEN, Room, room_fixture

room = room_fixture


class BrokenRequest(LocalRequest):
    """A network that fails with these errors before it works, on the way there or on the way back."""

    def __init__(self, api: LocalBotApi, method: str, *errors: Exception, arrives: bool = False) -> None:
        """Break the next calls of one method."""
        super().__init__(api)
        self.method, self.errors, self.arrives = method, [*errors], arrives

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named_timeouts: Any
    ) -> tuple[int, bytes]:
        """Fail as long as there are errors."""
        if not (url.endswith(self.method) and self.errors):
            return await super().do_request(url, method, request_data)
        if self.arrives:
            await super().do_request(url, method, request_data)
        raise self.errors.pop(0)


class FaultyMatcher(Matcher):
    """A matcher with a fault in it."""

    def answer(self, question: str, *, shown: str | None = None, language: str | None = None) -> Answer:
        """Fail."""
        raise ZeroDivisionError


def not_connected() -> NetworkError:
    """Make the error of a call that never left."""
    return NotSent("ClientConnectorError: no route")


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Give level and text of the bot's own log lines; none may bear a traceback."""
    records = [record for record in caplog.records if record.name.startswith("bot.")]
    assert all(record.exc_info is None for record in records)
    return [(record.levelno, record.getMessage()) for record in records]


@pytest.fixture(autouse=True)
def log_everything(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


async def ask_over(request: LocalRequest, text: str = "/rockets", times: int = 1) -> LocalChat:
    """Write to a bot whose network is this, and give the chat."""
    app = build_application(BASE, TOKEN, request=request, get_updates_request=request, rate_limit=0)
    chat = LocalChat(request.api)
    async with app:
        room = Room(request.api, app, chat)
        for _ in range(times):
            await room.say(text)
    return chat


async def test_flood_control_is_waited_for(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.api.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
    begin = time.monotonic()
    await room.say("/rockets")
    assert len(room.chat.replies) == 1
    assert time.monotonic() - begin >= 1
    assert lines(caplog) == [(logging.WARNING, "Telegram asks to slow down: waiting 1.0 s")]


async def test_flood_control_is_not_waited_for_forever(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.api.fail_next("sendMessage", 429, "Too Many Requests: retry after 3600", {"retry_after": 3600})
    await room.say("/rockets")
    await room.say("/anvils")
    assert len(room.chat.replies) == 1
    ((level, line),) = lines(caplog)
    assert level == logging.WARNING
    assert "one was dropped" in line


async def test_a_user_who_blocked_the_bot_is_one_line_at_info(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.api.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await room.say("/rockets")
    await room.say("/anvils")
    assert len(room.chat.replies) == 1
    assert lines(caplog) == [
        (logging.INFO, "not allowed to write to chat 1001: Forbidden: bot was blocked by the user")
    ]


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(room: Room) -> None:
    group, supergroup = room.group(), LocalChat(room.api, None, {"id": -1009, "type": "supergroup", "title": "Readers"})
    room.api.register(supergroup.write("moved"))
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    room.api.fail_next("sendMessage", 400, description, {"migrate_to_chat_id": -1009})
    await room.say("/rockets", group)
    assert group.replies == []
    assert len(supergroup.replies) == 1
    assert "reply_parameters" not in room.api.sent("sendMessage")[-1], "messages have other numbers there"


async def test_the_answer_to_a_deleted_question_comes_without_quoting_it(room: Room) -> None:
    group = room.group()
    update = group.write("/rockets")
    del room.api.messages[-1001][update["message"]["message_id"]]
    await room.take(update)
    assert "reply_to_message" not in group.replies[0]
    assert len(room.api.sent("sendMessage")) == 1, "Telegram does that by itself where it may"


async def test_the_answer_in_a_topic_that_is_gone_comes_without_it(room: Room) -> None:
    forum = room.group(forum=True)
    update = forum.write("/rockets", message_thread_id=7)
    room.api.topics.clear()
    await room.take(update)
    assert "message_thread_id" not in forum.replies[0]


async def test_markup_that_telegram_cannot_read_goes_plain_and_is_an_error(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.api.fail_next("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    await room.say("/rockets")
    (reply,) = room.chat.replies
    assert "“Acme built <more than> 19,000 rockets & some “sleds””" in reply["text"]
    assert "<b>" not in reply["text"]
    assert [level for level, _ in lines(caplog)] == [logging.ERROR]


def test_plain_text_is_what_a_reader_sees() -> None:
    assert plain_text("<b>a &lt;b&gt;</b> &amp;amp; c") == "a <b> &amp; c"


async def test_an_edit_that_changes_nothing_is_settled(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    message = await room.say("blah")
    await room.take(room.chat.edit(message, "blah blah"))
    assert len(room.api.sent("editMessageText")) == 1
    assert lines(caplog) == []


async def test_a_query_that_is_too_old_is_ignored_and_its_fact_still_shown(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await room.say("/facts")
    press = room.chat.press("fact:anvils")
    room.api.answers[press["callback_query"]["id"]] = {}
    await room.take(press)
    assert "27,000 anvils" in room.chat.replies[-1]["text"]
    assert lines(caplog) == []


async def test_a_guest_query_that_is_too_old_is_one_line(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    update = room.group().guest("@announcement_bot rockets")
    room.api.answers[update["guest_message"]["guest_query_id"]] = {}
    await room.take(update)
    assert [level for level, _ in lines(caplog)] == [logging.INFO]


async def test_a_message_without_confirmation_is_not_sent_again(caplog: pytest.LogCaptureFixture) -> None:
    chat = await ask_over(BrokenRequest(LocalBotApi(), "sendMessage", TimedOut(), arrives=True))
    assert len(chat.replies) == 1
    ((level, line),) = lines(caplog)
    assert level == logging.WARNING
    assert "not sent again" in line


async def test_a_message_that_never_left_is_sent_when_the_network_is_back(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PAUSE", 0)
    errors = [not_connected() for _ in range(5 * delivery.ATTEMPTS)]
    chat = await ask_over(BrokenRequest(LocalBotApi(), "sendMessage", *errors))
    assert len(chat.replies) == 1
    assert {level for level, _ in lines(caplog)} == {logging.INFO}


async def test_a_fault_of_our_own_has_a_traceback_and_an_apology(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.app.bot_data.matcher = FaultyMatcher(BASE)
    await room.say("How many rockets did Acme build?")
    assert room.chat.replies[0]["text"].startswith("Something went wrong.")
    (record,) = (record for record in caplog.records if record.name == "bot.chat.errors")
    assert record.exc_info


async def test_the_words_of_a_question_are_not_in_the_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await room.say("my-secret-words about rockets")
    room.api.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await room.say("more of my-secret-words")
    assert "my-secret-words" not in caplog.text


async def test_no_more_than_the_rate_is_sent_in_any_second() -> None:
    pace, loop = Pace(5), asyncio.get_running_loop()
    moments = []
    for _ in range(11):
        await pace.wait()
        moments.append(loop.time())
    assert moments[4] - moments[0] < 0.5, "what is within the rate does not wait"
    assert all(later - earlier > 0.98 for earlier, later in zip(moments, moments[5:], strict=False))


async def test_a_rate_of_none_never_waits() -> None:
    pace = Pace(0)
    async with asyncio.timeout(1):
        for _ in range(1000):
            await pace.wait()


async def test_answers_to_queries_are_not_slowed_down() -> None:
    limiter = Delivery(1)

    async def call(endpoint: str, data: dict[str, Any]) -> bool:
        return bool(endpoint and data)

    async with asyncio.timeout(0.5):
        for _ in range(5):
            await limiter.process_request(call, (), {}, "answerInlineQuery", {"inline_query_id": "1"}, None)
