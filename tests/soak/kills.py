"""Three hundred questions wait, and the bot is killed twenty times while it answers them (`make soak`)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.world import open_world

QUESTIONS, KILLS, SEND_SECONDS = 300, 20, 0.03
LONGEST_LIFE = 0.1  # seconds after the first answer, so that twenty lives are not enough for all the questions


@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
async def test_no_question_is_lost_and_only_what_was_in_flight_is_answered_twice(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    variables = {}
    if database == "PostgreSQL":
        variables["DATABASE_URL"] = request.getfixturevalue("postgres").get_uri()
    async with open_world(tmp_path, SEND_SECONDS) as world:
        world.ask(QUESTIONS)
        for _ in range(KILLS):
            bot = await world.start(**variables)
            await world.until_answering(bot, random.uniform(0, LONGEST_LIFE))
            await world.kill(bot, variables.get("DATABASE_URL"))
        answered = QUESTIONS - world.lost
        bot = await world.start(**variables)
        await world.until_confirmed(bot)
        await world.stop(bot)
        world.judge(
            f"polling, {database}: {QUESTIONS} questions, {KILLS} kills (the last after {answered} answers), "
            f"{SEND_SECONDS * 1000:g} ms a send"
        )
