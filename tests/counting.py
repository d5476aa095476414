"""Work counted, not timed: no busy machine changes how many calls a thing takes."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

MATCHING = f"{os.sep}bot{os.sep}matching{os.sep}"


def lines_of(call: Callable[[], object]) -> int:
    """Count the lines of bot/matching that a call runs through."""
    lines = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        if MATCHING not in frame.f_code.co_filename:
            return None
        lines += event == "line"
        return count

    sys.settrace(count)
    try:
        call()
    finally:
        sys.settrace(None)
    return lines


def calls_in(call: Callable[[], object]) -> Counter[str]:
    """Count the calls of each of the bot's own functions."""
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and f"{os.sep}bot{os.sep}" in frame.f_code.co_filename:
            calls[frame.f_code.co_qualname] += 1

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return calls
