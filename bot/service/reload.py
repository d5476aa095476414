"""Facts that are edited while the bot runs: checked aside, then put into service all at once.

Files that have settled for a moment are tried; a fault is told only when they are left alone with it,
as several files that belong together are not saved at the same time.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from telegram.error import TelegramError

from bot.chat.context import App
from bot.chat.delivery import brief
from bot.facts.document import DocumentError, Fault
from bot.facts.load import files_of
from bot.matching.matcher import Matcher
from bot.matching.model import learned_file
from bot.text import clip

LOOK = 1.0  # seconds between two looks at the files
QUIET = 10.0  # seconds without a change after which a fault is told; who edits several files is in the middle of it
LONGEST = 500  # characters of the line about a faulty file
_LOGGER = logging.getLogger(__name__)

Snapshot = Mapping[Path, tuple[int, int, int]]


class Reload:
    """Put facts.yaml and its companions into service anew when they change, or on SIGHUP.

    `load` loads and compiles them (in a thread), `swapped` is what must follow when they are in
    service, `admins` are the users who are told of a faulty file.
    """

    def __init__(
        self,
        application: App,
        path: Path,
        *,
        load: Callable[[Path], Matcher],
        swapped: Callable[[], Awaitable[None]],
        admins: Sequence[int] = (),
    ) -> None:
        """Take the files as they are now for what is in service."""
        self._application = application
        self._path = path
        self._load = load
        self._swapped = swapped
        self._admins = admins
        self._loaded = snapshot(path)
        self._faults: Sequence[Fault] = ()  # that were not told yet
        self._tell_at = 0.0

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch the files, and for SIGHUP, during the block."""
        asked, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, asked.set)
        watch = asyncio.create_task(self._watch(asked))
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGHUP)
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _watch(self, asked: asyncio.Event) -> None:
        """Look at the files again and again, and load them when asked."""
        before = self._loaded
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), LOOK)
            now = await asyncio.to_thread(snapshot, self._path)
            if asked.is_set():
                asked.clear()
                self._loaded = now
                await self.load()
            else:
                await self._compare(before, now)
            before = now

    async def _compare(self, before: Snapshot, now: Snapshot) -> None:
        """Load the files where they differ from what was loaded and have settled; tell of a fault that stays."""
        clock = asyncio.get_running_loop().time
        if now != before:
            self._tell_at = clock() + QUIET
        elif now != self._loaded:
            self._loaded = now
            self._faults = await self._exchange()
        elif self._faults and clock() >= self._tell_at:
            await self._complain()

    async def load(self) -> None:
        """Check the files and put them into service; a fault leaves the old ones there and is told at once."""
        self._faults = await self._exchange()
        if self._faults:
            await self._complain()

    async def _exchange(self) -> Sequence[Fault]:
        """Check the files in a thread and put them into service, or give what is wrong with them."""
        try:
            matcher = await asyncio.to_thread(self._load, self._path)
        except DocumentError as error:
            return error.faults
        except Exception:
            _LOGGER.exception("%s cannot be used; the old facts stay in service", self._path)
            return ()
        self._application.bot_data.matcher = matcher
        _LOGGER.info("%s was loaded anew: %d facts", self._path, len(matcher.base.facts))
        await self._swapped()
        return ()

    async def _complain(self) -> None:
        """Tell the log, and the admins, what is wrong."""
        faults, self._faults = self._faults, ()
        rest = f" (and {len(faults) - 1} more: `python -m bot check {self._path}` lists them)" if faults[1:] else ""
        line = f"{clip(' '.join(str(faults[0]).split()), LONGEST)}{rest}; the old facts stay in service"
        _LOGGER.error("%s", line)
        for admin in self._admins:
            try:
                await self._application.bot.send_message(admin, line, parse_mode=None)
            except TelegramError as error:
                _LOGGER.warning("admin %s could not be told (have they written to the bot?): %s", admin, brief(error))


def snapshot(path: Path) -> Snapshot:
    """Note what tells whether a fact base and its companions were edited; a file that is gone has no entry."""
    seen = {}
    for file in (*files_of(path), learned_file(path)):
        with contextlib.suppress(OSError):
            state = file.stat()
            seen[file] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return seen
