"""The bot as a process in which is missing what Windows does not have."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.fact_files import FACTS, write_facts
from tests.world import ROOT, open_world

# signal and os as their documentation says that they are there; an event loop that handles no signals.
WINDOWS = """
import asyncio, os, signal, sys, threading
for module in ("fcntl", "termios", "resource", "pwd", "grp", "pty", "uvloop"):
    sys.modules[module] = None
for name in ("O_NONBLOCK", "fork", "killpg", "getuid", "geteuid", "getpgid", "setsid", "register_at_fork"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGHUP", "SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGALRM"):
    delattr(signal, name)
def refuse(*_):
    raise NotImplementedError
asyncio.SelectorEventLoop.add_signal_handler = asyncio.SelectorEventLoop.remove_signal_handler = refuse
from bot.cli.main import main
threading.Thread(target=lambda: (sys.stdin.readline(), signal.raise_signal(signal.SIGINT)), daemon=True).start()
sys.argv = ["announcement-bot", "run"]
main()
"""

pytestmark = pytest.mark.process


async def test_run_starts_answers_reloads_and_ends_without_what_windows_lacks(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    async with open_world(tmp_path) as world:
        variables = os.environ | {"PYTHONPATH": str(ROOT), "TELEGRAM_TOKEN": world.server.token}
        variables |= {"TELEGRAM_API_URL": world.server.url}
        world.ask(3)
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", WINDOWS), cwd=tmp_path, env=variables, stdin=PIPE, stderr=PIPE
        )
        await world.until_sent(bot, 3)
        path.write_text(FACTS.replace("12 bridges", "13 bridges"), encoding="utf-8")
        await world.until_logged(bot, "reloaded")
        async with asyncio.timeout(15):
            _, log = await bot.communicate(b"stop\n")
        assert (bot.returncode, world.lost) == (0, 0)
        assert b"Traceback" not in log
