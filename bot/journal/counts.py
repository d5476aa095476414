"""What is counted by the day, in a table of its own: no texts, and nothing about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.batch import Counted
from bot.journal.schema import COUNTS

DAY = 86_400.0
MOST_NAMES = 100  # of one kind on one day, where anybody can think of a name
OTHERS = "…"  # the name under which further ones are counted

_C = COUNTS.c
_KEY = (_C.bot_id, _C.kind, _C.name, _C.day)


def day_of(seconds: float) -> int:
    """Return the number of the day (UTC) since 1970 of some seconds since then."""
    return int(seconds // DAY)


class DailyCounts:
    """The counts of one bot; each method needs a transaction, and the seconds since 1970."""

    def __init__(self, bot_id: int, dialect: str) -> None:
        """Prepare the statements in the dialect that is used."""
        self._bot_id = bot_id
        insert = postgresql.insert(COUNTS) if dialect == "postgresql" else sqlite.insert(COUNTS)
        self._add = insert.on_conflict_do_update(index_elements=_KEY, set_={"count": _C.count + insert.excluded.count})
        self._claim = insert.on_conflict_do_nothing(index_elements=_KEY).returning(_C.day)

    async def add(self, connection: AsyncConnection, counts: Mapping[Counted, int], now: float) -> None:
        """Add to the counts of today, in one order in all processes, so that two cannot deadlock."""
        known = {
            kind: await self._names(connection, kind, now)
            for kind in {counted.kind for counted in counts if counted.bounded}
        }
        today: Counter[tuple[str, str]] = Counter()
        for counted, times in counts.items():
            name = _limited(counted.name, known[counted.kind]) if counted.bounded else counted.name
            today[counted.kind, name] += times
        rows = [self._row(kind, name, now) | {"count": times} for (kind, name), times in sorted(today.items())]
        await connection.execute(self._add, rows)

    async def claim(self, connection: AsyncConnection, counted: Counted, now: float) -> bool:
        """Count something unless it is counted already today; return whether it was not."""
        row = self._row(counted.kind, counted.name, now) | {"count": 1}
        return (await connection.execute(self._claim, row)).first() is not None

    async def delete_before(self, connection: AsyncConnection, seconds: float) -> None:
        """Delete the counts of the days before a moment."""
        await connection.execute(delete(COUNTS).where(_C.bot_id == self._bot_id, _C.day < day_of(seconds)))

    async def _names(self, connection: AsyncConnection, kind: str, now: float) -> set[str]:
        """Return the names that are counted today."""
        of_today = _C.bot_id == self._bot_id, _C.kind == kind, _C.day == day_of(now)
        return set((await connection.execute(select(_C.name).where(*of_today))).scalars())

    def _row(self, kind: str, name: str, now: float) -> dict[str, Any]:
        """Return the key of a count of today."""
        return {"bot_id": self._bot_id, "kind": kind, "name": name, "day": day_of(now)}


def _limited(name: str, known: set[str]) -> str:
    """Return the name under which something is counted, and add it to those known: OTHERS where there are too many."""
    if name not in known and len(known - {OTHERS}) >= MOST_NAMES:
        name = OTHERS
    known.add(name)
    return name
