"""The schema: a document is read as a part of the fact base, and pydantic's errors become lines for its editor."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.facts.document import Document, Fault, Where
from bot.text import clip

MOST_FAULTS = 100  # of one file; nobody reads more at once
SHOWN = 100  # characters of a value
T = TypeVar("T", bound=Hashable)


def parse(part: type[T], document: Document) -> tuple[T | None, list[Fault]]:
    """Read a document as a part; every place where it differs from the schema is a fault."""
    try:
        return _adapter(part).validate_python(document.data), []
    except ValidationError as error:
        problems = error.errors(include_url=False)
        faults = [_fault(document, dict(problem)) for problem in problems[:MOST_FAULTS]]
        if further := problems[MOST_FAULTS:]:
            faults.append(document.fault((), f"{len(further):,} more faults: mend the first ones"))
        return None, faults


@cache
def _adapter(part: type[Any]) -> TypeAdapter[Any]:
    """Compile the schema of a part, once."""
    return TypeAdapter(part)


def _names(data: Any, where: Where) -> Iterator[str]:
    """Yield the keys that lead to a value; an entry of a list goes by its id, if it has one, not by its number."""
    for part in where:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
        known = data.get("id") if isinstance(part, int) and isinstance(data, dict) else None
        yield clip(known if known and isinstance(known, str) else str(part), SHOWN)


def _fault(document: Document, problem: Mapping[str, Any]) -> Fault:
    """Turn one of pydantic's errors into a line that an editor of the file understands."""
    where = tuple(problem["loc"])
    name = ".".join(_names(document.data, where)) or "the file"
    value = problem["input"]
    shown = clip(repr(value), SHOWN)
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
            message = f"{name!r}: YAML reads this as {shown}: put the text in quotes"
        case "tuple_type" if not isinstance(value, dict):
            message = f"{name!r}: YAML reads this as {shown}: write a list, or a text in quotes"
        case "dataclass_type" | "mapping_type" | "dict_type":
            message = f"{name!r} must hold keys with values, one per line (`key: value`)"
        case "string_pattern_mismatch":
            message = f"{name!r}: {shown} does not look like {problem['ctx']['pattern']}"
        case "value_error":
            message = f"{name!r}: {problem['ctx']['error']}"
        case "too_short":
            message = f"{name!r} must not be empty"
        case _:
            message = f"{name!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
    return document.fault(where, message)
