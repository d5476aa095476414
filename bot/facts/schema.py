"""The schema: what the parts of a file may hold, checked by pydantic, and what is said of the rest.

The parts themselves are plain classes (`bot.facts.base`, `bot.facts.language`): where they are compiled already,
nothing is checked, and to import pydantic would take a third of the time that `ask` has.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from bot.facts.document import Document, Fault


def _split_words(value: Any) -> Any:
    """Let an editor write a list of words as one text, separated by commas."""
    if isinstance(value, str):
        return tuple(word for part in value.split(",") if (word := part.strip()))
    return value


def _refuse(value: Any) -> Any:
    """Refuse a value whatever it is."""
    raise PydanticCustomError("elsewhere", "has a file of its own")


T = TypeVar("T")
Part = TypeVar("Part", bound=Hashable)
Words = Annotated[tuple[str, ...], BeforeValidator(_split_words)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
Text = Annotated[str, Field(min_length=1)]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Address = Annotated[str, Field(pattern=r"^https?://\S+$")]
Share = Annotated[float, Field(ge=0, le=1)]
Filled = Annotated[tuple[T, ...], Field(min_length=1)]
Elsewhere = Annotated[T, BeforeValidator(_refuse)]  # what another file holds
_TYPES = {
    "Words": Words, "Id": Id, "Text": Text, "Date": Date, "Address": Address, "Share": Share, "Filled": Filled,
    "Elsewhere": Elsewhere,
}  # fmt: skip


@cache
def adapter(part: type[Any]) -> TypeAdapter[Any]:
    """Make what checks a part; the classes name the types above without importing them."""
    made = TypeAdapter(part)
    made.rebuild(_types_namespace=_TYPES)
    return made


def checked(part: type[Part], document: Document) -> tuple[Part | None, list[Fault]]:
    """Read a document as a part; every place where it differs from the schema is a fault."""
    try:
        return adapter(part).validate_python(document.data), []
    except ValidationError as error:
        return None, [_fault(document, dict(problem)) for problem in error.errors()]


def _fault(document: Document, problem: Mapping[str, Any]) -> Fault:
    """Turn one of pydantic's errors into a line that an editor of the file understands."""
    where = tuple(problem["loc"])
    name = ".".join(str(part) for part in where) or "the file"
    value = problem["input"]
    match problem["type"]:
        case "unexpected_keyword_argument":
            message = f"unknown key {name!r}"
        case "missing":
            message = f"{name!r} is missing"
        case _ if value is None:
            message = f"{name!r} is empty"
        case "string_type" if not isinstance(value, list | dict):
            message = f"{name!r}: YAML reads this as {value!r}: put the text in quotes"
        case "tuple_type" if not isinstance(value, dict):
            message = f"{name!r}: YAML reads this as {value!r}: write a list, or a text in quotes"
        case "dataclass_type" | "mapping_type" | "dict_type":
            message = f"{name!r} must hold keys with values, one a line (`key: value`)"
        case "string_pattern_mismatch":
            message = f"{name!r}: {value!r} does not look like {problem['ctx']['pattern']}"
        case _:
            message = f"{name!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
    return document.fault(where, message)
