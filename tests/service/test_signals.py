"""Signals become callbacks in the event loop, whichever loop that is."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable

import pytest
import uvloop

from bot.service.signals import on_signals


@pytest.mark.parametrize("kind", [asyncio.SelectorEventLoop, uvloop.new_event_loop])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_a_callback_and_its_handler_is_gone_afterwards(
    kind: Callable[[], asyncio.AbstractEventLoop], number: signal.Signals
) -> None:
    before = signal.getsignal(number)

    async def wait() -> None:
        arrived = asyncio.Event()
        inside = signal.getsignal(number)
        with on_signals("SIGINT", "SIGTERM", "SIGHUP", call=arrived.set):
            asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), number)  # while the loop is waiting
            async with asyncio.timeout(5):
                await arrived.wait()
        assert signal.getsignal(number) is inside

    with asyncio.Runner(loop_factory=kind) as runner:
        runner.run(wait())
    assert signal.getsignal(number) is before


async def test_what_is_called_at_once_does_not_wait_for_a_busy_loop() -> None:
    called = []
    with on_signals("SIGTERM", call=lambda: None, at_once=lambda: called.append(True)):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):
            pass  # the loop has no turn here
        assert called == [True]


async def test_a_signal_that_a_system_does_not_have_is_skipped() -> None:
    with on_signals("SIGNONE", call=lambda: None):
        pass
