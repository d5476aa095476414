"""A message's question and the reply to it, in every kind of chat."""

from __future__ import annotations

from functools import partial

from telegram import Message, Update

from bot.chat.addressing import borrowed_question, question_in, replies_to_bot
from bot.chat.context import NOTHING_SHOWN, BotData, Context, Shown, app_language, is_private, language_of
from bot.matching.answer import Answer, Outcome
from bot.replies.keyboards import offered_facts, shown_fact
from bot.replies.render import Reply, usage_reply
from bot.replies.repeated import repeated_reply
from bot.text import words


def reply_to_question(
    update: Update, context: Context, message: Message, *, short: bool
) -> tuple[Reply, Message | None]:
    """Answer what a message asks, or the message that it replies to; explain how to ask if neither has words.

    Return the reply, and the message replied to if that one asks. The answer is left in `bot_data.answers` for the
    journal. `short` is for groups.
    """
    data, language = context.bot_data, language_of(update, context)
    question, asking = _question(data, message, language)
    if not question:
        return usage_reply(data.base, language), None
    shown, replies = shown_before(update, context, message)
    ask = partial(data.matcher.answer, question, shown=shown.fact, offered=shown.offered, replies=replies)
    ask = partial(ask, earlier=shown.earlier, refused=shown.refused)
    answer = ask(language=language)
    own = app_language(update, context)
    if _is_unclear(answer) and own not in (language, answer.language) and not _is_unclear(other := ask(language=own)):
        answer = other
    data.answers[update.update_id] = answer
    if is_private(message):
        data.spoken[message.chat_id] = answer.language
        times = 0 if update.edited_message else data.times_said(message.chat_id, answer)
        if times > 1 and not data.matcher.asks_again(question, language):
            return repeated_reply(data.base, answer, times), asking
    return data.reply(answer, short=short), asking


def _question(data: BotData, message: Message, language: str) -> tuple[str, Message | None]:
    """Return what is asked, and the message replied to if it is asked there.

    That is so where a message has no words of its own (`?`, a pointing hand), or says no more than "please answer".
    """
    own, borrowed = question_in(message), borrowed_question(message)
    if borrowed and (not words(own) or data.matcher.asks_to_answer(own, language)):
        return borrowed, message.reply_to_message
    return own, None


def _is_unclear(answer: Answer) -> bool:
    """Return whether nothing was found, and nothing says why: the message may be in the language of the app."""
    return answer.outcome is Outcome.NOTHING and answer.reason is None


def shown_before(update: Update, context: Context, message: Message) -> tuple[Shown, bool]:
    """Find what is shown in the message replied to (True) or, if it replies to none, was shown last in a private chat.

    A guest's message may not bear the bot's name, only its buttons.
    """
    target = message.reply_to_message
    if target is None:
        return context.bot_data.shown_in(message.chat_id), False
    if not (update.guest_message or replies_to_bot(message)):
        return NOTHING_SHOWN, True
    keyboard = target.reply_markup
    return Shown(shown_fact(context.bot_data.base, keyboard), offered_facts(keyboard)), True
