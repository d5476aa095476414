"""A memo: what a function gave before, for as many arguments as fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

MAX_REMEMBERED = 5_000

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """Call a method once for each argument: `memo[argument]`. When it is full, it forgets everything.

    Unlike `functools.lru_cache` it can be part of what is pickled; the results are left out there.
    """

    def __init__(self, method: Callable[[K], V]) -> None:
        """Begin with nothing remembered."""
        self._method = method

    def __missing__(self, argument: K) -> V:
        """Call the method and keep what it gives."""
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        result = self[argument] = self._method(argument)
        return result

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the method only."""
        return Memo, (self._method,)
