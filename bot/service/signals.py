"""Signals as callbacks in the event loop, on systems without loop.add_signal_handler (Windows) as well."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def on_signals(*names: str, call: Callable[[], None]) -> Iterator[None]:
    """Call a function when a signal of these names arrives, during the block; skip signals this system lacks."""
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    loop = asyncio.get_running_loop()
    try:
        for number in numbers:
            loop.add_signal_handler(number, call)
    except NotImplementedError:
        with _without_loop_handlers(numbers, loop, call):
            yield
        return
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


@contextmanager
def _without_loop_handlers(
    numbers: list[signal.Signals], loop: asyncio.AbstractEventLoop, call: Callable[[], None]
) -> Iterator[None]:
    """Do the same with the interpreter's own handlers, which interrupt the loop at any point."""

    def handle(number: int, frame: object) -> None:
        loop.call_soon_threadsafe(call)

    previous = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
