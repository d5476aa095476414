"""Responses that are not Telegram's, or have no end: they cost no answer, no memory and no connection."""

from __future__ import annotations

import asyncio
import json
import logging
import zlib
from typing import Any

import pytest
from aiohttp import web
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.chat.client import LARGEST, LARGEST_BATCH, UpdatesRequest
from bot.chat.pauses import retry_seconds
from bot.chat.response import ConnectionLost, Redirected, Response, pause_seconds, telegrams_word
from tests.faulty_bot_api import HTML, SEND, Fault, Wire, answers, lines, refuses, wire_fixture

pytestmark = pytest.mark.slow

wire = wire_fixture
JSON, PAGE = "application/json", "text/html"
STARTING = refuses(401, "Unauthorized: the server is starting")
# What comes from somewhere before Telegram: status and body.
FOREIGN = [
    (200, HTML),
    (200, "null"),
    (200, "[]"),
    (200, "5"),
    (200, ""),
    (200, "{}"),
    (200, '{"status": "ok"}'),
    (200, '{"ok": false}'),
    (200, '{"ok": "yes", "result": true}'),
    (400, HTML),
    (401, HTML),
    (401, '{"error": "unauthorized"}'),
    (403, HTML),
    (404, HTML),
    (404, '{"ok": false, "error": "no route"}'),
    (407, ""),
    (413, HTML),
    (502, ""),
    (521, HTML),
]


def redirects(status: int, location: str | None) -> Fault:
    """Make a fault that points elsewhere, or nowhere (None)."""
    headers = {} if location is None else {"Location": location}

    async def fault(request: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers)

    return fault


def sends(body: bytes, **headers: str) -> Fault:
    """Make a fault that answers with these bytes."""

    async def fault(request: web.Request) -> web.Response:
        return web.Response(body=body, content_type=JSON, headers=headers)

    return fault


# ---- whose word it is -----------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "body"), FOREIGN)
async def test_an_answer_is_sent_again_where_something_else_responded(
    wire: Wire, caplog: pytest.LogCaptureFixture, status: int, body: str
) -> None:
    wire.server.next(SEND, *[answers(status, body, PAGE if body == HTML else JSON)] * 2)
    ((level, line),) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.INFO, 1)
    assert f"a reply that is not Telegram's ({status} " in line


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"\x1f\x8b junk"])
async def test_an_answer_is_sent_again_after_bytes_that_are_no_text(wire: Wire, body: bytes) -> None:
    wire.server.next(SEND, sends(body), sends(body, **{"Content-Encoding": "br"}))
    await wire.say("/rockets")
    assert wire.rockets == 1


@pytest.mark.parametrize(
    "body", ['{"ok": true}', '{"ok":true,"result":null}', '{"ok":true,"result":{}}', ' {"ok": true, "result": {"mes']
)
async def test_a_reply_that_shows_that_telegram_took_the_answer_is_enough(
    wire: Wire, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    wire.server.next(SEND, answers(200, body))
    ((level, line),) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.WARNING, 0)
    assert "a reply that cannot be read" in line


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed_and_the_right_address_is_named(
    wire: Wire, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    place = f"https://user:secret@api.example.org:8081/own/bot{wire.server.token}/sendMessage"
    wire.server.next(SEND, redirects(status, place))
    ((_, line),) = await wire.ask_twice(caplog)
    assert line.endswith("TELEGRAM_API_URL is redirected to https://api.example.org:8081/own: set it to that address")
    assert len(wire.server.arrived(SEND)) == 3
    assert all(method == "POST" for method in wire.server.arrived(SEND))
    assert wire.rockets == 1


@pytest.mark.parametrize("location", ["", "/elsewhere", "http://[bad", "//x", "javascript:1", "https://x:port/"])
def test_a_redirect_to_nowhere_is_a_line_as_well(location: str) -> None:
    with pytest.raises(Redirected, match="TELEGRAM_API_URL is redirected: set it"):
        telegrams_word("getMe", Response(301, {"Location": location}, b""))


@pytest.mark.parametrize(
    "location", [None, "", "/bot123456:local/sendMessage", "http://nowhere.invalid/x", "{url}/bot{token}/sendMessage"]
)
async def test_a_question_outlives_redirects_to_nowhere_and_in_a_loop(
    wire: Wire, caplog: pytest.LogCaptureFixture, location: str | None
) -> None:
    """The last address is that of the call itself."""
    place = location and location.format(url=wire.server.url, token=wire.server.token)
    wire.server.next(SEND, *[redirects(301, place)] * 5)
    ((level, line),) = await wire.ask_twice(caplog)
    assert (level, wire.rockets) == (logging.INFO, 1)
    assert "TELEGRAM_API_URL is redirected" in line
    assert wire.server.arrived(SEND) == ["POST"] * 7


async def test_a_server_that_starts_and_knows_no_token_yet_costs_no_answer(wire: Wire) -> None:
    wire.server.next(SEND, STARTING, refuses(404, "Not Found"))
    await wire.say("/rockets")
    assert wire.rockets == 1


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("getMe", {}),
        ("getMe", True),
        ("getMe", {"id": "7", "is_bot": True, "first_name": "x"}),
        ("getUpdates", {}),
        ("getUpdates", "none"),
        ("getUpdates", [None]),
        ("getMyCommands", [None]),
        ("getWebhookInfo", {"url": "x"}),
        ("getWebhookInfo", []),
        ("deleteWebhook", None),
    ],
)
async def test_a_result_of_another_form_is_an_error_of_the_network(wire: Wire, method: str, result: Any) -> None:
    with pytest.raises(NetworkError):
        telegrams_word(method, Response(200, {}, json.dumps({"ok": True, "result": result}).encode()))


def test_parameters_that_make_no_sense_are_left_out() -> None:
    odd: Any
    for odd in ([], "x", {"migrate_to_chat_id": "no"}, {"other": 1}):
        body = json.dumps({"ok": False, "error_code": 400, "description": "Bad Request", "parameters": odd}).encode()
        status, kept = telegrams_word(SEND, Response(400, {}, body))
        assert (status, json.loads(kept)["parameters"]) == (400, {})


# ---- how long a pause is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "seconds"),
    [(7, 7), ("7", 7), (0.2, 1), (0, 1), (-5, 1), (None, 5), ("soon", 5), ([], 5), (10**400, 86_400), ("nan", 5)],
)
def test_odd_pauses_have_sane_lengths(given: object, seconds: int) -> None:
    assert pause_seconds(given) == seconds


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ('{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 9"}', {}, 9),
        ('{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":"9"}}', {}, 9),
        ('{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":-9}}', {}, 1),
        ('{"ok":false,"error_code":429,"description":"x","parameters":[]}', {}, 5),
        (HTML, {"Retry-After": "9"}, 9),
        (HTML, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 5),
        ("", {}, 5),
    ],
)
def test_every_429_is_a_pause(body: str, headers: dict[str, str], seconds: int) -> None:
    with pytest.raises(RetryAfter) as raised:
        telegrams_word(SEND, Response(429, headers, body.encode()))
    assert retry_seconds(raised.value) == seconds


# ---- bounds ---------------------------------------------------------------------------------------


async def test_a_reply_that_drips_is_given_up_and_holds_no_connection(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    """The client of these tests has 4 connections and half a second."""

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": JSON})
        await response.prepare(request)
        for _ in range(600):
            await response.write(b" ")
            await asyncio.sleep(0.1)
        return response

    wire.server.next("deleteMyCommands", *[drip] * 8)
    async with asyncio.timeout(10):
        dripping = [wire.app.bot.delete_my_commands() for _ in range(8)]
        outcomes = await asyncio.gather(*dripping, return_exceptions=True)
        await wire.say("/rockets")
    assert all(isinstance(outcome, NetworkError) for outcome in outcomes)
    assert any(isinstance(outcome, TimedOut) for outcome in outcomes)
    assert wire.rockets == 1
    assert all(level < logging.ERROR for level, _ in lines(caplog))


async def test_a_reply_without_end_is_read_up_to_a_limit(wire: Wire) -> None:
    written = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse(headers={"Content-Type": JSON})
        await response.prepare(request)
        while True:
            await response.write(b" " * 100_000)
            written += 100_000

    wire.server.next("deleteMyCommands", endless)
    assert await wire.app.bot.delete_my_commands(), "it is asked for again"
    assert written < 20 * LARGEST, "the rest is what the kernel holds"


@pytest.mark.parametrize("method", ["deleteMyCommands", "getUpdates"])
async def test_a_gzip_bomb_is_not_unpacked(wire: Wire, method: str) -> None:
    compressor = zlib.compressobj(9, wbits=31)
    packed = compressor.compress(b'{"ok": true, "result": [') + compressor.compress(b" " * 100_000_000)
    packed += compressor.compress(b"]}")  # so that it would be a result
    wire.server.next(method, sends(packed + compressor.flush(), **{"Content-Encoding": "gzip"}))
    request = UpdatesRequest(1, 5)
    await request.initialize()
    with pytest.raises(ConnectionLost):
        await request.do_request(f"{wire.server.url}/bot{wire.server.token}/{method}", "POST")
    await request.shutdown()


async def test_a_full_batch_fits_and_gzip_is_understood(wire: Wire) -> None:
    batch = [{"update_id": number, "message": {"text": "x" * 40_000}} for number in range(100)]
    body = json.dumps({"ok": True, "result": batch}).encode()
    assert LARGEST < len(body) < LARGEST_BATCH
    wire.server.next("getUpdates", sends(zlib.compress(body, wbits=31), **{"Content-Encoding": "gzip"}))
    request = UpdatesRequest(1, 5)
    await request.initialize()
    assert await request.do_request(f"{wire.server.url}/bot{wire.server.token}/getUpdates", "POST") == (200, body)
    await request.shutdown()
