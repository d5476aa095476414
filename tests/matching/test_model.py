"""What was learnt: the odds that it gives, its file, and whether it still belongs to the facts."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts import load
from bot.facts.document import DocumentError
from bot.matching import load_matcher
from bot.matching.learned import MAX_BYTES, learned_file, older_file, read_learned, write_learned
from bot.matching.model import NONE, SEVERAL, Learned, Weights, outdated, source_of
from tests.fact_files import FACTS, write_facts

HUNDREDTHS = st.integers(-9999, 9999).map(lambda number: number / 100)
WEIGHTS = {"": {NONE: 2.0}, "#bridge": {"bridges": 3.0, SEVERAL: -1.5}, "=steel": {"bridges": -0.4}}
WORDS = '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": "0 1"}'  # all but the end of a file
LEARNED = Learned(Weights.of(WEIGHTS), answer=0.4, sure=0.7)


def write_older(path: Path) -> None:
    """Write what an older version learnt for a fact base."""
    file = older_file(learned_file(path))
    file.parent.mkdir()
    file.write_text('{"answer": 0.4, "sure": 0.7, "weights": {"": {"": 2, "+": -1.5}}}')


@given(st.dictionaries(st.sampled_from("abc"), st.floats(-50, 50)))
def test_odds_are_odds(features: dict[str, float]) -> None:
    weights = {"a": {"x": 3.0, NONE: -2.0, SEVERAL: 50.0}, "b": {"y": 1.5}, "c": {"x": -40.0}}
    odds, several = Learned(Weights.of(weights), 0.5, 0.8).odds(features)
    assert odds.keys() == {"x", "y", NONE}
    assert math.isclose(sum(odds.values()), 1.0)
    assert all(0.0 <= share <= 1.0 for share in (*odds.values(), several))


def test_without_a_feature_that_is_known_all_are_alike() -> None:
    assert Learned(Weights.of({"a": {"x": 2.0}}), 0.5, 0.8).odds({"z": 1.0}) == ({NONE: 0.5, "x": 0.5}, 0.0)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    learned = replace(LEARNED, source=source_of(load(path)))
    write_learned(learned_file(path), learned)
    assert load_matcher(path).learned == learned
    assert learned.weights.classes == (NONE, SEVERAL, "bridges")


def test_the_same_weights_are_the_same_bytes_with_neither_a_time_nor_a_name(tmp_path: Path) -> None:
    files = [tmp_path / "one.json.gz", tmp_path / "other.json.gz"]
    for file in files:
        write_learned(file, LEARNED)
    content, other = (file.read_bytes() for file in files)
    assert content == other
    flags, time = content[3], content[4:8]
    assert (flags, time) == (0, bytes(4))
    assert json.loads(gzip.decompress(content))["answer"] == 0.4


def test_a_file_of_an_older_version_is_read_as_ever(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    write_older(path)
    learned = load_matcher(path).learned
    assert learned == Learned(Weights.of({"": {NONE: 2, SEVERAL: -1.5}}), answer=0.4, sure=0.7)
    assert learned is not None
    assert outdated(learned, load(path)) is None


def test_a_file_of_an_older_version_counts_no_more_beside_a_new_one_and_is_left_there(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    write_older(path)
    write_learned(learned_file(path), LEARNED)
    assert load_matcher(path).learned == LEARNED
    older_file(learned_file(path)).write_text("not even JSON")
    assert load_matcher(path).learned == LEARNED


@given(
    st.dictionaries(st.text(max_size=5), st.dictionaries(st.sampled_from(["", "+", "x", "y"]), HUNDREDTHS, min_size=1))
)
def test_weights_are_the_numbers_that_they_were_made_of(weights: dict[str, dict[str, float]]) -> None:
    assert Weights.of(weights) == weights


def test_where_nothing_was_learnt_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_learned(tmp_path / "learned.json.gz") is None
    assert load_matcher(write_facts(tmp_path)).learned is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"answer": 1, "sure": 1, "weights": {"a": 1}}',
        '{"answer": 1, "sure": 1, "weights": {"a": {"b": "c"}}}',
        '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": {"b": 1}}}',
        '{"answer": 1, "sure": 1, "classes": ["b"], "weights": {"a": "0 1"}}',
        '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": "1"}}',
        '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": "2 1"}}',
        '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": "-1 1"}}',
        '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": "0 c"}}',
        '{"answer": 1, "sure": 1, "classes": ["", "b"], "weights": {"a": "0 nan"}}',
        f'{WORDS}, "meaning": {{}}}}',
        f'{WORDS}, "meaning": {{"share": 1, "answer": 1, "sure": 1, "rows": {{}}}}}}',
        f'{WORDS}, "meaning": {{"share": 2, "answer": 1, "sure": 1, "rows": {{"b": "1 1"}}}}}}',
        f'{WORDS}, "meaning": {{"share": 1, "answer": 2, "sure": 1, "rows": {{"b": "1 1"}}}}}}',
        f'{WORDS}, "meaning": {{"share": 1, "answer": 1, "sure": 1, "rows": {{"b": "1 c"}}}}}}',
        f'{WORDS}, "meaning": {{"share": 1, "answer": 1, "sure": 1, "rows": {{"": "1 1", "b": "1 1 1"}}}}}}',
    ],
)
def test_a_file_that_cannot_be_used_is_a_fault_beside_those_of_the_facts(tmp_path: Path, text: str) -> None:
    path = write_facts(tmp_path, FACTS.replace("related: [length]", "related: [width]"))
    learned = learned_file(path)
    learned.parent.mkdir()
    for file, content in ((older_file(learned), text.encode()), (learned, gzip.compress(text.encode()))):
        file.write_bytes(content)
        with pytest.raises(DocumentError) as error:
            load_matcher(path)
        of_facts, of_learned = map(str, error.value.faults)
        assert "width" in of_facts
        assert of_learned.startswith(f"{file}:1: is not what `announcement-bot learn` writes")
        assert of_learned.endswith("run that again, or delete the file")


def fault_of(path: Path, content: bytes) -> str:
    """Write what was learnt for a fact base, and return the one fault that it has."""
    learned_file(path).parent.mkdir(exist_ok=True)
    learned_file(path).write_bytes(content)
    with pytest.raises(DocumentError) as error:
        load_matcher(path)
    (fault,) = map(str, error.value.faults)
    return fault


def test_what_is_no_whole_gzip_is_one_line_and_no_older_file_takes_its_place(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    write_older(path)
    write_learned(learned_file(path), LEARNED)
    whole = learned_file(path).read_bytes()
    cut = [whole[:end] for end in range(len(whole))]
    broken = whole[:12] + bytes(byte ^ 255 for byte in whole[12:])
    wrong_sum = whole[:-8] + bytes(8)
    for content in (*cut, broken, wrong_sum, whole + b"more", whole + whole, WORDS.encode() + b"}", b"\0" * 99):
        fault = fault_of(path, content)
        assert fault.startswith(f"{learned_file(path)}:1: is not what `announcement-bot learn` writes ("), content
        assert len(fault.splitlines()) == 1


def test_a_file_that_grows_beyond_its_bound_is_one_line_and_is_not_decompressed_whole(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    bomb = gzip.compress(bytes(10 * MAX_BYTES))
    tracemalloc.start()
    try:
        fault = fault_of(path, bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert fault == f"{learned_file(path)}:1: is larger than 20,000,000 bytes when decompressed"
    assert most < 4 * MAX_BYTES
    assert "is not what" in fault_of(path, gzip.compress(b" " * MAX_BYTES))
    assert "is larger than" in fault_of(path, gzip.compress(b" " * (MAX_BYTES + 1)))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("title: Bridges opened", "title: Bridges that opened", None),
        ("How many bridges did", "How many new bridges did", "other keywords, questions or synonyms"),
        ("bridge: bridge, bridges", "bridge: bridge, bridges, span", "other keywords, questions or synonyms"),
        ("id: price", "id: cost", "new: cost; gone: price"),
    ],
)
def test_check_warns_where_the_facts_have_changed_since(
    tmp_path: Path, old: str, new: str, changes: str | None
) -> None:
    path = write_facts(tmp_path)
    write_learned(learned_file(path), replace(LEARNED, source=source_of(load(path))))
    path.write_text(FACTS.replace(old, new), encoding="utf-8")
    warning = (
        f"warning: {learned_file(path)}:1: the facts have changed since this was learnt ({changes}):"
        " run `python -m bot learn` again"
    )
    assert warnings_of(path) == [warning] * (changes is not None)


def test_check_warns_of_the_file_that_was_read_and_of_the_one_that_is_not(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    learned = learned_file(path)
    write_learned(learned, replace(LEARNED, source=source_of(load(path))))
    older = older_file(learned)
    older.write_bytes(gzip.decompress(learned.read_bytes()))
    beside = f"warning: {older}:1: is not read any more, and can be deleted: learned.json.gz beside it is"
    assert warnings_of(path) == [beside]
    learned.unlink()
    assert warnings_of(path) == []
    path.write_text(FACTS.replace("id: price", "id: cost"), encoding="utf-8")
    (warning,) = warnings_of(path)
    assert warning.startswith(f"warning: {older}:1: the facts have changed since this was learnt")


def warnings_of(path: Path) -> list[str]:
    """Return what `check` warns of in a fact base without faults."""
    command = [sys.executable, "-m", "bot", "check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done
    return [line for line in done.stdout.splitlines() if line.startswith("warning: ")]
