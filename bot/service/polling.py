"""Long polling that loses no question: a batch is confirmed only once it has been answered, or kept.

python-telegram-bot's own Updater confirms a batch as soon as it is fetched, so that a crash loses it.
Here the next offset is sent (which confirms, see Bot API, getUpdates) when the intake has settled.
It does not go beyond a question that is neither answered nor kept: the next batch is fetched beside it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.chat.context import App
from bot.chat.delivery import brief, retry_seconds
from bot.service.intake import Intake

# What the handlers take; Telegram need not send anything else.
ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.INLINE_QUERY,
    UpdateType.CALLBACK_QUERY,
    UpdateType.GUEST_MESSAGE,
)
HOLD = 30  # seconds that Telegram holds a request open while there is nothing to say
STALLED = 20  # seconds beyond that
GRACE = 3.0  # seconds for what is in hand when the stop comes
FAREWELL = 0.4  # seconds for the last confirmation
SHORTEST_WAIT, LONGEST_WAIT, GROWTH = 1.0, 30.0, 1.5

T = TypeVar("T")
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
    """The time without Telegram: waits that grow, one line in the log when it begins and one when it ends."""

    def __init__(self) -> None:
        """Begin in touch."""
        self._wait = SHORTEST_WAIT
        self._told: str | None = None

    async def endure(self, error: Exception, stop: asyncio.Event) -> None:
        """Tell of a new trouble and wait before the next attempt; raises TokenError where waiting is in vain."""
        if isinstance(error, InvalidToken):
            raise TokenError from None
        line = explain(error)
        if line != self._told:
            _LOGGER.error("%s", line)
            self._told = line
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self.next_wait(error))

    def next_wait(self, error: Exception) -> float:
        """Give the seconds to wait before the next attempt: what Telegram asks for, or longer each time."""
        if isinstance(error, RetryAfter):
            return retry_seconds(error)
        wait, self._wait = self._wait, min(self._wait * GROWTH, LONGEST_WAIT)
        return wait

    def end(self) -> None:
        """Be in touch again."""
        if self._told:
            _LOGGER.info("Telegram answers again")
        self._wait, self._told = SHORTEST_WAIT, None


def explain(error: Exception) -> str:
    """Say in one line why there are no updates, and what to do."""
    if isinstance(error, Conflict):
        return (
            "Telegram gives the updates to somebody else: either a second instance of this bot is running "
            "(stop it), or a webhook is still set (call deleteWebhook)"
        )
    return f"cannot fetch updates from Telegram, trying again: {type(error).__name__}: {brief(error)}"


async def poll(application: App, intake: Intake, stop: asyncio.Event, *, hold: int = HOLD) -> None:
    """Fetch and answer updates until the stop event; what was fetched is answered, or kept in the journal, first.

    Raises TokenError where Telegram does not (or no longer) accept the token.
    """
    outage, offset, beyond, is_first = Outage(), 0, 0, True
    try:
        while not stop.is_set():
            try:
                updates = await _unless(stop, _fetch(application, intake, offset, hold))
            except TelegramError as error:
                if not (is_first and await _leave_webhook(application, error)):
                    await outage.endure(error, stop)
                continue
            outage.end()
            is_first = False
            if updates:
                intake.take(updates)
                beyond = updates[-1].update_id + 1
                # What is held comes again, and up to 99 newer ones with it (Bot API, getUpdates: limit).
                held = await _unless(stop, intake.settle())
                offset = beyond if held is None else held
    finally:
        again = await intake.finish(GRACE)
    if beyond:
        await _confirm(application, beyond if again is None else again)


async def _leave_webhook(application: App, error: TelegramError) -> bool:
    """Take the webhook of an earlier run away where it is in the way at the start; False where nothing was done."""
    if not (isinstance(error, Conflict) and "webhook is active" in str(error)):
        return False
    try:
        await application.bot.delete_webhook()
    except TelegramError:
        return False
    _LOGGER.info("the webhook of an earlier run was taken away, as WEBHOOK_URL is not set")
    return True


async def _fetch(application: App, intake: Intake, offset: int, hold: int) -> Sequence[Update]:
    """Ask for updates; a request that hangs in spite of all the client's time-outs is given up."""
    try:
        async with asyncio.timeout(hold + STALLED):
            updates = await application.bot.get_updates(offset, timeout=hold, allowed_updates=ALLOWED_UPDATES)
    except TimeoutError:
        raise TimedOut(f"nothing came for {hold + STALLED} s") from None
    intake.health.in_touch()
    return updates


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Wait for work, but not longer than for the stop event; None where that came first."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        stopped.cancel()


async def _confirm(application: App, offset: int) -> None:
    """Tell Telegram what was answered, or it would come again after a restart."""
    try:
        async with asyncio.timeout(FAREWELL):
            await application.bot.get_updates(offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES)
    except (TelegramError, TimeoutError) as error:
        _LOGGER.warning("the last answers could not be confirmed and may come twice: %s", error)
