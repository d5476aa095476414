"""The fact base: what facts.yaml and its companion files hold, as frozen objects with quick look-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, with_config
from pydantic_core import PydanticCustomError

from bot.addresses import button_address
from bot.text import clip

# Telegram's limits in UTF-16 units (Bot API).
MESSAGE = 4096  # sendMessage, text, after entity parsing
COPY_TEXT = 256  # CopyTextButton, text
QUERY = 256  # InlineQuery, query
LABEL = 60  # the text of a button that a phone still shows whole; the Bot API states no limit

STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)  # pydantic hands it on to the parts of a dataclass


def _split_words(value: Any) -> Any:
    """Let an editor write a list of words as one text, separated by commas."""
    if isinstance(value, str):
        return tuple(filter(None, map(str.strip, value.split(","))))
    return value


def _refuse(value: Any) -> Any:
    """Refuse what facts.yaml itself never holds."""
    raise PydanticCustomError("elsewhere", "belongs in its own file")


Words = Annotated[tuple[str, ...], BeforeValidator(_split_words)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
Text = Annotated[str, Field(min_length=1)]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Address = Annotated[str, AfterValidator(button_address)]
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What the fact base is about and where it was published."""

    subject: Text
    names: Words = ()
    not_about: Words = ()
    title: Text
    about: Text
    publisher: Text
    published: Date
    url: Address
    language: Text = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The Telegram channel that readers are invited to."""

    name: Text
    url: Address
    invitation: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The scores from which an answer, or a suggestion, is given (`evaluate --tune` finds them)."""

    answer: Share = 0.6
    suggest: Share = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that the announcement says: its figure, its quote, and how people ask for it."""

    id: Id
    title: Text
    figure: Text
    sentence: str = ""
    quote: Text
    keywords: Words = ()
    questions: tuple[str, ...] = ()
    related: tuple[Id, ...] = ()
    names: Words = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold:
    """A question that people ask and the announcement does not answer, with its honest reply."""

    id: Id
    reply: Text
    keywords: Words = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactText:
    """The words of one fact in another language; the quote stays as it is."""

    title: Text
    figure: Text
    sentence: str = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """The words of the fact base in one other language (the file facts/<code>.yaml)."""

    about: Text
    invitation: Text
    names: Words = ()
    not_about: Words = ()
    synonyms: Mapping[str, Words] = field(default_factory=dict)
    facts: Mapping[Id, FactText] = field(default_factory=dict)
    not_told: Mapping[Id, Text] = field(default_factory=dict)


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class FactBase:
    """All that the bot knows; `companions` are by language code, as their files are named."""

    announcement: Announcement
    channel: Channel
    confidence: Confidence = Confidence()
    languages: Words = ()  # the codes of those that the bot speaks beside English; none for all
    synonyms: Mapping[str, Words] = field(default_factory=dict)
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    not_told: tuple[NotTold, ...] = ()
    companions: Annotated[Mapping[str, Companion], BeforeValidator(_refuse)] = field(default_factory=dict)

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with this id, None if there is none."""
        return self._facts.get(fact_id)

    def gap(self, gap_id: str) -> NotTold | None:
        """Return what is known not to be told under this id, None if there is nothing."""
        return self._gaps.get(gap_id)

    def fact_named(self, name: str) -> Fact | None:
        """Return the fact with this id, or with this title in any language; case and blanks around make no difference.

        A title is known by as much of it as an inline query has room for.
        """
        return self._named.get(name.strip().casefold())

    def text(self, fact: Fact, language: str) -> FactText:
        """Return title, figure and sentence of a fact in a language, or as written in facts.yaml."""
        companion = self.companions.get(language)
        if companion and fact.id in companion.facts:
            return companion.facts[fact.id]
        return FactText(title=fact.title, figure=fact.figure, sentence=fact.sentence)

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        """Index the facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _gaps(self) -> Mapping[str, NotTold]:
        """Index what is not told by id."""
        return {gap.id: gap for gap in self.not_told}

    @cached_property
    def _named(self) -> Mapping[str, Fact]:
        """Index the facts by their ids and titles; an id goes before a title."""
        named = dict(self._facts)
        for fact in self.facts:
            for title in (fact.title, *self._titles(fact.id)):
                named.setdefault(clip(title, QUERY).casefold(), fact)
        return named

    def _titles(self, fact_id: str) -> list[str]:
        """Return the titles of a fact in other languages."""
        return [each.facts[fact_id].title for each in self.companions.values() if fact_id in each.facts]
