"""A line to a database that can be made to hang: whoever speaks gets no reply, and no refusal either."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy.engine import make_url


class DatabaseLine:
    """Pass bytes between TCP and the socket of a PostgreSQL, as long as it does not hang; `url` is its near end."""

    def __init__(self, url: str) -> None:
        """Prepare a line to the database with this address, which is a socket in a folder."""
        self._far = make_url(url)
        self.url = ""
        self._free = asyncio.Event()
        self._free.set()
        self._calls: list[asyncio.Task[Any]] = []

    def hang(self) -> None:
        """Pass nothing any more."""
        self._free.clear()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[DatabaseLine]:
        """Take calls during the block."""
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        near = self._far.set(host="127.0.0.1", port=server.sockets[0].getsockname()[1], query={})
        self.url = near.render_as_string(hide_password=False)
        try:
            yield self
        finally:
            server.close()
            for call in self._calls:
                call.cancel()
            await asyncio.gather(*self._calls, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one call."""
        self._calls += filter(None, [asyncio.current_task()])
        path = f"{self._far.query['host']}/.s.PGSQL.{self._far.port or 5432}"
        far_reader, far_writer = await asyncio.open_unix_connection(path)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        for end in (writer, far_writer):
            end.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass what comes from one side to the other, and the end of it."""
        while data := await reader.read(65536):
            await self._free.wait()
            writer.write(data)
        writer.close()
