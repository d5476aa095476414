"""Matching: figures where the announcement tells them, and an honest no where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching import Matcher, Outcome, Reason, load_matcher

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return load_matcher(ROOT / "facts.yaml")


@pytest.fixture(scope="module")
def base(matcher: Matcher) -> FactBase:
    return matcher.base


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("hw mny pattents xiaomi hav??", ("patents",)),
        ("howmanypatents", ("patents",)),
        ("TRADEMARKS", ("trademarks",)),
        ("19,000 what exactly?", ("patents",)),
        ("What share of them is from abroad, of the patents?", ("overseas",)),
        ("how many patents and how many of them are foreign?", ("patents", "overseas")),
        ("Xiaomi 5g ranking and hague ranking?", ("5g", "hague_rank")),
        ("Trademarks: in how many countries?", ("countries",)),
        ("patnts tradmarks standrds how many each", ("patents", "trademarks", "standards")),
        ("A friend told me that Huawei is first. Where does Xiaomi stand in 5G patents?", ("5g",)),
        ("Are the trademark applications limited to Asia?", ("countries",)),
        ("Number of designs registered, not its rank", ("designs",)),
        ("And for trademarks, what's the sum?", ("trademarks",)),
        ("First of all, how many patents? Secondly, what share is abroad?", ("patents", "overseas")),
    ],
)
def test_a_question_finds_its_facts(matcher: Matcher, question: str, facts: tuple[str, ...]) -> None:
    answer = matcher.answer(question)
    assert (answer.outcome, answer.facts) == (Outcome.FACTS, facts)


@pytest.mark.parametrize(
    "question",
    [
        "how many patents",
        "多少专利",
        "कितने पेटेंट",
        "kitne patent",
        "kitne patent hai",
        "сколько патентов",
        "cuántas patentes",
        "berapa paten",
        "quantas patentes",
        "kaç patent",
        "كم براءة اختراع",
        "wie viele Patente",
        "combien de brevets",
        "bao nhiêu bằng sáng chế",
    ],
)
def test_the_barest_question_is_answered_in_every_language(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts == ("patents",)


@pytest.mark.parametrize(
    ("question", "reason", "detail"),
    [
        ("how many patents does Huawei have?", Reason.OTHER_NAME, "Huawei"),
        ("Xiaomi and Huawei: number of patents", Reason.OTHER_NAME, "Huawei"),
        ("US growth in international designs?", Reason.OTHER_PLACE, "US"),
        ("How many patents does Xiaomi hold in India?", Reason.OTHER_PLACE, "India"),
        ("how many patents did xiaomi have in 2018", Reason.OTHER_TIME, "2018"),
        ("trademark total, 2018", Reason.OTHER_TIME, "2018"),
    ],
)
def test_somebody_elses_or_another_years_figure_is_refused_with_the_reason(
    matcher: Matcher, question: str, reason: Reason, detail: str
) -> None:
    answer = matcher.answer(question)
    assert (answer.outcome, answer.facts) == (Outcome.NOT_TOLD, ())
    assert (answer.reason, answer.detail) == (reason, detail)


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("Which countries are they?", "country_list"),
        ("which countries?", "country_list"),
        ("how many trademarks were granted?", "granted"),
        ("who came first in the hague system", "first_place"),
        ("what is lei jun's net worth", "lei_jun_life"),
    ],
)
def test_a_known_gap_is_answered_in_its_own_words(matcher: Matcher, question: str, gap: str) -> None:
    assert matcher.answer(question).not_told == gap


def test_a_refusal_shows_how_well_each_reason_fits(matcher: Matcher) -> None:
    question = "who came first in the hague system"
    answer, scores = matcher.answer(question), dict(matcher.explain(question).scores)
    gaps = {gap.id: scores[gap.id] for gap in matcher.base.not_told if gap.id in scores}
    assert len(set(gaps.values())) == len(gaps) > 1
    assert answer.not_told == max(gaps, key=gaps.__getitem__)
    assert round(answer.score, 3) == gaps[answer.not_told]


@pytest.mark.parametrize(
    "question",
    ["what's the weather", "how are you", "how much did i spend on food", "ok", "7", "asdfgh", "🔥", "first"],
)
def test_talk_about_anything_else_gets_no_figure(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("question", "reason"),
    [("hello", Reason.GREETING), ("thanks!", Reason.THANKS), ("", Reason.EMPTY), ("…", Reason.EMPTY)],
)
def test_greetings_thanks_and_silence_are_known_as_such(matcher: Matcher, question: str, reason: Reason) -> None:
    assert matcher.answer(question).reason is reason


def test_a_follow_up_is_read_together_with_the_fact_it_replies_to(matcher: Matcher) -> None:
    assert matcher.answer("how many countries?").facts == ()
    assert matcher.answer("how many countries?", shown="trademarks").facts == ("countries",)
    assert matcher.answer("and in how many countries?", shown="trademarks").facts == ("countries",)
    assert matcher.answer("and abroad?", shown="patents").facts == ("overseas",)


def test_a_follow_up_may_ask_again_for_what_is_shown(matcher: Matcher) -> None:
    assert matcher.answer("how many?").facts == ()
    assert matcher.answer("how many?", shown="trademarks").facts == ("trademarks",)
    assert matcher.answer("until when?", shown="investment").facts == ("investment",)


def test_a_follow_up_may_only_ask_in_another_way(matcher: Matcher) -> None:
    assert matcher.answer("what for?").facts == ()
    assert matcher.answer("what for?", shown="investment").facts == ("purpose",)


@pytest.mark.parametrize("question", ["hello", "lol", "how are you?", "when?"])
def test_talk_in_reply_to_a_fact_is_no_follow_up(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question, shown="patents").facts == ()


def test_the_subjects_own_products_are_not_the_subject(matcher: Matcher) -> None:
    assert matcher.answer("Redmi patents").reason is Reason.OTHER_NAME


@pytest.mark.parametrize(
    "question",
    [
        "I'm from Brazil, how many patents does Xiaomi have?",
        "As a law student in Ottawa I wonder how many patents Xiaomi has",
        "My friend from Peru says that Xiaomi has 19,000 patents",
        "I am a teacher in Lagos, how many patents does Xiaomi have?",
        "ich komme aus Indien, wie viele Patente hat Xiaomi?",
    ],
)
def test_where_the_asker_is_has_nothing_to_do_with_it(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts == ("patents",)


@pytest.mark.parametrize("question", ["how many patents in Brazil?", "As a student: how many patents in Brazil?"])
def test_a_place_that_is_asked_about_has_to_do_with_it(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).detail == "Brazil"


def test_every_phrasing_of_a_fact_finds_that_fact(base: FactBase, matcher: Matcher) -> None:
    lost = [
        (fact.id, text)
        for fact in base.facts
        for text in (*fact.questions, *fact.keywords)
        if matcher.answer(text).facts != (fact.id,)
    ]
    assert lost == []


def test_search_gives_all_facts_for_nothing_and_the_best_first_for_a_word(base: FactBase, matcher: Matcher) -> None:
    assert len(matcher.search("")) == len(base.facts)
    assert matcher.search("trademarks")[0] == "trademarks"
    assert matcher.search("qwertzuiop") == ()


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_outcome_that_agrees_with_itself(matcher: Matcher, text: str) -> None:
    answer = matcher.answer(text)
    assert bool(answer.facts) == (answer.outcome is Outcome.FACTS)
    assert 0 <= answer.score <= 1
    assert answer == matcher.answer(text)


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("is xiaomi company big", ()),
        ("sales target 2022 xiaomi", ()),
        ("what type of gas goes in a 2014 civic", ()),
        ("What was the place in 2018?", ("hague_rank",)),
        ("Which AI assistant does Xiaomi use?", ("purpose",)),
    ],
)
def test_beside_a_miss_only_facts_are_offered_that_the_question_names_something_of(
    matcher: Matcher, question: str, offered: tuple[str, ...]
) -> None:
    answer = matcher.answer(question)
    assert (answer.outcome, answer.suggestions[:1]) == (Outcome.NOTHING, offered)
