"""The answers that readers call wrong, as far as a process has to remember them."""

from __future__ import annotations

import time
from collections.abc import Callable

from cachetools import TTLCache

from bot.chat.addressing import pseudonym
from bot.journal.counts import DAY

REMEMBERED = 5_000  # presses, for a day, so that a person counts once for each answer
MOST_NEW = 100  # answers called wrong that the admins have not heard of


class Corrections:
    """The answers that readers call wrong: each person counts once for each, and the admins hear of the new ones."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing called wrong."""
        self.new: set[int] = set()  # by the number of the update that was answered
        self._seen: TTLCache[tuple[int, int], bool] = TTLCache(REMEMBERED, DAY, timer)

    def note(self, person: int, update_id: int) -> bool:
        """Note what a person calls wrong; return False if they have said so within a day."""
        press = pseudonym(person), update_id
        if press in self._seen:
            return False
        self._seen[press] = True
        if len(self.new) < MOST_NEW:
            self.new.add(update_id)
        return True
