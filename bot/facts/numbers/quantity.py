"""What a number in a text is."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Kind(StrEnum):
    """What a quantity is; CURRENCY and NAME have a code as their unit and no value of their own."""

    NUMBER = "number"
    SHARE = "share"  # in hundredths: half is 50
    RANK = "rank"
    YEAR = "year"
    DAY = "day"
    MONTH = "month"
    TIME = "time"  # in minutes since midnight
    CURRENCY = "currency"
    NAME = "name"  # 5G, A55


class Hedge(StrEnum):
    """How a number is hedged."""

    OVER = "more than"  # or at least
    NEARLY = "nearly"
    NEAR = "about"
    UNDER = "at most"  # or less than


class Quantity(NamedTuple):
    """A number, share, rank, date, time or currency that a text names.

    `unit` is a currency's code (ISO 4217), the name itself, or the number of a day's month. `span` is where it stands
    in the text. What is not `sure` may be a number or not (`one`, `the double`, a year that *last year* stands for).
    """

    kind: Kind
    value: int | Fraction
    unit: str = ""
    hedge: Hedge | None = None
    span: tuple[int, int] = (0, 0)
    sure: bool = True
