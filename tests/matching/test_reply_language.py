"""A reader is answered in their own language unless the message clearly speaks another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest

from bot.facts import load
from bot.facts.language import language_codes, load_languages
from bot.matching import Matcher, load_matcher
from bot.matching.answer import Reason
from bot.matching.languages import Languages
from bot.matching.lexicon import Lexicon, Role
from bot.matching.spelling import dictionary
from bot.text import tokenize, words_of_all

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


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("und Marken?", "de"),
        ("und Standards?", "de"),
        ("und 5G?", "de"),
        ("was heißt AIoT", "de"),
        ("für was?", "de"),
        ("¿y Huawei?", "es"),
        ("¿Huawei?", "es"),
        ("¿Registró 516 patentes?", "es"),
        ("eres un bot?", "es"),
        ("kalau samsung?", "id"),
        ("aur trademark?", "hi-Latn"),
        ("dollar mein?", "hi-Latn"),
    ],
)
def test_a_few_words_or_a_mark_tell_the_language_to_an_english_reader(
    matcher: Matcher, message: str, code: str
) -> None:
    assert matcher.answer(message, language="en").language == code


@pytest.mark.parametrize(
    "message",
    [
        "MIT patents?",
        "Xiaomi channel: Telegram or WhatsApp?",
        "promo month?",
        "mitä?",
        "Does Citroën have patents?",
        "Nestlé?",
        "a café in Zürich",
    ],
)
def test_capitals_loans_and_names_with_marks_stay_english(matcher: Matcher, message: str) -> None:
    assert matcher.answer(message, language="en").language == "en"


@pytest.mark.parametrize("message", ["h o w  m a n y", "h o w  m a n y p a t e n t s"])
def test_letters_spelt_apart_are_words_of_no_language(matcher: Matcher, message: str) -> None:
    assert matcher.answer(message).language == "en"
    assert matcher.answer(message, language="de").language == "de"


@pytest.mark.parametrize("message", ["What does Marken mean?", "and Marken?", "og Marken?"])
def test_a_word_that_the_fact_base_has_in_another_language_is_nobodys_name(matcher: Matcher, message: str) -> None:
    for reader in ("en", None):
        assert matcher.answer(message, language=reader).reason is not Reason.OTHER_NAME
    assert matcher.answer("and Acme?", language="en").reason is Reason.OTHER_NAME


@pytest.fixture(scope="module")
def languages() -> Languages:
    """Compile the languages of the announcement that the bot ships with."""
    return Languages(load(ROOT / "facts.yaml"))


def test_no_english_word_is_taken_for_one_of_another_language(languages: Languages) -> None:
    for reader in ("en", None, "it"):
        assert [word for word in dictionary() if detect(languages, (word,), reader) != "en"] == []
    assert [
        word
        for word in dictionary()
        if detect(
            languages,
            (
                "xiaomi",
                word,
            ),
            "en",
        )
        != "en"
    ] == []


@pytest.mark.parametrize("length", [3, 5])
def test_no_message_of_english_words_is_taken_for_another_language(languages: Languages, length: int) -> None:
    words = sorted(dictionary(), key=lambda word: word[::-1])  # neighbours end alike, as the words of a language do
    messages = [words[start : start + length] for start in range(0, len(words), length)]
    for reader in ("en", None):
        assert [each for each in messages if detect(languages, each, reader) != "en"] == []


@pytest.mark.parametrize("code", language_codes())
def test_words_that_another_language_reads_as_a_concept_stay_english_to_an_english_reader(
    languages: Languages, code: str
) -> None:
    read = languages.reader(code).lexicon
    swallowed = [word for word in dictionary() if _is_concept(read, word) and not _is_concept(read.under, word)]
    for length in (1, 2, 3, 4):
        messages = [swallowed[start : start + length] for start in range(0, len(swallowed), length)]
        assert [each for each in messages if detect(languages, each, "en") != "en"] == []


@pytest.mark.parametrize("code", language_codes())
def test_a_languages_own_words_are_read_in_it_by_its_readers(languages: Languages, code: str) -> None:
    own = sorted(_own_words(code))
    for length in (1, 2, 4):
        messages = [own[start : start + length] for start in range(0, len(own), length)]
        assert [each for each in messages if detect(languages, each, code) != code] == []


def detect(languages: Languages, words: Sequence[str], reader: str | None) -> str:
    """Return the language that some words are read in."""
    return languages.detect(text := " ".join(words), tokenize(text), reader)


def _is_concept(lexicon: Lexicon | None, word: str) -> bool:
    """Return whether a word by itself is one of the fact base's."""
    meaning = lexicon.longest((word,), 0)[1] if lexicon else None
    return meaning is not None and meaning.role is Role.CONCEPT


def _own_words(code: str) -> set[str]:
    """Return the everyday words and the question words of a language, and those of its companion's synonyms."""
    language, companion = load_languages()[code], load(ROOT / "facts.yaml").companions.get(code)
    phrases = [*language.filler, *language.joiners, *language.references, *chain.from_iterable(language.kinds.values())]
    phrases += chain.from_iterable(companion.synonyms.values()) if companion else ()
    found = {word for word in words_of_all(phrases) if word[-1] not in "*$" and word.isalpha()}
    return {word for word in found if word.isascii() or not re.search("[a-z]", word)}  # `الceo` is of two
