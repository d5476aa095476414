"""The journal: records how updates were answered, so that none is answered twice.

An update is claimed before it is answered and recorded afterwards, in batches: whatever gathers while one
transaction runs goes into the next. If a process dies between the two, others take over its claim. No
trouble with the database keeps a question from being answered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Collection, Mapping
from contextlib import suppress
from enum import Enum, auto
from types import TracebackType
from typing import Self, TypeVar

from cachetools import LRUCache

from bot.journal.batch import MOST_BYTES, MOST_ENTRIES, Batch, Counted, Entries, Entry, KeptTexts, Written
from bot.journal.counts import DAY
from bot.journal.refusal import in_one_line
from bot.journal.schema import NewerJournalError
from bot.journal.table import JournalTable

# Passes of the event loop before a batch is written: replies that are already here make it into the batch.
PASSES = 3
LAST_BATCH, CLOSE_TIMEOUT = 0.2, 0.6  # seconds of closing: for the last batch, and for all of it
REMEMBERED = 1000  # answered updates that this process knows without asking the database
LONGEST_QUESTION = 500  # characters
TODAYS_LEASE = 300.0  # seconds for what is done once a day

T = TypeVar("T")
_LOGGER = logging.getLogger(__name__)


class ClaimStatus(Enum):
    """Whose an update is: ours to answer, already answered, or held by another process."""

    MINE = auto()
    ANSWERED = auto()
    HELD = auto()


class _PendingBatch(Batch):
    """A batch that is being gathered, and the outcome of writing it: None if it could not be written."""

    def __init__(self, entries: Entries) -> None:
        """Start with the entries that could not be written so far, if any."""
        super().__init__(entries=entries)
        self.written: asyncio.Future[Written | None] = asyncio.get_running_loop().create_future()


class Journal:
    """Claim updates, record answers, keep what has to wait. Use it as an async context manager.

    `reachable` is whether the last transaction succeeded; `texts` are the questions that are written down.
    """

    def __init__(
        self,
        table: JournalTable,
        *,
        texts: KeptTexts = "unanswered",
        timeout: float = 2.0,
        renewal: float = 3.0,
        first_pause: float = 0.5,
        longest_pause: float = 10.0,
        backlog: int = MOST_ENTRIES,
        backlog_bytes: int = MOST_BYTES,
    ) -> None:
        """Prepare to write into a table; `texts` are the questions whose texts are written down.

        All times are in seconds. A question waits `timeout` for the database. Claims are renewed every `renewal`
        (others take over after `lease`, see JournalTable). While the database is away, attempts are `first_pause`
        to `longest_pause` apart and the last `backlog` entries are remembered, with at most `backlog_bytes` of text.
        """
        self.reachable = True
        self.texts = texts
        self._newer = False  # whether it is away because a newer version has written it
        self._table = table
        self._timeout = timeout
        self._renewal = renewal
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._backlog, self._backlog_bytes = backlog, backlog_bytes
        self._in_hand: dict[int, float] = {}  # what is claimed, and the uptime until which nobody else may take it
        self._kept: dict[int, str] = {}  # what is kept and not answered, lest the database loses it
        self._answered: LRUCache[int, bool] = LRUCache(REMEMBERED)
        self._wake, self._closing = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._pending: _PendingBatch

    async def __aenter__(self) -> Self:
        """Start writing; raise NewerJournalError if the journal is not for this version of the program."""
        self._pending = self._new_batch()
        try:
            async with asyncio.timeout(self._timeout):
                await self._table.open()
        except NewerJournalError:
            await self._table.close(CLOSE_TIMEOUT)
            raise
        except Exception as error:
            self._mark_unreachable(error)
        self._tasks = [asyncio.create_task(work()) for work in (self._write, self._maintain)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Write what is left, if the database permits, and close the connection; take no more than a second."""
        clock = asyncio.get_running_loop().time
        end = clock() + CLOSE_TIMEOUT
        self._closing.set()
        if self.reachable:
            self._wake.set()
        _, late = await asyncio.wait(self._tasks, timeout=LAST_BATCH)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if not await self._table.close(end - clock()):
            _LOGGER.warning("the journal's database does not respond, leaving its connection as it is")

    # ---- for the intake ---------------------------------------------------------------------------

    async def claim(self, update_ids: Collection[int]) -> dict[int, ClaimStatus]:
        """Claim updates for this process in one statement; while the database is away, all are ours."""
        known = {number for number in update_ids if self._answered.get(number)}
        new = [number for number in update_ids if number not in known]
        claimed, now = Written(new), self._table.uptime()
        if new and self.reachable:
            self._pending.claims += new
            claimed = await self._submit() or claimed
        self._in_hand |= dict.fromkeys(set(new) & set(claimed.mine), now + self._table.lease)
        known.update(claimed.answered)
        for number in known:
            self._kept.pop(number, None)
        return {number: _status(number, claimed.mine, known) for number in update_ids}

    def holds(self, update_id: int) -> bool:
        """Return whether a claim of ours is certainly still ours; a process that was stopped may have lost it."""
        return self._table.uptime() < self._in_hand.get(update_id, 0.0)

    async def record(self, entry: Entry) -> None:
        """Record that an update is answered, and how; return once it is safe, or the database is away."""
        self._in_hand.pop(entry.update_id, None)
        self._kept.pop(entry.update_id, None)
        self._answered[entry.update_id] = True
        self._pending.entries.extend([entry._replace(question=self._writable(entry))])
        await self._submit()

    async def keep(self, updates: Mapping[int, str]) -> Collection[int]:
        """Keep encrypted updates until they are recorded; return those that are safe."""
        if not self.reachable:
            return ()
        self._pending.kept.update(updates)
        written = await self._submit()
        if written is None:
            return ()
        safe = updates.keys() - set(written.refused)
        self._kept |= {number: updates[number] for number in safe if not self._answered.get(number)}
        return safe

    async def waiting(self) -> Mapping[int, str] | None:
        """Return the updates that an earlier process kept and never answered; None if the database is away."""
        waiting = await self._in_time(self._table.waiting())
        if waiting is None:
            return None
        self._kept = {number: body for number, body in waiting.items() if number not in self._answered} | self._kept
        return waiting

    # ---- for the handlers -------------------------------------------------------------------------

    def count(self, counted: Counted) -> None:
        """Count something that has happened today; nobody waits for it, and it never fails."""
        self._pending.count({counted: 1})
        self._wake.set()

    # ---- for what is done once a day by all processes together ------------------------------------

    async def claim_for_today(self, what: str) -> bool:
        """Claim something; return False if it is done, or another's claim, or the database is away.

        A claim that is not confirmed lapses after five minutes: then it is done again rather than never.
        """
        return self.reachable and await self._in_time(self._table.claim_for_today(what, TODAYS_LEASE)) is True

    async def confirm_for_today(self, what: str) -> None:
        """Write down that what was claimed is done."""
        await self._in_time(self._table.confirm_for_today(what))

    async def _in_time(self, work: Awaitable[T]) -> T | None:
        """Return what the database replies, or None if it is away."""
        try:
            async with asyncio.timeout(self._timeout):
                return await work
        except Exception as error:
            self._mark_unreachable(error)
            return None

    # ---- how it is written ------------------------------------------------------------------------

    def _writable(self, entry: Entry) -> str | None:
        """Return what may be written of a question: nothing, or at most 500 characters that any database takes."""
        if entry.question is None or self.texts == "none" or (self.texts == "unanswered" and entry.facts):
            return None
        # PostgreSQL takes no NUL, and no database takes half of a surrogate pair.
        return entry.question.replace("\0", "").encode(errors="replace").decode()[:LONGEST_QUESTION]

    async def _submit(self) -> Written | None:
        """Have the pending batch written and wait for it, unless the database is away."""
        batch = self._pending
        self._wake.set()
        if not self.reachable:
            return None
        await asyncio.wait({batch.written}, timeout=self._timeout)
        if batch.written.done():
            return batch.written.result()
        self._mark_unreachable(TimeoutError(f"no reply within {self._timeout:g} s"))
        return None

    async def _write(self) -> None:
        """Write batch after batch until closing, the last one included."""
        pause = self._first_pause
        while self._wake.is_set() or not self._closing.is_set():
            await self._wake.wait()
            for _ in range(PASSES):
                await asyncio.sleep(0)
            self._wake.clear()
            batch, self._pending = self._pending, self._new_batch()
            if await self._store(batch):
                pause = self._first_pause
            elif await self._sleep_unless_closing(pause):
                break
            else:
                pause = min(2 * pause, self._longest_pause)

    async def _store(self, batch: _PendingBatch) -> bool:
        """Write one batch; if that fails, its entries and counts go into the next."""
        begun = self._table.uptime()
        try:
            written = await self._table.write(batch)
        except Exception as error:
            batch.entries.extend(self._pending.entries)
            self._pending.entries = batch.entries
            self._pending.count(batch.counts)
            self._mark_unreachable(error)
            batch.written.set_result(None)
            return False
        for number in self._in_hand.keys() & set(written.renewed):
            self._in_hand[number] = begun + self._table.lease
        if written.reconnected and self._kept:
            self._pending.kept = self._kept | self._pending.kept
            self._wake.set()
        self._mark_reachable()
        batch.written.set_result(written)
        return True

    def _new_batch(self) -> _PendingBatch:
        """Return an empty batch."""
        return _PendingBatch(Entries(most=self._backlog, most_bytes=self._backlog_bytes))

    async def _maintain(self) -> None:
        """Renew the claims on what takes long to answer, and delete old entries once a day."""
        delete_at, clock = 0.0, asyncio.get_running_loop().time
        while not await self._sleep_unless_closing(self._renewal):
            if self._in_hand:
                self._pending.renewals = list(self._in_hand)
                self._wake.set()
            if self.reachable and clock() >= delete_at:
                delete_at = clock() + DAY
                with suppress(Exception):
                    await self._table.delete_old()

    async def _sleep_unless_closing(self, seconds: float) -> bool:
        """Sleep for some seconds, or until closing; return whether it is closing."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        return self._closing.is_set()

    def _mark_unreachable(self, error: Exception) -> None:
        """Log once that the database is away, and have it tried again."""
        self._wake.set()
        if self.reachable or (isinstance(error, NewerJournalError) and not self._newer):
            self.reachable = False
            _LOGGER.error("cannot write the journal, answering without it: %s", in_one_line(error))
        self._newer = isinstance(error, NewerJournalError)

    def _mark_reachable(self) -> None:
        """Log that the database is back."""
        if not self.reachable:
            self.reachable = True
            _LOGGER.info("writing the journal again")


def _status(update_id: int, mine: Collection[int], answered: Collection[int]) -> ClaimStatus:
    """Return the status of an update after a claim."""
    if update_id in mine:
        return ClaimStatus.MINE
    return ClaimStatus.ANSWERED if update_id in answered else ClaimStatus.HELD
