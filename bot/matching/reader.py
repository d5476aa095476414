"""The reader: a message becomes concepts, names, years and words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.matching.lexicon import ASKER, PLACE, Lexicon, Meaning, Role
from bot.matching.memo import Memo
from bot.matching.spelling import MIN_LENGTH, Speller, dictionary
from bot.text import Token, tokenize

MAX_TOKENS = 80
MIN_STRANGER = 3
STRANGER = Meaning(Role.NAME, "@name")  # somebody whom no list has
BESIDE = Meaning(Role.FILLER, "")  # what is asked has nothing to do with it
_YEAR = re.compile(r"(?:19|20)\d\d")
_MIXED = re.compile(r"[a-z]+|\d+")
_MIN_JOINED = 7
_MIN_PART = 2
SHORTEST_FOREIGN = 6  # letters from which a word of another language may be misspelt


class Item(NamedTuple):
    """A stretch of a message that means one thing, or that nobody knows (`meaning` and `role` are None)."""

    words: str
    meaning: Meaning | None
    stop: str = ""  # the punctuation before it
    written: str = ""  # as it stands in the message
    role: Role | None = None  # the meaning's: what the item does in the question

    @property
    def year(self) -> int | None:
        """Return the year that the item names, if it is one."""
        return int(self.words) if self.meaning is None and _YEAR.fullmatch(self.words) else None

    @property
    def number(self) -> bool:
        """Tell whether the item is a number that the fact base does not speak of."""
        return self.meaning is None and self.words[:1].isdigit()


class Known(NamedTuple):
    """What a lexicon knows of a word, before it stands among others."""

    meant: tuple[str, ...]  # the words that it was meant to be, if it is misspelt or joined
    capitals: str | None  # the word in capitals, where that is another one (`US`)
    last: str | None  # the word at a clause's end, where that is another one (`for$`)
    joins: bool  # a clause ends before it


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says, in order."""

    items: tuple[Item, ...]
    corrections: tuple[tuple[str, str], ...] = ()


def _spellers(lexicon: Lexicon) -> tuple[list[Speller], list[Speller]]:
    """Return the spellers for the words that matter, and those for all others, of a lexicon and those under it.

    No dictionary tells which words of another language exist, so there less is taken for a misspelling.
    """
    layers = [lexicon]
    while layers[-1].under:
        layers.append(layers[-1].under)
    most, shortest = (2, MIN_LENGTH) if lexicon.under is None else (1, SHORTEST_FOREIGN)
    own = [_speller(layer, True, most, shortest) for layer in layers]
    return own, [_speller(layer, False, 1, shortest) for layer in layers]


def _speller(lexicon: Lexicon, own: bool, most: int, shortest: int) -> Speller:
    """Return the speller for a layer's words that matter, or for all; languages share those of the first."""
    made = Speller(lexicon.own if own else lexicon.forms, most, shortest)
    return lexicon.spellers.setdefault((own, most, shortest), made)


def _is_askers(before: Sequence[Item]) -> bool:
    """Tell whether a name is the asker's own affair: `I'm from ...`, or `as a student in ...` before any question."""
    last = before[-1].meaning if before else None
    if last is None or (last.role is not Role.HOME and last.concept != PLACE):
        return False
    for item in reversed(before):
        if item.role is Role.HOME or (item.meaning and item.meaning.concept == ASKER):
            return True
        if item.role in (Role.KIND, Role.SUBJECT, Role.NAME) or item.stop:
            return False
    return False


class Reader:
    """Read messages with one lexicon."""

    def __init__(self, lexicon: Lexicon, *, correcting: bool = True) -> None:
        """Keep the lexicon, and the spellers for its words: those of the fact base first, then all others."""
        self.lexicon = lexicon
        self.spellers = _spellers(lexicon) if correcting else ()
        self._known = Memo(self._look_up)

    def read(self, question: str) -> Reading:
        """Read a message: correct its spelling, then find the longest phrases from left to right."""
        corrections: list[tuple[str, str]] = []
        tokens = self._corrected(tokenize(question)[:MAX_TOKENS], corrections)
        words = self._words(tokens)
        items: list[Item] = []
        start = 0
        while start < len(tokens):
            end, meaning = self.lexicon.longest(words, start)
            if meaning is None and self._is_name(tokens, start):
                meaning = STRANGER
            if meaning and meaning.role is Role.NAME and _is_askers(items):
                meaning = BESIDE
            word, token = words[start], tokens[start]
            written = token.written
            if end > start + 1:
                word = " ".join(words[start:end])
                written = " ".join([token.written for token in tokens[start:end]])
            items.append(Item(word, meaning, token.stop, written, meaning.role if meaning else None))
            start = end
        return Reading(tuple(items), tuple(corrections))

    def _look_up(self, word: str) -> Known:
        """Find what the lexicon knows of a word, once for each."""
        lexicon = self.lexicon
        meant = () if word.isdigit() or lexicon.knows(word) else tuple(self._cut(word))
        upper, last = word.upper(), f"{word}$"
        meaning = lexicon.longest((word,), 0)[1]
        return Known(
            meant,
            upper if lexicon.has(upper) else None,
            last if lexicon.has(last) else None,
            meaning is not None and meaning.role is Role.JOINER,
        )

    def _corrected(self, tokens: Sequence[Token], corrections: list[tuple[str, str]]) -> list[Token]:
        """Return tokens as they are, as the words that were meant, or cut into the words they join."""
        found: list[Token] = []
        for token in tokens:
            if meant := self._known[token.word].meant:
                corrections.append((token.word, " ".join(meant)))
                found += [Token(word, word, False, "" if at else token.stop) for at, word in enumerate(meant)]
            else:
                found.append(token)
        return found

    def _words(self, tokens: Sequence[Token]) -> list[str]:
        """Return the tokens' words as the lexicon has them: `US` in capitals among others, `for$` at a clause's end."""
        words: list[str] = []
        for place, token in enumerate(tokens):
            known = self._known[token.word]
            word = token.word
            if token.upper and known.capitals and not all(other.upper for other in tokens):
                word = known.capitals
            elif known.last and self._ends(tokens[place + 1 : place + 2]):
                word = known.last
            words.append(word)
        return words

    def _ends(self, following: Sequence[Token]) -> bool:
        """Tell whether a clause ends before what follows."""
        return not following or bool(following[0].stop) or self._known[following[0].word].joins

    def _is_name(self, tokens: Sequence[Token], place: int) -> bool:
        """Tell whether an unknown English word is a name: a capital in mid-sentence that no dictionary explains."""
        token = tokens[place]
        if self.lexicon.under or token.stop or not token.written[:1].isupper() or len(token.word) < MIN_STRANGER:
            return False
        capitals = sum(other.written[:1].isupper() for other in tokens)
        return token.word not in dictionary() and 2 * capitals <= len(tokens)

    def _cut(self, word: str) -> Sequence[str]:
        """Find what an unknown word was meant to be, as one or several words; nothing where nobody can tell."""
        if not word.isalpha():
            pieces = _MIXED.findall(word)
            known = all(piece.isdigit() or self.lexicon.knows(piece) for piece in pieces)
            return pieces if known and "".join(pieces) == word else self._split(word)
        for spellers in self.spellers:
            if found := min((found for speller in spellers if (found := speller.find(word))), default=None):
                return (found[1],)
        if len(word) >= _MIN_JOINED and word not in dictionary():
            return self._split(word)
        return ()

    def _split(self, word: str) -> Sequence[str]:
        """Cut a word without spaces into the fewest known words (`howmanypatents`)."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(_MIN_PART, len(word) + 1):
            for start in range(end - 1):
                before, part = best[start], word[start:end]
                if before is None or not self.lexicon.has(part):
                    continue
                candidate = (*before, part)
                current = best[end]
                if current is None or len(candidate) < len(current):
                    best[end] = candidate
        found = best[len(word)] or ()
        return found if any(len(part) > 3 and self.lexicon.corrects_to(part) for part in found) else ()
