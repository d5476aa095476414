"""The journal: what was asked and how it was answered, and the reason why nothing is answered twice.

An update is claimed before it is answered and recorded afterwards, in groups: whatever gathers while one
transaction runs goes into the next. A process that dies between the two leaves a claim that others
take over. No trouble of the database keeps a question from being answered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from enum import Enum, auto
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.journal.page import Batch, Claimed, Entry
from bot.matching.answer import Answer, Outcome
from bot.recent import Recent

if TYPE_CHECKING:  # who chats in the terminal needs no database
    from bot.journal.table import JournalTable

RENEWAL = 3.0  # seconds between them; other processes wait for LEASE (bot.journal.table)
ONCE_A_DAY = 86_400.0
PATIENCE = 2.0  # seconds that a question waits for the database
# Of the event loop, before a page is written: so the replies that are here already go into it, too.
# With 16 sends of 30 ms at once an answer is unwritten for 9 ms, not 14 (PostgreSQL: 11, not 19); 90 pages, not 120.
PASSES = 3
FAREWELL = 0.2  # seconds for the last page, and for taking leave
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # between attempts while the database is away
BACKLOG = 10_000  # entries that are remembered meanwhile
LONGEST_QUESTION = 500

_LOGGER = logging.getLogger(__name__)


class ClaimStatus(Enum):
    """Whose an update is: ours to answer, already answered, or in the hands of another process."""

    MINE = auto()
    ANSWERED = auto()
    HELD = auto()


class _PendingBatch(Batch):
    """A page that is being gathered, and how its writing ended: None where it could not be written."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self.written: asyncio.Future[Claimed | None] = asyncio.get_running_loop().create_future()


class Journal:
    """Claim updates, record answers, keep what has to wait. Use it as an async context manager.

    `reachable` tells whether the last transaction went well, `keeps_texts` whether questions are written down.
    """

    def __init__(self, table: JournalTable, *, texts: bool = True) -> None:
        """Write into a table; without `texts` no question is ever written down."""
        self.reachable = True
        self._table = table
        self.keeps_texts = texts
        self._in_hand: set[int] = set()
        self._answered: Recent[int, bool] = Recent()
        self._backlog: list[Entry] = []
        self._wake, self._closing = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._pending: _PendingBatch

    async def __aenter__(self) -> Self:
        """Begin to write."""
        self._pending = _PendingBatch()
        self._tasks = [asyncio.create_task(work()) for work in (self._write, self._maintain)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Write what is left, if the database lets us, and leave it."""
        self._closing.set()
        if self.reachable:
            self._wake.set()
        _, late = await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in late:
            task.cancel()
        if late:  # they end without delay, unless the driver says farewell to a database that hangs: for 2 s
            await asyncio.wait(late, timeout=FAREWELL)
        with suppress(Exception):
            async with asyncio.timeout(FAREWELL):
                await self._table.close()

    # ---- what the ways in need --------------------------------------------------------------------

    async def claim(self, update_ids: Collection[int]) -> dict[int, ClaimStatus]:
        """Claim updates for this process: one statement for all of them; where the database is away all are ours."""
        known = {number for number in update_ids if self._answered.get(number)}
        new = [number for number in update_ids if number not in known]
        claimed = Claimed()
        if new:
            self._pending.claims += new
            claimed = await self._submit() or Claimed(new)
        self._in_hand.update(claimed.mine)
        known.update(claimed.answered)
        return {number: _status(number, claimed.mine, known) for number in update_ids}

    async def record(self, update_id: int, answer: Answer | None = None) -> None:
        """Write down that an update is answered, and how (None: it was no question); return when it is safe."""
        self._in_hand.discard(update_id)
        self._answered.put(update_id, True)
        self._pending.entries.append(self._entry(update_id, answer))
        await self._submit()

    async def keep(self, updates: Mapping[int, str]) -> bool:
        """Keep updates that have to wait until they are recorded; tells whether they are safe."""
        self._pending.kept.update(updates)
        return await self._submit() is not None

    async def waiting(self) -> Mapping[int, str] | None:
        """Give the updates that an earlier process kept and did not come to answer; None where the database is away."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._table.waiting()
        except Exception as error:
            self._mark_unreachable(error)
            return None

    # ---- how it is written ------------------------------------------------------------------------

    def _entry(self, update_id: int, answer: Answer | None) -> Entry:
        """Make the entry for an answer; a question is worth keeping where no fact answered it."""
        if answer is None:
            return Entry(update_id)
        question = None
        if self.keeps_texts and answer.outcome is not Outcome.FACTS:
            # PostgreSQL takes no NUL, and no database a half of a surrogate pair.
            clean = answer.question.replace("\0", "").encode(errors="replace").decode()
            question = clean[:LONGEST_QUESTION]
        facts = ",".join(answer.facts) or None
        return Entry(update_id, str(answer.outcome), facts, answer.language, question)

    async def _submit(self) -> Claimed | None:
        """Have the present page written and wait for it, as long as the database is there."""
        batch = self._pending
        self._wake.set()
        if not self.reachable:
            return None
        await asyncio.wait({batch.written}, timeout=PATIENCE)
        if batch.written.done():
            return batch.written.result()
        self._mark_unreachable(TimeoutError(f"no reply within {PATIENCE:g} s"))
        return None

    async def _write(self) -> None:
        """Write page after page until we close, the last one included."""
        pause = FIRST_PAUSE
        while self._wake.is_set() or not self._closing.is_set():
            await self._wake.wait()
            for _ in range(PASSES):
                await asyncio.sleep(0)
            self._wake.clear()
            batch, self._pending = self._pending, _PendingBatch()
            if await self._store(batch):
                pause = FIRST_PAUSE
            elif await self._sleep_unless_closing(pause):
                break
            else:
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _store(self, batch: _PendingBatch) -> bool:
        """Write one page; what could not be written is remembered for the next."""
        batch.entries[:0] = self._backlog
        try:
            claimed = await self._table.write(batch)
        except Exception as error:
            self._backlog = batch.entries[-BACKLOG:]
            self._mark_unreachable(error)
            batch.written.set_result(None)
            return False
        self._backlog = []
        self._mark_reachable()
        batch.written.set_result(claimed)
        return True

    async def _maintain(self) -> None:
        """Show signs of life for what takes long to answer, and forget the old once a day."""
        forget_at, clock = 0.0, asyncio.get_running_loop().time
        while not await self._sleep_unless_closing(RENEWAL):
            if self._in_hand:
                self._pending.renewals += self._in_hand
                self._wake.set()
            if self.reachable and clock() >= forget_at:
                forget_at = clock() + ONCE_A_DAY
                with suppress(Exception):
                    await self._table.forget()

    async def _sleep_unless_closing(self, seconds: float) -> bool:
        """Do nothing for some seconds, or until we close; tells whether we do."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        return self._closing.is_set()

    def _mark_unreachable(self, error: Exception) -> None:
        """Say once that the database is away, and have it tried again."""
        self._wake.set()
        if self.reachable:
            self.reachable = False
            _LOGGER.error("the journal cannot be written, answering without it: %s", _one_line(error))

    def _mark_reachable(self) -> None:
        """Say that the database is there again."""
        if not self.reachable:
            self.reachable = True
            _LOGGER.info("the journal is written again")


def _status(update_id: int, mine: Collection[int], answered: Collection[int]) -> ClaimStatus:
    """Give the status of an update after a claim."""
    if update_id in mine:
        return ClaimStatus.MINE
    return ClaimStatus.ANSWERED if update_id in answered else ClaimStatus.HELD


def _one_line(error: Exception) -> str:
    """Give a database's error in one line, without the statement that met it."""
    cause = getattr(error, "orig", None) or error
    first, *_ = str(cause).splitlines() or [""]
    return f"{type(cause).__name__}: {first}"
