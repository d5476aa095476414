"""Spelling: a mistyped word becomes the fact base's own word, and no other word does."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.matching.memo import Memo
from bot.text import skeleton

MIN_LENGTH = 4
TWO_EDITS_LENGTH = 7
MAX_FIRST_KEPT = 5  # letters of a word that must begin as it was meant
MIN_SKELETON = 3
_DICTIONARY = Path(__file__).parents[1] / "facts" / "languages" / "english-words.txt.gz"


class WordClass(StrEnum):
    """What an English word is, by the mark behind it in the dictionary file."""

    NOUN = ""
    MIXED = "~"  # a noun, or a verb or adjective
    OTHER = "+"  # a verb, adjective or adverb and no noun
    NAME = "*"


_BLOCK = re.compile(r"^([a-z']{3}).*\n(?:\1.*\n)*|^([a-z']{1,2})\W?\n", re.MULTILINE)
_DOUBLED = re.compile(r"(.)\1+")
_MARKS = {kind.value: kind for kind in WordClass}


class Dictionary(Mapping[str, WordClass]):
    """The English words that are never taken for a misspelling (SCOWL, size 35), with their classes.

    They stay the text that they are on disk, a block for each three first letters: 40,000 entries of a dict would
    take 4 MB and 60 ms to make, a fifth of what `ask` takes in all.
    """

    def __init__(self, text: str) -> None:
        """Cut a text of words, one a line and sorted, into blocks."""
        self._blocks = {found[1] or found[2]: f"\n{found[0]}" for found in _BLOCK.finditer(text)}

    def __getitem__(self, word: str) -> WordClass:
        """Return what a word is."""
        block, line = self._blocks.get(word[:3], ""), f"\n{word}"
        at = block.find(line)
        while at >= 0:
            end = at + len(line)
            kind = _MARKS.get(block[end : block.index("\n", end)])
            if kind is not None:
                return kind
            at = block.find(line, end)
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        """Yield every word."""
        return (line.rstrip("~+*") for block in self._blocks.values() for line in block.split())

    def __len__(self) -> int:
        """Count the words."""
        return sum(block.count("\n") - 1 for block in self._blocks.values())


@cache
def dictionary() -> Mapping[str, WordClass]:
    """Load the English words."""
    return Dictionary(gzip.decompress(_DICTIONARY.read_bytes()).decode("ascii") + "\n")


@lru_cache(5_000)
def word_class(word: str) -> WordClass | None:
    """Return what an English word is, None where no dictionary has it."""
    return dictionary().get(word)


Found = tuple[int, str]  # the number of edits, and the word


class Speller:
    """Correct words toward a fixed vocabulary.

    Distances are optimal string alignment (a swap of neighbours is one edit): none under four letters,
    one edit up to six, two from seven on, and the first letter must stand in short words.
    """

    def __init__(self, vocabulary: Collection[str], most: int = 2, shortest: int = MIN_LENGTH) -> None:
        """Index the vocabulary; `most` edits are made in a long word, none in words under `shortest` letters."""
        self._most = most
        self._shortest = shortest
        self._vocabulary = vocabulary
        self._remembered = Memo(self._find)
        self._by_skeleton = Memo(self._skeletons)
        self.tried = self.compared = 0  # words that were looked for, and words of the vocabulary held against them

    @cached_property
    def _by_first(self) -> Mapping[str, list[str]]:
        """Index the words that can be meant by their first letter, when one is looked for (few languages are)."""
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) >= self._shortest and word.isalpha():
                groups[word[0]].append(word)
        return groups

    def _skeletons(self, first: str) -> Mapping[str, str]:
        """Index the words with a first letter by their consonants; the first in the alphabet stands for all."""
        return {skeleton(word): word for word in sorted(self._by_first.get(first, ()), reverse=True)}

    def correct(self, word: str) -> str | None:
        """Return the word of the vocabulary that was meant, or None."""
        found = self.find(word)
        return found[1] if found else None

    def find(self, word: str) -> Found | None:
        """Return the word that was meant with the number of edits to it."""
        return self._remembered[word]

    def _find(self, word: str) -> Found | None:
        """Find the nearest word within the edits that its length allows, or the one with the same consonants."""
        self.tried += 1
        if len(word) < MIN_SKELETON or not word.isalpha() or word in dictionary():
            return None
        if len(word) >= self._shortest and (near := self._nearest(word)):
            return near
        bare = skeleton(word)
        meant = self._by_skeleton[word[0]].get(bare) if bare == word and self._most == 2 else None
        return (self._most + 1, meant) if meant else None

    def _nearest(self, word: str) -> Found | None:
        """Find the word with the fewest edits; on a tie the one that is most like it otherwise.

        Only words with the same first letter are compared one by one (79 of 1,326 here). To begin otherwise
        takes an edit at the beginning, the only one then: those few words are made and looked up.
        """
        edits = self._most if len(word) >= TWO_EDITS_LENGTH else 1
        alike = self._by_first.get(word[0], ())
        self.compared += len(alike)
        found = extract(word, alike, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=None)
        near = [(distance, meant) for meant, distance, _ in found]
        if len(word) > MAX_FIRST_KEPT:
            near += [(1, meant) for meant in self._begin_otherwise(word)]
        return min(near, key=lambda found: (found[0], *_unlike(word, found[1])), default=None)

    def _begin_otherwise(self, word: str) -> Iterator[str]:
        """Yield the words that one edit of the first letter makes: swapped, left out, another one, one more."""
        swapped = word[1] + word[0] + word[2:]
        others = (first + rest for first in self._by_first for rest in (word[1:], word))
        for meant in (swapped, word[1:], *others):
            if meant[0] != word[0] and len(meant) >= self._shortest and meant in self._vocabulary:
                yield meant


def _unlike(word: str, meant: str) -> tuple[bool, int, int, str]:
    """Order words that are as many edits away: those with the same consonants, the same length, the same beginning."""
    return _consonants(word) != _consonants(meant), abs(len(word) - len(meant)), -_shared(word, meant), meant


def _consonants(word: str) -> str:
    """Return the consonants of a word, doubled ones once: to double a letter is what people forget first."""
    return _DOUBLED.sub(r"\1", skeleton(word))


def _shared(one: str, other: str) -> int:
    """Count the letters that two words share at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
