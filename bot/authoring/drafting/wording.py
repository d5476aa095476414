"""Better words for a draft from a model: titles, keywords and phrasings; quotes and figures stay as drafted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.authoring.drafting.draft import Parts
from bot.authoring.drafting.facts import FactDraft
from bot.authoring.drafting.gaps import Gap
from bot.authoring.drafting.writing import new_phrases, visible
from bot.authoring.json_objects import objects_in, parts_of
from bot.facts import LABEL, inspect
from bot.facts.numbers import Quantity, quantities
from bot.text import utf16_length, words

MOST_PHRASINGS = 8  # that are added to a fact, or to a gap
MOST_KEYWORDS = 5
LONGEST = 100  # characters of a phrasing
_PROMPT = """\
You help an editor with the fact base of a chat bot that answers questions about ONE announcement. For each fact below
write a better title (2 to 5 words, no figures), up to 5 keywords (1 to 3 words each, no commas) and 5 to 8 questions
as different people would ask for exactly this; for each gap, 5 questions for what the announcement does NOT tell there.
Do not invent facts, and do not correct figures or quotes: they are not read from your answer.

THE ANNOUNCEMENT
{article}

THE FACTS (id: title: figure: quote)
{facts}

THE GAPS (id: reply)
{gaps}

OUTPUT: JSON lines and nothing else, one object a line:
{{"id": "the id of a fact", "title": "…", "keywords": ["…"], "questions": ["…"]}}
{{"id": "the id of a gap", "questions": ["…"]}}
"""


@dataclass
class Reworded:
    """A draft with a model's words, what was taken, and what was left out and why."""

    parts: Parts
    titles: int = 0
    phrasings: int = 0
    left: list[str] = field(default_factory=list)


def prompt_for(parts: Parts) -> str:
    """Write the prompt for the parts of a draft."""
    facts = zip(parts.ids, parts.facts, strict=True)
    return _PROMPT.format(
        article="\n\n".join(parts.article.paragraphs)[:30_000],
        facts="\n".join(f"{name}: {fact.title}: {fact.figure}: {fact.quote}" for name, fact in facts),
        gaps="\n".join(f"{gap.id}: {gap.reply}" for gap in parts.gaps),
    )


def reword(parts: Parts, reply: str) -> Reworded:
    """Merge what a model replied into the titles, keywords and phrasings of a draft, as far as it can be used."""
    reworded = Reworded(replace(parts, facts=[replace(fact) for fact in parts.facts], gaps=list(parts.gaps)))
    taken = {words(phrase) for fact in parts.facts for phrase in (*fact.keywords, *fact.questions)}
    taken |= {words(phrase) for gap in parts.gaps for phrase in gap.questions}
    for start, _, data in objects_in(reply):
        if data is None:
            reworded.left.append(f"line {reply.count(chr(10), 0, start) + 1} is broken or cut off")
            continue
        for each in parts_of(data):
            _merge(reworded, each, taken)
    return reworded


def fault_of(text: str) -> str:
    """Return the first fault that `check` finds in a fact base; "" if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.yaml"
        path.write_text(text, encoding="utf-8")
        _, faults = inspect(path)
    return next((fault.message for fault in faults if not fault.is_warning), "")


def _merge(reworded: Reworded, data: dict[str, Any], taken: set[tuple[str, ...]]) -> None:
    """Take the words for one fact or gap."""
    parts, name = reworded.parts, data.get("id")
    gap = next((place for place, gap in enumerate(parts.gaps) if gap.id == name), None)
    if name in parts.ids:
        fact = parts.facts[parts.ids.index(name)]
        _retitle(reworded, fact, data.get("title"))
        keywords = [each for each in _phrases(data.get("keywords")) if "," not in each and ";" not in each]
        new = new_phrases((each.lower() for each in keywords), taken)[:MOST_KEYWORDS]
        asked = new_phrases(_phrases(data.get("questions")), taken)[:MOST_PHRASINGS]
        fact.keywords, fact.questions = [*fact.keywords, *new], [*fact.questions, *asked]
        reworded.phrasings += len(new) + len(asked)
    elif gap is not None:
        asked = new_phrases(_phrases(data.get("questions")), taken)[:MOST_PHRASINGS]
        known: Gap = parts.gaps[gap]
        parts.gaps[gap] = replace(known, questions=(*known.questions, *asked))
        reworded.phrasings += len(asked)
    else:
        reworded.left.append(f"there is no fact or gap {str(name)[:40]!r}")


def _retitle(reworded: Reworded, fact: FactDraft, title: object) -> None:
    """Take a title, unless it is none, another fact's, or has a number that the quote doesn't have."""
    if title is None or title == fact.title:
        return
    text = visible(title) if isinstance(title, str) else ""
    others = {each.title.casefold() for each in reworded.parts.facts if each is not fact} | set(reworded.parts.ids)
    unsaid = _values(quantities(text)) - _values(quantities(fact.quote))
    if not words(text) or utf16_length(text) > LABEL or text.casefold() in others or unsaid:
        reworded.left.append(f"{fact.title!r} keeps its title, {text[:60]!r} won't do")
        return
    fact.title, fact.todo = text, ""
    reworded.titles += 1


def _values(named: Iterable[Quantity]) -> set[tuple[object, object, str]]:
    """Return what numbers say, wherever they stand."""
    return {(each.kind, each.value, each.unit) for each in named}


def _phrases(value: object) -> list[str]:
    """Return the texts of a list that are short enough for phrasings."""
    found = value if isinstance(value, list) else []
    return [text for each in found if isinstance(each, str) and words(text := visible(each)) and len(text) <= LONGEST]
