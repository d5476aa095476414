"""The answers that readers call wrong, as far as a process has to remember them."""

from __future__ import annotations

from cachetools import LRUCache

REMEMBERED = 5_000  # presses, so that a person counts once for each answer
MOST_NEW = 100  # answers called wrong that the admins have not heard of


class Corrections:
    """The answers that readers call wrong: each person counts once for each, and the admins hear of the new ones."""

    def __init__(self) -> None:
        """Start with nothing called wrong."""
        self.new: set[int] = set()  # by the number of the update that was answered
        self._seen: LRUCache[tuple[int, int], bool] = LRUCache(REMEMBERED)

    def note(self, person: int, update_id: int) -> bool:
        """Note what a person calls wrong; return False if they have said so before."""
        if (person, update_id) in self._seen:
            return False
        self._seen[person, update_id] = True
        if len(self.new) < MOST_NEW:
            self.new.add(update_id)
        return True
