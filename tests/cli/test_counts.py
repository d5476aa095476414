"""What an answer costs, in counts that no busy machine can change; a slow-down fails here for its reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.fact_bases import write_facts
from bot.facts import load
from bot.matching.compiled import compiled
from bot.matching.matcher import Matcher
from bot.matching.phrasings import phrasings_of
from bot.matching.reader import Reader, Reading
from bot.matching.spelling import Speller
from bot.text import tokenize

ROOT = Path(__file__).parents[2]
# What `ask` has no use for takes up to half a second to import.
HEAVY = {"telegram", "httpx", "aiohttp", "sqlalchemy", "aiosqlite", "asyncpg", "rich", "asyncio"}
# 16 MB, and a quarter of the time to the first answer.
HEAVY_IN_RUN = {"cryptography", "rich", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return compiled(ROOT / "facts.yaml")


def scored(matcher: Matcher, question: str) -> int:
    """Count the phrasings that a question is compared with."""
    before = matcher._scorer.scored
    matcher.answer(question)
    return matcher._scorer.scored - before


def loaded_by(folder: Path, *arguments: str, **environment: str) -> set[str]:
    """Return the names of the modules that a command has loaded at its end."""
    program = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); import bot.__main__"
    program += "; bot.__main__.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    return set(done.stderr.split())


def loaded_by_ask(folder: Path) -> set[str]:
    """Return the names of the packages that `ask` has loaded at its end."""
    return {name.partition(".")[0] for name in loaded_by(folder, "ask", "how many patents?")}


def loaded_by_run(folder: Path) -> set[str]:
    """Return the names of the modules that a start loads; it ends at an address that is not this machine's."""
    elsewhere = {"TELEGRAM_TOKEN": "123456:local", "LISTEN": "192.0.2.1:80"}
    return loaded_by(folder, "run", DATABASE_URL=f"sqlite:///{folder}/journal.db", **elsewhere)


def test_only_phrasings_that_share_a_word_are_scored(matcher: Matcher) -> None:
    phrasings = len(list(phrasings_of(matcher.base)))
    assert scored(matcher, "tell me a joke") == 0
    assert scored(matcher, "hague ranking") < phrasings / 10


def test_one_question_is_scored_once(matcher: Matcher) -> None:
    once = scored(matcher, "so which place in the hague ranking is it")
    assert scored(matcher, "so which place in the hague ranking is it") == once
    assert once < 150


def test_a_hundred_times_the_facts_are_not_a_hundred_times_the_phrasings_scored(tmp_path: Path) -> None:
    counts = []
    for size in (30, 3000):
        questions = write_facts(tmp_path / "facts.yaml", size)
        large = Matcher(load(tmp_path / "facts.yaml"))
        counts.append(sum(scored(large, question) for question in questions[:20]))
    assert counts[1] <= 20 * counts[0]


def test_a_misspelt_word_is_compared_with_few_words_and_only_once() -> None:
    letters = "abcdefghijklmnopqrst"
    speller = Speller([f"{first}{second}tent{third}" for first in letters for second in "aeiou" for third in letters])
    assert speller.correct("bxtentb") == "batentb"
    compared = speller.compared
    assert 0 < compared <= 2000 / 20
    speller.correct("bxtentb")
    assert (speller.tried, speller.compared) == (1, compared)


def test_the_words_of_a_language_are_indexed_only_when_it_is_first_asked_in() -> None:
    matcher = compiled(ROOT / "facts.yaml")
    matcher.answer("hw mny pattents?")
    english, russian = (matcher._readers[code].lexicon.spellers.values() for code in ("en", "ru"))
    assert any("_by_first" in vars(speller) for speller in english)
    assert not any("_by_first" in vars(speller) for speller in russian)


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


def test_a_question_is_cut_into_tokens_once(matcher: Matcher) -> None:
    tokenize.cache_clear()
    matcher.answer("How many patents, all in all, are there?")
    assert tokenize.cache_info().misses == 1
