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

from bot.journal.page import Claimed, Entry, Page
from bot.matching.answer import Answer, Outcome
from bot.recent import Recent

if TYPE_CHECKING:  # who chats in the terminal needs no database
    from bot.journal.table import Ledger

SIGNS_OF_LIFE = 3.0  # seconds between them; other processes wait for LEASE (bot.journal.table)
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


class Standing(Enum):
    """Whose an update is: ours to answer, already answered, or in the hands of another process."""

    MINE = auto()
    ANSWERED = auto()
    HELD = auto()


class _Draft(Page):
    """A page that is being gathered, and how its writing ended: None where it could not be written."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self.written: asyncio.Future[Claimed | None] = asyncio.get_running_loop().create_future()


class Journal:
    """Claim updates, record answers, keep what has to wait. Use it as an async context manager.

    `reachable` tells whether the last transaction went well, `keeps_texts` whether questions are written down.
    """

    def __init__(self, ledger: Ledger, *, texts: bool = True) -> None:
        """Write into a ledger; without `texts` no question is ever written down."""
        self.reachable = True
        self._ledger = ledger
        self.keeps_texts = texts
        self._in_hand: set[int] = set()
        self._answered: Recent[int, bool] = Recent()
        self._backlog: list[Entry] = []
        self._something, self._closing = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._draft: _Draft

    async def __aenter__(self) -> Self:
        """Begin to write."""
        self._draft = _Draft()
        self._tasks = [asyncio.create_task(work()) for work in (self._write, self._keep_house)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Write what is left, if the database lets us, and leave it."""
        self._closing.set()
        if self.reachable:
            self._something.set()
        _, late = await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in late:
            task.cancel()
        if late:  # they end without delay, unless the driver says farewell to a database that hangs: for 2 s
            await asyncio.wait(late, timeout=FAREWELL)
        with suppress(Exception):
            async with asyncio.timeout(FAREWELL):
                await self._ledger.close()

    # ---- what the ways in need --------------------------------------------------------------------

    async def claim(self, update_ids: Collection[int]) -> dict[int, Standing]:
        """Claim updates for this process: one statement for all of them; where the database is away all are ours."""
        known = {number for number in update_ids if self._answered.get(number)}
        new = [number for number in update_ids if number not in known]
        claimed = Claimed()
        if new:
            self._draft.claims += new
            claimed = await self._page() or Claimed(new)
        self._in_hand.update(claimed.mine)
        known.update(claimed.answered)
        return {number: _standing(number, claimed.mine, known) for number in update_ids}

    async def record(self, update_id: int, answer: Answer | None = None) -> None:
        """Write down that an update is answered, and how (None: it was no question); return when it is safe."""
        self._in_hand.discard(update_id)
        self._answered.put(update_id, True)
        self._draft.entries.append(self._entry(update_id, answer))
        await self._page()

    async def keep(self, updates: Mapping[int, str]) -> bool:
        """Keep updates that have to wait until they are recorded; tells whether they are safe."""
        self._draft.kept.update(updates)
        return await self._page() is not None

    async def waiting(self) -> Mapping[int, str] | None:
        """Give the updates that an earlier process kept and did not come to answer; None where the database is away."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._ledger.waiting()
        except Exception as error:
            self._lose(error)
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

    async def _page(self) -> Claimed | None:
        """Have the present page written and wait for it, as long as the database is there."""
        draft = self._draft
        self._something.set()
        if not self.reachable:
            return None
        await asyncio.wait({draft.written}, timeout=PATIENCE)
        if draft.written.done():
            return draft.written.result()
        self._lose(TimeoutError(f"no reply within {PATIENCE:g} s"))
        return None

    async def _write(self) -> None:
        """Write page after page until we close, the last one included."""
        pause = FIRST_PAUSE
        while self._something.is_set() or not self._closing.is_set():
            await self._something.wait()
            for _ in range(PASSES):
                await asyncio.sleep(0)
            self._something.clear()
            draft, self._draft = self._draft, _Draft()
            if await self._store(draft):
                pause = FIRST_PAUSE
            elif await self._rest(pause):
                break
            else:
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _store(self, draft: _Draft) -> bool:
        """Write one page; what could not be written is remembered for the next."""
        draft.entries[:0] = self._backlog
        try:
            claimed = await self._ledger.write(draft)
        except Exception as error:
            self._backlog = draft.entries[-BACKLOG:]
            self._lose(error)
            draft.written.set_result(None)
            return False
        self._backlog = []
        self._find()
        draft.written.set_result(claimed)
        return True

    async def _keep_house(self) -> None:
        """Show signs of life for what takes long to answer, and forget the old once a day."""
        forget_at, clock = 0.0, asyncio.get_running_loop().time
        while not await self._rest(SIGNS_OF_LIFE):
            if self._in_hand:
                self._draft.renewals += self._in_hand
                self._something.set()
            if self.reachable and clock() >= forget_at:
                forget_at = clock() + ONCE_A_DAY
                with suppress(Exception):
                    await self._ledger.forget()

    async def _rest(self, seconds: float) -> bool:
        """Do nothing for some seconds, or until we close; tells whether we do."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        return self._closing.is_set()

    def _lose(self, error: Exception) -> None:
        """Say once that the database is away, and have it tried again."""
        self._something.set()
        if self.reachable:
            self.reachable = False
            _LOGGER.error("the journal cannot be written, answering without it: %s", _said(error))

    def _find(self) -> None:
        """Say that the database is there again."""
        if not self.reachable:
            self.reachable = True
            _LOGGER.info("the journal is written again")


def _standing(update_id: int, mine: Collection[int], answered: Collection[int]) -> Standing:
    """Give the standing of an update after a claim."""
    if update_id in mine:
        return Standing.MINE
    return Standing.ANSWERED if update_id in answered else Standing.HELD


def _said(error: Exception) -> str:
    """Give a database's error in one line, without the statement that met it."""
    cause = getattr(error, "orig", None) or error
    first, *_ = str(cause).splitlines() or [""]
    return f"{type(cause).__name__}: {first}"
