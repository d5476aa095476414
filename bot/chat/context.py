"""The desk: all that the handlers share, in one typed object (`context.bot_data`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from telegram.ext import Application, CallbackContext

from bot.chat.flood import Flood
from bot.chat.sender import Place, Sender
from bot.chat.stock import Stock
from bot.facts.base import FactBase
from bot.matching.answer import Answer
from bot.matching.matcher import Matcher
from bot.recent import Recent
from bot.replies.render import Reply
from bot.service.health import Health


class Exchange(NamedTuple):
    """A question as it was last seen, and the message that answers it."""

    question: str
    answer: Place


@dataclass(slots=True)
class Desk:
    """The matcher with its fact base, and the little that is remembered for a while.

    The fact base is the matcher's own: who puts another matcher here has exchanged both at once.
    `stock` are the replies already written. `exchanges` leads from a question's place to its answer, so that an
    edit of the one edits the other; `albums` holds the media groups that have been met, because each picture is a
    message; `flood` is who has asked how much of late, or None where nobody counts; `answers` what the matcher made
    of the questions in hand, by update id, for the journal; `health` is what GET /health tells; `keeps_texts` whether
    questions without an answer are written down, which /privacy says.
    """

    matcher: Matcher
    stock: Stock = field(init=False)
    exchanges: Recent[Place, Exchange] = field(default_factory=Recent)
    albums: Recent[str, bool] = field(default_factory=Recent)
    flood: Flood | None = None
    answers: Recent[int, Answer] = field(default_factory=Recent)
    health: Health = field(default_factory=Health)
    keeps_texts: bool = False

    def __post_init__(self) -> None:
        """Begin with nothing written."""
        self.stock = Stock(self.base)

    def reply(self, answer: Answer, *, short: bool = False) -> Reply:
        """Give the reply to an answer, by the facts in service; `short` is for groups."""
        if self.stock.base is not self.base:
            self.stock = Stock(self.base)
        return self.stock.reply(answer, short=short)

    @property
    def base(self) -> FactBase:
        """Give the facts in service."""
        return self.matcher.base


Context = CallbackContext[Sender, dict[Any, Any], dict[Any, Any], Desk]
App = Application[Sender, Context, dict[Any, Any], dict[Any, Any], Desk, None]
