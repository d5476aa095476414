"""Delivery: messages go at Telegram's pace, and what fails is repeated, repaired or given up, as the case may be."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from aiohttp import web
from telegram.error import RetryAfter
from telegram.request import RequestData

from bot.chat.counts import Counts
from bot.chat.delivery import ATTEMPTS, PER_CHAT, PER_GROUP, Delivery, Limit, Pace, Paces
from bot.chat.pauses import retry_seconds
from bot.chat.response import NotSent
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.faulty_bot_api import HTML, SEND, Fault, Wire, answers, drops, hangs, lines, refuses, wire_fixture
from tests.room import Room, build_app, room_fixture

pytestmark = pytest.mark.slow

room, wire = room_fixture, wire_fixture


# ---- repeated -------------------------------------------------------------------------------------


async def test_flood_control_is_waited_for(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.server.next(SEND, refuses(429, "Too Many Requests: retry after 1", '{"retry_after": 1}'))
    begin = asyncio.get_running_loop().time()
    assert await wire.ask_twice(caplog) == [
        (logging.WARNING, "Telegram asks to slow down: chat 1001 waits 1 s, its answers are kept")
    ]
    assert asyncio.get_running_loop().time() - begin > 0.98
    assert wire.rockets == 1


async def test_flood_control_that_goes_on_costs_no_answer(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.server.next(
        SEND, *[refuses(429, "Too Many Requests: retry after 1", '{"retry_after": 0.01}')] * (ATTEMPTS + 1)
    )
    assert len(await wire.ask_twice(caplog)) == 1, "the same pause goes on"
    assert wire.rockets == 1


class Ban:
    """A time in which Telegram refuses every message, and counts them."""

    def __init__(self, room: Room, seconds: float, *chats: int) -> None:
        """Begin now, for these chats or for all."""
        self.refused, self._chats, self._call = 0, chats, room.api.call
        self._end = asyncio.get_running_loop().time() + seconds
        room.api.call = self.call  # type: ignore[method-assign]

    async def call(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Refuse, with the seconds that are left at most."""
        is_banned = method == SEND and (not self._chats or parameters["chat_id"] in self._chats)
        if is_banned and asyncio.get_running_loop().time() < self._end:
            self.refused += 1
            await asyncio.sleep(0.01)
            return 429, {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 1}}
        return await self._call(method, parameters)


async def test_a_ban_for_all_costs_no_answer_and_is_not_hammered(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    chats = [LocalChat(room.api, Person(2000 + number)) for number in range(40)]
    ban = Ban(room, 2.5)
    await asyncio.gather(*(room.say("/rockets", chat) for chat in chats))
    assert [len(chat.replies) for chat in chats] == [1] * 40
    assert ban.refused <= 40 + 3, "the first of each chat at once, and then one each second"
    told = [line for _, line in lines(caplog) if "all answers wait" in line]
    assert told == ["Telegram asks to slow down: all answers wait 1 s and are kept"]


async def test_a_chat_that_is_banned_delays_no_other(room: Room) -> None:
    other = LocalChat(room.api, Person(2000))
    ban = Ban(room, 1.5, room.chat.chat["id"])
    waiting = [asyncio.create_task(room.say("/rockets")) for _ in range(5)]
    await asyncio.sleep(0.05)
    await room.say("/rockets", other)
    assert (len(other.replies), len(room.chat.replies)) == (1, 0)
    await asyncio.gather(*waiting)
    assert len(room.chat.replies) == 5
    assert ban.refused <= 5 + 1


async def test_a_ban_of_a_week_keeps_the_answer_and_says_so_once(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.server.next(SEND, refuses(429, "Too Many Requests", '{"retry_after": 604800}'))
    asking = asyncio.create_task(wire.say("/rockets"))
    _, waiting = await asyncio.wait({asking}, timeout=0.3)
    assert waiting == {asking}
    assert lines(caplog) == [
        (logging.WARNING, "Telegram asks to slow down: chat 1001 waits 86400 s, its answers are kept")
    ]
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


@pytest.mark.parametrize("as_timedelta", ["true", "false"])
def test_the_seconds_to_wait_are_read_whatever_type_the_library_gives(
    monkeypatch: pytest.MonkeyPatch, as_timedelta: str
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    assert retry_seconds(RetryAfter(7)) == 7


@pytest.mark.parametrize(
    "fault",
    [
        refuses(500, "Internal Server Error"),
        answers(500, ""),
        answers(502, HTML, "text/html"),
        answers(503, "Service Unavailable", "text/plain"),
    ],
)
async def test_a_server_that_failed_is_asked_again(wire: Wire, caplog: pytest.LogCaptureFixture, fault: Fault) -> None:
    wire.server.next(SEND, fault)
    ((level, line),) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.INFO, 1)
    assert line.startswith("a message to chat 1001 waits for the network: ")


async def test_a_server_that_fails_for_long_is_waited_for(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.server.next(SEND, *[answers(502, HTML, "text/html")] * 3 * ATTEMPTS)
    ((level, _),) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.INFO, 1)


async def test_a_server_that_fails_with_one_message_for_an_hour_costs_that_answer(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.delivery.longest_failure = 0.0
    wire.server.next(SEND, *[answers(502, HTML, "text/html")] * ATTEMPTS)
    *_, (level, line) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.WARNING, 0)
    assert line.startswith("a message to chat 1001 was lost on the network: a reply that is not Telegram's (502")


class Disconnected(LocalRequest):
    """A network without connections for the next few messages."""

    failures = 5 * ATTEMPTS

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named_timeouts: Any
    ) -> tuple[int, bytes]:
        """Fail as long as there is no connection."""
        if url.endswith(SEND) and self.failures:
            self.failures -= 1
            raise NotSent("ClientConnectorError: no route")
        return await super().do_request(url, method, request_data)


async def test_a_message_that_was_never_sent_waits_until_the_network_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    api = LocalBotApi()
    request = Disconnected(api)
    app = build_app(request)
    async with app:
        room = Wire(api, app, LocalChat(api))
        room.delivery.pause, room.delivery.longest_failure = 0.0, 0.0
        await room.say("/rockets")
    assert room.rockets == 1
    assert [level for level, _ in lines(caplog)] == [logging.INFO]


@pytest.mark.parametrize("fault", [drops, hangs, answers(504, HTML, "text/html")])
async def test_what_may_have_arrived_is_not_sent_again(
    wire: Wire, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    calls: list[str] = []

    async def count(request: web.Request) -> web.StreamResponse:
        calls.append(request.path)
        return await fault(request)

    wire.server.next(SEND, count)
    ((level, line),) = await wire.ask_twice(caplog)
    assert level == logging.WARNING
    assert "not sent again" in line
    assert line.endswith("(1 since the start)")
    assert wire.app.bot_data.counts == Counts(unconfirmed=1), "it is told apart from what was answered"
    assert (len(calls), wire.rockets) == (1, 0)


async def test_an_edit_does_no_harm_twice_so_it_is_tried_again(wire: Wire) -> None:
    message = await wire.say("/rockets")
    wire.server.next("editMessageText", drops, answers(502, HTML, "text/html"))
    await wire.take(wire.chat.edit(message, "/anvils"))
    assert "27,000 anvils" in wire.chat.replies[0]["text"]
    assert wire.app.bot_data.counts == Counts(repeated=2)


# ---- repaired -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "description", ["message to be replied not found", "reply message not found", "QUOTE_TEXT_INVALID"]
)
async def test_a_question_that_is_gone_is_answered_without_quoting_it(
    wire: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    group = wire.group()
    wire.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    ((level, _),) = await wire.ask_twice(caplog, group)
    assert (level, wire.rockets) == (logging.INFO, 1)
    assert "reply_to_message" not in group.replies[0]


async def test_telegram_itself_drops_the_quotation_of_a_deleted_question(wire: Wire) -> None:
    group = wire.group()
    update = group.write("/rockets")
    del wire.api.messages[-1001][update["message"]["message_id"]]
    await wire.take(update)
    assert "reply_to_message" not in group.replies[0]
    assert len(wire.api.sent(SEND)) == 1


@pytest.mark.parametrize("description", ["message thread not found", "TOPIC_DELETED"])
async def test_the_answer_in_a_topic_that_is_gone_comes_without_it(
    wire: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    forum = wire.group(forum=True)
    wire.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    await wire.say("/rockets", forum, message_thread_id=7)
    assert "message_thread_id" not in forum.replies[0]
    assert [level for level, _ in lines(caplog)] == [logging.INFO]


@pytest.mark.parametrize("description", ["BUTTON_URL_INVALID", "inline keyboard button URL 'https://x' is invalid"])
async def test_a_button_that_telegram_refuses_costs_no_answer(
    wire: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    wire.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    ((level, line),) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.ERROR, 1)
    assert "a button" in line


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    group, moved = wire.group(), LocalChat(wire.api, None, {"id": -1009, "type": "supergroup", "title": "Readers"})
    wire.api.register(moved.write("hello"))
    wire.server.next(
        SEND,
        refuses(400, "Bad Request: group chat was upgraded to a supergroup chat", '{"migrate_to_chat_id": -1009}'),
    )
    ((level, _),) = await wire.ask_twice(caplog, group)
    assert (level, wire.rockets, len(moved.replies)) == (logging.INFO, 1, 1)
    assert "reply_to_message" not in moved.replies[0], "messages have other numbers there"


async def test_markup_that_telegram_cannot_parse_is_sent_as_plain_text(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.server.next(SEND, refuses(400, "Bad Request: can't parse entities: Unsupported start tag"))
    ((level, _),) = await wire.ask_twice(caplog)
    reply = wire.chat.replies[0]
    assert (level, wire.rockets) == (logging.ERROR, 1)
    assert "entities" not in reply
    assert "“Acme built <more than> 19,000 rockets & some “sleds””" in reply["text"]


# ---- the pace -------------------------------------------------------------------------------------


async def moments(pace: Pace, count: int) -> list[float]:
    """Wait for a number of turns, one after the other, and return the moments."""
    passed = []
    for _ in range(count):
        await pace.wait()
        passed.append(asyncio.get_running_loop().time())
    return passed


def test_the_limits_are_telegrams() -> None:
    assert (Limit(1, 1.0), Limit(20, 60.0)) == (PER_CHAT, PER_GROUP)


async def test_no_more_than_the_limit_goes_out_in_any_period() -> None:
    passed = await moments(Pace(Limit(3, 0.2)), 10)
    assert passed[2] - passed[0] < 0.2, "what is within the limit does not wait"
    assert all(later - earlier > 0.18 for earlier, later in zip(passed, passed[3:], strict=False))


async def test_a_chat_has_a_limit_and_a_group_one_more() -> None:
    paces = Paces(1000, per_chat=Limit(3, 60.0), per_group=Limit(2, 60.0))
    assert await turns(paces, *[7] * 5, *[-7] * 5) == [7, 7, 7, -7, -7]


async def test_a_chat_that_waits_delays_no_other() -> None:
    paces = Paces(5, per_chat=Limit(1, 60.0))
    assert await turns(paces, *[1] * 200, 2, 3, 4) == [1, 2, 3, 4]


async def test_all_chats_together_have_a_limit() -> None:
    assert await turns(Paces(2), 1, 2, 3, 4) == [1, 2]


async def test_without_a_rate_nothing_waits() -> None:
    assert await turns(Paces(0), *[-7] * 100) == [-7] * 100


async def test_only_the_last_chats_are_remembered() -> None:
    paces = Paces(1000, per_chat=Limit(1, 60.0), size=2)
    assert await turns(paces, 1, 2, 3, 1, 3) == [1, 2, 3, 1], "1 was forgotten, 3 was not"


async def turns(paces: Paces, *chats: int) -> list[int]:
    """Let messages to these chats wait for their turns, and return the chats whose turn comes without waiting."""
    passed: list[int] = []

    async def wait(chat: int) -> None:
        await paces.wait(chat)
        passed.append(chat)

    tasks = [asyncio.create_task(wait(chat)) for chat in chats]
    for _ in range(5):
        await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return passed


async def test_messages_and_edits_wait_for_their_turn_and_answers_to_queries_do_not() -> None:
    delivery, called = Delivery(1), []

    async def call(endpoint: str, data: dict[str, Any]) -> bool:
        called.append(endpoint)
        return True

    calls: list[tuple[str, dict[str, Any]]] = [
        (SEND, {"chat_id": 1}),
        ("editMessageText", {"chat_id": 1}),
        *[("answerInlineQuery", {"inline_query_id": "1"})] * 5,
    ]
    tasks = [asyncio.create_task(delivery.process_request(call, (), {}, *each, None)) for each in calls]
    await asyncio.wait(tasks[2:])
    assert called == [SEND, *["answerInlineQuery"] * 5]
    await tasks[1]
    assert called[-1] == "editMessageText"


async def test_the_bots_messages_keep_the_pace() -> None:
    api = LocalBotApi()
    request = LocalRequest(api)
    app = build_app(request, rate_limit=30)
    async with app:
        room = Room(api, app, LocalChat(api))
        begin = asyncio.get_running_loop().time()
        await room.say("/rockets")
        await room.say("/anvils")
        assert asyncio.get_running_loop().time() - begin > 0.98
