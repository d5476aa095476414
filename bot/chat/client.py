"""The HTTP client under python-telegram-bot: its BaseRequest on aiohttp.

It needs a fraction of the processor time of the library's own client on httpx (docs/performance.md).
Connections are kept and used again. What a call costs is bounded: in the whole time until its response is complete,
and in the size of that.
"""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from aiohttp import (
    ClientConnectionResetError,
    ClientError,
    ClientPayloadError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
    TraceConfig,
    TraceRequestHeadersSentParams,
)
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.addresses import without_secrets
from bot.chat.proxy import Proxy, proxy_for
from bot.chat.response import ConnectionLost, NotSent, Response, decompressed, telegrams_word
from bot.chat.updates import parse_updates

IDLE = 30.0  # seconds that an idle connection is kept open
LARGEST, LARGEST_BATCH = 1_000_000, 10_000_000  # bytes of a response; that to getUpdates has up to 100 updates
_JSON = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """Call the Bot API over at most `connections` connections; `timeout` (seconds) is for calls without their own."""

    largest = LARGEST

    def __init__(self, connections: int, timeout: float) -> None:
        """Store the settings; `initialize` opens the session, inside the event loop."""
        self._connections = connections
        self._timeout = timeout
        self._session: ClientSession | None = None
        self._proxies: dict[str, Proxy | None] = {}

    @property
    def read_timeout(self) -> float:
        """Return the seconds to wait for a response; python-telegram-bot adds them to those of a long poll."""
        return self._timeout

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            tracing = TraceConfig()
            tracing.on_request_headers_sent.append(_note_sent)
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, keepalive_timeout=IDLE),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "gzip"},
                auto_decompress=False,
                trace_configs=[tracing],
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a call; return the status and the body, which are Telegram's.

        Raises NotSent if nothing was sent, TimedOut if the whole response is not here in time (the call may have
        arrived), ConnectionLost if the connection breaks after that, and what `telegrams_word` raises if something
        else responds. None of them contains the token.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        connect, pool, read = (self._seconds(given) for given in (connect_timeout, pool_timeout, read_timeout))
        before = connect and pool and connect + pool
        timeout = ClientTimeout(total=before and read and before + read, connect=before, sock_connect=connect)
        progress = SimpleNamespace(is_sent=False)
        try:
            async with (
                asyncio.timeout(None) as deadline,
                self._session.request(
                    method,
                    url,
                    timeout=timeout,
                    allow_redirects=False,  # aiohttp would make a GET without parameters of it
                    trace_request_ctx=(progress, deadline, read),
                    **self._arguments(url, request_data),
                ) as response,
            ):
                answer = Response(response.status, response.headers, await self._read(response))
        except TimeoutError as error:
            raise (TimedOut() if progress.is_sent else NotSent(_message(error))) from None
        except (ClientError, OSError) as error:
            # aiohttp raises the second where the connection is closed before everything is written.
            is_sent = progress.is_sent and not isinstance(error, ClientConnectionResetError)
            raise (ConnectionLost if is_sent else NotSent)(_message(error)) from None
        return telegrams_word(url.rpartition("/")[2], answer)

    async def _read(self, response: ClientResponse) -> bytes:
        """Read a body up to the largest size, whatever it was compressed to."""
        body = bytearray()
        try:
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > self.largest:
                    response.close()
                    break
        except ClientPayloadError:
            if response.ok:
                raise
        return decompressed(bytes(body[: self.largest]), response.headers.get("Content-Encoding", ""), self.largest)

    def _arguments(self, url: str, data: RequestData | None) -> dict[str, Any]:
        """Return the arguments for the body of a call and for its proxy, which is looked up once for each server."""
        server = url[: url.find("/", len("https://"))]
        if server not in self._proxies:
            self._proxies[server] = proxy_for(server)
        body, proxy = _body(data), self._proxies[server]
        if proxy is None:
            return body
        if url.startswith("https:"):  # the headers are for CONNECT
            return body | {"proxy": proxy.url, "proxy_headers": proxy.headers}
        return body | {"proxy": proxy.url, "headers": body.get("headers", {}) | proxy.headers}

    def _seconds(self, given: Any) -> float | None:
        """Return the timeout that a call asks for (None: no timeout), or the default."""
        seconds: float | None = self._timeout if given is BaseRequest.DEFAULT_NONE else given
        return seconds


class UpdatesRequest(AiohttpRequest):
    """The client for getUpdates: of an update that cannot be parsed arrives what can be."""

    largest = LARGEST_BATCH
    parse_json_payload = staticmethod(parse_updates)


async def _note_sent(_: ClientSession, context: SimpleNamespace, __: TraceRequestHeadersSentParams) -> None:
    """Note that a call is on its way: from now on it may have arrived, and its response is due."""
    progress, deadline, read = context.trace_request_ctx
    progress.is_sent = True
    if read is not None:
        deadline.reschedule(asyncio.get_running_loop().time() + read)


def _body(data: RequestData | None) -> dict[str, Any]:
    """Encode a call's parameters as JSON, or as a form if there are files (Bot API, "Making requests")."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": _JSON}
    form = FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _message(error: Exception) -> str:
    """Describe an error without the token, which is part of the address, and without a password of the proxy."""
    said = without_secrets(str(error))
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
