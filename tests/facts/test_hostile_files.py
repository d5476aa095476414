"""A facts.yaml that is an attack is refused, in one line and at once."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from bot.facts.base import inspect_facts
from bot.facts.document import MAX_BYTES, DocumentError, read_document

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"b{n}: &b{n} [*{p}, *{p}]\n" for n, p in enumerate(["a", *(f"b{n}" for n in range(40))])
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LAUGHS, "2: aliases (*name) are not allowed"),
        ("a: " + "[" * 100_000, "1: nested deeper than 12 levels"),
        ("a:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 2000)), "14: nested deeper than 12 levels"),
        ("a: !!python/object/apply:os.system [id]\n", "1: the tag tag:yaml.org,2002:python/object/apply:os.system"),
        ("a: !!python/name:os.system\n", "1: the tag tag:yaml.org,2002:python/name:os.system"),
        ("!!python/module:os x: 1\n", "1: the tag tag:yaml.org,2002:python/module:os"),
    ],
)
def test_a_fact_base_that_is_an_attack_is_refused_in_one_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text)
    base, faults = inspect_facts(path)
    assert base is None
    assert [str(fault) for fault in faults if str(fault).startswith(f"{path}:{line}")] == [str(faults[0])]
    assert len(faults) == 1


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(DocumentError, match=rf"the file is larger than {MAX_BYTES:,} bytes"):
        read_document(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000
