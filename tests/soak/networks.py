"""The network misbehaves in every way it knows, a hundred people ask, and the bot is stopped in the midst of it."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests.troubled_bot_api import TROUBLES, Banned, TroubledServer, drips, hangs
from tests.world import LONG, World, open_world

QUESTIONS, EACH = 104, 0.8  # seconds for messages alone, and as many for all calls
BANNED, BAN_SECONDS, RETRY_AFTER = 40, 120.0, 20
STOPS = {
    "getMe hangs": (hangs, False, ()),
    "getMe drips": (drips, False, ()),
    "setWebhook drips": (drips, True, ("getMe",)),
    "the poll hangs": (hangs, False, ("getMe", "sendMessage")),
    "answers drip": (drips, False, ("getMe", "getUpdates")),
}


async def test_a_network_that_misbehaves_in_turn_loses_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.server = server = TroubledServer(world.api)
    async with server:
        bot = await world.start()
        for trouble in TROUBLES.values():
            server.put_into(trouble, "getUpdates")
            world.ask(QUESTIONS // len(TROUBLES) - 1)
            await asyncio.sleep(EACH)
            world.ask(1)  # ends the poll, and the next one meets the trouble
            server.put_into(trouble)
            await asyncio.sleep(EACH)
        server.put_into(None)
        await world.until_sent(bot, QUESTIONS)
        await world.until_confirmed(bot)
        begin = time.monotonic()
        log = await world.stop(bot)
        print(
            f"\n{len(TROUBLES)} kinds of trouble: of {len(world.people)} questions {world.lost} lost, {world.doubled} "
            f"answered twice; {log.count(' ERROR ')} lines at ERROR; stopped after {time.monotonic() - begin:.1f} s"
        )
    assert bot.returncode == 0
    assert (world.lost, world.doubled) == (0, 0)
    assert "Traceback" not in log


async def test_a_ban_loses_nothing_and_is_not_hammered(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        ban = Banned(world.api, BAN_SECONDS, RETRY_AFTER)
        world.ask(BANNED)
        bot = await world.start()
        await world.until_sent(bot, BANNED, BAN_SECONDS + LONG)
        await world.stop(bot)
        print(
            f"\n429 for {BAN_SECONDS:g} s, retry_after {RETRY_AFTER}: of {BANNED} questions {world.lost} lost, "
            f"{world.doubled} answered twice; {ban.refused} calls into the ban"
        )
    assert (world.lost, world.doubled) == (0, 0)
    assert ban.refused <= BANNED + BAN_SECONDS / RETRY_AFTER


async def test_what_a_ban_keeps_is_answered_by_the_next_process(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        ban = Banned(world.api, 8, 3600)
        world.ask(BANNED)
        bot = await world.start()
        await world.until_logged(bot, "all answers wait")
        begin = time.monotonic()
        await world.stop(bot)
        seconds = time.monotonic() - begin
        assert bot.returncode == 0
        await asyncio.sleep(8)
        bot = await world.start()
        await world.until_sent(bot, BANNED)
        await world.stop(bot)
        print(
            f"\nstopped in a ban after {seconds:.1f} s, and started after it: of {BANNED} questions {world.lost} lost, "
            f"{world.doubled} answered twice; {ban.refused} calls into the ban"
        )
    assert (world.lost, world.doubled) == (0, 0)


@pytest.mark.parametrize("what", STOPS)
async def test_it_stops_within_five_seconds_whatever_hangs(tmp_path: Path, what: str) -> None:
    trouble, has_webhook, spared = STOPS[what]
    world = World(tmp_path)
    world.server = server = TroubledServer(world.api)
    variables = {"WEBHOOK_URL": "http://127.0.0.1:1/x", "LISTEN": "127.0.0.1:0"} if has_webhook else {}
    async with server:
        server.put_into(trouble, *spared)
        world.ask(20)
        bot = await world.start(**variables)
        async with asyncio.timeout(30):
            await server.met.wait()
        await asyncio.sleep(0.5)
        begin = time.monotonic()
        log = await world.stop(bot, signal.SIGTERM)
        seconds = time.monotonic() - begin
    print(f"\n{what}: stopped after {seconds:.1f} s")
    assert bot.returncode == 0, log
    assert seconds < 5
