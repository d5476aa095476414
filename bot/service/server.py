"""The server at LISTEN: `GET /health` and, in webhook mode, the address that Telegram calls.

It speaks plain HTTP: the encryption that Telegram asks for is the business of the proxy or load
balancer in front of it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.service.health import Health

LARGEST = 1_000_000  # bytes of a request; an update has a few thousand
IDLE = 75.0  # seconds that a connection may be idle, or take to say what it wants; proxies keep theirs for 60
GRACE = 0.3  # seconds for calls that are still at work when all that was taken has been seen to
HEALTH = "/health"
# aiohttp writes a traceback for every stranger who does not speak HTTP.
_SILENT = logging.getLogger(f"{__name__}.strangers")
_SILENT.setLevel(logging.CRITICAL + 1)


@asynccontextmanager
async def serving(address: tuple[str, int], health: Health, routes: Iterable[web.RouteDef] = ()) -> AsyncIterator[int]:
    """Serve health and further routes at host and port (0: a free one) during the block; give the port.

    Raises OSError where the address cannot be used.
    """
    application = web.Application(client_max_size=LARGEST)
    application.add_routes([_health_route(health), web.get(f"{HEALTH}/live", _live), *routes])
    runner = web.AppRunner(application, access_log=None, keepalive_timeout=IDLE, shutdown_timeout=GRACE, logger=_SILENT)
    await runner.setup()
    try:
        await web.TCPSite(runner, *address).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _health_route(health: Health) -> web.RouteDef:
    """Answer 200 where the bot is ready for work, 503 where it is not, and why."""

    async def tell(_: web.Request) -> web.Response:
        report = health.report()
        return web.json_response(report, status=200 if report["ready"] else 503)

    return web.get(HEALTH, tell)


async def _live(_: web.Request) -> web.Response:
    """Answer that the process is alive, whatever becomes of Telegram and the database."""
    return web.json_response({"live": True})
