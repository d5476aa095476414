"""What is counted by the day, in a table of its own: no texts, and nothing about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.batch import Counted
from bot.journal.schema import COUNTS

DAY = 86_400.0
MOST_NAMES = 100  # of one kind on one day, where anybody can think of a name
OTHERS = "…"  # the name under which further ones are counted

CLAIMED = "claimed"  # the kind whose names are what one of all processes does on a day
DONE = 2 * int(DAY)  # the second of a day that never comes

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
        # What is claimed is "counted" by the second of its day until which nobody else may do it.
        self._claim = insert.on_conflict_do_update(
            index_elements=_KEY, set_={"count": insert.excluded.count}, where=_C.count <= bindparam("second")
        ).returning(_C.day)

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

    async def claim(self, connection: AsyncConnection, what: str, lease: float, now: float) -> bool:
        """Claim what is done once a day for some seconds; return False if it is done, or another's claim."""
        second = int(now % DAY)
        row = self._row(CLAIMED, what, now) | {"count": second + int(lease), "second": second}
        return (await connection.execute(self._claim, row)).first() is not None

    async def confirm(self, connection: AsyncConnection, what: str, now: float) -> None:
        """Write down that something is done for today."""
        row = _C.bot_id == self._bot_id, _C.kind == CLAIMED, _C.name == what, _C.day == day_of(now)
        await connection.execute(update(COUNTS).where(*row).values(count=DONE))

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
