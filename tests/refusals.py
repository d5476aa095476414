"""A message after a question that was refused."""

from __future__ import annotations

from bot.matching import Matcher
from bot.matching.answer import Answer


def after(matcher: Matcher, question: str, message: str, language: str = "en") -> Answer:
    """Return the answer to a message after a question that was refused."""
    refused = matcher.answer(question, language=language)
    assert refused.refused
    return matcher.answer(message, refused=refused, replies=False, language=language)
