"""The Application: what it is built of."""

from __future__ import annotations

from typing import Any

import pytest

from bot.matching.matcher import Matcher
from bot.service.application import build_application, with_channel
from bot.terminal.bot_api import LocalBotApi, LocalRequest
from tests.room import BASE, TOKEN, build_app


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, f"https://api.telegram.org/bot{TOKEN}"),
        ({"test_servers": True}, f"https://api.telegram.org/bot{TOKEN}/test"),
        ({"api_url": "http://localhost:8081/"}, f"http://localhost:8081/bot{TOKEN}"),
    ],
)
def test_the_server_may_be_another(settings: dict[str, Any], address: str) -> None:
    assert build_app(LocalRequest(LocalBotApi()), **settings).bot.base_url == address


def test_the_channel_may_be_another() -> None:
    matcher = Matcher(BASE)
    assert with_channel(matcher, "https://t.me/other").base.channel.url == "https://t.me/other"
    assert with_channel(matcher, None).base is BASE


async def test_without_a_request_of_the_callers_it_speaks_http(unused_tcp_port: int) -> None:
    """Nobody listens there, and that is what the library's error says."""
    from telegram.error import NetworkError

    url = f"http://127.0.0.1:{unused_tcp_port}"
    app = build_application(Matcher(BASE), TOKEN, api_url=url, rate_limit=0)
    await app.bot.request.initialize()
    with pytest.raises(NetworkError, match="onnect"):
        await app.bot.get_me()
    await app.bot.request.shutdown()
