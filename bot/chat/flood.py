"""Limits on what people may ask: one notice per flood, then silence until it is over.

There is one clock, Telegram's: a message bears its time by that. What bears none (a press, a query) is taken for as
late as it can be, by the messages seen so far and by how long ago they came. This machine's own date is never used.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from cachetools import LRUCache
from telegram import Message, Update
from telegram.constants import ChatType

from bot.chat.addressing import pseudonym

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

    def __init__(self, size: int = REMEMBERED, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing asked; remember at most `size` askers, those heard of last.

        `clock` counts seconds from anywhere, and never goes back.
        """
        self._tallies: LRUCache[Hashable, _Tally] = LRUCache(size)
        self._clock = clock
        self._ahead = 0.0  # seconds by which Telegram's time is ahead of the clock, as far as is known

    def judge(self, askers: Mapping[Hashable, Allowance], date: float | None) -> Verdict:
        """Decide about a question that counts against all these askers, asked at a date of Telegram's, if it has one.

        A flood is notified once: not again before a whole period has passed without a refusal.
        """
        moment = self._moment(date)
        tallies = [self._tally(asker, allowance) for asker, allowance in askers.items()]
        full = [tally for tally in tallies if tally.is_full(moment)]
        is_first = [tally.refuse(moment) for tally in full]
        if not all(is_first):
            return Verdict.IGNORE
        for tally in tallies:
            tally.count(moment)
        return Verdict.NOTIFY if full else Verdict.ANSWER

    def _moment(self, date: float | None) -> float:
        """Return Telegram's time (in seconds) of what bears this date, or of what has come just now."""
        now = self._clock()
        if date is None:
            return now + self._ahead
        self._ahead = max(self._ahead, date - now)  # what waited is no measure
        return date

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
        """Return whether the allowance is used up."""
        return sum(self._is_near(earlier, moment) for earlier in self.moments) == self.allowance.questions

    def count(self, moment: float) -> None:
        """Count an answer."""
        if not self.is_full(moment):
            self.moments.append(moment)

    def refuse(self, moment: float) -> bool:
        """Note that a question is refused; True if it is the first for a while."""
        is_first = self.refused is None or not self._is_near(self.refused, moment)
        self.refused = moment
        return is_first

    def _is_near(self, earlier: float, moment: float) -> bool:
        """Return whether less than a period lies between two moments; what has waited comes after what is newer."""
        return abs(moment - earlier) < self.allowance.seconds


def askers_of(update: Update) -> dict[Hashable, Allowance]:
    """Return who asks and what they may ask: someone typing inline, or a person, in a group also its member and it.

    Admins who write as their group have one user id in all groups (Bot API, Message.from): the group counts for them.
    Nobody's id is in it, since what is counted is remembered.
    """
    message, chat = _message_of(update), update.effective_chat
    sender = message.sender_chat if message and message.sender_chat else update.effective_user
    name = pseudonym(sender.id) if sender else None
    if update.inline_query:
        return {("typist", name): TYPIST}
    person: dict[Hashable, Allowance] = {("person", name): PERSON}
    if chat is None or chat.type == ChatType.PRIVATE or update.guest_message:
        return person
    return person | {("member", chat.id, name): MEMBER, ("group", chat.id): GROUP}


def date_of(update: Update) -> float | None:
    """Return when the question was asked by Telegram's clock, if it says so; what has waited was not asked just now."""
    message = _message_of(update)
    return (message.edit_date or message.date).timestamp() if message else None


def _message_of(update: Update) -> Message | None:
    """Return the message that asks, if one does: not the one under which a button was pressed."""
    return update.message or update.edited_message or update.guest_message
