"""The one connection to the database: made when it is needed, and made anew when it or its file is lost."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.address import Address
from bot.journal.file import JournalFile
from bot.journal.refusal import RefusedError, is_refusal, kind_of
from bot.journal.schema import prepare

TRANSACTION_TIMEOUT = 5.0  # seconds
# SQLite commits without waiting for the disk: only a power cut may lose something, a killed process does not.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")
DATABASE_TIME = "SELECT extract(epoch FROM clock_timestamp())::float8"  # PostgreSQL; seconds since 1970

_LOGGER = logging.getLogger(__name__)


def uptime() -> float:
    """Return seconds that no change of the clock touches, those included in which the machine sleeps (on Linux)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Database:
    """Transactions on one connection, one after the other; all in one event loop."""

    def __init__(
        self,
        address: Address,
        on_connect: Callable[[AsyncConnection], Awaitable[None]],
        *,
        lock_timeout: float,
        clock: Callable[[], float],
        uptime: Callable[[], float],
    ) -> None:
        """Prepare a connection; `on_connect` is called in the first transaction of each (others: see JournalTable)."""
        self._postgresql = address.file is None
        self._engine = address.engine(timeout=TRANSACTION_TIMEOUT if self._postgresql else lock_timeout)
        self._file = JournalFile(address.file) if address.file else None
        self._on_connect = on_connect
        self._clock, self._uptime = clock, uptime
        self._ahead = 0.0  # what PostgreSQL's clock is ahead of the uptime
        self._connection: AsyncConnection | None = None
        self._reconnected = False
        self._turn = asyncio.Lock()
        self._discarding: set[asyncio.Task[None]] = set()

    @property
    def dialect(self) -> str:
        """Return sqlite or postgresql."""
        return self._engine.dialect.name

    @property
    def is_connected(self) -> bool:
        """Return whether there is a connection, as far as is known."""
        return self._connection is not None

    def reconnected(self) -> bool:
        """Return whether the connection is another than when this was asked last."""
        reconnected, self._reconnected = self._reconnected, False
        return reconnected

    def now(self) -> float:
        """Return the seconds since 1970 by the clock that all who share the database have in common."""
        return self._ahead + self._uptime() if self._postgresql else self._clock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction on the one connection; after an error of the database the next one reconnects."""
        async with self._turn:
            connection, self._connection = await self._connected(), None
            try:
                async with asyncio.timeout(TRANSACTION_TIMEOUT):
                    yield connection
                    await connection.commit()
            except BaseException as error:
                if not is_refusal(error):
                    await self._discard(connection)
                    raise
                await connection.rollback()
                self._connection = connection
                raise RefusedError(kind_of(error)) from None
            self._connection = connection

    async def _connected(self) -> AsyncConnection:
        """Return the connection; a new one where there is none, or where its file is another by now."""
        if self._connection and self._file and (what := self._file.lost()):
            _LOGGER.error("the journal's file was %s, opening it anew", what)
            connection, self._connection = self._connection, None
            await self._discard(connection)
        return self._connection or await self._connect()

    async def _connect(self) -> AsyncConnection:
        """Connect, and create the table if needed."""
        if self._file:
            self._file.open()
        async with asyncio.timeout(TRANSACTION_TIMEOUT):
            connection = await self._engine.connect()
        try:
            async with asyncio.timeout(TRANSACTION_TIMEOUT):
                for pragma in () if self._postgresql else PRAGMAS:
                    await connection.exec_driver_sql(f"PRAGMA {pragma}")
                await connection.run_sync(prepare)
                if self._postgresql:
                    self._ahead = (await connection.execute(text(DATABASE_TIME))).scalar_one() - self._uptime()
                await self._on_connect(connection)
                await connection.commit()
        except BaseException:
            await self._discard(connection)
            raise
        self._reconnected = True
        return connection

    async def _discard(self, connection: AsyncConnection) -> None:
        """Close a connection after an error, in a task that is never cancelled: a cancelled one might never end."""
        task = asyncio.create_task(_close(connection))
        self._discarding.add(task)
        task.add_done_callback(self._discarding.discard)
        await asyncio.shield(task)

    async def close(self) -> None:
        """Close the connection."""
        async with self._turn:
            if self._connection:
                await self._connection.close()
            await self._engine.dispose()


async def _close(connection: AsyncConnection) -> None:
    """Close a connection after an error, which may keep even this from succeeding."""
    with suppress(Exception):
        await connection.invalidate()
        await connection.close()
