"""Words: what one word of a message was meant to be, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from bot.matching.lexicon import Lexicon, Role
from bot.matching.spelling import MIN_LENGTH, Speller, dictionary
from bot.text import unstretched

_LETTERS_OR_DIGITS = re.compile(r"[a-z]+|\d+")
_MIN_GLUED = 7  # letters from which an unknown word may be several words without blanks
_MIN_PART = 2
_MIN_TELLING_PART = 4  # letters of the one part at least that must be a word that matters
_MIN_LENGTH_FOREIGN = 6  # no dictionary tells which words of another language exist: less is taken for a misspelling


class WordInfo(NamedTuple):
    """What a lexicon knows of a word."""

    known: bool  # it stands in a phrase, or is a number: it is no misspelling
    in_capitals: str | None  # the word in capitals, where that is another one (`US`)
    at_end: str | None  # the word at a clause's end, where that is another one (`for$`)
    joins: bool  # a clause ends before it


class WordReader:
    """Look words up in a lexicon; a lexicon over that of the first language takes the word reader of that."""

    def __init__(self, lexicon: Lexicon, under: WordReader | None = None, *, correcting: bool = True) -> None:
        """Take the lexicon; where `correcting` is off no word is taken for a misspelling."""
        self.lexicon = lexicon
        self._under = under
        self._correcting = correcting

    @cached_property
    def _spellers(self) -> Sequence[Sequence[Speller]]:
        """Return the spellers for the words that matter, and those for all others, when the first word needs them."""
        if not self._correcting:
            return ()
        if self._under:
            return tuple(zip(self._foreign_spellers, self._under._foreign_spellers, strict=True))
        return (Speller(self.lexicon.corrected, 2, MIN_LENGTH),), (Speller(self.lexicon.words, 1, MIN_LENGTH),)

    @cached_property
    def _foreign_spellers(self) -> tuple[Speller, Speller]:
        """Return the same for this lexicon's words alone, where the message is in another language than English."""
        return (
            Speller(self.lexicon.corrected, 1, _MIN_LENGTH_FOREIGN),
            Speller(self.lexicon.words, 1, _MIN_LENGTH_FOREIGN),
        )

    def look_up(self, word: str) -> WordInfo:
        """Return what the lexicon knows of a word."""
        lexicon = self.lexicon
        in_capitals, at_end = word.upper(), f"{word}$"
        meaning = lexicon.longest((word,), 0)[1]
        return WordInfo(
            word.isdigit() or lexicon.has(word) or (lexicon.knows(word) and not any(unstretched(word))),
            in_capitals if lexicon.has(in_capitals) else None,
            at_end if lexicon.has(at_end) else None,
            meaning is not None and meaning.role is Role.JOINER,
        )

    def meant_by(self, word: str) -> Sequence[str]:
        """Return what an unknown word was meant to be, as one or several words; nothing where nobody can say."""
        if spellings := list(unstretched(word)):
            for knows in (self.lexicon.has, self.lexicon.knows, dictionary().__contains__):
                if meant := next(filter(knows, spellings), None):
                    return (meant,)
            word = spellings[0]
        if not word.isalpha():
            pieces = _LETTERS_OR_DIGITS.findall(word)
            known = all(piece.isdigit() or self.lexicon.knows(piece) for piece in pieces)
            return pieces if known and "".join(pieces) == word else self._cut(word)
        for spellers in self._spellers:
            if found := min((found for speller in spellers if (found := speller.find(word))), default=None):
                return (found.word,)
        if len(word) >= _MIN_GLUED and word not in dictionary():
            return self._cut(word)
        return ()

    def _cut(self, word: str) -> Sequence[str]:
        """Cut a word without blanks into the fewest known words (`howmanypatents`), none of which is long.

        No part is longer than the longest known word, so the time grows with the length of the word only.
        """
        fewest: list[int | None] = [0] + [None] * len(word)  # parts up to each place, where the word can be cut there
        begins = [0] * (len(word) + 1)  # where the last of them begins
        for end in range(_MIN_PART, len(word) + 1):
            for start in range(max(0, end - self.lexicon.longest_word), end - _MIN_PART + 1):
                before, least = fewest[start], fewest[end]
                if before is None or (least is not None and before + 1 >= least):
                    continue
                if self.lexicon.has(word[start:end]):
                    fewest[end], begins[end] = before + 1, start
        parts: list[str] = []
        end = len(word)
        while end and fewest[end] is not None:
            parts.insert(0, word[begins[end] : end])
            end = begins[end]
        telling = any(len(part) >= _MIN_TELLING_PART and self.lexicon.corrects_to(part) for part in parts)
        return parts if telling else ()
