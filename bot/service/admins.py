"""The one way in which the bot writes to its admins of itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.addresses import without_secrets
from bot.chat.context import Statistics
from bot.chat.delivery import brief
from bot.chat.statistics import LONGEST, send_statistics
from bot.text import clip

_LOGGER = logging.getLogger(__name__)


class Admins:
    """The users in ADMINS; each must have written to the bot once."""

    def __init__(self, bot: Bot, ids: Sequence[int] = ()) -> None:
        """Prepare to write to them."""
        self.ids = ids
        self._bot = bot

    async def tell(self, text: str, picture: bytes | None = None, *, within: float | None = None) -> bool:
        """Send all of them a text without markup, below a picture if there is one, each `within` some seconds.

        Return False if none could be reached and it makes sense to try again. What is too long is cut, secrets are
        left out.
        """
        message = Statistics(clip(without_secrets(text), LONGEST), picture)
        outcomes = [await self._send(admin, message, within) for admin in self.ids]
        return any(outcomes) or not outcomes

    async def _send(self, admin: int, message: Statistics, within: float | None) -> bool:
        """Send something to one admin; return whether that is settled, which it also is where they don't want it."""
        try:
            async with asyncio.timeout(within):
                await send_statistics(self._bot, admin, message)
        except (TelegramError, TimeoutError) as error:
            _LOGGER.warning("cannot reach admin %s (have they written to the bot?): %s", admin, brief(error))
            return isinstance(error, BadRequest | Forbidden)
        return True
