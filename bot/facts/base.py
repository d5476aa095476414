"""The fact base: what facts.yaml and its companion files hold, as frozen objects with quick look-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, with_config
from pydantic.json_schema import SkipJsonSchema
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


Words = Annotated[tuple[str, ...], BeforeValidator(_split_words, json_schema_input_type=str | tuple[str, ...])]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
Text = Annotated[str, Field(min_length=1)]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
# When a fact was corrected, and what was wrong: 2021-05-02, the number of countries was wrong
Correction = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(, .+)?$")]
Address = Annotated[str, AfterValidator(button_address)]
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What the fact base is about and where it was published."""

    subject: Annotated[Text, Field(description="whose figures they are, as people call it")]
    names: Annotated[Words, Field(description="other names and common misspellings of it")] = ()
    not_about: Annotated[
        Words,
        Field(
            description="whose figures these are not: rivals, and the subject's own brands and products, unless the "
            "announcement tells of them. Countries are known already"
        ),
    ] = ()
    title: Annotated[Text, Field(description="the article's headline")]
    about: Annotated[Text, Field(description="the end of the sentence *Ask me about …*")]
    publisher: Annotated[Text, Field(description="who published the article")]
    published: Annotated[Date, Field(description='when: a date in quotes, `"2021-04-24"`')]
    url: Annotated[Address, Field(description="the article's address")]
    language: Annotated[Text, Field(description="the language of the quotes")] = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The Telegram channel that readers are invited to."""

    name: Annotated[Text, Field(description="what readers know the channel by")]
    url: Annotated[Address, Field(description="its address, with https:// in front")]
    invitation: Annotated[Text, Field(description="what the button says that leads there")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that the announcement says: its figure, its quote, and how people ask for it."""

    id: Annotated[Id, Field(description="small letters, digits and `_`: it becomes a command, a button and a link")]
    title: Annotated[Text, Field(description="what the reader sees above the figure, and on buttons")]
    figure: Annotated[Text, Field(description="never more than the article says: keep *more than*, *nearly*")]
    sentence: Annotated[str, Field(description="one plain sentence, if it helps")] = ""
    quote: Annotated[Text, Field(description="word for word; `[…]` for what is left out")]
    keywords: Annotated[Words, Field(description="a few words that people ask for it by")] = ()
    questions: Annotated[tuple[str, ...], Field(description="whole sentences that ask for it")] = ()
    related: Annotated[tuple[Id, ...], Field(description="ids of the facts to go on with")] = ()
    names: Annotated[
        Words,
        Field(
            description='others that the fact may be asked about (`"*"`: anybody). '
            "Names in its phrasings are allowed without being listed"
        ),
    ] = ()
    years: Annotated[
        tuple[int, ...],
        Field(
            description="the years that the figure is of: a question for another year is refused. "
            "Without it, any year will do"
        ),
    ] = ()
    corrected: Annotated[
        Correction,
        Field(
            description='a date and what was wrong: `"2021-05-02, the number of countries was wrong"`; readers see both'
        ),
    ] = ""

    @property
    def correction(self) -> tuple[str, str]:
        """Return the date on which the fact was corrected, and what was wrong; empty where it was not."""
        date, _, what = self.corrected.partition(", ")
        return date, what


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold:
    """A question that people ask and the announcement does not answer, with its honest reply."""

    id: Annotated[Id, Field(description="as a fact's, and different from all of them")]
    reply: Annotated[Text, Field(description="the honest reply: what the announcement does not say")]
    keywords: Annotated[Words, Field(description="as a fact's")] = ()
    questions: Annotated[tuple[str, ...], Field(description="as a fact's")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactText:
    """The words of one fact in another language; the quote stays as it is."""

    title: Annotated[Text, Field(description="the fact's title")]
    figure: Annotated[Text, Field(description="the same numbers, as this language writes them")]
    sentence: Annotated[str, Field(description="the fact's sentence, if it has one")] = ""
    corrected: Annotated[str, Field(description="what was wrong, if the fact was corrected")] = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """The words of the fact base in one other language (the file facts/<code>.yaml)."""

    about: Annotated[Text, Field(description="the end of the sentence *Ask me about …*")]
    invitation: Annotated[Text, Field(description="what the button to the channel says")]
    names: Annotated[Words, Field(description="the subject's names and misspellings in this language")] = ()
    not_about: Annotated[Words, Field(description="whose figures these are not")] = ()
    synonyms: Annotated[
        Mapping[str, Words], Field(description="for each idea of facts.yaml, the words of this language that mean it")
    ] = field(default_factory=dict)
    facts: Annotated[Mapping[Id, FactText], Field(description="each fact's words, by its id")] = field(
        default_factory=dict
    )
    not_told: Annotated[Mapping[Id, Text], Field(description="each gap's reply, by its id")] = field(
        default_factory=dict
    )


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class FactBase:
    """All that the bot knows; `companions` are by language code, as their files are named.

    `edited` is the day (UTC) on which the last of the files was edited, empty where that is not known.
    """

    announcement: Annotated[Announcement, Field(description="the article")]
    channel: Annotated[Channel, Field(description="where readers are invited to")]
    confidence: Annotated[Mapping[str, float], Field(description="of older files; not used any more")] = field(
        default_factory=dict
    )
    languages: Annotated[
        Words,
        Field(description="the codes of those spoken beside English, all without it; `LANGUAGES` overrides it"),
    ] = ()
    synonyms: Annotated[Mapping[str, Words], Field(description="for each idea, the words that mean it")] = field(
        default_factory=dict
    )
    facts: Annotated[tuple[Fact, ...], Field(min_length=1, description="what the announcement says")]
    not_told: Annotated[tuple[NotTold, ...], Field(description="gaps: what people ask and it does not say")] = ()
    companions: Annotated[Mapping[str, Companion], BeforeValidator(_refuse), SkipJsonSchema()] = field(
        default_factory=dict
    )
    edited: Annotated[str, BeforeValidator(_refuse), SkipJsonSchema()] = ""

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
        return FactText(title=fact.title, figure=fact.figure, sentence=fact.sentence, corrected=fact.correction[1])

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
