"""The pauses that Telegram asks for: who waits for them, and what ends them."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.chat.pauses import Pauses
from bot.chat.response import NotSent


@pytest.mark.parametrize(
    ("failure", "together"),
    [(NotSent("no connection"), 1), (NetworkError("gone"), 1), (BadRequest("chat not found"), 3)],
)
async def test_only_a_word_of_telegrams_ends_a_pause(failure: TelegramError, together: int) -> None:
    """While it is on, one call goes at a time; after it, all that wait may go at once."""
    pauses, at_once, most, failures = Pauses(100), 0, 0, [failure]

    async def turn(chat: int) -> None:
        pass

    async def call() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        at_once -= 1
        if failures:
            raise failures.pop()
        await asyncio.Event().wait()

    pauses.begin_all(0.05)
    tasks = [asyncio.create_task(pauses.call(chat, turn, call)) for chat in range(1, 5)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for _ in range(20):
        await asyncio.sleep(0)
    assert most == together
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_pause_is_waited_for_and_the_call_made_again() -> None:
    answers: list[TelegramError | None] = [RetryAfter(1), None]
    calls = []

    async def turn(chat: int) -> None:
        calls.append(asyncio.get_running_loop().time())

    async def call() -> str:
        if error := answers.pop(0):
            raise error
        return "sent"

    assert await Pauses(100).call(1, turn, call) == "sent"
    assert calls[1] - calls[0] >= 1
