"""The transport that python-telegram-bot is given instead of HTTP."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.terminal.bot_api.api import LocalBotApi

# All other parameters are JSON where they look like it; these stay text though they may be all digits.
TEXTS = {
    "callback_query_id", "caption", "description", "guest_query_id", "inline_message_id", "inline_query_id",
    "language_code", "name", "next_offset", "photo", "secret_token", "short_description", "text",
}  # fmt: skip


class LocalRequest(BaseRequest):
    """Hand every call of a telegram.Bot to a LocalBotApi: for `request` and `get_updates_request` alike."""

    def __init__(self, api: LocalBotApi) -> None:
        """Connect to an API in this process."""
        self.api = api

    @property
    def read_timeout(self) -> float:
        """Return a timeout, because a BaseRequest has one: nothing here waits for a network."""
        return 5.0

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named_timeouts: Any
    ) -> tuple[int, bytes]:
        """Call the method that the address ends with; what goes in and out is JSON, as on the wire."""
        given = request_data.json_parameters if request_data else {}
        parameters = {name: value_of(name, text) for name, text in given.items()}
        if request_data and request_data.contains_files:
            parameters |= {name: content for name, (_, content, _) in request_data.multipart_data.items()}
        status, answer = await self.api.call(url.rpartition("/")[2], parameters)
        return status, json.dumps(answer).encode()


def value_of(name: str, value: Any) -> Any:
    """Turn a parameter that came as text into the number, truth value, list or object it stands for."""
    if name in TEXTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
