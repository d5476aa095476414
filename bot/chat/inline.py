"""Facts for chats where the bot is no member: inline mode and guest mode."""

from __future__ import annotations

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode

from bot.chat.addressing import borrowed_question, question_in
from bot.chat.context import Context, Desk
from bot.facts.base import Fact
from bot.facts.language import texts
from bot.replies import render as replies
from bot.replies.keyboards import fact_named, shown_fact
from bot.replies.render import Reply, reader_language

PAGE = int(InlineQueryLimit.RESULTS)
CACHE_SECONDS = 300  # what facts.yaml says changes seldom
START_PARAMETER = "help"


async def answer_inline(update: Update, context: Context) -> None:
    """Offer facts for `@bot query`: all for an empty one, the best first otherwise.

    Where nothing fits there is no result, only the button into the chat. Results are personal: they
    are in the reader's language, and Telegram would show them to others otherwise.
    """
    query, desk = update.inline_query, context.bot_data
    assert query is not None
    language = reader_language(desk.base, query.from_user.language_code)
    facts = _ranked(desk, query.query)
    first = int(query.offset) if query.offset.isdecimal() else 0
    last = first + PAGE
    nothing = InlineQueryResultsButton(texts(language).inline_more, start_parameter=START_PARAMETER)
    await query.answer(
        [_fact_result(desk, fact, language) for fact in facts[first:last]],
        is_personal=True,
        cache_time=CACHE_SECONDS,
        next_offset=str(last) if last < len(facts) else None,
        button=None if facts else nothing,
    )


async def answer_guest(update: Update, context: Context) -> None:
    """Answer a mention in a chat where the bot is no member, once (Bot API 10.0, answerGuestQuery)."""
    message, desk = update.guest_message, context.bot_data
    assert message is not None
    language = reader_language(desk.base, message.from_user.language_code if message.from_user else None)
    question = question_in(message) or borrowed_question(message)
    if question:
        target = message.reply_to_message
        shown = shown_fact(desk.base, target.reply_markup) if target else None
        answer = desk.matcher.answer(question, shown=shown, language=language)
        desk.answers.put(update.update_id, answer)
        reply = desk.reply(answer, short=True)
    else:
        reply = replies.usage_reply(desk.base, language)
    await message.answer_guest_query(_result("answer", desk.base.announcement.subject, None, reply))


def _ranked(desk: Desk, query: str) -> list[Fact]:
    """Rank the facts for a query; one named exactly (as the share button does) comes first."""
    named = fact_named(desk.base, query)
    ids = [*([named.id] if named else []), *desk.matcher.search(query)]
    return [fact for fact_id in dict.fromkeys(ids) if (fact := desk.base.fact(fact_id))]


def _fact_result(desk: Desk, fact: Fact, language: str) -> InlineQueryResultArticle:
    """Make the result for one fact: the figure to see, the whole answer to send."""
    text = desk.base.text(fact, language)
    return _result(fact.id, text.figure, text.title, replies.facts_reply(desk.base, [fact], language))


def _result(result_id: str, title: str, description: str | None, reply: Reply) -> InlineQueryResultArticle:
    """Make a result that sends a reply."""
    content = InputTextMessageContent(
        reply.text, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(result_id, title, content, reply_markup=reply.keyboard, description=description)
