"""All that the benchmarks take from the bot's own modules."""

from bot.matching import Matcher, Outcome, load_matcher
from bot.matching.phrasings import phrasings_of
from bot.text import words

__all__ = ["Matcher", "Outcome", "load_matcher", "phrasings_of", "words"]
