"""What each kind of update gets: one short function each, registered in one ordered list."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, InlineQueryHandler, MessageHandler, filters

from bot.chat.addressing import ADDRESSED, COMMAND, COMMAND_FOR_BOT, FROM_PERSON, command_of, question_in, words_of
from bot.chat.buttons import alert, press_fact, press_facts, press_unknown, press_wrong
from bot.chat.cards import send_card, wanted_fact
from bot.chat.changed import correct, edit_answer
from bot.chat.context import App, BotData, Context, Exchange, MessageRef, is_private, language_of
from bot.chat.counting import offer_correction, without_source
from bot.chat.flood import Verdict, askers_of, date_of
from bot.chat.inline import answer_guest, answer_inline
from bot.chat.questions import reply_to_question
from bot.chat.statistics import ForAdmin, show_statistics
from bot.facts.language import texts
from bot.replies import render as replies
from bot.replies.keyboards import FACT, FACTS, WRONG
from bot.replies.render import FALLBACKS, Reply

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]

# Edited messages are handled like new ones; only `respond` tells them apart. Without UpdateType a
# MessageHandler would also take channel posts, business messages and guest messages.
MESSAGES = filters.UpdateType.MESSAGES & FROM_PERSON
GUESTS = filters.UpdateType.GUEST_MESSAGE & FROM_PERSON
PRIVATE, GROUPS = MESSAGES & filters.ChatType.PRIVATE, MESSAGES & filters.ChatType.GROUPS
WORDS = filters.TEXT | filters.CAPTION


def register_handlers(application: App) -> None:
    """Give an application its handlers; its `bot_data` must be set."""
    application.add_handlers(handlers(application.bot_data))


def handlers(data: BotData) -> list[BaseHandler[Update, Context, None]]:
    """List the handlers; the first that takes an update is the only one."""
    return [
        MessageHandler(MESSAGES & OwnCommand("start"), limited(start)),
        MessageHandler(MESSAGES & OwnCommand("help"), limited(show_help)),
        MessageHandler(MESSAGES & OwnCommand("facts"), limited(list_facts)),
        MessageHandler(MESSAGES & OwnCommand("ask"), limited(answer_question)),
        MessageHandler(MESSAGES & OwnCommand("card"), limited(show_card)),
        MessageHandler(MESSAGES & OwnCommand("privacy"), limited(show_privacy)),
        MessageHandler(PRIVATE & OwnCommand("stats") & ForAdmin(data), limited(show_statistics)),
        MessageHandler(MESSAGES & FactCommand(data), limited(show_fact)),
        MessageHandler((PRIVATE | GROUPS & COMMAND_FOR_BOT) & COMMAND, limited(refuse_command)),
        MessageHandler(PRIVATE & WORDS, limited(answer_question)),
        MessageHandler(GROUPS & WORDS & ADDRESSED & ~COMMAND, limited(answer_question)),
        MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, limited(ask_for_text)),
        InlineQueryHandler(limited(answer_inline)),
        CallbackQueryHandler(limited(press_fact), rf"^{FACT}"),
        CallbackQueryHandler(limited(press_facts), rf"^{FACTS}(:\d{{1,6}})?$"),
        CallbackQueryHandler(limited(press_wrong), rf"^{WRONG}\d{{1,18}}$"),
        CallbackQueryHandler(limited(press_unknown)),
        MessageHandler(GUESTS, limited(answer_guest)),
    ]


class OwnCommand(filters.MessageFilter):
    """One of the bot's own commands, in a text or a caption; the library's CommandHandler reads texts alone."""

    def __init__(self, name: str) -> None:
        """Take the command's name without its slash."""
        super().__init__(name)
        self._command = name

    def filter(self, message: Message) -> bool:
        """Return whether a message begins with this command."""
        return command_of(message) == self._command


class FactCommand(filters.MessageFilter):
    """Commands that are the id of a fact in service, or that have a reply in every fact base."""

    def __init__(self, data: BotData) -> None:
        """Look facts up in the bot's data, as the fact base may be replaced."""
        super().__init__()
        self._data = data

    def filter(self, message: Message) -> bool:
        """Return whether there is something to show for the command of a message."""
        command = command_of(message)
        return command is not None and (command in FALLBACKS or self._data.base.fact(command) is not None)


# ---- limits -------------------------------------------------------------------------------------


def limited(callback: Callback) -> Callback:
    """Run a handler's callback only within the limits for people and groups; say so once when they are exceeded."""

    async def run_within_limits(update: Update, context: Context) -> None:
        flood = context.bot_data.flood
        verdict = flood.judge(askers_of(update), date_of(update)) if flood else Verdict.ANSWER
        if verdict is Verdict.ANSWER:
            await callback(update, context)
        elif verdict is Verdict.NOTIFY:
            await notify_of_flood(update, context)

    return run_within_limits


async def notify_of_flood(update: Update, context: Context) -> None:
    """Say that these were too many questions, where there is a way to say so."""
    language = language_of(update, context)
    if update.callback_query:
        await alert(update.callback_query, texts(language).flood)
    elif message := update.message or update.edited_message:
        await message.reply_text(replies.flood_reply(language).text)


# ---- commands -----------------------------------------------------------------------------------


async def start(update: Update, context: Context) -> None:
    """Welcome, or show the fact that a deep link asks for (t.me/<bot>?start=<id>)."""
    base, language = context.bot_data.base, language_of(update, context)
    reply = replies.fact_reply(base, without_source(question_in(message_of(update)), context), language)
    short = not is_private(message_of(update))
    await respond(update, context, reply or replies.welcome_reply(base, language, short=short))


async def show_help(update: Update, context: Context) -> None:
    """Explain how to ask."""
    await respond(update, context, replies.help_reply(context.bot_data.base, language_of(update, context)))


async def list_facts(update: Update, context: Context) -> None:
    """Show the buttons for all facts."""
    await respond(update, context, replies.all_facts_reply(context.bot_data.base, language_of(update, context)))


async def show_card(update: Update, context: Context) -> None:
    """Send the picture of the fact that is named, or else of the one shown before; say what to do without one."""
    fact, language = wanted_fact(update, context, message_of(update))
    if fact is None:
        await respond(update, context, replies.card_usage_reply(context.bot_data.base, language))
    elif not update.edited_message and not await send_card(message_of(update), context, fact, language):
        await respond(update, context, replies.no_card_reply(context.bot_data.base, fact, language))


async def show_privacy(update: Update, context: Context) -> None:
    """Say what is kept about the reader."""
    language = language_of(update, context)
    await respond(update, context, replies.privacy_reply(language, context.bot_data.kept_texts))


async def show_fact(update: Update, context: Context) -> None:
    """Show the fact that the command names."""
    base, language = context.bot_data.base, language_of(update, context)
    reply = replies.fact_reply(base, command_of(message_of(update)) or "", language)
    await respond(update, context, reply or replies.unknown_command_reply(base, language))


async def refuse_command(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await respond(update, context, replies.unknown_command_reply(context.bot_data.base, language_of(update, context)))


# ---- questions ----------------------------------------------------------------------------------


async def answer_question(update: Update, context: Context) -> None:
    """Answer a message: what it says besides a command and the bot's name, or the message that it replies to."""
    message = message_of(update)
    reply, asking = reply_to_question(update, context, message, short=not is_private(message))
    await respond(update, context, offer_correction(update, context, reply), asking)


async def ask_for_text(update: Update, context: Context) -> None:
    """Ask for text instead of what was sent, once for all the pictures of an album."""
    message, data = message_of(update), context.bot_data
    album = message.media_group_id
    if album in data.albums:
        return
    await respond(update, context, replies.text_only_reply(data.base, language_of(update, context)))
    if album and (hint := data.exchanges.get(MessageRef.of(message))):
        data.albums[album] = hint.answer


# ---- responding ---------------------------------------------------------------------------------


async def respond(update: Update, context: Context, reply: Reply, asking: Message | None = None) -> None:
    """Send the reply to a message; if the message was edited, edit the reply sent before.

    `reply_text` quotes the message in groups and stays in its topic; a message `asking` in its place is quoted
    everywhere. Nothing happens at an edit of a message that was never answered, or is no longer remembered, or has
    the same words (Telegram sends such edits). The caption of an album may come after the hint that its first
    picture got: the hint becomes the answer.
    """
    message, data = message_of(update), context.bot_data
    if is_private(message):
        data.note_shown(message.chat_id, reply, data.answers.get(update.update_id))
    words, earlier = hash(words_of(message)), data.exchanges.get(MessageRef.of(message))
    album = message.media_group_id
    if album and not update.edited_message:
        hint = data.albums.get(album)
        earlier = Exchange(hash(""), hint) if hint else None
        data.albums[album] = None
    if (earlier is None and update.edited_message) or (earlier and earlier.words == words):
        return
    if earlier is None or not await edit_answer(context.bot, data, earlier.answer, reply):
        quoted = asking.message_id if asking else None
        sent = await message.reply_text(reply.text, reply_to_message_id=quoted, api_kwargs=reply.buttons)
        answer = MessageRef.of(sent)
        data.note_on_screen(answer, reply)
    else:
        answer = earlier.answer
    data.exchanges[MessageRef.of(message)] = Exchange(words, answer)
    await correct(context.bot, data, answer)  # the facts may have changed while it was on its way


def message_of(update: Update) -> Message:
    """Return the message of an update that the filters let through."""
    message = update.message or update.edited_message
    if message is None:
        raise TypeError("registered without filters.UpdateType.MESSAGES")
    return message
