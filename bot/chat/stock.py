"""The stock: replies as they are sent, written once, because the same facts are asked for again and again."""

from __future__ import annotations

from bot.facts.base import FactBase
from bot.matching.answer import Answer
from bot.recent import Recent
from bot.replies.render import Reply, answer_reply

KEPT = 500


class Stock:
    """The replies of one fact base to the last few hundred different answers.

    To write one with its buttons and as JSON takes 0.15 ms. Of the 2,300 questions in tests/questions, no two of
    which are alike, every other one finds its reply here; where people ask the same, nearly all do.
    """

    def __init__(self, base: FactBase) -> None:
        """Begin with nothing written."""
        self.base = base
        self._written: Recent[object, Reply] = Recent(KEPT)

    def reply(self, answer: Answer, *, short: bool = False) -> Reply:
        """Give `answer_reply`, written before or now."""
        shown = (answer.outcome, answer.facts, answer.suggestions, answer.not_told, answer.reason, answer.detail)
        key = (short, answer.language, *shown)  # all that a reply depends on: neither the question nor the score
        reply = self._written.get(key)
        if reply is None:
            reply = answer_reply(self.base, answer, short=short)
            self._written.put(key, reply)
        return reply
