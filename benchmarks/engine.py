"""All that the benchmarks take from the bot's own modules."""

from __future__ import annotations

from pathlib import Path

from bot.facts import load
from bot.matching.answer import Outcome
from bot.matching.matcher import Matcher
from bot.matching.phrasings import phrasings_of
from bot.text import words

__all__ = ["Matcher", "Outcome", "load_matcher", "phrasings_of", "words"]


def load_matcher(path: Path) -> Matcher:
    """Load a fact base and make its matcher."""
    return Matcher(load(path))
