"""What happens after an error: one line in the log, and the next question is answered."""

from __future__ import annotations

import logging
import time

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chat.context import Context, language_of
from bot.chat.delivery import brief
from bot.chat.response import ConnectionLost
from bot.replies.render import error_reply

# Expected refusals: the bot was muted or shut out, or what it would answer is gone.
EXPECTED = (
    "not enough rights", "have no rights", "chat_write_forbidden", "chat_restricted", "topic_closed",
    "chat not found", "group chat was deactivated", "query is too old", "message to edit not found",
    "message can't be edited", "message_id_invalid", "_forbidden", "allow_payment_required", "channel_private",
    "channel_invalid", "user_banned_in_channel", "peer_id_invalid", "user_is_blocked", "chat_id_invalid",
    "user_deactivated", "chat_admin_required", "privacy_premium_required", "topic_deleted", "not a member of",
    "user not found",
)  # fmt: skip
_LOGGER = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Log an error in one line; an error of our own with its traceback, and with an apology to the person."""
    error, data = context.error, context.bot_data
    if isinstance(error, TelegramError):
        level, line = describe(error)
        if is_unconfirmed(error):
            data.counts.unconfirmed += 1
            line += f" ({data.counts.unconfirmed} since the start)"
        else:
            data.counts.dropped += 1
        _LOGGER.log(level, line, _chat_of(update), brief(error))
        if isinstance(error, BadRequest) and level == logging.ERROR:
            data.refusals.append(time.monotonic())
        return
    _LOGGER.error("an error while answering chat %s", _chat_of(update), exc_info=error)
    if isinstance(update, Update):
        await _apologise(update, context)


def is_unconfirmed(error: TelegramError) -> bool:
    """Tell whether Telegram may have taken the message all the same."""
    return isinstance(error, TimedOut | ConnectionLost)


def describe(error: TelegramError) -> tuple[int, str]:
    """Choose the level and the line (for chat and error) for an error of Telegram's; narrow classes first."""
    match error:
        case RetryAfter():
            return logging.WARNING, "Telegram asks for a pause; an answer to a query in chat %s was dropped: %s"
        case Forbidden():
            return logging.INFO, "not allowed to write to chat %s: %s"
        case BadRequest() if any(words in str(error).lower() for words in EXPECTED):
            return logging.INFO, "too late or not allowed to answer in chat %s: %s"
        case BadRequest():
            return logging.ERROR, "Telegram refused a message to chat %s: %s"
        case _ if is_unconfirmed(error):
            return logging.WARNING, "a message to chat %s was not confirmed; not sent again, as it may be there: %s"
        case NetworkError():
            return logging.WARNING, "a message to chat %s was lost on the network: %s"
    return logging.WARNING, "a message to chat %s failed: %s"


async def _apologise(update: Update, context: Context) -> None:
    """Tell the person who asked, once, that something went wrong."""
    reply = error_reply(language_of(update, context))
    try:
        if update.message:
            await update.message.reply_text(reply.text)
        elif update.callback_query:
            await update.callback_query.answer(reply.text)
    except TelegramError as error:
        _LOGGER.warning("could not apologise to chat %s: %s", _chat_of(update), brief(error))


def _chat_of(update: object) -> int | str:
    """Name the chat of an update for the log."""
    chat = update.effective_chat if isinstance(update, Update) else None
    return chat.id if chat else "(inline)"
