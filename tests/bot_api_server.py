"""The local Bot API over HTTP, so that the bot can run against it as a process of its own."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.terminal.bot_api import LocalBotApi
from bot.terminal.bot_api.request import value_of


class BotApiServer:
    """Serve a LocalBotApi at `url`, which is for PTB's base_url: /bot<token>/<method> (and /bot<token>/test/<method>).

    Use it as an async context manager; the port is a free one of 127.0.0.1, and the same when it is entered again.
    """

    def __init__(self, api: LocalBotApi, token: str = "123456:local") -> None:
        """Prepare to serve the bot with this token; every other token is unknown."""
        self.api = api
        self.token = token
        self.url = ""
        self._port = 0
        self._runner: web.AppRunner

    async def __aenter__(self) -> Self:
        """Start to serve."""
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_route("*", "/bot{token}/test/{method}", self._call)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True).start()
        host, self._port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{self._port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the port."""
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        """Answer one request as api.telegram.org does."""
        if request.match_info["token"] != self.token:
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        status, answer = await self.api.call(request.match_info["method"], await _parameters(request))
        return web.json_response(answer, status=status)


async def _parameters(request: web.Request) -> dict[str, Any]:
    """Read parameters from the address and from a JSON, form or multipart body (Bot API, "Making requests")."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    else:
        form = await request.post()
        given |= {name: part.file.read() if isinstance(part, web.FileField) else part for name, part in form.items()}
    return {name: value_of(name, value) for name, value in given.items()}
