"""An event loop in a thread of its own, for drivers that may hang: it can be abandoned, and ends with the process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

DRIVERS_END = 0.05  # seconds in which the threads of drivers end; they use the event loop until then
T = TypeVar("T")


class LoopThread:
    """Run coroutines in a daemon thread, which starts with the first of them."""

    def __init__(self, name: str) -> None:
        """Prepare a thread with this name."""
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the thread and return its result; whoever is cancelled meanwhile need not wait for it."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_run, args=(self._loop,), name=self._name, daemon=True).start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def finish(self, work: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> bool:
        """Run a last coroutine and end the thread; return whether that took at most some seconds.

        If it takes longer, it goes on without anybody waiting for it. Its errors are ignored.
        """
        if self._loop is None:
            return True
        last = asyncio.ensure_future(self.run(self._last(work())))
        done, _ = await asyncio.wait({last}, timeout=seconds)
        return bool(done)

    async def _last(self, work: Coroutine[Any, Any, None]) -> None:
        """Run the last coroutine, wait for all others, and have the thread end."""
        await asyncio.gather(work, return_exceptions=True)
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
        await asyncio.sleep(DRIVERS_END)
        loop, self._loop = asyncio.get_running_loop(), None
        loop.call_soon(loop.stop)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """Run a loop until it is stopped."""
    try:
        loop.run_forever()
    finally:
        loop.close()
