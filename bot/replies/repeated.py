"""What is said in place of a sentence without a figure that the chat has just been sent."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot.facts.base import FactBase
from bot.facts.language import texts
from bot.matching.answer import REFUSING, Answer, Outcome, Reason
from bot.replies.keyboards import choice_keyboard, start_keyboard
from bot.replies.markup import say
from bot.replies.render import Reply, answer_reply

BRIEFED = 3  # the time at which the announcement follows in brief
UNTOLD = REFUSING | {None, Reason.NO_MORE, Reason.EMPTY}


class Repeated(NamedTuple):
    """A sentence that says there is no figure: the hash of what decides how it reads, and how often it was due."""

    said: int
    times: int = 1

    @classmethod
    def by(cls, answer: Answer, last: Repeated | None) -> Repeated | None:
        """Count the sentence of an answer after the last one in a chat; None for a fact, an offer and small talk."""
        unclear = answer.reason is Reason.ABILITIES and answer.score < 1  # a question that asks for nothing
        if answer.outcome not in (Outcome.NOTHING, Outcome.NOT_TOLD) or not (unclear or answer.reason in UNTOLD):
            return None
        said = hash((answer.language, answer.not_told, answer.reason, answer.detail))
        return cls(said, last.times + 1 if last and last.said == said else 1)


def repeated_reply(base: FactBase, answer: Answer, times: int) -> Reply:
    """Say in short that there is no figure, with the facts that fit, or the announcement in brief one time."""
    said, shown = texts(answer.language), None if answer.reason is Reason.NO_MORE else ()
    text = say(said.not_found_again, answer.language)
    if keyboard := choice_keyboard(base, answer.suggestions, answer.language):
        return Reply(f"{text}\n\n{say(said.nearest, answer.language)}", keyboard, shown)
    if times == BRIEFED:
        brief = replace(answer, outcome=Outcome.NOTHING, not_told=None, reason=Reason.SUMMARY)
        text = f"{text}\n\n{answer_reply(base, brief).text}"
    return Reply(text, start_keyboard(base, answer.language), shown)
