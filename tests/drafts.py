"""Drafts as the tests make them: a fact base out of a text, checked against it."""

from __future__ import annotations

from pathlib import Path

from bot.authoring.drafting.article import parse_article
from bot.authoring.drafting.draft import draft
from bot.facts import Fact, FactBase, inspect
from bot.facts.check import quotes_not_in
from bot.facts.document import read_document


def drafted(folder: Path, text: str) -> FactBase:
    """Draft a fact base, and check it against the article."""
    path = folder / "facts.yaml"
    path.write_text(draft(parse_article(text)).text, encoding="utf-8")
    base, faults = inspect(path)
    assert not faults
    assert base
    assert not quotes_not_in(text, base, read_document(path))
    return base


def only_fact(folder: Path, sentence: str) -> Fact:
    """Draft the one fact of a sentence."""
    base = drafted(folder, f"The day of Acme\n\nDaily News, 4 May 2025\n\nIt was a fine day for Acme. {sentence}\n")
    (fact, _) = base.facts
    return fact
