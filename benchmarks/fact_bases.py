"""Fact bases of any size, made by a seeded generator: each fact is a quantity of something somewhere."""

from __future__ import annotations

import random
from pathlib import Path

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u")]
HEAD = """announcement: {{subject: Acme, title: Acme reports, about: "what Acme has {size} of", publisher: The Times,
  published: "2024-05-01", url: "https://example.org/acme"}}
channel: {{name: Acme, url: "https://t.me/acme", invitation: Join the channel}}
facts:
"""
FACT = """  - id: f{number}
    title: {thing} in {place}
    figure: "{figure:,}"
    quote: Acme had {figure:,} {thing} in {place}
    keywords: [{thing} {place}, {place} {thing} count]
    questions: ["How many {thing} does Acme have in {place}?", "number of {thing} around {place}",
      "What is the {thing} total of {place}?", "Tell me about {place} and its {thing}"]
"""


def write_facts(path: Path, size: int, seed: int = 5, things: int = 400) -> list[str]:
    """Write so many facts; give a question about each of a hundred of them, worded as no phrasing is.

    The fewer `things` there are, the more facts share each word.
    """
    chance = random.Random(seed)
    names = ["".join(chance.choices(SYLLABLES, k=chance.choice((3, 4)))) for _ in range(40 + size // 10)]
    names = sorted(set(names))
    chosen = names[:: max(1, len(names) // things)][:things]
    places = names if size <= len(chosen) * len(names) else [f"{one}{two}" for one in names for two in SYLLABLES[:5]]
    pairs = chance.sample([(thing, place) for thing in chosen for place in places], size)
    facts = [
        FACT.format(number=number, thing=thing, place=place, figure=chance.randrange(10, 10**6))
        for number, (thing, place) in enumerate(pairs)
    ]
    path.write_text(HEAD.format(size=size) + "".join(facts), encoding="utf-8")
    return [
        f"so what {thing} do they own over in {place} by now" for thing, place in chance.sample(pairs, min(100, size))
    ]
