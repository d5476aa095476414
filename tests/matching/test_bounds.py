"""Bounds: no message, however odd, costs much."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Answer, Outcome
from bot.matching.claimed import MOST_NUMBERS
from bot.matching.clauses import MAX_CLAUSES
from bot.matching.decision import Thresholds
from bot.matching.lexicon import Entry, Lexicon, Meaning, Role
from bot.matching.reader import MAX_UNKNOWN_LETTERS, Item, Reader
from bot.matching.several import MOST_WORDS, take_apart
from bot.matching.spelling import dictionary
from bot.matching.stories import MAX_SENTENCES
from bot.text import MAX_CHARACTERS, MAX_TOKENS, fold, tokenize, unstretched
from tests.counting import calls_in
from tests.odd_messages import ODD, odd

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh", "ar", "hi", "ru", "vi")  # in which odd messages are most work
MOST_SCORED = 2 + 2 * MAX_CLAUSES + MOST_WORDS  # the whole, its reply, each clause twice, single words
MOST_READ = MAX_SENTENCES + 4  # sentences, those that ask together, what is told before them, small talk, the fact
LONGEST = 12  # letters of the longest word of the small lexicon


class CountingLexicon(Lexicon):
    """A lexicon that counts how often a word is looked for in it."""

    lookups = 0

    def has(self, word: str) -> bool:
        self.lookups += 1
        return super().has(word)


@pytest.fixture
def lexicon() -> CountingLexicon:
    lexicon = CountingLexicon()
    lexicon.add(Entry(["in", "inin", "aa", "how many", "registration"], Role.FILLER, ""))
    lexicon.add(Entry(["patents"], Role.CONCEPT, "patent"))
    return lexicon


@pytest.mark.parametrize("piece", ["in", "a", "how", "patents", "in2", "howmanypatents"])
def test_a_word_without_blanks_is_cut_with_as_many_lookups_as_its_letters_allow(
    lexicon: CountingLexicon, piece: str
) -> None:
    """A longer word is not cut at all; this one is the longest that is."""
    word = (piece * MAX_UNKNOWN_LETTERS)[: MAX_UNKNOWN_LETTERS // len(fold(piece)) * len(piece)]
    Reader(lexicon).read(word)
    assert lexicon.longest_word == LONGEST
    assert 0 < lexicon.lookups <= LONGEST * MAX_UNKNOWN_LETTERS
    lookups, lexicon.lookups = lexicon.lookups, 0
    Reader(lexicon).read(piece * MAX_CHARACTERS)
    assert lexicon.lookups < lookups


def test_a_long_row_of_known_words_is_still_cut(lexicon: CountingLexicon) -> None:
    (correction,) = Reader(lexicon).read("howmany" + "patents" * 20).corrections
    assert correction[1] == "how many" + " patents" * 20


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Compile everything, so that only what a message itself costs is counted."""
    matcher = load_matcher(ROOT / "facts.yaml")
    matcher.compile_all()
    for language in matcher.languages:
        matcher.answer("ptnts emploees regstratoins", language=language)
    for name in ODD:
        matcher.answer(odd(name, 0))
    return matcher


def work_of(matcher: Matcher, message: str, language: str = "en") -> Counter[str]:
    """Count the calls that a message costs that replies to a fact, at worst."""
    shown = matcher.base.facts[0].id
    return calls_in(lambda: matcher.answer(message, shown=shown, language=language))


@pytest.mark.parametrize("name", ODD)
def test_no_message_of_any_script_is_much_work(matcher: Matcher, name: str) -> None:
    for language in LANGUAGES:
        work = work_of(matcher, odd(name, 1), language)
        assert work["Speller.find"] <= 2 * MAX_UNKNOWN_LETTERS
        assert work["Lexicon.has"] <= 2_000
        assert work["Reader.read_tokens"] <= MOST_READ
        assert work["Scorer.score"] <= MOST_SCORED
        assert work.total() <= 15_000


@pytest.mark.parametrize("length", [2, 7, 60, 4096])
def test_an_inline_query_is_as_little_work(matcher: Matcher, length: int) -> None:
    for name in ODD:
        message = odd(name, 2)[:length]
        assert calls_in(lambda: matcher.search(message, "en")).total() <= 15_000  # noqa: B023 - called at once


@pytest.mark.parametrize(
    "piece",
    [
        "how many patents and who said that and how many employees and ",
        "patents and employees and investment and smartphones and ",
        "Patents. Employees. How many? ",
        "what share and compared to Apple and and where and why and ",
    ],
)
def test_a_message_of_many_questions_is_scored_a_few_times(matcher: Matcher, piece: str) -> None:
    assert 0 < work_of(matcher, piece * 20)["Scorer.score"] <= MOST_SCORED


def test_no_sentence_of_a_story_is_read_twice(matcher: Matcher) -> None:
    """The whole is cut into tokens to find its language, and then the sentence that asks."""
    told = "They told me about it yesterday evening in the garden. " * 4
    work = work_of(matcher, f"{told}How many patents does Xiaomi have?")
    assert (work["tokenize"], work["Reader.read_tokens"]) == (2, 1)


def test_the_last_ones_of_long_sentences_are_looked_at_and_no_others(matcher: Matcher) -> None:
    """These are two, what was told before the last one, and the fact that it may be about."""
    assert MAX_CHARACTERS / 2 < len(odd("longest questions", 5).split("?")[0]) < MAX_CHARACTERS
    assert work_of(matcher, odd("longest questions", 5))["Reader.read_tokens"] == 2 + 1 + 1


@pytest.mark.parametrize("name", ["unknown questions", "long questions", "long questions that name nothing"])
def test_the_sentences_of_a_story_share_what_is_spelt(matcher: Matcher, name: str) -> None:
    assert 0 < work_of(matcher, odd(name, 5))["WordReader.meant_by"] <= MAX_UNKNOWN_LETTERS / 6, "words of 6 letters"


def test_the_languages_of_a_word_are_looked_up_for_the_beginning_of_a_message_only(matcher: Matcher) -> None:
    assert 0 < work_of(matcher, odd("twelve-letter words", 6))["_Words.shares"] <= MAX_TOKENS


def test_a_list_of_numbers_is_no_claim(matcher: Matcher) -> None:
    def numbers_of(count: int) -> int:
        message = " ".join(str(number) for number in range(1000, 1000 + count))
        return work_of(matcher, message)["NumberReader._behind"]

    matcher.answer("1000?")  # the first number in a process reads the facts' own
    assert (numbers_of(MOST_NUMBERS), numbers_of(MOST_NUMBERS + 1)) == (MOST_NUMBERS, 0)


def answered_of(found: Sequence[Sequence[Item]], outcome: Outcome) -> list[Sequence[Item]]:
    """Return what of a message of several clauses is answered by itself, each with the same outcome."""
    asked = []

    def answering(clause: Sequence[Item], _: Thresholds) -> Answer:
        asked.append(clause)
        return Answer("?", outcome, "en")

    take_apart(answering, Answer("?", Outcome.NOTHING, "en"), found, 1.0, Thresholds(0.5, 0.4, 0.4))
    return asked


WORDS = [Item(f"w{n}", Meaning(Role.CONCEPT, f"c{n}"), role=Role.CONCEPT) for n in range(MAX_TOKENS)]


def test_no_more_than_so_many_words_are_answered_one_by_one_and_the_only_clause_is_not_answered_again() -> None:
    assert answered_of([WORDS], Outcome.NOTHING) == [[word] for word in WORDS[:MOST_WORDS]]


def test_nothing_is_answered_after_a_part_that_is_refused() -> None:
    clauses = [WORDS[:2], WORDS[2:4], WORDS[4:6]]
    assert answered_of(clauses, Outcome.NOT_TOLD) == [clauses[0], WORDS[:1]]


def test_a_message_of_128_kilobytes_is_no_more_work_than_what_is_read_of_it(matcher: Matcher) -> None:
    long = "how many patents abroad? " * 8_000
    assert MAX_CHARACTERS % len("how many patents abroad? ") == 0, "what is read of it ends with a whole word"
    assert work_of(matcher, long).total() <= 1.1 * work_of(matcher, long[:MAX_CHARACTERS]).total()


def test_no_more_than_so_many_tokens_are_read(lexicon: CountingLexicon) -> None:
    assert len(tokenize("a " * 350)) == len(tokenize("中" * 700)) == MAX_TOKENS
    assert len(Reader(Lexicon()).read("a " * 350).items) == MAX_TOKENS
    assert len(Reader(lexicon).read("patentspatents " * 46).items) == MAX_TOKENS, "of those cut from joined ones, too"


@pytest.mark.parametrize("character", ["\ufdfa", "\u327c", "\u2121", "한", "a", "e\u0301"])
def test_no_more_characters_are_folded_and_kept_than_are_read(character: str) -> None:
    text = character * 500_000
    tracemalloc.start()
    try:
        assert len(fold(text)) <= MAX_CHARACTERS
        assert tracemalloc.get_traced_memory()[1] <= 200 * MAX_CHARACTERS
    finally:
        tracemalloc.stop()


def test_a_stretched_word_stands_for_few_others(lexicon: CountingLexicon) -> None:
    stretched = "".join(letter * 3 for letter in "abcdefghij")
    assert len(list(unstretched(stretched))) == 8
    Reader(lexicon).read(stretched)
    assert lexicon.lookups <= 100


@pytest.mark.parametrize("words", ["US", "US IT", "PATENTS", "US us", "HOW MANY PATENTS US"])
def test_capitals_are_as_little_work_as_small_letters(matcher: Matcher, words: str) -> None:
    message = " ".join([words] * MAX_TOKENS)
    assert work_of(matcher, message).total() <= 2 * work_of(matcher, message.lower()).total() + 1_000


def test_the_spelling_of_a_few_unknown_words_is_looked_at_and_that_of_the_others_not(lexicon: CountingLexicon) -> None:
    unknown = [f"z{chr(97 + number // 26)}{chr(97 + number % 26)}zz" for number in range(50)]
    assert Reader(lexicon).read("patennts").corrections == (("patennts", "patents"),)
    assert Reader(lexicon).read(" ".join([*unknown[:20], "patennts"])).corrections == (("patennts", "patents"),)
    assert Reader(lexicon).read(" ".join([*unknown, "patennts"])).corrections == ()
    english = list(islice(dictionary(), 0, 30_000, 500))
    assert Reader(lexicon).read(" ".join([*english, "patennts"])).corrections == (("patennts", "patents"),)
