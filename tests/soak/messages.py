"""Ten thousand odd messages of seventy people: memory before and after, and the slowest of each kind (`make soak`)."""

from __future__ import annotations

import gc
import time
from pathlib import Path

from bot.matching import Matcher, load_matcher
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.odd_messages import ODD, odd, odd_short
from tests.room import Room, build_app

ROOT = Path(__file__).parents[2]
MESSAGES, PEOPLE = 10_000, 70
BOUND = 125.0  # megabytes, docs/operating.md, "Memory"
WARM_UP = 200
TIMES = 3


def resident() -> float:
    """Return how many megabytes of this process are in memory."""
    gc.collect()
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6


async def test_memory_stays_under_its_bound() -> None:
    api = LocalBotApi()
    async with build_app(LocalRequest(api), warm_matcher()) as app:
        room = Room(api, app, LocalChat(api))
        before = 0.0
        for number, text in enumerate(odd_short(WARM_UP + MESSAGES)):
            if number == WARM_UP:
                before = resident()
            await room.say(text, LocalChat(api, Person(7000 + number % PEOPLE)))
            for kept in (api.calls, api.shown, api.messages, api.chats):
                kept.clear()
        after = resident()
    print(f"\n{MESSAGES:,} odd messages: {before:.0f} MB before, {after:.0f} MB after")
    assert after - before <= BOUND


def test_the_slowest_message_of_each_kind() -> None:
    """The figures are printed; what a message costs is bounded by counts in tests/matching/test_bounds.py."""
    matcher = warm_matcher()
    shown = matcher.base.facts[0].id
    print("\nmilliseconds of processor time: a reply to a fact, the best of three | an inline query")
    rows = []
    for name in ODD:
        replies, queries = [], []
        for seed in range(TIMES):
            replies.append(seconds_of(matcher, odd(name, seed), shown))
            queries.append(seconds_of(matcher, odd(name, TIMES + seed)[:256], None))
        rows.append((min(replies), min(queries), name))
    for reply, query, name in sorted(rows, reverse=True):
        print(f"{1000 * reply:6.1f} | {1000 * query:6.1f}  {name}")


def seconds_of(matcher: Matcher, text: str, shown: str | None) -> float:
    """Measure the processor time of an answer."""
    begin = time.process_time()
    matcher.answer(text, shown=shown, language="en")
    return time.process_time() - begin


def warm_matcher() -> Matcher:
    """Compile everything that would wait for the first question of its kind."""
    matcher = load_matcher(ROOT / "facts.yaml")
    matcher.compile_all()
    for language in matcher.languages:
        matcher.answer("hw mny ptnts emploees", language=language)
    return matcher
