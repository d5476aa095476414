"""What the journal writes at once, and what comes back."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MOST_ENTRIES = 10_000
MOST_BYTES = 4_000_000
MOST_COUNTED = 1_000  # different things counted at once

KeptTexts = Literal["none", "unanswered", "all"]  # the questions whose texts are written down


class Counted(NamedTuple):
    """What is counted by the day: where a reader came from, say, or an answer that somebody calls wrong.

    A `bounded` kind has at most 100 names a day: further ones are counted together.
    """

    kind: str
    name: str
    bounded: bool = True


class Entry(NamedTuple):
    """How an update was answered; `facts` are ids joined by commas, `question` its text if it may be kept.

    `reason` says why no figure was shown, and `gap` is the id of what is known not to be told.
    """

    update_id: int
    outcome: str | None = None
    facts: str | None = None
    language: str | None = None
    question: str | None = None
    reason: str | None = None
    gap: str | None = None

    @property
    def size(self) -> int:
        """Return the bytes that its texts take."""
        return sum(len(text.encode(errors="replace")) for text in self[1:] if isinstance(text, str))


class Entries:
    """The last entries, as many as may wait for the database: limited in number and in bytes."""

    def __init__(
        self, entries: Iterable[Entry] = (), *, most: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES
    ) -> None:
        """Start with some entries."""
        self._most, self._most_bytes = most, most_bytes
        self._entries: deque[Entry] = deque()
        self._bytes = 0
        self.extend(entries)

    def extend(self, entries: Iterable[Entry]) -> None:
        """Add entries; the oldest make room for them."""
        for entry in entries:
            self._entries.append(entry)
            self._bytes += entry.size
            while len(self._entries) > self._most or self._bytes > self._most_bytes:
                self._bytes -= self._entries.popleft().size

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@dataclass
class Batch:
    """What one transaction writes: new claims, claims to renew, answers, encrypted updates to keep, and counts."""

    claims: list[int] = field(default_factory=list)
    renewals: list[int] = field(default_factory=list)
    entries: Entries = field(default_factory=Entries)
    kept: dict[int, str] = field(default_factory=dict)
    counts: Counter[Counted] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.claims) + len(self.renewals) + len(self.entries) + len(self.kept) + len(self.counts)

    def count(self, counts: Mapping[Counted, int]) -> None:
        """Add counts, of things that are new only as long as there are few."""
        for counted, times in counts.items():
            if counted in self.counts or len(self.counts) < MOST_COUNTED:
                self.counts[counted] += times

    def halves(self) -> tuple[Batch, Batch]:
        """Divide what is to be written in two."""
        parts = [Batch(claims=[number]) for number in self.claims]
        parts += [Batch(renewals=[number]) for number in self.renewals]
        parts += [Batch(entries=Entries([entry])) for entry in self.entries]
        parts += [Batch(kept={number: body}) for number, body in self.kept.items()]
        parts += [Batch(counts=Counter({counted: times})) for counted, times in self.counts.items()]
        middle = len(parts) // 2
        return _joined(parts[:middle]), _joined(parts[middle:])


class Written(NamedTuple):
    """What became of a batch: which updates are ours to answer, and which have been answered; others hold the rest.

    `renewed` are the claims that are still ours, `refused` the updates that the database does not take. Where
    `reconnected`, what was written before may be gone.
    """

    mine: Collection[int] = ()
    answered: Collection[int] = ()
    renewed: Collection[int] = ()
    refused: Collection[int] = ()
    reconnected: bool = False

    def __or__(self, other: Written) -> Written:
        """Return what became of two batches."""
        return Written(
            mine={*self.mine, *other.mine},
            answered={*self.answered, *other.answered},
            renewed={*self.renewed, *other.renewed},
            refused={*self.refused, *other.refused},
            reconnected=self.reconnected or other.reconnected,
        )


def _joined(parts: Iterable[Batch]) -> Batch:
    """Put batches together."""
    batch = Batch()
    for part in parts:
        batch.claims += part.claims
        batch.renewals += part.renewals
        batch.entries.extend(part.entries)
        batch.kept |= part.kept
        batch.count(part.counts)
    return batch
