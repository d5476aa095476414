"""The intake: how much of its work comes between two turns of the event loop, and what a stop leaves."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.journal import Journal, JournalTable
from bot.matching.answer import Answer
from bot.matching.matcher import Matcher
from bot.service.intake import AT_ONCE, Intake
from bot.terminal.bot_api import LocalChat, Person
from tests.room import BASE, Room, room_fixture

pytestmark = pytest.mark.slow

room = room_fixture


def questions_of(room: Room, people: int) -> list[Update]:
    """Let so many people ask, each in a chat of their own."""
    chats = [LocalChat(room.api, Person(2000 + number)) for number in range(people)]
    return [Update.de_json(chat.write("rockets?"), room.app.bot) for chat in chats]


class TurnMatcher(Matcher):
    """A matcher that notes in which turn of the event loop it is asked."""

    turn = 0

    async def count_turns(self) -> None:
        """Count for ever."""
        while True:
            self.turn += 1
            await asyncio.sleep(0)

    def answer(self, question: str, **fields: Any) -> Answer:
        """Note the turn, and answer."""
        self.turns.append(self.turn)
        return super().answer(question, **fields)

    def __init__(self) -> None:
        """Begin with nothing asked."""
        super().__init__(BASE)
        self.turns: list[int] = []


async def test_no_more_than_one_message_is_matched_in_a_turn_of_the_loop(room: Room, journal: Journal) -> None:
    room.app.bot_data.matcher = matcher = TurnMatcher()
    async with journal, asyncio.timeout(10):
        intake = Intake(room.app, journal)
        counting = asyncio.create_task(matcher.count_turns())
        intake.take(questions_of(room, 3 * AT_ONCE))
        await intake.settle()
        counting.cancel()
    assert len(matcher.turns) == len(set(matcher.turns)) == 3 * AT_ONCE


async def test_a_stop_begins_no_answer_that_it_would_cut_off(room: Room, journal: Journal, tmp_path: Path) -> None:
    """Telegram has what is cut off while it replies, and gets it again from the next process."""
    replying, call = asyncio.Event(), room.api.call

    async def reply_late(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        reply = await call(method, parameters)
        await replying.wait()
        return reply

    room.api.call = reply_late  # type: ignore[method-assign]
    updates = questions_of(room, 2 * AT_ONCE)
    async with journal, asyncio.timeout(10):
        intake = Intake(room.app, journal)
        answers = [asyncio.create_task(intake.answer(update)) for update in updates]
        await room.api.until_called("sendMessage", AT_ONCE)
        finishing = asyncio.create_task(intake.finish(2))
        await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
        replying.set()
        assert await finishing is None
        outcomes = await asyncio.gather(*answers, return_exceptions=True)
    assert sum(outcome is not None for outcome in outcomes) == len(updates) - AT_ONCE
    assert len(room.api.sent("sendMessage")) == AT_ONCE
    async with Journal(JournalTable(f"sqlite:///{tmp_path}/journal.db", bot_id=1)) as next_journal:
        intake = Intake(room.app, next_journal)
        await intake.resume()
        await intake.finish(10)
    assert len(room.api.sent("sendMessage")) == len(updates)
