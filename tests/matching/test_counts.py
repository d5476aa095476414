"""What an answer costs, in counts that no busy machine can change; a slow-down fails here for its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fact_bases import write_facts
from bot.facts import load
from bot.matching.matcher import Matcher
from bot.matching.phrasings import phrasings_of
from bot.matching.reader import Reader, Reading


def test_a_phrasing_is_read_once_to_compile_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = Reader.read

    def noting(reader: Reader, text: str) -> Reading:
        read.append(text)
        return original(reader, text)

    monkeypatch.setattr(Reader, "read", noting)
    write_facts(tmp_path / "facts.yaml", 50)
    matcher = Matcher(load(tmp_path / "facts.yaml"))
    assert sorted(read) == sorted(text for _, text in phrasings_of(matcher.base))
