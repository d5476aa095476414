"""Pauses that Telegram asks for with a 429 (Bot API, ResponseParameters: retry_after).

Whatever waits is kept and goes out afterwards: one call first, and the others once Telegram has taken that.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

from cachetools import LRUCache
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.chat.response import pause_seconds

SEVERAL = 3  # chats refused one after the other: then it is not about one of them
T = TypeVar("T")
_LOGGER = logging.getLogger(__name__)


class Pause:
    """A time without calls."""

    def __init__(self) -> None:
        """Start without a pause."""
        self._until: float | None = None
        self._first = asyncio.Lock()

    @property
    def is_on(self) -> bool:
        """Return whether the pause was not yet followed by a call that Telegram took."""
        return self._until is not None

    @property
    def left(self) -> float:
        """Return the seconds that are left."""
        return max((self._until or 0.0) - _now(), 0.0)

    def begin(self, seconds: float) -> None:
        """Wait for some seconds from now on, or longer if there is a longer pause already."""
        self._until = max(self._until or 0.0, _now() + seconds)

    def end(self) -> None:
        """Note that Telegram takes calls again, unless the call was made before the pause."""
        if not self.left:
            self._until = None

    @asynccontextmanager
    async def over(self) -> AsyncIterator[None]:
        """Wait for the end, and do what comes first alone: whatever waits too follows when that is done."""
        if self.is_on:
            async with self._first:
                if self.is_on:
                    while seconds := self.left:  # noqa: ASYNC110 (it may be put off meanwhile)
                        await asyncio.sleep(seconds)
                    yield
                    return
        yield


class Pauses:
    """The pauses of single chats, and of all."""

    def __init__(self, size: int) -> None:
        """Remember the last `size` chats; SEVERAL that are refused one after the other pause all."""
        self._chats: LRUCache[int, Pause] = LRUCache(size)
        self._everything = Pause()
        self._refused: set[int] = set()  # the chats since Telegram last took a message

    async def call(self, chat_id: int, turn: Callable[[int], Awaitable[None]], call: Callable[[], Awaitable[T]]) -> T:
        """Make a call that sends to a chat in its turn, when no pause is left, and again after each 429."""
        chat = self._chats.setdefault(chat_id, Pause())
        while True:
            async with chat.over(), self._everything.over():
                await turn(chat_id)
                if chat.left or self._everything.left:  # begun meanwhile
                    continue
                try:
                    result = await call()
                except RetryAfter as error:
                    self._begin(chat_id, chat, retry_seconds(error))
                    continue
                except (BadRequest, Forbidden, ChatMigrated):  # refused for what it is, not for when it came
                    self._end(chat)
                    raise
            self._end(chat)
            return result

    def _end(self, chat: Pause) -> None:
        """Note that Telegram takes calls again."""
        chat.end()
        self._everything.end()
        self._refused.clear()

    def begin_all(self, seconds: float) -> None:
        """Pause all chats."""
        if not self._everything.is_on:
            _LOGGER.warning("Telegram asks to slow down: all answers wait %.0f s and are kept", seconds)
        self._everything.begin(seconds)

    def _begin(self, chat_id: int, chat: Pause, seconds: float) -> None:
        """Pause a chat, or all if several were refused."""
        self._refused.add(chat_id)
        if len(self._refused) >= SEVERAL:
            self.begin_all(seconds)
        elif not chat.is_on:
            _LOGGER.warning("Telegram asks to slow down: chat %s waits %.0f s, its answers are kept", chat_id, seconds)
        chat.begin(seconds)


def retry_seconds(error: RetryAfter) -> int:
    """Return the seconds that Telegram asks to wait; the library's next version gives them as a timedelta."""
    wait = error.retry_after
    return pause_seconds(wait.total_seconds() if isinstance(wait, timedelta) else wait)


def _now() -> float:
    """Return the event loop's time."""
    return asyncio.get_running_loop().time()
