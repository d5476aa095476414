"""Proxies and connections: what was never sent is known to be so, and variables are read as people write them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.chat.proxy import ProxyError, proxy_for
from bot.chat.response import ConnectionLost, NotSent
from tests.chat.test_client import TOKEN, calling, read_call, replying, serving

VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
ADDRESS = "https://api.telegram.org"


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without any proxy."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(
    ("variable", "given", "url"),
    [
        ("HTTPS_PROXY", "http://10.0.0.1:3128", "http://10.0.0.1:3128"),
        ("https_proxy", "http://10.0.0.1:3128/", "http://10.0.0.1:3128"),
        ("HTTPS_PROXY", "10.0.0.1:3128", "http://10.0.0.1:3128"),
        ("HTTPS_PROXY", " proxy.example.org ", "http://proxy.example.org"),
        ("HTTPS_PROXY", "https://10.0.0.1:3128", "https://10.0.0.1:3128"),
        ("ALL_PROXY", "10.0.0.1:3128", "http://10.0.0.1:3128"),
        ("all_proxy", "http://10.0.0.1:3128", "http://10.0.0.1:3128"),
        ("HTTPS_PROXY", "http://[::1]:3128", "http://[::1]:3128"),
    ],
)
def test_a_proxy_is_read_as_people_write_it(
    monkeypatch: pytest.MonkeyPatch, variable: str, given: str, url: str
) -> None:
    monkeypatch.setenv(variable, given)
    proxy = proxy_for(ADDRESS)
    assert proxy
    assert str(proxy.url).rstrip("/") == url
    assert proxy.headers == {}


def test_user_and_password_of_a_proxy_are_taken_out_of_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "me:p%40ss@10.0.0.1:3128")
    proxy = proxy_for(ADDRESS)
    assert proxy
    assert proxy.headers == {"Proxy-Authorization": "Basic bWU6cEBzcw=="}
    assert str(proxy.url).rstrip("/") == "http://10.0.0.1:3128"


@pytest.mark.parametrize("given", ["*", "api.telegram.org", ".telegram.org", "localhost, telegram.org"])
def test_addresses_may_be_taken_out(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "10.0.0.1:3128")
    monkeypatch.setenv("NO_PROXY", given)
    assert proxy_for(ADDRESS) is None
    assert (proxy_for("https://example.org") is None) == (given == "*")


def test_without_a_variable_there_is_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "10.0.0.1:3128")
    assert proxy_for(ADDRESS) is None


@pytest.mark.parametrize(
    "given",
    ["socks5://me:secret@10.0.0.1:1080", "http://me:secret@:3128", "me:secret@host:port", "ftp://secret", "http://"],
)
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_what_is_no_proxy_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, given: str
) -> None:
    monkeypatch.setenv(variable, given)
    with pytest.raises(ProxyError, match=rf"^{variable}\b.*http://") as raised:
        proxy_for(ADDRESS)
    assert "secret" not in str(raised.value)


# ---- what was never sent --------------------------------------------------------------------------


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Refuse to connect to anything, as a proxy without its upstream does."""
    await read_call(reader)
    await replying(writer, "503 Service Unavailable", b"<html>", "text/html")


async def ask_who(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Ask for a password, as a proxy does."""
    await read_call(reader)
    writer.write(b"HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close a connection on which something was asked."""
    await reader.read(1)


async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with what is no HTTP."""
    await read_call(reader)
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    await writer.drain()


async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Connect, and close where the TLS handshake begins."""
    await read_call(reader)
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    await reader.read(1)


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take the request to connect, and say nothing."""
    await reader.read()


@pytest.fixture
async def unheard() -> AsyncIterator[None]:
    """Fail a test after a while."""
    async with asyncio.timeout(10):
        yield


@pytest.mark.parametrize("proxy", [refuse, ask_who, close, babble, break_off, hang])
async def test_a_proxy_that_makes_no_connection_has_sent_nothing(
    monkeypatch: pytest.MonkeyPatch, unheard: None, proxy: Any
) -> None:
    async with serving(proxy) as address:
        monkeypatch.setenv("https_proxy", address.removesuffix("/bot").replace("//", "//me:secret@"))
        async with calling("https://telegram.invalid/bot") as bot:
            with pytest.raises(NotSent) as raised:
                await bot.send_message(1, "text", connect_timeout=0.3, pool_timeout=0.1)
    assert TOKEN not in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("server", [close, babble])
async def test_a_tls_handshake_that_breaks_has_sent_nothing(unheard: None, server: Any) -> None:
    async with serving(server) as address, calling(address.replace("http://", "https://")) as bot:
        with pytest.raises(NotSent):
            await bot.send_message(1, "text", connect_timeout=0.3, pool_timeout=0.1)


async def test_a_name_that_is_not_found_has_sent_nothing(unheard: None) -> None:
    async with calling("http://telegram.invalid/bot") as bot:
        with pytest.raises(NotSent, match=r"telegram\.invalid"):
            await bot.send_message(1, "text")


async def test_what_a_server_took_and_did_not_answer_may_have_arrived(unheard: None) -> None:
    async with serving(close) as address, calling(address) as bot:
        with pytest.raises(ConnectionLost):
            await bot.send_message(1, "text")


async def test_an_error_names_the_address_that_was_tried_and_not_the_token(unheard: None) -> None:
    async with serving(close) as address:
        pass
    async with calling(address) as bot:
        with pytest.raises(NotSent) as raised:
            await bot.get_me()
    host = address.removeprefix("http://").removesuffix("/bot")
    assert host in str(raised.value)
    assert TOKEN not in str(raised.value)


async def test_a_proxy_behind_tls_is_spoken_to_in_tls(monkeypatch: pytest.MonkeyPatch, unheard: None) -> None:
    """It has no certificate here; that it was asked for one is what counts."""
    first: list[bytes] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first.append(await reader.read(1))

    async with serving(note) as address:
        monkeypatch.setenv("https_proxy", address.removesuffix("/bot").replace("http://", "https://"))
        async with calling("https://telegram.invalid/bot") as bot:
            with pytest.raises(NotSent):
                await bot.get_me()
    assert first == [b"\x16"], "the first byte of a handshake"
