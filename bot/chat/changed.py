"""Answers that are remembered and show a figure that has changed since: they are edited."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.chat.context import BotData, MessageRef, OnScreen
from bot.chat.delivery import brief
from bot.facts.base import FactBase
from bot.replies.keyboards import with_correction
from bot.replies.plain import known_facts
from bot.replies.render import Reply, facts_reply

# What Telegram says of an answer that its reader has deleted.
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
MOST = 100  # answers, the latest ones: new questions wait for the same limits
_LOGGER = logging.getLogger(__name__)


async def edit_changed(bot: Bot, data: BotData) -> None:
    """Edit the answers that show other figures than the facts in service have."""
    latest = list(data.on_screen.items())[::-1]
    outdated = [answer for answer, shown in latest if _is_outdated(shown, data.base)][:MOST]
    corrected = [await correct(bot, data, answer) for answer in outdated]
    if any(corrected):
        _LOGGER.info("corrected %d answers whose figures have changed", sum(corrected))


async def edit_answer(bot: Bot, data: BotData, answer: MessageRef, reply: Reply) -> bool:
    """Put a reply in the place of an earlier one; return False where that is gone."""
    async with data.editing(answer):
        try:
            await bot.edit_message_text(reply.text, answer.chat_id, answer.message_id, reply_markup=reply.keyboard)
        except BadRequest as error:
            if any(words in str(error).lower() for words in GONE):
                return False
            raise
        data.note_on_screen(answer, reply)
    return True


async def correct(bot: Bot, data: BotData, answer: MessageRef) -> bool:
    """Edit an answer if it shows another figure than the facts in service have; return whether it was edited."""
    async with data.editing(answer):
        base, shown = data.base, data.on_screen.get(answer)
        if shown is None or not _is_outdated(shown, base):
            return False
        reply = _reply(base, shown)
        try:
            await bot.edit_message_text(reply.text, answer.chat_id, answer.message_id, reply_markup=reply.keyboard)
        except TelegramError as error:
            _LOGGER.info("an answer in chat %s cannot be corrected: %s", answer.chat_id, brief(error))
            return False
        data.note_on_screen(answer, reply)
        return True


def _reply(base: FactBase, shown: OnScreen) -> Reply:
    """Show the same facts as they are now, with the same buttons."""
    reply = facts_reply(base, known_facts(base, shown.facts), shown.language)
    if shown.asked is None or reply.keyboard is None:
        return reply
    return replace(reply, keyboard=with_correction(reply.keyboard, shown.asked, shown.language), asked=shown.asked)


def _is_outdated(shown: OnScreen, base: FactBase) -> bool:
    """Return whether a figure that an answer shows is another by now; a fact that is gone changes nothing."""
    return any(
        (fact := base.fact(fact_id)) and base.text(fact, shown.language).figure != figure
        for fact_id, figure in zip(shown.facts, shown.figures, strict=True)
    )
