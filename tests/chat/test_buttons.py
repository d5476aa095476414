"""Buttons: what a press leads to."""

from __future__ import annotations

import pytest

from bot.facts.language import texts
from bot.terminal.bot_api import Person
from tests.room import Room, buttons, labels, many_facts, open_room, room_fixture

room = room_fixture


async def test_a_facts_button_brings_a_new_message_in_private(room: Room) -> None:
    await room.say("/facts")
    press = room.chat.press("fact:anvils")
    await room.take(press)
    listed, fact = room.chat.replies
    assert listed["text"] == texts("en").choose
    assert "27,000 anvils" in fact["text"]
    assert press["callback_query"]["id"] in room.api.answers, "or the button would go on spinning"


async def test_in_a_group_a_list_of_choices_becomes_the_answer(room: Room) -> None:
    group = room.group()
    await room.say("/facts", group)
    await room.take(group.press("fact:anvils"))
    (reply,) = group.replies
    assert "27,000 anvils" in reply["text"]


async def test_in_a_group_an_answer_is_never_taken_away(room: Room) -> None:
    group = room.group()
    await room.say("/rockets", group)
    await room.take(group.press("fact:anvils", sender=Person(2, "Ada")))
    rockets, anvils = group.replies
    assert "more than 19,000 rockets" in rockets["text"]
    assert "27,000 anvils" in anvils["text"]
    assert anvils["reply_to_message"]["message_id"] == rockets["message_id"]


async def test_the_button_for_all_facts_lists_them(room: Room) -> None:
    await room.say("hello")
    await room.take(room.chat.press("facts"))
    assert labels(room.chat.replies[-1])[:3] == ["Rockets built", "Anvils sold", "Rockets exported"]


async def test_the_pages_of_all_facts_are_turned_in_place() -> None:
    async with open_room(many_facts(50)) as room:
        await room.say("/facts")
        await room.take(room.chat.press("facts:2"))
        (reply,) = room.chat.replies
        assert labels(reply)[0] == "Fact 40"


@pytest.mark.parametrize("data", ["fact:gone", "fact:", "old", "", "facts:x", "facts:99999999999999"])
async def test_an_old_or_unknown_button_is_answered_kindly(room: Room, data: str) -> None:
    await room.say("/rockets")
    press = room.chat.press(data)
    await room.take(press)
    answer = room.api.answers[press["callback_query"]["id"]]
    assert answer["text"] == texts("en").old_button
    assert answer["show_alert"] is True
    assert len(room.chat.replies) == 1


async def test_a_button_answers_in_the_language_of_the_person_who_presses_it(room: Room) -> None:
    await room.say("/facts")
    await room.take(room.chat.press("fact:rockets", sender=Person(language_code="ar")))
    assert "أكثر من 19,000" in room.chat.replies[-1]["text"]


async def test_a_button_of_an_inline_message_edits_it(room: Room) -> None:
    await room.take(query := room.chat.inline(""))
    result = room.api.answers[query["inline_query"]["id"]]["results"][0]
    message_id = room.api.choose(result)
    await room.take(room.chat.press_inline("fact:anvils", message_id))
    assert "27,000 anvils" in room.api.inline_messages[message_id]["text"]


async def test_a_button_of_a_message_too_old_to_be_seen_still_answers(room: Room) -> None:
    await room.say("/facts")
    hidden = {"chat": room.chat.chat, "message_id": room.chat.replies[0]["message_id"], "date": 0}
    await room.take(room.chat.press("fact:anvils", hidden))
    assert "27,000 anvils" in room.chat.replies[-1]["text"]


async def test_every_button_that_the_bot_makes_leads_somewhere(room: Room) -> None:
    for command in ("/start", "/facts", "/rockets", "hello", "blah"):
        await room.say(command)
    pressed = {
        button["callback_data"] for reply in room.chat.replies for button in buttons(reply) if "callback_data" in button
    }
    for data in pressed:
        before = len(room.chat.replies)
        await room.take(room.chat.press(data))
        assert len(room.chat.replies) == before + 1, data
