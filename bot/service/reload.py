"""Facts that are edited while the bot runs: checked beside the work, then put into service in one step.

A change is tried as soon as the files have settled. A fault is reported only once they are left alone, because
files that belong together are not saved at the same time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from telegram.error import TelegramError
from watchfiles import Change, awatch

from bot.chat.context import App
from bot.chat.delivery import brief
from bot.chat.profile import set_profile
from bot.facts import DocumentError, Fault
from bot.facts.load import folder_of
from bot.matching.matcher import Matcher
from bot.service.signals import on_signals
from bot.text import clip

LONGEST = 500  # characters of the line about a faulty file
DATA_LINK = "..data"  # Kubernetes replaces this link when a ConfigMap changes, not the files
_LOGGER = logging.getLogger(__name__)


class Reload:
    """Put facts.yaml and its companions into service again when they change, or on SIGHUP."""

    def __init__(
        self,
        application: App,
        path: Path,
        load: Callable[[Path], Matcher],
        *,
        admins: Sequence[int] = (),
        settle: float = 0.25,
        quiet: float = 10.0,
        retry: float = 10.0,
    ) -> None:
        """Prepare to watch facts.yaml at `path`, which `load` loads (in a thread).

        `admins` are the users to inform about a faulty file. All times are in seconds: files have settled after
        `settle` without a change, a fault is reported after `quiet` without one, and a watch that failed starts
        again after `retry`.
        """
        self._application = application
        self._path = path.absolute()
        self._folder = folder_of(self._path)
        self._shown_path = path
        self._load = load
        self._admins = admins
        self._settle, self._quiet, self._retry = settle, quiet, retry
        self._loading = asyncio.Lock()
        self._report: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch the files, and for SIGHUP, during the block."""
        requested, stop = asyncio.Event(), asyncio.Event()
        with on_signals("SIGHUP", call=requested.set):
            tasks = [asyncio.create_task(self._watch_files(stop)), asyncio.create_task(self._watch_requests(requested))]
            await asyncio.sleep(0)  # so that no change during the block is missed
            try:
                yield
            finally:
                stop.set()
                tasks += filter(None, [self._report])
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch_files(self, stop: asyncio.Event) -> None:
        """Try the files after each change; whatever goes wrong, go on."""
        has_watched = False
        while not stop.is_set():
            try:
                async with asyncio.TaskGroup() as group:
                    if has_watched:  # what changed between two watches; it begins when the new one is set up
                        group.create_task(self._try())
                    has_watched = True
                    await self._follow_changes(stop)
            except Exception:
                _LOGGER.exception("cannot watch %s, trying again", self._shown_path)
                await asyncio.sleep(self._retry)

    async def _follow_changes(self, stop: asyncio.Event) -> None:
        """Try the files after each change; return when the folder of the companions comes or goes."""
        changes = awatch(
            self._path.parent,
            *([self._folder] if self._folder.is_dir() else []),
            watch_filter=self._concerns,
            step=round(1000 * self._settle),
            debounce=round(20_000 * self._settle),
            stop_event=stop,
            recursive=False,
        )
        async with aclosing(changes):
            async for changed in changes:
                if any(Path(file).name == self._folder.name for _, file in changed):
                    return
                await self._try()

    def _concerns(self, change: Change, file: str) -> bool:
        """Return whether a changed file belongs to the fact base; by name, as systems spell folders in several ways."""
        changed = Path(file)
        is_companion = changed.parent.name == self._folder.name and changed.suffix in (".yaml", ".json")
        return is_companion or changed.name in (self._path.name, self._folder.name, DATA_LINK)

    async def _watch_requests(self, requested: asyncio.Event) -> None:
        """Load the files whenever that is requested."""
        while True:
            await requested.wait()
            requested.clear()
            await self.load()

    async def load(self) -> None:
        """Check the files and put them into service; if they are faulty, keep the old facts and report at once."""
        if faults := await self._exchange():
            await self._report_faults(faults)

    async def _try(self) -> None:
        """Check the files and put them into service; if they stay faulty, report that later."""
        if faults := await self._exchange():
            self._report = asyncio.create_task(self._report_later(faults))

    async def _exchange(self) -> Sequence[Fault]:
        """Check the files in a thread and put them into service, or return their faults."""
        if self._report:
            self._report.cancel()
        async with self._loading:
            try:
                await self._replace(await asyncio.to_thread(self._load, self._shown_path))
            except DocumentError as error:
                return error.faults
            except Exception:
                _LOGGER.exception("cannot reload %s", self._shown_path)
        return ()

    async def _replace(self, matcher: Matcher) -> None:
        """Put a matcher with its facts into service; commands and menus follow."""
        self._application.bot_data.matcher = matcher
        _LOGGER.info("reloaded %s: %d facts", self._shown_path, len(matcher.base.facts))
        await set_profile(self._application.bot, matcher.base)

    async def _report_later(self, faults: Sequence[Fault]) -> None:
        """Report faults once the files have been left alone for a while."""
        await asyncio.sleep(self._quiet)
        await self._report_faults(faults)

    async def _report_faults(self, faults: Sequence[Fault]) -> None:
        """Report faults in the log and to the admins."""
        more = f" (and {len(faults) - 1} more: the command `check` lists them)" if faults[1:] else ""
        line = f"{clip(' '.join(str(faults[0]).split()), LONGEST)}{more}; the old facts stay in service"
        _LOGGER.error("%s", line)
        for admin in self._admins:
            try:
                await self._application.bot.send_message(admin, line, parse_mode=None)
            except TelegramError as error:
                _LOGGER.warning("cannot reach admin %s (have they written to the bot?): %s", admin, brief(error))
