"""What a figure is: a share of a whole, a step from rank to rank, growth, or just a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.facts.base import Fact
from bot.facts.language import Language, load_language
from bot.facts.numbers import Kind, Quantity, quantities

COUNTED = (Kind.NUMBER, Kind.SHARE, Kind.RANK)
NEAR = 16  # characters around a number in which a word says how it has changed
_HAN = re.compile(r"[\u3400-\u9fff]")


class Form(StrEnum):
    """How a figure is drawn."""

    SHARE = "share"
    STEP = "step"
    CHANGE = "change"
    NUMBER = "number"


@dataclass(frozen=True)
class Shape:
    """A figure as it is drawn: a share of `after` hundredths, a step or a change from `before` to `after`."""

    form: Form
    before: float = 0.0
    after: float = 0.0


def shape_of(fact: Fact, language: str) -> Shape | None:
    """Find what a fact's figure is, in the language of facts.yaml; None for one without a number.

    Where it isn't clear what a number says, it is only a number: a wrong picture is a wrong figure.
    """
    found = [each for each in quantities(fact.figure, language) if each.kind in COUNTED and each.sure]
    if not found:
        return None
    words = load_language(language)
    kinds = [each.kind for each in found]
    if words and kinds == [Kind.SHARE]:
        return _share_or_change(fact, found[0], words)
    if words and kinds == [Kind.RANK, Kind.NUMBER] and not found[1].unit:
        places = _change(fact.figure, found[1], words) * int(found[1].value)
        rank = int(found[0].value)
        if places and rank + places >= 1:
            return Shape(Form.STEP, rank + places, rank)
    return Shape(Form.NUMBER)


def _share_or_change(fact: Fact, share: Quantity, words: Language) -> Shape:
    """Tell a share of a whole from a change in hundredths."""
    if change := _change(fact.figure, share, words):
        after = 100 + change * float(share.value)
        return Shape(Form.CHANGE, 100, after) if after >= 0 else Shape(Form.NUMBER)
    changes = (*words.rises, *words.falls, *words.kinds.get("growth", ()))
    if share.value > 100 or _has(f"{fact.title} {fact.figure} {fact.sentence} {fact.quote}", changes):
        return Shape(Form.NUMBER)
    return Shape(Form.SHARE, 0, float(share.value))


def _change(figure: str, number: Quantity, words: Language) -> int:
    """Return 1 if the words around a number say that it is more than before, -1 for less, 0 where they don't."""
    around = figure[max(0, number.span[0] - NEAR) : number.span[1] + NEAR]
    return int(_has(around, words.rises)) - int(_has(around, words.falls))


def _has(text: str, phrases: Iterable[str]) -> bool:
    """Tell whether a text has one of these phrases in it; in Chinese nothing parts the words."""
    text = text.lower()
    for phrase in phrases:
        plain = re.escape(phrase.lower().rstrip("*~$"))
        bounds = ("", "") if _HAN.search(phrase) else (r"(?<!\w)", "" if phrase.endswith("*") else r"(?!\w)")
        if re.search(plain.join(bounds), text):
            return True
    return False
