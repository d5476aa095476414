"""Inline mode and guest mode: facts for chats that the bot is not a member of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.fact_names import FactNames
from bot.facts import load
from bot.facts.language import texts
from bot.matching import load_matcher
from bot.terminal.bot_api import Person
from tests.room import BASE, Room, buttons, many_facts, open_room, opening, room_fixture

room = room_fixture
ROOT = Path(__file__).parents[2]


async def ask_inline(room: Room, query: str = "", offset: str = "") -> dict[str, Any]:
    """Type an inline query and give the bot's answer to it."""
    update = room.chat.inline(query, offset)
    await room.take(update)
    return room.api.answers[update["inline_query"]["id"]]


async def test_an_empty_query_offers_all_facts(room: Room) -> None:
    answer = await ask_inline(room)
    assert [result["id"] for result in answer["results"]] == ["rockets", "anvils", "exports"]
    assert "button" not in answer


async def test_a_result_shows_the_figure_and_sends_the_answer(room: Room) -> None:
    result = (await ask_inline(room))["results"][0]
    assert (result["title"], result["description"]) == ("more than 19,000 rockets", "Rockets built")
    sent = room.api.inline_messages[room.api.choose(result)]
    await room.say("/rockets")
    assert sent["text"] == room.chat.replies[0]["text"]
    assert sent["reply_markup"] == room.chat.replies[0]["reply_markup"]


@pytest.mark.parametrize("query", ["anvils", "Anvils sold", " ANVILS SOLD ", "How many anvils were sold?"])
async def test_the_best_result_comes_first(room: Room, query: str) -> None:
    assert (await ask_inline(room, query))["results"][0]["id"] == "anvils"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("anv", ["anvils"]),
        ("ANVIL S", ["anvils"]),
        ("built", ["rockets"]),
        ("overs", ["exports"]),
        ("rocket", ["rockets", "exports"]),
        ("rockets ex", ["exports"]),
    ],
)
async def test_unfinished_words_find_the_facts_with_a_name_that_has_them(
    room: Room, query: str, found: list[str]
) -> None:
    assert [result["id"] for result in (await ask_inline(room, query))["results"]][: len(found)] == found


def test_a_name_that_equals_the_query_goes_before_those_that_begin_with_it_and_later_words() -> None:
    first, second, third = (replace(BASE.facts[2], keywords=(name,)) for name in ("oversea", "seas", "sea"))
    facts = tuple(replace(fact, id=f"f{n}", title="T") for n, fact in enumerate((first, second, third)))
    inner = replace(facts[0], id="inner", keywords=("the sea-side",))
    assert FactNames(replace(BASE, facts=(inner, *facts))).search("sea", "en") == ["f2", "f1", "inner"]


def test_unfinished_words_are_looked_for_as_written_and_in_the_readers_language() -> None:
    names = FactNames(BASE)
    for language, found in (("ar", ["rockets"]), ("en", [])):
        assert names.search("الصوار", language) == found
        assert names.search("rockets b", language) == ["rockets"]


async def test_a_query_is_understood_in_the_readers_language() -> None:
    async with open_room(load(ROOT / "facts.yaml"), person=Person(language_code="de")) as room:
        assert (await ask_inline(room, "KI"))["results"][0]["id"] == "purpose", "in other languages it is not AI"


# By language: a query that somebody is still typing, and the fact that is to come first, where that is clear.
UNFINISHED = {
    "en": "pa patents / tradem trademarks / desi designs / how_ - / how - / how many tradem trademarks / ge - / wh -",
    "de": "pa patents / wi - / wiev - / wie v - / wie viele mar trademarks / inv investment / desi designs",
    "es": "pa patents / cu - / cuán - / mar trademarks / cuántas pat patents / inv investment",
    "ru": "па patents / ско - / сколько пат patents / инв investment / тор trademarks",
    "zh": "专 patents / 专利 patents / 多少 - / 商 trademarks / 外 designs",
}


@pytest.mark.parametrize("code", UNFINISHED)
async def test_while_a_word_is_unfinished_there_is_something_and_the_sure_comes_first(code: str) -> None:
    async with open_room(load_matcher(ROOT / "facts.yaml"), person=Person(language_code=code)) as room:
        seen = {}
        for case in UNFINISHED[code].split(" / "):
            query, _, first = case.rpartition(" ")
            results = [result["id"] for result in (await ask_inline(room, query))["results"]]
            seen[case] = bool(results) and first in ("-", results[0])
        assert [case for case, is_right in seen.items() if not is_right] == []


async def test_a_figure_is_found_by_its_beginning(room: Room) -> None:
    assert (await ask_inline(room, "27,0"))["results"][0]["id"] == "anvils"
    assert (await ask_inline(room, "nearly ha"))["results"][0]["id"] == "exports"


async def test_no_match_is_no_result_but_a_button_into_the_chat(room: Room) -> None:
    answer = await ask_inline(room, "blah blah")
    assert answer["results"] == []
    assert answer["button"] == {"text": texts("en").inline_more, "start_parameter": "help"}


async def test_answers_are_personal_because_they_depend_on_the_readers_language() -> None:
    async with open_room(person=Person(language_code="ar")) as room:
        answer = await ask_inline(room)
        assert answer["is_personal"] is True
        assert answer["cache_time"] == 300
        assert answer["results"][0]["title"] == "أكثر من 19,000"


async def test_more_than_fifty_facts_come_in_pages() -> None:
    async with open_room(many_facts(120)) as room:
        seen, offset = [], ""
        for size in (50, 50, 20):
            answer = await ask_inline(room, "", offset)
            assert len(answer["results"]) == size
            seen += [result["id"] for result in answer["results"]]
            offset = answer.get("next_offset", "")
        assert offset == ""
        assert seen == [f"f{number}" for number in range(120)]


@pytest.mark.parametrize("offset", ["x", "-1", "²", "9999"])
async def test_a_strange_offset_does_no_harm(room: Room, offset: str) -> None:
    assert len((await ask_inline(room, "", offset))["results"]) in (0, 3)


async def test_the_query_of_the_share_button_finds_its_fact(room: Room) -> None:
    await room.say("/exports")
    (share,) = (button for button in buttons(room.chat.replies[0]) if button["text"] == texts("en").share)
    answer = await ask_inline(room, share["switch_inline_query_chosen_chat"]["query"])
    assert answer["results"][0]["id"] == "exports"


async def test_a_guest_mention_is_answered_once(room: Room) -> None:
    update = room.group().guest("@announcement_bot How many rockets did Acme build?")
    await room.take(update)
    (answer,) = room.api.sent("answerGuestQuery")
    assert answer["guest_query_id"] == update["guest_message"]["guest_query_id"]
    (sent,) = room.api.inline_messages.values()
    assert "more than 19,000 rockets" in sent["text"]
    assert room.api.sent("sendMessage") == []


@pytest.mark.parametrize("text", ["@announcement_bot blah blah", "@announcement_bot", "@announcement_bot /gibberish"])
async def test_a_guest_mention_always_gets_one_short_answer(room: Room, text: str) -> None:
    await room.take(room.group().guest(text))
    (sent,) = room.api.inline_messages.values()
    assert sent["text"].startswith((opening(texts("en").not_found_short), opening(texts("en").ask_usage)))
    assert "\n" not in sent["text"]
    assert buttons(sent) == []


async def test_a_guest_mention_as_a_reply_takes_the_other_messages_text(room: Room) -> None:
    group = room.group()
    other = group.message("How many rockets did Acme build?", sender=Person(2, "Ada"))
    await room.take(group.guest("@announcement_bot", reply_to_message=other))
    (sent,) = room.api.inline_messages.values()
    assert "more than 19,000 rockets" in sent["text"]


async def test_a_guests_question_is_understood_from_the_answer_that_it_replies_to(room: Room) -> None:
    shared, asked = await answer_shared(room), room.note_questions()
    await room.take(room.group().guest("@announcement_bot and overseas?", reply_to_message=shared))
    assert asked == [("and overseas?", "rockets")]


async def test_a_reply_to_an_answer_that_somebody_shared_is_read_like_one_to_the_bot(room: Room) -> None:
    shared, asked = await answer_shared(room), room.note_questions()
    await room.say("and overseas?", room.group(), reply_to_message=shared)
    assert asked == [("and overseas?", "rockets")]


async def answer_shared(room: Room) -> dict[str, Any]:
    """Return the message with which somebody shares an answer through inline mode."""
    result = (await ask_inline(room, "rockets"))["results"][0]
    words = {"text": "Rockets", "reply_markup": result["reply_markup"], "via_bot": room.api.bot}
    return room.group().message(sender=Person(2, "Ada")) | words
