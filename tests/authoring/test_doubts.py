"""What check doubts: phrasings that say less than they seem to, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.doubts import doubts
from bot.facts import load
from bot.facts.document import read_document
from tests.fact_files import FACTS, line_of, write_facts


def doubts_of(folder: Path, text: str) -> list[str]:
    """Return what is doubted in a fact base, with its line."""
    path = write_facts(folder, text)
    return [f"{fault.line}: {fault.message}" for fault in doubts(load(path), read_document(path))]


def gap(name: str, question: str) -> str:
    """Return a gap with one phrasing."""
    return f"  - id: {name}\n    reply: Not told.\n    questions: [{question}]\n"


def test_a_fact_base_in_order_has_no_doubts(tmp_path: Path) -> None:
    assert doubts_of(tmp_path, FACTS) == []


def test_two_entries_of_one_broad_idea_are_named_with_it_and_with_their_words(tmp_path: Path) -> None:
    text = FACTS + gap("debt", "how much debt does it have") + gap("payout", "how much dividend does it pay out")
    text = text.replace("pay out", "give")
    (doubt,) = doubts_of(tmp_path, text)
    assert doubt.startswith(f"{line_of(text, 'dividend')}: “how much dividend does it give” of 'payout' has the same")
    assert doubt.endswith("both say only `business`: list *dividend* or *debt* under `synonyms`, spelt out")


def test_words_that_are_listed_are_ideas_of_their_own(tmp_path: Path) -> None:
    text = FACTS.replace("synonyms:\n", "synonyms:\n  debt: debt\n")
    assert doubts_of(tmp_path, text + gap("debt", "what debt is it") + gap("payout", "what dividend is it")) == []


def test_a_keyword_of_words_that_any_announcement_is_asked_for_has_no_idea_of_its_own(tmp_path: Path) -> None:
    text = FACTS.replace("keywords: length,", "keywords: engineers, cost, length,")
    (doubt,) = doubts_of(tmp_path, text)
    assert doubt.startswith(f"{line_of(text, 'engineers')}: “engineers”, “cost” of 'length': no idea of its own")
    assert doubt.endswith("*cost*: an everyday word; list *engineers* or *cost* under `synonyms`")
    cured = text.replace("synonyms:\n", "synonyms:\n  engineer: engineers\n  cost: cost\n")
    assert doubts_of(tmp_path, cured) == []


@pytest.mark.parametrize(
    ("setting", "cause"),
    [("names: Acme, Spanner", "in `announcement.names`"), ("not_about: Spanner", "in `announcement.not_about`")],
)
def test_a_keyword_that_the_announcement_lists_as_a_name_is_told_where(
    setting: str, cause: str, tmp_path: Path
) -> None:
    text = FACTS.replace("  about:", f"  {setting}\n  about:").replace(
        "keywords: length,", "keywords: Spanner, length,"
    )
    (doubt,) = doubts_of(tmp_path, text)
    assert doubt.endswith(f"is understood: *spanner*: {cause}; add a noun of what it tells")


def test_a_gap_is_doubted_with_the_words_it_shares_with_a_fact(tmp_path: Path) -> None:
    (doubt,) = doubts_of(tmp_path, FACTS + gap("way", "bridges of the company"))
    assert "both say only `bridge` (*bridges*)" in doubt


def test_a_gap_is_not_doubted_where_its_question_is_not_answered_with_the_fact(tmp_path: Path) -> None:
    text = FACTS.replace("keywords: length,", "keywords: cost of the bridges, length,")
    assert doubts_of(tmp_path, text.replace("What did the bridges cost?", "What does one bridge cost?")) == []
    assert len(doubts_of(tmp_path, text.replace("What did the bridges cost?", "What did all the bridges cost?"))) == 1


def test_a_keyword_with_a_word_of_many_other_quotes_is_too_wide(tmp_path: Path) -> None:
    others = "".join(
        f"  - id: train_{number}\n    title: Train {number}\n    figure: the train\n"
        f"    quote: the train of day {number}\n    keywords: carriage{number}\n"
        for number in range(4)
    )
    text = FACTS.replace("keywords: length,", "keywords: train, length,").replace("not_told:", f"{others}not_told:")
    (doubt,) = doubts_of(tmp_path, text)
    assert doubt.startswith(f"{line_of(text, 'keywords: train')}: *train* in “train” of 'length' becomes an idea")
    (weak,) = doubts_of(tmp_path, text.replace("synonyms:\n", "synonyms:\n  train: train~\n"))
    assert "no idea of its own" in weak  # alone, it brings no answer any more
