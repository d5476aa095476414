"""Stopping: whatever hangs, the process ends, and says what was left."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from asyncio.subprocess import PIPE

import pytest

from bot.service.stopping import unless
from tests.world import ROOT

pytestmark = pytest.mark.process
PROGRAM = """
import asyncio, logging, re, sys, threading, time
from bot.service.signals import on_signals
from bot.service.stopping import ForcedExit

logging.basicConfig()

class Last:
    def __del__(self, sleep=time.sleep):
        sleep(60)

async def main():
    forced_exit, signalled = ForcedExit(0.5), asyncio.Event()
    with on_signals("SIGTERM", call=signalled.set, at_once=forced_exit.begin):
        print("ready", flush=True)
        {hanging}

asyncio.run(main())
"""
HANGING = {
    "the event loop": "time.sleep(60)",
    "a task": "await asyncio.sleep(60)",
    "a task that takes no cancellation": """
        while True:
            try:
                await asyncio.sleep(60)
            except BaseException:
                pass
    """.strip(),
    "a thread of the event loop": "await asyncio.to_thread(time.sleep, 60)",
    "another thread": """
        threading.Thread(target=time.sleep, args=(60,), name='the-other').start()
        await signalled.wait()
    """.strip(),
    "the interpreter": "re.match('(a|a)*b', 50 * 'a')",
    "the interpreter's end": """
        globals()['last'] = Last()
        await signalled.wait()
    """.strip(),
    "the log": "logging.getLogger().handlers[0].acquire(); time.sleep(60)",
}


@pytest.mark.parametrize("what", HANGING)
async def test_a_forced_exit_ends_the_process_whatever_hangs(what: str) -> None:
    program = PROGRAM.format(hanging=HANGING[what])
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    assert process.stdout
    await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    begin = time.monotonic()
    async with asyncio.timeout(20):
        _, log = await process.communicate()
    assert process.returncode == 1
    assert time.monotonic() - begin < 10, "60 where it fails"
    if "interpreter" in what:
        assert b"Timeout (0:00:00.700000)!\n" in log
        assert b"most recent call first" in log
    elif what != "the log":
        assert b"not stopped after 0.5 s, ending the process all the same; left: " in log
    if what == "another thread":
        assert b"the-other" in log


async def test_work_ends_at_the_stop_event() -> None:
    stop, cancelled = asyncio.Event(), asyncio.Event()

    async def work() -> int:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        return 1

    asyncio.get_running_loop().call_soon(stop.set)
    assert await unless(stop, work()) is None
    await cancelled.wait()


async def test_work_that_fails_raises() -> None:
    async def work() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await unless(asyncio.Event(), work())
