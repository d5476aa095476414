"""The private chat: commands, questions, and what is not text."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.facts.base import Fact
from bot.facts.language import load_languages, texts
from bot.journal import KeptTexts
from bot.replies.render import privacy_reply
from bot.terminal.bot_api import LocalChat, Person
from tests.room import BASE, Room, labels, open_room, opening, room_fixture

room = room_fixture
ALL_FACTS = ["Rockets built", "Anvils sold", "Rockets exported"]


async def test_a_question_gets_its_fact_in_one_message(room: Room) -> None:
    await room.say("How many rockets did Acme build?")
    (reply,) = room.chat.replies
    assert "more than 19,000 rockets" in reply["text"]
    assert "reply_to_message" not in reply, "a private chat needs no quoting"


async def test_links_have_no_preview(room: Room) -> None:
    await room.say("/rockets")
    assert room.api.sent("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize("fact", BASE.facts, ids=lambda fact: fact.id)
async def test_every_fact_is_a_command(room: Room, fact: Fact) -> None:
    await room.say(f"/{fact.id.upper()}")
    assert fact.quote in room.chat.replies[0]["text"]


@pytest.mark.parametrize("command", ["/source", "/channel", "/follow"])
async def test_source_channel_and_follow_are_commands_of_every_fact_base(room: Room, command: str) -> None:
    await room.say(command)
    assert labels(room.chat.replies[0]) == ["Join the Acme channel"]


async def test_start_welcomes_with_all_facts(room: Room) -> None:
    await room.say("/start")
    (reply,) = room.chat.replies
    assert reply["text"].startswith(opening(texts("en").welcome))
    assert "Acme's rockets & anvils" in reply["text"]
    assert labels(reply)[:3] == ALL_FACTS


async def test_a_deep_link_opens_its_fact(room: Room) -> None:
    await room.say("/start anvils")
    assert "27,000 anvils" in room.chat.replies[0]["text"]


@pytest.mark.parametrize("payload", ["gone", "help", "<b>", "anvils rockets"])
async def test_an_unknown_deep_link_welcomes(room: Room, payload: str) -> None:
    await room.say(f"/start {payload}")
    assert room.chat.replies[0]["text"].startswith(opening(texts("en").welcome))


@pytest.mark.parametrize(
    ("command", "words"),
    [("/help", texts("en").help), ("/facts", texts("en").choose), ("/privacy", texts("en").privacy)],
)
async def test_the_bots_own_commands_answer(room: Room, command: str, words: str) -> None:
    await room.say(command)
    assert room.chat.replies[0]["text"].startswith(opening(words))


async def test_ask_answers_what_follows_it(room: Room) -> None:
    await room.say("/ask@announcement_bot How many rockets did Acme build?")
    assert "more than 19,000 rockets" in room.chat.replies[0]["text"]


async def test_ask_alone_explains_how_to_use_it(room: Room) -> None:
    await room.say("/ask")
    assert "How many rockets did Acme build?" in room.chat.replies[0]["text"]


@pytest.mark.parametrize("command", ["/nonsense", "/nonsense@announcement_bot", "/help@other_bot"])
async def test_an_unknown_command_is_answered_in_private(room: Room, command: str) -> None:
    await room.say(command)
    (reply,) = room.chat.replies
    assert reply["text"].startswith(texts("en").unknown_command)


async def test_a_command_is_answered_in_the_language_of_the_readers_telegram() -> None:
    async with open_room(person=Person(language_code="ar")) as room:
        await room.say("/rockets")
        assert "أكثر من 19,000" in room.chat.replies[0]["text"]


async def test_a_caption_is_a_question(room: Room) -> None:
    await room.take(room.chat.photo("How many rockets did Acme build?"))
    assert "more than 19,000 rockets" in room.chat.replies[0]["text"]


async def test_a_voice_message_or_a_sticker_gets_one_hint(room: Room) -> None:
    await room.take(room.chat.voice(), room.chat.sticker())
    assert [reply["text"] for reply in room.chat.replies] == [texts("en").text_only] * 2


async def test_an_album_gets_one_reply(room: Room) -> None:
    await room.take(*(room.chat.voice(media_group_id="1") for _ in range(3)))
    assert len(room.chat.replies) == 1
    await room.take(room.chat.photo("How many anvils were sold?", media_group_id="2"))
    await room.take(room.chat.voice(media_group_id="2"))
    assert len(room.chat.replies) == 2


@pytest.mark.parametrize("first", [1, 2, 3])
async def test_an_album_with_a_caption_on_any_picture_gets_one_answer(room: Room, first: int) -> None:
    pictures = [room.chat.voice(media_group_id="1") for _ in range(3)]
    pictures[first - 1] = room.chat.photo("How many rockets did Acme build?", media_group_id="1")
    await room.take(*pictures)
    (reply,) = room.chat.replies
    assert "more than 19,000 rockets" in reply["text"]


async def test_two_captions_of_an_album_are_two_questions(room: Room) -> None:
    captions = ("How many rockets did Acme build?", "How many anvils were sold?")
    await room.take(room.chat.voice(media_group_id="1"))
    await room.take(*(room.chat.photo(caption, media_group_id="1") for caption in captions))
    assert [figure in reply["text"] for figure, reply in zip(("19,000", "27,000"), room.chat.replies, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("caption", ["/ask How many rockets did Acme build?", "/rockets", "/start rockets"])
async def test_a_command_in_a_caption_is_a_command(room: Room, caption: str) -> None:
    group = room.group()
    await room.take(room.chat.photo(caption), group.photo(caption))
    assert ["19,000 rockets" in chat.replies[0]["text"] for chat in (room.chat, group)] == [True, True]


async def test_an_unknown_command_in_a_caption_is_answered_in_private_alone(room: Room) -> None:
    group = room.group()
    await room.take(room.chat.photo("/nonsense"), group.photo("/nonsense"))
    assert room.chat.replies[0]["text"].startswith(texts("en").unknown_command)
    assert group.replies == []


@pytest.mark.parametrize("kind", ["poll", "checklist", "hologram"])
async def test_kinds_of_messages_without_words_get_the_hint_in_private(room: Room, kind: str) -> None:
    poll = {"id": "1", "question": "Rockets?", "options": [], "total_voter_count": 0, "is_closed": False}
    poll |= {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
    content = {"poll": poll, "checklist": {"title": "Rockets", "tasks": []}, "hologram": {"file_id": "1"}}
    for chat in (room.chat, room.group()):
        message = chat.message() | {kind: content[kind]}
        await room.take(room.api.register({"update_id": room.api.next_id(), "message": message}))
    assert [reply["text"] for reply in room.chat.replies] == [texts("en").text_only]
    assert room.group().replies == []


async def test_a_service_message_gets_no_reply(room: Room) -> None:
    pinned = room.chat.message("pinned")
    update = room.chat.write("x")
    del update["message"]["text"]
    await room.take({**update, "message": {**update["message"], "pinned_message": pinned}})
    assert room.chat.replies == []


async def test_an_answer_shared_through_inline_mode_into_the_bots_own_chat_is_no_question(room: Room) -> None:
    await room.say("How many rockets did Acme build?", via_bot=room.api.bot)
    assert room.chat.replies == []


async def test_a_reply_to_an_answer_is_understood_from_it(room: Room) -> None:
    asked = room.note_questions()
    await room.say("/rockets")
    await room.say("How many of them overseas?", reply_to_message=room.chat.replies[0])
    assert [shown for _, shown in asked] == ["rockets"]


async def test_channel_posts_and_business_messages_are_not_for_the_bot(room: Room) -> None:
    channel = LocalChat.channel(room.api)
    await room.take(channel.post("How many rockets did Acme build?"), channel.post("/rockets"))
    business = room.chat.message("How many rockets did Acme build?", business_connection_id="1")
    await room.take(
        {"update_id": 1, "business_message": business}, {"update_id": 2, "edited_business_message": business}
    )
    assert room.api.sent("sendMessage") == []


@pytest.mark.parametrize("kept", get_args(KeptTexts))
async def test_privacy_says_which_questions_are_written_down(room: Room, kept: KeptTexts) -> None:
    room.app.bot_data.kept_texts = kept
    await room.say("/privacy")
    said, text = texts("en"), room.chat.replies[-1]["text"]
    sentences = {"unanswered": said.privacy_texts, "all": said.privacy_all_texts}
    assert [name for name, sentence in sentences.items() if sentence in text] == [kept] * (kept != "none")
    assert (said.privacy_no_texts in text) is (kept != "all")


@pytest.mark.parametrize("code", sorted(load_languages()))
def test_privacy_names_the_thirty_days_in_every_language(code: str) -> None:
    assert "30" in privacy_reply(code, "unanswered").text
    assert "30" in privacy_reply(code, "all").text
    assert "30" not in privacy_reply(code).text
