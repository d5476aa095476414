"""Facts that are edited while the bot runs: checked beside the work, then put into service in one step.

A change is tried as soon as the files have settled. A fault is reported only once they are left alone, because
files that belong together are not saved at the same time.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from watchfiles import Change, awatch

from bot.chat.changed import edit_changed
from bot.chat.context import App
from bot.chat.profile import set_profile
from bot.facts import DocumentError, Fault
from bot.facts.document import MAX_BYTES
from bot.facts.load import files_of, folder_of
from bot.files import FileError, read_bytes
from bot.matching.learned import learned_file, older_file
from bot.matching.matcher import Matcher
from bot.service.notices import Notices
from bot.service.signals import is_ignored, on_signals
from bot.text import clip

LONGEST = 500  # characters of the line about a faulty file
STAYING = "the old facts stay in service"
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
        notices: Notices | None = None,
        settle: float = 0.25,
        quiet: float = 10.0,
        retry: float = 10.0,
    ) -> None:
        """Prepare to watch facts.yaml at `path`, which `load` loads (in a thread).

        `notices` tell the admins of a faulty file. All times are in seconds: files have settled after
        `settle` without a change, a fault is reported after `quiet` without one, and a watch that failed starts
        again after `retry`.
        """
        self._application = application
        self._path = path.absolute()
        self._folder = folder_of(self._path)
        self._shown_path = path
        self._load = load
        self._notices = notices
        self._told: str | None = None  # what the admins were told last, if it is not well again
        self._good_news: asyncio.Task[None] | None = None
        self._settle, self._quiet, self._retry = settle, quiet, retry
        self._loading = asyncio.Lock()
        self._report: asyncio.Task[None] | None = None
        self._profile: asyncio.Task[None] | None = None
        self._editing: asyncio.Task[None] | None = None
        self._digest = b""  # of the files that were loaded last, and the faults that they had
        self._faults: Sequence[Fault] = ()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch the files, and for SIGHUP, during the block.

        SIGHUP loads the files, but where the terminal that the bot was started in has been closed it means SIGTERM;
        not so under nohup, which lets SIGHUP be ignored and need not take the terminal away from standard input.
        """
        requested, stop = asyncio.Event(), asyncio.Event()
        ends_with_terminal = _has_terminal() and not is_ignored("SIGHUP")

        def hang_up() -> None:
            if ends_with_terminal and not _has_terminal():
                signal.raise_signal(signal.SIGTERM)
            else:
                requested.set()

        with on_signals("SIGHUP", call=hang_up):
            tasks = [asyncio.create_task(self._watch_files(stop)), asyncio.create_task(self._watch_requests(requested))]
            await asyncio.sleep(0)  # so that no change during the block is missed
            try:
                yield
            finally:
                stop.set()
                tasks += filter(None, [self._report, self._profile, self._editing, self._good_news])
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
        is_companion = changed.parent.name == self._folder.name and changed.suffix in (".yaml", ".gz", ".json")
        return is_companion or changed.name in (self._path.name, self._folder.name, DATA_LINK)

    async def _watch_requests(self, requested: asyncio.Event) -> None:
        """Load the files whenever that is requested."""
        while True:
            await requested.wait()
            requested.clear()
            if faults := await self._exchange():
                self._report = asyncio.create_task(self._report_faults(faults))  # it may wait for Telegram for long

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
                # Taken before the files are loaded: what changes meanwhile is loaded again.
                digest = await asyncio.to_thread(digest_of, self._path)
                if digest != self._digest:
                    self._faults = ()
                    self._replace(await asyncio.to_thread(self._load, self._shown_path))
                    self._digest = digest
                elif not self._faults:
                    _LOGGER.info("%s is as it was", self._shown_path)
                    self._set_profile()
            except DocumentError as error:
                self._digest, self._faults = digest, error.faults
            except Exception as error:
                _LOGGER.exception("cannot reload %s", self._shown_path)
                line = f"cannot reload {self._shown_path} ({type(error).__name__}, see the log); {STAYING}"
                self._report = asyncio.create_task(self._tell_once(line))
            return self._faults

    def _replace(self, matcher: Matcher) -> None:
        """Put a matcher with its facts into service; commands and menus follow."""
        data = self._application.bot_data
        data.matcher = matcher
        if self._editing:
            self._editing.cancel()
        self._editing = asyncio.create_task(edit_changed(self._application.bot, data))
        _LOGGER.info("reloaded %s: %d facts", self._shown_path, len(matcher.base.facts))
        self._set_profile()
        if self._told:
            self._told = None
            self._good_news = asyncio.create_task(self._tell(f"{self._shown_path} is in service again: no more faults"))

    def _set_profile(self) -> None:
        """Set the menus beside the work: where Telegram hangs, the next change need not wait for it."""
        if self._profile:
            self._profile.cancel()
        data = self._application.bot_data
        self._profile = asyncio.create_task(set_profile(self._application.bot, data.base))

    async def _report_later(self, faults: Sequence[Fault]) -> None:
        """Report faults once the files have been left alone for a while."""
        await asyncio.sleep(self._quiet)
        await self._report_faults(faults)

    async def _report_faults(self, faults: Sequence[Fault]) -> None:
        """Report faults in the log and to the admins."""
        more = f" (and {len(faults) - 1} more: the command `check` lists them)" if faults[1:] else ""
        line = f"{clip(' '.join(str(faults[0]).split()), LONGEST)}{more}; {STAYING}"
        _LOGGER.error("%s", line)
        await self._tell_once(line)

    async def _tell_once(self, line: str) -> None:
        """Tell the admins of trouble, unless that is what they were told last."""
        if line != self._told:
            self._told = line
            await self._tell(line)

    async def _tell(self, line: str) -> None:
        """Tell the admins."""
        if self._notices:
            await self._notices.tell(line)


def digest_of(path: Path) -> bytes:
    """Return a digest of the files of a fact base and of what was learnt for it; an error stands for its file."""
    digest = hashlib.sha256()
    try:
        learned = learned_file(path)
        files = [*files_of(path), learned, older_file(learned)]
    except OSError as error:
        digest.update(str(error).encode())
        files = [path]
    for file in files:
        try:
            content = hashlib.sha256(read_bytes(file, MAX_BYTES)).hexdigest()
        except FileError as error:
            content = str(error)
        digest.update(f"{file}\0{content}\0".encode(errors="surrogateescape"))
    return digest.digest()


def _has_terminal() -> bool:
    """Return whether standard input is a terminal that is there."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()
