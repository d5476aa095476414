"""The compiled fact base: loaded, checked and ready to answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.facts.base import FactBase, files_of, load_facts
from bot.facts.cache import kept
from bot.facts.language import FOLDER
from bot.matching.matcher import Matcher


def compiled(path: Path) -> Matcher:
    """Load, check and compile a fact base, unless that was done before; raises DocumentError with every fault found.

    The words of other languages are in the matcher's lexicons by then, and no longer in its fact base.
    """
    return kept("facts", [*files_of(path), *sorted(FOLDER.iterdir())], lambda: _compile(path))


def _compile(path: Path) -> Matcher:
    """Compile what a matcher needs of a fact base."""
    matcher = Matcher(load_facts(path))
    matcher.base = _without_words(matcher.base)
    return matcher


def _without_words(base: FactBase) -> FactBase:
    """Leave out the words of other languages: 2 MB."""
    said = {code: replace(each, names=(), not_about=(), synonyms={}) for code, each in base.companions.items()}
    return replace(base, companions=said)
