"""The life of the process: how it starts, what it logs, how it stops."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.delivery import Delivery
from bot.journal import Journal, JournalTable
from bot.matching import Matcher
from bot.matching.meaning import Encoder
from bot.service import TokenError, Webhook, build_application, run
from bot.service.outage import REJECTIONS
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest
from tests.faulty_bot_api import HTML, FaultyServer, answers
from tests.letters import Letters
from tests.room import BASE, TOKEN, build_app

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


async def run_until_answered(api: LocalBotApi, journal: Journal, number: int = signal.SIGTERM) -> LocalChat:
    """Run the bot as an operator does, put one question, and stop it by a signal once that is confirmed."""
    chat = LocalChat(api)
    api.queue(chat.write("/rockets"))
    running = asyncio.create_task(run(build_app(LocalRequest(api)), journal, first_wait=0.01))
    async with asyncio.timeout(10):
        await api.mailbox.until_confirmed()
        os.kill(os.getpid(), number)
        await running
    return chat


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_until_a_signal_comes(number: int, journal: Journal) -> None:
    chat = await run_until_answered(LocalBotApi(), journal, number)
    assert len(chat.replies) == 1


async def test_what_phrasings_mean_is_compiled_beside_the_answers(api: LocalBotApi, journal: Journal) -> None:
    begun, answered = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def encode(texts: list[str]) -> Numbers:
        loop.call_soon_threadsafe(begun.set)
        assert answered.wait(10)
        return Letters()(texts)

    app = build_app(LocalRequest(api), Matcher(BASE, encoder=Encoder(encode)))
    chat = LocalChat(api)
    running = asyncio.create_task(run(app, journal, first_wait=0.01))
    async with asyncio.timeout(20):
        await begun.wait()
        api.queue(chat.write("/rockets"))
        await api.mailbox.until_confirmed()
        answered.set()
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert len(chat.replies) == 1


async def test_a_network_that_is_not_there_yet_is_waited_for(journal: Journal) -> None:
    api = LocalBotApi()
    for _ in range(3):
        api.fail_next("getMe", 502, "Bad Gateway")
    assert len((await run_until_answered(api, journal)).replies) == 1


async def test_a_wrong_token_is_one_line_that_says_what_to_do_without_the_token(journal: Journal) -> None:
    api = LocalBotApi()
    for _ in range(REJECTIONS):
        api.fail_next("getMe", 401, "Unauthorized")
    with pytest.raises(TokenError) as raised:
        await run(build_app(LocalRequest(api)), journal, first_wait=0.01)
    assert "TELEGRAM_TOKEN" in str(raised.value)
    assert "\n" not in str(raised.value)
    assert TOKEN not in str(raised.value)


@pytest.mark.parametrize(
    "method", ["getMe", "setWebhook", "getWebhookInfo", "getUpdates", "deleteWebhook", "getMyCommands", "sendMessage"]
)
async def test_whatever_hangs_it_stops_within_five_seconds(
    journal: Journal, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    api = LocalBotApi()
    reached, call = asyncio.Event(), api.call

    async def hang(name: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if name == method:
            reached.set()
            await asyncio.Event().wait()
        return await call(name, parameters)

    api.call = hang  # type: ignore[assignment,method-assign]
    if method == "deleteWebhook":
        api.fail_next("getUpdates", 409, "Conflict: can't use getUpdates method while webhook is active")
    api.queue(LocalChat(api).write("/rockets"))
    webhook = Webhook("https://bot.example.org/x", "secret") if "WebhookInfo" in method or "set" in method else None
    listen = ("127.0.0.1", 0) if webhook else None
    running = asyncio.create_task(run(build_app(LocalRequest(api)), journal, webhook=webhook, listen=listen))
    async with asyncio.timeout(10):
        await reached.wait()
    async with asyncio.timeout(5):
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert [record.getMessage() for record in caplog.records].count("stopping") == 1


async def test_a_gateway_that_answers_for_telegram_ends_no_run(journal: Journal) -> None:
    api = LocalBotApi()
    async with FaultyServer(api) as server:
        server.next("getMe", *[answers(404, HTML, "text/html")] * REJECTIONS, answers(200, "null"))
        odd = answers(200, '{"ok":true,"result":{}}')
        server.next("getUpdates", *[answers(401, HTML, "text/html")] * REJECTIONS, odd)
        chat = LocalChat(api)
        api.queue(chat.write("/rockets"))
        app = build_application(Matcher(BASE), server.token, api_url=server.url, rate_limit=0)
        assert isinstance(app.bot.rate_limiter, Delivery)
        app.bot.rate_limiter.pause = 0.01
        running = asyncio.create_task(run(app, journal, first_wait=0.01))
        async with asyncio.timeout(10):
            await api.mailbox.until_confirmed()
            os.kill(os.getpid(), signal.SIGTERM)
            await running
    assert len(chat.replies) == 1


async def test_a_gateway_that_answers_for_telegram_ends_no_webhook(journal: Journal) -> None:
    api = LocalBotApi()
    async with FaultyServer(api) as server:
        pages = [answers(status, HTML, "text/html") for status in (404, 401)]
        server.next("setWebhook", *pages * REJECTIONS)
        server.next("getWebhookInfo", *pages * REJECTIONS)
        app = build_application(Matcher(BASE), server.token, api_url=server.url, rate_limit=0)
        assert isinstance(app.bot.rate_limiter, Delivery)
        app.bot.rate_limiter.pause = 0.01
        webhook = Webhook("https://bot.example.org/x", "secret")
        running = asyncio.create_task(run(app, journal, webhook=webhook, listen=("127.0.0.1", 0), first_wait=0.01))
        async with asyncio.timeout(10):
            await api.until_called("getWebhookInfo")
            os.kill(os.getpid(), signal.SIGTERM)
            await running


async def test_a_profile_that_cannot_be_set_and_questions_that_cannot_be_resumed_are_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class NoWaiting(Journal):
        async def waiting(self) -> Any:
            raise ZeroDivisionError

    api = LocalBotApi()
    call = api.call

    async def no_commands(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        status, answer = await call(method, parameters)
        return status, {"ok": True, "result": [None]} if method == "getMyCommands" else answer

    api.call = no_commands  # type: ignore[method-assign]
    broken = NoWaiting(JournalTable(f"sqlite:///{tmp_path}/journal.db", bot_id=1))
    assert len((await run_until_answered(api, broken)).replies) == 1
    assert "cannot set the menu and the descriptions" in caplog.text
    assert "cannot resume the questions" in caplog.text


async def test_inline_mode_that_is_off_is_a_warning_with_the_remedy(
    caplog: pytest.LogCaptureFixture, journal: Journal
) -> None:
    await run_until_answered(LocalBotApi(inline=False), journal)
    ours = (record for record in caplog.records if record.name == "bot.service.run")
    warnings = [record.getMessage() for record in ours if record.levelno == logging.WARNING]
    assert warnings == ["inline mode is off: send /setinline to @BotFather to switch it on"]


@pytest.mark.parametrize("reads_all", [True, False])
async def test_privacy_mode_is_noted(caplog: pytest.LogCaptureFixture, reads_all: bool, journal: Journal) -> None:
    await run_until_answered(LocalBotApi(reads_all=reads_all), journal)
    assert ("privacy mode is on" in caplog.text) is not reads_all
