"""The guard in front of the handlers: who asks too much is told so once, and then not answered for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from telegram import Update
from telegram.constants import CallbackQueryLimit, ChatType

from bot.chat.context import Context
from bot.chat.flood import GROUP, MEMBER, PERSON, TYPIST, Allowance, Verdict
from bot.facts.language import texts
from bot.replies.render import flood_reply, reader_language
from bot.text import clip

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


def guarded(callback: Callback) -> Callback:
    """Let only so many updates of a person and of a group through to a handler's callback."""

    async def guard(update: Update, context: Context) -> None:
        flood = context.bot_data.flood
        verdict = Verdict.ANSWER if flood is None else flood.judge(askers(update), moment_of(update))
        if verdict is Verdict.ANSWER:
            await callback(update, context)
        elif verdict is Verdict.TELL:
            await _tell(update, context)

    return guard


def askers(update: Update) -> dict[Hashable, Allowance]:
    """Name who asks, with what they may ask: a person, a member of a group and the group, or who types inline."""
    user, chat = update.effective_user, update.effective_chat
    name = user.id if user else None
    if update.inline_query:
        return {("typist", name): TYPIST}
    if chat is None or chat.type == ChatType.PRIVATE or update.guest_message:
        return {("person", name): PERSON}
    return {("member", chat.id, name): MEMBER, ("group", chat.id): GROUP}


def moment_of(update: Update) -> float:
    """Tell when somebody asked: what has waited through an outage was not asked all at once."""
    message = update.message or update.edited_message or update.guest_message
    return (message.edit_date or message.date).timestamp() if message else time.time()


async def _tell(update: Update, context: Context) -> None:
    """Say that it was too much, where that can be said."""
    user = update.effective_user
    language = reader_language(context.bot_data.base, user.language_code if user else None)
    if update.callback_query:
        limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
        await update.callback_query.answer(clip(texts(language).flood, limit), show_alert=True)
    elif message := update.message or update.edited_message:
        await message.reply_text(flood_reply(language).text)
