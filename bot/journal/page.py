"""A page of the journal: what goes into the database in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple


class Entry(NamedTuple):
    """How an update was answered; `question` only where no fact was the answer."""

    update_id: int
    outcome: str | None = None
    facts: str | None = None
    language: str | None = None
    question: str | None = None


class Claimed(NamedTuple):
    """Which updates are ours to answer, and which have been answered; others are at work on the rest."""

    mine: Collection[int] = ()
    answered: Collection[int] = ()


@dataclass
class Batch:
    """Updates to claim, claims to renew, answers to record, and updates to keep (sealed) until then."""

    claims: list[int] = field(default_factory=list)
    renewals: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)
