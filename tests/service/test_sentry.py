"""What a Sentry or GlitchTip gets to see, over HTTP."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import sentry_sdk

from bot.service.logs import RedactingFormatter
from bot.service.sentry import set_up_sentry
from tests.world import LONG, open_world

TOKEN = "123456789:AAF-fake_fake_fake_fake_fake_fake_fak"
CHAT = 987654321  # here, as the lines around an error are sent too
HUSH = "hush"


class Inbox(HTTPServer):
    """A server that takes all that is sent to it."""

    def __init__(self) -> None:
        """Serve at a free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Taker)
        self.bodies: list[str] = []
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def dsn(self) -> str:
        """Return what an operator copies."""
        return f"http://key@127.0.0.1:{self.server_port}/1"


class _Taker(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Inbox)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.bodies.append((gzip.decompress(body) if is_packed else body).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """Open an inbox."""
    server = Inbox()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sending(inbox: Inbox) -> Iterator[None]:
    """Send errors to the inbox for the length of a test."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.setLevel(logging.INFO)
    set_up_sentry(inbox.dsn, RedactingFormatter([HUSH]).redact)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    sentry_sdk.get_client().close()
    sentry_sdk.init()


@pytest.mark.usefixtures("sending")
def test_an_error_is_sent_with_the_lines_before_it_and_with_neither_secrets_nor_numbers_of_chats(inbox: Inbox) -> None:
    log = logging.getLogger("bot.any")
    log.info("calling %s for chat %s", f"/bot{TOKEN}/getMe", CHAT)
    log.warning("the password is %s", HUSH)
    try:
        raise ValueError(f"cannot reach /bot{TOKEN}/sendMessage")
    except ValueError:
        log.exception("an error while answering chat %s", -CHAT)
    sentry_sdk.flush(10)
    (body,) = inbox.bodies
    assert "ValueError" in body
    assert "an error while answering chat <id>" in body
    assert "calling /bot<token>/getMe for chat <id>" in body
    assert "the password is <secret>" in body
    for secret in (TOKEN, TOKEN.partition(":")[2], HUSH, str(CHAT)):
        assert secret not in body


@pytest.mark.usefixtures("sending")
def test_what_is_no_error_is_not_sent(inbox: Inbox) -> None:
    logging.getLogger("bot.any").warning("all is well")
    sentry_sdk.flush(10)
    assert inbox.bodies == []


@pytest.mark.process
async def test_the_error_that_ends_the_process_arrives(inbox: Inbox, tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        bot = await world.start(SENTRY_DSN=inbox.dsn, LISTEN=f"127.0.0.1:{inbox.server_port}")
        async with asyncio.timeout(LONG):
            _, err = await bot.communicate()
    assert err.decode().startswith("error: cannot listen on")
    (body,) = inbox.bodies
    assert "cannot listen on" in body
