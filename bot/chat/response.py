"""Responses: the Bot API's own words told apart from those of whatever stands in between.

Gateways, proxies and servers that are starting answer in Telegram's place: with pages of HTML, with JSON of their
own, with redirects. Only what has the form of the Bot API ("Making requests") counts as Telegram's answer.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from telegram.error import NetworkError, RetryAfter

from bot.text import clip

DEFAULT_PAUSE, LONGEST_PAUSE = 5, 86_400  # seconds; Telegram keeps updates for a day
GZIP_OR_ZLIB = 47  # zlib's window size with the header detected
GATEWAY_TIMEOUT, TOO_MANY_REQUESTS = 504, 429
SEND = "sendMessage"
# What python-telegram-bot cannot do without; it raises errors of its own where these are missing.
OBJECTS: Mapping[str, Mapping[str, type]] = {
    "getMe": {"id": int, "is_bot": bool, "first_name": str},
    SEND: {"message_id": int, "date": int, "chat": dict},
    "getWebhookInfo": {"url": str, "has_custom_certificate": bool, "pending_update_count": int},
}
LISTS = frozenset({"getUpdates", "getMyCommands"})
# A reply that cannot be read may still show that Telegram took the call.
_TAKEN = re.compile(rb'\{\s*"ok"\s*:\s*true\b')
_ASKED_PAUSE = re.compile(r"retry after (\d+)", re.IGNORECASE)


class NotSent(NetworkError):
    """Nothing reached Telegram, so it is safe to try again."""


class Redirected(NotSent):
    """The server redirects: TELEGRAM_API_URL is not the address of a Bot API."""


class NotTelegram(NetworkError):
    """Something else answered in Telegram's place and did not pass the call on, as far as one can tell."""


class ConnectionLost(NetworkError):
    """The connection broke, or the reply cannot be read: the call may or may not have arrived."""


class GatewayTimeout(ConnectionLost):
    """A gateway waited in vain for the reply: the call may or may not have arrived."""


class Response(NamedTuple):
    """A response as it came: `body` may be cut off, and is then not JSON any more."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def telegrams_word(method: str, response: Response) -> tuple[int, bytes]:
    """Return status and body if Telegram wrote them.

    Raises RetryAfter for any 429, Redirected for a redirect, NotTelegram if something else answered, and
    ConnectionLost if the call may have arrived all the same.
    """
    if 300 <= response.status < 400:
        raise Redirected(_redirect(response.headers.get("Location", "")))
    data = _parsed(response.body)
    if data is not None and data.get("ok") is True and _is_result(method, data.get("result")):
        if 200 <= response.status < 300:
            return response.status, _needed(data) if method == SEND else response.body
    elif data is not None and (refusal := _refusal(response.status, data)):
        return refusal
    if response.status == TOO_MANY_REQUESTS:
        raise RetryAfter(pause_seconds(response.headers.get("Retry-After")))
    what = f"{response.status} {_kind(response)}"
    if response.status == GATEWAY_TIMEOUT:
        raise GatewayTimeout(f"a gateway got no reply from Telegram in time ({what})")
    if _TAKEN.match(response.body.lstrip()):
        raise ConnectionLost(f"a reply that cannot be read ({what})")
    raise NotTelegram(f"a reply that is not Telegram's ({what})")


def _needed(data: dict[str, Any]) -> bytes:
    """Return the response to sendMessage with no more than where the message is: its text was the bot's own."""
    kept = {name: data["result"][name] for name in OBJECTS[SEND]}
    return json.dumps({"ok": True, "result": kept}).encode()


def decompressed(body: bytes, encoding: str, limit: int) -> bytes:
    """Return a body without its compression, cut off at `limit` bytes; one that cannot be read is empty."""
    if encoding.lower() in ("", "identity"):
        return body
    try:
        return zlib.decompressobj(GZIP_OR_ZLIB).decompress(body, limit)
    except zlib.error:
        return b""


def pause_seconds(given: object) -> int:
    """Return the seconds that a 429 asks to wait: a second to a day; five if it does not say."""
    try:
        seconds = float(str(given))
    except ValueError:
        return DEFAULT_PAUSE
    if math.isnan(seconds):
        return DEFAULT_PAUSE
    return math.ceil(min(max(seconds, 1), LONGEST_PAUSE))


def _parsed(body: bytes) -> dict[str, Any] | None:
    """Parse a JSON object; return None for anything else."""
    try:
        data = json.loads(body.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _is_result(method: str, result: object) -> bool:
    """Return whether a result has the form that a method's has."""
    if method in LISTS:
        return isinstance(result, list) and all(isinstance(item, dict) for item in result)
    if method in OBJECTS:
        return isinstance(result, dict) and all(
            isinstance(result.get(name), kind) for name, kind in OBJECTS[method].items()
        )
    return result is not None


def _refusal(status: int, data: dict[str, Any]) -> tuple[int, bytes] | None:
    """Return status and body of a refusal by Telegram, without parameters that make no sense; None if it is none."""
    code, description = data.get("error_code"), data.get("description")
    if data.get("ok") is not False or not isinstance(code, int) or not isinstance(description, str):
        return None
    if status < 300:
        status = code
    if not 400 <= status < 600:
        return None
    given = data.get("parameters")
    parameters: dict[str, Any] = given if isinstance(given, dict) else {}
    asked = _ASKED_PAUSE.search(description)
    if status == TOO_MANY_REQUESTS or "retry_after" in parameters:
        raise RetryAfter(pause_seconds(parameters.get("retry_after", asked and asked[1])))
    moved = parameters.get("migrate_to_chat_id")
    kept = {"migrate_to_chat_id": moved} if isinstance(moved, int) else {}
    return status, json.dumps(data | {"parameters": kept}).encode()


def _redirect(location: str) -> str:
    """Say what to do about a redirect, without the token in the address."""
    try:
        target = urlsplit(location)
        host = f"{target.scheme}://{target.hostname}{f':{target.port}' if target.port else ''}"
    except ValueError:
        host = ""
    if not host.startswith(("http://", "https://")):
        return "TELEGRAM_API_URL is redirected: set it to the address of the Bot API itself"
    before = target.path.partition("/bot")[0]
    return f"TELEGRAM_API_URL is redirected to {clip(host + before, 100)}: set it to that address"


def _kind(response: Response) -> str:
    """Name what kind of body a response has, for the log."""
    return clip(response.headers.get("Content-Type", "").partition(";")[0] or "no content type", 40)
