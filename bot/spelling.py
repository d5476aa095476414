"""Spelling: a mistyped word becomes the fact base's own word, and no other word does."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.text import skeleton

MIN_LENGTH = 4
TWO_EDITS_LENGTH = 7
MAX_REMEMBERED = 20_000
MIN_SKELETON = 3
_DICTIONARY = Path(__file__).parent / "languages" / "english-words.txt.gz"


class WordClass(StrEnum):
    """What an English word is, by the mark behind it in the dictionary file."""

    NOUN = ""
    MIXED = "~"  # a noun, or a verb or adjective
    OTHER = "+"  # a verb, adjective or adverb and no noun
    NAME = "*"


@cache
def dictionary() -> Mapping[str, WordClass]:
    """Load the English words that are never taken for a misspelling (SCOWL, size 35), with their classes."""
    marks = {mark.value: mark for mark in WordClass}
    lines = gzip.decompress(_DICTIONARY.read_bytes()).decode("ascii").split()
    return {line.rstrip("~+*"): marks[line[len(line.rstrip("~+*")) :]] for line in lines}


Found = tuple[int, str]  # the number of edits, and the word


class Speller:
    """Correct words toward a fixed vocabulary.

    Distances are optimal string alignment (a swap of neighbours is one edit): none under four letters,
    one edit up to six, two from seven on, and the first letter must stand in short words.
    """

    def __init__(self, vocabulary: Iterable[str], most: int = 2, shortest: int = MIN_LENGTH) -> None:
        """Index the vocabulary; `most` edits are made in a long word, none in words under `shortest` letters."""
        self._most = most
        self._shortest = shortest
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_skeleton: dict[str, str] = {}
        for word in sorted(set(vocabulary)):
            if len(word) >= shortest and word.isalpha():
                self._by_length[len(word)].append(word)
                self._by_skeleton.setdefault(skeleton(word), word)
        self._remembered: dict[str, Found | None] = {}
        self.tried = 0

    def correct(self, word: str) -> str | None:
        """Return the word of the vocabulary that was meant, or None."""
        found = self.find(word)
        return found[1] if found else None

    def find(self, word: str) -> Found | None:
        """Return the word that was meant with the number of edits to it."""
        if word not in self._remembered:
            if len(self._remembered) >= MAX_REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = self._search(word)
        return self._remembered[word]

    def _search(self, word: str) -> Found | None:
        """Find the nearest word within the edits that its length allows, or the one with the same consonants."""
        self.tried += 1
        if len(word) < MIN_SKELETON or not word.isalpha() or word in dictionary():
            return None
        if len(word) >= self._shortest and (near := self._nearest(word)):
            return near
        bare = skeleton(word)
        if bare != word or self._most < 2 or bare not in self._by_skeleton:
            return None
        return self._most + 1, self._by_skeleton[bare]

    def _nearest(self, word: str) -> Found | None:
        """Find the word with the fewest edits; on a tie the one of its length, or that begins like it."""
        edits = self._most if len(word) >= TWO_EDITS_LENGTH else 1
        best: tuple[int, int, int, str] | None = None
        for length in range(max(self._shortest, len(word) - edits), len(word) + edits + 1):
            for candidate in self._by_length.get(length, ()):
                if len(word) <= 5 and candidate[0] != word[0]:
                    continue
                distance = OSA.distance(word, candidate, score_cutoff=edits)
                if distance <= edits and (distance < 2 or candidate[0] == word[0]):
                    key = (distance, abs(len(word) - length), -_shared(word, candidate), candidate)
                    best = min(best, key) if best else key
        return (best[0], best[3]) if best else None


def _shared(one: str, other: str) -> int:
    """Count the letters that two words share at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
