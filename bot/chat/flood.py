"""Limits on what people may ask: one notice per flood, then silence until it is over."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Hashable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from cachetools import LRUCache
from telegram import Update
from telegram.constants import ChatType

REMEMBERED = 5_000  # people, members and groups


class Allowance(NamedTuple):
    """How many questions are answered in any period of so many seconds."""

    questions: int
    seconds: float


# Nobody types faster than this. A bot may send 20 messages a minute to a group (Bot FAQ), the notice included.
PERSON = Allowance(30, 60.0)
GROUP = Allowance(18, 60.0)
MEMBER = Allowance(9, 60.0)  # so that nobody uses up a group's allowance alone
TYPIST = Allowance(60, 20.0)  # inline mode sends a query with every letter


class Verdict(Enum):
    """What happens to a question."""

    ANSWER = auto()
    NOTIFY = auto()  # too many, and nobody has said so yet
    IGNORE = auto()


class FloodLimiter:
    """Count the questions of the last few thousand people and groups."""

    def __init__(self, size: int = REMEMBERED) -> None:
        """Start with nothing asked; remember at most `size` askers, those heard of last."""
        self._tallies: LRUCache[Hashable, _Tally] = LRUCache(size)

    def judge(self, askers: Mapping[Hashable, Allowance], moment: float) -> Verdict:
        """Decide about a question asked at a moment (in seconds) that counts against all these askers.

        A flood is notified once: not again before a whole period has passed without a refusal.
        """
        tallies = [self._tally(asker, allowance) for asker, allowance in askers.items()]
        full = [tally for tally in tallies if tally.is_full(moment)]
        is_first = [tally.refuse(moment) for tally in full]
        if not all(is_first):
            return Verdict.IGNORE
        for tally in tallies:
            tally.count(moment)
        return Verdict.NOTIFY if full else Verdict.ANSWER

    def _tally(self, asker: Hashable, allowance: Allowance) -> _Tally:
        """Find an asker's tally, or start one."""
        tally = self._tallies.get(asker)
        if tally is None:
            tally = self._tallies[asker] = _Tally(allowance)
        return tally


class _Tally:
    """The moments of one asker's last questions, as many as the allowance has."""

    def __init__(self, allowance: Allowance) -> None:
        """Start with nothing asked and nothing refused."""
        self.allowance = allowance
        self.moments: deque[float] = deque(maxlen=allowance.questions)
        self.refused: float | None = None

    def is_full(self, moment: float) -> bool:
        """Tell whether the allowance is used up."""
        return len(self.moments) == self.allowance.questions and self._is_recent(self.moments[0], moment)

    def count(self, moment: float) -> None:
        """Count an answer."""
        if not self.is_full(moment):
            self.moments.append(moment)

    def refuse(self, moment: float) -> bool:
        """Note that a question is refused; True if it is the first for a while."""
        is_first = self.refused is None or not self._is_recent(self.refused, moment)
        self.refused = moment
        return is_first

    def _is_recent(self, earlier: float, moment: float) -> bool:
        """Tell whether less than a period lies between two moments."""
        return moment < earlier + self.allowance.seconds


def askers_of(update: Update) -> dict[Hashable, Allowance]:
    """Return who asks and what they may ask: someone typing inline, a person, or a group's member and the group."""
    user, chat = update.effective_user, update.effective_chat
    user_id = user.id if user else None
    if update.inline_query:
        return {("typist", user_id): TYPIST}
    if chat is None or chat.type == ChatType.PRIVATE or update.guest_message:
        return {("person", user_id): PERSON}
    return {("member", chat.id, user_id): MEMBER, ("group", chat.id): GROUP}


def moment_of(update: Update) -> float:
    """Return when the question was asked: those that waited through an outage were not asked all at once."""
    message = update.message or update.edited_message or update.guest_message
    return (message.edit_date or message.date).timestamp() if message else time.time()
