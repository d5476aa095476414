"""The compiled fact base: loaded, checked and ready to answer."""

from __future__ import annotations

from pathlib import Path

from bot.facts.load import load
from bot.matching.matcher import Matcher
from bot.matching.model import learned_file, read_learned


def compiled(path: Path) -> Matcher:
    """Load, check and compile a fact base with what was learnt for it; raises DocumentError with every fault found."""
    return Matcher(load(path), read_learned(learned_file(path)))
