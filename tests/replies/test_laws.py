"""Laws: what holds for every text that a person can write, and every fact base that can be loaded."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.stock import Stock
from bot.facts.language import load_languages
from bot.matching.answer import Answer, Outcome, Reason
from bot.replies.render import (
    all_facts_reply,
    answer_reply,
    channel_reply,
    error_reply,
    facts_reply,
    help_reply,
    privacy_reply,
    source_reply,
    text_only_reply,
    unknown_command_reply,
    usage_reply,
    welcome_reply,
)
from bot.terminal.bot_api.limits import check_reply_markup, check_text
from bot.text import clip, utf16_length
from tests.room import BASE, Room, open_room

# What Telegram delivers: any characters but lone surrogates, 1 to 4096 UTF-16 units, trimmed, never empty.
CHARACTERS = st.characters(exclude_categories=["Cs"])
ODD = [
    "\u200b",
    "\u200f",
    "\u202e",
    "\ufeff",
    "<b>",
    "&amp;",
    "</blockquote>",
    "/",
    "@",
    "👩‍🚀",
    "🏳️‍🌈",
    "{about}",
    "%s",
    "\\",
    "\x00",
    "rockets",
    "how many",
    "?",
]
TEXTS = st.one_of(st.text(CHARACTERS, min_size=1), st.lists(st.sampled_from(ODD), min_size=1).map(" ".join))
QUESTIONS = st.one_of(
    TEXTS.map(str.strip).filter(bool),
    st.sampled_from(
        ["/", "//", "/ rockets", "❤️", "\u200b", "\u202e", ".", "<", "&", "x" * 4096, "🚀" * 2048, "rockets " * 512]
    ),
).filter(lambda text: utf16_length(text) <= 4096)
WORDS = TEXTS.map(str.strip).filter(bool)
IDS = st.sampled_from([fact.id for fact in BASE.facts] + ["gone"])
ANSWERS = st.builds(
    Answer,
    question=TEXTS,
    outcome=st.sampled_from(Outcome),
    language=st.sampled_from(["en", "ar"]),
    facts=st.lists(IDS).map(tuple),
    suggestions=st.lists(IDS).map(tuple),
    not_told=st.sampled_from([None, "price", "gone"]),
    reason=st.none() | st.sampled_from(Reason),
    detail=TEXTS | st.just(""),
)


@pytest.fixture(scope="module")
def chat() -> Iterator[tuple[asyncio.Runner, Room]]:
    """Open one room for all the texts: a matcher takes its time to be made."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        yield runner, runner.run(stack.enter_async_context(open_room()))
        runner.run(stack.aclose())


@settings(max_examples=200, deadline=None)
@given(text=QUESTIONS)
def test_any_text_in_a_private_chat_gets_exactly_one_reply_that_telegram_accepts(
    chat: tuple[asyncio.Runner, Room], text: str
) -> None:
    runner, room = chat
    sent, replies = len(room.api.sent("sendMessage")), len(room.chat.replies)
    runner.run(room.say(text))
    assert len(room.api.sent("sendMessage")) == sent + 1, "refused, or sent twice"
    assert len(room.chat.replies) == replies + 1


@given(ANSWERS, st.booleans())
def test_no_reply_to_any_answer_breaks_a_limit(answer: Answer, short: bool) -> None:
    reply = answer_reply(BASE, answer, short=short)
    check_text({"text": reply.text, "parse_mode": "HTML"})
    check_reply_markup(reply.keyboard.to_dict() if reply.keyboard else None)


@given(st.lists(st.tuples(ANSWERS, st.booleans()), max_size=5))
def test_the_stock_gives_the_reply_that_would_be_written(questions: list[tuple[Answer, bool]]) -> None:
    stock = Stock(BASE)
    for answer, short in questions * 2:
        assert stock.reply(answer, short=short) == answer_reply(BASE, answer, short=short)


@pytest.mark.parametrize("language", [code for code, spoken in load_languages().items() if spoken.texts])
def test_every_sentence_of_every_language_can_be_said(language: str) -> None:
    said = [
        *(write(BASE, language) for write in (welcome_reply, help_reply, usage_reply, text_only_reply)),
        *(write(BASE, language) for write in (all_facts_reply, unknown_command_reply, source_reply, channel_reply)),
        *(write(language) for write in (privacy_reply, error_reply)),
        *(
            answer_reply(BASE, Answer("?", Outcome.NOTHING, language, reason=reason, detail="Roadrunner"), short=short)
            for reason in (None, *Reason)
            for short in (True, False)
        ),
        answer_reply(BASE, Answer("?", Outcome.UNSURE, language, suggestions=("rockets",))),
        facts_reply(BASE, BASE.facts, language),
    ]
    for reply in said:
        check_text({"text": reply.text, "parse_mode": "HTML"})
        check_reply_markup(reply.keyboard.to_dict() if reply.keyboard else None)
        assert not re.search(r"\{\w*\}", reply.text)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=8), st.sampled_from(["en", "ar"]))
def test_a_quote_is_never_altered(words: list[tuple[str, str, str]], language: str) -> None:
    fact = BASE.facts[0]
    facts = tuple(
        replace(fact, id=f"f{number}", title=title, figure=figure, quote=quote)
        for number, (title, figure, quote) in enumerate(words)
    )
    base = replace(BASE, facts=facts)
    text = facts_reply(base, facts, language).text
    found = re.findall(r"<blockquote(?: expandable)?>(.*?)</blockquote>", text, re.DOTALL)
    assert [html.unescape(quote) for quote in found] == [f"“{fact.quote}”" for fact in facts][: len(found)]
    assert found


@given(TEXTS, st.integers(min_value=1, max_value=50))
def test_a_clipped_text_is_a_beginning_of_it_and_short_enough(text: str, units: int) -> None:
    clipped = clip(text, units)
    assert utf16_length(clipped) <= units
    assert clipped == text or text.startswith(clipped.removesuffix("…"))
