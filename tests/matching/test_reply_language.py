"""A reader is answered in their own language unless the message clearly speaks another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts import load
from bot.matching import Matcher, load_matcher
from bot.matching.languages import Languages
from bot.matching.spelling import dictionary

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(
    "message",
    [
        "7",
        "19000",
        "k",
        "pizza",
        "pasta",
        "weather?",
        "best biryani in town?",
        "Xiaomi investigation",
        "Xiaomi meter",
        "install",
        "marketplace",
        "disengage",
        "inverter",
        "Huawei",
        "WIPO",
        "no",
        "si",
        "pasta recipe",
        "taco",
        "sushi bar",
        "marcas?",
        "café",
        "Quanti brevetti ha Xiaomi?",
        "Jakie znaki towarowe zgłosiło Xiaomi?",
        "Hoeveel patenten heeft Xiaomi?",
        "Xiaomiは特許をいくつ持っていますか？",
    ],
)
def test_an_english_reader_is_answered_in_english(matcher: Matcher, message: str) -> None:
    assert matcher.answer(message, language="en").language == "en"


@pytest.mark.parametrize("code", ["de", "fr", "es", "pt", "ru", "tr", "id", "vi", "zh", "hi", "hi-Latn", "ar"])
@pytest.mark.parametrize("message", ["7", "ok", "pizza", "WIPO", "5G", "Xiaomi", "2020?", "patent"])
def test_what_every_language_has_does_not_change_the_readers(matcher: Matcher, code: str, message: str) -> None:
    assert matcher.answer(message, language=code).language == code


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("Wie viele Patente?", "de"),
        ("Wie viele Marken haben die angemeldet?", "de"),
        ("Combien de brevets a Xiaomi ?", "fr"),
        ("Quelle est la part à l'étranger ?", "fr"),
        ("¿Cuántas patentes tiene Xiaomi?", "es"),
        ("Quantas patentes a Xiaomi tem?", "pt"),
        ("сколько?", "ru"),
        ("сколько патентов", "ru"),
        ("Kaç patenti var?", "tr"),
        ("Berapa banyak patennya?", "id"),
        ("Xiaomi có bao nhiêu bằng sáng chế?", "vi"),
        ("专利", "zh"),
        ("多少专利？", "zh"),
        ("कितने पेटेंट?", "hi"),
        ("kitne patent", "hi-Latn"),
        ("kitne patent hain unke paas", "hi-Latn"),
        ("كم عدد براءات الاختراع؟", "ar"),
    ],
)
def test_a_message_that_clearly_speaks_a_language_is_answered_in_it(matcher: Matcher, message: str, code: str) -> None:
    for reader in ("en", "de" if code != "de" else "fr"):
        assert matcher.answer(message, language=reader).language == code
    assert matcher.answer("How many patents do they have?", language=code).language == "en"


def test_no_english_word_is_taken_for_one_of_another_language() -> None:
    languages = Languages(load(ROOT / "facts.yaml"))
    swallowed = [word for word in dictionary() if languages.detect((word,), "en") != "en"]
    assert swallowed == []
    assert [word for word in dictionary() if languages.detect(("xiaomi", word), "en") != "en"] == []
