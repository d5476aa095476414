"""Long polling that loses no question: a batch is confirmed only once it has been answered, or kept.

python-telegram-bot's own Updater confirms a batch as soon as it is fetched, so a crash loses it. Here the next
offset, which confirms (Bot API, getUpdates), is sent when the intake has settled. It does not go past a
question that is neither answered nor kept; the next batch is fetched meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, RetryAfter, TelegramError, TimedOut

from bot.chat.context import App
from bot.chat.delivery import Delivery
from bot.chat.pauses import retry_seconds
from bot.chat.response import ConnectionLost, NotTelegram
from bot.service.intake import Intake
from bot.service.outage import Outage
from bot.service.server import Health
from bot.service.stopping import unless

# What the handlers take; Telegram need not send anything else.
ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.INLINE_QUERY,
    UpdateType.CALLBACK_QUERY,
    UpdateType.GUEST_MESSAGE,
)
GRACE = 2.0  # seconds for what is in hand when the bot stops; all of the stop takes 5 at most
CONFIRM_TIMEOUT = 0.4  # seconds for the last confirmation

_LOGGER = logging.getLogger(__name__)


async def poll(
    application: App,
    intake: Intake,
    stop: asyncio.Event,
    health: Health,
    *,
    outage: Outage,
    hold: float = 30,
    stalled: float = 20,
    grace: float = GRACE,
) -> None:
    """Fetch and answer updates until the stop event; then finish what was fetched, or keep it in the journal.

    Telegram holds a request open for `hold` seconds while there are no updates; `stalled` seconds later the
    request is given up. What is in hand at the stop has `grace` seconds. Raises TokenError if Telegram does not
    (or no longer) accept the token.
    """
    source = Source(application, health, outage, hold=hold, stalled=stalled)
    offset, beyond = 0, 0
    try:
        while (updates := await source.fetch(offset, stop)) is not None:
            if updates:
                intake.take(updates)
                beyond = max(update.update_id for update in updates) + 1
                # What is not confirmed comes again, and up to 99 newer ones with it (Bot API, getUpdates: limit).
                unsafe = await unless(stop, intake.settle())
                offset = beyond if unsafe is None else unsafe
    finally:
        unsafe = await intake.finish(grace)
    if beyond:
        await _confirm(application, beyond if unsafe is None else unsafe)


class Source:
    """Where updates come from: getUpdates, whatever happens to it on the way."""

    def __init__(
        self, application: App, health: Health, outage: Outage, *, hold: float, stalled: float, shortest: float = 2.0
    ) -> None:
        """Prepare to fetch; a request that is cut off after `shortest` seconds or more was cut off for being idle."""
        self._application = application
        self._health = health
        self._outage = outage
        self._hold, self._stalled, self._shortest = hold, stalled, shortest
        self._is_first = True

    async def fetch(self, offset: int, stop: asyncio.Event) -> Sequence[Update] | None:
        """Fetch updates, as often as it takes; return None at the stop event."""
        while not stop.is_set():
            begin = asyncio.get_running_loop().time()
            try:
                updates = await unless(stop, self._request(offset))
            except TelegramError as error:
                seconds = asyncio.get_running_loop().time() - begin
                if not (self._was_idle(error, seconds) or await unless(stop, self._delete_webhook(error))):
                    self._pause(error)
                    await self._outage.wait_after(error, stop)
                continue
            if updates is not None:
                self._outage.end()
                self._health.in_touch()
                self._is_first = False
            return updates
        return None

    async def _request(self, offset: int) -> Sequence[Update]:
        """Fetch updates once; give up a request that hangs in spite of all the client's time-outs."""
        longest = self._hold + self._stalled
        try:
            with self._health.attempt(2 * longest):
                async with asyncio.timeout(longest):
                    return await self._application.bot.get_updates(
                        offset, timeout=int(self._hold), allowed_updates=ALLOWED_UPDATES
                    )
        except TimeoutError:
            raise TimedOut(f"no response within {longest:g} s") from None

    def _was_idle(self, error: TelegramError, seconds: float) -> bool:
        """Return whether a proxy ended a request because it was idle, and hold the next ones half as long."""
        if not isinstance(error, ConnectionLost | NotTelegram) or seconds < self._shortest or self._hold <= 1:
            return False
        self._hold = max(min(self._hold, seconds) // 2, 1)
        _LOGGER.info(
            "a request for updates was ended after %.0f s without any: from now on they are held for %.0f s",
            seconds,
            self._hold,
        )
        return True

    def _pause(self, error: TelegramError) -> None:
        """Let answers wait too if Telegram asks to slow down here."""
        limiter = self._application.bot.rate_limiter
        if isinstance(error, RetryAfter) and isinstance(limiter, Delivery):
            limiter.pauses.begin_all(retry_seconds(error))

    async def _delete_webhook(self, error: TelegramError) -> bool:
        """Delete an earlier run's webhook if it prevents polling; return whether it was deleted."""
        if not (self._is_first and isinstance(error, Conflict) and "webhook is active" in str(error)):
            return False
        try:
            await self._application.bot.delete_webhook()
        except TelegramError:
            return False
        _LOGGER.info("deleted the webhook of an earlier run, as WEBHOOK_URL is not set")
        return True


async def _confirm(application: App, offset: int) -> None:
    """Tell Telegram which updates were answered, or they would come again after a restart."""
    try:
        async with asyncio.timeout(CONFIRM_TIMEOUT):
            await application.bot.get_updates(offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES)
    except (TelegramError, TimeoutError) as error:
        _LOGGER.warning("cannot confirm the last answers, they may be sent twice: %s", error)
