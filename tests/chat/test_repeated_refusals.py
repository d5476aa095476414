"""A chat is not sent the same sentence without a figure again and again."""

from __future__ import annotations

import pytest

from bot.chat.context import SPOKEN_OF, BotData
from bot.facts.language import language_codes, texts
from bot.matching.answer import Answer, Outcome, Reason
from bot.terminal.bot_api import LocalChat, Person
from tests.room import Room, labels, opening, room_fixture, shared_matcher

room = room_fixture
WALL, AGAIN = opening(texts("en").not_found), texts("en").not_found_again
UNANSWERED = ("what is love?", "do they like dogs?", "what about cats?", "any birds?", "and fish?")


async def replies_to(room: Room, *messages: str, chat: LocalChat | None = None) -> list[str]:
    """Write messages one after the other, and return the texts of the bot's replies."""
    chat = chat or room.chat
    before = len(chat.replies)
    for message in messages:
        await room.say(message, chat)
    return [str(reply["text"]) for reply in chat.replies[before:] if reply["from"]["is_bot"]]


async def test_what_is_not_told_is_said_in_full_once_then_in_short_and_once_with_the_brief(room: Room) -> None:
    first, second, third, fourth, fifth = await replies_to(room, *UNANSWERED)
    assert first.startswith(WALL)
    assert second == fourth == fifth == AGAIN
    assert third.startswith(AGAIN)
    assert "more than 19,000 rockets" in third
    assert labels(room.chat.replies[-1])[0] == texts("en").all_facts


async def test_it_is_said_in_full_again_once_a_fact_was_shown(room: Room) -> None:
    for ask in ("How many rockets did Acme build?", "/rockets"):
        *_, last = await replies_to(room, *UNANSWERED[:2], ask, UNANSWERED[2])
        assert last.startswith(WALL)


async def test_small_talk_in_between_does_not_bring_it_back(room: Room) -> None:
    *_, last = await replies_to(room, UNANSWERED[0], "thanks", UNANSWERED[1])
    assert last == AGAIN


async def test_another_reason_is_always_told(room: Room) -> None:
    found = await replies_to(room, UNANSWERED[0], "What does an anvil cost?", "And in Germany?", "cost of an anvil?")
    assert not any(text.startswith(AGAIN) for text in found)


async def test_a_gap_and_no_more_are_said_in_full_once_and_then_with_the_facts_that_fit(room: Room) -> None:
    full, short = await replies_to(room, "What does an anvil cost?", "What does an anvil cost?")
    assert full.startswith("The announcement names <no> price.")
    assert short.startswith(AGAIN)
    _, more, again = await replies_to(room, "How many rockets did Acme build?", "why?", "tell me more")
    assert more == texts("en").no_more.format(title="Rockets built")
    assert again == f"{AGAIN}\n\n{texts('en').nearest}"
    assert labels(room.chat.replies[-1]) == ["Anvils sold", "Rockets exported"]


async def test_the_fact_that_was_shown_is_still_spoken_of_after_the_short_sentence(room: Room) -> None:
    *_, last = await replies_to(room, "How many rockets did Acme build?", "why?", "tell me more", "the second one")
    assert "nearly half of them" in last


async def test_what_can_be_asked_is_told_whenever_somebody_asks(room: Room) -> None:
    first, second = await replies_to(room, "What can you do?", "What can you do?")
    assert first == second
    assert not first.startswith(AGAIN)


async def test_marks_alone_get_one_sentence_and_two_buttons_and_then_the_short_one(room: Room) -> None:
    first, second = await replies_to(room, "???", "...")
    assert first.startswith(opening(texts("en").small_talk["abilities"]))
    assert second == AGAIN
    assert len(labels(room.chat.replies[-1])) == 2


async def test_an_edit_is_no_second_time(room: Room) -> None:
    message = await room.say(UNANSWERED[0])
    await room.take(room.chat.edit(message, UNANSWERED[1]))
    assert room.chat.replies[-1]["text"].startswith(WALL)


async def test_other_chats_and_groups_are_not_counted(room: Room) -> None:
    await room.say(UNANSWERED[0])
    (other,) = await replies_to(room, UNANSWERED[1], chat=LocalChat(room.api, Person(2002, "Ann")))
    assert other.startswith(WALL)
    group = room.group()
    assert AGAIN not in await replies_to(room, *(f"/ask {each}" for each in UNANSWERED), chat=group)


@pytest.mark.parametrize("code", language_codes())
async def test_every_language_has_a_short_sentence_of_its_own(room: Room, code: str) -> None:
    said = texts(code).not_found_again
    assert len(said) < len(texts(code).not_found) + len("Acme's rockets & anvils, what they cost and where they went")
    assert code == "en" or said != AGAIN
    reader = LocalChat(room.api, Person(3003, "Ann", language_code=code))
    await room.say("7531", reader)
    await room.say("7532", reader)
    assert reader.replies[-1]["text"].startswith(said)


def test_what_was_said_is_forgotten_after_ten_minutes() -> None:
    clock = [0.0]
    data = BotData(shared_matcher(), timer=lambda: clock[0])
    missed = Answer("?", Outcome.NOTHING, "en")
    assert [data.times_said(1, missed) for _ in range(3)] == [1, 2, 3]
    assert data.times_said(1, Answer("?", Outcome.NOT_TOLD, "en", reason=Reason.OTHER_NAME, detail="Ann")) == 1
    assert data.times_said(1, missed) == 1
    clock[0] = SPOKEN_OF + 1
    assert data.times_said(1, missed) == 1
