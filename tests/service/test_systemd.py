"""What systemd is told, over a real datagram socket."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.journal import Journal
from bot.service import run
from bot.service.server import Health
from bot.service.systemd import notify, supervised
from bot.terminal.bot_api import LocalBotApi, LocalRequest
from tests.room import build_app
from tests.world import Gate


class Manager:
    """Systemd's side of the socket."""

    def __init__(self, address: str) -> None:
        """Listen at a name in the file system, or at an abstract one."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.setblocking(False)

    async def hear(self) -> str:
        """Wait for the next state."""
        async with asyncio.timeout(10):
            return (await asyncio.get_running_loop().sock_recv(self._socket, 1000)).decode()

    def has_heard_all(self) -> bool:
        """Tell whether nothing more was said."""
        try:
            return not self._socket.recv(1000)
        except BlockingIOError:
            return True

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


@pytest.fixture
def manager(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Manager]:
    """Start the process as systemd does with Type=notify."""
    address = str(open_folder / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    manager = Manager(address)
    yield manager
    manager.close()


async def test_the_bot_is_ready_once_it_runs_and_says_when_it_stops(manager: Manager, journal: Journal) -> None:
    api = LocalBotApi()
    task = asyncio.create_task(run(build_app(LocalRequest(api)), journal))
    assert await manager.hear() == "READY=1"
    os.kill(os.getpid(), signal.SIGTERM)
    assert await manager.hear() == "STOPPING=1"
    async with asyncio.timeout(10):
        await task
    assert manager.has_heard_all()


async def test_it_is_ready_though_telegram_is_away_lest_it_is_started_again_and_again(
    manager: Manager, journal: Journal
) -> None:
    api = LocalBotApi()
    for _ in range(100):
        api.fail_next("getMe", 502, "Bad Gateway")
    task = asyncio.create_task(run(build_app(LocalRequest(api)), journal))
    assert await manager.hear() == "READY=1"
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await task


async def test_the_watchdog_is_fed_while_the_bot_is_not_stuck(
    manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "2000")
    health, gate, looks = Health(), Gate("systemd will start the bot again"), asyncio.Semaphore(0)
    logging.getLogger("bot").addHandler(gate)

    def is_stuck() -> bool:
        looks.release()
        return health.is_stuck

    async with supervised(is_stuck):
        assert [await manager.hear() for _ in range(4)] == ["READY=1", *["WATCHDOG=1"] * 3]
        with health.attempt(3600):
            while not manager.has_heard_all():
                pass
            assert await manager.hear() == "WATCHDOG=1"
        with health.attempt(-1):  # it should have ended
            async with asyncio.timeout(10):
                await gate.opened.wait()
            while not manager.has_heard_all():
                pass
            while not looks.locked():
                await looks.acquire()
            for _ in range(3):
                await looks.acquire()
            assert manager.has_heard_all()
        assert await manager.hear() == "WATCHDOG=1"
    logging.getLogger("bot").removeHandler(gate)


@pytest.mark.parametrize("variables", [{}, {"WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"}, {"WATCHDOG_USEC": "soon"}])
async def test_a_watchdog_that_is_not_ours_is_not_fed(
    manager: Manager, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with supervised(lambda: False):
        assert await manager.hear() == "READY=1"
        _, feeding = await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()}, timeout=10)
        assert not feeding
    assert manager.has_heard_all()


def test_a_name_that_begins_with_an_at_sign_is_an_abstract_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"announcement-bot-{os.getpid()}"
    manager = Manager(f"\0{name}")
    monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
    notify("READY=1")
    assert not manager.has_heard_all()
    manager.close()


def test_a_socket_where_nobody_listens_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    notify("READY=1")
    assert "cannot tell systemd READY=1: No such file or directory" in caplog.text
