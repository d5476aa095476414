"""Delivery: every call to the Bot API passes here, at a pace, and is mended once where Telegram refuses it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.chat.client import Lost, NotSent
from bot.lengths import clip
from bot.replies.render import plain_text

ATTEMPTS = 3
LONGEST_WAIT = 60  # seconds; who has to wait longer has gone
PER_CHAT, PER_GROUP = (1, 1.0), (20, 60.0)  # messages in seconds
REMEMBERED = 5_000  # chats
BRIEF = 200  # characters of an error in a log line
PAUSE, LONGEST_PAUSE = 1.0, 15.0  # before a call is repeated after trouble on the network
LONGEST_FAILURE = 3600.0  # seconds; if Telegram's server fails for longer, the message may be the reason
# To do these twice does no harm, so a lost answer is no reason to give up.
REPEATABLE = frozenset({"getMe", "editMessageText", "answerCallbackQuery", "answerInlineQuery"})
# Telegram refuses, and there is nothing left to do (Bot API answers True for these methods otherwise).
SETTLED = ("message is not modified", "query is too old")
NOTHING_TO_REPLY_TO = ("replied not found", "reply message not found", "quote_text_invalid")

# The library's next version gives periods as timedelta; until then it warns unless asked for it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

Json = dict[str, Any]
Result = bool | Json | list[Json]
_LOGGER = logging.getLogger(__name__)


class Pace:
    """At most so many messages in any period; 0 for as many as come."""

    def __init__(self, rate: int, period: float = 1.0) -> None:
        """Begin with nothing sent; the period is in seconds."""
        self._moments: deque[float] = deque(maxlen=rate)
        self._period = period

    async def wait(self) -> None:
        """Take the next free moment, and wait for it."""
        if not self._moments.maxlen:
            return
        now = asyncio.get_running_loop().time()
        full = len(self._moments) == self._moments.maxlen
        moment = max(now, self._moments[0] + self._period) if full else now
        self._moments.append(moment)
        if moment > now:
            await asyncio.sleep(moment - now)


class Paces:
    """Telegram's limits: so many messages a second in all, one a second in a chat, 20 a minute in a group.

    They are those of the Bot FAQ ("My bot is hitting limits"); the chats are the last few thousand.
    """

    def __init__(self, rate: int) -> None:
        """Take the rate for all chats together; 0 for no limit at all."""
        self._rate = rate
        self._overall = Pace(rate)
        self._chats: OrderedDict[int, tuple[Pace, ...]] = OrderedDict()

    def __len__(self) -> int:
        """Count the chats that are remembered."""
        return len(self._chats)

    async def wait(self, chat_id: int) -> None:
        """Wait until a message may go to a chat: first for the chat's turn, so that it holds up nobody else."""
        if not self._rate:
            return
        for pace in self._of_chat(chat_id):
            await pace.wait()
        await self._overall.wait()

    def _of_chat(self, chat_id: int) -> tuple[Pace, ...]:
        """Find the paces of a chat (groups have negative ids), or begin them and forget the oldest."""
        limits = (PER_GROUP, PER_CHAT) if chat_id < 0 else (PER_CHAT,)
        paces = self._chats.pop(chat_id, None) or tuple(Pace(*limit) for limit in limits)
        self._chats[chat_id] = paces
        while len(self._chats) > REMEMBERED:
            self._chats.popitem(last=False)
        return paces


class Delivery(BaseRateLimiter[None]):
    """Carry out calls; python-telegram-bot hands it all of them but getUpdates."""

    def __init__(self, rate: int) -> None:
        """Deliver at most `rate` messages a second (Bot FAQ: about 30), or without any limit where it is 0."""
        self._paces = Paces(rate)

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
        deadline = asyncio.get_running_loop().time() + LONGEST_FAILURE
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._call(callback, kwargs, endpoint, data, deadline)
            except RetryAfter as error:
                await _wait_for_flood(error)
            except ChatMigrated as error:
                data = _moved(data, error.new_chat_id)
            except BadRequest as error:
                if endpoint != "answerGuestQuery" and any(words in str(error).lower() for words in SETTLED):
                    return True
                data = _mended(data, error)
            except NetworkError as error:
                if endpoint not in REPEATABLE and not _never_arrived(error):
                    raise
                _LOGGER.info("calling %s again after trouble on the network: %s", endpoint, brief(error))
                await asyncio.sleep(PAUSE)
        return await self._call(callback, kwargs, endpoint, data, deadline)

    async def _call(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        kwargs: Json,
        endpoint: str,
        data: Json,
        deadline: float,
    ) -> Result:
        """Make a call once; one that puts a message into a chat waits for its turn, and until Telegram takes it.

        The question is not confirmed before it is answered, so there is time: for the network without an end,
        for a server that fails until the deadline.
        """
        if "chat_id" not in data:
            return await callback(endpoint, data, **kwargs)
        await self._paces.wait(data["chat_id"])
        pause = PAUSE
        while True:
            try:
                return await callback(endpoint, data, **kwargs)
            except NetworkError as error:
                is_late = asyncio.get_running_loop().time() >= deadline and not isinstance(error, NotSent)
                if is_late or not _never_arrived(error):
                    raise
                if pause == PAUSE:
                    _LOGGER.info("a message to chat %s waits for the network: %s", data["chat_id"], brief(error))
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)


def brief(error: Exception) -> str:
    """Give what an error says as the part of a log line; a gateway's page of HTML would fill the screen."""
    return clip(str(error) or type(error).__name__, BRIEF)


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
    if ("thread not found" in said or "topic_deleted" in said) and data.get("message_thread_id"):
        _LOGGER.info("the topic is gone: sending to chat %s without it", data.get("chat_id"))
        return data | {"message_thread_id": None}
    if any(words in said for words in NOTHING_TO_REPLY_TO) and data.get("reply_parameters"):
        _LOGGER.info("the question is gone: sending to chat %s without it", data.get("chat_id"))
        return data | {"reply_parameters": None}
    if "parse entities" in said and data.get("parse_mode"):
        _LOGGER.error("Telegram cannot read our markup, so the text goes plain: %s", error)
        return data | {"text": plain_text(data["text"]), "parse_mode": None}
    raise error


def _never_arrived(error: NetworkError) -> bool:
    """Tell whether Telegram does not have a message, so that sending it again says nothing twice.

    It never left, or the server answered that it failed (500, 502). A connection that breaks while
    the reply is awaited, a time-out, or a gateway's (504) leave it open, so they do not count.
    """
    if isinstance(error, BadRequest):
        return False
    if isinstance(error, NotSent | Lost):
        return isinstance(error, NotSent)
    cause = error.__cause__
    if cause is None or isinstance(cause, TelegramError):  # there was a reply, so this is its HTTP status
        return not isinstance(error, TimedOut) and "(504)" not in str(error)
    return False
