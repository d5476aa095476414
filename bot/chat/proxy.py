"""The proxy of the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, as people write them."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import encode_basic_auth
from yarl import URL

SCHEMES = ("http", "https")


class ProxyError(Exception):
    """A variable does not name a proxy that can be used; the text is one line for the operator."""


class Proxy(NamedTuple):
    """A proxy, and the headers for it: who we are there."""

    url: URL
    headers: dict[str, str]


def proxy_for(address: str) -> Proxy | None:
    """Return the proxy for an address, None if it is called directly.

    Raises ProxyError if the variable does not name one. A password in it is never repeated.
    """
    try:
        target = urlsplit(address)
    except ValueError:
        return None  # nothing can be called there at all
    if proxy_bypass(target.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    for scheme in (target.scheme, "all"):
        if given := proxies.get(scheme, "").strip():
            return _proxy(f"{scheme.upper()}_PROXY", given)
    return None


def _proxy(variable: str, given: str) -> Proxy:
    """Read a proxy; without a scheme it is an HTTP one."""
    text = given if "://" in given else f"http://{given}"
    try:
        url = URL(text)
        host = url.host
    except ValueError:
        raise ProxyError(f"{variable} is not a proxy's address: write it as http://host:port") from None
    if url.scheme not in SCHEMES:
        raise ProxyError(f"{variable}: {url.scheme}:// proxies are not supported, only http:// and https://")
    if not host:
        raise ProxyError(f"{variable} is not a proxy's address: write it as http://host:port")
    user, password = url.user, url.password or ""
    headers = {"Proxy-Authorization": encode_basic_auth(user, password)} if user else {}
    return Proxy(url.origin(), headers)
