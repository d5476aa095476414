"""Figures that can't be wrong: every number of a fact is that of its quote, in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bot.facts import Fact, FactBase, FactText, inspect, load
from bot.facts.document import read_document
from bot.facts.figures import figure_faults
from tests.fact_files import FACTS, GERMAN, faults_of, line_of, write_facts

T = TypeVar("T", Fact, FactText)

ROOT = Path(__file__).parents[2]
BASES = [ROOT / "facts.yaml", ROOT / "tests" / "second" / "facts.yaml"]


def fault(folder: Path, written: str, instead: str, text: str = FACTS) -> str:
    """Change one place of the fact base and return the one fault that this makes, without its file."""
    (found,) = faults_of(folder, text.replace(written, instead, 1))
    return found.removeprefix("facts.yaml:")


def test_a_number_that_the_quote_does_not_have_is_a_fault(tmp_path: Path) -> None:
    line = line_of(FACTS, "figure: 300")
    assert fault(tmp_path, "figure: 300", "figure: 200") == f"{line}: “200” is not in the quote of 'length'"


def test_words_and_digits_are_the_same_number(tmp_path: Path) -> None:
    assert faults_of(tmp_path, FACTS.replace("figure: 300 metres", "figure: three hundred metres")) == []


@pytest.mark.parametrize(
    ("figure", "problem"),
    [
        ("more than 300 metres", "“300”: the quote says just the number, and here it says “more than” it: “300”"),
        ("300 percent", "“300” is not in the quote of 'length'"),
        ("300 dollars", "“dollars” is not in the quote of 'length'"),
        ("300 metres, third", "“third” is not in the quote of 'length'"),
        ("300 metres in 2019", "“2019” is not in the quote of 'length'"),
        ("300 metres in May", "“May” is not in the quote of 'length'"),
    ],
)
def test_shares_currencies_ranks_dates_and_hedges_are_compared(tmp_path: Path, figure: str, problem: str) -> None:
    assert fault(tmp_path, "figure: 300 metres", f"figure: {figure}").endswith(f": {problem}")


def test_a_hedge_is_not_dropped(tmp_path: Path) -> None:
    text = FACTS.replace("measures 300", "measures nearly 300")
    assert "the quote says “nearly” or “about” it" in fault(tmp_path, "x", "x", text)
    assert faults_of(tmp_path, text.replace("figure: 300", "figure: almost 300")) == []


def test_a_message_about_a_hedge_gives_the_words_of_the_quote_each_time_it_says_the_number(tmp_path: Path) -> None:
    text = FACTS.replace("measures 300 metres", "measures nearly 300 metres, and about 300 with its ramps")
    assert fault(tmp_path, "x", "x", text).endswith("just the number: “nearly 300” and “about 300”")


@pytest.mark.parametrize("sentence", ["The first trains cross it soon.", "Work on the second bridge goes on."])
def test_first_and_second_of_an_order_are_no_ranks(tmp_path: Path, sentence: str) -> None:
    text = FACTS.replace("    keywords: length", f"    sentence: {sentence}\n    keywords: length")
    assert faults_of(tmp_path, text) == []


@pytest.mark.parametrize(
    "sentence", ["It came second in its class.", "It is the first to carry trains.", "It is first."]
)
def test_first_and_second_of_a_ranking_stand_in_the_quote(tmp_path: Path, sentence: str) -> None:
    text = FACTS.replace("    keywords: length", f"    sentence: {sentence}\n    keywords: length")
    assert "is not in the quote of 'length'" in faults_of(tmp_path, text)[0]


def test_a_year_is_counted_from_the_publication(tmp_path: Path) -> None:
    text = FACTS.replace("measures 300 metres", "measured 300 metres last year")
    assert faults_of(tmp_path, text.replace("figure: 300 metres", "figure: 300 metres in 2023")) == []
    assert "“2022”" in fault(tmp_path, "figure: 300 metres", "figure: 300 metres in 2022", text)


def test_the_article_may_confirm_a_number(tmp_path: Path) -> None:
    path = write_facts(tmp_path, FACTS.replace("figure: 300 metres", "figure: 300 metres, 40 wide"))
    assert len(inspect(path)[1]) == 1
    assert inspect(path, "It is 40 metres wide.")[1] == []


def test_a_companion_has_the_numbers_of_the_fact_base(tmp_path: Path) -> None:
    text = GERMAN.replace("300 Meter", "200 Meter")
    where = f"facts/de.yaml:{line_of(text, '200 Meter')}"
    assert faults_of(tmp_path, FACTS, de=text) == [
        f"{where}: “200” is not in 'length' of facts.yaml: “300 metres”",
        f"{where}: “300” of 'length' in facts.yaml is missing here: “200 Meter”",
    ]
    assert faults_of(tmp_path, FACTS, de=GERMAN.replace("300 Meter", "dreihundert Meter")) == []


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\u2060"])
def test_what_has_no_width_is_a_fault_in_a_figure(tmp_path: Path, character: str) -> None:
    name = f"U+{ord(character):04X}"
    assert fault(tmp_path, "300 metres", f"300 met{character}res").endswith(
        f"contains the invisible character {name}: remove it"
    )


@pytest.mark.parametrize("figure", ["300 metres, No. #1 in China", "300 metres, the # 1"])
def test_a_text_that_is_cut_off_by_a_comment_is_a_fault(tmp_path: Path, figure: str) -> None:
    found = fault(tmp_path, "figure: 300 metres", f"figure: {figure}")
    assert "the text after # is a comment to YAML: put the text in quotes" in found
    assert faults_of(tmp_path, FACTS.replace("title: The longest bridge", 'title: "The #1"')) == []


@pytest.mark.parametrize("comment", ["  #1", " # TODO: look it up", "  # a remark", "\n# 1"])
def test_a_comment_is_none(tmp_path: Path, comment: str) -> None:
    assert faults_of(tmp_path, FACTS.replace("figure: 300 metres", f"figure: 300 metres{comment}")) == []


@pytest.mark.parametrize("path", BASES, ids=["first", "second"])
def test_nearly_every_digit_that_is_changed_is_found(path: Path) -> None:
    base = load(path)
    documents = {"": read_document(path)} | {
        code: read_document(path.with_suffix("") / f"{code}.yaml") for code in base.companions
    }
    changed = [other for fact in base.facts for other in mutants(base, fact)]
    found = sum(any(True for _ in figure_faults(other, documents)) for other in changed)
    assert len(changed) > 90
    assert found >= 0.98 * len(changed)


def mutants(base: FactBase, fact: Fact) -> list[FactBase]:
    """Change each number of a fact, in each language, by its first digit."""
    found = [replace(base, facts=(other,), companions={}) for other in changed_numbers(fact)]
    for code, companion in base.companions.items():
        others = [replace(companion, facts={fact.id: text}) for text in changed_numbers(companion.facts[fact.id])]
        found += [replace(base, facts=(fact,), companions={code: other}) for other in others]
    return found


def changed_numbers(text: T) -> list[T]:
    """Return the texts with one number changed."""
    figure = text.figure
    return [
        replace(text, figure=f"{figure[: at.start()]}{int(at.group()) % 9 + 1}{figure[at.end() :]}")
        for at in re.finditer(r"(?<![\d.,])\d", figure)
    ]
