"""What a press of a button under a message of the bot gets."""

from __future__ import annotations

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit, MessageEntityType

from bot.chat.changed import correct, edit_answer
from bot.chat.context import Context, MessageRef, is_private, language_of
from bot.chat.counting import is_correction
from bot.facts.language import texts
from bot.replies import render as replies
from bot.replies.keyboards import FACT, WRONG
from bot.replies.render import Reply
from bot.text import clip

QUOTATIONS = (MessageEntityType.BLOCKQUOTE, MessageEntityType.EXPANDABLE_BLOCKQUOTE)


async def press_fact(update: Update, context: Context) -> None:
    """Show the fact of the button that was pressed."""
    query, base, language = _query_of(update), context.bot_data.base, language_of(update, context)
    reply = replies.fact_reply(base, str(query.data).removeprefix(FACT), language)
    if reply is None:
        await press_unknown(update, context)
        return
    await query.answer()
    await _show(query, reply, context)


async def press_facts(update: Update, context: Context) -> None:
    """Show the buttons for all facts, or turn their page."""
    query, base = _query_of(update), context.bot_data.base
    _, _, page = str(query.data).partition(":")
    reply = replies.all_facts_reply(base, language_of(update, context), int(page or 1))
    await query.answer()
    if page:
        await query.edit_message_text(reply.text, reply_markup=reply.keyboard)
    else:
        await _show(query, reply, context)


async def press_wrong(update: Update, context: Context) -> None:
    """Thank for the hint that an answer is wrong, if the answer is one that is remembered."""
    query, said = _query_of(update), texts(language_of(update, context))
    is_ours = is_correction(query, context, int(str(query.data).removeprefix(WRONG)))
    await alert(query, said.wrong_thanks if is_ours else said.old_button)


async def press_unknown(update: Update, context: Context) -> None:
    """Say that a button belongs to an older fact base."""
    await alert(_query_of(update), texts(language_of(update, context)).old_button)


async def _show(query: CallbackQuery, reply: Reply, context: Context) -> None:
    """Show what a button leads to.

    In a private chat it is a new message, so that earlier answers can still be read and forwarded. In a group a
    list of choices becomes the answer itself, because every message there disturbs many; but a message that already
    shows an answer belongs to someone and is never replaced: the new one replies to it.
    A message sent through inline mode is all that the bot can reach of a chat, so it is edited.
    """
    message, data = query.message, context.bot_data
    if message is None:
        await query.edit_message_text(reply.text, reply_markup=reply.keyboard)
        return
    answer = MessageRef(message.chat.id, message.message_id)
    if not isinstance(message, Message):
        sent = await context.bot.send_message(message.chat.id, reply.text, reply_markup=reply.keyboard)
        answer = MessageRef.of(sent)
        data.note_on_screen(answer, reply)
    elif _is_choice_in_group(message):
        await edit_answer(context.bot, data, answer, reply)
    else:
        if is_private(message):
            data.note_shown(message.chat_id, reply)
        answer = MessageRef.of(await message.reply_text(reply.text, reply_markup=reply.keyboard))
        data.note_on_screen(answer, reply)
    await correct(context.bot, data, answer)


async def alert(query: CallbackQuery, text: str) -> None:
    """Answer a press with an alert, as long as Telegram allows."""
    limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    await query.answer(clip(text, limit), show_alert=True)


def _is_choice_in_group(message: Message) -> bool:
    """Return whether a message of the bot in a group only offers facts: an answer has a quotation."""
    return not is_private(message) and not any(entity.type in QUOTATIONS for entity in message.entities)


def _query_of(update: Update) -> CallbackQuery:
    """Return the callback query of an update that a CallbackQueryHandler let through."""
    if update.callback_query is None:
        raise TypeError("registered without a CallbackQueryHandler")
    return update.callback_query
