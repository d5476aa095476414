"""What Prometheus is told, by the real Application over HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.client import AiohttpRequest, UpdatesRequest
from bot.cli.run import counting
from bot.matching.answer import Answer, Outcome
from bot.service import run
from bot.service.metrics import MOST_LANGUAGES, Metrics
from bot.service.server import Health, serving
from bot.terminal.bot_api import LocalBotApi, LocalChat
from tests.bot_api_server import BotApiServer
from tests.room import build_app
from tests.service.test_server import LOCALHOST, free_port, journal_in

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana" / "dashboard.json"
ANSWER = Answer("?", Outcome.NOTHING, "en")


async def scrape(port: int) -> dict[str, float]:
    """Read all numbers, by name and labels as they stand there."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{LOCALHOST}:{port}/metrics") as response:
        assert response.status == 200
        text = await response.text()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {
        sample.name.removeprefix("announcement_bot_")
        + "".join(f" {value}" for name, value in sorted(sample.labels.items()) if name != "le"): sample.value
        for sample in samples
    }


@dataclass
class Running:
    """The bot that polls a Bot API over HTTP, and the port for Prometheus."""

    api: LocalBotApi
    port: int
    task: asyncio.Task[None]

    async def ask(self, question: str) -> None:
        """Put a question, and wait until Telegram may forget it."""
        self.api.queue(LocalChat(self.api).write(question))
        async with asyncio.timeout(10):
            await self.api.mailbox.until_confirmed()


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Running]:
    """Run the bot as an operator does who has a Prometheus."""
    api, port, metrics = LocalBotApi(), free_port(), Metrics()
    async with BotApiServer(api) as server:
        app = build_app(
            AiohttpRequest(8, 5.0),
            get_updates_request=UpdatesRequest(2, 5.0),
            api_url=server.url,
            metrics=metrics,
        )
        task = asyncio.create_task(run(app, journal_in(folder), listen=(LOCALHOST, port), metrics=metrics))
        await api.until_called("getUpdates")
        yield Running(api, port, task)
        if not task.done():
            os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(10):
            await task


async def test_questions_are_counted_by_outcome_language_and_reason(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        for question in ("How many rockets did Acme build?", "What does an anvil cost?", "thank you", "/help"):
            await bot.ask(question)
        numbers = await scrape(bot.port)
    assert numbers["questions_total en facts none"] == 1
    assert numbers["questions_total en not_told none"] == 1
    assert numbers["questions_total en nothing thanks"] == 1
    assert numbers["answer_seconds_count"] == 3, "a command is no question"


async def test_calls_to_telegram_are_counted_by_method_and_result(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        bot.api.fail_next("sendMessage", 400, "Bad Request: chat not found")
        await bot.ask("How many rockets did Acme build?")
        await bot.ask("How many anvils were sold?")
        numbers = await scrape(bot.port)
    assert numbers["telegram_calls_total sendMessage 400"] == 1
    assert numbers["telegram_calls_total sendMessage 200"] == 1
    assert numbers["telegram_calls_total getMe 200"] == 1
    assert numbers["telegram_calls_total getUpdates 200"] >= 2


async def test_what_waits_and_since_when_is_measured_at_the_scrape(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        await bot.ask("How many rockets did Acme build?")
        numbers = await scrape(bot.port)
    assert numbers["waiting"] == 0
    assert numbers["journal_reachable"] == 1
    assert numbers["telegram_contact_timestamp_seconds"] >= numbers["facts_loaded_timestamp_seconds"] > 1_600_000_000


async def test_a_scrape_while_the_bot_stops_shows_what_is_still_in_hand(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        reached, go_on, call = asyncio.Event(), asyncio.Event(), bot.api.call

        async def slowly(method: str, parameters: dict[str, object]) -> tuple[int, dict[str, object]]:
            if method == "sendMessage":
                reached.set()
                await go_on.wait()
            return await call(method, parameters)

        bot.api.call = slowly  # type: ignore[method-assign]
        bot.api.queue(LocalChat(bot.api).write("How many rockets did Acme build?"))
        async with asyncio.timeout(10):
            await reached.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0)
        assert (await scrape(bot.port))["waiting"] == 1
        go_on.set()
        await bot.task


def test_a_count_that_fails_is_a_line_in_the_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    unhashable: Any = ["en"]
    Metrics().question(replace(ANSWER, language=unhashable), 0.1)
    assert "cannot count a question" in caplog.text


async def test_whatever_a_matcher_says_no_label_has_more_than_so_many_values() -> None:
    metrics = Metrics()
    for number in range(10 * MOST_LANGUAGES):
        metrics.question(replace(ANSWER, language=f"l{number}"), 0.1)
    async with serving((LOCALHOST, 0), Health(), [metrics.route]) as port:
        numbers = await scrape(port)
    assert sum(name.startswith("questions_total") for name in numbers) == MOST_LANGUAGES + 1
    assert numbers["questions_total other nothing none"] == 9 * MOST_LANGUAGES


async def test_every_number_of_the_dashboard_is_one_that_there_is(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        await bot.ask("How many rockets did Acme build?")
        there = {name.partition(" ")[0] for name in await scrape(bot.port)}
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    queries = " ".join(target["expr"] for panel in panels for target in panel.get("targets", []))
    shown = set(re.findall(r"announcement_bot_(\w+)", queries))
    assert shown <= there
    assert {"questions_total", "answer_seconds_bucket", "telegram_calls_total", "waiting"} <= shown


def test_without_the_extra_nothing_is_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert isinstance(counting(), Metrics)
    for name in ("prometheus_client", "bot.service.metrics"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    assert counting() is None
    assert "prometheus-client is not installed" in caplog.text
