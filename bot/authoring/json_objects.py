"""The JSON objects in a text that a model wrote, with prose, fences and broken lines around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def objects_in(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield the objects with the places where they begin and end; None for a broken one, to the end of its line."""
    decoder = json.JSONDecoder()
    place = 0
    while (start := text.find("{", place)) >= 0:
        try:
            data, place = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = text.find("\n", start)
            data, place = None, len(text) if end < 0 else end
        yield start, place, data


def parts_of(data: Any) -> list[Any]:
    """Return the objects that an object stands for: those of a list in it (`{"questions": [{…}]}`), or itself."""
    for value in data.values():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            return value
    return [data]
