"""Delivery: every call to the Bot API passes here, at a pace, and is mended once where Telegram refuses it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.replies import plain_text

ATTEMPTS = 3
LONGEST_WAIT = 60  # seconds; who has to wait longer has gone
PAUSE = 1.0  # before a call is repeated after trouble on the network
# To do these twice does no harm, so a lost answer is no reason to give up.
REPEATABLE = frozenset({"getMe", "editMessageText", "answerCallbackQuery", "answerInlineQuery"})
# Telegram refuses, and there is nothing left to do (Bot API answers True for these methods otherwise).
SETTLED = ("message is not modified", "query is too old")

# The library's next version gives periods as timedelta; until then it warns unless asked for it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

Json = dict[str, Any]
Result = bool | Json | list[Json]
_LOGGER = logging.getLogger(__name__)


class Pace:
    """At most so many messages in any second; 0 for as many as come."""

    def __init__(self, rate: int) -> None:
        """Begin with nothing sent."""
        self._moments: deque[float] = deque(maxlen=rate)

    async def wait(self) -> None:
        """Take the next free moment, and wait for it."""
        if not self._moments.maxlen:
            return
        now = asyncio.get_running_loop().time()
        full = len(self._moments) == self._moments.maxlen
        moment = max(now, self._moments[0] + 1.0) if full else now
        self._moments.append(moment)
        if moment > now:
            await asyncio.sleep(moment - now)


class Delivery(BaseRateLimiter[None]):
    """Carry out calls; python-telegram-bot hands it all of them but getUpdates."""

    def __init__(self, rate: int) -> None:
        """Deliver at most `rate` messages a second (Bot FAQ: about 30), or without limit where it is 0."""
        self._pace = Pace(rate)

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: None,
    ) -> Result:
        """Make a call; wait, mend and repeat where that helps, otherwise raise what Telegram said."""
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._call(callback, kwargs, endpoint, data)
            except RetryAfter as error:
                await _wait_for_flood(error)
            except ChatMigrated as error:
                data = _moved(data, error.new_chat_id)
            except BadRequest as error:
                if endpoint != "answerGuestQuery" and any(words in str(error).lower() for words in SETTLED):
                    return True
                data = _mended(data, error)
            except NetworkError as error:
                if endpoint not in REPEATABLE and not _never_left(error):
                    raise
                await asyncio.sleep(PAUSE)
        return await self._call(callback, kwargs, endpoint, data)

    async def _call(
        self, callback: Callable[..., Coroutine[Any, Any, Result]], kwargs: Json, endpoint: str, data: Json
    ) -> Result:
        """Make a call once, in its turn where it puts a message into a chat."""
        if "chat_id" in data:
            await self._pace.wait()
        return await callback(endpoint, data, **kwargs)


def asked_wait(error: RetryAfter) -> float:
    """Give the seconds that Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


async def _wait_for_flood(error: RetryAfter) -> None:
    """Wait as long as Telegram asks for, within reason."""
    seconds = asked_wait(error)
    if seconds > LONGEST_WAIT:
        raise error
    _LOGGER.warning("Telegram asks to slow down: waiting %s s", seconds)
    await asyncio.sleep(seconds)


def _moved(data: Json, chat_id: int) -> Json:
    """Send to the supergroup that a group became; its messages and topics have new numbers."""
    _LOGGER.info("chat %s became the supergroup %s", data.get("chat_id"), chat_id)
    return data | {"chat_id": chat_id, "reply_parameters": None, "message_thread_id": None}


def _mended(data: Json, error: BadRequest) -> Json:
    """Leave out what Telegram stumbled over, or raise the error again."""
    said = str(error).lower()
    if "thread not found" in said and data.get("message_thread_id"):
        _LOGGER.info("the topic is gone: sending to chat %s without it", data.get("chat_id"))
        return data | {"message_thread_id": None}
    if ("replied not found" in said or "quote_text_invalid" in said) and data.get("reply_parameters"):
        _LOGGER.info("the question is gone: sending to chat %s without it", data.get("chat_id"))
        return data | {"reply_parameters": None}
    if "parse entities" in said and data.get("parse_mode"):
        _LOGGER.error("Telegram cannot read our markup, so the text goes plain: %s", error)
        return data | {"text": plain_text(data["text"]), "parse_mode": None}
    raise error


def _never_left(error: NetworkError) -> bool:
    """Tell whether a call failed before anything was sent, so that repeating it sends nothing twice."""
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
