"""Addresses: what a URL must look like to be called, or to be put under a button, and what of it is secret."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from bot.text import clip

LONGEST = 2_000  # characters; Telegram states no limit, and browsers and proxies cut off what is much longer
SHOWN = 100
# What no URL holds (RFC 3986, appendix A), and what nobody sees; letters of any language may stand in one.
_IMPOSSIBLE = re.compile(r'[\s\x00-\x1f\x7f-\x9f"<>\\^`{|}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]')

# A bot's token as part of an address, also with its colon escaped, and anywhere else; `host:port` is none.
_TOKEN = re.compile(r"(?<=[^/]/bot)\d+(?::|%3A)[\w-]+|\d{6,}(?::|%3A)[\w-]{30,}", re.ASCII | re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)[^/@\s]+(?=@)")
# Parameters of a URL that are secret: those of libpq (PostgreSQL's manual, 34.1.2), and names that all others use.
_PARAMETER = re.compile(r"(?<=[?&])((?:ssl|oauth_client_)?(?:password|passwd|secret|token)=)[^&#\s'\"]+", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """Return a text without bots' tokens, and without names, passwords and secret parameters in URLs."""
    return _PARAMETER.sub(r"\1<secret>", _PASSWORD.sub("<secret>", _TOKEN.sub("<token>", text)))


def web_address(text: str) -> SplitResult:
    """Take the URL of a website apart; raises ValueError, which says what is wrong with it."""
    shown = repr(clip(text, SHOWN))
    if not re.match(r"https?://", text, re.IGNORECASE):
        raise ValueError(f"{shown} is not a URL: it must start with http:// or https://")
    if len(text) > LONGEST:
        raise ValueError(f"{shown} is longer than {LONGEST:,} characters")
    if found := _IMPOSSIBLE.search(text):
        raise ValueError(f"{shown} is not a URL: {found[0]!r} cannot stand in one (write it as % and two digits)")
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna")
        usable = bool(host) and parts.port != 0
    except ValueError:  # UnicodeError is one
        usable = False
    if not usable:
        raise ValueError(f"{shown} is not a URL: it has no host, or no port that there is")
    return parts


def button_address(text: str) -> str:
    """Return an address that Telegram takes for a button or a link; raises ValueError for any other."""
    if re.match(r"tg://[^/?#]", text) and len(text) <= LONGEST and not _IMPOSSIBLE.search(text):
        return text
    host = web_address(text).hostname or ""
    if "." not in host.strip(".") and ":" not in host:  # a name with a dot, or an IP address
        raise ValueError(
            f"Telegram makes no button of {clip(text, SHOWN)!r}: the host {host!r} needs a dot, as in t.me"
        )
    return text
