"""The fact base: the schema of facts.yaml and its companion files, loaded, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

# Where the fact base is compiled already, no YAML is read and nothing is checked: what that needs is imported there.
if TYPE_CHECKING:
    from bot.document import Document, Fault


def _split_words(value: Any) -> Any:
    """Let an editor write a list of words as one text, separated by commas."""
    if isinstance(value, str):
        return tuple(word for part in value.split(",") if (word := part.strip()))
    return value


M = TypeVar("M", bound=BaseModel)
Words = Annotated[tuple[str, ...], BeforeValidator(_split_words)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """A frozen part of the schema that refuses unknown keys and lax types."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


class Announcement(Model):
    """What the fact base is about and where it was published."""

    subject: Text
    names: Words = ()
    not_about: Words = ()
    title: Text
    about: Text
    publisher: Text
    published: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    language: Text = "en"


class Channel(Model):
    """The Telegram channel that readers are invited to."""

    name: Text
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    invitation: Text


class Confidence(Model):
    """The scores from which an answer, or a suggestion, is given (`evaluate --tune` finds them)."""

    answer: float = Field(default=0.6, ge=0, le=1)
    suggest: float = Field(default=0.4, ge=0, le=1)


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


class NotTold(Model):
    """A question that people ask and the announcement does not answer, with its honest reply."""

    id: Id
    reply: Text
    keywords: Words = ()
    questions: tuple[str, ...] = ()


class FactText(Model):
    """The words of one fact in another language; the quote stays as it is."""

    title: Text
    figure: Text
    sentence: str = ""


class Companion(Model):
    """The words of the fact base in one other language (the file facts/<code>.yaml)."""

    about: Text
    invitation: Text
    names: Words = ()
    not_about: Words = ()
    synonyms: Mapping[str, Words] = {}
    facts: Mapping[Id, FactText] = {}
    not_told: Mapping[Id, Text] = {}


class FactBase(Model):
    """All that the bot knows."""

    announcement: Announcement
    channel: Channel
    confidence: Confidence = Confidence()
    synonyms: Mapping[str, Words] = {}
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    not_told: tuple[NotTold, ...] = ()
    companions: Annotated[Mapping[str, Companion], Field(exclude=True)] = {}

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
    from bot.document import DocumentError

    base, faults = inspect_facts(path)
    if base is None or faults:
        raise DocumentError(faults)
    return base


def inspect_facts(path: Path) -> tuple[FactBase | None, list[Fault]]:
    """Load facts.yaml and its companions as far as they can be used, with every fault found."""
    from bot.check import find_faults

    documents, faults = _read_documents(path)
    base, companions = None, {}
    for code, document in documents.items():
        if code:
            companion, found = _validate(Companion, document)
            companions[code] = companion
        else:
            base, found = _validate(FactBase, document)
        faults += found
    if base is None:
        return None, faults
    usable = {code: companion for code, companion in companions.items() if companion}
    base = base.model_copy(update={"companions": usable})
    return base, faults + find_faults(base, documents)


def _read_documents(path: Path) -> tuple[dict[str, Document], list[Fault]]:
    """Read facts.yaml (under "") and its companions (under their language codes), as far as they are YAML."""
    from bot.document import DocumentError, read_document

    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    for code, file in [("", path), *((file.stem, file) for file in sorted(path.with_suffix("").glob("*.yaml")))]:
        try:
            documents[code] = read_document(file)
            faults += documents[code].faults
        except DocumentError as error:
            faults += error.faults
    return documents, faults


def _validate(model: type[M], document: Document) -> tuple[M | None, list[Fault]]:
    """Read a document by its schema; every place where it differs is a fault."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_fault(document, dict(problem)) for problem in error.errors()]


def _fault(document: Document, problem: Mapping[str, Any]) -> Fault:
    """Turn one of pydantic's errors into a line that an editor of the file understands."""
    where = tuple(problem["loc"])
    name = ".".join(str(part) for part in where) or "the file"
    value = problem["input"]
    match problem["type"]:
        case "extra_forbidden":
            message = f"unknown key {name!r}"
        case "missing":
            message = f"{name!r} is missing"
        case _ if value is None:
            message = f"{name!r} is empty"
        case "string_type" if not isinstance(value, list | dict):
            message = f"{name!r}: YAML reads this as {value!r}: put the text in quotes"
        case "tuple_type" if not isinstance(value, dict):
            message = f"{name!r}: YAML reads this as {value!r}: write a list, or a text in quotes"
        case "model_type" | "mapping_type" | "dict_type":
            message = f"{name!r} must hold keys with values, one a line (`key: value`)"
        case "string_pattern_mismatch":
            message = f"{name!r}: {value!r} does not look like {problem['ctx']['pattern']}"
        case _:
            message = f"{name!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
    return document.fault(where, message)
