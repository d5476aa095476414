"""The server at LISTEN: what it reports about the health of the bot."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram.error import TimedOut

from bot.chat.counts import Counts
from bot.journal import Journal, JournalTable
from bot.service import ListenError, Webhook, run
from bot.service.server import Health, serving
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest
from tests.room import TOKEN, build_app

LOCALHOST = "127.0.0.1"


def journal_in(folder: Path) -> Journal:
    """Make a journal on disk."""
    return Journal(JournalTable(f"sqlite:///{folder / 'journal.db'}", 123456))


async def get(port: int, path: str = "/health") -> tuple[int, Any]:
    """Ask for a path and give status and JSON."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{LOCALHOST}:{port}{path}") as response:
        body = await response.read()
        return response.status, json.loads(body) if response.content_type == "application/json" else None


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as found:
        found.bind((LOCALHOST, 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def running(api: LocalBotApi, folder: Path, **settings: Any) -> AsyncIterator[int]:
    """Run the bot as an operator does with LISTEN, and give the port."""
    port = free_port()
    app = build_app(LocalRequest(api))
    task = asyncio.create_task(run(app, journal_in(folder), listen=(LOCALHOST, port), **settings))
    try:
        await api.until_called("getMe")
        yield port
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(10):
            await task


async def until_ready(port: int) -> Any:
    """Ask until the bot is ready, and give what it tells."""
    async with asyncio.timeout(10):
        while True:
            status, report = await get(port)
            if status == 200:
                return report


def test_who_has_not_heard_from_telegram_yet_is_live_and_not_ready() -> None:
    state = {"live": True, "ready": False, "telegram": False, "seconds_since_telegram": None}
    assert Health().report() == state | asdict(Counts())


@pytest.mark.parametrize(("longest_silence", "ready"), [(60.0, True), (0.0, False)])
def test_who_heard_from_telegram_is_ready_until_that_is_too_long_ago(longest_silence: float, ready: bool) -> None:
    watched = Health(longest_silence)
    watched.in_touch()
    assert watched.report()["ready"] is ready


@pytest.mark.parametrize("reachable", [True, False])
def test_a_journal_that_is_not_reachable_makes_the_bot_not_ready(reachable: bool) -> None:
    watched = Health()
    watched.in_touch()
    watched.checks = {"journal": lambda: reachable}
    assert watched.report()["ready"] is watched.report()["journal"] is reachable


async def test_ready_is_200_and_not_ready_is_503_and_live_is_always_200() -> None:
    watched = Health()
    async with serving((LOCALHOST, 0), watched) as port:
        assert (await get(port))[0] == 503
        assert await get(port, "/health/live") == (200, {"live": True})
        watched.in_touch()
        assert (await get(port))[0] == 200
        assert (await get(port, "/healthy"))[0] == 404


async def test_the_polling_bot_tells_its_health_where_listen_is_set(tmp_path: Path) -> None:
    async with running(LocalBotApi(), tmp_path) as port:
        report = await until_ready(port)
    assert report.pop("seconds_since_telegram") < 60
    state = {"live": True, "ready": True, "telegram": True, "facts": True, "journal": True}
    assert report == state | asdict(Counts())


async def test_health_counts_what_was_not_confirmed_apart_from_what_was_dropped(tmp_path: Path) -> None:
    api = LocalBotApi()
    call = api.call

    async def swallow(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage":
            api.call = call  # type: ignore[method-assign]
            raise TimedOut
        return await call(method, parameters)

    async with running(api, tmp_path) as port:
        api.call = swallow  # type: ignore[method-assign]
        await ask(api)
        api.fail_next("sendMessage", 400, "Bad Request: chat not found")
        await ask(api)
        await ask(api)
        report = (await get(port))[1]
    assert {name: report[name] for name in asdict(Counts())} == asdict(Counts(unconfirmed=1, dropped=1))


async def ask(api: LocalBotApi) -> None:
    """Put a question, and wait until Telegram may forget it."""
    api.queue(LocalChat(api).write("How many rockets did Acme build?"))
    async with asyncio.timeout(10):
        await api.mailbox.until_confirmed()


async def test_the_bot_with_a_webhook_does_too(tmp_path: Path) -> None:
    hook = Webhook("https://bot.example.org/telegram", "secret")
    async with running(LocalBotApi(), tmp_path, webhook=hook) as port:
        assert (await until_ready(port))["telegram"] is True


async def test_while_telegram_cannot_be_reached_at_the_start_the_bot_is_live_and_not_ready(
    tmp_path: Path,
) -> None:
    api, is_away = LocalBotApi(), True
    call = api.call

    async def maybe(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if is_away:
            api.fail_next(method, 502, "Bad Gateway")
        return await call(method, parameters)

    api.call = maybe  # type: ignore[method-assign]
    async with running(api, tmp_path, first_wait=0.01) as port:
        status, report = await get(port)
        assert (status, report["live"], report["telegram"]) == (503, True, False)
        is_away = False
        assert (await until_ready(port))["telegram"] is True


async def test_a_port_that_is_taken_is_one_line_that_names_the_setting(tmp_path: Path) -> None:
    async with serving((LOCALHOST, 0), Health()) as port:
        with pytest.raises(ListenError, match=rf"^cannot listen on 127\.0\.0\.1:{port} \(LISTEN\): .*in use"):
            await run(build_app(LocalRequest(LocalBotApi())), journal_in(tmp_path), listen=(LOCALHOST, port))


async def test_health_tells_no_secrets(tmp_path: Path) -> None:
    hook = Webhook("https://bot.example.org/telegram", "hush-hush")
    async with running(LocalBotApi(), tmp_path, webhook=hook) as port:
        told = json.dumps(await until_ready(port))
    assert TOKEN not in told
    assert "hush" not in told
