"""Errors: each leaves the one line that it deserves, and the next question is answered."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.facts.language import texts
from bot.matching.answer import Answer
from bot.matching.matcher import Matcher
from bot.service.outage import Outage
from tests.faulty_bot_api import HTML, SEND, Wire, answers, lines, refuses, wire_fixture
from tests.room import BASE, Room, room_fixture

room, wire = room_fixture, wire_fixture
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class FaultyMatcher(Matcher):
    """A matcher with a fault in it."""

    def answer(self, question: str, **fields: Any) -> Answer:
        """Fail."""
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "description",
    ["bot was blocked by the user", "user is deactivated", "bot was kicked from the supergroup chat"],
)
async def test_403_is_one_line_at_info(wire: Wire, caplog: pytest.LogCaptureFixture, description: str) -> None:
    wire.server.next(SEND, refuses(403, f"Forbidden: {description}"))
    assert await wire.ask_twice(caplog) == [
        (logging.INFO, f"not allowed to write to chat 1001: Forbidden: {description}")
    ]


@pytest.mark.parametrize(
    "description",
    [
        "not enough rights to send text messages to the chat",
        "have no rights to send a message",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_RESTRICTED",
        "TOPIC_CLOSED",
        "chat not found",
        "group chat was deactivated",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_GUEST_SEND_FORBIDDEN",
        "ALLOW_PAYMENT_REQUIRED",
        "CHANNEL_PRIVATE",
        "USER_BANNED_IN_CHANNEL",
        "PEER_ID_INVALID",
        "USER_IS_BLOCKED",
        "INPUT_USER_DEACTIVATED",
    ],
)
async def test_a_chat_where_the_bot_may_not_write_is_one_line_at_info(
    wire: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    wire.server.next(SEND, refuses(400, f"Bad Request: {description}"))
    ((level, _),) = await wire.ask_twice(caplog)
    assert level == logging.INFO


@pytest.mark.parametrize("description", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_answer_that_is_gone_is_written_anew(
    wire: Wire, caplog: pytest.LogCaptureFixture, description: str
) -> None:
    message = await wire.say("/rockets")
    wire.server.next("editMessageText", refuses(400, f"Bad Request: {description}"))
    await wire.take(wire.chat.edit(message, "/exports"))
    assert "nearly half" in wire.chat.replies[-1]["text"]
    assert lines(caplog) == []


@pytest.mark.parametrize(
    ("method", "description"),
    [
        ("editMessageText", "message is not modified: specified new message content is the same"),
        ("answerCallbackQuery", TOO_OLD),
        ("answerInlineQuery", TOO_OLD),
    ],
)
async def test_a_refusal_that_leaves_nothing_to_do_leaves_no_line(
    wire: Wire, caplog: pytest.LogCaptureFixture, method: str, description: str
) -> None:
    message = await wire.say("/rockets")
    wire.server.next(method, refuses(400, f"Bad Request: {description}"))
    await wire.take(wire.chat.edit(message, "/anvils"), wire.chat.inline("x"), wire.chat.press("fact:rockets"))
    assert not wire.server.faults[method]
    assert lines(caplog) == []
    assert "19,000 rockets" in wire.chat.replies[-1]["text"], "the press is answered"


async def test_an_edit_that_changes_nothing_leaves_no_line(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    message = await room.say("blah")
    await room.take(room.chat.edit(message, "blah blah"))
    assert len(room.api.sent("editMessageText")) == 1
    assert lines(caplog) == []


async def test_a_guest_query_that_is_too_old_is_one_line(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.server.next("answerGuestQuery", refuses(400, f"Bad Request: {TOO_OLD}"))
    await wire.take(wire.group().guest("@announcement_bot rockets"))
    assert [level for level, _ in lines(caplog)] == [logging.INFO]


async def test_an_unexpected_refusal_is_one_line_at_error(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.server.next(SEND, refuses(400, "Bad Request: SOMETHING_NEW"))
    assert await wire.ask_twice(caplog) == [(logging.ERROR, "Telegram refused a message to chat 1001: Something_new")]


async def test_an_error_of_our_own_has_a_traceback_and_an_apology(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.app.bot_data.matcher = FaultyMatcher(BASE)
    await room.say("How many rockets did Acme build?")
    assert [reply["text"] for reply in room.chat.replies] == [texts("en").error]
    (record,) = (record for record in caplog.records if record.name == "bot.chat.errors")
    assert record.exc_info


async def test_the_words_of_a_question_are_not_in_the_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await room.say("my-secret-words about rockets")
    room.api.fail_next(SEND, 403, "Forbidden: bot was blocked by the user")
    await room.say("more of my-secret-words")
    assert "my-secret-words" not in caplog.text


async def test_a_page_of_html_in_place_of_updates_is_one_short_line(wire: Wire) -> None:
    wire.server.next("getUpdates", answers(502, HTML, "text/html"))
    with pytest.raises(NetworkError) as error:
        await wire.app.bot.get_updates()
    assert len(Outage(1).explain(error.value)) < 400
