"""What people do in a chat becomes the updates that Telegram would send, as PTB's own filters read them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Message, Update
from telegram.ext import filters

from bot.terminal.bot_api import LocalBotApi, LocalChat, Person

Json = dict[str, Any]


@pytest.fixture
def chat(api: LocalBotApi) -> LocalChat:
    """Give a private chat."""
    return LocalChat(api)


@pytest.fixture
def group(api: LocalBotApi) -> LocalChat:
    """Give a group with topics."""
    return LocalChat.group(api, Person(1003, "Ada", "ada", "de"), forum=True)


def read(update: Json, bot: Bot) -> Update:
    """Read an update as PTB does."""
    return Update.de_json(update, bot)


def message_of(update: Json, bot: Bot) -> Message:
    """Read an update's message as PTB does."""
    message = read(update, bot).effective_message
    assert message
    return message


def test_a_question_comes_from_its_person(chat: LocalChat, bot: Bot) -> None:
    update = read(chat.write("How many patents?"), bot)
    assert update.message
    assert update.message.text == "How many patents?"
    assert filters.ChatType.PRIVATE.check_update(update)
    assert update.effective_user
    assert (update.effective_user.full_name, update.effective_user.language_code) == ("Mei", "en")


def test_commands_and_mentions_are_marked_at_utf16_offsets(chat: LocalChat, bot: Bot) -> None:
    message = message_of(chat.write("🇨🇳 /ask@announcement_bot @ada_l see https://x.y/z and a@b.com 1/2"), bot)
    assert list(message.parse_entities().values()) == ["/ask@announcement_bot", "@ada_l", "https://x.y/z"]
    assert [entity.type for entity in message.entities] == ["bot_command", "mention", "url"]


def test_a_command_is_a_command(chat: LocalChat, bot: Bot) -> None:
    assert filters.COMMAND.check_update(read(chat.write("/patents"), bot))
    assert not filters.COMMAND.check_update(read(chat.write("patents"), bot))


def test_a_mention_by_name_bears_the_bot(group: LocalChat, bot: Bot) -> None:
    message = message_of(group.mention("Announcement", "how many patents?"), bot)
    (entity,) = message.entities
    assert (entity.type, entity.user, message.parse_entity(entity)) == ("text_mention", bot.bot, "Announcement")


def test_a_group_message_tells_its_topic_and_what_it_replies_to(group: LocalChat, bot: Bot) -> None:
    first = group.write("How many patents?", message_thread_id=7)
    message = message_of(group.write("/ask", message_thread_id=7, reply_to_message=first["message"]), bot)
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (7, True, True)
    assert message.reply_to_message
    assert message.reply_to_message.text == "How many patents?"


def test_an_edit_keeps_the_message_s_id(chat: LocalChat, bot: Bot) -> None:
    written = chat.write("/patents")
    edited = read(chat.edit(written["message"], "/trademarks"), bot).edited_message
    assert edited
    assert (edited.message_id, edited.text) == (written["message"]["message_id"], "/trademarks")
    assert list(edited.parse_entities().values()) == ["/trademarks"]
    assert edited.edit_date


def test_media_are_what_they_are(chat: LocalChat, bot: Bot) -> None:
    photo = message_of(chat.photo("@announcement_bot how many patents?"), bot)
    assert list(photo.parse_caption_entities().values()) == ["@announcement_bot"]
    assert filters.PHOTO.check_update(read(chat.photo(""), bot))
    assert filters.VOICE.check_update(read(chat.voice(), bot))
    assert filters.Sticker.STATIC.check_update(read(chat.sticker(), bot))


async def test_a_pressed_button_belongs_to_the_bot_s_last_message(chat: LocalChat, bot: Bot) -> None:
    chat.write("/start")
    sent = await bot.send_message(1001, "Hello")
    query = read(chat.press("fact:patents"), bot).callback_query
    assert query
    assert query.message
    assert (query.data, query.message.message_id) == ("fact:patents", sent.message_id)
    inline = read(chat.press_inline("fact:patents", "inline-1"), bot).callback_query
    assert inline
    assert (inline.message, inline.inline_message_id) == (None, "inline-1")


def test_inline_and_guest_queries_can_be_answered_by_their_id(chat: LocalChat, group: LocalChat, bot: Bot) -> None:
    inline = read(chat.inline("patents"), bot).inline_query
    assert inline
    assert (inline.query, inline.offset, inline.id.isdecimal()) == ("patents", "", True)
    chosen = read(chat.chosen("patents", "pat"), bot).chosen_inline_result
    assert chosen
    assert (chosen.result_id, chosen.query) == ("patents", "pat")
    guest = read(group.guest("@announcement_bot patents?"), bot)
    assert filters.UpdateType.GUEST_MESSAGE.check_update(guest)
    assert guest.guest_message
    assert guest.guest_message.guest_query_id


def test_who_is_no_person_can_be_told(group: LocalChat, api: LocalBotApi, bot: Bot) -> None:
    assert filters.IS_AUTOMATIC_FORWARD.check_update(read(group.automatic_forward("A post"), bot))
    admin = message_of(group.anonymous_admin("How many patents?"), bot)
    assert admin.sender_chat
    assert admin.sender_chat == admin.chat
    post = read(LocalChat.channel(api).post("A post"), bot)
    assert filters.UpdateType.CHANNEL_POST.check_update(post)
    other = message_of(group.write("Beep", sender=Person(5, "Other", is_bot=True)), bot)
    assert other.from_user
    assert other.from_user.is_bot


def test_a_change_of_membership_tells_before_and_after(chat: LocalChat, bot: Bot) -> None:
    member = read(chat.member("kicked"), bot).my_chat_member
    assert member
    assert (member.old_chat_member.status, member.new_chat_member.status) == ("member", "kicked")


def test_updates_are_numbered_upwards(chat: LocalChat) -> None:
    first, second = chat.write("one"), chat.inline("two")
    assert first["update_id"] < second["update_id"]
