"""Since when: what an operator writes (7d, 24h, 2w, 2026-11-01) as seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from bot.text import one_line

SHOWN = 40  # characters of what cannot be read
_SECONDS = {"h": 3600.0, "d": 86_400.0, "w": 604_800.0}
_PERIOD = re.compile(r"([1-9]\d{0,3})([hdw])", re.ASCII)


def since_when(text: str, now: float) -> float:
    """Read a period back from now, or a date (UTC); raise ValueError with what can be written."""
    if found := _PERIOD.fullmatch(text.strip().lower()):
        return now - int(found[1]) * _SECONDS[found[2]]
    try:
        begin = datetime.combine(date.fromisoformat(text.strip()), time(), UTC).timestamp()
    except ValueError:
        raise ValueError(
            f"{one_line(text, SHOWN)!r} is neither a period (24h, 7d, 4w) nor a date (2026-11-01)"
        ) from None
    if begin > now:
        raise ValueError(f"{text.strip()} is still to come")
    return begin
