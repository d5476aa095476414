"""The compiled fact base: loaded, checked and ready to answer."""

from __future__ import annotations

from pathlib import Path

from bot.cache import kept
from bot.facts import files_of, load_facts
from bot.language import FOLDER
from bot.matching import Matcher


def compiled(path: Path) -> Matcher:
    """Load, check and compile a fact base, unless that was done before; raises DocumentError with every fault found."""
    return kept("facts", [*files_of(path), *sorted(FOLDER.iterdir())], lambda: Matcher(load_facts(path)))
