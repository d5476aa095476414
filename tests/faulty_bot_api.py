"""A Bot API at the other end of a real connection, on which calls go wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.chat.client import AiohttpRequest
from bot.chat.delivery import Delivery
from bot.matching import Matcher
from bot.service.application import build_application
from bot.terminal.bot_api import LocalBotApi, LocalChat
from tests.bot_api_server import BotApiServer
from tests.room import BASE, Room

SEND = "sendMessage"
HTML = "<html>\r\n<head><title>502 Bad Gateway</title></head>" + "<hr>nginx" * 500 + "</html>"
Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FaultyServer(BotApiServer):
    """A Bot API whose next calls of a method go wrong on the wire."""

    def __init__(self, api: LocalBotApi) -> None:
        """Start without faults."""
        super().__init__(api)
        self.faults: dict[str, list[Fault]] = {}
        self._arrived: list[tuple[str, str]] = []

    def next(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail in these ways."""
        self.faults[method] = [*faults]

    def arrived(self, method: str) -> list[str]:
        """List the HTTP methods of the calls of a method, failed ones too."""
        return [verb for name, verb in self._arrived if name == method]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        """Fail, or answer."""
        self._arrived.append((request.match_info["method"], request.method))
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
        """Ask for two facts; return the log lines of the first, once the second is answered as well."""
        await self.say("/rockets", chat)
        found = lines(caplog)
        assert all(len(line) < 400 and "\n" not in line for _, line in found)
        before = len(self.api.shown)
        await self.say("/anvils", chat)
        assert len(self.api.shown) == before + 1, "the next question is answered"
        assert "27,000 anvils" in self.api.shown[-1]["text"]
        return found

    @property
    def rockets(self) -> int:
        """Count the answers to the first question that are in any chat."""
        return sum("19,000 rockets" in message["text"] for message in self.api.shown)

    @property
    def delivery(self) -> Delivery:
        """Return what makes the bot's calls."""
        limiter = self.app.bot.rate_limiter
        assert isinstance(limiter, Delivery)
        return limiter


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """Return level and text of the bot's own log lines; none may have a traceback."""
    records = [record for record in caplog.records if record.name.startswith("bot.")]
    assert all(record.exc_info is None for record in records)
    return [(record.levelno, record.getMessage()) for record in records]


@pytest.fixture
async def wire_fixture(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Wire]:
    """Open a room on the wire, with short timeouts and pauses; a test file takes it as `wire = wire_fixture`."""
    caplog.set_level(logging.INFO, logger="bot")
    async with wired() as wire:
        yield wire


@asynccontextmanager
async def wired() -> AsyncIterator[Wire]:
    """Start the bot against a server on this machine."""
    api = LocalBotApi()
    async with FaultyServer(api) as server:
        request = AiohttpRequest(4, timeout=0.5)
        app = build_application(Matcher(BASE), server.token, request=request, api_url=server.url, rate_limit=0)
        async with app:
            wire = Wire(api, app, LocalChat(api))
            wire.server = server
            wire.delivery.pause = 0.01
            yield wire
