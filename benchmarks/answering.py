"""What is measured of a bot: how it answers 1,500 questions, its first answer after `run`, and `ask`."""

from __future__ import annotations

import json
import os
import re
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
BENCH_PYTHON = str(ROOT / ".venv-bench" / "bin" / "python")
TICKS = os.sysconf("SC_CLK_TCK")
WARM, COUNT = 200, 1500
QUIET = {"LOG_LEVEL": "ERROR", "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": ""}


class Bot(NamedTuple):
    """How to start a bot."""

    command: tuple[str, ...]
    folder: Path = ROOT


class Measured(NamedTuple):
    """One run of one bot."""

    rate: float  # answers a second
    processor: float  # milliseconds of processor time an answer
    memory: float  # MB after the warm-up, at rest


def our_bot(folder: Path = ROOT) -> Bot:
    """Return the bot of a checkout of this project."""
    return Bot((sys.executable, "-m", "bot", "run"), folder)


def yardstick(name: str) -> Bot:
    """Return one of the bots in benchmarks/yardsticks."""
    return Bot((BENCH_PYTHON, "-m", f"benchmarks.yardsticks.{name}"))


@contextmanager
def process(command: tuple[str, ...], folder: Path = ROOT, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Start a process and end it."""
    with tempfile.TemporaryFile("w+") as said:
        started = subprocess.Popen(
            command, cwd=folder, env=os.environ | QUIET | environment, stdout=subprocess.PIPE, stderr=said, text=True
        )
        try:
            yield started
        finally:
            ended = started.poll()
            started.kill()
            started.wait()
            assert started.stdout
            started.stdout.close()
            if ended is not None:
                said.seek(0)
                raise RuntimeError(f"{command} ended with {ended}: {said.read()}")


@contextmanager
def bot_api() -> Iterator[str]:
    """Start the Bot API; yield its address."""
    with process((sys.executable, "-m", "benchmarks.bot_api")) as api:
        assert api.stdout
        yield f"http://127.0.0.1:{int(api.stdout.readline())}"


def get(url: str) -> str:
    """Fetch a page."""
    with urlopen(url, timeout=60) as page:
        text: str = page.read().decode()
        return text


def answer(api: str, count: int) -> float:
    """Ask so many questions; return the seconds until all are answered."""
    get(f"{api}/go/{count}")
    return float(json.loads(get(f"{api}/done"))["result"]["seconds"])


def processor_time(pid: int) -> float:
    """Return the seconds of processor time that a process has taken (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> float:
    """Return the MB that a process holds (proc(5), status)."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


@contextmanager
def started(bot: Bot, cache: str) -> Iterator[tuple[str, int, float]]:
    """Start a bot before a queue with one question; yield the Bot API, the process and the seconds to the answer.

    A bot that keeps something from one start for the next finds it in `cache`.
    """
    with tempfile.TemporaryDirectory() as folder, bot_api() as api:
        settings = {
            "TELEGRAM_TOKEN": "123456:AAbenchmarkAAbenchmarkAAbenchmarkAA",
            "TELEGRAM_API_URL": api,
            "RATE_LIMIT": "0",
            "DATABASE": f"{folder}/journal.db",
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/journal.db",
            "FACTS": "facts.yaml",
            "XDG_CACHE_HOME": cache,
        }
        get(f"{api}/go/1")
        begin = time.perf_counter()
        with process(bot.command, bot.folder, **settings) as running:
            get(f"{api}/done")
            yield api, running.pid, time.perf_counter() - begin


def measure(bot: Bot) -> Measured:
    """Start a bot with nothing on disk, warm it up, let it rest, and ask it many questions."""
    with tempfile.TemporaryDirectory() as cache, started(bot, cache) as (api, pid, _):
        answer(api, WARM)
        time.sleep(0.3)
        resident, before = memory(pid), processor_time(pid)
        seconds = answer(api, COUNT)
        time.sleep(0.1)  # the journal writes a little later
        spent = processor_time(pid) - before
        replies = json.loads(get(f"{api}/done"))["result"]["replies"]
        if replies != 1 + WARM + COUNT:
            raise RuntimeError(f"{bot.command} sent {replies} replies to {1 + WARM + COUNT} questions")
        return Measured(COUNT / seconds, 1000 * spent / COUNT, resident)


def first_answers(bot: Bot) -> tuple[float, float]:
    """Return the seconds to the first answer after `run` with nothing on disk, and with what that left there."""

    def once(cache: str) -> float:
        with started(bot, cache) as (_, _, seconds):
            return seconds

    with tempfile.TemporaryDirectory() as cache:
        return once(cache), once(cache)


def ask(bot: Bot) -> tuple[float, float]:
    """Return the seconds of `ask` as a whole process with nothing on disk, and with what that left there."""

    def once(cache: str) -> float:
        environment = os.environ | QUIET | {"FACTS": "facts.yaml", "XDG_CACHE_HOME": cache}
        command = (sys.executable, "-m", "bot", "ask", "how many patents does xiaomi have")
        begin = time.perf_counter()
        subprocess.run(command, cwd=bot.folder, env=environment, capture_output=True, check=True)
        return time.perf_counter() - begin

    with tempfile.TemporaryDirectory() as cache:
        return once(cache), once(cache)
