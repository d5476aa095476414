"""A Bot API behind something that misbehaves: one kind of trouble at a time, for all calls."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.terminal.bot_api import LocalBotApi
from tests.bot_api_server import BotApiServer
from tests.faulty_bot_api import HTML, answers, refuses

Pass = Callable[[web.Request], Awaitable[web.StreamResponse]]
Trouble = Callable[[web.Request, Pass], Awaitable[web.StreamResponse]]
BOMB = gzip.compress(b" " * 30_000_000)
LATE = 5.0  # seconds after which a request that is idle is ended


def instead(fault: Pass) -> Trouble:
    """Make trouble of a response that comes in place of Telegram's."""

    async def trouble(request: web.Request, forward: Pass) -> web.StreamResponse:
        return await fault(request)

    return trouble


async def redirects(request: web.Request, forward: Pass) -> web.StreamResponse:
    """Point to another address."""
    return web.Response(status=301, headers={"Location": "https://elsewhere.example.org/"})


async def drips(request: web.Request, forward: Pass) -> web.StreamResponse:
    """Forward a call, and give the reply a byte at a time."""
    reply = await forward(request)
    assert isinstance(reply, web.Response)
    assert isinstance(reply.body, bytes)
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    for byte in reply.body:
        await response.write(bytes([byte]))
        await asyncio.sleep(0.2)
    return response


async def bombs(request: web.Request, forward: Pass) -> web.StreamResponse:
    """Answer with a little that becomes a lot."""
    return web.Response(body=BOMB, headers={"Content-Encoding": "gzip"}, content_type="application/json")


async def endless(request: web.Request, forward: Pass) -> web.StreamResponse:
    """Answer without end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" " * 65_536)
        await asyncio.sleep(0)


async def ends_what_is_idle(request: web.Request, forward: Pass) -> web.StreamResponse:
    """Forward a call, and close the connection if there is no reply in time."""
    try:
        async with asyncio.timeout(LATE):
            return await forward(request)
    except TimeoutError:
        assert request.transport
        request.transport.close()
        return web.Response()


async def hangs(request: web.Request, forward: Pass) -> web.StreamResponse:
    """Say nothing."""
    await asyncio.sleep(600)
    return web.Response()


# None of these has passed the call on, or else the reply shows it.
TROUBLES: dict[str, Trouble] = {
    "503 with a page": instead(answers(503, HTML, "text/html")),
    "404 with a page": instead(answers(404, HTML, "text/html")),
    "401 with a page": instead(answers(401, HTML, "text/html")),
    "403 with a page": instead(answers(403, HTML, "text/html")),
    "a captive portal": instead(answers(200, HTML, "text/html")),
    "null": instead(answers(200, "null")),
    "JSON of another kind": instead(answers(200, '{"status": "up"}')),
    "500 of Telegram's": instead(refuses(500, "Internal Server Error")),
    "429 with odd seconds": instead(refuses(429, "Too Many Requests", '{"retry_after": -1}')),
    "a redirect": redirects,
    "a gzip bomb": bombs,
    "a body without end": endless,
    "a proxy that ends what is idle": ends_what_is_idle,
}


class TroubledServer(BotApiServer):
    """A Bot API that can be put into trouble; `spared` are the methods that get through."""

    def __init__(self, api: LocalBotApi) -> None:
        """Start without trouble."""
        super().__init__(api)
        self.trouble: Trouble | None = None
        self.spared: frozenset[str] = frozenset()
        self.met = asyncio.Event()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        """Make trouble, or answer."""
        if self.trouble is None or request.match_info["method"] in self.spared:
            return await super()._call(request)
        self.met.set()
        return await self.trouble(request, super()._call)

    def put_into(self, trouble: Trouble | None, *spared: str) -> None:
        """Let this trouble begin, or end."""
        self.trouble, self.spared = trouble, frozenset(spared)
        self.met.clear()


class Banned:
    """A Bot API that refuses every message for a time, and counts them."""

    def __init__(self, api: LocalBotApi, seconds: float, retry_after: int) -> None:
        """Wait for the first message; the ban begins with it."""
        self.refused, self._end = 0, 0.0
        self._seconds, self._retry_after, self._call = seconds, retry_after, api.call
        api.call = self.call  # type: ignore[method-assign]

    async def call(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Refuse, or pass on."""
        now = asyncio.get_running_loop().time()
        if method != "sendMessage":
            return await self._call(method, parameters)
        self._end = self._end or now + self._seconds
        if now >= self._end:
            return await self._call(method, parameters)
        self.refused += 1
        return 429, {
            "ok": False,
            "error_code": 429,
            "description": f"Too Many Requests: retry after {self._retry_after}",
            "parameters": {"retry_after": self._retry_after},
        }
