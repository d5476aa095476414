"""What the admins are told: once when something has been wrong for a while, and once when it is well again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.service.admins import Admins

SENDING = 10.0  # seconds for a notice; while the network is away it would wait for hours, and be old news


@dataclass
class _Trouble:
    """Something that may go wrong, and what is known of it."""

    find: Callable[[], str | None]
    patience: float
    well: str
    since: float | None = None
    is_told: bool = False
    told_at: float | None = None


class Notices:
    """Tell the admins of troubles.

    However often a trouble comes and goes, they are told of it at most once in `again` seconds.
    """

    def __init__(
        self,
        admins: Admins,
        *,
        every: float = 5.0,
        again: float = 3600.0,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare to look for troubles every so many seconds."""
        self._admins = admins
        self._every, self._again, self._timer = every, again, timer
        self._troubles: list[_Trouble] = []

    def watch(self, find: Callable[[], str | None], *, patience: float, well: str) -> None:
        """Tell what `find` returns once it has returned something for `patience` seconds, and `well` when it is over.

        `find` returns None while nothing is wrong; it must return at once.
        """
        self._troubles.append(_Trouble(find, patience, well))

    async def run(self) -> None:
        """Look for troubles until cancelled."""
        while self._admins.ids and self._troubles:
            for trouble in self._troubles:
                await self._look(trouble)
            await asyncio.sleep(self._every)

    async def tell(self, line: str) -> bool:
        """Send a line to every admin; return False if none could be reached and it makes sense to try again."""
        return await self._admins.tell(line, within=SENDING)

    async def _look(self, trouble: _Trouble) -> None:
        """Tell of one trouble that has lasted, or that is over."""
        line, now = trouble.find(), self._timer()
        if line is None:
            trouble.since = None
            if trouble.is_told:
                trouble.is_told = not await self.tell(trouble.well)
            return
        trouble.since = now if trouble.since is None else trouble.since
        is_soon = trouble.told_at is not None and now - trouble.told_at < self._again
        if not trouble.is_told and not is_soon and now - trouble.since >= trouble.patience:
            trouble.is_told = await self.tell(line)
            trouble.told_at = now if trouble.is_told else trouble.told_at
