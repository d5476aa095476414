"""What each kind of update gets: one short function each, registered in one ordered list."""

from __future__ import annotations

from itertools import chain

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit, ChatType, MessageEntityType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, InlineQueryHandler, MessageHandler, filters

from bot.chat.addressing import (
    ADDRESSED,
    ASKED,
    COMMAND_FOR_BOT,
    borrowed_question,
    question_in,
    replies_to_bot,
    words_of,
)
from bot.chat.context import App, Context, Exchange
from bot.chat.guard import guarded
from bot.chat.inline import answer_guest, answer_inline
from bot.chat.sender import Place
from bot.facts.base import FactBase
from bot.facts.language import texts
from bot.replies import render as replies
from bot.replies.keyboards import FACT, FACTS, shown_fact
from bot.replies.render import ONE_FACT_OR, Reply, reader_language
from bot.text import clip

# An edited message goes the way of a new one; only `respond` tells them apart. Without UpdateType a
# MessageHandler would also take channel posts, business and guest messages.
MESSAGES = filters.UpdateType.MESSAGES & ASKED
PRIVATE, GROUPS = MESSAGES & filters.ChatType.PRIVATE, MESSAGES & filters.ChatType.GROUPS
WORDS = filters.TEXT | filters.CAPTION
QUOTATIONS = (MessageEntityType.BLOCKQUOTE, MessageEntityType.EXPANDABLE_BLOCKQUOTE)


def register(application: App) -> None:
    """Give an application its handlers, each behind the guard against floods."""
    listed = handlers(application.bot_data.base)
    for handler in listed:
        handler.callback = guarded(handler.callback)
    application.add_handlers(listed)


def follow_facts(application: App) -> None:
    """Let the commands of the facts be those of the fact base that is now in service."""
    for handler in chain.from_iterable(application.handlers.values()):
        if isinstance(handler, FactCommands):
            handler.commands = fact_commands(application.bot_data.base)


class FactCommands(CommandHandler[Context, None]):
    """The handler whose commands are the ids of the facts, and change with them."""


def fact_commands(base: FactBase) -> frozenset[str]:
    """Name the commands that show a fact, or what stands in for it."""
    return frozenset(fact.id for fact in base.facts) | ONE_FACT_OR.keys()


def handlers(base: FactBase) -> list[BaseHandler[Update, Context, None]]:
    """List the handlers; the first that takes an update is the only one."""
    guests = filters.UpdateType.GUEST_MESSAGE & ASKED
    return [
        CommandHandler("start", start, MESSAGES),
        CommandHandler("help", give_help, MESSAGES),
        CommandHandler("facts", list_facts, MESSAGES),
        CommandHandler("ask", answer_question, MESSAGES),
        CommandHandler("privacy", tell_privacy, MESSAGES),
        FactCommands(fact_commands(base), show_fact, MESSAGES),
        MessageHandler((PRIVATE | GROUPS & COMMAND_FOR_BOT) & filters.COMMAND, refuse_command),
        MessageHandler(PRIVATE & WORDS, answer_question),
        MessageHandler(GROUPS & WORDS & ADDRESSED & ~filters.COMMAND, answer_question),
        MessageHandler(PRIVATE & filters.ATTACHMENT, ask_for_text),
        InlineQueryHandler(answer_inline),
        CallbackQueryHandler(press_fact, rf"^{FACT}"),
        CallbackQueryHandler(press_facts, rf"^{FACTS}(:\d{{1,6}})?$"),
        CallbackQueryHandler(press_unknown),
        MessageHandler(guests, answer_guest),
    ]


# ---- commands -----------------------------------------------------------------------------------


async def start(update: Update, context: Context) -> None:
    """Welcome, or show the fact that a deep link asks for (t.me/<bot>?start=<id>)."""
    base, language = context.bot_data.base, language_of(update, context)
    reply = replies.fact_reply(base, " ".join(context.args or ()), language)
    short = not _is_private(message_of(update))
    await respond(update, context, reply or replies.welcome_reply(base, language, short=short))


async def give_help(update: Update, context: Context) -> None:
    """Tell how to ask."""
    await respond(update, context, replies.help_reply(context.bot_data.base, language_of(update, context)))


async def list_facts(update: Update, context: Context) -> None:
    """Show the buttons for all facts."""
    await respond(update, context, replies.all_facts_reply(context.bot_data.base, language_of(update, context)))


async def tell_privacy(update: Update, context: Context) -> None:
    """Tell what is kept about the reader."""
    language = language_of(update, context)
    await respond(update, context, replies.privacy_reply(language, keeps_texts=context.bot_data.keeps_texts))


async def show_fact(update: Update, context: Context) -> None:
    """Show the fact that the command names."""
    base, language = context.bot_data.base, language_of(update, context)
    name = words_of(message_of(update)).split()[0].removeprefix("/").partition("@")[0].lower()
    reply = replies.fact_reply(base, name, language)
    await respond(update, context, reply or replies.unknown_command_reply(base, language))


async def refuse_command(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await respond(update, context, replies.unknown_command_reply(context.bot_data.base, language_of(update, context)))


# ---- questions ----------------------------------------------------------------------------------


async def answer_question(update: Update, context: Context) -> None:
    """Answer a message: what stands in it beside a command and the bot's name, or the message it replies to."""
    desk, message, language = context.bot_data, message_of(update), language_of(update, context)
    _note_album(message, context)
    question = question_in(message) or borrowed_question(message)
    if not question:
        await respond(update, context, replies.usage_reply(desk.base, language))
        return
    target = message.reply_to_message if replies_to_bot(message) else None
    shown = shown_fact(desk.base, target.reply_markup) if target else None
    answer = desk.matcher.answer(question, shown=shown, language=language)
    desk.answers.put(update.update_id, answer)
    await respond(update, context, desk.reply(answer, short=not _is_private(message)))


async def ask_for_text(update: Update, context: Context) -> None:
    """Ask for text where something else came, once for all the pictures of an album."""
    if _note_album(message_of(update), context):
        await respond(update, context, replies.text_only_reply(context.bot_data.base, language_of(update, context)))


def _note_album(message: Message, context: Context) -> bool:
    """Remember the album that a message belongs to; True where it is the first of it, or stands alone."""
    album, albums = message.media_group_id, context.bot_data.albums
    is_first = album is None or albums.get(album) is None
    if album:
        albums.put(album, True)
    return is_first


# ---- buttons ------------------------------------------------------------------------------------


async def press_fact(update: Update, context: Context) -> None:
    """Show the fact of the button that was pressed."""
    query, base, language = query_of(update), context.bot_data.base, language_of(update, context)
    reply = replies.fact_reply(base, str(query.data).removeprefix(FACT), language)
    if reply is None:
        await press_unknown(update, context)
        return
    await query.answer()
    await _show(query, reply, context)


async def press_facts(update: Update, context: Context) -> None:
    """Show the buttons for all facts, or turn their page."""
    query, base = query_of(update), context.bot_data.base
    _, _, page = str(query.data).partition(":")
    reply = replies.all_facts_reply(base, language_of(update, context), int(page or 1))
    await query.answer()
    if page:
        await query.edit_message_text(reply.text, reply_markup=reply.keyboard)
    else:
        await _show(query, reply, context)


async def press_unknown(update: Update, context: Context) -> None:
    """Tell that a button belongs to an older fact base."""
    text = texts(language_of(update, context)).old_button
    await query_of(update).answer(
        clip(text, int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)), show_alert=True
    )


async def _show(query: CallbackQuery, reply: Reply, context: Context) -> None:
    """Show what a button leads to.

    In private it is a new message: the answers before it stay to be read and forwarded. In a group a
    list of choices becomes the answer itself, because every message there disturbs many; but a message
    that shows an answer already is somebody's, and is never taken away: the new one replies to it.
    A message sent through inline mode is all that the bot can reach of a chat, so it is edited.
    """
    message = query.message
    if message is None or (isinstance(message, Message) and _is_choice_in_group(message)):
        await query.edit_message_text(reply.text, reply_markup=reply.keyboard)
    elif isinstance(message, Message):
        await context.bot.reply(message, reply)
    else:
        await context.bot.send_message(message.chat.id, reply.text, reply_markup=reply.keyboard)


def _is_choice_in_group(message: Message) -> bool:
    """Tell whether a message of the bot in a group only offers facts: an answer has a quotation."""
    return not _is_private(message) and not any(entity.type in QUOTATIONS for entity in message.entities)


# ---- the way back -------------------------------------------------------------------------------


async def respond(update: Update, context: Context, reply: Reply) -> None:
    """Send the reply; where the question was edited, edit its answer.

    An edit of a message that was not answered, or is forgotten, or has the same words (Telegram
    sends such), changes nothing.
    """
    message, exchanges = message_of(update), context.bot_data.exchanges
    place, words = Place(message.chat_id, message.message_id), words_of(message)
    if not update.edited_message:
        exchanges.put(place, Exchange(words, await context.bot.reply(message, reply)))
        return
    earlier = exchanges.get(place)
    if earlier is None or earlier.question == words:
        return
    exchanges.put(place, earlier._replace(question=words))
    await context.bot.edit_message_text(
        reply.text, chat_id=earlier.answer.chat_id, message_id=earlier.answer.message_id, reply_markup=reply.keyboard
    )


def message_of(update: Update) -> Message:
    """Give the message of an update that the filters let through."""
    message = update.message or update.edited_message
    if message is None:
        raise TypeError("registered without filters.UpdateType.MESSAGES")
    return message


def query_of(update: Update) -> CallbackQuery:
    """Give the callback query of an update that a CallbackQueryHandler let through."""
    if update.callback_query is None:
        raise TypeError("registered without a CallbackQueryHandler")
    return update.callback_query


def language_of(update: Update, context: Context) -> str:
    """Choose the language for the person behind an update."""
    user = update.effective_user
    return reader_language(context.bot_data.base, user.language_code if user else None)


def _is_private(message: Message) -> bool:
    """Tell whether a message stands in the chat of one person with the bot."""
    return message.chat.type == ChatType.PRIVATE
