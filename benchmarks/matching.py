"""Matching alone, in a process of its own: prints milliseconds as JSON."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.engine import Outcome, load_matcher, phrasings_of
from benchmarks.questions import asked

EVERY = 20  # one question of so many goes to rapidfuzz as well


def main() -> None:
    """Ask every question of the matcher once, and some of rapidfuzz, in turn."""
    matcher = load_matcher(Path("facts.yaml"))
    texts = [text for _, text in phrasings_of(matcher.base)]
    matcher.answer("how mny patnts")  # the word lists of the first language are indexed when first needed
    theirs: list[float] = []
    hits: list[float] = []
    rejects: list[float] = []
    for number, question in enumerate(asked()):
        begin = time.perf_counter()
        answer = matcher.answer(question.text)
        seconds = time.perf_counter() - begin
        (hits if answer.outcome is Outcome.FACTS else rejects).append(seconds)
        if number % EVERY == 0:
            begin = time.perf_counter()
            process.extractOne(question.text, texts, scorer=fuzz.WRatio)
            theirs.append(time.perf_counter() - begin)
    ours = sorted(hits + rejects)
    found = {
        "match": statistics.median(ours),
        "match 99 %": ours[len(ours) * 99 // 100],
        "rapidfuzz": statistics.median(theirs),
        "hit": statistics.median(hits),
        "reject": statistics.median(rejects),
    }
    print(json.dumps({name: 1000 * seconds for name, seconds in found.items()}))


if __name__ == "__main__":
    main()
