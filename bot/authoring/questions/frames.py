"""The frames of questions: ways to ask that hold for any announcement, as frames.yaml has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, TypeAdapter, with_config

from bot.facts.base import STRICT

WordSet = Annotated[frozenset[str], BeforeValidator(lambda text: frozenset(str(text).split()))]
Of = Literal[
    "count", "located", "measure", "varying", "rank", "things", "unpriced", "people", "staff", "unexplained",
    "unexplained count", "speech",
]  # fmt: skip


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's way of writing: around a question, a few words, or a thing that can be told of."""

    name: str
    question: tuple[str, ...]
    fragment: tuple[str, ...]
    topic: tuple[str, ...]
    typing: tuple[str, ...] = ()
    aside: bool = False


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Parted:
    """Frames to learn from, and others that are set aside."""

    learning: tuple[str, ...]
    aside: tuple[str, ...] = ()

    def half(self, *, aside: bool) -> tuple[str, ...]:
        """Return the frames of one half."""
        return self.aside if aside else self.learning


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Near:
    """Frames of near misses of one kind, and what a fact must have for them."""

    name: str
    of: Of
    learning: tuple[str, ...]
    aside: tuple[str, ...]
    unless: str = ""  # a regular expression: where the article has it, it may be told after all

    def half(self, *, aside: bool) -> tuple[str, ...]:
        """Return the frames of one half."""
        return self.aside if aside else self.learning


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, and the general words that go into them."""

    voices: tuple[Voice, ...]
    told: dict[str, Parted]
    several: dict[str, Parted]
    near: tuple[Near, ...]
    places: tuple[str, ...]
    companies: tuple[str, ...]
    company: str
    reasons: str
    people: WordSet
    staff: WordSet
    abstract: WordSet
    areas: WordSet
    measures: WordSet
    fixed: WordSet
    moments: WordSet
    high: WordSet
    everyday: Parted = field(default_factory=lambda: Parted(()))

    def voices_of(self, *, aside: bool) -> tuple[Voice, ...]:
        """Return the voices of one half."""
        return tuple(voice for voice in self.voices if voice.aside is aside)


@cache
def frames() -> Frames:
    """Read the frames that ship with the bot."""
    folder = files("bot.authoring.questions")
    data = yaml.safe_load(folder.joinpath("frames.yaml").read_text(encoding="utf-8"))
    everyday = yaml.safe_load(folder.joinpath("everyday.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(Frames).validate_python(data | {"everyday": everyday})
