"""What matching costs, in counts that no busy machine can change; a slow-down fails here for its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.fact_bases import write_facts
from bot.facts import load
from bot.matching import Matcher, load_matcher
from bot.matching.phrasings import phrasings_of
from bot.matching.reader import Reader, Reading
from tests.counting import calls_in, lines_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return load_matcher(ROOT / "facts.yaml")


def test_a_hundred_times_the_facts_are_not_a_hundred_times_the_work(tmp_path: Path) -> None:
    counts = []
    for size in (30, 3000):
        questions = write_facts(tmp_path / "facts.yaml", size)[:20]
        large = Matcher(load(tmp_path / "facts.yaml"))
        counts.append(sum(lines_of(lambda: large.answer(question)) for question in questions))  # noqa: B023 - called at once
    assert counts[1] <= 10 * counts[0]


def test_a_word_is_looked_up_once_however_often_it_is_asked(matcher: Matcher) -> None:
    matcher.answer("how mny pattents has it")
    assert calls_in(lambda: matcher.answer("how mny pattents has it"))["WordReader.look_up"] == 0


def test_a_question_is_cut_into_tokens_once(matcher: Matcher) -> None:
    matcher.answer("How many patents?")  # the fact's own words are kept
    for _ in range(2):  # nothing is kept of a text: whole texts are hardly ever sent twice, and long
        assert calls_in(lambda: matcher.answer("How many patents, all in all, are there?"))["tokenize"] == 1


def test_a_language_is_compiled_only_when_it_is_first_asked_in() -> None:
    matcher = load_matcher(ROOT / "facts.yaml")
    assert calls_in(lambda: matcher.answer("hw mny pattents?"))["lexicon_of"] == 0
    asked = calls_in(lambda: matcher.answer("сколько патентов?"))
    assert asked["lexicon_of"] == 3  # its words, small talk and units
    assert asked["Owners.__init__"] == 1
    assert calls_in(lambda: matcher.answer("сколько товарных знаков?"))["lexicon_of"] == 0


def test_a_warm_matcher_compiles_nothing_for_a_question() -> None:
    matcher = load_matcher(ROOT / "facts.yaml")
    matcher.compile_all()
    asked = (
        *("how many patents does huawei have?", "HOW MANY PATENTS HAS NOKIA?"),
        *("how many patents?", "сколько патентов?", "wie viele Patente?", "多少专利", "कितने पेटेंट"),
        *("19,000 patents, right?", "19 000 патентов, верно?", "19.000 Patente, oder?", "19000项专利，对吗？"),
    )
    calls = sum((calls_in(lambda: matcher.answer(question)) for question in asked), Counter[str]())  # noqa: B023 - called at once
    compiling = {"lexicon_of", "Lexicon.add", "_forms", "_Words._other_stems", "BesideReader._spread", "grammar"}
    assert compiling.isdisjoint(calls)
    assert calls["Languages.spelling"] > 0 == calls["Languages._spellings"]


def test_the_first_claim_about_a_fact_reads_no_other_fact(tmp_path: Path) -> None:
    counts = []
    for size in (20, 200):
        write_facts(tmp_path / "facts.yaml", size)
        matcher = Matcher(load(tmp_path / "facts.yaml"))
        matcher.compile_all()
        fact = matcher.base.facts[7]
        calls = calls_in(lambda: matcher.answer(f"{fact.questions[0]} {fact.figure}, right?"))  # noqa: B023 - called at once
        assert calls["BesideReader._read_own"] == 1
        counts.append(calls["Reader.read"])
    assert counts[0] == counts[1]


def test_what_a_fact_says_in_english_is_read_once_for_the_claims_of_all_languages() -> None:
    matcher = load_matcher(ROOT / "facts.yaml")
    matcher.answer("19,000 patents, right?")
    calls = calls_in(lambda: matcher.answer("19.000 Patente, oder?"))
    assert (calls["BesideReader._read_own"], calls["BesideReader._read_said"]) == (1, 0)


def test_what_numbers_count_is_not_read_where_a_question_asks_openly(matcher: Matcher) -> None:
    assert calls_in(lambda: matcher.answer("19,000 patents, right?"))["NumberReader.named"] > 0
    assert calls_in(lambda: matcher.answer("What are the 50 billion yuan for?"))["NumberReader.named"] == 0


def test_what_stands_beside_a_number_is_read_once(matcher: Matcher) -> None:
    shown = matcher.base.facts[0].id
    assert calls_in(lambda: matcher.answer("20,000 zorkmids?", shown=shown))["without_quantities"] == 1


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
