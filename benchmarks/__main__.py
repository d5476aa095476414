"""`make bench`: every row beside its yardstick, in turn, medians; writes the tables of docs/performance.md."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.answering import QUIET, ROOT, Bot, Measured, ask, bot_api, first_answers, measure, our_bot, yardstick

PAGE = ROOT / "docs" / "performance.md"
AIOGRAM, PTB, ECHO = "aiogram, the same job", "python-telegram-bot, the same job", "aiogram, a bare echo"
HERE, BEFORE = "here", "before"
YARDSTICKS = {AIOGRAM: yardstick("aiogram_bot"), PTB: yardstick("ptb_bot"), ECHO: yardstick("aiogram_echo")}
WHOLE, MILLI, SECONDS, MEMORY = "{:,.0f}", "{:.2f} ms", "{:.2f} s", "{:.0f} MB"


class Row(NamedTuple):
    """One line of a table; `ratio` is what the goal is about."""

    what: str
    ours: str
    yardstick: str
    ratio: str
    goal: str
    met: bool

    def __str__(self) -> str:
        """Return the line as Markdown."""
        cells = (self.what, self.ours, self.yardstick, self.ratio, self.goal, "yes" if self.met else "**no**")
        return f"| {' | '.join(cells)} |"


def compare(
    what: str,
    ours: float,
    other: float | None,
    shown: str,
    name: str,
    *,
    least: float | None = None,
    most: float | None = None,
    limit: float | None = None,
) -> Row:
    """Make a row: the ratio must be at least or at most something, or our own figure at most `limit`."""
    goals = [f"at least {least} ×"] if least else [f"at most {most} ×"] if most else []
    met = True
    if other is not None:
        met = (least is None or ours / other >= least) and (most is None or ours / other <= most)
    if limit is not None:
        goals.append(f"at most {shown.format(limit) if limit >= 1 else f'{limit} ' + shown.split()[-1]}")
        met = met and ours <= limit
    beside, ratio = (f"{name}: {shown.format(other)}", f"{ours / other:.2f} ×") if other is not None else ("–", "–")
    return Row(what, shown.format(ours), beside, ratio, ", ".join(goals) or "–", met)


def in_turn(
    measurement: Callable[[Bot], tuple[float, ...]], bots: dict[str, Bot], rounds: int
) -> dict[str, tuple[float, ...]]:
    """Measure all bots in each round; return the medians by name."""
    runs = [[measurement(bot) for bot in bots.values()] for _ in range(rounds)]
    by_bot = zip(*runs, strict=True)
    return {
        name: tuple(statistics.median(values) for values in zip(*of_bot, strict=True))
        for name, of_bot in zip(bots, by_bot, strict=True)
    }


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


def same_job_rows(bots: dict[str, Measured]) -> list[Row]:
    """Compare our bot with others that do the same job, and with one that does nothing."""
    ours, aiogram, ptb, echo = (bots[name] for name in (HERE, AIOGRAM, PTB, ECHO))
    with bot_api() as api:
        top = asyncio.run(ceiling(api))
    fastest = max(bot.rate for bot in bots.values())
    rate, processor = "answers a second", "processor time an answer"
    return [
        compare(rate, ours.rate, aiogram.rate, WHOLE, AIOGRAM, least=3),
        compare(rate, ours.rate, ptb.rate, WHOLE, PTB, least=6),
        compare(processor, ours.processor, aiogram.processor, MILLI, AIOGRAM, most=0.33),
        compare(processor, ours.processor, ptb.processor, MILLI, PTB, most=0.17),
        compare(rate, ours.rate, echo.rate, WHOLE, ECHO),
        compare("calls a second that the Bot API here takes", top, fastest, WHOLE, "the fastest bot", least=2),
    ]


def budget_rows(bots: dict[str, Measured], checkouts: dict[str, Bot], rounds: int) -> list[Row]:
    """Compare our bot with its budgets, and with another checkout of this project if there is one."""
    first, asked = in_turn(first_answers, checkouts, rounds), in_turn(ask, checkouts, rounds)
    measured = {name: (*bots[name], *first[name], *asked[name]) for name in checkouts}
    ours = measured[HERE]
    before: tuple[float | None, ...] = measured.get(BEFORE, (None,) * len(ours))
    rate, processor, memory, first_new, first_again, ask_new, ask_again = zip(ours, before, strict=True)
    return [
        compare("answers a second", *rate, WHOLE, BEFORE, least=0.85),
        compare("processor time an answer", *processor, MILLI, BEFORE, most=1.15),
        compare("memory at rest", *memory, MEMORY, BEFORE, limit=110),
        compare("first answer after `run`", *first_new, SECONDS, BEFORE, limit=1.2),
        compare("first answer after `run`, the second time", *first_again, SECONDS, BEFORE),
        compare("`ask`, the whole process", *ask_new, SECONDS, BEFORE, limit=0.6),
        compare("`ask`, the second time", *ask_again, SECONDS, BEFORE),
    ]


def run_module(module: str, *arguments: str) -> dict[str, float]:
    """Run a measurement in a process of its own."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | QUIET, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


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
        compare("memory, 20,000 facts", most["memory"], few["memory"], MEMORY, "200 facts", limit=300),
    ]


def main() -> None:
    """Measure all, print the tables and write them down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--beside", type=Path, metavar="FOLDER", help="another checkout of this project, such as an older commit"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each bot is measured (default: 3)")
    options = parser.parse_args()
    begin = time.perf_counter()
    checkouts = {HERE: our_bot()} | ({BEFORE: our_bot(options.beside)} if options.beside else {})
    bots = {name: Measured(*found) for name, found in in_turn(measure, checkouts | YARDSTICKS, options.rounds).items()}
    sections = {
        "The same job, done by others": same_job_rows(bots),
        "Budgets": budget_rows(bots, checkouts, options.rounds),
        "Matching alone": matching_rows(),
    }
    head = "| what | here | beside | ratio | goal | met |\n|---|---|---|---|---|---|"
    tables = "\n\n".join("\n".join([f"## {title}\n", head, *map(str, rows)]) for title, rows in sections.items())
    print(tables)
    missed = sum(not row.met for rows in sections.values() for row in rows)
    print(f"\n{missed} rows miss their goal; {time.perf_counter() - begin:.0f} s")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"(?<=<!-- table -->\n).*?(?=<!-- end -->)", lambda _: f"{tables}\n", page, flags=re.DOTALL))


if __name__ == "__main__":
    main()
