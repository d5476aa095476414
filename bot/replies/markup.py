"""Telegram's HTML: what every text of a reply goes through.

Everything is escaped here, once, and nowhere else. Lengths are counted as Telegram counts them: in UTF-16 units,
without the markup (Bot API, sendMessage).
"""

from __future__ import annotations

import re
from html import escape as escape_html
from html import unescape

from telegram.constants import MessageLimit

from bot.text import utf16_length

_TAG = re.compile(r"<[^>]*>")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_RIGHT_TO_LEFT_MARK = "\u200f"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"  # the text between them keeps its own direction (UAX 9)


def say(template: str, reader: str, **values: str) -> str:
    """Fill in one of the bot's sentences for a reader and escape it; values keep their own direction."""
    return escape(template).format(**{key: isolate(escape(value), reader) for key, value in values.items()})


def own_line(text: str, language: str) -> str:
    """Escape a text that is a line of its own; it runs from the right if the language does."""
    return (_RIGHT_TO_LEFT_MARK if language in _RIGHT_TO_LEFT else "") + isolate(escape(text), language)


def isolate(html: str, language: str) -> str:
    """Keep a text that may be Latin from turning the words of a right-to-left sentence around."""
    return f"{_ISOLATE}{html}{_END_ISOLATE}" if language in _RIGHT_TO_LEFT else html


def escape(text: str) -> str:
    """Escape what Telegram reads as HTML (Bot API, "HTML style": only <, > and &)."""
    return escape_html(text, quote=False)


def plain_text(html: str) -> str:
    """Return the text of a reply without its markup, as a reader sees it."""
    return unescape(_TAG.sub("", html))


def fits(html: str) -> bool:
    """Return whether Telegram accepts the text: 4096 UTF-16 units without the markup, 100 entities."""
    entities = len(_TAG.findall(html)) // 2
    return utf16_length(plain_text(html)) <= MessageLimit.MAX_TEXT_LENGTH and entities <= MessageLimit.MESSAGE_ENTITIES
