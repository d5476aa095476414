"""The journal's table in SQLite or PostgreSQL, through one code path (SQLAlchemy 2, async).

Errors of the database propagate; `bot.journal.journal` decides what to do about them. The table is created
where there is none; a change of its columns needs a new table name.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
import uuid
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

DAY = 86_400.0
KEPT_FOR = 30 * DAY
# Telegram keeps an update for a day (Bot API, getUpdates), and may use its number again after a quiet week.
SEEN_FOR = 2 * DAY
TRANSACTION_TIMEOUT = 5.0  # seconds
THREAD_END = 0.05  # seconds in which the thread of a failed connection ends; it uses the event loop until then
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+asyncpg", "postgresql": "postgresql+asyncpg"}
UNUSABLE = "not a database URL that the journal can use: sqlite:///file or postgresql://user:password@host/database"
# SQLite commits without waiting for the disk: only a power cut may lose something, a killed process does not.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")

TABLE = Table(
    "journal",
    MetaData(),
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked", Double, nullable=False),  # all times are in seconds since 1970
    Column("holder", String),  # the process that answers it
    Column("held_until", Double),
    Column("waiting", Text),  # the update itself, as long as it has to wait for its answer
    Column("answered", Double),
    Column("outcome", String),
    Column("facts", String),
    Column("language", String),
    Column("question", Text),
)
_C = TABLE.c
KEY = (_C.bot_id, _C.update_id)


class Entry(NamedTuple):
    """How an update was answered; `facts` are ids joined by commas, `question` its text if it may be kept."""

    update_id: int
    outcome: str | None = None
    facts: str | None = None
    language: str | None = None
    question: str | None = None


class Claimed(NamedTuple):
    """Which updates are ours to answer and which have been answered; other processes hold the rest."""

    mine: Collection[int] = ()
    answered: Collection[int] = ()


@dataclass
class Batch:
    """What one transaction writes: new claims, claims to renew, answers, and encrypted updates to keep."""

    claims: list[int] = field(default_factory=list)
    renewals: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)


class JournalTable:
    """The journal of one bot as a table that processes may share."""

    def __init__(self, url: str, bot_id: int, *, lease: float = 10.0, lock_timeout: float = 1.0) -> None:
        """Prepare for a database, e.g. sqlite:///journal.db or postgresql://user:password@host/name.

        Others may answer what a process has claimed after `lease` seconds without a renewal. `lock_timeout` is
        how many seconds to wait for another process that is writing to the same SQLite file.
        """
        self._url = database_url(url)
        self._engine = _engine(self._url, lock_timeout)
        self._lease = lease
        self._bot_id = bot_id
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        insert = _insert(self._engine.dialect.name)
        free = or_(
            and_(_C.answered.is_(None), _C.held_until < insert.excluded.asked),
            _C.answered < insert.excluded.asked - SEEN_FOR,
        )
        self._claim = insert.on_conflict_do_update(
            index_elements=KEY, set_=_taken(insert, "holder", "held_until", "answered"), where=free
        ).returning(_C.update_id)
        self._keep = insert.on_conflict_do_update(
            index_elements=KEY, set_=_taken(insert, "waiting"), where=_C.answered.is_(None)
        )
        self._record = insert.on_conflict_do_update(
            index_elements=KEY,
            set_=_taken(insert, "holder", "waiting", "answered", "outcome", "facts", "language", "question"),
        )

    @property
    def password(self) -> str:
        """Return the password of the database ("" if it has none), to be kept out of the log."""
        return str(self._url.password or "")

    async def write(self, batch: Batch) -> Claimed:
        """Write a batch in one transaction and return which of its claims succeeded."""
        try:
            return await self._write(batch)
        except DBAPIError:  # the connection may have gone stale, another process may have made the table just now
            return await self._write(batch)

    async def _write(self, batch: Batch) -> Claimed:
        """Write a batch, without a second attempt."""
        now = time.time()
        claimed = Claimed()
        async with self._transaction() as connection:
            if batch.entries:
                await connection.execute(self._record, [self._answered(entry, now) for entry in batch.entries])
            if batch.claims:
                claimed = await self._claim_all(connection, batch.claims, now)
            if batch.kept:
                rows = [self._held(number, now) | {"waiting": body} for number, body in sorted(batch.kept.items())]
                await connection.execute(self._keep, rows)
            if batch.renewals:
                still_mine = and_(_C.holder == self.holder, _C.answered.is_(None), _C.update_id.in_(batch.renewals))
                renewed = self._mine(update(TABLE)).where(still_mine).values(held_until=now + self._lease)
                await connection.execute(renewed)
        return claimed

    async def waiting(self) -> Mapping[int, str]:
        """Return the encrypted updates that still wait for their answer, by update id."""
        kept = select(_C.update_id, _C.waiting).where(_C.waiting.is_not(None), _C.asked > time.time() - DAY)
        async with self._transaction() as connection:
            rows = await connection.execute(self._mine(kept).order_by(_C.update_id))
            return {row.update_id: row.waiting for row in rows}

    async def delete_old(self) -> None:
        """Delete entries older than 30 days, and waiting updates older than a day."""
        now = time.time()
        async with self._transaction() as connection:
            await connection.execute(self._mine(delete(TABLE)).where(_C.asked < now - KEPT_FOR))
            expired = and_(_C.waiting.is_not(None), _C.asked < now - DAY)
            await connection.execute(self._mine(update(TABLE)).where(expired).values(waiting=None))

    async def close(self) -> None:
        """Release the claims on what is not answered, and close the connection."""
        if self._connection:
            async with self._transaction() as connection:
                unanswered = and_(_C.holder == self.holder, _C.answered.is_(None))
                await connection.execute(self._mine(update(TABLE)).where(unanswered).values(held_until=0.0))
        async with self._turn:
            if self._connection:
                await self._connection.close()
            else:
                await asyncio.sleep(THREAD_END)
            await self._engine.dispose()

    async def _claim_all(self, connection: AsyncConnection, ids: Iterable[int], now: float) -> Claimed:
        """Claim updates in the order of their ids, so that two processes cannot deadlock."""
        rows = [self._held(number, now) | {"answered": None} for number in sorted(set(ids))]
        mine = set((await connection.execute(self._claim, rows)).scalars())
        rest = [row["update_id"] for row in rows if row["update_id"] not in mine]
        if not rest:
            return Claimed(mine)
        done = self._mine(select(_C.update_id)).where(_C.update_id.in_(rest), _C.answered.is_not(None))
        return Claimed(mine, set((await connection.execute(done)).scalars()))

    def _held(self, update_id: int, now: float) -> dict[str, Any]:
        """Return the row of an update that this process is answering."""
        key = {"bot_id": self._bot_id, "update_id": update_id}
        return key | {"asked": now, "holder": self.holder, "held_until": now + self._lease}

    def _answered(self, entry: Entry, now: float) -> dict[str, Any]:
        """Return the row of an update that is answered."""
        state = {"bot_id": self._bot_id, "asked": now, "answered": now, "holder": None, "waiting": None}
        return state | entry._asdict()

    def _mine(self, statement: Any) -> Any:
        """Limit a statement to this bot."""
        return statement.where(_C.bot_id == self._bot_id)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction on the one connection; after an error the next one reconnects."""
        async with self._turn, asyncio.timeout(TRANSACTION_TIMEOUT):
            connection, self._connection = self._connection or await self._connect(), None
            try:
                yield connection
                await connection.commit()
            except BaseException:
                await _discard(connection)
                raise
            self._connection = connection

    async def _connect(self) -> AsyncConnection:
        """Connect, create the table if needed, and release the claims of dead processes."""
        connection = await self._engine.connect()
        try:
            for pragma in PRAGMAS if self._engine.dialect.name == "sqlite" else ():
                await connection.exec_driver_sql(f"PRAGMA {pragma}")
            await connection.execute(CreateTable(TABLE, if_not_exists=True))
            await self._release(connection)
            await connection.commit()
        except BaseException:
            await _discard(connection)
            raise
        return connection

    async def _release(self, connection: AsyncConnection) -> None:
        """Release the claims of processes known to be dead, so that nobody has to wait for their lease to end."""
        unanswered = _C.answered.is_(None), _C.held_until > 0.0
        holders = await connection.execute(self._mine(select(_C.holder)).where(*unanswered).distinct())
        dead = [holder for holder in holders.scalars() if holder != self.holder and is_dead(holder)]
        if dead:
            gone = self._mine(update(TABLE)).where(*unanswered, _C.holder.in_(dead))
            await connection.execute(gone.values(held_until=0.0))


def database_url(text: str) -> URL:
    """Parse a database URL and set its driver; raise ValueError, without repeating it, if it is of another kind."""
    try:
        url = make_url(text)
        url = url.set(drivername=DRIVERS[url.get_backend_name()])
    except Exception:
        raise ValueError(UNUSABLE) from None
    query = {("ssl" if name == "sslmode" else name): value for name, value in url.query.items()}
    return url.set(query=query)  # what libpq calls sslmode asyncpg calls ssl


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


def _engine(url: URL, lock_timeout: float) -> AsyncEngine:
    """Create the engine without a pool, as the table holds its one connection itself; or raise ValueError."""
    seconds = TRANSACTION_TIMEOUT if url.get_backend_name() == "postgresql" else lock_timeout
    try:
        return create_async_engine(url, poolclass=NullPool, connect_args={"timeout": seconds})
    except ArgumentError:
        raise ValueError(UNUSABLE) from None


def _insert(dialect: str) -> Any:
    """Start an INSERT in the dialect that is used; the other one takes 2 MB and is not imported."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(TABLE)


def _taken(insert: Any, *names: str) -> dict[str, Any]:
    """Set columns to the values that the INSERT would have written."""
    return {name: insert.excluded[name] for name in names}


async def _discard(connection: AsyncConnection) -> None:
    """Close a connection after an error, which may keep even this from succeeding."""
    with suppress(Exception):
        await connection.invalidate()
        await connection.close()
