"""The schema of a fact base for editors, and the table of its keys, are those of the models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.facts.json_schema import FOLDER, PARTS, schema_line, schema_text, with_table

ROOT = Path(__file__).parents[2]
MADE_BY = "run `python -m bot.facts.json_schema`"
SHIPPED = [(folder / "facts.yaml", "facts") for folder in (ROOT, ROOT / "tests" / "second")]
SHIPPED += [(file, "companion") for path, _ in SHIPPED for file in sorted((path.parent / "facts").glob("*.yaml"))]


@pytest.mark.parametrize("part", PARTS)
def test_the_schema_that_editors_read_is_that_of_the_models(part: str) -> None:
    assert (FOLDER / f"{part}.json").read_text(encoding="utf-8") == schema_text(part), MADE_BY


def test_the_table_of_keys_in_the_documentation_is_that_of_the_models() -> None:
    document = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    assert document == with_table(document), MADE_BY
    assert "| `facts.quote` | required |" in document
    assert "| `announcement.language` | `en` |" in document
    assert "companions" not in document.partition("## Phrasings")[0]


@pytest.mark.parametrize(("file", "part"), SHIPPED, ids=lambda each: getattr(each, "stem", each))
def test_every_file_that_ships_names_its_schema(file: Path, part: str) -> None:
    assert file.read_text(encoding="utf-8").startswith(schema_line(file, part))


def test_a_file_elsewhere_names_the_schema_by_its_whole_path(tmp_path: Path) -> None:
    path = schema_line(tmp_path / "facts.yaml", "facts").partition("$schema=")[2].strip()
    assert Path(path) == FOLDER / "facts.json"


def test_words_may_be_one_text_or_a_list_and_an_unknown_key_is_none() -> None:
    fact = json.loads(schema_text("facts"))["$defs"]["Fact"]
    assert [each["type"] for each in fact["properties"]["keywords"]["anyOf"]] == ["string", "array"]
    assert fact["additionalProperties"] is False
    assert fact["required"] == ["id", "title", "figure", "quote"]
