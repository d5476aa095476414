"""The webhook: Telegram alone is heard, and gets its 200 when the question has been answered."""

from __future__ import annotations

import asyncio
import gzip
import hmac
import io
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.journal import Journal, JournalTable
from bot.service.intake import Intake
from bot.service.outage import Outage
from bot.service.polling import ALLOWED_UPDATES, poll
from bot.service.server import Health, serving
from bot.service.webhook import HEADER, Webhook, secret_of
from tests.room import TOKEN, Room, room_fixture

room = room_fixture
SECRET = "a-long-secret_of-42"
URL = "https://bot.example.org/telegram"


class Caller:
    """Telegram's side of the webhook, or a stranger's."""

    def __init__(self, session: aiohttp.ClientSession, base: str, stop: asyncio.Event) -> None:
        """Call at an address."""
        self.session, self.base, self.stop = session, base, stop

    async def call(self, body: Any, secret: str | None = SECRET, path: str = "/telegram") -> int:
        """Post a body (bytes, or what becomes JSON) and give the status of the reply."""
        headers = {HEADER: secret} if secret is not None else {}
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        async with self.session.post(self.base + path, data=data, headers=headers) as response:
            return response.status

    async def send(self, words: bytes) -> bytes:
        """Send bytes as they are, and give the first line that comes back."""
        reader, writer = await asyncio.open_connection("127.0.0.1", int(self.base.rpartition(":")[2]))
        writer.write(words)
        try:
            async with asyncio.timeout(5):
                return await reader.readline()
        finally:
            writer.close()


@asynccontextmanager
async def receiving(room: Room, folder: Path, hook: Webhook | None = None) -> AsyncIterator[Caller]:
    """Receive calls during the block, as the bot does with WEBHOOK_URL."""
    hook, stop = hook or Webhook(URL, SECRET), asyncio.Event()
    journal = Journal(JournalTable(f"sqlite:///{folder / 'journal.db'}", 123456))
    health, outage = Health(), Outage(0.01)
    async with serving(("127.0.0.1", 0), health, [hook.route]) as port, journal:
        task = asyncio.create_task(hook.receive(room.app, Intake(room.app, journal), stop, health, outage=outage))
        await room.api.until_called("getWebhookInfo")
        try:
            async with aiohttp.ClientSession() as session:
                yield Caller(session, f"http://127.0.0.1:{port}", stop)
        finally:
            stop.set()
            async with asyncio.timeout(5):
                await task


@pytest.fixture
async def caller(room: Room, tmp_path: Path) -> AsyncIterator[Caller]:
    """Give somebody who calls the bot's webhook."""
    async with receiving(room, tmp_path) as caller:
        yield caller


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


class Gate:
    """The Bot API's sendMessage, held until the gate is opened."""

    def __init__(self, room: Room) -> None:
        """Stand before a room's API."""
        self.reached, self.opened = asyncio.Event(), asyncio.Event()
        call = room.api.call

        async def held(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
            if method == "sendMessage":
                self.reached.set()
                await self.opened.wait()
            return await call(method, parameters)

        room.api.call = held  # type: ignore[method-assign]


# ---- what Telegram is told ----------------------------------------------------------------------


async def test_telegram_is_told_where_to_call_with_which_secret_and_for_what(room: Room, caller: Caller) -> None:
    (told,) = room.api.sent("setWebhook")
    assert told["url"] == URL
    assert told["secret_token"] == SECRET
    assert told["allowed_updates"] == [str(kind) for kind in ALLOWED_UPDATES]
    assert 16 <= told["max_connections"] <= 100
    assert "drop_pending_updates" not in told


async def test_the_webhook_stays_set_when_the_bot_stops(room: Room, tmp_path: Path) -> None:
    async with receiving(room, tmp_path):
        pass
    assert room.api.mailbox.webhook["url"] == URL


async def test_polling_takes_the_webhook_of_an_earlier_run_away_at_its_start(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    room.api.mailbox.set_webhook({"url": URL})
    room.api.queue(room.chat.write("/rockets"))
    stop, journal = asyncio.Event(), Journal(JournalTable(f"sqlite:///{tmp_path / 'journal.db'}", 123456))
    async with journal, asyncio.timeout(5):
        task = asyncio.create_task(poll(room.app, Intake(room.app, journal), stop, Health(), outage=Outage(0.01)))
        await room.api.mailbox.until_confirmed()
        stop.set()
        await task
    assert len(room.chat.replies) == 1
    assert "deleted the webhook of an earlier run" in caplog.text


async def test_a_telegram_that_is_away_is_waited_for(room: Room, tmp_path: Path) -> None:
    room.api.fail_next("setWebhook", 502, "Bad Gateway")
    room.api.fail_next("setWebhook", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
    async with receiving(room, tmp_path):
        assert room.api.mailbox.webhook["url"] == URL


async def test_a_webhook_that_somebody_took_away_is_set_again(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with receiving(room, tmp_path, Webhook(URL, SECRET, check_every=0.01)), asyncio.timeout(5):
        room.api.mailbox.delete_webhook({})
        await room.api.until_called("setWebhook", times=2)
    assert "no longer set" in caplog.text


async def test_what_telegram_complains_of_is_told_once(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with receiving(room, tmp_path, Webhook(URL, SECRET, check_every=0.01)), asyncio.timeout(5):
        trouble = {"last_error_date": 1_700_000_000, "last_error_message": "SSL error"}
        room.api.mailbox.webhook |= trouble
        await room.api.until_called("getWebhookInfo", times=5)
    assert caplog.text.count("trouble reaching the webhook: SSL error") == 1


def test_every_process_makes_the_same_secret_from_the_token_and_it_does_not_tell_it() -> None:
    assert secret_of(TOKEN) == secret_of(TOKEN) != secret_of(TOKEN + "x")
    assert TOKEN.split(":")[1] not in secret_of(TOKEN)
    assert 1 <= len(secret_of(TOKEN)) <= 256


# ---- Telegram calls -----------------------------------------------------------------------------


async def test_a_question_is_answered_before_telegram_gets_its_200(room: Room, caller: Caller) -> None:
    gate = Gate(room)
    calling = asyncio.create_task(caller.call(room.chat.write("/rockets")))
    async with asyncio.timeout(5):
        await gate.reached.wait()
        assert not calling.done()
        gate.opened.set()
        assert await calling == 200
    assert len(room.chat.replies) == 1


async def test_what_telegram_brings_again_is_answered_once(room: Room, caller: Caller) -> None:
    update = room.chat.write("/rockets")
    assert [await caller.call(update), await caller.call(update)] == [200, 200]
    assert len(room.chat.replies) == 1


async def test_what_comes_again_while_it_is_being_answered_waits_for_the_one_answer(room: Room, caller: Caller) -> None:
    gate, update = Gate(room), room.chat.write("/rockets")
    calls = [asyncio.create_task(caller.call(update)) for _ in range(2)]
    async with asyncio.timeout(5):
        await gate.reached.wait()
        gate.opened.set()
        assert await asyncio.gather(*calls) == [200, 200]
    assert len(room.chat.replies) == 1


async def test_what_another_process_answered_is_not_answered_again(room: Room, tmp_path: Path) -> None:
    update = room.chat.write("/rockets")
    for _ in range(2):
        async with receiving(room, tmp_path) as caller:
            assert await caller.call(update) == 200
    assert len(room.chat.replies) == 1


async def test_what_is_in_hand_at_the_stop_is_answered(room: Room, tmp_path: Path) -> None:
    gate = Gate(room)
    async with receiving(room, tmp_path) as caller:
        calling = asyncio.create_task(caller.call(room.chat.write("/rockets")))
        await gate.reached.wait()
        caller.stop.set()
        gate.opened.set()
        async with asyncio.timeout(5):
            assert await calling == 200
    assert len(room.chat.replies) == 1


async def test_what_cannot_be_finished_at_the_stop_must_come_again(room: Room, tmp_path: Path) -> None:
    gate = Gate(room)
    async with receiving(room, tmp_path, Webhook(URL, SECRET, grace=0.05)) as caller:
        calling = asyncio.create_task(caller.call(room.chat.write("/rockets")))
        await gate.reached.wait()
        caller.stop.set()
        async with asyncio.timeout(5):
            assert await calling == 503


async def test_calls_that_come_before_the_bot_is_ready_must_come_again(room: Room) -> None:
    hook = Webhook(URL, SECRET)
    server = serving(("127.0.0.1", 0), Health(), [hook.route])
    async with server as port, aiohttp.ClientSession() as session:
        caller = Caller(session, f"http://127.0.0.1:{port}", asyncio.Event())
        assert await caller.call(room.chat.write("/rockets")) == 503


async def test_an_update_that_nobody_can_read_does_not_come_again_and_again(
    room: Room, caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    assert await caller.call({"update_id": 7, "message": {"text": 5}}) == 200
    assert "skipping update 7: its message cannot be parsed" in caplog.text


# ---- strangers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "ünïcödé"])
async def test_who_does_not_know_the_secret_gets_403_and_nothing_happens(
    room: Room, caller: Caller, secret: str | None
) -> None:
    calls = len(room.api.calls)
    assert await caller.call(room.chat.write("/rockets"), secret) == 403
    assert len(room.api.calls) == calls


async def test_the_secret_is_compared_in_constant_time(
    room: Room, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append({one, other})
        return original(one, other)

    original = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", compare)
    await caller.call(room.chat.write("/rockets"), "wrong")
    await caller.call(room.chat.write("/rockets"), None)
    assert compared == [{b"wrong", SECRET.encode()}, {b"", SECRET.encode()}]


async def test_fifty_megabytes_are_refused(caller: Caller) -> None:
    assert await caller.call(b"x" * 50_000_000) == 413


async def test_what_says_that_it_is_too_large_is_not_read_at_all(caller: Caller) -> None:
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 50000000\r\n\r\n"
    assert (await caller.send(head.encode())).startswith(b"HTTP/1.1 413 ")


async def test_a_large_body_that_does_not_say_how_large_it_is_is_refused_as_well(caller: Caller) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    headers = {HEADER: SECRET}
    async with caller.session.post(f"{caller.base}/telegram", data=chunks(), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"5",
        b"null",
        b'"text"',
        b"{}",
        b'{"update_id": "1"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"NaN",
        b'{"update_id": true}',
        b'{"update_id": 9223372036854775808}',
    ],
)
async def test_what_is_no_update_gets_400(room: Room, caller: Caller, body: bytes) -> None:
    calls = len(room.api.calls)
    assert await caller.call(body) == 400
    assert len(room.api.calls) == calls


@pytest.mark.parametrize(
    ("encoding", "body", "status"),
    [
        ("gzip", b"junk", 400),
        ("deflate", b"\x78\x9cjunk", 400),
        ("br", b"junk", 400),
        ("gzip", gzip.compress(b"{}" * 10, mtime=0)[:-9], 400),
        ("gzip", gzip.compress(bytes(50_000_000), mtime=0), 413),
    ],
)
async def test_a_compressed_body_costs_nothing_but_itself(
    room: Room, caller: Caller, caplog: pytest.LogCaptureFixture, encoding: str, body: bytes, status: int
) -> None:
    headers = {HEADER: SECRET, "Content-Encoding": encoding}
    async with caller.session.post(f"{caller.base}/telegram", data=io.BytesIO(body), headers=headers) as response:
        assert response.status == status
    assert [record for record in caplog.records if record.exc_info] == []
    assert await caller.call(room.chat.write("/rockets")) == 200


async def test_a_client_that_does_not_finish_its_call_is_given_up(room: Room, tmp_path: Path) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        yield b'{"update_id": '
        await asyncio.Event().wait()

    headers = {HEADER: SECRET}
    async with (
        asyncio.timeout(5),
        receiving(room, tmp_path, Webhook(URL, SECRET, read_timeout=0.05)) as caller,
        caller.session.post(f"{caller.base}/telegram", data=trickle(), headers=headers) as response,
    ):
        assert response.status == 408
        assert response.headers["Connection"] == "close"


async def test_a_client_that_does_not_say_what_it_wants_is_given_up() -> None:
    async with serving(("127.0.0.1", 0), Health(), idle=0.05) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /telegram HT")
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()


@pytest.mark.parametrize("path", ["/", "/telegram/", "/telegramx", "/%00", f"/{TOKEN}", "//telegram"])
async def test_another_path_is_404_even_with_the_secret(room: Room, caller: Caller, path: str) -> None:
    calls = len(room.api.calls)
    assert await caller.call(room.chat.write("/rockets"), path=path) == 404
    assert len(room.api.calls) == calls


@pytest.mark.parametrize("words", [b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"GET / HTTP/1.1\r\nno header\r\n\r\n"])
async def test_a_stranger_who_does_not_speak_http_leaves_nothing_in_the_log(
    caller: Caller, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], words: bytes
) -> None:
    caplog.clear()
    assert b"400" in await caller.send(words)
    assert [record for record in caplog.records if record.levelno > logging.DEBUG] == []
    assert capsys.readouterr().err == ""


async def test_neither_secret_nor_token_is_in_the_log(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with receiving(room, tmp_path) as caller:
        await caller.call(room.chat.write("/rockets"), "wrong")
        await caller.call(room.chat.write("/rockets"))
        await caller.call({"update_id": 7, "message": {"text": 5}})
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text
