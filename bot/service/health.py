"""Health: whether the bot hears from Telegram, has facts and a journal, for whoever watches over the process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SILENCE = 120.0  # seconds without a good word from Telegram after which something is wrong; a poll takes 30


class Health:
    """What `GET /health` tells.

    `in_touch` is called at every good contact with Telegram; `checks` are further conditions for being
    ready, by name, each answered at once from what is known.
    """

    def __init__(self) -> None:
        """Begin without a contact."""
        self.checks: dict[str, Callable[[], bool]] = {}
        self._contact: float | None = None

    def in_touch(self) -> None:
        """Note a good contact with Telegram."""
        self._contact = time.monotonic()

    @property
    def silence(self) -> float | None:
        """Give the seconds since the last good contact, or None where there was none yet."""
        return None if self._contact is None else time.monotonic() - self._contact

    def report(self) -> dict[str, Any]:
        """Tell what is well, as JSON: whoever can answer is live, ready is who can also do the work."""
        silence = self.silence
        parts = {"telegram": silence is not None and silence < SILENCE}
        parts |= {name: check() for name, check in self.checks.items()}
        told = {"seconds_since_telegram": None if silence is None else round(silence, 1)}
        return {"live": True, "ready": all(parts.values()), **parts, **told}
