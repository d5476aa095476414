"""Answers a second, processor time an answer, time to the first one, and memory: bots against one Bot API."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
ECHO = Path(__file__).parent / "echo"
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
TICKS = os.sysconf("SC_CLK_TCK")
WARM, COUNT = 200, 1500
QUIET = {"LOG_LEVEL": "ERROR", "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": ""}

BOTS = {
    "this bot": [sys.executable, "-m", "bot", "run"],
    "aiogram echo, 32 at once": [str(BENCH_PYTHON), str(ECHO / "aiogram_echo.py"), "{api}"],
    "PTB echo, one at a time": [sys.executable, str(ECHO / "ptb_echo.py"), "{api}", "1"],
    "PTB echo, 256 at once": [sys.executable, str(ECHO / "ptb_echo.py"), "{api}", "256"],
}


class Measured(NamedTuple):
    """One run of one bot."""

    first: float  # seconds from the start of the process to its first answer
    rate: float  # answers a second
    processor: float  # milliseconds of processor time an answer
    memory: float  # MB after the warm-up, at rest


@contextmanager
def process(command: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Start a process and end it."""
    with tempfile.TemporaryFile("w+") as said:
        started = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | QUIET | environment, stdout=subprocess.PIPE, stderr=said, text=True
        )
        try:
            yield started
        finally:
            ended = started.poll()
            started.send_signal(signal.SIGKILL)
            started.wait()
            assert started.stdout
            started.stdout.close()
            if ended is not None:
                said.seek(0)
                raise RuntimeError(f"{command} ended with {ended}: {said.read()}")


@contextmanager
def bot_api() -> Iterator[str]:
    """Start the Bot API; give its address."""
    with process([sys.executable, "-m", "benchmarks.bot_api"]) as api:
        assert api.stdout
        yield f"http://127.0.0.1:{int(api.stdout.readline())}"


def answer(api: str, count: int) -> float:
    """Ask so many questions; give the seconds until all are answered."""
    get(f"{api}/go/{count}")
    return float(re.sub(r".*:|}", "", get(f"{api}/done")))


def get(url: str) -> str:
    """Fetch a page."""
    with urlopen(url, timeout=60) as page:
        text: str = page.read().decode()
        return text


def processor_time(pid: int) -> float:
    """Return the seconds of processor time that a process has taken (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> float:
    """Return the MB that a process holds (proc(5), status)."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


def measure(name: str) -> Measured:
    """Start a bot before a queue with one question, warm it up, let it rest, and give it many."""
    with bot_api() as api, tempfile.TemporaryDirectory() as folder:
        settings = {
            "TELEGRAM_TOKEN": "123456:AAbenchmarkAAbenchmarkAAbenchmarkAA",
            "TELEGRAM_API_URL": api,
            "RATE_LIMIT": "0",
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/journal.db",
            "FACTS": "facts.yaml",
        }
        get(f"{api}/go/1")
        begin = time.perf_counter()
        with process([part.format(api=api) for part in BOTS[name]], **settings) as bot:
            get(f"{api}/done")
            first = time.perf_counter() - begin
            answer(api, WARM)
            time.sleep(0.3)
            resident, before = memory(bot.pid), processor_time(bot.pid)
            seconds = answer(api, COUNT)
            time.sleep(0.1)  # the journal writes a little later
            spent = processor_time(bot.pid) - before
        return Measured(first, COUNT / seconds, 1000 * spent / COUNT, resident)
