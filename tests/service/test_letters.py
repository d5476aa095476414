"""What the admins get of themselves, out of a real journal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.corrections import Corrections
from bot.chat.delivery import ATTEMPTS, Delivery
from bot.chat.updates import read_update
from bot.journal import Entry, Journal, JournalTable
from bot.journal.counts import DAY
from bot.journal.journal import TODAYS_LEASE
from bot.journal.reading import JournalReader, Records
from bot.service import Admins, Letters, run
from bot.service.intake import Intake
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.room import Room, build_app, buttons, open_room

pytestmark = pytest.mark.slow
HOUR = 3600.0
SUNDAY = datetime(2026, 3, 8, 20, 30, tzinfo=UTC).timestamp()
ADMIN = Person(7, "Root")


class Clock:
    """A clock that stands, until it is set."""

    def __init__(self, now: float) -> None:
        """Start at a moment, in seconds since 1970."""
        self.now = now

    def __call__(self) -> float:
        """Give the seconds since 1970."""
        return self.now


class NoReader(JournalReader):
    """A reader that fails in a way that nobody has thought of."""

    async def read(self, since: float) -> Records:
        """Fail."""
        raise ZeroDivisionError


class Office(Room):
    """A room with a journal and an admin."""

    clock: Clock
    url: str
    journal: Journal
    letters: Letters
    admin: LocalChat

    def of_another_process(self, journal: Journal) -> Letters:
        """Give the letters of another process that answers in the same chats."""
        admins = Admins(self.app.bot, [ADMIN.id])
        return Letters(self.app, journal, JournalReader(self.url, 1), admins, clock=self.clock)

    def lose_next(self) -> None:
        """Let Telegram fail at the next message until nobody tries again."""
        assert isinstance(self.app.bot.rate_limiter, Delivery)
        self.app.bot.rate_limiter.pause, self.app.bot.rate_limiter.longest_failure = 0.01, 0.0
        for _ in range(ATTEMPTS):
            self.api.fail_next("sendMessage", 502, "Bad Gateway")

    @property
    def told(self) -> list[str]:
        """Give what the admin was told after the welcome."""
        return [str(reply.get("caption", reply.get("text"))) for reply in self.admin.replies[1:]]


@asynccontextmanager
async def journal_at(url: str, clock: Clock) -> AsyncIterator[Journal]:
    """Open the journal of a process."""
    async with Journal(JournalTable(url, 1, clock=clock), texts="all") as journal:
        yield journal


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Open an office on a Sunday evening."""
    async with open_room() as room:
        office = Office(room.api, room.app, room.chat)
        office.clock, office.url = Clock(SUNDAY), f"sqlite:///{tmp_path}/journal.db"
        office.admin = LocalChat(room.api, ADMIN)
        await office.take(office.admin.write("/start"))
        async with journal_at(office.url, office.clock) as office.journal:
            office.letters = office.of_another_process(office.journal)
            office.app.bot_data.count = office.journal.count
            yield office


async def ask(office: Office, number: int, question: str = "How many rockets did Acme build?") -> None:
    """Ask a question as it comes through the intake."""
    update = office.chat.write(question)
    await Intake(office.app, office.journal).answer(read_update(update, office.app.bot))


async def test_the_report_comes_on_monday_morning_once_from_all_processes(office: Office) -> None:
    await office.journal.record(Entry(900, "facts", "rockets", "en", "How many?"))
    async with journal_at(office.url, office.clock) as other:
        for hours in (0, 9, 12, 13, 15):
            office.clock.now = SUNDAY + hours * HOUR
            for letters in (office.letters, office.of_another_process(other)):
                await letters.send_due()
            assert len(office.told) == (hours >= 12)
        office.clock.now += 7 * DAY
        await office.letters.send_due()
    first, second = office.told
    assert first.startswith("2026-03-02 to 2026-03-09: 1 question (1 answered")
    assert "Most asked: 1 × rockets: Rockets built" in first
    assert second == "2026-03-09 to 2026-03-16: nobody asked anything"


async def test_what_readers_call_wrong_reaches_the_admins_once_an_hour(office: Office) -> None:
    office.app.bot_data.corrections = Corrections()
    for number in range(3):
        await ask(office, number)
        press = office.chat.press(str(buttons(office.chat.replies[-1])[-1]["callback_data"]))
        await Intake(office.app, office.journal).answer(read_update(press, office.app.bot))
        await office.letters.send_due()
    (told,) = office.told
    assert told.startswith("Answers that readers call wrong: 1\n1 × rockets: “How many rockets did Acme build?”")
    office.clock.now += HOUR
    await office.letters.send_due()
    await office.letters.send_due()
    assert [line.splitlines()[0][-1] for line in office.told] == ["1", "2"]


async def test_a_report_that_did_not_arrive_or_could_not_be_made_comes_later(office: Office) -> None:
    office.clock.now = SUNDAY + 12 * HOUR
    office.lose_next()
    await office.letters.send_due()
    assert office.told == []
    async with journal_at(office.url, office.clock) as other:
        await office.of_another_process(other).send_due()
        assert office.told == [], "the first process may still be at it"
        office.clock.now += TODAYS_LEASE + 1
        for _ in range(2):
            await office.of_another_process(other).send_due()
    assert len(office.told) == 1


async def test_a_process_that_crashed_at_the_report_leaves_it_to_another(office: Office) -> None:
    office.clock.now = SUNDAY + 12 * HOUR
    reader = NoReader(office.url, 1)
    with pytest.raises(ZeroDivisionError):
        await Letters(
            office.app, office.journal, reader, Admins(office.app.bot, [ADMIN.id]), clock=office.clock
        ).send_due()
    office.clock.now += TODAYS_LEASE + 1
    await office.letters.send_due()
    assert len(office.told) == 1


async def test_what_is_called_wrong_is_not_forgotten_where_it_did_not_arrive(office: Office) -> None:
    corrections = office.app.bot_data.corrections = Corrections()
    corrections.note(1, 1)
    office.lose_next()
    await office.letters.send_due()
    assert corrections.new == {1}
    office.clock.now += TODAYS_LEASE + 1
    await office.letters.send_due()
    assert corrections.new == set()
    assert [line.splitlines()[0][-1] for line in office.told] == ["1"]


async def test_stats_are_a_picture_where_one_can_be_drawn(office: Office) -> None:
    pytest.importorskip("PIL")
    await ask(office, 1)
    assert (await office.letters.week()).picture


async def test_without_pillow_stats_are_text(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    await ask(office, 1)
    week = await office.letters.week()
    assert week.picture is None
    assert "1 question (1 answered" in week.text


async def test_a_journal_that_is_away_is_one_line_and_no_letter(office: Office, tmp_path: Path) -> None:
    async with journal_at(f"sqlite:///{tmp_path}/nowhere/journal.db", office.clock) as away:
        reader = JournalReader(f"sqlite:///{tmp_path}/nowhere/journal.db", 1)
        letters = Letters(office.app, away, reader, Admins(office.app.bot, [ADMIN.id]), clock=office.clock)
        office.clock.now = SUNDAY + 12 * HOUR
        await letters.send_due()
        assert (await letters.week()).text.startswith("there is no journal at")
    assert office.told == []


async def test_an_admin_who_has_left_keeps_no_other_from_being_told(office: Office) -> None:
    admins = Admins(office.app.bot, [4711, ADMIN.id])
    letters = Letters(office.app, office.journal, JournalReader(office.url, 1), admins, clock=office.clock)
    office.clock.now = SUNDAY + 12 * HOUR
    await letters.send_due()
    assert len(office.told) == 1


async def test_the_running_bot_counts_and_writes(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    url = f"sqlite:///{tmp_path}/running.db"
    journal = Journal(JournalTable(url, 1, clock=office.clock))
    reader = JournalReader(url, 1)
    office.clock.now = SUNDAY + 12 * HOUR
    api = LocalBotApi()
    app = build_app(LocalRequest(api))
    admin, reader_chat = LocalChat(api, ADMIN), LocalChat(api)
    api.register(admin.write("hello"))
    letters = Letters(app, journal, reader, Admins(app.bot, [ADMIN.id]), pause=0.02, clock=office.clock)
    for words in ("/start src_news", "How many rockets did Acme build?"):
        api.queue(reader_chat.write(words))
    running = asyncio.create_task(run(app, journal, letters=letters, first_wait=0.01))
    async with asyncio.timeout(20):
        await api.mailbox.until_confirmed()
        await api.until_called("sendMessage", 3)
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    assert "2026-03-02 to 2026-03-09" in str(admin.replies[0])
    (news,) = (await reader.read(0.0)).counts
    assert (news.kind, news.name, news.times) == ("source", "news", 1)


async def test_a_journal_that_is_away_costs_no_answer_and_no_thanks(office: Office, tmp_path: Path) -> None:
    office.app.bot_data.corrections = Corrections()
    async with journal_at(f"sqlite:///{tmp_path}/nowhere/journal.db", office.clock) as away:
        office.app.bot_data.count = away.count
        office.journal = away
        await ask(office, 1, "/start src_news-rockets")
        await ask(office, 2)
        press = office.chat.press(str(buttons(office.chat.replies[-1])[-1]["callback_data"]))
        await Intake(office.app, away).answer(read_update(press, office.app.bot))
        await office.letters.send_due()
    assert [("19,000" in reply["text"]) for reply in office.chat.replies] == [True, True]
    assert press["callback_query"]["id"] in office.api.answers
