"""Counts: what befell answers since the start. `GET /health` shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """How many answers, and calls to Telegram, ended otherwise than at once and well."""

    unconfirmed: int = 0  # answers perhaps sent: Telegram did not confirm them, so they were not sent again
    dropped: int = 0  # answers surely not sent: refused by Telegram, given up, or not readable in the journal
    repeated: int = 0  # calls made again after an error
    deferred: int = 0  # questions kept in the journal, to be answered later
