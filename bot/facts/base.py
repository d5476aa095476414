"""The fact base: the schema of facts.yaml and its companion files, loaded, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.matching.model import Learned, learned_file, read_learned

# Where the fact base is compiled already, no YAML is read and nothing is checked: what that needs is imported there.
if TYPE_CHECKING:
    from bot.facts.document import Document
    from bot.facts.fault import Fault
    from bot.facts.schema import Address, Date, Elsewhere, Filled, Id, Share, Text, Words


class Model:
    """A part of the schema; `bot.facts.schema` checks it, refusing unknown keys and lax types."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid", "str_strip_whitespace": True, "defer_build": True}  # noqa: RUF012 - read by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement(Model):
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
class Channel(Model):
    """The Telegram channel that readers are invited to."""

    name: Text
    url: Address
    invitation: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence(Model):
    """The scores from which an answer, or a suggestion, is given (`evaluate --tune` finds them)."""

    answer: Share = 0.6
    suggest: Share = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Model):
    """One thing the announcement tells: its figure, its quote, and how people ask for it."""

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
class NotTold(Model):
    """A question that people ask and the announcement does not answer, with its honest reply."""

    id: Id
    reply: Text
    keywords: Words = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactText(Model):
    """The words of one fact in another language; the quote stays as it is."""

    title: Text
    figure: Text
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion(Model):
    """The words of the fact base in one other language (the file facts/<code>.yaml)."""

    about: Text
    invitation: Text
    names: Words = ()
    not_about: Words = ()
    synonyms: Mapping[str, Words] = field(default_factory=dict)
    facts: Mapping[Id, FactText] = field(default_factory=dict)
    not_told: Mapping[Id, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBase(Model):
    """All that the bot knows."""

    announcement: Announcement
    channel: Channel
    confidence: Confidence = Confidence()
    synonyms: Mapping[str, Words] = field(default_factory=dict)
    facts: Filled[Fact]
    not_told: tuple[NotTold, ...] = ()
    companions: Elsewhere[Mapping[str, Companion]] = field(default_factory=dict)
    learned: Elsewhere[Learned | None] = None

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with this id, if there is one."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    def text(self, fact: Fact, language: str) -> FactText:
        """Return title, figure and sentence of a fact in a language, or as written in facts.yaml."""
        companion = self.companions.get(language)
        if companion and fact.id in companion.facts:
            return companion.facts[fact.id]
        return FactText(title=fact.title, figure=fact.figure, sentence=fact.sentence)


def load_facts(path: Path) -> FactBase:
    """Load facts.yaml and its companions, or raise DocumentError with every fault found."""
    from bot.facts.fault import DocumentError

    base, faults = inspect_facts(path)
    if base is None or faults:
        raise DocumentError(faults)
    return base


def inspect_facts(path: Path) -> tuple[FactBase | None, list[Fault]]:
    """Load facts.yaml and its companions as far as they can be used, with every fault found."""
    from bot.facts.check import find_faults
    from bot.facts.schema import checked

    documents, faults = _read_documents(path)
    base, companions = None, {}
    for code, document in documents.items():
        if code:
            companion, found = checked(Companion, document)
            companions[code] = companion
        else:
            base, found = checked(FactBase, document)
        faults += found
    if base is None:
        return None, faults
    usable = {code: companion for code, companion in companions.items() if companion}
    learned, found = _read_learned(learned_file(path))
    faults += found
    base = replace(base, companions=usable, learned=learned)
    return base, faults + find_faults(base, documents)


def files_of(path: Path) -> list[Path]:
    """Return the files of a fact base: facts.yaml, its companions, and what was learnt for it, where there is any."""
    learned = learned_file(path)
    return [path, *_companion_files(path), *([learned] if learned.exists() else ())]


def _companion_files(path: Path) -> list[Path]:
    """Return the files of the other languages."""
    return sorted(path.with_suffix("").glob("*.yaml"))


def _read_learned(path: Path) -> tuple[Learned | None, list[Fault]]:
    """Read what was learnt for a fact base, if anything was."""
    from bot.facts.fault import DocumentError

    try:
        return read_learned(path), []
    except DocumentError as error:
        return None, error.faults


def _read_documents(path: Path) -> tuple[dict[str, Document], list[Fault]]:
    """Read facts.yaml (under "") and its companions (under their language codes), as far as they are YAML."""
    from bot.facts.document import DocumentError, read_document

    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    for code, file in [("", path), *((file.stem, file) for file in _companion_files(path))]:
        try:
            documents[code] = read_document(file)
            faults += documents[code].faults
        except DocumentError as error:
            faults += error.faults
    return documents, faults
