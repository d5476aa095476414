"""Long polling that loses no question: a batch is confirmed only once it has been answered, or kept.

python-telegram-bot's own Updater confirms a batch as soon as it is fetched, so a crash loses it. Here the next
offset, which confirms (Bot API, getUpdates), is sent when the intake has settled. It does not go past a
question that is neither answered nor kept; the next batch is fetched meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, TelegramError, TimedOut

from bot.chat.context import App
from bot.service.intake import Intake
from bot.service.outage import Outage
from bot.service.server import Health

# What the handlers take; Telegram need not send anything else.
ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.INLINE_QUERY,
    UpdateType.CALLBACK_QUERY,
    UpdateType.GUEST_MESSAGE,
)
GRACE = 2.5  # seconds for what is in hand when the bot stops; all of the stop takes 5 at most
CONFIRM_TIMEOUT = 0.4  # seconds for the last confirmation

T = TypeVar("T")
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
    offset, beyond, is_first = 0, 0, True
    try:
        while not stop.is_set():
            try:
                updates = await _unless(stop, _fetch(application, offset, hold, stalled))
            except TelegramError as error:
                if not (is_first and await _delete_webhook(application, error)):
                    await outage.endure(error, stop)
                continue
            if updates is None:
                break
            outage.end()
            health.in_touch()
            is_first = False
            if updates:
                intake.take(updates)
                beyond = updates[-1].update_id + 1
                # What is not confirmed comes again, and up to 99 newer ones with it (Bot API, getUpdates: limit).
                unsafe = await _unless(stop, intake.settle())
                offset = beyond if unsafe is None else unsafe
    finally:
        unsafe = await intake.finish(grace)
    if beyond:
        await _confirm(application, beyond if unsafe is None else unsafe)


async def _delete_webhook(application: App, error: TelegramError) -> bool:
    """Delete an earlier run's webhook if it prevents polling; return whether it was deleted."""
    if not (isinstance(error, Conflict) and "webhook is active" in str(error)):
        return False
    try:
        await application.bot.delete_webhook()
    except TelegramError:
        return False
    _LOGGER.info("deleted the webhook of an earlier run, as WEBHOOK_URL is not set")
    return True


async def _fetch(application: App, offset: int, hold: float, stalled: float) -> Sequence[Update]:
    """Fetch updates; give up a request that hangs in spite of all the client's time-outs."""
    try:
        async with asyncio.timeout(hold + stalled):
            return await application.bot.get_updates(offset, timeout=int(hold), allowed_updates=ALLOWED_UPDATES)
    except TimeoutError:
        raise TimedOut(f"no response within {hold + stalled:g} s") from None


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Wait for work, but no longer than for the stop event; return None if that came first."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        stopped.cancel()


async def _confirm(application: App, offset: int) -> None:
    """Tell Telegram which updates were answered, or they would come again after a restart."""
    try:
        async with asyncio.timeout(CONFIRM_TIMEOUT):
            await application.bot.get_updates(offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES)
    except (TelegramError, TimeoutError) as error:
        _LOGGER.warning("cannot confirm the last answers, they may be sent twice: %s", error)
