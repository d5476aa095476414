"""Prompts: what an assistant is asked for, once for each persona."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from bot.authoring.questions.lines import ASIDE
from bot.facts import FactBase
from bot.facts.base import Fact

SINGLE = 30  # questions for one thing that each persona is to ask, or three for two facts
MOST_ARTICLE = 30_000  # characters of an article in a prompt


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who asks; what one that is `aside` asks is not learnt from. Each hard `style` is in both halves."""

    name: str
    style: str
    who: str
    aside: bool = False

    @property
    def file(self) -> str:
        """Return the name of the file of its prompt, and of the reply."""
        return f"{self.name}{ASIDE if self.aside else ''}.txt"


@cache
def personas() -> tuple[Persona, ...]:
    """Read the personas that ship with the bot."""
    text = files("bot.authoring.questions").joinpath("personas.yaml").read_text(encoding="utf-8")
    return tuple(Persona(**each) for each in yaml.safe_load(text))


def mix_of(base: FactBase) -> dict[str, int]:
    """Say how many questions of each kind a persona is to ask: half of them told, four in ten near misses."""
    single = max(SINGLE, 3 * len(base.facts) // 2)
    several = single // 6
    told = single + several
    return {"single": single, "several": several, "near": told * 4 // 5, "offtopic": told // 5}


def prompt_for(persona: Persona, base: FactBase, article: str) -> str:
    """Write the prompt for one persona."""
    ids = [fact.id for fact in base.facts]
    mix = mix_of(base)
    return (
        files("bot.authoring.questions")
        .joinpath("prompt.txt")
        .read_text(encoding="utf-8")
        .format(
            number=sum(mix.values()),
            **mix,
            who=persona.who,
            article=article.strip()[:MOST_ARTICLE],
            facts="\n".join(map(_shown, base.facts)),
            gaps="\n".join(f"- {gap.reply}" for gap in base.not_told) or "- nothing is listed",
            example=ids[0],
            other=ids[-1],
        )
    )


def _shown(fact: Fact) -> str:
    """Write what the bot shows for a fact."""
    return f"{fact.id}: {fact.title}: {fact.figure}\n    {f'{fact.sentence} “{fact.quote}”'.lstrip()}"
