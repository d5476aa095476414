"""A message's question and the reply to it, in every kind of chat."""

from __future__ import annotations

from telegram import Message, Update

from bot.chat.addressing import borrowed_question, question_in, replies_to_bot
from bot.chat.context import Context, language_of
from bot.replies.keyboards import shown_fact
from bot.replies.render import Reply, usage_reply


def reply_to_question(update: Update, context: Context, message: Message, *, short: bool) -> Reply:
    """Answer what a message asks, or the message that it replies to; explain how to ask if neither has words.

    The answer is left in `bot_data.answers` for the journal. `short` is for groups.
    """
    data, language = context.bot_data, language_of(update, context)
    question = question_in(message) or borrowed_question(message)
    if not question:
        return usage_reply(data.base, language)
    answer = data.matcher.answer(question, shown=_fact_above(update, context, message), language=language)
    data.answers[update.update_id] = answer
    return data.reply(answer, short=short)


def _fact_above(update: Update, context: Context, message: Message) -> str | None:
    """Find the fact shown in the message replied to. A guest's may not bear the bot's name, only its buttons."""
    target = message.reply_to_message
    if target is None or not (update.guest_message or replies_to_bot(message)):
        return None
    return shown_fact(context.bot_data.base, target.reply_markup)
