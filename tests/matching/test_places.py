"""A country, a city and a language are no rivals of the subject."""

from __future__ import annotations

import pytest

from bot.facts.language import texts
from bot.matching.answer import Reason
from bot.replies.plain import sentence
from tests.room import BASE, shared_matcher

PLACES = (
    "India / Germany? / in Korea? / in the US? / rockets in South Korea / und in Deutschland? / "
    "¿y en España? / 在印度呢？"
)


@pytest.mark.parametrize("question", PLACES.split(" / "))
def test_a_place_has_no_figure_and_is_no_rival(question: str) -> None:
    answer = shared_matcher().answer(question)
    assert answer.reason is Reason.OTHER_PLACE
    assert str(sentence(BASE, answer)) == texts(answer.language).no_figure_for.format(name=answer.detail)
    assert BASE.announcement.subject not in str(sentence(BASE, answer))


def test_a_company_and_a_person_are_others_still() -> None:
    for question in ("and Initech?", "How many rockets does Mary have?"):
        assert shared_matcher().answer(question).reason is Reason.OTHER_NAME


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("en", "can you speak german"),
        ("en", "In Spanish, please"),
        ("en", "Japanese?"),
        ("de", "sprichst du Italienisch?"),
        ("de", "bitte auf Englisch"),
        ("es", "¿hablas alemán?"),
        ("fr", "tu parles allemand ?"),
        ("pt", "você fala alemão?"),
        ("ru", "ты говоришь по-немецки?"),
        ("tr", "fransızca biliyor musun?"),
        ("id", "kamu bisa bahasa jerman?"),
        ("vi", "bạn nói được tiếng đức không?"),
        ("zh", "你会说德语吗？"),
        ("hi", "क्या आपको जर्मन आती है?"),
        ("hi-Latn", "kya aapko german aati hai?"),
        ("ar", "هل تتحدث الألمانية؟"),
    ],
)
def test_a_language_that_is_asked_for_is_answered_with_those_spoken(code: str, question: str) -> None:
    answer = shared_matcher().answer(question, language=code)
    assert (answer.language, answer.reason) == (code, Reason.LANGUAGES)


@pytest.mark.parametrize("question", ["How many German rockets?", "rockets in Chinese hands"])
def test_a_language_in_a_question_is_still_a_place(question: str) -> None:
    assert shared_matcher().answer(question).reason is Reason.OTHER_PLACE
