"""The desk: all that the handlers share, in one typed object (`context.bot_data`)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from telegram.ext import Application, CallbackContext, ExtBot

from bot.facts import FactBase
from bot.matching import Matcher

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


class Place(NamedTuple):
    """Where a message is."""

    chat_id: int
    message_id: int


class Exchange(NamedTuple):
    """A question as it was last seen, and the message that answers it."""

    question: str
    answer: Place


@dataclass(slots=True)
class Desk:
    """The fact base, the matcher, and the little that is remembered for a while.

    `exchanges` leads from a question's place to its answer, so that an edit of the one edits the
    other; `albums` holds the media groups that have been met, because each picture is a message.
    """

    base: FactBase
    matcher: Matcher
    exchanges: Recent[Place, Exchange] = field(default_factory=Recent)
    albums: Recent[str, bool] = field(default_factory=Recent)


Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Desk]
App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], Desk, None]
