"""The same Bot API over HTTP: python-telegram-bot's own HTTP client is served by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, InvalidToken

from bot.terminal.bot_api import LocalBotApi, LocalChat
from tests.bot_api_server import BotApiServer


@pytest.fixture
async def server(api: LocalBotApi) -> AsyncIterator[BotApiServer]:
    """Serve the API."""
    async with BotApiServer(api) as server:
        yield server


def http_bot(server: BotApiServer, token: str | None = None) -> Bot:
    """Make a Bot that talks HTTP with the server."""
    return Bot(token or server.token, base_url=f"{server.url}/bot")


async def test_a_bot_talks_to_it_over_http(server: BotApiServer, api: LocalBotApi) -> None:
    chat = LocalChat(api)
    question = chat.write("12345")["message"]["message_id"]
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="1")]])
    async with http_bot(server) as bot:
        await bot.send_message(1001, "19000", reply_markup=markup, reply_to_message_id=question)
        query = chat.press("1")["callback_query"]["id"]
        await bot.answer_callback_query(query, "1", show_alert=True)
    (reply,) = chat.replies
    assert (reply["text"], reply["reply_markup"]) == ("19000", markup.to_dict())
    assert reply["reply_to_message"]["text"] == "12345"
    assert api.answers[query] == {"callback_query_id": query, "text": "1", "show_alert": True}


async def test_errors_arrive_as_telegram_s_own(server: BotApiServer) -> None:
    async with http_bot(server) as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(1001, "Hello")


async def test_a_wrong_token_is_unauthorized(server: BotApiServer, api: LocalBotApi) -> None:
    with pytest.raises(InvalidToken, match="rejected by the server"):
        async with http_bot(server, "123456:wrong"):
            pass
    assert api.calls == []


async def test_a_waiting_poll_wakes_when_an_update_is_queued(server: BotApiServer, api: LocalBotApi) -> None:
    async with http_bot(server) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=60, allowed_updates=["message"]))
        await api.until_called("getUpdates")
        api.queue(LocalChat(api).write("Hello"))
        (update,) = await asyncio.wait_for(poll, 5)
    assert update.message
    assert update.message.text == "Hello"


async def test_it_takes_parameters_in_every_way_of_the_bot_api(server: BotApiServer, api: LocalBotApi) -> None:
    chat = LocalChat(api)
    chat.write("/start")
    fields = {"chat_id": "1001", "text": "1"}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    async with aiohttp.ClientSession(f"{server.url}/bot{server.token}/") as http:
        for answer in (
            http.get("sendMessage", params=fields),
            http.post("sendMessage", data=fields),
            http.post("sendMessage", data=multipart),
            http.post("sendMessage", json={"chat_id": 1001, "text": "1"}),
            http.post("test/sendMessage", json=fields),
        ):
            async with answer as response:
                assert response.status == 200
    assert [reply["text"] for reply in chat.replies] == ["1"] * 5
