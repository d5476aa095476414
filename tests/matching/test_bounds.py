"""Bounds: no message, however odd, costs much."""

from __future__ import annotations

import pytest

from bot.matching.lexicon import Entry, Lexicon, Role
from bot.matching.reader import Reader
from bot.text import MAX_CHARACTERS

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


@pytest.mark.parametrize(
    "message", ["in" * 350, "a" * 700, "한" * 350, "\ufdfa" * 38, "how" * 233, "patents" * 100, "in2" * 233]
)
def test_a_word_without_blanks_is_cut_with_as_many_lookups_as_its_letters_allow(
    lexicon: CountingLexicon, message: str
) -> None:
    Reader(lexicon).read(message)
    assert lexicon.longest_word == LONGEST
    assert lexicon.lookups <= 2 * LONGEST * MAX_CHARACTERS


def test_a_long_row_of_known_words_is_still_cut(lexicon: CountingLexicon) -> None:
    (correction,) = Reader(lexicon).read("howmany" + "patents" * 20).corrections
    assert correction[1] == "how many" + " patents" * 20
