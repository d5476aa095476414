"""The HTTP client: connections are used again, and every error says whether the call may have arrived."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import Conflict, NetworkError, TimedOut

from bot.chat.client import AiohttpRequest, UpdatesRequest
from bot.chat.response import ConnectionLost, NotSent, NotTelegram
from bot.terminal.bot_api import LocalBotApi, LocalChat
from tests.bot_api_server import BotApiServer

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
TOKEN = "123456:local"


@asynccontextmanager
async def serving(answer: Answering) -> AsyncIterator[str]:
    """Serve connections by hand, and close them; give the address for a Bot."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}/bot"


@asynccontextmanager
async def calling(url: str) -> AsyncIterator[Bot]:
    """Open a Bot over the client; it is not initialized, as that needs a server that answers getMe."""
    request, updates = AiohttpRequest(8, 5), UpdatesRequest(2, 5)
    for each in (request, updates):
        await each.initialize()
    try:
        yield Bot(TOKEN, base_url=url, request=request, get_updates_request=updates)
    finally:
        for each in (request, updates):
            await each.shutdown()


async def read_call(reader: asyncio.StreamReader) -> bytes:
    """Read one whole request."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
    return head + await reader.readexactly(int(length.partition(b":")[2]))


async def replying(writer: asyncio.StreamWriter, status: str, body: bytes, kind: str = "application/json") -> None:
    """Write one whole response."""
    writer.write(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()


async def test_calls_one_after_the_other_share_one_connection() -> None:
    connections = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while not reader.at_eof():
            try:
                await read_call(reader)
            except asyncio.IncompleteReadError:
                break
            await replying(writer, "200 OK", b'{"ok":true,"result":true}')

    async with serving(answer) as url, calling(url) as bot:
        for _ in range(20):
            assert await bot.delete_my_commands()
    assert connections == 1


async def test_the_bot_api_is_called_as_over_the_librarys_own_client() -> None:
    api = LocalBotApi()
    chat = LocalChat(api)
    async with BotApiServer(api, TOKEN) as server, calling(f"{server.url}/bot") as bot:
        assert (await bot.get_me()).username == "announcement_bot"
        chat.write("hello")
        sent = await bot.send_message(chat.chat["id"], "19,000 &amp; <b>more</b> 专利", parse_mode="HTML")
    assert chat.replies[-1]["text"] == "19,000 & more 专利"
    assert (sent.chat_id, sent.message_id) == (chat.chat["id"], chat.replies[-1]["message_id"])
    assert sent.text is None, "the bot knows what it said, and need not parse it"


async def test_an_update_that_cannot_be_parsed_costs_only_itself(caplog: pytest.LogCaptureFixture) -> None:
    api = LocalBotApi()
    first, last = (LocalChat(api).write(text) for text in ("first", "last"))
    broken = {"update_id": 10**6, "message": {"text": 5}}
    for update in (first, broken, last | {"update_id": 10**6 + 1}):
        api.mailbox.put(update)
    async with BotApiServer(api, TOKEN) as server, calling(f"{server.url}/bot") as bot:
        updates = await bot.get_updates()
    assert [update.message and update.message.text for update in updates] == ["first", None, "last"]
    assert updates[1].update_id == 10**6, "or it could never be confirmed"
    (record,) = (record for record in caplog.records if record.name == "bot.chat.updates")
    assert record.getMessage().startswith("skipping update 1000000: its message cannot be parsed: ")


async def test_a_refused_request_for_updates_is_an_error() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_call(reader)
        await replying(writer, "409 Conflict", b'{"ok":false,"error_code":409,"description":"Conflict: other"}')

    async with serving(answer) as url, calling(url) as bot:
        with pytest.raises(Conflict, match="other"):
            await bot.get_updates()


async def test_a_file_is_sent_with_its_name_and_the_other_parameters() -> None:
    calls: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append(await read_call(reader))
        await replying(writer, "200 OK", b'{"ok":true,"result":true}')

    async with serving(answer) as url, calling(url) as bot:
        assert await bot.set_webhook("https://example.org", certificate=InputFile(b"PEM", filename="own.pem"))
    (call,) = calls
    assert b"multipart/form-data" in call
    assert b'filename="own.pem"' in call
    assert b"PEM" in call
    assert b"https://example.org" in call


async def test_an_answer_that_takes_too_long_may_have_arrived() -> None:
    arrived = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_call(reader)
        arrived.set()
        await reader.read()

    async with serving(answer) as url, calling(url) as bot:
        with pytest.raises(TimedOut) as raised:
            await bot.send_message(1, "text", read_timeout=0.05)
    assert arrived.is_set()
    assert not isinstance(raised.value, NotSent)


async def test_a_connection_that_breaks_may_have_carried_the_call_and_is_not_tried_again() -> None:
    calls = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        await read_call(reader)
        calls += 1

    async with serving(answer) as url, calling(url) as bot:
        with pytest.raises(ConnectionLost):
            await bot.send_message(1, "text")
    assert calls == 1


async def test_without_a_connection_nothing_was_sent() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Do nothing."""

    async with serving(answer) as url:
        pass  # nobody listens there any more
    async with calling(url) as bot:
        with pytest.raises(NotSent, match="Cannot connect to host") as raised:
            await bot.send_message(1, "text")
    assert TOKEN not in repr(raised.value)


async def test_waiting_for_a_free_connection_ends_as_not_sent() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(answer) as url:
        request = AiohttpRequest(1, 5)
        await request.initialize()
        first = asyncio.create_task(request.do_request(f"{url}{TOKEN}/getMe", "POST"))
        await asyncio.sleep(0)
        with pytest.raises(NotSent) as raised:
            await request.do_request(f"{url}{TOKEN}/getMe", "POST", connect_timeout=0.02, pool_timeout=0.02)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await request.shutdown()
    assert TOKEN not in f"{raised.value!r}"


async def test_a_gateways_page_is_an_error_of_the_network() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_call(reader)
        await replying(writer, "502 Bad Gateway", b"<html>502</html>", "text/html")

    async with serving(answer) as url, calling(url) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.get_me()
    assert isinstance(raised.value, NotTelegram)


async def test_no_error_shows_the_token_not_even_by_its_cause() -> None:
    request = AiohttpRequest(1, 1)
    await request.initialize()
    with pytest.raises(NotSent) as raised:
        await request.do_request(f"http://[bad/bot{TOKEN}/getMe", "POST")
    await request.shutdown()
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert TOKEN not in str(raised.value)


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        await replying(writer, "200 OK", b'{"ok":true,"result":true}')

    async with serving(proxy) as address:
        monkeypatch.setenv("http_proxy", address.removesuffix("/bot"))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with calling("http://telegram.invalid/bot") as bot:
            assert await bot.delete_my_commands()
    assert asked[0].startswith(b"POST http://telegram.invalid/bot")


async def test_the_library_knows_the_default_timeout() -> None:
    assert AiohttpRequest(1, 7.5).read_timeout == 7.5
