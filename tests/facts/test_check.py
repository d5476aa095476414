"""What is wrong with a fact base beyond its schema: every fault at once, with file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.constants import BotDescriptionLimit, MessageLimit

from bot.chat.profile import description, short_description
from bot.facts import check, inspect, language_codes, load, texts
from bot.facts.check import quotes_not_in
from bot.facts.document import read_document
from bot.replies.keyboards import copy_button
from bot.replies.markup import plain_text
from bot.replies.render import facts_reply, reader_language
from bot.text import utf16_length
from tests.counting import calls_in
from tests.fact_files import ARTICLE, FACTS, GERMAN, faults_of, line_of, write_facts
from tests.room import BASE

ROOT = Path(__file__).parents[2]


def only_fault(folder: Path, written: str, instead: str) -> str:
    """Change one place of the fact base and return the one fault that this makes, without its file."""
    text = FACTS.replace(written, instead, 1)
    assert text != FACTS
    (fault,) = faults_of(folder, text)
    return fault.removeprefix("facts.yaml:")


def test_a_fact_base_in_order_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(tmp_path, FACTS, de=GERMAN) == []


# ---- ids and phrasings --------------------------------------------------------------------------


def test_an_id_is_used_once_only(tmp_path: Path) -> None:
    first = line_of(FACTS, "id: length")
    assert only_fault(tmp_path, "id: price", "id: length") == (
        f"{line_of(FACTS, 'id: price')}: duplicate id 'length' (first used on line {first})"
    )


def test_an_id_is_no_command_of_the_bots_own(tmp_path: Path) -> None:
    text = FACTS.replace("id: bridges", "id: help")
    (fault,) = faults_of(tmp_path, text)
    assert fault == f"facts.yaml:{line_of(text, 'id: help')}: /help is the bot's own command: choose another id"


def test_the_bots_own_commands_are_those_of_its_menu() -> None:
    assert set(texts("en").menu) == check.OWN_COMMANDS


@pytest.mark.parametrize(
    ("related", "problem"),
    [("width", "an unknown fact"), ("price", "an unknown fact"), ("bridges", "the fact itself")],
)
def test_a_related_fact_is_another_fact(tmp_path: Path, related: str, problem: str) -> None:
    fault = only_fault(tmp_path, "related: [length]", f"related: [{related}]")
    assert fault == f"{line_of(FACTS, 'related')}: 'related' names {problem}: {related!r}"


@pytest.mark.parametrize(
    "phrase", ["How many bridges did Acme open?", "how many BRIDGES, did acme open", "bridge-count"]
)
def test_a_phrasing_leads_to_one_answer_only(tmp_path: Path, phrase: str) -> None:
    fault = only_fault(tmp_path, "What did the bridges cost?", phrase)
    assert fault.startswith(f"{line_of(FACTS, 'What did')}: {phrase!r} of 'price' is also a phrasing of 'bridges'")


def test_a_keyword_leads_to_one_fact_only(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, "keywords: length", "keywords: Bridges")
    assert "'Bridges' of 'length' is also a phrasing of 'bridges'" in fault


def test_a_phrasing_contains_a_word(tmp_path: Path) -> None:
    assert only_fault(tmp_path, "What did the bridges cost?", '"???"').endswith("'???' of 'price' contains no words")


def test_two_facts_do_not_share_a_title(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, "title: The longest bridge", "title: bridges OPENED")
    assert fault == f"{line_of(FACTS, 'The longest bridge')}: 'bridges OPENED' is also the title of 'bridges'"


@pytest.mark.parametrize("title", ["bridges", "Bridges"])
def test_a_title_is_not_the_id_of_another_fact(tmp_path: Path, title: str) -> None:
    fault = only_fault(tmp_path, "title: The longest bridge", f"title: {title}")
    assert fault == f"{line_of(FACTS, 'The longest bridge')}: the title {title!r} is the id of another fact"
    assert faults_of(tmp_path, FACTS.replace("title: The longest bridge", "title: Length")) == []


def test_nor_is_a_title_in_another_language(tmp_path: Path) -> None:
    text = GERMAN.replace("Die längste Brücke", "Bridges")
    (fault,) = faults_of(tmp_path, FACTS, de=text)
    assert fault == f"facts/de.yaml:{line_of(text, 'title: Bridges')}: the title 'Bridges' is the id of another fact"


def test_a_word_stands_under_one_concept_only(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, "[length, long]", "[length, Bridge]")
    assert fault == f"{line_of(FACTS, '[length, long]')}: 'Bridge' is listed under both 'bridge' and 'length'"


def test_the_synonyms_of_a_file_are_cut_into_words_at_once() -> None:
    counts = calls_in(lambda: load(ROOT / "facts.yaml"))
    assert counts["forms_of_all"] == counts["read_document"] > 1


def test_a_word_and_the_beginning_of_words_are_two_things(tmp_path: Path) -> None:
    assert faults_of(tmp_path, FACTS.replace("[length, long]", '[length, "bridge*", =BRIDGE]')) == []


def test_a_weak_word_is_the_same_word(tmp_path: Path) -> None:
    assert "'bridges~' is listed under both 'bridge' and" in only_fault(
        tmp_path, "[length, long]", "[length, bridges~]"
    )


# ---- lengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("title: The longest bridge", 60),
        ("invitation: Join the bridge channel", 60),
        ("name: The bridge channel", 120),
        ("subject: Acme", 40),
        ("about: Acme's bridges", 256),
        ("reply: The announcement doesn't give a price.", 2048),
    ],
)
def test_a_text_that_telegram_would_cut_is_a_fault(tmp_path: Path, written: str, limit: int) -> None:
    key = written.split(":")[0]
    assert faults_of(tmp_path, FACTS.replace(written, f"{key}: {'a' * limit}")) == []
    (fault,) = faults_of(tmp_path, FACTS.replace(written, f"{key}: {'a' * (limit + 1)}"))
    assert fault == (
        f"facts.yaml:{line_of(FACTS, written)}: {key!r}: {limit + 1:,} characters, at most {limit:,} as Telegram counts"
    )


def test_characters_beyond_the_basic_plane_count_twice(tmp_path: Path) -> None:
    assert faults_of(tmp_path, FACTS.replace("The longest bridge", "é" * 60)) == []
    assert only_fault(tmp_path, "The longest bridge", "🌉" * 31).endswith(
        "62 characters, at most 60 as Telegram counts"
    )


def test_a_quote_that_does_not_fit_into_a_message_is_a_fault(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, "the longest of them measures 300 metres", "far " * 1000 + "300 metres")
    assert "the whole reply: " in fault


def test_a_figure_that_cannot_be_copied_whole_is_a_fault(tmp_path: Path) -> None:
    assert "title, figure and source together: " in only_fault(tmp_path, "figure: 300 metres", f"figure: {'far ' * 60}")


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("about: die Brücken von Acme", 256),
        ("invitation: Zum Brückenkanal", 60),
        ("title: Die längste Brücke", 60),
        ("price: Ein Preis wird nicht genannt.", 2048),
    ],
)
def test_a_companion_has_the_same_limits(tmp_path: Path, written: str, limit: int) -> None:
    key = written.split(":")[0]
    assert faults_of(tmp_path, FACTS, de=GERMAN.replace(written, f"{key}: {'a' * limit}")) == []
    (fault,) = faults_of(tmp_path, FACTS, de=GERMAN.replace(written, f"{key}: {'a' * (limit + 1)}"))
    assert fault.startswith(f"facts/de.yaml:{line_of(GERMAN, written)}: {key!r}: {limit + 1:,} characters")


def test_labels_are_one_line(tmp_path: Path) -> None:
    assert only_fault(tmp_path, "figure: 300 metres", 'figure: "300\\nmetres"').endswith("'figure' must be one line")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 60), st.integers(1, 260), st.integers(1, 3600), st.sampled_from(["x", "🌉", "é "]))
def test_what_passes_the_check_is_never_cut_by_a_reply(
    tmp_path: Path, title: int, figure: int, quote: int, letters: str
) -> None:
    text = FACTS.replace("The longest bridge", (letters * title).strip() + "T").replace(
        "300 metres\n    quote: the longest of them", f"{letters * figure}F\n    quote: {letters * quote}Q"
    )
    if faults_of(tmp_path, text):
        return
    base = load(tmp_path / "facts.yaml")
    fact = base.facts[1]
    for language in language_codes():
        reply = plain_text(facts_reply(base, [fact], language).text)
        copied = copy_button(base, fact, language).copy_text
        assert copied
        assert fact.quote in reply
        assert utf16_length(reply) <= MessageLimit.MAX_TEXT_LENGTH
        assert f"{fact.figure} (" in copied.text


def test_a_profile_of_the_longest_subject_is_not_cut(tmp_path: Path) -> None:
    text = FACTS.replace("subject: Acme", f"subject: {'s' * 40}").replace(
        "about: Acme's bridges", f"about: {'a' * 256}"
    )
    base = load(write_facts(tmp_path, text))
    for language in language_codes():
        assert not description(base, language).endswith("…")
        assert not short_description(base, language).endswith("…")
        assert len(short_description(base, language)) <= BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH


# ---- the rest -----------------------------------------------------------------------------------


def test_the_date_is_one_of_the_calendar(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, "2024-02-29", "2023-02-29")
    assert fault == f"{line_of(FACTS, 'published')}: 2023-02-29 is not a valid date"


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01, a month too far"])
def test_so_is_that_of_a_correction(tmp_path: Path, day: str) -> None:
    fault = only_fault(tmp_path, "    related: [length]", f'    corrected: "{day}"')
    assert fault == f"{line_of(FACTS, 'related')}: {day[:10]} is not a valid date"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            "2024-03-01",
            "'facts.bridges.corrected': YAML reads this as datetime.date(2024, 3, 1): put the text in quotes",
        ),
        ("yesterday", "'facts.bridges.corrected': 'yesterday' does not look like"),
    ],
)
def test_a_correction_begins_with_its_day(tmp_path: Path, value: str, message: str) -> None:
    assert message in only_fault(tmp_path, "    related: [length]", f"    corrected: {value}")


def test_a_companion_gives_no_reason_for_a_correction_that_facts_yaml_does_not_have(tmp_path: Path) -> None:
    german = GERMAN.replace("figure: 12 Brücken", "figure: 12 Brücken, corrected: die Zahl war falsch")
    (fault,) = faults_of(tmp_path, FACTS, de=german)
    assert fault.endswith("facts.yaml does not say that 'bridges' was corrected")
    right = FACTS.replace("    related: [length]", "    corrected: 2024-03-01, the number was wrong")
    assert faults_of(tmp_path, right, de=german) == []


def test_what_only_older_versions_read_is_no_fault(tmp_path: Path) -> None:
    path = write_facts(tmp_path, FACTS + "confidence: {answer: 0.3, suggest: 0.5}\n")
    base, (warning,) = inspect(path)
    assert base is not None
    assert warning.is_warning
    assert warning.message == "'confidence' is not used any more: delete it"


@pytest.mark.parametrize(("escape", "name"), [("\\x07", "U+0007"), ("\\u202e", "U+202E"), ("\\t", "U+0009")])
def test_characters_that_nobody_sees_are_faults(tmp_path: Path, escape: str, name: str) -> None:
    fault = only_fault(tmp_path, "figure: 300 metres", f'figure: "300 {escape}metres"')
    assert fault == f"{line_of(FACTS, 'figure: 300')}: contains the control character {name}: remove it"


def test_a_quote_holds_words(tmp_path: Path) -> None:
    text = FACTS.replace("quote: the longest of them measures 300 metres", "quote: “[…]”")
    assert any(fault.endswith("the quote of 'length' contains no words") for fault in faults_of(tmp_path, text))


def test_what_a_companion_does_not_tell_is_a_warning_and_told_in_the_words_of_the_fact_base(tmp_path: Path) -> None:
    text = GERMAN.replace("  length: {title: Die längste Brücke, figure: 300 Meter}\n", "")
    text = text.replace("not_told:\n  price: Ein Preis wird nicht genannt.\n", "")
    base, found = inspect(write_facts(tmp_path, FACTS, de=text))
    where = f"warning: {tmp_path}/facts/de.yaml"
    assert [str(fault) for fault in found] == [
        f"{where}:{line_of(text, 'facts:') + 1}: the fact 'length' is missing: facts.yaml's words are shown",
        f"{where}:1: the not_told 'price' is missing: facts.yaml's words are shown",
    ]
    assert base == load(tmp_path / "facts.yaml")
    assert base
    assert base.text(base.facts[1], "de").figure == "300 metres"


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("  price: ", "  prise: ", "no not_told 'prise'"),
        ("  bridge: ", "  brigde: ", "no concept 'brigde'"),
        ("facts:\n", "facts:\n  width: {title: Breite, figure: 9 Meter}\n", "no fact 'width'"),
    ],
)
def test_a_companion_names_only_what_the_fact_base_has(
    tmp_path: Path, written: str, instead: str, problem: str
) -> None:
    text = GERMAN.replace(written, instead)
    (fault,) = faults_of(tmp_path, FACTS, de=text)
    assert fault.endswith(f"the fact base has {problem}")


@pytest.mark.parametrize("code", ["pt-BR", "hi-Latn", "PT-br"])
def test_a_companion_may_have_capitals_in_its_name(tmp_path: Path, code: str) -> None:
    assert faults_of(tmp_path, FACTS, **{code: GERMAN}) == []
    assert reader_language(load(tmp_path / "facts.yaml"), code.lower()) == code


def test_a_language_has_one_companion(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, FACTS, **{"pt-BR": GERMAN, "pt-br": GERMAN})
    assert fault == "facts/pt-br.yaml:1: pt-BR.yaml is for the same language: keep one of the two"


def test_a_companion_is_named_after_its_language(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, FACTS, german_new=GERMAN)
    assert fault == "facts/german_new.yaml:1: the file must be named after its language's code (zh.yaml, hi-Latn.yaml)"


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    text = FACTS.replace("2024-02-29", "2024-02-31").replace("id: price", "id: length").replace("[length]", "[width]")
    assert len(faults_of(tmp_path, text)) == 3


# ---- quotes -------------------------------------------------------------------------------------


def misquotes(folder: Path, article: str, facts: str = FACTS) -> list[str]:
    """Return the faults of the quotes that are not in an article."""
    path = write_facts(folder, facts)
    return [str(fault).removeprefix(f"{folder}/") for fault in quotes_not_in(article, load(path), read_document(path))]


def test_a_quote_stands_in_the_article_however_its_lines_are_broken(tmp_path: Path) -> None:
    assert misquotes(tmp_path, ARTICLE) == []


def test_a_quote_that_says_more_than_the_article_is_a_fault(tmp_path: Path) -> None:
    (fault,) = misquotes(tmp_path, ARTICLE.replace("300", "about 300"))
    line = line_of(FACTS, "quote: the longest")
    assert fault == (
        f"facts.yaml:{line}: the quote of 'length' is not in the article: “the longest of them measures 300 metres”"
    )


def test_the_parts_of_a_quote_follow_in_the_articles_order(tmp_path: Path) -> None:
    turned = FACTS.replace("Acme has opened 12 bridges […] in one year", "in one year […] Acme has opened 12 bridges")
    (fault,) = misquotes(tmp_path, ARTICLE, turned)
    assert "“Acme has opened 12 bridges”" in fault


@given(st.sets(st.integers(0, len(ARTICLE) - 1), min_size=2, max_size=2))
def test_every_part_of_an_article_is_a_quote_of_it(cuts: set[int]) -> None:
    start, end = sorted(cuts)
    quote = ARTICLE[start:end].strip() or "Bridges!"
    base = replace(BASE, facts=(replace(BASE.facts[0], quote=quote),))
    assert quotes_not_in(ARTICLE, base, read_document(Path("facts.yaml"))) == []
