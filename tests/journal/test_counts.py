"""What is counted by the day: nothing is lost while the database is away, and nobody can fill it with names."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from pathlib import Path

import pytest

from bot.journal import Counted, Entry, Journal, JournalTable
from bot.journal.batch import MOST_COUNTED, Batch
from bot.journal.counts import DAY, MOST_NAMES, OTHERS, day_of
from bot.journal.journal import TODAYS_LEASE
from bot.journal.reading import DailyCount, JournalReader
from tests.world import Gate

pytestmark = pytest.mark.slow
NEWS = Counted("source", "news")


class Clock:
    """A clock that stands, until it is set."""

    def __init__(self) -> None:
        """Start now."""
        self.now = time.time()

    def __call__(self) -> float:
        """Give the seconds since 1970."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Give the clock of a machine."""
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a journal in a folder that may have to be made."""
    return f"sqlite:///{tmp_path}/later/journal.db"


def opened(url: str, clock: Clock, bot: int = 1) -> Journal:
    """Prepare the journal of a process."""
    Path(url.removeprefix("sqlite:///")).parent.mkdir(exist_ok=True)
    return Journal(JournalTable(url, bot, lock_timeout=0.05, clock=clock), first_pause=0.01, longest_pause=0.05)


async def counts(url: str, clock: Clock, bot: int = 1) -> list[DailyCount]:
    """Read what was counted."""
    return sorted((await JournalReader(url, bot).read(clock.now - 40 * DAY)).counts)


async def test_counts_add_up_by_name_and_day_and_bot(url: str, clock: Clock) -> None:
    today = day_of(clock.now)
    for bot, times in ((1, 3), (2, 1)):
        async with opened(url, clock, bot) as journal:
            for _ in range(times):
                journal.count(NEWS)
            await journal.record(Entry(1))
            journal.count(NEWS)
            await journal.record(Entry(2))
    clock.now += DAY
    async with opened(url, clock) as journal:
        journal.count(NEWS)
        await journal.record(Entry(3))
    assert await counts(url, clock) == [(today, "source", "news", 4), (today + 1, "source", "news", 1)]
    assert await counts(url, clock, 2) == [(today, "source", "news", 2)]


async def test_what_is_counted_while_the_database_is_away_is_written_when_it_is_back(
    url: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    async with opened(url, clock) as journal:
        other = sqlite3.connect(url.removeprefix("sqlite:///"))
        other.execute("BEGIN IMMEDIATE")
        for number in range(3):
            journal.count(NEWS)
            await journal.record(Entry(number))
            assert not journal.reachable
        gate = Gate("writing the journal again")
        logging.getLogger("bot").addHandler(gate)
        other.close()
        async with asyncio.timeout(20):
            await gate.opened.wait()
        logging.getLogger("bot").removeHandler(gate)
    assert [each.times for each in await counts(url, clock)] == [3]


async def test_who_thinks_of_names_fills_nothing(url: str, clock: Clock) -> None:
    async with opened(url, clock) as journal:
        for number in range(MOST_NAMES + 50):
            journal.count(Counted("source", f"name{number:03}"))
            journal.count(Counted("wrong", str(number), bounded=False))
        await journal.record(Entry(1))
        journal.count(Counted("source", "name000"))
        journal.count(Counted("source", "yet another"))
        await journal.record(Entry(2))
    found = {each.name: each.times for each in await counts(url, clock)}
    assert len(found) == MOST_NAMES + 1
    assert (found["name000"], found[OTHERS]) == (2, 51)


def test_what_waits_to_be_counted_is_bounded() -> None:
    batch = Batch()
    for number in range(2 * MOST_COUNTED):
        batch.count({Counted("source", str(number)): 1})
    batch.count({Counted("source", "0"): 1})
    assert len(batch.counts) == MOST_COUNTED
    assert batch.counts[Counted("source", "0")] == 2


async def test_of_several_processes_one_does_what_is_done_once_a_day(url: str, clock: Clock) -> None:
    async with opened(url, clock) as one, opened(url, clock) as other:
        assert [await each.claim_for_today("letter") for each in (one, other, one)] == [True, False, False]
        await one.confirm_for_today("letter")
        clock.now += TODAYS_LEASE + 1
        assert not await other.claim_for_today("letter")
        clock.now += DAY
        assert await other.claim_for_today("letter")
    assert await counts(url, clock) == [], "it says nothing about readers"


async def test_what_was_claimed_and_not_confirmed_is_done_by_another(url: str, clock: Clock) -> None:
    async with opened(url, clock) as one, opened(url, clock) as other:
        assert await one.claim_for_today("letter")
        clock.now += TODAYS_LEASE + 1
        assert [await each.claim_for_today("letter") for each in (other, one)] == [True, False]


async def test_counts_are_forgotten_after_thirty_days(url: str, clock: Clock) -> None:
    table = JournalTable(url, 1, clock=clock)
    Path(url.removeprefix("sqlite:///")).parent.mkdir()
    async with Journal(table) as journal:
        journal.count(NEWS)
        await journal.record(Entry(1))
        clock.now += 20 * DAY
        journal.count(NEWS)
        await journal.record(Entry(2))
        clock.now += 11 * DAY
        await table.delete_old()
    assert [each.times for each in await counts(url, clock)] == [1]
