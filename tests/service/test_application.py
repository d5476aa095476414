"""The Application: how it is built, started and stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from typing import Any

import pytest

from bot.journal.journal import Journal
from bot.service import polling
from bot.service.application import TokenError, build_application, run
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest
from tests.room import BASE, TOKEN


def build(api: LocalBotApi, token: str = TOKEN, **settings: Any) -> Any:
    """Build the bot on an in-process Bot API."""
    request = LocalRequest(api)
    return build_application(BASE, token, request=request, get_updates_request=request, rate_limit=0, **settings)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Make the waits between attempts short, and keep INFO lines."""
    monkeypatch.setattr(polling, "SHORTEST_WAIT", 0.01)
    caplog.set_level(logging.INFO, logger="bot")


async def run_until_answered(api: LocalBotApi, journal: Journal, number: int = signal.SIGTERM) -> LocalChat:
    """Run the bot as an operator does, put one question, and stop it by a signal once that is confirmed."""
    chat = LocalChat(api)
    api.queue(chat.write("/rockets"))
    running = asyncio.create_task(run(build(api), journal))
    async with asyncio.timeout(10):
        await api.mailbox.until_confirmed()
        os.kill(os.getpid(), number)
        await running
    return chat


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_until_a_signal_comes(number: int, journal: Journal) -> None:
    chat = await run_until_answered(LocalBotApi(), journal, number)
    assert len(chat.replies) == 1


async def test_a_network_that_is_not_there_yet_is_waited_for(journal: Journal) -> None:
    api = LocalBotApi()
    for _ in range(3):
        api.fail_next("getMe", 502, "Bad Gateway")
    assert len((await run_until_answered(api, journal)).replies) == 1


async def test_a_wrong_token_is_one_line_that_says_what_to_do_without_the_token(journal: Journal) -> None:
    api = LocalBotApi()
    api.fail_next("getMe", 401, "Unauthorized")
    with pytest.raises(TokenError) as raised:
        await run(build(api), journal)
    assert "TELEGRAM_TOKEN" in str(raised.value)
    assert "\n" not in str(raised.value)
    assert TOKEN not in str(raised.value)


@pytest.mark.parametrize("token", ["", "<token>", "123456", f"{TOKEN} ", f"{TOKEN}\n"])
def test_what_does_not_look_like_a_token_is_refused_without_asking_telegram(token: str) -> None:
    with pytest.raises(TokenError):
        build(LocalBotApi(), token=token)


async def test_the_signal_handlers_are_gone_after_it(journal: Journal) -> None:
    await run_until_answered(LocalBotApi(), journal)
    assert not asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)


async def test_inline_mode_that_is_off_is_a_warning_with_the_remedy(
    caplog: pytest.LogCaptureFixture, journal: Journal
) -> None:
    await run_until_answered(LocalBotApi(inline=False), journal)
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert warnings == ["inline mode is off: send /setinline to @BotFather to switch it on"]


@pytest.mark.parametrize("reads_all", [True, False])
async def test_privacy_mode_is_noted(caplog: pytest.LogCaptureFixture, reads_all: bool, journal: Journal) -> None:
    await run_until_answered(LocalBotApi(reads_all=reads_all), journal)
    assert ("privacy mode is on" in caplog.text) is not reads_all


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, f"https://api.telegram.org/bot{TOKEN}"),
        ({"test_servers": True}, f"https://api.telegram.org/bot{TOKEN}/test"),
        ({"api_url": "http://localhost:8081/"}, f"http://localhost:8081/bot{TOKEN}"),
    ],
)
def test_the_server_may_be_another(settings: dict[str, Any], address: str) -> None:
    assert build(LocalBotApi(), **settings).bot.base_url == address


async def test_the_channel_may_be_another() -> None:
    app = build(LocalBotApi(), channel_url="https://t.me/other")
    assert app.bot_data.base.channel.url == "https://t.me/other"
    assert app.bot_data.matcher.base is app.bot_data.base


def test_without_a_request_it_speaks_http() -> None:
    app = build_application(BASE, TOKEN)
    assert type(app.bot.request).__name__ == "AiohttpRequest"
