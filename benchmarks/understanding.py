"""`make measure`: this matcher beside simpler ones, on the same questions; writes the table of docs/understanding.md.

Each simple one answers with the target of the nearest phrasing where its score reaches a threshold, chosen on
learning.jsonl as the one with most right answers in all (given, or rightly withheld).
"""

from __future__ import annotations

import math
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from benchmarks.engine import Matcher, load_matcher, phrasings_of, words
from benchmarks.questions import Question, asked

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "understanding.md"
LEARNING, FILES = "learning", ("learning", "aside")

Found = tuple[str, float]  # a target and the score
Nearest = Callable[[str], Found]


def of_rapidfuzz(scorer: Callable[..., float], phrasings: Sequence[tuple[str, str]]) -> Nearest:
    """Find the nearest phrasing by one of rapidfuzz's scorers."""
    texts = [utils.default_process(str(text)) for _, text in phrasings]

    def nearest(question: str) -> Found:
        best = process.extractOne(utils.default_process(question), texts, scorer=scorer)
        return (phrasings[best[2]][0], best[1]) if best else ("", 0.0)

    return nearest


def by_weight(parts: Callable[[str], Iterable[str]], phrasings: Sequence[tuple[str, str]], *, dice: bool) -> Nearest:
    """Find the nearest phrasing by what it has in common with a question, each part weighed by its rarity.

    TF-IDF with cosine, or Dice.
    """
    bags = [Counter(parts(text)) for _, text in phrasings]
    spread = Counter(part for bag in bags for part in bag)
    most = math.log(1 + len(bags)) + 1
    rarity = {part: math.log((1 + len(bags)) / (1 + count)) + 1 for part, count in spread.items()}
    vectors = [weigh(bag, rarity, most, dice=dice) for bag in bags]
    sizes = [size_of(vector, dice=dice) for vector in vectors]
    index: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(bags):
        for part in bag:
            index[part].append(place)

    def nearest(question: str) -> Found:
        vector = weigh(Counter(parts(question)), rarity, most, dice=dice)
        size = size_of(vector, dice=dice)
        common: dict[int, float] = defaultdict(float)
        for part, weight in vector.items():
            for place in index.get(part, ()):
                common[place] += weight if dice else weight * vectors[place][part]
        scores = {
            place: 2 * both / (size + sizes[place]) if dice else both / (size * sizes[place])
            for place, both in common.items()
        }
        best = max(scores, key=scores.__getitem__, default=None)
        return ("", 0.0) if best is None else (phrasings[best][0], scores[best])

    return nearest


def weigh(bag: Mapping[str, int], rarity: Mapping[str, float], most: float, *, dice: bool) -> dict[str, float]:
    """Weigh the parts of a text by their rarity, and for TF-IDF by how often they stand there."""
    return {part: (1 if dice else count) * rarity.get(part, most) for part, count in bag.items()}


def size_of(vector: Mapping[str, float], *, dice: bool) -> float:
    """Return the weight of a text: the sum, or the length of the vector."""
    return sum(vector.values()) if dice else math.hypot(*vector.values())


def grams(text: str) -> list[str]:
    """Cut a text into three to five letters at a time, within words and their edges."""
    found = [f" {word} " for word in re.findall(r"\w+", text.lower())]
    return [word[at : at + n] for word in found for n in (3, 4, 5) for at in range(max(1, len(word) - n + 1))]


def threshold(nearest: Nearest, facts: frozenset[str]) -> float:
    """Choose the score from which to answer."""
    found = [(nearest(question.text), question) for question in asked(LEARNING) if not question.several]
    candidates = sorted({score for (_, score), _ in found})[:: max(1, len(found) // 200)]

    def right(least: float) -> int:
        return sum(
            (target in question.right) if score >= least and target in facts else not question.right
            for (target, score), question in found
        )

    return max(candidates, key=right)


def answering(nearest: Nearest, facts: frozenset[str]) -> Callable[[str], tuple[str, ...]]:
    """Make a matcher of a way to find the nearest phrasing."""
    least = threshold(nearest, facts)

    def answer(question: str) -> tuple[str, ...]:
        target, score = nearest(question)
        return (target,) if score >= least and target in facts else ()

    return answer


def measure(answer: Callable[[str], tuple[str, ...]], questions: Sequence[Question]) -> list[str]:
    """Return what share is right in scope, what share is answered out of it, and the median time."""
    right, wrong, times = [], [], []
    for question in questions:
        begin = time.perf_counter()
        given = answer(question.text)
        times.append(time.perf_counter() - begin)
        if question.several:
            right.append(set(given) == question.right)
        elif question.right:
            right.append(bool(given) and set(given) <= question.right)
        else:
            wrong.append(bool(given))
    shares = (f"{statistics.mean(right):.1%}", f"{statistics.mean(wrong):.1%}" if wrong else "–")
    return [*shares, f"{1000 * statistics.median(times):.2f} ms"]


def matchers(matcher: Matcher) -> dict[str, Callable[[str], tuple[str, ...]]]:
    """Give every matcher by its name."""
    phrasings = list(phrasings_of(matcher.base))
    facts = frozenset(fact.id for fact in matcher.base.facts)
    simple = {
        "rapidfuzz WRatio": of_rapidfuzz(fuzz.WRatio, phrasings),
        "rapidfuzz token_set_ratio": of_rapidfuzz(fuzz.token_set_ratio, phrasings),
        "TF-IDF of letters (3 to 5), cosine": by_weight(grams, phrasings, dice=False),
        "nearest phrasing, Dice of weighed words": by_weight(words, phrasings, dice=True),
    }
    ours = {"this matcher": lambda question: matcher.answer(question).facts}
    return ours | {name: answering(nearest, facts) for name, nearest in simple.items()}


def main() -> None:
    """Measure all on all files, print the table and write it down."""
    heads = [f"{name}: {what}" for name in FILES for what in ("right in scope", "answered out of scope", "time")]
    lines = [f"| matcher | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    for name, answer in matchers(load_matcher(ROOT / "facts.yaml")).items():
        cells = [cell for file in FILES for cell in measure(answer, asked(file))]
        lines.append(f"| {' | '.join([name, *cells])} |")
    table = "\n".join(lines)
    print(table)
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"(?<=<!-- table -->\n).*?(?=<!-- end -->)", lambda _: f"{table}\n", page, flags=re.DOTALL))


if __name__ == "__main__":
    main()
