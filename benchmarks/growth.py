"""One fact base of a size, in a process of its own: `python -m benchmarks.growth 2000` prints what it takes as JSON."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.engine import load_matcher, phrasings_of
from benchmarks.fact_bases import write_facts

ASKED_SLOWLY = 5  # questions to rapidfuzz, which takes its time


def main(size: int, things: int = 400) -> None:
    """Load and ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.yaml"
        questions = write_facts(path, size, things=things)
        begin = time.process_time()
        matcher = load_matcher(path)
        load = time.process_time() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times, right = [], 0
    for question in questions:
        begin = time.perf_counter()
        answer = matcher.answer(question)
        times.append(time.perf_counter() - begin)
        right += len(answer.facts) == 1
    texts = [text for _, text in phrasings_of(matcher.base)]
    slow = []
    for question in questions[:ASKED_SLOWLY]:
        begin = time.perf_counter()
        process.extractOne(question, texts, scorer=fuzz.WRatio)
        slow.append(time.perf_counter() - begin)
    print(
        json.dumps(
            {
                "load": load,
                "match": 1000 * statistics.median(times),
                "rapidfuzz": 1000 * statistics.median(slow),
                "memory": memory,
                "answered": right,
                "phrasings": len(texts),
            }
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
