"""The event loop that the bot runs in."""

from __future__ import annotations

import asyncio
import sys

import pytest

from bot.service.loop import run_in_loop


def loop_used() -> str:
    """Give the module of the loop that a coroutine runs in."""
    modules: list[str] = []

    async def main() -> None:
        modules.append(type(asyncio.get_running_loop()).__module__)

    run_in_loop(main())
    return modules[0].partition(".")[0]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no uvloop on Windows")
def test_it_is_uvloop() -> None:
    assert loop_used() == "uvloop"


def test_without_uvloop_it_is_asyncio_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert loop_used() == "asyncio"
