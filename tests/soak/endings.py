"""Everything hangs at once on a busy machine, and the bot is told to end: the time until it is gone (`make soak`)."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.service.test_ending import AT_EXIT, COMPILING, THREAD, running
from tests.service.test_processes import stuck
from tests.world import open_world

TIMES, BESIDE = 10, 6  # processes that are busy meanwhile, and for a minute at most
BUSY = "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass"
# The second and the third come on top of the first.
HANGING = {
    "Telegram, the journal, threads": (f"{THREAD}; {AT_EXIT}; {COMPILING}", 0),
    "the event loop": (f"{THREAD}; {AT_EXIT}; at('_stop', hang)", 1),
    "the interpreter": (f"{THREAD}; {AT_EXIT}; at('_stop', lambda: re.match('(a|a)*b', 50 * 'a'))", 1),
}


@asynccontextmanager
async def a_busy_machine() -> AsyncIterator[None]:
    """Keep some processes busy."""
    busy = [await asyncio.create_subprocess_exec(sys.executable, "-c", BUSY) for _ in range(BESIDE)]
    try:
        await asyncio.sleep(0.5)
        yield
    finally:
        for process in busy:
            process.kill()
        await asyncio.gather(*(process.wait() for process in busy))


@pytest.mark.parametrize("what", HANGING)
async def test_the_process_is_gone_within_five_seconds(what: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    program, code = HANGING[what]
    times = sorted([await seconds_to_end(tmp_path_factory.mktemp("bot"), program, code) for _ in range(TIMES)])
    print(f"\n{what}: gone after {', '.join(f'{each:.2f}' for each in times)} s, beside {BESIDE} busy processes")
    assert times[-1] < 5


async def seconds_to_end(folder: Path, program: str, code: int) -> float:
    """Return the seconds from the signal until the process is gone, while it can reach nothing."""
    async with open_world(folder) as world, running(world, program) as bot:
        world.ask(3)
        await world.until_confirmed(bot)
        with closing(sqlite3.connect(folder / "journal.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            world.api.call = stuck  # type: ignore[method-assign]
            world.ask(20)
            async with a_busy_machine():
                begin = time.monotonic()
                bot.send_signal(signal.SIGTERM)
                await bot.wait()
                seconds = time.monotonic() - begin
        log = await world.stop(bot)
    assert bot.returncode == code, log
    return seconds
