"""What the admins are told of troubles."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.journal import Journal, JournalTable
from bot.service import Admins, Notices, Webhook, run
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.room import build_app

ADMIN = Person(42)
TOKEN = "123456789:AAF-fake_fake_fake_fake_fake_fake_fak"


class Trouble:
    """Something that is wrong or not, in a time that passes as the test says."""

    def __init__(
        self, bot: Bot, api: LocalBotApi, patience: float = 0.0, admins: tuple[int, ...] = (ADMIN.id,)
    ) -> None:
        """Begin with nothing wrong."""
        api.register(LocalChat(api, ADMIN).write("hello"))
        self.api, self.now = api, 0.0
        self.line: str | None = None
        self._looks = asyncio.Condition()
        self.notices = Notices(Admins(bot, admins), every=0.0, again=3600.0, timer=lambda: self.now)
        self.looked = asyncio.Event()
        self.notices.watch(self.find, patience=patience, well="well again")

    def find(self) -> str | None:
        """Say what is wrong."""
        self.looked.set()
        return self.line

    async def pass_time(self, seconds: float, line: str | None) -> list[str]:
        """Let the state be this after some seconds, and give all that the admins have been told."""
        self.now, self.line = self.now + seconds, line
        task = asyncio.create_task(self.notices.run())
        for _ in range(3):
            self.looked.clear()
            async with asyncio.timeout(10):
                await self.looked.wait()
        task.cancel()
        return [call["text"] for call in self.api.sent("sendMessage")]


async def test_an_admin_is_told_once_when_something_goes_wrong_and_once_when_it_is_well(
    bot: Bot, api: LocalBotApi
) -> None:
    trouble = Trouble(bot, api)
    assert await trouble.pass_time(1, None) == []
    assert await trouble.pass_time(1, "it broke") == ["it broke"]
    assert await trouble.pass_time(9999, "it broke, still") == ["it broke"]
    assert await trouble.pass_time(1, None) == ["it broke", "well again"]
    assert await trouble.pass_time(9999, None) == ["it broke", "well again"]


async def test_what_is_over_soon_is_not_told(bot: Bot, api: LocalBotApi) -> None:
    trouble = Trouble(bot, api, patience=600)
    assert await trouble.pass_time(1, "it broke") == []
    assert await trouble.pass_time(599, "it broke") == []
    assert await trouble.pass_time(1, None) == []
    assert await trouble.pass_time(1, "it broke") == []
    assert await trouble.pass_time(600, "it broke") == ["it broke"]


async def test_what_comes_and_goes_is_told_once_an_hour(bot: Bot, api: LocalBotApi) -> None:
    trouble = Trouble(bot, api)
    for _ in range(59):
        await trouble.pass_time(30, "it broke")
        await trouble.pass_time(30, None)
    assert await trouble.pass_time(0, None) == ["it broke", "well again"]
    await trouble.pass_time(100, "it broke")
    assert await trouble.pass_time(0, None) == ["it broke", "well again"] * 2


async def test_without_admins_nobody_looks(bot: Bot, api: LocalBotApi) -> None:
    trouble = Trouble(bot, api, admins=())
    async with asyncio.timeout(10):
        await trouble.notices.run()
    assert not trouble.looked.is_set()


async def test_a_network_that_is_away_is_tried_again_and_an_admin_who_left_is_not(bot: Bot, api: LocalBotApi) -> None:
    trouble = Trouble(bot, api)
    api.fail_next("sendMessage", 502, "Bad Gateway")
    await trouble.pass_time(1, "it broke")
    assert len(api.sent("sendMessage")) == 2
    await trouble.pass_time(1, None)
    api.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await trouble.pass_time(3600, "it broke")
    assert len(api.sent("sendMessage")) == 4


async def test_a_notice_is_short_and_holds_no_token(bot: Bot, api: LocalBotApi) -> None:
    (told,) = await Trouble(bot, api).pass_time(1, f"cannot call /bot{TOKEN}/getMe " + "x" * 5_000)
    assert TOKEN not in told
    assert len(told) <= 1024


# ---- what is watched ------------------------------------------------------------------------------


@asynccontextmanager
async def running(api: LocalBotApi, journal: Journal, **parts: Any) -> AsyncIterator[None]:
    """Run the bot with an admin, for whom a hundred seconds pass at each look."""
    api.register(LocalChat(api, ADMIN).write("hello"))
    app, clock = build_app(LocalRequest(api)), count(step=100)
    notices = Notices(Admins(app.bot, [ADMIN.id]), every=0.01, timer=lambda: float(next(clock)))
    task = asyncio.create_task(run(app, journal, notices=notices, first_wait=0.01, **parts))
    yield
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await task


async def told(api: LocalBotApi, messages: int) -> list[str]:
    """Wait for so many messages, and give the texts of those to the admin."""
    async with asyncio.timeout(20):
        await api.until_called("sendMessage", messages)
    return [call["text"] for call in api.sent("sendMessage") if call["chat_id"] == ADMIN.id]


async def test_a_second_instance_is_told(journal: Journal) -> None:
    api = LocalBotApi()
    for _ in range(10):
        api.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    async with running(api, journal):
        (broken,) = await told(api, 1)
        api.queue(LocalChat(api, Person(100)).write("How many rockets did Acme build?"))  # or the poll lasts
        assert await told(api, 3) == [broken, "Telegram answers again"]
    assert broken.startswith("another process is receiving this bot's updates")


async def test_messages_that_telegram_refuses_one_after_the_other_are_told(journal: Journal) -> None:
    api = LocalBotApi()
    for number in range(3):
        api.fail_next("sendMessage", 400, "Bad Request: can't parse what you wrote")
        api.queue(LocalChat(api, Person(100 + number)).write("How many rockets did Acme build?"))
    async with running(api, journal):
        (line,) = await told(api, 4)
    assert line == "Telegram refused the last 3 messages for what is in them: see the log"


async def test_a_journal_that_is_away_for_long_is_told(tmp_path: Path) -> None:
    api, folder = LocalBotApi(), tmp_path / "later"
    journal = Journal(
        JournalTable(f"sqlite:///{folder}/journal.db", bot_id=123456), first_pause=0.01, longest_pause=0.01
    )
    async with running(api, journal):
        (broken,) = await told(api, 1)
        folder.mkdir()
        assert await told(api, 2) == [broken, "the journal is written again"]
    assert broken == "the journal cannot be written: questions are answered without it"


async def test_trouble_with_the_webhook_is_told_but_not_what_was_before_the_start(journal: Journal) -> None:
    api, dates, call = LocalBotApi(), [1, 1, 2, 2], LocalBotApi.call

    async def failing(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        status, reply = await call(api, method, parameters)
        if method == "getWebhookInfo":
            date = dates.pop(0) if dates[1:] else dates[0]
            reply["result"] |= {"last_error_date": date, "last_error_message": f"error {date}"}
        return status, reply

    api.call = failing  # type: ignore[method-assign]
    hook = Webhook("https://bot.example.org/telegram", "secret", check_every=0.05)
    async with running(api, journal, webhook=hook, listen=("127.0.0.1", 0)):
        lines = await told(api, 2)
    assert lines == [
        "Telegram has trouble reaching the webhook: error 2",
        "Telegram reaches the webhook again",
    ]
