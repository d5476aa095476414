"""The journal's table in SQLite or PostgreSQL, through one code path (SQLAlchemy 2, async).

Errors of the database propagate; `bot.journal.journal` decides what to do about them. All of it runs in a thread
of its own, so that a driver that hangs can be abandoned.
"""

from __future__ import annotations

import logging
import os
import socket
import time
import uuid
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.address import parse_address
from bot.journal.batch import Batch, Entries, Entry, Written
from bot.journal.counts import DAY, DailyCounts
from bot.journal.database import TRANSACTION_TIMEOUT, Database, uptime
from bot.journal.refusal import RefusedError
from bot.journal.schema import TABLE
from bot.journal.thread import LoopThread

KEPT_FOR = 30 * DAY
# Telegram keeps an update for a day (Bot API, getUpdates), and may use its number again after a quiet week.
SEEN_FOR = 2 * DAY

_C = TABLE.c
_KEY = (_C.bot_id, _C.update_id)
_ANSWER = ("facts", "language", "question", "reason", "gap")
_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")


class JournalTable:
    """The journal of one bot as a table that processes may share."""

    def __init__(
        self,
        url: str,
        bot_id: int,
        *,
        lease: float = 10.0,
        lock_timeout: float = 1.0,
        clock: Callable[[], float] = time.time,
        uptime: Callable[[], float] = uptime,
    ) -> None:
        """Prepare for a database, e.g. sqlite:///journal.db or postgresql://user:password@host/name (or ValueError).

        Others may answer what a process has claimed after `lease` seconds without a renewal. `lock_timeout` is
        how many seconds to wait for another process that is writing to the same SQLite file. `clock` gives the
        seconds since 1970, for SQLite (PostgreSQL has its own), and `uptime` seconds that pass evenly.
        """
        self._address = parse_address(url)
        self._database = Database(self._address, self._release, lock_timeout=lock_timeout, clock=clock, uptime=uptime)
        self.bot_id = bot_id
        self._thread = LoopThread("journal")
        self.lease, self.uptime = lease, uptime
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._counts = DailyCounts(bot_id, self._database.dialect)
        insert = _insert(self._database.dialect)
        free = or_(
            and_(
                _C.answered.is_(None),
                or_(_C.held_until < insert.excluded.asked, _C.holder == insert.excluded.holder),
            ),
            _C.answered < insert.excluded.asked - SEEN_FOR,
        )
        self._claim = insert.on_conflict_do_update(
            index_elements=_KEY, set_=_taken(insert, "holder", "held_until", "answered"), where=free
        ).returning(_C.update_id)
        self._keep = insert.on_conflict_do_update(
            index_elements=_KEY, set_=_taken(insert, "waiting"), where=_C.answered.is_(None)
        )
        self._record = insert.on_conflict_do_update(
            index_elements=_KEY,
            set_=_taken(insert, "holder", "waiting", "answered", "outcome", *_ANSWER),
        )

    @property
    def file(self) -> Path | None:
        """Return SQLite's file, None for a server."""
        return self._address.file

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return the passwords in the database's URL, to be kept out of the log."""
        return self._address.secrets

    # ---- from any event loop ----------------------------------------------------------------------

    async def open(self) -> None:
        """Connect, so that what is wrong is known at once; raise NewerJournalError for a newer version's journal."""
        if self._address.ignored:
            _LOGGER.info(
                "DATABASE_URL: ignored, as the driver knows nothing of it: %s", ", ".join(self._address.ignored)
            )
        await self._thread.run(self._open())

    async def write(self, batch: Batch) -> Written:
        """Write a batch in one transaction; what the database refuses is logged, set apart, and the rest is written."""
        return await self._thread.run(self._write(batch))

    async def waiting(self) -> Mapping[int, str]:
        """Return the encrypted updates that still wait for their answer, by update id."""
        return await self._thread.run(_twice(self._waiting))

    async def claim_for_today(self, what: str, lease: float) -> bool:
        """Claim for some seconds what one of all processes does today; return False if it is done, or another's."""
        return await self._thread.run(self._claim_for_today(what, lease))

    async def confirm_for_today(self, what: str) -> None:
        """Write down that what was claimed is done."""
        await self._thread.run(self._confirm_for_today(what))

    async def delete_old(self) -> None:
        """Delete entries and counts older than 30 days, and waiting updates older than a day."""
        await self._thread.run(self._delete_old())

    async def close(self, seconds: float = TRANSACTION_TIMEOUT) -> bool:
        """Release the claims on what is not answered, and close the connection.

        Return whether that took at most some seconds; a driver that takes longer is abandoned.
        """
        return await self._thread.finish(self._close, seconds)

    # ---- in the thread ----------------------------------------------------------------------------

    async def _open(self) -> None:
        """Connect, if there is no connection yet."""
        async with self._database.transaction():
            pass

    async def _write(self, batch: Batch) -> Written:
        """Write a batch, or halves of it until what the database refuses is alone."""
        try:
            return await _twice(lambda: self._write_once(batch))
        except RefusedError as error:
            if len(batch) == 1:
                return await self._set_apart(batch, error)
        first, second = batch.halves()
        return await self._write(first) | await self._write(second)

    async def _set_apart(self, batch: Batch, error: RefusedError) -> Written:
        """Write an entry without its texts, or go on without what cannot be written at all."""
        for entry in batch.entries:
            bare = Entry(entry.update_id, entry.outcome)
            if entry != bare:
                _LOGGER.warning("the database does not take the text of update %d (%s)", entry.update_id, error)
                return await self._write(Batch(entries=Entries([bare])))
        refused = [*batch.claims, *batch.renewals, *batch.kept, *(entry.update_id for entry in batch.entries)]
        if refused:
            _LOGGER.warning("the database does not take update %d (%s), going on without it", refused[0], error)
        return Written(mine=batch.claims, renewed=batch.renewals, refused=refused)

    async def _write_once(self, batch: Batch) -> Written:
        """Write a batch, without a second attempt."""
        written = Written()
        async with self._database.transaction() as connection:
            now = self._database.now()
            if batch.entries:
                await connection.execute(self._record, [self._answered(entry, now) for entry in batch.entries])
            if batch.claims:
                written = await self._claim_all(connection, batch.claims, now)
            if batch.kept:
                rows = [self._held(number, now) | {"waiting": body} for number, body in sorted(batch.kept.items())]
                await connection.execute(self._keep, rows)
            if batch.renewals:
                still_mine = and_(_C.holder == self.holder, _C.answered.is_(None), _C.update_id.in_(batch.renewals))
                renewal = self._mine(update(TABLE)).where(still_mine).values(held_until=now + self.lease)
                renewed = await connection.execute(renewal.returning(_C.update_id))
                written = written._replace(renewed=set(renewed.scalars()))
            if batch.counts:
                await self._counts.add(connection, batch.counts, now)
        return written._replace(reconnected=self._database.reconnected())

    async def _waiting(self) -> Mapping[int, str]:
        """Read what waits."""
        async with self._database.transaction() as connection:
            kept = select(_C.update_id, _C.waiting).where(
                _C.waiting.is_not(None), _C.asked > self._database.now() - DAY
            )
            rows = await connection.execute(self._mine(kept).order_by(_C.update_id))
            return {row.update_id: row.waiting for row in rows}

    async def _delete_old(self) -> None:
        """Delete what is old."""
        async with self._database.transaction() as connection:
            now = self._database.now()
            await connection.execute(self._mine(delete(TABLE)).where(_C.asked < now - KEPT_FOR))
            await self._counts.delete_before(connection, now - KEPT_FOR)
            expired = and_(_C.waiting.is_not(None), _C.asked < now - DAY)
            await connection.execute(self._mine(update(TABLE)).where(expired).values(waiting=None))

    async def _close(self) -> None:
        """Release the claims and close the connection."""
        if self._database.is_connected:
            with suppress(Exception):
                async with self._database.transaction() as connection:
                    unanswered = and_(_C.holder == self.holder, _C.answered.is_(None))
                    await connection.execute(self._mine(update(TABLE)).where(unanswered).values(held_until=0.0))
        await self._database.close()

    async def _claim_all(self, connection: AsyncConnection, ids: Iterable[int], now: float) -> Written:
        """Claim updates in the order of their ids, so that two processes cannot deadlock."""
        rows = [self._held(number, now) | {"answered": None} for number in sorted(set(ids))]
        mine = set((await connection.execute(self._claim, rows)).scalars())
        rest = [row["update_id"] for row in rows if row["update_id"] not in mine]
        if not rest:
            return Written(mine)
        done = self._mine(select(_C.update_id)).where(_C.update_id.in_(rest), _C.answered.is_not(None))
        return Written(mine, set((await connection.execute(done)).scalars()))

    async def _claim_for_today(self, what: str, lease: float) -> bool:
        """Claim what is done once a day."""
        async with self._database.transaction() as connection:
            return await self._counts.claim(connection, what, lease, self._database.now())

    async def _confirm_for_today(self, what: str) -> None:
        """Confirm what is done once a day."""
        async with self._database.transaction() as connection:
            await self._counts.confirm(connection, what, self._database.now())

    def _held(self, update_id: int, now: float) -> dict[str, Any]:
        """Return the row of an update that this process is answering."""
        key = {"bot_id": self.bot_id, "update_id": update_id}
        return key | {"asked": now, "holder": self.holder, "held_until": now + self.lease}

    def _answered(self, entry: Entry, now: float) -> dict[str, Any]:
        """Return the row of an update that is answered."""
        state = {"bot_id": self.bot_id, "asked": now, "answered": now, "holder": None, "waiting": None}
        return state | entry._asdict()

    def _mine(self, statement: Any) -> Any:
        """Limit a statement to this bot."""
        return statement.where(_C.bot_id == self.bot_id)

    async def _release(self, connection: AsyncConnection) -> None:
        """Release the claims of processes known to be dead, so that nobody has to wait for their lease to end."""
        unanswered = _C.answered.is_(None), _C.held_until > 0.0
        holders = await connection.execute(self._mine(select(_C.holder)).where(*unanswered).distinct())
        dead = [holder for holder in holders.scalars() if holder != self.holder and is_dead(holder)]
        if dead:
            gone = self._mine(update(TABLE)).where(*unanswered, _C.holder.in_(dead))
            await connection.execute(gone.values(held_until=0.0))


def is_dead(holder: str) -> bool:
    """Return whether a process is known to be dead: it ran on this machine, and its id is free or now our own."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname() or os.name == "nt":  # on Windows os.kill would end the process, not look at it
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(pid) == os.getpid()


async def _twice(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Try a second time after an error of the database: the connection may have gone stale."""
    try:
        return await work()
    except DBAPIError:
        return await work()


def _insert(dialect: str) -> Any:
    """Start an INSERT in the dialect that is used."""
    return postgresql.insert(TABLE) if dialect == "postgresql" else sqlite.insert(TABLE)


def _taken(insert: Any, *names: str) -> dict[str, Any]:
    """Set columns to the values that the INSERT would have written."""
    return {name: insert.excluded[name] for name in names}
