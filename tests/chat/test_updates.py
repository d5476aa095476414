"""Reading updates: a part that cannot be read never costs the part that can."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update
from telegram.error import NetworkError

from bot.chat.updates import PLAIN, Form, is_form, parse_updates, read_update
from tests.room import Room, room_fixture

room = room_fixture
OLD_POLL = {"id": "1", "question": "Which?", "options": [{"text": "this", "voter_count": 1}], "type": "regular"}
NO_ENTITY: list[dict[str, Any]] = [
    {"type": "bot_command", "offset": -1, "length": 8},
    {"type": "bot_command", "offset": 0, "length": 80},
    {"type": "mention", "offset": 2**70, "length": 1},
    {"type": "mention", "offset": "0", "length": None},
    {"type": "mention", "offset": 0, "length": 0},
    {"type": "mention"},
]


@pytest.mark.parametrize(
    "part",
    [
        {"reply_to_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "poll": OLD_POLL}},
        {"poll": OLD_POLL},
        {"quote": {}},
        {"external_reply": {"origin": 5}},
        {"forward_origin": {"type": "user"}},
        {"link_preview_options": "none"},
        {"via_bot": {}},
        {"checklist": {}, "giveaway": [], "users_shared": {"x": 1}},
    ],
    ids=lambda part: "+".join(part),
)
async def test_a_question_is_answered_whatever_else_is_in_its_message(
    room: Room, part: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    await room.say("How many rockets did Acme build?", **part)
    assert "19,000 rockets" in room.chat.replies[-1]["text"]
    assert all(record.exc_info is None for record in caplog.records if record.name.startswith("bot."))


async def test_of_the_message_that_is_replied_to_only_what_cannot_be_read_is_left_out(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    replied = room.chat.message("What is this?") | {"poll": OLD_POLL}
    update = read_update(room.chat.write("rockets?", reply_to_message=replied), room.app.bot)
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.text == "What is this?"
    (record,) = caplog.records
    assert "is read without message.reply_to_message.poll: " in record.getMessage()


@pytest.mark.parametrize("entity", NO_ENTITY, ids=str)
async def test_entities_that_lie_outside_their_text_are_not_there(room: Room, entity: dict[str, Any]) -> None:
    await room.say("/rockets", entities=[entity, {"type": "bot_command", "offset": 0, "length": 8}])
    assert "19,000 rockets" in room.chat.replies[-1]["text"]


async def test_an_entity_that_cuts_a_letter_in_two_is_not_there(room: Room) -> None:
    text = "\N{ROCKET}rockets"
    await room.say(text, entities=[{"type": "mention", "offset": 1, "length": 3}])
    assert "19,000 rockets" in room.chat.replies[-1]["text"]


def test_what_has_no_number_costs_only_itself(room: Room) -> None:
    good = room.chat.write("/rockets")
    given = [{}, {"update_id": "7"}, {"update_id": True}, {"update_id": 2**63}, {"message": {}}, good]
    assert parse_updates(json.dumps({"ok": True, "result": given}).encode())["result"] == [good]


def test_a_batch_without_any_number_is_an_error_of_the_network() -> None:
    with pytest.raises(NetworkError):
        parse_updates(b'{"ok": true, "result": [{}]}')


def of_kind(kind: Any) -> st.SearchStrategy[Any]:
    """Return any value of a kind."""
    if isinstance(kind, tuple):
        return of_form(kind)
    if isinstance(kind, range):
        return st.integers(kind.start, kind.stop - 1)
    return {int: st.integers(), str: st.text(), bool: st.booleans()}[kind]


def of_form(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """Return any object of a form."""
    needed, possible = ({name: of_kind(kind) for name, kind in part.items()} for part in form)
    return st.fixed_dictionaries(needed, optional=possible)


@given(of_form(PLAIN))
def test_a_plain_message_can_be_parsed_whatever_stands_in_it(data: dict[str, Any]) -> None:
    assert is_form(data, PLAIN)
    update = Update.de_json(data, None)
    assert update.message
    assert update.message.text == data["message"].get("text")


def test_what_people_write_is_a_plain_message(room: Room) -> None:
    assert is_form(room.chat.write("How many rockets?"), PLAIN)


@pytest.mark.parametrize(
    "part", [{"date": "1"}, {"date": 2**60}, {"date": True}, {"text": None}, {"chat": {}}, {"x": 1}]
)
def test_a_message_with_anything_odd_is_not_plain(room: Room, part: dict[str, Any]) -> None:
    data = room.chat.write("How many rockets?")
    assert not is_form(data | {"message": data["message"] | part}, PLAIN)
    assert not is_form({"message": data["message"]}, PLAIN)
