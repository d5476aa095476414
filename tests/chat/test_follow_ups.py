"""In a private chat a question may go on from the answer before it, for ten minutes; in a group only from a reply."""

from __future__ import annotations

from bot.chat.context import NOTHING_SHOWN, SPOKEN_OF, BotData, Shown
from bot.facts.language import texts
from bot.replies.plain import SUMMARY
from bot.replies.render import ECHO, fact_reply, usage_reply
from tests.room import BASE, Room, labels, room_fixture, shared_matcher

room = room_fixture
ROCKETS, ANVILS, EXPORTS = "more than 19,000 rockets", "27,000 anvils", "nearly half of them"


def last(room: Room) -> str:
    """Return the text of the bot's last message."""
    return str(room.chat.replies[-1]["text"])


async def test_a_question_goes_on_from_the_answer_before_it(room: Room) -> None:
    await room.say("How many rockets did Acme build?")
    await room.say("the second one")
    assert EXPORTS in last(room)


async def test_more_than_is_said_gets_an_honest_reply_with_related_buttons(room: Room) -> None:
    await room.say("How many rockets did Acme build?")
    await room.say("tell me more")
    assert last(room) == texts("en").no_more.format(title="Rockets built")
    assert labels(room.chat.replies[-1])[:2] == ["Anvils sold", "Rockets exported"]
    await room.say("/rockets")
    await room.say("why?")
    assert last(room) == texts("en").no_more.format(title="Rockets built")


async def test_a_button_a_command_and_a_link_are_gone_on_from_as_well(room: Room) -> None:
    for ask in ("/rockets", "/start rockets"):
        await room.say("/privacy")
        await room.say(ask)
        await room.say("more")
        assert last(room) == texts("en").no_more.format(title="Rockets built")
    await room.take(room.chat.press("fact:anvils", room.chat.replies[-1]))
    await room.say("more")
    assert last(room) == texts("en").no_more.format(title="Anvils sold")


async def test_small_talk_in_between_changes_nothing_and_a_new_question_does(room: Room) -> None:
    await room.say("/rockets")
    await room.say("thanks!")
    await room.say("more")
    assert last(room) == texts("en").no_more.format(title="Rockets built")
    await room.say("How many anvils were sold?")
    await room.say("more")
    assert last(room) == texts("en").no_more.format(title="Anvils sold")


async def test_a_miss_in_between_is_not_gone_on_from_but_more_is_of_what_was_shown(room: Room) -> None:
    await room.say("/anvils")
    await room.say("What is the capital of France?")
    await room.say("since when?")
    assert "Anvils sold" not in last(room)
    await room.say("more")
    assert last(room) == texts("en").no_more.format(title="Anvils sold")


async def test_a_reply_goes_on_from_its_own_message(room: Room) -> None:
    await room.say("/rockets")
    rockets = room.chat.replies[-1]
    await room.say("/anvils")
    await room.say("more", reply_to_message=rockets)
    assert last(room) == texts("en").no_more.format(title="Rockets built")


async def test_a_short_message_is_read_in_the_language_of_the_conversation(room: Room) -> None:
    await room.say("¿Qué puedes hacer? ¿Me puedes ayudar?")
    await room.say("jajaja")
    assert last(room) == texts("es").small_talk["laugh"]


async def test_nothing_is_remembered_in_a_group(room: Room) -> None:
    group = room.group()
    await room.say("/rockets", group)
    await room.say("/ask the second one", group)
    assert EXPORTS not in group.replies[-1]["text"]
    assert not room.app.bot_data.shown


def test_what_was_shown_is_forgotten_after_ten_minutes_and_bounded() -> None:
    clock = [0.0]
    data = BotData(shared_matcher(), timer=lambda: clock[0])
    reply = fact_reply(BASE, "rockets", "en")
    assert reply is not None
    data.note_shown(1, reply)
    clock[0] = SPOKEN_OF - 1
    assert data.shown[1] == Shown("rockets", ("anvils", "exports"))
    data.note_shown(1, usage_reply(BASE, "en"))
    assert data.shown_in(1) == Shown(None, (), "rockets")
    clock[0] = SPOKEN_OF + 1
    assert data.shown_in(1) == NOTHING_SHOWN
    for chat_id in range(int(data.shown.maxsize) + 5):
        data.note_shown(chat_id, reply)
    assert len(data.shown) == data.shown.maxsize


async def test_everything_is_five_lines_with_a_handful_of_buttons(room: Room) -> None:
    await room.say("tell me everything")
    assert 1 < len(last(room).splitlines()) <= 1 + SUMMARY
    assert len(labels(room.chat.replies[-1])) <= SUMMARY


async def test_a_refusal_is_gone_on_from_and_said_once_more(room: Room) -> None:
    await room.say("How many rockets does Globex have?")
    refusal = last(room)
    assert refusal != texts("en").not_found
    await room.say("what did you say?")
    assert last(room) == refusal
    await room.say("thanks")
    await room.say("and how many does Acme have?")
    assert ROCKETS in last(room)
    await room.say("repeat")
    assert ROCKETS in last(room)


async def test_a_part_that_is_not_told_leaves_the_fact_spoken_of(room: Room) -> None:
    await room.say("How many rockets did Acme build?")
    await room.say("how many a day?")
    assert texts("en").no_breakdown in last(room)
    await room.say("more")
    assert last(room) == texts("en").no_more.format(title="Rockets built")


def test_of_a_refusal_neither_the_question_nor_a_long_name_is_kept() -> None:
    data = BotData(shared_matcher())
    answer = data.matcher.answer(f"How many rockets does {'Globex' * 20} have?")
    assert answer.refused == "rockets"
    data.note_shown(1, data.reply(answer), answer)
    kept = data.shown[1].refused
    assert kept is not None
    assert (kept.question, kept.refused) == ("", "rockets")
    assert len(kept.detail) <= ECHO
