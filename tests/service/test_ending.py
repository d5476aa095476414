"""The end of `run` as a process: what is done is done, and what hangs is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.service.outage import REJECTIONS
from tests.world import LONG, ROOT, World, open_world

pytestmark = pytest.mark.process
PROGRAM = """
import atexit, logging, re, signal, sys, threading, time
from bot.cli.main import main

def hang(*_):
    print("hanging", file=sys.stderr, flush=True)
    time.sleep(1000)

def at(name, happening):
    def profile(frame, *_):
        if frame.f_code.co_name == name:
            happening()
    threading.setprofile(profile)
    sys.setprofile(profile)

class Again(logging.NullHandler):
    def flush(self):
        signal.raise_signal(signal.SIGTERM)

{what}
sys.argv = ["announcement-bot", "run"]
main()
"""
STARTING = "at('compiled', hang)"
COMPILING = "at('compile_language', hang)"
THREAD = "threading.Thread(target=hang).start()"
AT_EXIT = "atexit.register(hang)"
LEFT = {
    "a language that is compiled in a thread": COMPILING,
    "a thread": THREAD,
    "what the interpreter calls at its end": AT_EXIT,
    "a signal more at the very end": "again = Again()",
}


@asynccontextmanager
async def running(world: World, what: str) -> AsyncIterator[Process]:
    """Run the bot with something in it that hangs or happens."""
    variables = os.environ | {"PYTHONPATH": str(ROOT), "TELEGRAM_TOKEN": world.server.token}
    variables |= {"TELEGRAM_API_URL": world.server.url}
    command = (sys.executable, "-c", PROGRAM.format(what=what))
    bot = await asyncio.create_subprocess_exec(*command, cwd=world.folder, env=variables, stderr=PIPE)
    try:
        yield bot
    finally:
        if bot.returncode is None:
            await world.stop(bot, signal.SIGKILL)


@pytest.mark.parametrize("what", LEFT)
async def test_whatever_the_interpreter_would_wait_for_is_left_behind(what: str, tmp_path: Path) -> None:
    async with open_world(tmp_path) as world, running(world, LEFT[what]) as bot:
        world.ask(3)
        if LEFT[what] in (COMPILING, THREAD):
            await world.until_logged(bot, "hanging")
        await world.until_confirmed(bot)
        async with asyncio.timeout(LONG):
            log = await world.stop(bot, signal.SIGTERM)
        assert (bot.returncode, world.lost) == (0, 0), log
        assert "stopping" in log
        assert "not stopped" not in log


async def test_a_signal_ends_a_process_that_has_not_begun_its_work(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world, running(world, STARTING) as bot:
        await world.until_logged(bot, "hanging")
        async with asyncio.timeout(LONG):
            await world.stop(bot, signal.SIGTERM)
        assert bot.returncode == 0


async def test_a_run_that_failed_and_hangs_is_ended_by_the_signal(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        for _ in range(REJECTIONS):
            world.api.fail_next("getMe", 401, "Unauthorized")
        async with running(world, THREAD) as bot:
            await world.until_logged(bot, "error: ")
            async with asyncio.timeout(LONG):
                await world.stop(bot, signal.SIGTERM)
        assert bot.returncode == -signal.SIGTERM


async def test_a_journal_that_somebody_has_locked_does_not_hold_the_process(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        world.ask(3)
        bot = await world.start()
        await world.until_confirmed(bot)
        with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            world.ask(3)
            await world.until_sent(bot, 4)
            async with asyncio.timeout(LONG):
                log = await world.stop(bot, signal.SIGTERM)
        assert bot.returncode == 0, log
        assert world.lost == 0
