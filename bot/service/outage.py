"""A time without Telegram: what the log says about it, and how long to wait before the next attempt."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.chat.delivery import brief
from bot.chat.pauses import retry_seconds

LONGEST_WAIT, GROWTH = 30.0, 1.5
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
    """Waits that grow, one line in the log when the outage begins, and one when it ends."""

    def __init__(self, first_wait: float) -> None:
        """Start in touch with Telegram; `first_wait` is in seconds, and so is the longest, 30."""
        self._first_wait = self._wait = first_wait
        self._logged: str | None = None

    async def endure(self, error: Exception, stop: asyncio.Event) -> None:
        """Log a new error and wait before the next attempt; raise TokenError if retrying cannot help."""
        if isinstance(error, InvalidToken):
            raise TokenError from None
        line = explain(error)
        if line != self._logged:
            _LOGGER.error("%s", line)
            self._logged = line
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self.next_wait(error))

    def next_wait(self, error: Exception) -> float:
        """Return the seconds to wait before the next attempt: as many as Telegram asks for, or more each time."""
        if isinstance(error, RetryAfter):
            return retry_seconds(error)
        wait, self._wait = self._wait, min(self._wait * GROWTH, LONGEST_WAIT)
        return wait

    def end(self) -> None:
        """Be in touch with Telegram again."""
        if self._logged:
            _LOGGER.info("Telegram answers again")
        self._wait, self._logged = self._first_wait, None


def explain(error: Exception) -> str:
    """Explain in one line why Telegram cannot be reached, and what to do."""
    if isinstance(error, Conflict):
        return (
            "another process is receiving this bot's updates: either a second instance is running (stop it), "
            "or a webhook is still set (call deleteWebhook)"
        )
    return f"cannot reach Telegram, trying again: {type(error).__name__}: {brief(error)}"
