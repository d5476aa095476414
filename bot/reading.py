"""The reader: a message becomes concepts, names, years and words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon import Lexicon, Meaning, Role
from bot.spelling import Speller, dictionary
from bot.text import Token, tokenize

MAX_TOKENS = 80
_YEAR = re.compile(r"(?:19|20)\d\d")
_MIXED = re.compile(r"[a-z]+|\d+")
_MIN_JOINED = 7
_MIN_PART = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a message that means one thing, or that nobody knows (`meaning` is None)."""

    words: str
    meaning: Meaning | None
    stop: str = ""  # the punctuation before it
    written: str = ""  # as it stands in the message

    @property
    def role(self) -> Role | None:
        """Return what the item does in the question, None if unknown."""
        return self.meaning.role if self.meaning else None

    @property
    def year(self) -> int | None:
        """Return the year that the item names, if it is one."""
        return int(self.words) if self.meaning is None and _YEAR.fullmatch(self.words) else None

    @property
    def number(self) -> bool:
        """Tell whether the item is a number that the fact base does not speak of."""
        return self.meaning is None and self.words[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says, in order."""

    items: tuple[Item, ...]
    corrections: tuple[tuple[str, str], ...] = ()


class Reader:
    """Read messages with one lexicon."""

    def __init__(self, lexicon: Lexicon, own: Speller, other: Speller) -> None:
        """Keep the lexicon, the speller of the fact base's own words, and that of all words in it."""
        self.lexicon = lexicon
        self.spellers = (own, other)

    def read(self, question: str) -> Reading:
        """Read a message: correct its spelling, then find the longest phrases from left to right."""
        corrections: list[tuple[str, str]] = []
        tokens: list[Token] = []
        for token in tokenize(question)[:MAX_TOKENS]:
            tokens += self._corrected(token, corrections)
        words = self._words(tokens)
        items: list[Item] = []
        start = 0
        while start < len(tokens):
            found = self.lexicon.longest(words, start)
            end, meaning = found or (start + 1, None)
            written = " ".join(token.written for token in tokens[start:end])
            items.append(Item(" ".join(words[start:end]), meaning, tokens[start].stop, written))
            start = end
        return Reading(tuple(items), tuple(corrections))

    def _words(self, tokens: Sequence[Token]) -> list[str]:
        """Return the tokens' words; one in capitals among others is looked up as such first (`US`, not `us`)."""
        shouting = all(token.upper for token in tokens)
        words: list[str] = []
        for token in tokens:
            upper = token.word.upper()
            words.append(upper if token.upper and not shouting and upper in self.lexicon.words else token.word)
        return words

    def _corrected(self, token: Token, corrections: list[tuple[str, str]]) -> Sequence[Token]:
        """Return a token as it is, as the word that was meant, or cut into the words it joins."""
        word = token.word
        if word.isdigit() or self.lexicon.knows(word):
            return (token,)
        parts = self._cut(word)
        if not parts:
            return (token,)
        corrections.append((word, " ".join(parts)))
        return tuple(Token(part, part, False, "" if at else token.stop) for at, part in enumerate(parts))

    def _cut(self, word: str) -> Sequence[str]:
        """Find what an unknown word was meant to be, as one or several words; nothing where nobody can tell."""
        if not word.isalpha():
            pieces = _MIXED.findall(word)
            known = all(piece.isdigit() or self.lexicon.knows(piece) for piece in pieces)
            return pieces if known and "".join(pieces) == word else ()
        for speller in self.spellers:
            if corrected := speller.correct(word):
                return (corrected,)
        if len(word) >= _MIN_JOINED and word not in dictionary():
            return self._split(word)
        return ()

    def _split(self, word: str) -> Sequence[str]:
        """Cut a word without spaces into the fewest known words (`howmanypatents`)."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(_MIN_PART, len(word) + 1):
            for start in range(end - 1):
                before, part = best[start], word[start:end]
                if before is None or part not in self.lexicon.words:
                    continue
                candidate = (*before, part)
                current = best[end]
                if current is None or len(candidate) < len(current):
                    best[end] = candidate
        found = best[len(word)] or ()
        return found if any(len(part) > 3 and part in self.lexicon.own for part in found) else ()
