"""Edits: the answer follows its question."""

from __future__ import annotations

import pytest

from bot.chat.context import REMEMBERED
from bot.facts.language import texts
from tests.room import Room, opening, room_fixture

room = room_fixture


async def test_an_edited_question_edits_its_answer(room: Room) -> None:
    message = await room.say("How many rockets did Acme build?")
    await room.take(room.chat.edit(message, "How many anvils were sold?"))
    (reply,) = room.chat.replies
    assert "27,000 anvils" in reply["text"]


async def test_an_edited_command_edits_its_answer(room: Room) -> None:
    message = await room.say("/rockets")
    await room.take(room.chat.edit(message, "/anvils"))
    (reply,) = room.chat.replies
    assert "27,000 anvils" in reply["text"]


async def test_every_further_edit_is_followed(room: Room) -> None:
    message = await room.say("/rockets")
    for text, figure in (("/anvils", "27,000 anvils"), ("/rockets", "19,000 rockets"), ("/exports", "nearly half")):
        await room.take(room.chat.edit(message, text))
        (reply,) = room.chat.replies
        assert figure in reply["text"]


async def test_an_edit_with_the_same_words_changes_nothing(room: Room) -> None:
    message = await room.say("/rockets")
    await room.take(room.chat.edit(message, "/rockets"))
    assert room.api.sent("editMessageText") == []


async def test_a_question_that_can_no_longer_be_answered_edits_its_answer_too(room: Room) -> None:
    message = await room.say("/rockets")
    await room.take(room.chat.edit(message, "blah blah"))
    (reply,) = room.chat.replies
    assert reply["text"].startswith(opening(texts("en").not_found))


@pytest.mark.parametrize("text", ["How many rockets did Acme build?", "/rockets"])
async def test_an_edit_of_a_message_that_is_not_remembered_is_ignored(
    room: Room, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    message = room.chat.message("some older words")
    await room.take(room.chat.edit(message, text))
    assert room.chat.replies == []
    assert room.api.sent("sendMessage") == []
    assert caplog.records == []


async def test_an_edited_question_whose_answer_is_gone_gets_a_new_one(room: Room) -> None:
    message = await room.say("/rockets")
    room.api.messages[room.chat.chat["id"]].pop(room.chat.replies[0]["message_id"])
    await room.take(room.chat.edit(message, "/anvils"))
    (reply,) = room.chat.replies
    assert "27,000 anvils" in reply["text"]
    await room.take(room.chat.edit(message, "/exports"))
    (reply,) = room.chat.replies
    assert "nearly half" in reply["text"], "the new answer follows the question as the old one did"


async def test_a_group_question_that_no_longer_mentions_the_bot_keeps_its_answer(room: Room) -> None:
    group = room.group()
    message = await room.say("@announcement_bot How many rockets did Acme build?", group)
    await room.take(group.edit(message, "How many anvils were sold?"))
    assert "more than 19,000 rockets" in group.replies[0]["text"]


async def test_the_answers_remembered_are_the_last_thousand(room: Room) -> None:
    first, *_ = [await room.say("/privacy" if number else "/rockets") for number in range(REMEMBERED + 1)]
    await room.take(room.chat.edit(first, "/anvils"))
    assert len(room.app.bot_data.exchanges) == REMEMBERED
    assert room.api.sent("editMessageText") == []
