"""Texts of any script in lines: cut into pieces of one font each, wrapped, and shrunk into a box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby

from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont

from bot.cards.fonts import FACES, LATIN, font, script_of

LINE = 1.36  # of the size: room for the marks above and below of Devanagari, Arabic and Vietnamese
STEP = 0.94  # from one size tried to the next
LEFT_OUT = " […]"
RIGHT_TO_LEFT = frozenset({"ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO"})
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
# In a line from the right: a word or number, or several, that keep their own order; `%` and `¥` belong to the number.
_OWN_ORDER = re.compile(r"[+\-−$€£¥₹]?\w(?:.*\w)?%?|.", re.DOTALL)
# Han and kana may break anywhere but before what closes, other scripts at blanks that may be broken: none before `%`.
_EAST_ASIAN = r"\u3040-\u30ff\u3400-\u9fff"
_BREAKABLE = re.compile(
    rf"[^\S\u00a0\u202f]+|[{_EAST_ASIAN}\uff00-\uffef][、。，．：；！？”’」』）》〉\]…%]*|(?:[^\s{_EAST_ASIAN}]|[\u00a0\u202f]|\s(?=[%‰€]))+"
)


@dataclass(frozen=True)
class Piece:
    """A part of a line in one font; `from_right` if its letters run from the right."""

    text: str
    font: FreeTypeFont
    from_right: bool

    @property
    def direction(self) -> str | None:
        """Return what Pillow takes; None leaves it to the letters, and needs no shaping."""
        return "rtl" if self.from_right else None

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.font.getlength(self.text, direction=self.direction)


@dataclass(frozen=True)
class Block:
    """Lines in one size."""

    lines: tuple[str, ...]
    size: int
    bold: bool = False

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return round(len(self.lines) * self.size * LINE)

    @property
    def is_from_right(self) -> bool:
        """Tell whether the text runs from the right."""
        return is_from_right(" ".join(self.lines))

    def draw(
        self, on: ImageDraw, left: float, top: float, width: float, colour: str, *, to_right: bool | None = None
    ) -> float:
        """Draw the lines, to the right if they run from there or `to_right` says so; return where they end."""
        to_right = self.is_from_right if to_right is None else to_right
        for number, line in enumerate(self.lines):
            baseline = top + (number * LINE + 1.04) * self.size
            pieces = pieces_of(line, self.size, bold=self.bold, from_right=self.is_from_right)
            x = left + (width - sum(piece.width for piece in pieces) if to_right else 0)
            for piece in pieces:
                on.text((x, baseline), piece.text, colour, piece.font, anchor="ls", direction=piece.direction)
                x += piece.width
        return top + self.height


def is_from_right(text: str) -> bool:
    """Tell whether a text runs from the right: its first letter does."""
    first = next((character for character in text if character.isalpha()), "a")
    return script_of(first) in RIGHT_TO_LEFT


def pieces_of(line: str, size: int, *, bold: bool, from_right: bool = False) -> list[Piece]:
    """Cut a line into pieces of one font, in their order from the left; raises CardError for a missing font.

    `from_right` says that the text which the line is of runs from there, whatever the line itself begins with.
    """
    runs = _runs(line)
    if from_right:
        runs = [run for script, text in reversed(runs) for run in _turned(script, text)]
    return [Piece(text, font(script, size, bold=bold), script in RIGHT_TO_LEFT) for script, text in runs]


def _runs(line: str) -> list[tuple[str, str]]:
    """Cut a line by script; a blank between two letters of a script is theirs, and CJK's fonts have Latin letters."""
    scripts = [script_of(character) for character in line]
    east_asian = next((script for script in scripts if script in FACES), None)
    if east_asian:
        kana_or_hangul = next((each for each in scripts if each in FACES and FACES[each] < FACES["CJK"]), east_asian)
        scripts = [kana_or_hangul if script in FACES or script == LATIN else script for script in scripts]
    for place, character in enumerate(line):
        following = next((scripts[other] for other in range(place, len(line)) if not line[other].isspace()), LATIN)
        if character.isspace() and place and scripts[place - 1] == following:
            scripts[place] = following
    pairs = groupby(zip(scripts, line, strict=True), key=lambda pair: pair[0])
    return [(script, "".join(character for _, character in group)) for script, group in pairs]


def _turned(script: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield a run of a line from the right in its parts from the left.

    A simple reading of UAX 9: words and numbers in another script keep their order, brackets are mirrored.
    """
    if script in RIGHT_TO_LEFT:
        yield script, text
        return
    for part in reversed(_OWN_ORDER.findall(text)):
        yield script, part if any(map(str.isalnum, part)) else part.translate(_MIRRORED)


def wrapped(text: str, size: int, width: float, *, bold: bool) -> tuple[str, ...]:
    """Break a text into lines of a width; a word that is wider than that is broken too."""
    measure = cache(partial(_width, size=size, bold=bold))
    lines, line, used = [], "", 0.0
    for word in _words(text, width, measure):
        if line and used + measure(word.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
            word = word.lstrip()
        line += word
        used += measure(word)
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _words(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Yield what may not be broken, with the blanks between as one each."""
    for word in _BREAKABLE.findall(unicodedata.normalize("NFC", text)):
        if word.isspace():
            yield " "
        elif measure(word) <= width:
            yield word
        else:
            yield from word


def _width(line: str, size: int, bold: bool) -> float:
    """Return the width of a line in pixels."""
    return sum(piece.width for piece in pieces_of(line, size, bold=bold))


def fitted(text: str, width: float, height: float, sizes: tuple[int, int], *, bold: bool = False) -> Block:
    """Return a text in the largest of these sizes in which it fits, or in the smallest."""
    size, smallest = sizes
    while True:
        block = Block(wrapped(text, size, width, bold=bold), size, bold)
        if block.height <= height or size <= smallest:
            return block
        size = max(smallest, min(size - 1, round(size * STEP)))


def shortened(text: str, width: float, height: float, sizes: tuple[int, int], *, close: str = "") -> Block:
    """Return a text as `fitted` does; what has no room in the smallest size is left out, which `[…]` says."""
    block = fitted(text + close, width, height, sizes)
    if block.height <= height:
        return block
    *lines, last = block.lines[: max(1, int(height / (block.size * LINE)))]
    while last and _width(last + LEFT_OUT + close, block.size, bold=False) > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return replace(block, lines=(*lines, last + LEFT_OUT + close))
