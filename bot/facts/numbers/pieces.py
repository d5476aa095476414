"""A text cut into what means something in numbers, and what stands around a place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.facts.numbers import hedges, patterns
from bot.facts.numbers.grammar import Grammar, Role, Word, fold
from bot.facts.numbers.hedging import FARTHEST, hedges_of
from bot.facts.numbers.quantity import Hedge


class Piece(NamedTuple):
    """A part of the text that means something in numbers."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None


class Pieces:
    """A text that is read from left to right, and how far it has been read."""

    def __init__(self, text: str, words: Grammar) -> None:
        self.written = text
        self.places: list[int] = []  # where each character of the folded text stands in the text, if not in the same
        self.text = fold(text)
        if len(self.text) != len(text):
            folded = [(place, fold(letter)) for place, letter in enumerate(text)]
            self.places = [place for place, letters in folded for _ in letters]
            self.text = "".join(letters for _, letters in folded)
        self.words = words
        self.pieces = list(self._pieces())
        self.at = 0

    def _pieces(self) -> Iterator[Piece]:
        """Yield the parts that mean something in numbers."""
        known = self.words.words.get
        wordless = self.words.words.keys().isdisjoint(patterns.WORD.findall(self.text))
        if wordless and not patterns.DIGIT.search(self.text):
            return
        for match in (patterns.TOKEN_BUT_WORDS if wordless else patterns.TOKEN).finditer(self.text):
            kind = match.lastgroup or ""
            kind = "time" if kind in ("minute", "minutes", "hour") else "number" if kind == "mark" else kind
            kind = "date" if kind == "dot" else kind
            piece = match.group()
            if kind == "word":
                if word := known(piece):
                    yield Piece("word", *match.span(), piece, word)
            elif kind != "han" or not _is_no_number(self.text, match.start()):
                yield Piece(kind, *match.span(), piece)

    def _place(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text as it was written."""
        return (self.places[span[0]], self.places[span[1] - 1] + 1) if self.places else span

    def _as_written(self, start: int, end: int) -> str:
        """Return a part of the text with its capitals."""
        return self.written[slice(*self._place((start, end)))]

    def _before(self, start: int) -> str:
        """Return the text before a place, folded."""
        return " " + self.text[max(0, start - 32) : start]

    def _hedge(self, start: int, end: int) -> Hedge | None:
        """Find the hedge of a number before or behind it.

        None for *over five years*, and for the ends of ranges (*from 7 until 20*).
        """
        words = hedges_of(self.words.code)
        ahead = words.before(self.text, start)
        if ahead is None:
            behind = words.behind(self.text, end)
            return behind.hedge if behind else None
        written = self.text[ahead.place : start].strip()
        if written in ("over", "über") and self.text[end : end + FARTHEST].lstrip(" '’").startswith(hedges.PERIODS):
            return None
        if ahead.hedge is Hedge.UNDER and patterns.RANGE.search(self._before(start).rstrip()):
            return None
        return ahead.hedge

    def _is_month(self, piece: Piece, word: Word) -> bool:
        """Say whether a word is the name of a month and nothing else (May, März, Ocak)."""
        written = self._as_written(piece.start, piece.end)
        if self.words.code in ("en", "de", "tr", "id", "hi-latn") and not written[:1].isupper():
            return False
        if len(written) <= 3 or written in ("March", "Mart", "Ekim", "Ocak", "Kasım"):
            return bool(
                patterns.MONTH_BEFORE.search(self._before(piece.start)) or re.match(r"[.\s]+\d", self.text[piece.end :])
            )
        return word.sure

    def _month_of_day(self, start: int, end: int) -> str:
        """Return the number of the month that a day stands beside, empty if there is none."""
        if (
            found := patterns.MONTH_BESIDE.search(self._before(start))
            if self.text.startswith(patterns.DAY_SIGNS, end)
            else None
        ):
            return found[1]
        if found := patterns.MONTH_BEHIND.match(self.text, end):
            return str(int(found[1]))
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if following and following.word and following.word.role is Role.MONTH and following.start - end < 5:
            return str(following.word.value)
        last = self.pieces[max(0, self.at - 2)]
        near = last.word and last.word.role is Role.MONTH and last.end <= start and start - last.end < 3
        near = near and "," not in self.text[last.end : start]  # in May, six of them
        return str(last.word.value) if near and last.word else ""

    def _behind_number(self, start: int) -> bool:
        """Say whether a number ends right before a place."""
        before = self.text[max(0, start - 4) : start].rstrip()
        last = self.pieces[max(0, self.at - 2)]
        return before[-1:].isdigit() or (last.end < start + 1 and start - last.end <= 4 and last.kind != "symbol")

    def _currency(self, start: int, end: int) -> str:
        """Return the currency right before or behind a number."""
        before = self.text[max(0, start - 2) : start].strip()
        if before and before[-1] in patterns.SYMBOLS:
            return patterns.SYMBOLS[before[-1]]
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if following is None or following.start - end > 4:
            return ""
        if following.kind == "symbol":
            return patterns.SYMBOLS.get(following.text) or patterns.CHINESE[following.text]
        return following.word.unit if following.word and following.word.role is Role.CURRENCY else ""


def _is_no_number(text: str, start: int) -> bool:
    """Say whether a Chinese numeral is part of a word, or of the name of a day."""
    return text.startswith(patterns.NO_NUMBER, start) or text[max(0, start - 2) : start].endswith(
        ("周", "星期", "礼拜")
    )
