"""After a refusal a message is answered as a first one, but for what says whom or which year it means instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Answer, Outcome, Reason
from tests.refusals import after

ROOT = Path(__file__).parents[2]
BASES = ("facts.yaml", "benchmarks/announcements/bank/facts.yaml", "benchmarks/announcements/zoo/facts.yaml")
# Messages that name neither a subject nor a year: they ask, or name little.
LITTLE = (
    "how many? / how much? / how fast? / how long? / how old? / how big? / how come? / how high? / money? / "
    "who? / when? / where? / which ones? / any names? / why? / what for? / and then? / what comes next? / how "
    "many countries? / how many people? / how much is it worth? / how much does it cost? / and abroad? / in "
    "percent? / what share? / and the rank? / what rank is it? / did the rank go up? / how much did it grow? / "
    "and the growth? / who said it? / is that a lot? / how many of them? / since when? / until when? / sure? / "
    "tell me more / the total? / and this one? / is it the first? / where does it start? / are there more? / "
    "how many applications? / and the start? / what else?"
)
RANKING = ("and the rank?", "what rank is it?", "did the rank go up?", "how high is it ranked?", "排名呢？")
REFUSED = (
    "How many patents did Xiaomi have in 2015?",
    "How many patents does Samsung have?",
    "How many trademarks were granted?",
    "How old is Lei Jun?",
    "How many experts took part?",
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize("path", BASES)
def test_after_a_gap_no_message_shows_a_fact_that_it_does_not_show_as_a_first_one(path: str) -> None:
    matcher = load_matcher(ROOT / path)
    alone = {message: matcher.answer(message, language="en").facts for message in LITTLE.split(" / ")}
    assert any(alone.values()) or path != BASES[0]
    for gap in matcher.base.not_told:
        refused = Answer("", Outcome.NOT_TOLD, "en", score=1.0, not_told=gap.id)
        for message, facts in alone.items():
            answer = matcher.answer(message, refused=refused, replies=False, language="en")
            assert set(answer.facts) <= set(facts), (gap.id, message)


@pytest.mark.parametrize("question", REFUSED)
@pytest.mark.parametrize("message", [*RANKING, "money?", "what comes next?", "how many countries?", "designs in 2016?"])
def test_what_says_what_it_is_about_is_answered_as_a_first_message(
    matcher: Matcher, question: str, message: str
) -> None:
    assert after(matcher, question, message) == matcher.answer(message, language="en")


@pytest.mark.parametrize("question", REFUSED)
def test_the_subject_alone_gets_the_brief_but_after_a_rival(matcher: Matcher, question: str) -> None:
    answer = after(matcher, question, "Xiaomi?")
    assert (answer.facts == ("patents",)) if "Samsung" in question else (answer.reason is Reason.SUMMARY)


@pytest.mark.parametrize("message", RANKING)
@pytest.mark.parametrize("shown", ["patents", "wipo", "trademarks", "countries", "investment"])
def test_a_rank_is_no_figure_of_a_fact_that_is_told_as_none(matcher: Matcher, shown: str, message: str) -> None:
    answer = matcher.answer(message, shown=shown, replies=False, language="en")
    assert answer.facts in ((), ("hague_rank",))


def test_a_rank_is_that_of_the_fact_shown_where_it_is_told_as_one(matcher: Matcher) -> None:
    for shown in ("5g", "hague_rank"):
        assert matcher.answer("and the rank?", shown=shown, replies=False, language="en").facts == (shown,)


def test_a_year_does_not_override_the_topic_beside_it(matcher: Matcher) -> None:
    for question in ("How many trademarks did Xiaomi have in 2015?", "How many designs in 2016?"):
        other = after(matcher, question, "how many patents in 2018?")
        assert (other.reason, other.refused) == (Reason.OTHER_TIME, "patents")
        assert matcher.answer("and in 2020?", refused=other, replies=False, language="en").facts == ("patents",)
    for before in ({"shown": "trademarks"}, {"refused": matcher.answer("How many designs in 2016?")}):
        rank = matcher.answer("the rank in 2021?", **before, replies=False, language="en")
        assert (rank.outcome, rank.suggestions[:1]) == (Outcome.NOTHING, ("hague_rank",))


def test_the_year_before_in_french_is_no_first_time(matcher: Matcher) -> None:
    answer = matcher.answer("et l'année d'avant ?", shown="overseas", replies=False, language="fr")
    assert (answer.reason, answer.refused) == (Reason.OTHER_TIME, "overseas")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("en", "ok forget Samsung, Xiaomi then"),
        ("en", "not Samsung, Xiaomi"),
        ("en", "I only want Xiaomi's then"),
        ("en", "and Xiaomi?"),
        ("de", "und Xiaomi?"),
        ("id", "oke Xiaomi saja"),
    ],
)
def test_the_subject_in_the_place_of_a_rival_gets_the_fact(matcher: Matcher, code: str, message: str) -> None:
    answer = after(matcher, "How many patents does Samsung have?", message, code)
    assert (answer.facts, answer.language) == (("patents",), code)


@pytest.mark.parametrize(
    "message",
    [
        "and Nokia?",
        "Xiaomi or Nokia?",
        "is Xiaomi better than Samsung?",
        "Xiaomi in 2018?",
        "why does Xiaomi?",
        "Apple",
    ],
)
def test_what_does_not_ask_for_the_same_of_the_subject_gets_no_figure(matcher: Matcher, message: str) -> None:
    assert after(matcher, "How many patents does Samsung have?", message).facts == ()


def test_what_xiaomi_said_is_a_question_of_its_own(matcher: Matcher) -> None:
    for question in REFUSED:
        assert after(matcher, question, "What did Xiaomi say?") == matcher.answer("What did Xiaomi say?", language="en")


def test_the_subject_asks_nothing_of_a_fact_that_is_not_its_own(matcher: Matcher) -> None:
    assert matcher.answer("and Xiaomi?", shown="china_growth", replies=False, language="en").facts == ()
