"""The bot speaks the languages that its operator or its editor chose, and English."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.language import texts
from bot.matching import Matcher
from bot.matching.answer import Answer, Outcome, Reason
from bot.replies.plain import sentence
from bot.replies.render import reader_language
from tests.room import BASE

CHOSEN = replace(BASE, languages=("en", "es"), companions={})


def test_only_the_languages_chosen_are_compiled_and_spoken() -> None:
    matcher = Matcher(CHOSEN)
    assert matcher.languages == ("en", "es")
    assert matcher.answer("¿cuántos cohetes construyeron?", language="de").language == "es"
    assert matcher.answer("danke schön", language="de").language == "en"


def test_a_reader_of_another_language_gets_english() -> None:
    assert [reader_language(CHOSEN, code) for code in ("es-MX", "de", None)] == ["es", "en", "en"]


def test_the_languages_named_are_those_spoken() -> None:
    said = str(sentence(CHOSEN, Answer("?", Outcome.NOTHING, "en", reason=Reason.LANGUAGES)))
    assert said == texts("en").small_talk["languages"].format(languages="English, español")
