"""The server at LISTEN: `GET /health` and, in webhook mode, the address that Telegram calls.

It speaks plain HTTP: TLS, which Telegram requires, is left to the proxy or load balancer in front of it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.chat.counts import Counts

LARGEST = 1_000_000  # bytes of a request; an update has a few thousand
SHUTDOWN = 0.3  # seconds for calls that are still open when everything that was taken has been handled
HEALTH = "/health"
# aiohttp logs a traceback for every client that does not speak HTTP.
_SILENT = logging.getLogger(f"{__name__}.strangers")
_SILENT.setLevel(logging.CRITICAL + 1)


class ListenError(Exception):
    """The address of LISTEN cannot be used; the text is one line for the operator."""


class Health:
    """What `GET /health` reports.

    Call `in_touch` after each successful call to Telegram. `checks` are further conditions for being ready, by
    name; each must return at once.
    """

    def __init__(self, longest_silence: float = 120.0, counts: Counts | None = None) -> None:
        """Start without contact; after `longest_silence` seconds without any it is not ready (a poll takes 30)."""
        self.checks: dict[str, Callable[[], bool]] = {}
        self._counts = counts or Counts()
        self._longest_silence = longest_silence
        self._contact: float | None = None
        self._due: float | None = None

    @contextmanager
    def attempt(self, longest: float) -> Iterator[None]:
        """Note an attempt to reach Telegram, which must end within `longest` seconds, whether it succeeds or not."""
        self._due = time.monotonic() + longest
        try:
            yield
        finally:
            self._due = None

    @property
    def is_stuck(self) -> bool:
        """Return whether an attempt to reach Telegram takes longer than its time-outs allow."""
        return self._due is not None and time.monotonic() > self._due

    def in_touch(self) -> None:
        """Note a successful call to Telegram."""
        self._contact = time.monotonic()

    @property
    def silence(self) -> float | None:
        """Return the seconds since the last successful call, or None if there was none yet."""
        return None if self._contact is None else time.monotonic() - self._contact

    def report(self) -> dict[str, Any]:
        """Return the state as JSON: live means that the process responds, ready that it can do its work."""
        silence = self.silence
        parts = {"telegram": silence is not None and silence < self._longest_silence}
        parts |= {name: check() for name, check in self.checks.items()}
        seconds = None if silence is None else round(silence, 1)
        report = {"live": True, "ready": all(parts.values()), **parts, "seconds_since_telegram": seconds}
        return report | asdict(self._counts)


@asynccontextmanager
async def serving(
    address: tuple[str, int], health: Health, routes: Iterable[web.RouteDef] = (), *, idle: float = 75.0
) -> AsyncIterator[int]:
    """Serve health and further routes at host and port (0: any free one) during the block; yield the port.

    A connection may be idle, or take to send its request, for `idle` seconds (proxies keep theirs for 60).
    Raises ListenError if the address cannot be used.
    """
    application = web.Application(client_max_size=LARGEST)
    application.add_routes([_health_route(health), web.get(f"{HEALTH}/live", _live), *routes])
    runner = web.AppRunner(
        application, access_log=None, keepalive_timeout=idle, shutdown_timeout=SHUTDOWN, logger=_SILENT
    )
    await runner.setup()
    try:
        await _listen(runner, *address)
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    """Open the port, or raise ListenError."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise ListenError(f"cannot listen on {host}:{port} (LISTEN): {error.strerror or error}") from None


def _health_route(health: Health) -> web.RouteDef:
    """Return the route of /health: 200 if the bot is ready for work, otherwise 503, and why."""

    async def respond(_: web.Request) -> web.Response:
        report = health.report()
        return web.json_response(report, status=200 if report["ready"] else 503)

    return web.get(HEALTH, respond)


async def _live(_: web.Request) -> web.Response:
    """Respond that the process is alive, whatever the state of Telegram and the database."""
    return web.json_response({"live": True})
