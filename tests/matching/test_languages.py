"""Languages: each is compiled when the first question in it comes, and no answer depends on when that was."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from bot.authoring.evaluate import read_questions
from bot.facts import load
from bot.matching import Answer, Matcher, load_matcher
from bot.matching.detection import Detector
from bot.matching.lexicon import Entry, Lexicon, Role
from bot.matching.reader import Reader
from bot.matching.spelling import Speller

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILES = ("aside", "aside-languages", "learning-languages")


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """Return a sample of the questions in all languages, and of those with a letter of another script."""
    every = [question.text for name in FILES for question in read_questions(ROOT / "tests/questions" / f"{name}.jsonl")]
    odd = ["5G专利", "patentов", "２０２０ patents", "Ｐatents", "how many patents 专利 xiaomi", "पेटेंट patents kitne"]
    return [*Random(7).sample(every, 300), *odd]


def answers(matcher: Matcher, questions: list[str], language: str | None = None) -> list[Answer]:
    """Ask questions one by one."""
    return [matcher.answer(question, language=language) for question in questions]


@pytest.mark.parametrize("language", [None, "pt-BR", "ru"])
def test_a_matcher_that_compiles_as_it_goes_answers_as_one_that_is_warm(
    questions: list[str], language: str | None
) -> None:
    warm = load_matcher(ROOT / "facts.yaml")
    warm.compile_all()
    cold = load_matcher(ROOT / "facts.yaml")
    cold.compile_meaning()
    assert answers(cold, questions, language) == answers(warm, questions, language)


def test_the_first_question_alone_is_answered_as_any_other(questions: list[str]) -> None:
    base = load(ROOT / "facts.yaml")
    warm = Matcher(base)
    warm.compile_all()
    for question in [*questions[:4], *questions[-6:]]:
        assert Matcher(base).answer(question) == warm.answer(question)


def test_questions_are_answered_while_the_languages_are_compiled(questions: list[str]) -> None:
    alone, matcher = (load_matcher(ROOT / "facts.yaml") for _ in range(2))
    alone.compile_meaning()
    matcher.compile_meaning()
    expected = answers(alone, questions)
    with ThreadPoolExecutor(4) as threads:
        warming = [threads.submit(matcher.compile_all) for _ in range(2)]
        asking = [threads.submit(answers, matcher, questions) for _ in range(2)]
        assert [future.result() for future in asking] == [expected, expected]
        assert [future.result() for future in warming] == [None, None]


def test_a_matcher_that_is_not_used_any_more_is_freed_at_once(questions: list[str]) -> None:
    def alive() -> int:
        """Count what is large in a matcher."""
        return sum(isinstance(thing, (Matcher, Lexicon, Reader, Detector, Speller)) for thing in gc.get_objects())

    gc.collect()
    before = alive()
    gc.disable()
    try:
        matcher = load_matcher(ROOT / "facts.yaml")
        matcher.compile_all()
        answers(matcher, questions[:50])
        assert alive() > before
        del matcher
        assert alive() == before
    finally:
        gc.enable()


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(
        {
            "en": [
                Entry(["how many", "the", "in"], Role.FILLER, ""),
                Entry(["patent*"], Role.CONCEPT, "patent"),
                Entry(["poco"], Role.NAME, "@name"),
            ],
            "es": [Entry(["cuántas", "poco", "in"], Role.FILLER, ""), Entry(["patentes"], Role.CONCEPT, "patent")],
            "ru": [Entry(["сколько"], Role.FILLER, ""), Entry(["патент*"], Role.CONCEPT, "patent")],
        }
    )


@pytest.mark.parametrize(
    ("words", "otherwise", "language"),
    [
        (("how", "many", "patents"), None, "en"),
        (("cuantas", "patentes"), None, "es"),
        (("сколько", "патентов"), None, "ru"),
        (("poco",), None, "en"),  # a name tells nothing
        (("in",), None, "en"),  # two languages have it
        (("in",), "es", "es"),
        (("xyz",), "ru", "ru"),
        ((), None, "en"),
    ],
)
def test_the_language_is_that_of_most_words(
    detector: Detector, words: tuple[str, ...], otherwise: str | None, language: str
) -> None:
    assert detector.detect(words, otherwise) == language
