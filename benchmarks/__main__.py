"""`make bench`: every row beside its yardstick, in turn, medians; writes the table of docs/performance.md."""

from __future__ import annotations

import asyncio
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from typing import NamedTuple

from benchmarks import answering
from benchmarks.answering import BOTS, QUIET, ROOT

ROUNDS = 3
PAGE = ROOT / "docs" / "performance.md"
QUESTION = "how many patents does xiaomi have"
AIOGRAM, PTB, CROWD = list(BOTS)[1:]


class Row(NamedTuple):
    """One line of the table; `ratio` is what the goal is about."""

    what: str
    ours: str
    yardstick: str
    ratio: str
    goal: str
    met: bool

    def __str__(self) -> str:
        """Give the line as Markdown."""
        cells = (self.what, self.ours, self.yardstick, self.ratio, self.goal, "yes" if self.met else "**no**")
        return f"| {' | '.join(cells)} |"


def run_module(module: str, *arguments: str) -> dict[str, float]:
    """Run a measurement in a process of its own."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | QUIET, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def process_seconds(*arguments: str) -> float:
    """Return the processor time of a whole Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | QUIET, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


async def ceiling(api: str, calls: int = 4000, connections: int = 32) -> float:
    """Return how many calls a second the Bot API takes from the cheapest client there can be."""
    port = int(api.rpartition(":")[2])
    call = b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\nchat_id=1&text=hello"

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(calls // connections):
            writer.write(call)
            await reader.readuntil(b"}}")
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    return calls / (time.perf_counter() - begin)


def answering_rows() -> list[Row]:
    """Measure the bots in turn."""
    runs: dict[str, list[answering.Measured]] = defaultdict(list)
    ceilings = []
    for _ in range(ROUNDS):
        for name in BOTS:
            runs[name].append(answering.measure(name))
        with answering.bot_api() as api:
            ceilings.append(asyncio.run(ceiling(api)))
    bots = {
        name: answering.Measured(*(statistics.median(values) for values in zip(*measured, strict=True)))
        for name, measured in runs.items()
    }
    ours, aiogram, ptb, crowd = bots.values()
    top = statistics.median(ceilings)
    most = max(ours.rate, aiogram.rate)
    return [
        compare("answers a second", ours.rate, aiogram.rate, "{:,.0f}", AIOGRAM, least=1.2),
        compare("answers a second", ours.rate, ptb.rate, "{:,.0f}", PTB, least=4),
        compare("answers a second", ours.rate, crowd.rate, "{:,.0f}", CROWD, least=4),
        compare("calls a second that the Bot API here takes", top, most, "{:,.0f}", "the fastest bot", least=2),
        compare("processor time an answer", ours.processor, aiogram.processor, "{:.2f} ms", AIOGRAM, most=0.9),
        compare("processor time an answer", ours.processor, ptb.processor, "{:.2f} ms", PTB),
        compare("first answer after the start", ours.first, ptb.first, "{:.2f} s", PTB, limit=0.7),
        compare("memory at rest", ours.memory, aiogram.memory, "{:.0f} MB", AIOGRAM, limit=75),
        compare("memory at rest", ours.memory, ptb.memory, "{:.0f} MB", PTB),
    ]


def compare(
    what: str,
    ours: float,
    other: float,
    shown: str,
    name: str,
    *,
    least: float | None = None,
    most: float | None = None,
    limit: float | None = None,
) -> Row:
    """Make a row: the ratio must be at least or at most something, or our own figure at most `limit`."""
    ratio = ours / other
    goals = [f"at least {least} ×"] if least else [f"at most {most} ×"] if most else []
    met = (least is None or ratio >= least) and (most is None or ratio <= most)
    if limit is not None:
        goals.append(f"at most {shown.format(limit) if limit >= 1 else f'{limit} ' + shown.split()[-1]}")
        met = met and ours <= limit
    return Row(
        what, shown.format(ours), f"{name}: {shown.format(other)}", f"{ratio:.2f} ×", ", ".join(goals) or "–", met
    )


def matching_rows() -> list[Row]:
    """Measure matching alone, and how it grows."""
    found = run_module("benchmarks.matching")
    few, many, most = (run_module("benchmarks.growth", size) for size in ("200", "2000", "20000"))
    alike = run_module("benchmarks.growth", "2000", "5")
    million = "{:.3f} ms"
    rapid = "rapidfuzz extractOne, WRatio"
    return [
        compare("matching, median", found["match"], found["rapidfuzz"], million, rapid, most=0.05, limit=0.2),
        compare("matching, 99 of 100", found["match 99 %"], found["rapidfuzz"], million, rapid, limit=1),
        compare("a question that is refused", found["reject"], found["hit"], million, "one with a figure", most=2),
        compare("matching, 2,000 facts", many["match"], many["rapidfuzz"], million, rapid),
        compare("matching, 20,000 facts", most["match"], most["rapidfuzz"], million, rapid, limit=2),
        compare("matching, 20,000 facts", most["match"], few["match"], million, "200 facts", most=3),
        compare("matching, 2,000 facts with 5 nouns", alike["match"], few["match"], million, "200 facts", limit=2),
        compare("loading 20,000 facts", most["load"], few["load"], "{:.1f} s", "200 facts", limit=10),
        compare("memory, 20,000 facts", most["memory"], few["memory"], "{:.0f} MB", "200 facts", limit=300),
    ]


def start_rows() -> list[Row]:
    """Measure `ask` as a whole process, and Python's own start."""
    process_seconds("-m", "bot", "ask", QUESTION)
    pairs = [(process_seconds("-m", "bot", "ask", QUESTION), process_seconds("-c", "pass")) for _ in range(5)]
    ours, python = (statistics.median(values) for values in zip(*pairs, strict=True))
    return [compare("`ask`, the whole process", ours, python, "{:.3f} s", "python -c pass", limit=0.25)]


def main() -> None:
    """Measure all, print the table and write it down."""
    begin = time.perf_counter()
    rows = [*start_rows(), *matching_rows(), *answering_rows()]
    table = "\n".join(["| what | here | beside | ratio | goal | met |", "|---|---|---|---|---|---|", *map(str, rows)])
    print(table)
    print(f"{sum(not row.met for row in rows)} rows miss their goal; {time.perf_counter() - begin:.0f} s")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"(?<=<!-- table -->\n).*?(?=<!-- end -->)", lambda _: f"{table}\n", page, flags=re.DOTALL))


if __name__ == "__main__":
    main()
