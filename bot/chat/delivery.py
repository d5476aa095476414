"""Delivery: every call to the Bot API but getUpdates, at a pace that Telegram allows, and again if that can help."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, NamedTuple

from cachetools import LRUCache
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.chat.counts import Counts
from bot.chat.pauses import Pauses, retry_seconds
from bot.chat.response import ConnectionLost, NotSent, NotTelegram
from bot.replies.markup import plain_text
from bot.text import clip

ATTEMPTS = 3  # for what is repaired, or not a message
LONGEST_WAIT = 60  # seconds that Telegram may ask us to wait with what is soon too old: the answer to a query
REMEMBERED = 5_000  # chats
BRIEF = 200  # characters of an error in a log line
PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds before a call is repeated after a network error
LONGEST_FAILURE = 3600.0  # seconds; if Telegram's server fails for longer, the message may be the reason
# Doing these twice does no harm, so they are repeated even if the first call may have arrived.
REPEATABLE = frozenset({"getMe", "editMessageText", "answerCallbackQuery", "answerInlineQuery"})
# Refusals that leave nothing to do; the Bot API returns True for these methods otherwise.
SETTLED = ("message is not modified", "query is too old")
NOTHING_TO_REPLY_TO = ("replied not found", "reply message not found", "quote_text_invalid")
BAD_BUTTONS = ("button_", "inline keyboard button", "reply_markup_", "keyboard button")

Json = dict[str, Any]
Result = bool | Json | list[Json]
_LOGGER = logging.getLogger(__name__)


class Limit(NamedTuple):
    """At most so many messages in any period of so many seconds."""

    messages: int
    seconds: float


# Bot FAQ, "My bot is hitting limits, how do I avoid this?"
PER_CHAT, PER_GROUP = Limit(1, 1.0), Limit(20, 60.0)


class Pace:
    """Keep a limit, whatever period one looks at.

    A leaky bucket would not: it lets a full burst through and refills meanwhile, nearly twice the limit at first.
    """

    def __init__(self, limit: Limit) -> None:
        """Start with nothing sent."""
        self._moments: deque[float] = deque(maxlen=limit.messages)
        self._limit = limit

    async def wait(self) -> None:
        """Reserve the next free moment, and wait for it."""
        now = asyncio.get_running_loop().time()
        is_full = len(self._moments) == self._limit.messages
        moment = max(now, self._moments[0] + self._limit.seconds) if is_full else now
        self._moments.append(moment)
        if moment > now:
            await asyncio.sleep(moment - now)


class Paces:
    """Telegram's limits for messages: to one chat, to one group, and to all chats together."""

    def __init__(
        self, rate: int, *, per_chat: Limit = PER_CHAT, per_group: Limit = PER_GROUP, size: int = REMEMBERED
    ) -> None:
        """Allow `rate` messages a second in all, 0 for no limits; remember the last `size` chats."""
        self._overall = Pace(Limit(rate, 1.0)) if rate else None
        self._per_chat, self._per_group = (per_chat,), (per_group, per_chat)
        self._chats: LRUCache[int, list[Pace]] = LRUCache(size)

    async def wait(self, chat_id: int) -> None:
        """Wait until a message may go to a chat: first for the chat's turn, so that it delays no other chat."""
        if self._overall is None:
            return
        for pace in (*self._of_chat(chat_id), self._overall):
            await pace.wait()

    def _of_chat(self, chat_id: int) -> list[Pace]:
        """Find the paces of a chat, or start them; groups have negative ids."""
        paces = self._chats.get(chat_id)
        if paces is None:
            limits = self._per_group if chat_id < 0 else self._per_chat
            paces = self._chats[chat_id] = [Pace(limit) for limit in limits]
        return paces


class Delivery(BaseRateLimiter[None]):
    """Make the calls that python-telegram-bot hands to its rate limiter: all but getUpdates."""

    def __init__(self, rate: int, counts: Counts | None = None) -> None:
        """Send at most `rate` messages a second (Bot FAQ: about 30), 0 for no limits; count what is repeated."""
        self._paces = Paces(rate)
        self._counts = counts or Counts()
        self.pauses = Pauses(REMEMBERED)
        # Seconds before a call is repeated after a network error.
        self.pause = PAUSE
        # Seconds for which a message is repeated while Telegram's server fails.
        self.longest_failure = LONGEST_FAILURE

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: None,
    ) -> Result:
        """Make a call; wait, repair and repeat it if that can help, otherwise raise what Telegram said."""
        deadline = asyncio.get_running_loop().time() + self.longest_failure
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
                data = _repaired(data, error)
            except NetworkError as error:
                if endpoint not in REPEATABLE and not _never_arrived(error):
                    raise
                self._counts.repeated += 1
                _LOGGER.info("repeating %s after a network error: %s", endpoint, brief(error))
                await asyncio.sleep(self.pause)
        return await self._call(callback, kwargs, endpoint, data, deadline)

    async def _call(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        kwargs: Json,
        endpoint: str,
        data: Json,
        deadline: float,
    ) -> Result:
        """Make a call once; one that sends a message waits for its turn, and until Telegram accepts it.

        There is time, because the question is not confirmed before it is answered or kept: any time while there is no
        connection or Telegram wants a pause, and until the deadline while Telegram's server fails.
        """
        call = partial(callback, endpoint, data, **kwargs)
        if "chat_id" not in data:
            return await call()
        pause, has_failed = self.pause, False
        while True:
            try:
                return await self.pauses.call(data["chat_id"], self._paces.wait, call)
            except (NetworkError, InvalidToken) as error:
                is_late = asyncio.get_running_loop().time() >= deadline and not isinstance(error, NotSent)
                if is_late or not _never_arrived(error):
                    raise
                if not has_failed:
                    _LOGGER.info("a message to chat %s waits for the network: %s", data["chat_id"], brief(error))
                has_failed = True
                self._counts.repeated += 1
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)


def brief(error: Exception) -> str:
    """Return what an error says, short enough for a log line; a gateway's HTML page would fill the screen."""
    return clip(str(error) or type(error).__name__, BRIEF)


async def _wait_for_flood(error: RetryAfter) -> None:
    """Wait as long as Telegram asks before a query is answered, or raise the error again if that is too long."""
    seconds = retry_seconds(error)
    if seconds > LONGEST_WAIT:
        raise error
    _LOGGER.warning("Telegram asks to slow down: waiting %.1f s", seconds)
    await asyncio.sleep(seconds)


def _moved(data: Json, chat_id: int) -> Json:
    """Send to the supergroup that a group became; its messages and topics have new numbers."""
    _LOGGER.info("chat %s became the supergroup %s", data.get("chat_id"), chat_id)
    return data | {"chat_id": chat_id, "reply_parameters": None, "message_thread_id": None}


def _repaired(data: Json, error: BadRequest) -> Json:
    """Drop what Telegram refused, or raise the error again."""
    said = str(error).lower()
    if ("thread not found" in said or "topic_deleted" in said) and data.get("message_thread_id"):
        _LOGGER.info("the topic is gone: sending to chat %s without it", data.get("chat_id"))
        return data | {"message_thread_id": None}
    if any(words in said for words in NOTHING_TO_REPLY_TO) and data.get("reply_parameters"):
        _LOGGER.info("the question is gone: sending to chat %s without quoting it", data.get("chat_id"))
        return data | {"reply_parameters": None}
    if any(words in said for words in BAD_BUTTONS) and data.get("reply_markup"):
        _LOGGER.error("Telegram refuses a button, sending without buttons: %s", error)
        return data | {"reply_markup": None}
    if "parse entities" in said and data.get("parse_mode"):
        _LOGGER.error("Telegram cannot parse our markup, sending plain text: %s", error)
        key = "caption" if "caption" in data else "text"
        return data | {key: plain_text(data[key]), "parse_mode": None}
    raise error


def _never_arrived(error: TelegramError) -> bool:
    """Return whether Telegram does not have a message, so that it can be sent again.

    It was never sent, something else answered in Telegram's place, or the server answered that it failed (500) or
    that it does not know the token, which servers say that are starting. A connection that breaks while the
    response is awaited, and a timeout, leave it open, so they do not count.
    """
    if isinstance(error, BadRequest | TimedOut | ConnectionLost):
        return False
    if isinstance(error, NotSent | NotTelegram | InvalidToken):
        return True
    return isinstance(error, NetworkError) and error.__cause__ is None  # there was a response
