"""Replies: what a reader sees, within Telegram's limits."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.facts.language import texts
from bot.matching.answer import Answer, Claim, Outcome, Reason, Truth
from bot.replies.keyboards import shown_fact
from bot.replies.render import (
    Reply,
    all_facts_reply,
    answer_reply,
    fact_reply,
    facts_reply,
    reader_language,
    usage_reply,
)
from bot.terminal.bot_api.limits import check_reply_markup
from bot.terminal.bot_api.markup import parse_html
from bot.text import utf16_length
from tests.room import BASE, buttons, labels, many_facts, opening

ROCKETS, ANVILS, EXPORTS = BASE.facts


def markup(reply: Reply) -> dict[str, Any]:
    """Return a reply as the Bot API gets it."""
    return {"text": reply.text, "reply_markup": reply.keyboard.to_dict() if reply.keyboard else {}}


def quotations(reply: Reply) -> list[str]:
    """Return what is in the blockquotes, as a reader sees it."""
    return [html.unescape(found) for found in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", reply.text, re.DOTALL)]


def answered(outcome: Outcome, language: str = "en", **fields: Any) -> Answer:
    """Make an answer to some question."""
    return Answer("?", outcome, language, **fields)


def test_a_fact_is_shown_as_title_bold_figure_sentence_quote_and_source() -> None:
    reply = facts_reply(BASE, [ROCKETS], "en")
    assert reply.text.splitlines() == [
        "Rockets built",
        "<b>more than 19,000 rockets</b>",
        "Worldwide, R&amp;D included.",
        "<blockquote>“Acme built &lt;more than&gt; 19,000 rockets &amp; some “sleds””</blockquote>",
        f'{texts("en").source}: <a href="https://example.org/acme?a=1&amp;b=2">Desert News</a>, 2021-04-24',
    ]


@pytest.mark.parametrize(
    ("claim", "language", "line"),
    [
        (Claim(Truth.YES), "en", "Yes: more than 19,000 rockets."),
        (Claim(Truth.NOT_QUITE), "en", "Not quite: the announcement says more than 19,000 rockets."),
        (Claim(Truth.OPEN), "en", "Here's what the announcement says:"),
        (Claim(Truth.OPEN), "zh", "报道里说的是："),
        (Claim(Truth.NOT_QUITE, "CNY", "USD"), "en", "Not quite: yuan, not dollars."),
        (Claim(Truth.NOT_QUITE, "CNY", "CROWN"), "en", "Not quite: the announcement says more than 19,000 rockets."),
        (Claim(Truth.NOT_QUITE), "de", "Nicht ganz. In der Meldung steht: more than 19,000 rockets."),
        (Claim(Truth.NOT_QUITE, "CNY", "EUR"), "fr", "Pas tout à fait : des yuans, pas des euros."),
        (Claim(Truth.NOT_QUITE, "CNY", "USD"), "zh", "不完全对：是人民币，不是美元。"),
        (Claim(Truth.YES), "ar", "نعم: \u2068أكثر من 19,000\u2069."),
    ],
)
def test_what_becomes_of_a_claim_is_one_line_in_front_of_the_fact(claim: Claim, language: str, line: str) -> None:
    reply = answer_reply(BASE, answered(Outcome.FACTS, language, facts=("rockets",), claim=claim))
    assert reply.text == f"{line}\n\n{facts_reply(BASE, [ROCKETS], language).text}"


def test_several_facts_have_no_line_for_a_claim() -> None:
    reply = answer_reply(BASE, answered(Outcome.FACTS, facts=("rockets", "anvils"), claim=Claim(Truth.YES)))
    assert reply == facts_reply(BASE, [ROCKETS, ANVILS], "en")


def test_a_line_that_leaves_no_room_for_the_fact_is_not_said() -> None:
    long = replace(ROCKETS, quote="rocket " * 560)
    base = replace(BASE, facts=(long, ANVILS, EXPORTS))
    fact = facts_reply(base, [long], "en")
    assert facts_reply(base, [long], "en", "x" * 300) == fact


def test_the_quote_is_word_for_word() -> None:
    for fact in BASE.facts:
        assert quotations(facts_reply(BASE, [fact], "ar")) == [f"“{fact.quote}”"]


def test_a_long_quote_is_folded() -> None:
    assert "<blockquote expandable>" in facts_reply(BASE, [ANVILS], "en").text
    assert "<blockquote>" in facts_reply(BASE, [EXPORTS], "en").text


def test_several_facts_share_one_message_and_one_source() -> None:
    reply = answer_reply(BASE, answered(Outcome.FACTS, facts=("rockets", "exports", "rockets")))
    assert quotations(reply) == [f"“{ROCKETS.quote}”", f"“{EXPORTS.quote}”"]
    assert reply.text.count(texts("en").source + ":") == 1


def test_facts_that_do_not_fit_into_a_message_become_buttons() -> None:
    base = many_facts(9, quote="word " * 180)
    reply = facts_reply(base, base.facts, "en")
    shown = len(quotations(reply))
    assert 0 < shown < 9
    assert utf16_length(parse_html(reply.text).text) <= 4096
    assert labels(markup(reply))[: 9 - shown] == [f"Fact {n}" for n in range(shown, 9)]


def test_lengths_are_counted_in_utf16_units() -> None:
    base = many_facts(2, quote="🚀" * 1200)
    assert len(quotations(facts_reply(base, base.facts, "en"))) == 1


def test_a_message_has_no_more_entities_than_telegram_shows() -> None:
    base = many_facts(60, quote="q")
    _, entities = parse_html(facts_reply(base, base.facts, "en").text)
    assert len(entities) <= 100


def test_a_reply_in_another_language_says_that_the_quote_is_in_english() -> None:
    assert texts("ar").quote_language in facts_reply(BASE, [ROCKETS], "ar").text
    assert texts("en").quote_language not in facts_reply(BASE, [ROCKETS], "en").text


def test_latin_words_keep_their_direction_in_a_right_to_left_reply_but_the_quote_is_untouched() -> None:
    reply = facts_reply(BASE, [EXPORTS], "ar")
    assert "\u2068nearly half of them\u2069" in reply.text
    assert quotations(reply) == ["“nearly half of them went overseas”"]
    assert "\u2068" not in facts_reply(BASE, [EXPORTS], "en").text


def test_a_fact_is_shown_in_the_words_of_the_readers_language() -> None:
    reply = facts_reply(BASE, [ROCKETS], "ar")
    assert "أكثر من 19,000" in reply.text
    assert labels(markup(reply))[-1] == "انضم إلى القناة"


def test_the_buttons_lead_to_related_facts_the_figure_a_chat_and_the_channel() -> None:
    related, exports, copy, share, channel = buttons(markup(facts_reply(BASE, [ROCKETS], "en")))
    assert (related["callback_data"], exports["callback_data"]) == ("fact:anvils", "fact:exports")
    assert copy["copy_text"]["text"] == (
        "Rockets built: more than 19,000 rockets (Desert News, 2021-04-24) https://example.org/acme?a=1&b=2"
    )
    assert share["switch_inline_query_chosen_chat"]["query"] == "Rockets built"
    assert channel == {"text": "Join the Acme channel", "url": "https://t.me/acme", "style": "primary"}


def test_the_copied_text_leaves_out_a_link_that_does_not_fit() -> None:
    article = replace(BASE.announcement, url="https://example.org/" + "a" * 250)
    base = replace(BASE, announcement=article)
    copied = buttons(markup(facts_reply(base, [ROCKETS], "en")))[2]["copy_text"]["text"]
    assert copied == "Rockets built: more than 19,000 rockets (Desert News, 2021-04-24)"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_keyboard_of_an_answer_tells_which_fact_it_shows(language: str) -> None:
    for fact in BASE.facts:
        assert shown_fact(BASE, facts_reply(BASE, [fact], language).keyboard) == fact.id
    assert shown_fact(BASE, facts_reply(BASE, BASE.facts, language).keyboard) is None
    assert shown_fact(BASE, all_facts_reply(BASE, language).keyboard) is None


def test_an_unsure_answer_offers_up_to_three_choices() -> None:
    base = many_facts(5)
    reply = answer_reply(base, answered(Outcome.UNSURE, suggestions=tuple(fact.id for fact in base.facts)))
    assert reply.text == texts("en").did_you_mean
    assert labels(markup(reply)) == ["Fact 0", "Fact 1", "Fact 2"]


def test_a_known_gap_has_its_own_words_and_offers_the_nearest_facts() -> None:
    gap = answered(Outcome.NOT_TOLD, not_told="price", suggestions=("anvils", "gone"))
    reply = answer_reply(BASE, gap)
    assert reply.text.startswith("The announcement names &lt;no&gt; price.\n\n")
    assert labels(markup(reply)) == ["Anvils sold"]


def test_a_known_gap_is_explained_in_the_readers_language() -> None:
    assert "لا يذكر السعر." in answer_reply(BASE, answered(Outcome.NOT_TOLD, "ar", not_told="price")).text


def test_where_nothing_is_found_the_reply_says_what_the_announcement_is_about() -> None:
    reply = answer_reply(BASE, answered(Outcome.NOTHING, suggestions=("rockets",)))
    assert "rockets &amp; anvils" in reply.text
    assert labels(markup(reply)) == ["Rockets built"]


def test_where_nothing_is_found_a_group_gets_one_line() -> None:
    reply = answer_reply(BASE, answered(Outcome.NOTHING, suggestions=("rockets",)), short=True)
    assert "\n" not in reply.text
    assert reply.keyboard is None


@pytest.mark.parametrize("short", [False, True])
def test_a_question_about_somebody_else_names_them_escaped_and_shortened(short: bool) -> None:
    answer = answered(Outcome.NOTHING, reason=Reason.OTHER_NAME, detail="<b>" + "x" * 5000)
    reply = answer_reply(BASE, answer, short=short)
    assert opening(texts("en").other_name) + "&lt;b&gt;xxx" in reply.text
    assert utf16_length(reply.text) < 300


def test_a_question_about_another_time_says_so() -> None:
    answer = answered(Outcome.NOTHING, reason=Reason.OTHER_TIME, detail="2015")
    assert "2015" in answer_reply(BASE, answer).text


def test_a_greeting_and_thanks_are_returned() -> None:
    for reason, said in ((Reason.GREETING, texts("en").greeting), (Reason.THANKS, texts("en").thanks)):
        assert answer_reply(BASE, answered(Outcome.NOTHING, reason=reason)).text.startswith(opening(said))


def test_a_message_without_words_gets_one_sentence_and_two_buttons() -> None:
    reply = answer_reply(BASE, answered(Outcome.NOTHING, reason=Reason.EMPTY))
    assert reply.text.startswith(opening(texts("en").small_talk["abilities"]))
    assert len(labels(markup(reply))) == 2
    assert answer_reply(BASE, answered(Outcome.NOTHING, reason=Reason.EMPTY), short=True) == usage_reply(BASE, "en")


def test_the_usage_shows_an_example_in_the_readers_language() -> None:
    assert "How many rockets did Acme build?" in usage_reply(BASE, "en").text
    assert "\u2068الصواريخ\u2069" in usage_reply(BASE, "ar").text


def test_many_facts_are_offered_a_page_at_a_time() -> None:
    base = many_facts(100)
    first, last = markup(all_facts_reply(base, "en")), markup(all_facts_reply(base, "en", 3))
    for page in (first, last):
        check_reply_markup(page["reply_markup"])
    assert [button["callback_data"] for button in buttons(first)[40:-1]] == ["facts:2"]
    assert labels(last)[:2] == ["Fact 80", "Fact 81"]
    assert [button["callback_data"] for button in buttons(last)[20:-1]] == ["facts:2"]


def test_source_channel_and_follow_have_a_reply_even_where_no_fact_is_named_so() -> None:
    source, channel = fact_reply(BASE, "source", "en"), fact_reply(BASE, "channel", "en")
    assert source is not None
    assert channel is not None
    assert "<b>Acme &lt;counts&gt; its things</b>" in source.text
    assert buttons(markup(channel))[0]["url"] == "https://t.me/acme"
    assert fact_reply(BASE, "follow", "en") == channel


def test_a_fact_of_the_fact_base_goes_before_the_stand_in() -> None:
    source = replace(EXPORTS, id="source", figure="Desert News")
    reply = fact_reply(replace(BASE, facts=(source,)), "source", "en")
    assert reply is not None
    assert "<b>Desert News</b>" in reply.text


@pytest.mark.parametrize(
    ("code", "language"), [("ar", "ar"), ("AR-eg", "ar"), ("en-GB", "en"), ("xx", "en"), (None, "en")]
)
def test_the_readers_language_is_the_nearest_that_is_spoken(code: str | None, language: str) -> None:
    assert reader_language(BASE, code) == language


def test_the_buttons_of_a_reply_are_written_once() -> None:
    reply = facts_reply(BASE, BASE.facts[:1], "en")
    assert reply.keyboard is not None
    assert reply.buttons is reply.buttons
    assert reply.buttons == {"reply_markup": reply.keyboard.to_json()}
