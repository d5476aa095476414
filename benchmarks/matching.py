"""Matching alone, in a process of its own: prints milliseconds as JSON."""

from __future__ import annotations

import gc
import json
import statistics
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.questions import asked
from bot.matching import Outcome, load_matcher
from bot.matching.phrasings import phrasings_of

ROUNDS = 3
EVERY = 8  # of the questions goes to rapidfuzz as well


def main() -> None:
    """Ask every question of a matcher that has not seen any, and every eighth of rapidfuzz, in turn."""
    texts = [text for _, text in phrasings_of(load_matcher(Path("facts.yaml")).base)]
    ours: list[float] = []
    theirs: list[float] = []
    hits: list[float] = []
    rejects: list[float] = []
    for _ in range(ROUNDS):
        matcher = load_matcher(Path("facts.yaml"))
        matcher.warm()
        gc.collect()
        gc.freeze()
        for number, question in enumerate(asked()):
            begin = time.perf_counter()
            answer = matcher.answer(question.text)
            ours.append(time.perf_counter() - begin)
            (hits if answer.outcome is Outcome.FACTS else rejects).append(ours[-1])
            if number % EVERY == 0:
                begin = time.perf_counter()
                process.extractOne(question.text, texts, scorer=fuzz.WRatio)
                theirs.append(time.perf_counter() - begin)
    ours.sort()
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
