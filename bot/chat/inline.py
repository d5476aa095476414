"""Facts for chats that the bot is not a member of: inline mode and guest mode."""

from __future__ import annotations

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode

from bot.chat.context import BotData, Context, language_of
from bot.chat.fact_names import without_question_word
from bot.chat.questions import reply_to_question
from bot.facts.base import Fact
from bot.facts.language import texts
from bot.replies import render as replies
from bot.replies.plain import known_facts
from bot.replies.render import Reply

PAGE = int(InlineQueryLimit.RESULTS)
CACHE_SECONDS = 300  # facts.yaml seldom changes
START_PARAMETER = "help"


async def answer_inline(update: Update, context: Context) -> None:
    """Offer facts for `@bot query`: all for an empty query, otherwise the best first.

    If nothing fits there are no results, only the button into the chat. Results are personal because they are in
    the reader's language; Telegram would show them to others otherwise.
    """
    query, data, language = update.inline_query, context.bot_data, language_of(update, context)
    assert query is not None
    facts = find_facts(data, query.query, language)
    first = int(query.offset) if query.offset.isdecimal() else 0
    last = first + PAGE
    nothing = InlineQueryResultsButton(texts(language).inline_more, start_parameter=START_PARAMETER)
    await query.answer(
        [_fact_result(data, fact, language) for fact in facts[first:last]],
        is_personal=True,
        cache_time=CACHE_SECONDS,
        next_offset=str(last) if last < len(facts) else None,
        button=None if facts else nothing,
    )


async def answer_guest(update: Update, context: Context) -> None:
    """Answer a mention in a chat that the bot is not a member of, once (Bot API 10.0, answerGuestQuery)."""
    message, base = update.guest_message, context.bot_data.base
    assert message is not None
    reply, _ = reply_to_question(update, context, message, short=True)
    await message.answer_guest_query(_result("answer", base.announcement.subject, None, reply))


def find_facts(data: BotData, query: str, language: str) -> list[Fact]:
    """Rank the facts for a query: one named exactly so (as the share button does), names that begin so, questions.

    An unfinished word is finished as the fact base would; one that may become a word of any question (how, wieviel)
    says nothing yet.
    """
    named = data.base.fact_named(query)
    ids = [*([named.id] if named else []), *data.names.search(query, language), *data.matcher.search(query, language)]
    if not ids:
        completions = data.names.completions(query, language)
        ids = [fact_id for finished in completions for fact_id in data.matcher.search(finished, language)]
        if (asked := without_question_word(query, language)) is not None:
            ids += data.matcher.search(asked, language) or [fact.id for fact in data.base.facts]
    return known_facts(data.base, ids)


def _fact_result(data: BotData, fact: Fact, language: str) -> InlineQueryResultArticle:
    """Make the result for one fact: it shows the figure and sends the whole answer."""
    text = data.base.text(fact, language)
    return _result(fact.id, text.figure, text.title, replies.facts_reply(data.base, [fact], language))


def _result(result_id: str, title: str, description: str | None, reply: Reply) -> InlineQueryResultArticle:
    """Make a result that sends a reply."""
    content = InputTextMessageContent(
        reply.text, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(result_id, title, content, reply_markup=reply.keyboard, description=description)
