"""The schema: a document is read as a part of the fact base, and pydantic's errors become lines for its editor."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.facts.document import Document, Fault

T = TypeVar("T", bound=Hashable)


def parse(part: type[T], document: Document) -> tuple[T | None, list[Fault]]:
    """Read a document as a part; every place where it differs from the schema is a fault."""
    try:
        return _adapter(part).validate_python(document.data), []
    except ValidationError as error:
        return None, [_fault(document, dict(problem)) for problem in error.errors()]


@cache
def _adapter(part: type[Any]) -> TypeAdapter[Any]:
    """Compile the schema of a part, once."""
    return TypeAdapter(part)


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
        case "elsewhere":
            message = f"{name!r} {problem['msg']}"
        case _ if value is None:
            message = f"{name!r} is empty"
        case "string_type" if not isinstance(value, list | dict):
            message = f"{name!r}: YAML reads this as {value!r}: put the text in quotes"
        case "tuple_type" if not isinstance(value, dict):
            message = f"{name!r}: YAML reads this as {value!r}: write a list, or a text in quotes"
        case "dataclass_type" | "mapping_type" | "dict_type":
            message = f"{name!r} must hold keys with values, one per line (`key: value`)"
        case "string_pattern_mismatch":
            message = f"{name!r}: {value!r} does not look like {problem['ctx']['pattern']}"
        case "too_short":
            message = f"{name!r} must not be empty"
        case _:
            message = f"{name!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
    return document.fault(where, message)
