"""Reading a journal, also while others write it: it is never changed, whichever version has written it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, cast, func, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.address import parse_address
from bot.journal.counts import CLAIMED, DAY, day_of
from bot.journal.refusal import in_one_line
from bot.journal.schema import COUNTS, TABLE, NewerJournalError, columns_of, has_table, version_of
from bot.journal.thread import LoopThread

PATIENCE = 10.0  # seconds for all of it
CLOSE_TIMEOUT = 0.5  # seconds for what hangs
MOST_TEXTS = 2_000  # different ones, the most frequent; as many with an answer as without
MOST_COUNTS = 5_000
SOURCE = "source"  # the kind of count whose names say where readers came from
WRONG = "wrong"  # the kind of count whose names are the updates whose answers are called wrong


class UnreadableJournalError(Exception):
    """The journal cannot be read; the text is one line for the operator."""


class Answered(NamedTuple):
    """How many questions of one day (since 1970, UTC) were answered alike."""

    day: int
    outcome: str
    facts: str | None
    language: str | None
    reason: str | None
    gap: str | None
    times: int


class Asked(NamedTuple):
    """A question whose text was kept, as often as it was answered alike."""

    question: str
    outcome: str
    facts: str | None
    language: str | None
    reason: str | None
    gap: str | None
    times: int


class DailyCount(NamedTuple):
    """What was counted on one day."""

    day: int
    kind: str
    name: str
    times: int


class Disputed(NamedTuple):
    """An answer that readers call wrong, by the number of its update; the question where its text was kept."""

    update_id: int
    facts: str | None
    language: str | None
    question: str | None
    times: int


class Records(NamedTuple):
    """What a journal says about the time since a moment."""

    answered: tuple[Answered, ...] = ()
    asked: tuple[Asked, ...] = ()
    counts: tuple[DailyCount, ...] = ()
    disputed: tuple[Disputed, ...] = ()


class JournalReader:
    """Read the journal of one bot, or of the only one that it holds."""

    def __init__(self, url: str, bot_id: int | None = None) -> None:
        """Prepare to read a database (or ValueError)."""
        self._address = parse_address(url)
        self._bot_id = bot_id

    async def read(self, since: float) -> Records:
        """Read what was asked since a moment, in seconds since 1970.

        Raises UnreadableJournalError, NewerJournalError. It takes ten seconds at most, whatever hangs.
        """
        if (file := self._address.file) and not file.is_file():
            raise UnreadableJournalError(
                f"there is no journal at {file.absolute()}: start the bot first, or set DATABASE_URL as the bot has it"
            )
        thread = LoopThread("report")  # a driver that hangs can be left behind
        try:
            async with asyncio.timeout(PATIENCE):
                return await thread.run(self._read(since))
        except (NewerJournalError, UnreadableJournalError):
            raise
        except Exception as error:
            raise UnreadableJournalError(f"the journal cannot be read: {in_one_line(error)}") from None
        finally:
            await thread.finish(_nothing, CLOSE_TIMEOUT)

    async def _read(self, since: float) -> Records:
        """Connect, read, and close."""
        engine = self._address.engine(timeout=PATIENCE / 2)
        try:
            async with engine.connect() as connection:
                if self._address.file:
                    await connection.exec_driver_sql("PRAGMA query_only=ON")
                return await self._records(connection, since)
        finally:
            await engine.dispose()

    async def _records(self, connection: AsyncConnection, since: float) -> Records:
        """Read everything; a journal in which nothing stands yet is an empty one."""
        await connection.run_sync(version_of)
        if not await connection.run_sync(has_table, TABLE):
            return Records()
        bot_id = await self._bot(connection)
        answers = _Answers(bot_id, since, await connection.run_sync(columns_of, TABLE))
        by_day = await connection.execute(answers.by_day(connection.dialect.name))
        by_text = [await connection.execute(answers.by_text(has_facts=has_facts)) for has_facts in (False, True)]
        counts: tuple[DailyCount, ...] = ()
        if await connection.run_sync(has_table, COUNTS):
            counts = tuple(DailyCount(*row) for row in await connection.execute(_counts(bot_id, since)))
        wrong: Counter[int] = Counter()
        for each in counts:
            if each.kind == WRONG and each.name.isdecimal():  # not those beyond what a day has room for
                wrong[int(each.name)] += each.times
        found = await connection.execute(answers.of(wrong))
        return Records(
            tuple(Answered(*row) for row in by_day),
            tuple(Asked(*row) for rows in by_text for row in rows),
            tuple(each for each in counts if each.kind != WRONG),
            tuple(
                Disputed(row.update_id, row.facts, row.language, row.question, wrong[row.update_id]) for row in found
            ),
        )

    async def _bot(self, connection: AsyncConnection) -> int | None:
        """Return whose journal to read; None where it is empty."""
        if self._bot_id is not None:
            return self._bot_id
        bots = list((await connection.execute(select(TABLE.c.bot_id).distinct().limit(2))).scalars())
        if len(bots) > 1:
            raise UnreadableJournalError("several bots share this journal: set TELEGRAM_TOKEN to say whose is meant")
        return bots[0] if bots else None


class _Answers:
    """The statements about one bot's answers since a moment; a column that an older journal has not is NULL."""

    def __init__(self, bot_id: int | None, since: float, known: Collection[str]) -> None:
        self._since = (TABLE.c.bot_id == bot_id, TABLE.c.asked >= since, TABLE.c.outcome.is_not(None))
        self._answer: list[ColumnElement[Any]] = [
            TABLE.c[name] if name in known else null().label(name)
            for name in ("outcome", "facts", "language", "reason", "gap")
        ]
        self._grouped = [column for column in self._answer if column.name in known]

    def by_day(self, dialect: str) -> Select[Any]:
        """Count the answers that are alike on each day."""
        days = TABLE.c.asked / DAY
        day = cast(func.floor(days) if dialect == "postgresql" else days, Integer).label("day")  # SQLite cuts it off
        counted = select(day, *self._answer, func.count()).where(*self._since)
        return counted.group_by(day, *self._grouped)

    def by_text(self, *, has_facts: bool) -> Select[Any]:
        """Count the questions that have the same text and answer, those with or without facts, most frequent first."""
        facts, text = TABLE.c.facts, TABLE.c.question
        of_kind = facts.is_not(None) if has_facts else facts.is_(None)
        counted = select(text, *self._answer, func.count()).where(*self._since, text.is_not(None), of_kind)
        latest = func.max(TABLE.c.asked).desc()
        return counted.group_by(text, *self._grouped).order_by(func.count().desc(), latest).limit(MOST_TEXTS)

    def of(self, updates: Collection[int]) -> Select[Any]:
        """Find the answers to some updates."""
        columns = TABLE.c.update_id, TABLE.c.facts, TABLE.c.language, TABLE.c.question
        return select(*columns).where(self._since[0], TABLE.c.update_id.in_(updates))


def _counts(bot_id: int | None, since: float) -> Select[Any]:
    """Select the counts of the days since a moment, the highest first."""
    day, times = COUNTS.c.day, COUNTS.c.count
    chosen = select(day, COUNTS.c.kind, COUNTS.c.name, times).where(COUNTS.c.bot_id == bot_id, day >= day_of(since))
    return chosen.where(COUNTS.c.kind != CLAIMED).order_by(times.desc()).limit(MOST_COUNTS)


async def _nothing() -> None:
    """Do nothing last."""
