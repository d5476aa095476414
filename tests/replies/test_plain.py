"""An answer in plain words, for the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts import FactBase, load
from bot.facts.language import texts
from bot.matching.answer import Answer, Claim, Explanation, Outcome, Reason, Truth
from bot.replies.plain import answer_lines, explanation_lines, sentence
from tests.fact_files import GERMAN, write_facts
from tests.room import opening


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    """Load a small fact base with a companion."""
    return load(write_facts(tmp_path, de=GERMAN))


@pytest.mark.parametrize(
    ("reason", "detail", "said"),
    [
        (Reason.OTHER_NAME, "Huawei", texts("en").other_name.format(name="Huawei", subject="Acme")),
        (Reason.OTHER_TIME, "1999", texts("en").no_figure_for.format(name="1999")),
        (Reason.OTHER_PLACE, "India", texts("en").no_figure_for.format(name="India")),
        (Reason.GREETING, "", texts("en").greeting.format(about="Acme's bridges")),
        (Reason.THANKS, "", opening(texts("en").thanks)),
        (Reason.OTHER_NAME, "", opening(texts("en").not_found)),
        (Reason.EMPTY, "", opening(texts("en").small_talk["abilities"])),
        (None, "", opening(texts("en").not_found)),
    ],
)
def test_the_reason_chooses_the_sentence(base: FactBase, reason: Reason | None, detail: str, said: str) -> None:
    answer = Answer("?", Outcome.NOTHING, "en", reason=reason, detail=detail)
    assert str(sentence(base, answer)).startswith(said)


def test_a_known_gap_has_its_own_reply(base: FactBase) -> None:
    answer = Answer("?", Outcome.NOT_TOLD, "en", not_told="price", reason=Reason.OTHER_TIME, detail="1999")
    assert str(sentence(base, answer)) == "The announcement doesn't give a price."


def test_a_known_gap_is_explained_in_the_readers_language(base: FactBase) -> None:
    answer = Answer("?", Outcome.NOT_TOLD, "de", not_told="price")
    assert str(sentence(base, answer)) == "Ein Preis wird nicht genannt."


def test_braces_in_a_question_are_no_places_to_fill_in(base: FactBase) -> None:
    answer = Answer("?", Outcome.NOTHING, "en", reason=Reason.OTHER_NAME, detail="{about}")
    assert opening(texts("en").other_name) + "{about}" in str(sentence(base, answer))


def test_what_might_be_meant_is_offered_by_title(base: FactBase) -> None:
    answer = Answer("?", Outcome.UNSURE, "en", suggestions=("length", "bridges"))
    assert answer_lines(base, answer) == [texts("en").did_you_mean, "- The longest bridge", "- Bridges opened"]


def test_several_facts_share_one_source(base: FactBase) -> None:
    lines = answer_lines(base, Answer("?", Outcome.FACTS, "en", facts=("bridges", "length")))
    assert [line for line in lines if line.startswith("“")] == [f"“{fact.quote}”" for fact in base.facts]
    assert sum("https://example.org/acme" in line for line in lines) == 1


def test_a_fact_is_in_the_readers_language_and_its_quote_as_published(base: FactBase) -> None:
    lines = answer_lines(base, Answer("?", Outcome.FACTS, "de", facts=("bridges",)))
    assert lines[:2] == ["Eröffnete Brücken: 12 Brücken", "“Acme has opened 12 bridges […] in one year”"]


def test_what_becomes_of_a_claim_is_the_first_line(base: FactBase) -> None:
    asked = Answer("?", Outcome.FACTS, "de", facts=("bridges",), claim=Claim(Truth.NOT_QUITE))
    assert answer_lines(base, asked)[0] == "Nicht ganz. In der Meldung steht: 12 Brücken."
    assert asked.as_json()["claim"] == "not_quite"
    assert Answer("?", Outcome.NOTHING, "en").as_json()["claim"] is None


def test_an_explanation_leaves_out_what_there_was_not(base: FactBase) -> None:
    seen = Explanation(tokens=("brigdes",), corrections=(("brigdes", "bridges"),), scores=(("bridges", 0.9),))
    answer = Answer("?", Outcome.FACTS, "en", facts=("bridges",), score=0.9)
    assert [line.split() for line in explanation_lines(answer, seen)] == [
        ["outcome:", "facts", "(0.90,", "en)"],
        ["tokens:", "brigdes"],
        ["corrections:", "brigdes", "→", "bridges"],
        ["scores:", "bridges", "0.90"],
    ]
