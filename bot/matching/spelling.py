"""Spelling: a mistyped word becomes the fact base's own word, and no other word does."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.text import skeleton

MIN_LENGTH = 4
TWO_EDITS_LENGTH = 7
MAX_FIRST_KEPT = 5  # letters of a word that must begin as it was meant
MIN_SKELETON = 3
MAX_REMEMBERED = 2_000  # words in a cache
MAX_REMEMBERED_LENGTH = 24  # letters of a word in a cache: with both limits a cache stays under a megabyte
_DICTIONARY = Path(__file__).parents[1] / "facts" / "languages" / "english-words.txt.gz"
_ALIKE = re.compile(r"(\S\S)\S*+(?: \1\S*+)*+")  # words in a row that begin with the same two letters
_DOER = re.compile(r"[eo]rs?\Z")
_DOUBLED = re.compile(r"(.)\1+")

T = TypeVar("T")


class _Remembered(dict[str, T]):
    """What a function returned for each word; where it would be too much, what was not needed lately is forgotten."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function
        self._older: Mapping[str, T] = {}

    def __missing__(self, word: str) -> T:
        older = self._older
        found = older[word] if word in older else self._function(word)
        if len(word) <= MAX_REMEMBERED_LENGTH:
            if len(self) >= MAX_REMEMBERED // 2:
                self._older = self.copy()
                self.clear()
            self[word] = found
        return found


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Cache a function of a word; long words, which are hardly ever typed twice, are not kept."""
    return _Remembered(function).__getitem__


class WordClass(StrEnum):
    """What an English word is; the dictionary file has a line of words for each class, in this order."""

    NOUN = "noun"
    MIXED = "mixed"  # a noun, or a verb or adjective
    OTHER = "other"  # a verb, adjective or adverb and no noun
    NAME = "name"


class Dictionary(Mapping[str, WordClass]):
    """Words with their classes; they stay text, cut by two letters, because 40,000 strings would take 3 MB more."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the words of each class, in the order of WordClass and of the alphabet."""
        self._texts: dict[str, list[tuple[WordClass, str]]] = defaultdict(list)
        for word_class, line in zip(WordClass, lines, strict=True):
            for found in _ALIKE.finditer(line):
                self._texts[found[1]].append((word_class, f" {found[0]} "))
        self.class_of = remembered(self._find)  # None for a word that is not there

    def _find(self, word: str) -> WordClass | None:
        """Return the class of a word, None if it is not there."""
        if not word.isalpha():
            return None
        wanted = f" {word} "
        return next((word_class for word_class, text in self._texts.get(word[:2], ()) if wanted in text), None)

    def __getitem__(self, word: str) -> WordClass:
        """Return the class of a word."""
        if found := self.class_of(word):
            return found
        raise KeyError(word)

    def __contains__(self, word: object) -> bool:
        """Return whether a word is there."""
        return isinstance(word, str) and self.class_of(word) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the words."""
        return (word for texts in self._texts.values() for _, text in texts for word in text.split())

    def __len__(self) -> int:
        """Count the words."""
        return sum(text.count(" ") - 1 for texts in self._texts.values() for _, text in texts)


@cache
def dictionary() -> Dictionary:
    """Load the English words that are never taken for a misspelling (SCOWL, size 35), with their classes."""
    return Dictionary(gzip.decompress(_DICTIONARY.read_bytes()).decode("ascii").splitlines())


class Correction(NamedTuple):
    """The word that was meant, behind the number of edits to it: the smallest correction is the best."""

    edits: int
    word: str


class Speller:
    """Correct words toward a fixed vocabulary.

    Distances are optimal string alignment (a swap of neighbours is one edit): none under four letters,
    one edit up to six, two from seven on, and the first letter must stand in short words.
    """

    def __init__(self, vocabulary: Collection[str], most: int = 2, shortest: int = MIN_LENGTH) -> None:
        """Take the vocabulary; `most` edits are made in a long word, none in words under `shortest` letters."""
        self._most = most
        self._shortest = shortest
        self._vocabulary = vocabulary

    @cached_property
    def _by_first(self) -> Mapping[str, list[str]]:
        """Index the words that can be meant by their first letter, when the first word is looked up."""
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) >= self._shortest and word.isalpha():
                groups[word[0]].append(word)
        return dict(groups)

    @cached_property
    def _by_skeleton(self) -> Mapping[str, str]:
        """Index the words by their consonants; the first in the alphabet stands for all with the same ones."""
        return {skeleton(word): word for words in self._by_first.values() for word in sorted(words, reverse=True)}

    @cached_property
    def _firsts(self) -> Mapping[str, str]:
        """Index the first letters of the words by what follows them."""
        firsts: dict[str, str] = defaultdict(str)
        for first, words in self._by_first.items():
            for word in words:
                firsts[word[1:]] += first
        return dict(firsts)

    def find(self, word: str) -> Correction | None:
        """Return the nearest word within the edits that the length allows, or the one with the same consonants."""
        if len(word) < MIN_SKELETON or not word.isalpha() or word in dictionary() or _is_doer(word):
            return None
        if len(word) >= self._shortest and (near := self._nearest(word)):
            return near
        meant = self._by_skeleton.get(word) if self._most == 2 and skeleton(word) == word else None
        return Correction(self._most + 1, meant) if meant else None

    def _nearest(self, word: str) -> Correction | None:
        """Return the word with the fewest edits; on a tie the one that is most like it otherwise.

        Only words with the same first letter are compared one by one. To begin otherwise takes an edit at the
        beginning, the only one then: those few words are looked up.
        """
        edits = self._most if len(word) >= TWO_EDITS_LENGTH else 1
        alike = self._by_first.get(word[0], ())
        found = extract(word, alike, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=None)
        near = [Correction(distance, meant) for meant, distance, _ in found]
        if len(word) > MAX_FIRST_KEPT:
            near += [Correction(1, meant) for meant in self._begin_otherwise(word)]
        return min(near, key=lambda found: (found.edits, *_unlike(word, found.word)), default=None)

    def _begin_otherwise(self, word: str) -> Iterator[str]:
        """Yield the words that one edit of the first letter makes: swapped, left out, another one, one more."""
        swapped, shorter = word[1] + word[0] + word[2:], word[1:]
        others = (first + rest for rest in (shorter, word) for first in self._firsts.get(rest, ""))
        for meant in (swapped, shorter, *others):
            if meant[0] != word[0] and len(meant) >= self._shortest and meant in self._vocabulary:
                yield meant


def _unlike(word: str, meant: str) -> tuple[bool, int, int, str]:
    """Order words that are as many edits away: those with the same consonants, the same length, the same beginning."""
    return _consonants(word) != _consonants(meant), abs(len(word) - len(meant)), -_shared(word, meant), meant


def _is_doer(word: str) -> bool:
    """Return whether a word is made of an English verb, as one for who or what does it is (`inverter` of `invert`)."""
    stem = _DOER.sub("", word)
    return stem != word and len(stem) > MIN_LENGTH and dictionary().class_of(stem) is WordClass.OTHER


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
