"""Stopping: work ends at the stop event, and the process ends some seconds after the signal, whatever hangs."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import threading
import time
from collections.abc import Coroutine
from queue import SimpleQueue
from typing import Any, NoReturn, TypeVar

LONGEST_STOP = 4.1  # seconds from the signal to the last line; a busy system takes most of a second to end a process
LOG_TIMEOUT = 0.1  # seconds for the last line; the log may be what hangs
LAST_RESORT = 0.2  # seconds from the last line to the end that needs no Python, where the line was not to be had
STDERR = 2  # the descriptor; sys.stderr may be gone
T = TypeVar("T")
_LOGGER = logging.getLogger(__name__)


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Wait for work, but no longer than for the stop event; return None if that came first."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        stopped.cancel()


def leave() -> NoReturn:
    """End the process with 0 now that everything is done: what threads still do, nobody waits for."""
    logging.shutdown()
    os._exit(0)


class ForcedExit:
    """End the process with 1 some seconds after the signal, if it has not ended by then.

    It works in a thread of its own, since what hangs may be the event loop, another thread that the interpreter
    waits for at its end, or a lock; so it needs none of them. Where no thread gets its turn, as while one holds the
    interpreter or this is being taken down, faulthandler's watchdog ends the process, and says where each thread is.
    """

    def __init__(self, seconds: float = LONGEST_STOP) -> None:
        """Start waiting for the signal; call this in the event loop, whose tasks are named in the log."""
        self._seconds = seconds
        self._has_begun = False
        self._signals: SimpleQueue[float] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._wait, name="forced exit", daemon=True).start()

    def begin(self) -> None:
        """Count the seconds from the first call on; a signal handler may call this, at any point of the program."""
        if not self._has_begun:
            self._has_begun = True
            faulthandler.dump_traceback_later(self._seconds + LAST_RESORT, exit=True, file=STDERR)
            self._signals.put(time.monotonic())

    def _wait(self) -> None:
        """Wait for the signal and the seconds, say what is left, and end the process."""
        end = self._signals.get() + self._seconds
        time.sleep(max(0.0, end - time.monotonic()))
        line = threading.Thread(target=self._log, daemon=True)
        line.start()
        line.join(LOG_TIMEOUT)
        os._exit(1)

    def _log(self) -> None:
        """Log which tasks and threads have not ended."""
        tasks = [] if self._loop.is_closed() else [_name(task) for task in asyncio.all_tasks(self._loop)]
        threads = [thread.name for thread in threading.enumerate() if not thread.daemon]
        left = ", ".join(sorted({*tasks, *threads}))
        _LOGGER.error("not stopped after %.1f s, ending the process all the same; left: %s", self._seconds, left)


def _name(task: asyncio.Task[Any]) -> str:
    """Return the name of what a task runs."""
    return str(getattr(task.get_coro(), "__qualname__", task.get_name()))
