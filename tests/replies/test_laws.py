"""Laws: what holds for the reply to every answer, and for every fact base that can be loaded."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from tests.room import BASE
from tests.strategies import ANSWERS, TEXTS, WORDS


@given(ANSWERS, st.booleans())
def test_no_reply_to_any_answer_breaks_a_limit(answer: Answer, short: bool) -> None:
    reply = answer_reply(BASE, answer, short=short)
    check_text({"text": reply.text, "parse_mode": "HTML"})
    check_reply_markup(reply.keyboard.to_dict() if reply.keyboard else None)


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
