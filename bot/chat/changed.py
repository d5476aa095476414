"""Answers that are remembered and show a figure that has changed since: they are edited."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.context import BotData, Exchange
from bot.chat.delivery import brief
from bot.facts.base import FactBase
from bot.replies.plain import known_facts
from bot.replies.render import facts_reply

MOST = 100  # answers, the latest ones: new questions wait for the same limits
_LOGGER = logging.getLogger(__name__)


async def edit_changed(bot: Bot, data: BotData, before: FactBase) -> None:
    """Edit the answers whose figures are others than in the facts that were in service before."""
    latest = list(data.exchanges.values())[::-1]
    changed = [exchange for exchange in latest if _has_changed(exchange, before, data.base)][:MOST]
    for exchange in changed:
        reply = facts_reply(data.base, known_facts(data.base, exchange.facts), exchange.language)
        chat_id, message_id = exchange.answer
        try:
            await bot.edit_message_text(reply.text, chat_id, message_id, reply_markup=reply.keyboard)
        except TelegramError as error:
            _LOGGER.info("an answer in chat %s cannot be corrected: %s", chat_id, brief(error))
    if changed:
        _LOGGER.info("corrected %d answers whose figures have changed", len(changed))


def _has_changed(exchange: Exchange, before: FactBase, after: FactBase) -> bool:
    """Tell whether a figure that an answer shows is another by now; a fact that is gone changes nothing."""
    for fact_id in exchange.facts:
        old, new = before.fact(fact_id), after.fact(fact_id)
        if old and new:
            figures = {base.text(fact, exchange.language).figure for base, fact in ((before, old), (after, new))}
            if len(figures) > 1:
                return True
    return False
