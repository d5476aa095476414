"""The Bot API in the process, as python-telegram-bot's own Bot sees it."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import InlineQueryResultArticle as Article
from telegram import InputTextMessageContent as Content
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


@pytest.fixture
def chat(api: LocalBotApi) -> LocalChat:
    """Give a private chat in which the person has pressed Start."""
    chat = LocalChat(api)
    chat.write("/start")
    return chat


async def test_the_bot_is_as_botfather_has_set_it() -> None:
    request = LocalRequest(LocalBotApi(username="other_bot", inline=False, guest=False, reads_all=True))
    async with Bot("1:local", request=request, get_updates_request=request) as bot:
        assert (bot.bot.username, bot.supports_inline_queries) == ("other_bot", False)
        assert (bot.bot.supports_guest_queries, bot.can_read_all_group_messages) == (False, True)


async def test_a_message_comes_back_as_the_chat_shows_it(bot: Bot, chat: LocalChat) -> None:
    message = await bot.send_message(1001, " <b>19,000</b> &amp; more ", parse_mode="HTML", reply_markup=BUTTON)
    assert (message.text, message.text_html) == ("19,000 & more", "<b>19,000</b> &amp; more")
    assert message.chat.type == "private"
    assert message.from_user == bot.bot
    assert message.reply_markup == BUTTON
    assert [reply["text"] for reply in chat.replies] == ["19,000 & more"]


async def test_all_calls_are_recorded_in_order(bot: Bot, api: LocalBotApi, chat: LocalChat) -> None:
    await bot.send_chat_action(1001, "typing")
    await bot.send_message(1001, "one")
    assert [call.method for call in api.calls] == ["getMe", "sendChatAction", "sendMessage"]
    assert api.sent("sendMessage") == [{"chat_id": 1001, "text": "one"}]


async def test_the_bot_cannot_write_first(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1001, "Hello")


async def test_the_bot_cannot_write_to_who_has_blocked_it_until_they_come_back(bot: Bot, chat: LocalChat) -> None:
    chat.member("kicked")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(1001, "Hello")
    chat.member("member")
    await bot.send_message(1001, "Hello again")


async def test_the_bot_cannot_write_where_it_has_left(bot: Bot, api: LocalBotApi) -> None:
    group = LocalChat.group(api)
    group.write("Hello")
    await bot.leave_chat(group.chat["id"])
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.chat["id"], "Hello")


async def test_a_reply_shows_the_message_it_replies_to(bot: Bot, chat: LocalChat) -> None:
    question = chat.write("How many patents?")["message"]["message_id"]
    reply = await bot.send_message(1001, "19,000", reply_to_message_id=question)
    assert reply.reply_to_message
    assert reply.reply_to_message.text == "How many patents?"


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_allowed(bot: Bot, chat: LocalChat) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(1001, "19,000", reply_to_message_id=999)
    message = await bot.send_message(1001, "19,000", reply_to_message_id=999, allow_sending_without_reply=True)
    assert message.reply_to_message is None


async def test_an_answer_stays_in_its_topic_while_there_is_one(bot: Bot, api: LocalBotApi) -> None:
    forum = LocalChat.group(api, forum=True)
    forum.write("How many patents?", message_thread_id=7)
    message = await bot.send_message(forum.chat["id"], "19,000", message_thread_id=7)
    assert (message.message_thread_id, message.is_topic_message) == (7, True)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.chat["id"], "19,000", message_thread_id=8)


async def test_an_edit_changes_the_message_in_place(bot: Bot, chat: LocalChat) -> None:
    message = await bot.send_message(1001, "<b>one</b>", parse_mode="HTML", reply_markup=BUTTON)
    edited = await bot.edit_message_text("two", 1001, message.message_id)
    assert isinstance(edited, type(message))
    assert (edited.text, edited.entities, edited.reply_markup) == ("two", (), None)
    assert [reply["text"] for reply in chat.replies] == ["two"]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat: LocalChat) -> None:
    message = await bot.send_message(1001, "one", reply_markup=BUTTON)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("one", 1001, message.message_id, reply_markup=BUTTON)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(1001, message.message_id, reply_markup=BUTTON)
    await bot.edit_message_reply_markup(1001, message.message_id)
    assert "reply_markup" not in chat.replies[0]


async def test_only_messages_of_the_bot_can_be_edited(bot: Bot, chat: LocalChat) -> None:
    question = chat.write("Hello")["message"]["message_id"]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Bye", 1001, question)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Bye", 1001, 999)


async def test_a_query_is_answered_once(bot: Bot, api: LocalBotApi, chat: LocalChat) -> None:
    await bot.send_message(1001, "one", reply_markup=BUTTON)
    callback_query = chat.press("more")["callback_query"]["id"]
    inline_query = chat.inline("patents")["inline_query"]["id"]
    guest_query = chat.guest("@announcement_bot patents")["guest_message"]["guest_query_id"]
    article = Article("patents", "19,000", Content("19,000"))
    await bot.answer_callback_query(callback_query, "Here")
    await bot.answer_inline_query(inline_query, [article])
    await bot.answer_guest_query(guest_query, article)
    assert api.answers[callback_query]["text"] == "Here"
    assert set(api.answers) == {callback_query, inline_query, guest_query}
    for answer in (
        bot.answer_callback_query(callback_query),
        bot.answer_inline_query(inline_query, [article]),
        bot.answer_guest_query(guest_query, article),
        bot.answer_callback_query("never asked"),
    ):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
            await answer


async def test_a_guest_answer_can_be_edited_by_its_inline_message_id(bot: Bot, api: LocalBotApi) -> None:
    query = LocalChat.group(api).guest("@announcement_bot patents")["guest_message"]["guest_query_id"]
    sent = await bot.answer_guest_query(query, Article("patents", "19,000", Content("19,000"), reply_markup=BUTTON))
    assert api.inline_messages[sent.inline_message_id]["text"] == "19,000"
    assert await bot.edit_message_text("27,000", inline_message_id=sent.inline_message_id) is True
    assert api.inline_messages[sent.inline_message_id]["text"] == "27,000"
    with pytest.raises(BadRequest):
        await bot.edit_message_text("27,000", inline_message_id="unknown")


async def test_a_guest_question_does_not_make_the_bot_a_member(bot: Bot, api: LocalBotApi) -> None:
    group = LocalChat.group(api)
    group.guest("@announcement_bot patents")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(group.chat["id"], "19,000")


async def test_menus_are_kept_by_scope_and_language(bot: Bot, api: LocalBotApi) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("ask", "Fragen")], BotCommandScopeAllGroupChats(), "de")
    assert api.profile.menu() == ["help"]
    assert api.profile.menu("all_group_chats", "de") == ["ask"]
    assert await bot.get_my_commands(BotCommandScopeAllGroupChats(), "de") == (BotCommand("ask", "Fragen"),)
    assert await bot.get_my_commands(BotCommandScopeAllGroupChats()) == ()
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


async def test_descriptions_fall_back_to_the_general_language(bot: Bot) -> None:
    await bot.set_my_description("Answers")
    await bot.set_my_description("Antworten", "de")
    await bot.set_my_short_description("Short")
    await bot.set_my_name("Name")
    assert (await bot.get_my_description("de")).description == "Antworten"
    assert (await bot.get_my_description("fr")).description == "Answers"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_my_name()).name == "Name"


async def test_a_fault_strikes_the_next_call_of_its_method_only(
    bot: Bot, api: LocalBotApi, chat: LocalChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the library warns that it will be so one day
    api.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", {"retry_after": 3})
    api.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await bot.send_chat_action(1001, "typing")
    with pytest.raises(RetryAfter, match="Flood control exceeded"):
        await bot.send_message(1001, "one")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(1001, "one")
    await bot.send_message(1001, "one")
    assert len(chat.replies) == 1


async def test_an_unknown_method_is_not_found(bot: Bot, api: LocalBotApi) -> None:
    assert await api.call("makeCoffee", {}) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    with pytest.raises(InvalidToken):
        await bot.log_out()


# ---- getUpdates ---------------------------------------------------------------------------------


async def test_an_offset_confirms_what_came_before_it(bot: Bot, api: LocalBotApi) -> None:
    chat = LocalChat(api)
    first, second = api.queue(chat.write("one")), api.queue(chat.write("two"))
    assert [update.update_id for update in await bot.get_updates()] == [first["update_id"], second["update_id"]]
    assert len(await bot.get_updates(limit=1)) == 1
    assert [update.message.text for update in await bot.get_updates(second["update_id"]) if update.message] == ["two"]
    assert await bot.get_updates(second["update_id"] + 1) == ()
    await api.mailbox.until_confirmed()


async def test_a_waiting_poll_wakes_when_an_update_is_queued(bot: Bot, api: LocalBotApi) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await api.until_called("getUpdates")
    assert not poll.done()
    api.queue(LocalChat(api).write("Hello"))
    assert len(await asyncio.wait_for(poll, 1)) == 1


async def test_an_update_is_confirmed_by_the_next_offset_and_not_by_being_fetched(bot: Bot, api: LocalBotApi) -> None:
    await asyncio.wait_for(api.mailbox.until_confirmed(), 1)
    for text in ("one", "two"):
        update_id = api.queue(LocalChat(api).write(text))["update_id"]
        confirmed = asyncio.create_task(api.mailbox.until_confirmed())
        assert len(await bot.get_updates(update_id)) == 1
        assert not (await asyncio.wait({confirmed}, timeout=0))[0]
        await bot.get_updates(update_id + 1)
        await asyncio.wait_for(confirmed, 1)


async def test_what_waits_can_be_dropped(bot: Bot, api: LocalBotApi) -> None:
    for drop in (bot.delete_webhook, lambda **dropping: bot.set_webhook("https://example.org/", **dropping)):
        api.queue(LocalChat(api).write("Hello"))
        await drop(drop_pending_updates=True)
        await asyncio.wait_for(api.mailbox.until_confirmed(), 1)
        assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_kinds_of_updates_that_are_not_allowed_do_not_arrive(bot: Bot, api: LocalBotApi) -> None:
    chat = LocalChat(api)
    await bot.get_updates(allowed_updates=["inline_query"])
    api.queue(chat.write("Hello"))
    api.queue(chat.inline("patents"))
    assert [update.inline_query is not None for update in await bot.get_updates()] == [True]
    await bot.get_updates(api.next_id(), allowed_updates=[])
    api.queue(chat.write("Hello"))
    assert len(await bot.get_updates()) == 1


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: Bot, api: LocalBotApi) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=60))
    await api.until_called("getUpdates")
    assert await bot.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 1)


async def test_a_webhook_and_polling_exclude_each_other(bot: Bot, api: LocalBotApi) -> None:
    await bot.set_webhook("https://example.org/hook", secret_token="s3cret", allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates) == ("https://example.org/hook", ("message",))
    assert api.mailbox.allowed == ("message",)
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://example.org/hook", None),
        ("https://example.org:8080/hook", None),
        ("https://example.org/hook", "s p a c e"),
        ("https://example.org/hook", "x" * 257),
    ],
)
async def test_a_webhook_that_telegram_could_not_call_is_refused(bot: Bot, url: str, secret: str | None) -> None:
    with pytest.raises(BadRequest):
        await bot.set_webhook(url, secret_token=secret)


async def test_a_message_to_another_person_is_not_seen_in_this_chat(
    bot: Bot, api: LocalBotApi, chat: LocalChat
) -> None:
    other = LocalChat(api, Person(1002, "Jan"))
    other.write("/start")
    await bot.send_message(1002, "Hello Jan")
    assert (len(chat.replies), len(other.replies)) == (0, 1)
