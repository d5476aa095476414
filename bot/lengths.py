"""Lengths as Telegram counts them: UTF-16 code units, of which an emoji has two or more."""

from __future__ import annotations

BUTTON_LABEL = 60  # units that a phone shows of a button or a menu entry; the Bot API states no limit


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of a text (Bot API, MessageEntity)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, units: int) -> str:
    """Shorten a text to a number of UTF-16 code units, with an ellipsis and without half a character."""
    if utf16_length(text) <= units:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (units - 1)]
    return cut.decode("utf-16-le", "ignore").rstrip() + "…"
