"""A memory with a size."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

REMEMBERED = 1000

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A memory of the last few things: the oldest is forgotten when it is full."""

    def __init__(self, size: int = REMEMBERED) -> None:
        """Begin empty."""
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        """Count what is remembered."""
        return len(self._values)

    def get(self, key: K) -> V | None:
        """Recall a value."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Remember a value as the newest."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._size:
            self._values.popitem(last=False)

    def pop(self, key: K) -> V | None:
        """Recall a value for the last time."""
        return self._values.pop(key, None)
