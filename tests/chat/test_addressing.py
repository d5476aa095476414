"""In groups the bot is silent unless it is addressed, and brief."""

from __future__ import annotations

import pytest

from bot.facts.language import texts
from bot.terminal.bot_api import LocalChat, Person
from tests.room import Room, labels, opening, room_fixture

room = room_fixture
QUESTION = "How many rockets did Acme build?"
FIGURE = "more than 19,000 rockets"


@pytest.fixture
def group(room: Room) -> LocalChat:
    """Open a group with the bot in it."""
    return room.group()


async def test_talk_in_a_group_is_not_answered(room: Room, group: LocalChat) -> None:
    await room.say(QUESTION, group)
    await room.take(group.voice(), group.photo(QUESTION))
    assert group.replies == []


@pytest.mark.parametrize("text", [f"/ask {QUESTION}", "/rockets", "/rockets@announcement_bot"])
async def test_a_command_is_answered_as_a_reply_to_it(room: Room, group: LocalChat, text: str) -> None:
    message = await room.say(text, group)
    (reply,) = group.replies
    assert FIGURE in reply["text"]
    assert reply["reply_to_message"]["message_id"] == message["message_id"]


@pytest.mark.parametrize("text", [f"@announcement_bot {QUESTION}", f"🚀 {QUESTION} @Announcement_Bot"])
async def test_a_mention_is_answered(room: Room, group: LocalChat, text: str) -> None:
    await room.say(text, group)
    assert FIGURE in group.replies[0]["text"]


async def test_the_mention_is_not_part_of_the_question(room: Room, group: LocalChat) -> None:
    asked = room.note_questions()
    await room.say(f"👩‍🚀 @announcement_bot {QUESTION}", group)
    await room.say(f"/ask @announcement_bot {QUESTION}", group)
    assert [" ".join(question.split()) for question, _ in asked] == [f"👩‍🚀 {QUESTION}", QUESTION]


async def test_a_mention_by_name_and_a_mention_in_a_caption_are_answered(room: Room, group: LocalChat) -> None:
    await room.take(group.mention("Announcement", QUESTION), group.photo(f"@announcement_bot {QUESTION}"))
    assert [FIGURE in reply["text"] for reply in group.replies] == [True, True]


async def test_a_mention_of_somebody_else_is_not_answered(room: Room, group: LocalChat) -> None:
    await room.say(f"@announcement_bot_2 {QUESTION}", group)
    assert group.replies == []


async def test_a_mention_without_a_question_gets_short_help(room: Room, group: LocalChat) -> None:
    await room.say("@announcement_bot", group)
    (reply,) = group.replies
    assert "How many rockets" in reply["text"]
    assert labels(reply) == []


async def test_a_reply_to_the_bot_is_answered(room: Room, group: LocalChat) -> None:
    await room.say("/anvils", group)
    await room.say(QUESTION, group, reply_to_message=group.replies[0])
    assert FIGURE in group.replies[1]["text"]


async def test_a_reply_to_somebody_else_is_not_answered(room: Room, group: LocalChat) -> None:
    other = group.message("What do you think?", sender=Person(2, "Ada"))
    await room.say(QUESTION, group, reply_to_message=other)
    assert group.replies == []


async def test_ask_as_a_reply_takes_the_other_messages_text(room: Room, group: LocalChat) -> None:
    ada = Person(2, "Ada")
    photo = group.message(sender=ada) | {"caption": QUESTION}
    for target in (group.message(QUESTION, sender=ada), photo):
        await room.say("/ask", group, reply_to_message=target)
    assert [FIGURE in reply["text"] for reply in group.replies] == [True, True]


async def test_ask_as_a_reply_takes_the_part_that_is_quoted(room: Room, group: LocalChat) -> None:
    target = group.message(f"How many anvils were sold? {QUESTION}", sender=Person(2, "Ada"))
    await room.say("/ask", group, reply_to_message=target, quote={"text": QUESTION, "position": 27})
    assert FIGURE in group.replies[0]["text"]
    assert "anvils" not in group.replies[0]["text"].casefold()


async def test_ask_as_a_reply_to_the_bot_itself_explains_how_to_ask(room: Room, group: LocalChat) -> None:
    await room.say("/rockets", group)
    await room.say("/ask", group, reply_to_message=group.replies[0])
    assert opening(texts("en").ask_usage) in group.replies[1]["text"]


async def test_nothing_found_is_one_short_line(room: Room, group: LocalChat) -> None:
    await room.say("/ask blah blah", group)
    assert group.replies[0]["text"] == texts("en").not_found_short
    assert labels(group.replies[0]) == []


@pytest.mark.parametrize(
    "text", ["/nonsense", "/nonsense@other_bot", "/help@other_bot", "/ban@other_bot @announcement_bot"]
)
async def test_commands_that_are_not_for_the_bot_are_not_answered(room: Room, group: LocalChat, text: str) -> None:
    await room.say(text, group)
    assert group.replies == []


async def test_a_command_to_another_bot_is_not_answered_even_as_a_reply(room: Room, group: LocalChat) -> None:
    await room.say("/rockets", group)
    await room.say("/ban@other_bot", group, reply_to_message=group.replies[0])
    assert len(group.replies) == 1


async def test_an_unknown_command_for_the_bot_by_name_is_answered(room: Room, group: LocalChat) -> None:
    await room.say("/nonsense@announcement_bot", group)
    assert group.replies[0]["text"].startswith(texts("en").unknown_command)


async def test_a_group_is_welcomed_without_filling_its_screen(room: Room, group: LocalChat) -> None:
    await room.say("/start@announcement_bot", group)
    assert labels(group.replies[0]) == [texts("en").all_facts, "Join the Acme channel"]


async def test_automatic_forwards_bots_and_channels_are_ignored(room: Room, group: LocalChat) -> None:
    text = f"@announcement_bot {QUESTION}"
    await room.take(group.automatic_forward(text), group.automatic_forward("/rockets"))
    await room.say(text, group, sender=Person(9, "Other", is_bot=True))
    channel = Person(136817688, "Channel", is_bot=True)
    await room.say("/rockets", group, sender=channel, sender_chat={"id": -1002, "type": "channel", "title": "News"})
    assert group.replies == []


async def test_an_anonymous_admin_is_a_person(room: Room, group: LocalChat) -> None:
    await room.take(group.anonymous_admin(f"/ask {QUESTION}"))
    assert FIGURE in group.replies[0]["text"]


async def test_an_answer_stays_in_its_topic(room: Room) -> None:
    forum = room.group(forum=True)
    await room.say(f"/ask {QUESTION}", forum, message_thread_id=7)
    assert forum.replies[0]["message_thread_id"] == 7


async def test_a_message_in_a_topic_that_the_bot_opened_is_not_a_reply_to_it(room: Room) -> None:
    forum = room.group(forum=True)
    opening = forum.message() | {"from": room.api.bot, "forum_topic_created": {"name": "Acme", "icon_color": 7322096}}
    await room.say(QUESTION, forum, message_thread_id=7, reply_to_message=opening)
    assert forum.replies == []


# ---- entities that no text can have -----------------------------------------------------------------

OUTSIDE = [(0, 5000), (5000, 3), (-3, 2), (0, 0), (3, -1), (10**12, 10**12), (1, 1), (0, 1)]


@pytest.mark.parametrize("kind", ["mention", "bot_command", "text_mention", "bold"])
@pytest.mark.parametrize(("offset", "length"), OUTSIDE)
async def test_a_text_is_answered_whatever_its_entities_are_said_to_be(
    room: Room, group: LocalChat, kind: str, offset: int, length: int
) -> None:
    entity = {"type": kind, "offset": offset, "length": length}
    if kind == "text_mention":
        entity["user"] = room.chat.person.as_json()
    text = f"🚀 {QUESTION}" if kind == "mention" else f"Ask: {QUESTION}" if length < 2 else f"/ask {QUESTION}"
    if (kind, offset) != ("bot_command", 0) or length > len(text):
        await room.say(text, entities=[entity])
        photo = room.chat.photo(text)
        photo["message"]["caption_entities"] = [entity]
        await room.take(photo)
        assert [FIGURE in reply["text"] for reply in room.chat.replies] == [True, True]
    addressed = {"type": "mention", "offset": 0, "length": len("@announcement_bot")}
    await room.say(f"@announcement_bot {QUESTION}", group, entities=[addressed, entity | {"type": "bold"}])
    assert FIGURE in group.replies[0]["text"]


async def test_an_entity_that_begins_within_a_character_costs_nothing(room: Room, group: LocalChat) -> None:
    halves = [{"type": "mention", "offset": offset, "length": length} for offset, length in ((1, 2), (0, 1))]
    await room.say(f"🚀 {QUESTION}", entities=halves)
    await room.say(f"\ud83d {QUESTION}", entities=halves)
    assert [FIGURE in reply["text"] for reply in room.chat.replies] == [True, True]
