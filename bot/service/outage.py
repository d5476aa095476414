"""A time without Telegram: what the log says about it, and how long to wait before the next attempt."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.chat.delivery import brief
from bot.chat.pauses import retry_seconds
from bot.chat.response import Redirected

LONGEST_WAIT, GROWTH = 30.0, 1.5
REJECTIONS = 4  # in a row until the token is believed to be wrong: a server that starts may reject every one
# What the operator does is another thing for each of these; all the rest is the network.
KINDS = (Conflict, InvalidToken, RetryAfter, Redirected, TelegramError)
_LOGGER = logging.getLogger(__name__)


class TokenError(Exception):
    """Telegram does not accept the bot's token; the text is one line for the operator."""

    def __init__(self) -> None:
        """Say what to do; the token itself is not named."""
        super().__init__(
            "Telegram does not accept the token: copy it again from @BotFather (/mybots, API Token) "
            "into TELEGRAM_TOKEN (the test servers of TELEGRAM_TEST have tokens of their own)"
        )


class Outage:
    """Waits that grow, one line in the log when the outage begins, and one when it ends.

    A second line is written only where the operator has something else to do: another kind of trouble.
    """

    def __init__(self, first_wait: float, *, server: str = "", purpose: str = "") -> None:
        """Start in touch with Telegram; `first_wait` is in seconds, and so is the longest, 30.

        `server` (host and port) and `purpose` ("to fetch questions") are for the log.
        """
        self._first_wait = self._wait = first_wait
        self._where = "".join((f" at {server}" if server else "", f" {purpose}" if purpose else ""))
        self._logged: set[type[TelegramError]] = set()
        self._begin = 0.0
        self._rejections = 0
        # What the operator should know of, while there is an outage.
        self.trouble: str | None = None

    async def wait_after(self, error: TelegramError, stop: asyncio.Event) -> None:
        """Log a new kind of error and wait before the next attempt.

        Raises TokenError if Telegram has rejected the token several times in a row.
        """
        self._rejections = self._rejections + 1 if isinstance(error, InvalidToken) else 0
        if self._rejections >= REJECTIONS:
            raise TokenError from None
        wait = self.next_wait(error)
        kind = next(kind for kind in KINDS if isinstance(error, kind))
        if not self._logged:
            self._begin = time.monotonic()
        if kind not in self._logged:
            self.trouble = self.explain(error)
            _LOGGER.error("%s", self.trouble)
            self._logged.add(kind)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)

    def next_wait(self, error: Exception) -> float:
        """Return the seconds to wait before the next attempt: as many as Telegram asks for, or more each time."""
        if isinstance(error, RetryAfter):
            return retry_seconds(error)
        wait, self._wait = self._wait, min(self._wait * GROWTH, LONGEST_WAIT)
        return wait

    def end(self) -> None:
        """Be in touch with Telegram again."""
        if self._logged:
            _LOGGER.info("Telegram answers again%s, after %.0f s", self._where, time.monotonic() - self._begin)
        self._wait, self._rejections = self._first_wait, 0
        self._logged.clear()
        self.trouble = None

    def explain(self, error: TelegramError) -> str:
        """Explain in one line why Telegram cannot be reached, and what to do."""
        match error:
            case Conflict():
                return (
                    "another process is receiving this bot's updates: either a second instance is running (stop it), "
                    "or a webhook is still set (call deleteWebhook)"
                )
            case InvalidToken():  # its text repeats the token
                return f"the server does not know the token{self._where}: asking again, as it may be starting"
            case RetryAfter():
                return f"Telegram asks to slow down{self._where}: waiting {retry_seconds(error)} s"
        return f"cannot reach Telegram{self._where}, trying again: {type(error).__name__}: {brief(error)}"
