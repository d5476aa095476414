"""What editors know of a fact base: a JSON Schema of its files, and the table of its keys, made from the models.

`python -m bot.facts.json_schema` writes schemas/*.json, and the table into docs/facts.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.facts.base import Companion, FactBase

HOME = Path(__file__).resolve().parents[2]  # the checkout, or where packages are installed
FOLDER = HOME / "bot" / "facts" / "schemas"
PARTS = {"facts": FactBase, "companion": Companion}
DOCUMENT = Path("docs") / "facts.md"
BEGIN, END = "<!-- keys: python -m bot.facts.json_schema -->\n", "<!-- end of keys -->"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_line(file: Path, part: str) -> str:
    """Return the first line of a file of a fact base, from which editors learn its schema ("facts" or "companion").

    The YAML language server takes a path from the file's folder, as in a checkout, and a whole path (its README,
    "Using inlined schema").
    """
    schema, folder = FOLDER / f"{part}.json", file.parent.resolve()
    path = Path(os.path.relpath(schema, folder)) if folder.is_relative_to(HOME) else schema
    return f"# yaml-language-server: $schema={path.as_posix()}\n"


def schema_text(part: str) -> str:
    """Return the JSON Schema of facts.yaml ("facts") or of another language's file ("companion")."""
    schema = {"$schema": _DIALECT} | TypeAdapter(PARTS[part]).json_schema()
    return json.dumps(_without_titles(schema), ensure_ascii=False, indent=2) + "\n"


def key_table() -> str:
    """Return the table of the keys of facts.yaml, for the documentation."""
    schema = TypeAdapter(FactBase).json_schema()
    lines = ["| key | | what it holds |", "|---|---|---|", *_rows(schema, schema, "")]
    return "\n".join(lines) + "\n"


def with_table(document: str) -> str:
    """Return the documentation with the table of keys as it is now."""
    before, _, rest = document.partition(BEGIN)
    return before + BEGIN + key_table() + END + rest.partition(END)[2]


def _without_titles(schema: Any) -> Any:
    """Drop the titles that pydantic makes of names: editors show the name already."""
    if isinstance(schema, list):
        return [_without_titles(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(value) for key, value in schema.items() if key != "title" or not isinstance(value, str)
    }


def _rows(schema: dict[str, Any], whole: dict[str, Any], parent: str) -> Iterator[str]:
    """Yield the rows of a part's keys, each followed by those of the part that it holds."""
    for key, value in schema["properties"].items():
        name = f"{parent}.{key}" if parent else key
        reference = value.get("$ref") or value.get("items", {}).get("$ref")
        need = "required" if key in schema.get("required", ()) else _shown(value.get("default"))
        yield f"| `{name}` | {need} | {value['description']} |"
        if reference:
            yield from _rows(whole["$defs"][reference.rpartition("/")[2]], whole, name)


def _shown(default: object) -> str:
    """Return a default as the table shows it; what is empty is not shown."""
    return f"`{default}`" if isinstance(default, str | float) and default else ""


def _write() -> None:
    """Write the schemas and the table."""
    FOLDER.mkdir(exist_ok=True)
    for part in PARTS:
        (FOLDER / f"{part}.json").write_text(schema_text(part), encoding="utf-8")
    DOCUMENT.write_text(with_table(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    _write()
