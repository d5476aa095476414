"""The hedge of a number, in the text before it or behind it: *no more than 100*, *100 or more*, *<100*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.facts.numbers import hedges
from bot.facts.numbers.grammar import fold
from bot.facts.numbers.patterns import ARTICLES, SIGNS
from bot.facts.numbers.quantity import Hedge

FARTHEST = 40  # characters beside a number in which its hedge stands
_MATHEMATICAL = {"<": Hedge.UNDER, "≤": Hedge.UNDER, ">": Hedge.OVER, "≥": Hedge.OVER, "≈": Hedge.NEAR, "~": Hedge.NEAR}
_OPPOSITE = {Hedge.OVER: Hedge.UNDER, Hedge.UNDER: Hedge.OVER}
_INVISIBLE = r"\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_GAP = rf"(?:[\s{_INVISIBLE}$€£¥₹(“\"«„'‘–-]|(?<![^\W\d_])(?:us|rmb|rp|rs))*"  # between a hedge and the digits
_NOTHING = r"(?!)"


class Hedged(NamedTuple):
    """A hedge, and where in the text it begins or ends."""

    hedge: Hedge
    place: int


@dataclass(frozen=True)
class Hedges:
    """The hedges of one language; of those that fit, the longest is meant."""

    meanings: Mapping[str, Hedge]
    ahead: re.Pattern[str]
    after: re.Pattern[str]

    def before(self, text: str, start: int) -> Hedged | None:
        """Find the hedge of a number that starts at a place of a folded text, and where it begins."""
        found = self.ahead.search(text, max(0, start - FARTHEST), start)
        return self._meant(found, found.start()) if found else None

    def behind(self, text: str, end: int) -> Hedged | None:
        """Find the hedge of a number that ends at a place of a folded text, and where it ends."""
        found = self.after.match(text, end)
        return self._meant(found, found.end()) if found else None

    def _meant(self, found: re.Match[str], place: int) -> Hedged:
        """Return what was found: *not over* is at most; *not nearly* is no hedge that is negated, but a negation."""
        hedge = self.meanings[found["sign"] or found["hedge"]]
        if found["no"] is None:
            return Hedged(hedge, place)
        if hedge in _OPPOSITE:
            return Hedged(_OPPOSITE[hedge], place)
        return Hedged(hedge, found.start("hedge") if place == found.start() else found.end("hedge"))


@cache
def hedges_of(code: str) -> Hedges:
    """Return the hedges of a language; the signs alone where its words are not known."""
    parted = code != "zh"  # blanks part its words
    begins, ends, blank = (
        (rf"(?<![^\W\d_])(?<![{SIGNS}])", rf"(?![^\W\d_]|[{SIGNS}])", r"\s+") if parted else ("", "", r"\s*")
    )
    ahead, behind = _meanings(hedges.BEFORE, code), _meanings(hedges.BEHIND, code)
    no = rf"(?P<no>{_any(map(fold, hedges.NOT.get(code, '').split('/')))})"
    return Hedges(
        behind | ahead | _MATHEMATICAL | {"+": Hedge.OVER},
        re.compile(
            rf"(?:{begins}(?:{no}{blank})?(?P<hedge>{_any(ahead)})(?:{blank}(?:{_any(ARTICLES)}))?"
            rf"|(?<![-=])(?P<sign>{_any(_MATHEMATICAL)})=?){_GAP}$"
        ),
        re.compile(rf"[\s'’]*(?:(?P<sign>\+)|(?P<hedge>{_any(behind)}){ends}(?:{blank}{no}{ends})?)"),
    )


def _meanings(tables: Mapping[Hedge, Mapping[str, str]], code: str) -> dict[str, Hedge]:
    """Read the hedges of a language."""
    return {fold(words): hedge for hedge, table in tables.items() for words in table.get(code, "").split("/") if words}


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; for nothing if there are none."""
    return "|".join(sorted(map(re.escape, filter(None, words)), key=len, reverse=True)) or _NOTHING
