"""What systemd is told: that the bot runs, that it stops, and, for the watchdog, that it is not stuck.

See sd_notify(3) and sd_watchdog_enabled(3): a datagram to the socket that NOTIFY_SOCKET names. Without that variable
nothing happens.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

ABSTRACT = "@"  # the first character of a socket without a file; the system writes it as a NUL
_LOGGER = logging.getLogger(__name__)


def notify(state: str) -> None:
    """Send a state such as READY=1; where that fails, say so and go on."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith(ABSTRACT):
        address = f"\0{address[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC) as out:
            out.sendto(state.encode(), address)
    except OSError as error:
        _LOGGER.warning("cannot tell systemd %s: %s", state, error.strerror or error)


@asynccontextmanager
async def supervised(is_stuck: Callable[[], bool]) -> AsyncIterator[None]:
    """Be ready during the block, and keep the watchdog content while the event loop turns and is not stuck."""
    notify("READY=1")
    task = asyncio.create_task(_feed(is_stuck))
    try:
        yield
    finally:
        task.cancel()


async def _feed(is_stuck: Callable[[], bool]) -> None:
    """Send WATCHDOG=1 twice in each interval that systemd allows, unless the bot is stuck."""
    seconds = _interval()
    was_stuck = False
    while seconds:
        if not (is_stuck_now := is_stuck()):
            notify("WATCHDOG=1")
        elif not was_stuck:
            _LOGGER.error("no update can be fetched, and no attempt ends: systemd will start the bot again")
        was_stuck = is_stuck_now
        await asyncio.sleep(seconds / 2)


def _interval() -> float:
    """Return the seconds after which systemd takes this process for stuck, or 0 if it does not."""
    try:
        is_ours = int(os.environ.get("WATCHDOG_PID") or os.getpid()) == os.getpid()
        return int(os.environ.get("WATCHDOG_USEC") or 0) / 1_000_000 if is_ours else 0.0
    except ValueError:
        return 0.0
