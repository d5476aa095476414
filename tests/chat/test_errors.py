"""The table of errors, over a real connection: the right thing for each, one line, and the next answer comes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram.error import NetworkError

from bot.chat import delivery
from bot.service import application
from bot.service.application import build_application
from bot.service.polling import explain
from bot.terminal.bot_api import LocalBotApi, LocalChat
from tests.bot_api_server import BotApiServer
from tests.room import BASE, Room

HTML = "<html>\r\n<head><title>502 Bad Gateway</title></head>" + "<hr>nginx" * 500 + "</html>"
Fault = Callable[[web.Request], Awaitable[web.Response]]


class FaultyServer(BotApiServer):
    """A Bot API whose next calls of a method go wrong on the wire."""

    def __init__(self, api: LocalBotApi) -> None:
        """Begin without faults."""
        super().__init__(api)
        self.faults: dict[str, list[Fault]] = {}

    def next(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail in these ways."""
        self.faults[method] = [*faults]

    async def _call(self, request: web.Request) -> web.Response:
        """Fail, or answer."""
        faults = self.faults.get(request.match_info["method"])
        return await (faults.pop(0)(request) if faults else super()._call(request))


def answers(status: int, body: str, content_type: str = "application/json") -> Fault:
    """Make a fault that answers in this way."""

    async def fault(request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, content_type=content_type)

    return fault


def refuses(status: int, description: str, parameters: str = "{}") -> Fault:
    """Make a refusal as Telegram sends it."""
    return answers(
        status,
        f'{{"ok": false, "error_code": {status}, "description": "{description}", "parameters": {parameters}}}',
    )


async def drops(request: web.Request) -> web.Response:
    """Close the connection without a word."""
    assert request.transport
    request.transport.close()
    return web.Response()


async def hangs(request: web.Request) -> web.Response:
    """Say nothing."""
    await asyncio.sleep(60)
    return web.Response()


class Wire(Room):
    """A room whose Bot API is at the other end of a real connection."""

    server: FaultyServer

    async def ask_twice(self, caplog: pytest.LogCaptureFixture, chat: LocalChat | None = None) -> list[tuple[int, str]]:
        """Ask for two facts and give the log lines that the first one left."""
        await self.say("/rockets", chat)
        found = [record for record in caplog.records if record.name.startswith("bot.")]
        assert all(record.exc_info is None for record in found)
        assert all(len(record.getMessage()) < 400 and "\n" not in record.getMessage() for record in found)
        before = len(self.api.shown)
        await self.say("/anvils", chat)
        assert len(self.api.shown) == before + 1, "the next question is answered"
        assert "27,000 anvils" in self.api.shown[-1]["text"]
        return [(record.levelno, record.getMessage()) for record in found]

    @property
    def rockets(self) -> int:
        """Count the answers to the first question that stand in any chat."""
        return sum("19,000 rockets" in message["text"] for message in self.api.shown)


@asynccontextmanager
async def wired() -> AsyncIterator[Wire]:
    """Start the bot against a server on this machine."""
    api = LocalBotApi()
    async with FaultyServer(api) as server:
        app = build_application(BASE, server.token, api_url=server.url, rate_limit=0)
        async with app:
            room = Wire(api, app, LocalChat(api))
            room.server = server
            yield room


@pytest.fixture
async def room(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Wire]:
    """Give a room on the wire, with short time-outs and pauses."""
    monkeypatch.setattr(application, "TIMEOUT", 0.5)
    monkeypatch.setattr(delivery, "PAUSE", 0.01)
    caplog.set_level(logging.INFO, logger="bot")
    async with wired() as room:
        yield room


SEND = "sendMessage"


async def test_429_is_waited_for(room: Wire, caplog: pytest.LogCaptureFixture) -> None:
    room.server.next(SEND, refuses(429, "Too Many Requests: retry after 1", '{"retry_after": 1}'))
    ((level, line),) = await room.ask_twice(caplog)
    assert (level, room.rockets) == (logging.WARNING, 1)
    assert "slow down" in line


@pytest.mark.parametrize(
    "fault",
    [
        refuses(500, "Internal Server Error"),
        answers(500, ""),
        answers(502, HTML, "text/html"),
        answers(503, "Service Unavailable", "text/plain"),
    ],
)
async def test_a_server_that_failed_is_asked_again(room: Wire, caplog: pytest.LogCaptureFixture, fault: Fault) -> None:
    room.server.next(SEND, fault)
    ((level, line),) = await room.ask_twice(caplog)
    assert (level, room.rockets) == (logging.INFO, 1)
    assert line.startswith("a message to chat 1001 waits for the network: ")


async def test_a_server_that_fails_for_long_is_waited_for(room: Wire, caplog: pytest.LogCaptureFixture) -> None:
    room.server.next(SEND, *[answers(502, HTML, "text/html")] * 3 * delivery.ATTEMPTS)
    ((level, _),) = await room.ask_twice(caplog)
    assert (level, room.rockets) == (logging.INFO, 1)


async def test_a_server_that_fails_with_one_message_for_an_hour_costs_that_answer(
    room: Wire, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LONGEST_FAILURE", 0.0)
    room.server.next(SEND, *[answers(502, HTML, "text/html")] * delivery.ATTEMPTS)
    *_, (level, line) = await room.ask_twice(caplog)
    assert (level, room.rockets) == (logging.WARNING, 0)
    assert line.startswith("a message to chat 1001 was lost on the network: Bad Gateway (502)")


@pytest.mark.parametrize("fault", [drops, hangs, answers(504, HTML, "text/html")])
async def test_what_may_have_arrived_is_not_sent_again(
    room: Wire, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    calls: list[str] = []

    async def count(request: web.Request) -> web.Response:
        calls.append(request.path)
        return await fault(request)

    room.server.next(SEND, count)
    ((level, _),) = await room.ask_twice(caplog)
    assert level == logging.WARNING
    assert (len(calls), room.rockets) == (1, 0)


async def test_an_edit_does_no_harm_twice_so_it_is_tried_again(room: Wire) -> None:
    message = await room.say("/rockets")
    room.server.next("editMessageText", drops, answers(502, HTML, "text/html"))
    await room.take(room.chat.edit(message, "/anvils"))
    assert "27,000 anvils" in room.chat.replies[0]["text"]


@pytest.mark.parametrize(
    "description",
    ["bot was blocked by the user", "user is deactivated", "bot was kicked from the supergroup chat"],
)
async def test_403_is_silence(room: Wire, caplog: pytest.LogCaptureFixture, description: str) -> None:
    room.server.next(SEND, refuses(403, f"Forbidden: {description}"))
    assert await room.ask_twice(caplog) == [
        (logging.INFO, f"not allowed to write to chat 1001: Forbidden: {description}")
    ]


@pytest.mark.parametrize(
    "description",
    [
        "not enough rights to send text messages to the chat",
        "have no rights to send a message",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_RESTRICTED",
        "TOPIC_CLOSED",
        "chat not found",
        "group chat was deactivated",
    ],
)
async def test_a_chat_where_nobody_may_write_is_silence(
    room: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    room.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    ((level, _),) = await room.ask_twice(caplog)
    assert level == logging.INFO


@pytest.mark.parametrize(
    "description", ["message to be replied not found", "reply message not found", "QUOTE_TEXT_INVALID"]
)
async def test_a_question_that_is_gone_is_answered_without_replying_to_it(
    room: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    group = room.group()
    room.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    ((level, _),) = await room.ask_twice(caplog, group)
    assert (level, room.rockets) == (logging.INFO, 1)
    assert "reply_to_message" not in group.replies[0]


@pytest.mark.parametrize("description", ["message thread not found", "TOPIC_DELETED"])
async def test_a_topic_that_is_gone_is_left_out(room: Wire, caplog: pytest.LogCaptureFixture, description: str) -> None:
    forum = room.group(forum=True)
    room.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    await room.say("/rockets", forum, message_thread_id=7)
    assert "message_thread_id" not in forum.replies[0]
    assert [record.levelno for record in caplog.records if record.name == "bot.chat.delivery"] == [logging.INFO]


async def test_a_group_that_became_a_supergroup_is_followed(room: Wire, caplog: pytest.LogCaptureFixture) -> None:
    group, moved = room.group(), LocalChat(room.api, None, {"id": -1009, "type": "supergroup", "title": "Readers"})
    room.api.register(moved.write("hello"))
    room.server.next(
        SEND,
        refuses(400, "Bad Request: group chat was upgraded to a supergroup chat", '{"migrate_to_chat_id": -1009}'),
    )
    ((level, _),) = await room.ask_twice(caplog, group)
    assert (level, room.rockets, len(moved.replies)) == (logging.INFO, 1, 1)


@pytest.mark.parametrize(
    ("method", "description"),
    [
        ("editMessageText", "message is not modified: specified new message content is the same"),
        ("answerCallbackQuery", "query is too old and response timeout expired or query ID is invalid"),
        ("answerInlineQuery", "query is too old and response timeout expired or query ID is invalid"),
    ],
)
async def test_what_is_settled_leaves_no_line(
    room: Wire, caplog: pytest.LogCaptureFixture, method: str, description: str
) -> None:
    message = await room.say("/rockets")
    room.server.next(method, refuses(400, f"Bad Request: {description}"))
    await room.take(room.chat.edit(message, "/anvils"), room.chat.inline("x"), room.chat.press("fact:rockets"))
    assert not room.server.faults[method]
    assert [record for record in caplog.records if record.name.startswith("bot.")] == []


@pytest.mark.parametrize("description", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_answer_that_is_gone_is_not_edited(
    room: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    message = await room.say("/rockets")
    room.server.next("editMessageText", refuses(400, f"Bad Request: {description}"))
    await room.take(room.chat.edit(message, "/exports"))
    assert [record.levelno for record in caplog.records if record.name.startswith("bot.")] == [logging.INFO]


async def test_markup_that_telegram_cannot_read_goes_plain(room: Wire, caplog: pytest.LogCaptureFixture) -> None:
    room.server.next(SEND, refuses(400, "Bad Request: can't parse entities: Unsupported start tag"))
    ((level, _),) = await room.ask_twice(caplog)
    assert (level, room.rockets) == (logging.ERROR, 1)
    assert "entities" not in room.chat.replies[0]


async def test_what_nobody_foresaw_is_one_line_at_error(room: Wire, caplog: pytest.LogCaptureFixture) -> None:
    room.server.next(SEND, refuses(400, "Bad Request: SOMETHING_NEW"))
    assert await room.ask_twice(caplog) == [(logging.ERROR, "Telegram refused a message to chat 1001: Something_new")]


async def test_a_page_of_html_in_place_of_updates_is_one_short_line(room: Wire) -> None:
    room.server.next("getUpdates", answers(502, HTML, "text/html"))
    with pytest.raises(NetworkError) as error:
        await room.app.bot.get_updates()
    assert len(explain(error.value)) < 400
