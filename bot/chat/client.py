"""The HTTP client under python-telegram-bot: its BaseRequest on aiohttp.

The library's own client on httpx needs several times the processor time per call.
Connections are kept and used again; a proxy is taken from the environment (HTTPS_PROXY and the like).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.request import getproxies

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.chat.updates import parse_updates

IDLE = 30.0  # seconds that an idle connection is kept open
_JSON = {"Content-Type": "application/json"}
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)


class NotSent(NetworkError):
    """No connection was made, so nothing was sent: it is safe to try again."""


class ConnectionLost(NetworkError):
    """The connection broke: the call may or may not have arrived."""


class AiohttpRequest(BaseRequest):
    """Call the Bot API over at most `connections` connections; `timeout` (seconds) is for calls without their own."""

    def __init__(self, connections: int, timeout: float) -> None:
        """Store the settings; `initialize` opens the session, inside the event loop."""
        self._connections = connections
        self._timeout = timeout
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return the seconds to wait for a response; python-telegram-bot adds them to those of a long poll."""
        return self._timeout

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, keepalive_timeout=IDLE),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=bool(getproxies()),  # aiohttp would read the environment anew for every call
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
        """Make a call; return the status and the body.

        Raises NotSent if no connection is made in time, TimedOut if no response comes in time (the call may have
        arrived), ConnectionLost if the connection breaks. None of them contains the token.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        connect, pool, read = (self._seconds(given) for given in (connect_timeout, pool_timeout, read_timeout))
        timeout = ClientTimeout(
            total=None, connect=connect and pool and connect + pool, sock_connect=connect, sock_read=read
        )
        try:
            async with self._session.request(method, url, timeout=timeout, **_body(request_data)) as response:
                return response.status, await response.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotSent(_message(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise ConnectionLost(_message(error)) from None

    def _seconds(self, given: Any) -> float | None:
        """Return the timeout that a call asks for (None: no timeout), or the default."""
        seconds: float | None = self._timeout if given is BaseRequest.DEFAULT_NONE else given
        return seconds


class UpdatesRequest(AiohttpRequest):
    """The client for getUpdates: an update that cannot be parsed arrives as an empty one."""

    parse_json_payload = staticmethod(parse_updates)


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
    """Describe an error without the token, which is part of the address."""
    return _TOKEN.sub("…", f"{type(error).__name__}: {error}")
