"""The client of a language model behind an OpenAI-compatible endpoint, a local one included; nothing else needs one.

The key is read from the environment's MODEL_KEY when it is sent; it is never stored and stands in no message.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

import httpx

from bot.addresses import web_address, without_secrets

KEY = "MODEL_KEY"
PATH = "/chat/completions"
SECONDS = 180.0  # for one answer, all attempts together
CONNECTING = 10.0  # seconds
MOST_BYTES = 4_000_000  # of an answer
ATTEMPTS = 3
PAUSE = 1.0  # seconds before the second attempt, twice as long before the third
LONGEST_PAUSE = 20.0  # that an endpoint may ask for
_AGAIN = (HTTPStatus.TOO_MANY_REQUESTS, *range(500, 600))


class ModelError(Exception):
    """The endpoint gave nothing that can be used; the text says why in one line."""


class Unreachable(ModelError):
    """There is no endpoint at this address, or it doesn't let us in: the next question would fare no better."""


class _Again(Exception):
    """An attempt failed that may be repeated after some seconds."""

    def __init__(self, problem: str, seconds: float = 0.0) -> None:
        super().__init__(problem)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Model:
    """A model of an endpoint: its URL (up to /v1, or with /chat/completions) and the model's name there."""

    url: str
    name: str
    seconds: float = SECONDS

    def check(self) -> None:
        """Raise ModelError if the URL is none."""
        try:
            web_address(self.url)
        except ValueError as error:
            raise Unreachable(without_secrets(str(error))) from None

    @property
    def address(self) -> str:
        """Return the address that questions are sent to."""
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        if not path.endswith(PATH):
            path += PATH if path.endswith("/v1") else f"/v1{PATH}"
        return urlunsplit(parts._replace(path=path, fragment=""))

    def answer(self, prompt: str) -> str:
        """Return what the model answers, or raise ModelError."""
        return asyncio.run(self._answer(prompt))

    async def _answer(self, prompt: str) -> str:
        """Ask until there is an answer, as often and as long as it is bounded."""
        try:
            async with asyncio.timeout(self.seconds):
                for attempt in range(ATTEMPTS):
                    try:
                        return await self._ask(prompt)
                    except _Again as again:
                        problem = str(again)
                        pause = min(max(again.seconds, PAUSE * 2**attempt), LONGEST_PAUSE)
                    if attempt < ATTEMPTS - 1:
                        await asyncio.sleep(pause)
        except TimeoutError:
            raise ModelError(f"{self.shown}: no answer within {self.seconds:g} s") from None
        raise ModelError(f"{self.shown}: {problem}, {ATTEMPTS} times")

    @property
    def shown(self) -> str:
        """Return the address without what may be secret in it."""
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))

    async def _ask(self, prompt: str) -> str:
        """Ask once; raises ModelError, or _Again where another attempt may help."""
        body = {"model": self.name, "messages": [{"role": "user", "content": prompt}]}
        try:
            async with (
                httpx.AsyncClient(timeout=httpx.Timeout(None, connect=CONNECTING)) as client,
                client.stream("POST", self.address, json=body, headers=_headers()) as response,
            ):
                self._check(response)
                return _content(await self._read(response), self.shown)
        except httpx.ConnectTimeout:
            raise Unreachable(f"{self.shown}: cannot be reached within {CONNECTING:g} s") from None
        except (httpx.ConnectError, httpx.UnsupportedProtocol, httpx.ProxyError):
            raise Unreachable(f"{self.shown}: cannot be reached: is it running, and is the address right?") from None
        except httpx.HTTPError:
            raise _Again("the connection was lost before the answer was complete") from None

    def _check(self, response: httpx.Response) -> None:
        """Raise what the status asks for; the body is not shown, as it may repeat the key."""
        status = response.status_code
        if status in _AGAIN:
            raise _Again(f"HTTP {status}", _seconds(response.headers.get("retry-after", "")))
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise Unreachable(f"{self.shown}: HTTP {status}: set {KEY} in the environment to a key that it knows")
        if status != HTTPStatus.OK:
            raise Unreachable(f"{self.shown}: HTTP {status}: is the address right, and the model's name?")

    async def _read(self, response: httpx.Response) -> bytes:
        """Read an answer of a bounded size."""
        data = bytearray()
        async for part in response.aiter_bytes():
            data += part
            if len(data) > MOST_BYTES:
                raise ModelError(f"{self.shown}: the answer is larger than {MOST_BYTES:,} bytes")
        return bytes(data)


def _headers() -> dict[str, str]:
    """Return the header with the key, if there is one."""
    key = os.environ.get(KEY, "").strip()
    if not key:
        return {}
    if not key.isascii() or not key.isprintable():
        raise Unreachable(f"{KEY} holds characters that no key has: set it again")
    return {"Authorization": f"Bearer {key}"}


def _seconds(text: str) -> float:
    """Return the seconds of a Retry-After; 0 for a date or nothing (RFC 9110, 10.2.3)."""
    return float(text) if text.isdecimal() else 0.0


def _content(data: bytes, shown: str) -> str:
    """Return the text of a chat completion."""
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str) or not content.strip():
        raise ModelError(f"{shown}: the answer is no chat completion: is this an OpenAI-compatible endpoint?")
    return content
