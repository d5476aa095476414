"""Signals as callbacks in the event loop, on systems without loop.add_signal_handler (Windows) as well."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def on_signals(
    *names: str, call: Callable[[], None], at_once: Callable[[], None] = lambda: None, for_good: bool = False
) -> Iterator[None]:
    """Call a function when a signal of these names arrives, during the block; skip signals this system lacks.

    `at_once` is called before, also while the event loop is busy: it interrupts the program at any point, so it must
    not take a lock. With `for_good` a signal that arrives after the block does not end the process either.
    """
    loop = asyncio.get_running_loop()

    def handle(number: int, frame: object) -> None:
        at_once()
        if not loop.is_closed():
            loop.call_soon_threadsafe(call)

    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    previous = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        if not for_good:
            for number, handler in previous.items():
                signal.signal(number, handler)


def is_ignored(name: str) -> bool:
    """Tell whether this process was started with a signal ignored, as nohup does, or the system lacks it."""
    number = getattr(signal, name, None)
    return number is None or signal.getsignal(number) is signal.SIG_IGN
