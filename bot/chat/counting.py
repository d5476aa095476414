"""What is counted for the operator: where readers came from, and the answers that they call wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import CallbackQuery, Update

from bot.chat.context import Context, MessageRef
from bot.journal import Counted
from bot.journal.reading import SOURCE, WRONG
from bot.replies.keyboards import with_correction
from bot.replies.render import Reply

# After ?start= there are 64 of A-Z, a-z, 0-9, _ and - at most (Bot API, "Deep linking").
_SOURCE = re.compile(r"src_(?P<name>[A-Za-z0-9_]{1,32})(-(?P<fact>[a-z0-9_]{1,32}))?")


def offer_correction(update: Update, context: Context, reply: Reply) -> Reply:
    """Put the button "Something wrong?" under an answer, where the operator wants that."""
    data = context.bot_data
    answer = data.answers.get(update.update_id)
    if data.corrections is None or answer is None or not reply.facts or reply.keyboard is None:
        return reply
    keyboard = with_correction(reply.keyboard, update.update_id, answer.language)
    return replace(reply, keyboard=keyboard, asked=update.update_id)


def is_correction(query: CallbackQuery, context: Context, update_id: int) -> bool:
    """Count that a reader calls the answer to an update wrong; return False if no remembered answer has that button.

    A client can send any data with a press.
    """
    data, message = context.bot_data, query.message
    shown = data.on_screen.get(MessageRef(message.chat.id, message.message_id)) if message else None
    if data.corrections is None or shown is None or shown.asked != update_id:
        return False
    if data.corrections.note(query.from_user.id, update_id):
        data.count(Counted(WRONG, str(update_id)))
    return True


def without_source(argument: str, context: Context) -> str:
    """Count where a reader came from (`src_<name>`, `src_<name>-<fact>`), and return what else a deep link asks for."""
    found = None if context.bot_data.base.fact(argument) else _SOURCE.fullmatch(argument)
    if found is None:
        return argument
    context.bot_data.count(Counted(SOURCE, found["name"].lower()))
    return found["fact"] or ""
