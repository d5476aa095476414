"""What the admins get of themselves: the report on Mondays, and at most once an hour what readers call wrong."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial

from bot.chat.context import App, Statistics
from bot.chat.corrections import Corrections
from bot.chat.statistics import LONGEST
from bot.journal import Journal, NewerJournalError
from bot.journal.counts import DAY
from bot.journal.reading import Disputed, JournalReader, Records, UnreadableJournalError
from bot.reporting.chart import NoPillowError, draw
from bot.reporting.report import make_report
from bot.reporting.tables import short_text
from bot.service.admins import Admins
from bot.text import clip, one_line

WEEK = 7 * DAY
MONDAY, MORNING = 0, 8  # weekday and hour (UTC) from which the report is sent
SHOWN, MOST_SHOWN = 100, 5  # characters of a question, answers called wrong
_LOGGER = logging.getLogger(__name__)


class Letters:
    """Write to the admins; of several processes one does, which the journal decides."""

    def __init__(
        self,
        application: App,
        journal: Journal,
        reader: JournalReader,
        admins: Admins,
        *,
        pause: float = 60.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Give the admins /stats; every `pause` seconds there may be something to send, by `clock` (since 1970)."""
        self._application, self._journal, self._reader = application, journal, reader
        self._admins, self._pause, self._clock = admins, pause, clock
        self._drawing = asyncio.Lock()  # one report at a time
        application.bot_data.admins = frozenset(admins.ids)
        application.bot_data.statistics = self.week

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write what is due during the block."""
        task = asyncio.create_task(self._write())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _write(self) -> None:
        """Look for what is due again and again; whatever goes wrong, go on."""
        while self._admins.ids:
            await asyncio.sleep(self._pause)
            try:
                await self.send_due()
            except Exception:
                _LOGGER.exception("cannot write to the admins, trying again")

    async def send_due(self) -> None:
        """Send what is due, unless another process has, or does; what nobody could be sent is due again."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        corrections = self._application.bot_data.corrections
        if corrections and corrections.new:
            await self._send_once(f"wrong at {now.hour}", partial(self._send_called_wrong, corrections))
        if now.weekday() == MONDAY and now.hour >= MORNING:
            await self._send_once("week", self._send_week)

    async def _send_once(self, what: str, send: Callable[[], Awaitable[bool]]) -> None:
        """Send something and write that down afterwards: if the process dies between, it comes twice, not never."""
        if await self._journal.claim_for_today(what) and await send():
            await self._journal.confirm_for_today(what)

    async def _send_week(self) -> bool:
        """Send the report."""
        return await self._admins.tell(*await self.week())

    async def _send_called_wrong(self, corrections: Corrections) -> bool:
        """Send which answers readers call wrong, and forget them once that has arrived."""
        new = set(corrections.new)
        is_sent = await self._admins.tell(await self._called_wrong(new))
        if is_sent:
            corrections.new -= new
        return is_sent

    async def week(self) -> Statistics:
        """Return what was asked in the last seven days, or why that cannot be said."""
        now = self._clock()
        async with self._drawing:
            try:
                records = await self._reader.read(now - WEEK)
            except (NewerJournalError, UnreadableJournalError) as error:
                return Statistics(clip(str(error), LONGEST))
            return await asyncio.to_thread(self._drawn, records, now)

    def _drawn(self, records: Records, now: float) -> Statistics:
        """Return the report as a text and, where Pillow is installed, a picture."""
        matcher = self._application.bot_data.matcher
        report = make_report(records, matcher, now - WEEK, now)
        text = clip(short_text(report, matcher.base), LONGEST)
        with suppress(NoPillowError):
            return Statistics(text, draw(report) if report.questions else None)
        return Statistics(text)

    async def _called_wrong(self, updates: set[int]) -> str:
        """Describe the answers to some updates that readers call wrong."""
        found: list[Disputed] = []
        with suppress(NewerJournalError, UnreadableJournalError):
            records = await self._reader.read(self._clock() - DAY)
            found = [each for each in records.disputed if each.update_id in updates]
        lines = [f"Answers that readers call wrong: {len(updates)}"]
        for each in found[:MOST_SHOWN]:
            question = f": “{one_line(each.question, SHOWN)}”" if each.question else ""
            lines.append(f"{each.times} × {clip(each.facts or '?', SHOWN)}{question}")
        return "\n".join([*lines, "/stats and `announcement-bot report` have more."])
