"""Flood: who has asked how much of late, and when it is too much."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable, Mapping
from enum import Enum, auto
from typing import NamedTuple

REMEMBERED = 5_000  # askers; the one not heard of for longest is forgotten


class Allowance(NamedTuple):
    """How many questions are answered in any period of so many seconds."""

    questions: int
    seconds: float


# Nobody types faster than this; Telegram lets the bot say 20 things a minute in a group (Bot FAQ), the notice included.
PERSON = Allowance(30, 60.0)
GROUP = Allowance(18, 60.0)
MEMBER = Allowance(9, 60.0)  # so that nobody uses a group up alone
TYPIST = Allowance(60, 20.0)  # inline mode asks anew with every letter


class Verdict(Enum):
    """What becomes of a question."""

    ANSWER = auto()
    TELL = auto()  # it was too much, and nobody has said so yet
    IGNORE = auto()


class Flood:
    """Count the questions of the last few thousand people and groups."""

    def __init__(self, size: int = REMEMBERED) -> None:
        """Begin with nothing asked."""
        self._size = size
        self._tallies: OrderedDict[Hashable, _Tally] = OrderedDict()

    def __len__(self) -> int:
        """Count who is remembered."""
        return len(self._tallies)

    def judge(self, askers: Mapping[Hashable, Allowance], moment: float) -> Verdict:
        """Decide about a question put at a moment (in seconds) in the name of all these askers.

        A flood is told once: not again before a period has passed without anything to refuse.
        """
        tallies = [self._tally(asker, allowance) for asker, allowance in askers.items()]
        full = [tally for tally in tallies if tally.is_full(moment)]
        is_news = [tally.refuse(moment) for tally in full]
        if not all(is_news):
            return Verdict.IGNORE
        for tally in tallies:
            tally.note(moment)
        return Verdict.TELL if full else Verdict.ANSWER

    def _tally(self, asker: Hashable, allowance: Allowance) -> _Tally:
        """Find an asker's tally, or begin one and forget the oldest."""
        tally = self._tallies.setdefault(asker, _Tally(allowance))
        self._tallies.move_to_end(asker)
        while len(self._tallies) > self._size:
            self._tallies.popitem(last=False)
        return tally


class _Tally:
    """The moments of one asker's last questions, as many as the allowance has."""

    __slots__ = ("allowance", "moments", "refused")

    def __init__(self, allowance: Allowance) -> None:
        """Begin with nothing asked and nothing refused."""
        self.allowance = allowance
        self.moments: deque[float] = deque(maxlen=allowance.questions)
        self.refused: float | None = None

    def is_full(self, moment: float) -> bool:
        """Tell whether the allowance is used up."""
        return len(self.moments) == self.allowance.questions and self._is_recent(self.moments[0], moment)

    def note(self, moment: float) -> None:
        """Count an answer."""
        if not self.is_full(moment):
            self.moments.append(moment)

    def refuse(self, moment: float) -> bool:
        """Note that a question is refused; True where it is the first for a while."""
        is_first = self.refused is None or not self._is_recent(self.refused, moment)
        self.refused = moment
        return is_first

    def _is_recent(self, earlier: float, moment: float) -> bool:
        """Tell whether a period has not passed since."""
        return moment < earlier + self.allowance.seconds
