"""What a YAML file may hold, and what is said of its faults."""

from __future__ import annotations

import datetime
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.facts import document
from bot.facts.document import Document, DocumentError, Fault, read_document


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with libyaml's parser and with the one in Python."""
    monkeypatch.setattr(document, "_Loader", getattr(yaml, request.param))


def read(folder: Path, text: str | bytes) -> Document:
    """Write a file and read it."""
    path = folder / "file.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_document(path)


def refusal(folder: Path, text: str | bytes) -> str:
    """Return what is said of a file that cannot be read at all."""
    with pytest.raises(DocumentError) as error:
        read(folder, text)
    return str(error.value).removeprefix(f"{folder}/")


def test_every_value_remembers_its_line(tmp_path: Path) -> None:
    read_one = read(tmp_path, "a:\n  b: [1,\n      2]\n  c: >\n    folded\n    text\n")
    assert read_one.data == {"a": {"b": [1, 2], "c": "folded text\n"}}
    assert [read_one.line(where) for where in (("a", "b", 0), ("a", "b", 1), ("a", "c"))] == [2, 3, 4]


def test_a_place_that_does_not_exist_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    assert read(tmp_path, "a: 1\nb: words, words\n").line(("b", 5, "x")) == 2


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("yes", True),
        ("12:30", 750),
        ("010", 8),
        ("5.0", 5.0),
        ("2021-04-24", datetime.date(2021, 4, 24)),
        ("", None),
        ("19,000", "19,000"),
        ("22.7%", "22.7%"),
        ("5G", "5G"),
        ("'yes'", "yes"),
        ('"2021-04-24"', "2021-04-24"),
        ("2021-99-99", "2021-99-99"),
    ],
)
def test_a_bare_word_is_what_yaml_reads_in_it_and_a_quoted_one_is_text(
    tmp_path: Path, written: str, read_as: object
) -> None:
    assert read(tmp_path, f"key: {written}").data == {"key": read_as}


def test_a_key_that_yaml_takes_for_a_truth_value_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, "a: 1\nno: 2\n").faults
    assert (fault.line, fault.message) == (2, "YAML reads the key no as False: put it in quotes")


def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, "a: 1\nb: 2\na: 3\n").faults
    assert (fault.line, fault.message) == (3, "duplicate key 'a'")


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffa: 1").data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "file.yaml:1: the file is empty"),
        ("# only a comment\n", "file.yaml:1: the file is empty"),
        ("a: &x [1]\nb: *x\n", "file.yaml:2: aliases (*name) are not allowed: write the text out"),
        (
            "a: !!python/name:os.system x\n",
            "file.yaml:1: the tag tag:yaml.org,2002:python/name:os.system is not allowed",
        ),
        ("a: !!set {x}\n", "file.yaml:1: the tag tag:yaml.org,2002:set is not allowed"),
        ("a: 1\n---\nb: 2\n", "file.yaml:2: only one YAML document per file: remove the `---`"),
        ("? [a, b]\n: c\n", "file.yaml:1: a key must be plain text"),
        ("[" * 14 + "]" * 14, "file.yaml:1: nested deeper than 12 levels"),
        ("[" * 100_000, "file.yaml:1: nested deeper than 12 levels"),
        ("- " * 100_000, "file.yaml:1: nested deeper than 12 levels"),
        ("a: !a%0Ab x\n", "file.yaml:1: the tag !a b is not allowed"),
        (b"a: \xff\n", "file.yaml:1: is not UTF-8 text (line 1): save it again as UTF-8"),
    ],
)
def test_what_a_fact_base_never_needs_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize(
    ("text", "line"), [("a: b: c\n", 1), ("a: 1\nb: [1,\n", 3), ("a: 1\n\tb: 2\n", 2), ("a: \x07\n", 1)]
)
def test_what_is_no_yaml_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(tmp_path, text).startswith(f"file.yaml:{line}: not valid YAML: ")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.yaml:1: there is no such file"):
        read_document(tmp_path / "none.yaml")


def test_twelve_levels_are_read(tmp_path: Path) -> None:
    assert str(read(tmp_path, "[" * 12 + "1" + "]" * 12).data) == "[" * 12 + "1" + "]" * 12


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(DocumentError, match=r"pipe\.yaml:1: is not a regular file"):
        read_document(tmp_path / "pipe.yaml")


@pytest.mark.parametrize(("path", "message"), [("/dev/zero", "is not a regular file"), (".", "is a folder")])
def test_what_is_no_file_is_refused(path: str, message: str) -> None:
    with pytest.raises(DocumentError, match=f":1: {message}"):
        read_document(Path(path))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse.yaml").open("wb") as file:
        file.truncate(2_500_000_000)
    tracemalloc.start()
    with pytest.raises(DocumentError, match=r":1: is larger than 1,000 bytes"):
        read_document(tmp_path / "sparse.yaml", most_bytes=1_000)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("text", ["- a\n" * 11, "[" + "a, " * 11 + "]", "".join(f"k{n}: 1\n" for n in range(11))])
def test_a_file_of_too_many_values_is_refused_where_there_are_too_many(tmp_path: Path, text: str) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"many\.yaml:\d+: more values than a fact base can hold"):
        read_document(path, most_values=10)
    read_document(path, most_values=12)


@pytest.mark.parametrize("text", ["a: [how many?, b]", "a: {b: [who said it?]}", "a: {c?: d}", "a: [b ? c]"])
def test_a_bare_question_mark_inside_brackets_is_refused_by_both_parsers(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).startswith("file.yaml:1: ")


def test_a_bare_question_mark_on_a_line_of_its_own_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, 'a:\n  - how many?\nb: ["who?", 1]\nc: why?\n').data["a"] == ["how many?"]


@pytest.mark.parametrize("number", ["1" * 5_000, "1" + ":59" * 300 + ".5"])
def test_a_number_too_large_for_any_machine_is_text(tmp_path: Path, number: str) -> None:
    assert read(tmp_path, f"a: {number}\n").data["a"] == number


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(alphabet=st.one_of(st.sampled_from("ab:-?[]{}&*!|>'\"#% \n\t,"), st.characters(codec="utf-8")), max_size=40)
)
def test_any_text_is_read_or_refused_with_a_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(text.encode())
    faults: list[Fault] = []
    try:
        faults = read_document(path).faults
    except DocumentError as error:
        faults = error.faults
    assert all(fault.line >= 1 and fault.message for fault in faults)


plain = st.recursive(
    st.one_of(st.text(max_size=10), st.booleans(), st.integers(), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
    max_leaves=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=5), plain, min_size=1, max_size=3))
def test_plain_data_is_read_as_pyyaml_reads_it(tmp_path: Path, data: dict[str, Any]) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(dump(data), encoding="utf-8")
    assert read_document(path).data == yaml.safe_load(path.read_text(encoding="utf-8"))


def dump(data: object) -> str:
    """Write data as YAML without aliases."""
    dumper = type("Dumper", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    return yaml.dump(data, Dumper=dumper)
