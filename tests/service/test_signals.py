"""Signals, where the event loop handles them and where (on Windows) it does not."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from bot.service.signals import on_signals


class WindowsLoop(asyncio.SelectorEventLoop):
    """A loop that handles no signals."""

    def add_signal_handler(self, *_: object) -> None:
        """Refuse, as Windows' loops do."""
        raise NotImplementedError


@pytest.mark.parametrize("kind", [asyncio.SelectorEventLoop, WindowsLoop])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_a_callback_and_its_handler_is_gone_afterwards(
    kind: type[asyncio.SelectorEventLoop], number: signal.Signals
) -> None:
    async def wait() -> None:
        arrived = asyncio.Event()
        with on_signals("SIGINT", "SIGTERM", "SIGHUP", call=arrived.set):
            os.kill(os.getpid(), number)
            async with asyncio.timeout(5):
                await arrived.wait()
        assert signal.getsignal(number) is before

    with asyncio.Runner(loop_factory=kind) as runner:
        runner.get_loop()
        before = signal.getsignal(number)
        asyncio.set_event_loop(runner.get_loop())
        runner.get_loop().run_until_complete(wait())


async def test_a_signal_that_a_system_does_not_have_is_skipped() -> None:
    with on_signals("SIGNONE", call=lambda: None):
        pass
