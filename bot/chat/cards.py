"""An answer as a picture: drawn in a thread, uploaded once, and sent again by its id."""

from __future__ import annotations

import asyncio
import logging

from telegram import Message, Update

from bot.cards import NEEDS, CardError
from bot.chat.addressing import question_in
from bot.chat.context import BotData, Context, is_private, language_of
from bot.chat.questions import shown_before
from bot.facts.base import Fact, FactBase
from bot.replies.render import card_caption

_LOGGER = logging.getLogger(__name__)


def wanted_fact(update: Update, context: Context, message: Message) -> tuple[Fact | None, str]:
    """Find the fact that a command names or asks for, or else the one shown before; and the language to show it in."""
    data, words = context.bot_data, question_in(message)
    language = language_of(update, context)
    if not words:
        shown, _ = shown_before(update, context, message)
        return data.base.fact(shown.fact or ""), language
    if named := data.base.fact_named(words):
        return named, language
    answer = data.matcher.answer(words, language=language)
    return data.base.fact(answer.facts[0]) if answer.facts else None, answer.language


async def send_card(message: Message, context: Context, fact: Fact, language: str) -> bool:
    """Reply with the picture of a fact; False where it can't be drawn."""
    data, known, key = context.bot_data, context.bot_data.cards, (fact.id, language)
    base = data.base  # all of it, or the picture would mix old facts with new ones after a reload
    caption = card_caption(base, fact, language)
    photo = known.get(key) or await _drawn(data, base, fact, language)
    if photo is None:
        return False
    sent = await message.reply_photo(photo, caption=caption)
    known[key] = sent.photo[-1].file_id
    if is_private(message):
        data.note_fact(message.chat_id, fact.id)
    return True


async def _drawn(data: BotData, base: FactBase, fact: Fact, language: str) -> bytes | None:
    """Draw a picture without holding up other chats; None where something that it takes is not installed."""
    async with data.drawing:
        return await asyncio.to_thread(_draw, base, fact, language)


def _draw(base: FactBase, fact: Fact, language: str) -> bytes | None:
    """Draw a picture; Pillow is loaded only for this."""
    try:
        from bot.cards.card import draw_card

        return draw_card(base, fact, language)
    except ModuleNotFoundError:
        _LOGGER.warning("/card is answered in text: %s", NEEDS)
    except CardError as error:
        _LOGGER.warning("/card is answered in text: %s", error)
    return None
