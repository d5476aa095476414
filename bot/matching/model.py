"""What labelled questions taught: how far each trait of a question speaks for each fact, or for none of them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.facts.document import DocumentError, Fault

NONE = ""  # in place of a fact: what the announcement does not tell
SEVERAL = "+"  # in place of a fact: several at once
ALWAYS = ""  # in place of a trait: what each fact begins with
MAX_BYTES = 20_000_000
Weights = Mapping[str, Mapping[str, float]]  # by trait and fact


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of a multinomial logistic regression, and the odds from which they are believed.

    `facts` are the ids that there were questions for, NONE and SEVERAL. `weights` give what a trait adds to some of
    them (places in `facts`). `answer` and `suggest` are used in place of the fact base's `confidence`; `sure` is for a
    question that does not say that it is about the announcement.
    """

    facts: tuple[str, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    answer: float
    sure: float

    @property
    def suggest(self) -> float:
        """Return the odds from which a fact is suggested."""
        return self.answer / 2

    def odds(self, traits: Mapping[str, float]) -> tuple[dict[str, float], float]:
        """Return how likely a question asks for each fact, or for none (together 1), and how likely for several."""
        sums = [0.0] * len(self.facts)
        for trait, value in traits.items():
            for place, weight in self.weights.get(trait, ()):
                sums[place] += weight * value
        rated = dict(zip(self.facts, sums, strict=True))
        several = rated.pop(SEVERAL, -math.inf)
        most = max(rated.values())
        powers = {fact: math.exp(value - most) for fact, value in rated.items()}
        total = sum(powers.values())
        return {fact: power / total for fact, power in powers.items()}, _share(several - most - math.log(total))


def _share(advantage: float) -> float:
    """Return the odds of one thing against all others, from how far its sum is ahead (the logistic function)."""
    return 1 / (1 + math.exp(-advantage)) if advantage > 0 else 1 - 1 / (1 + math.exp(advantage))


def learned_file(facts: Path) -> Path:
    """Return where the weights for a fact base are kept: facts/learned.json for facts.yaml."""
    return facts.with_suffix("") / "learned.json"


def from_weights(weights: Weights, answer: float, sure: float) -> Learned:
    """Order weights by the place of the fact; equal ones are kept once, which is a third of the room."""
    facts = tuple(sorted({fact for row in weights.values() for fact in row} | {NONE}))
    places = {fact: place for place, fact in enumerate(facts)}
    once: dict[tuple[int, float], tuple[int, float]] = {}
    ordered = {}
    for trait, row in weights.items():
        pairs = [(places[fact], float(weight)) for fact, weight in row.items()]
        ordered[trait] = tuple(once.setdefault(pair, pair) for pair in pairs)
    return Learned(facts, ordered, answer, sure)


def read_learned(path: Path) -> Learned | None:
    """Read learned.json, None if there is none; raises DocumentError for a file that `learn` has not written."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("it is too large")
        data = json.loads(path.read_bytes())
        return from_weights(data["weights"], float(data["answer"]), float(data["sure"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        line = f"is not what `python -m bot learn` writes ({error}): run that again, or delete the file"
        raise DocumentError([Fault(path, 1, line)]) from None


def write_learned(path: Path, learned: Learned) -> None:
    """Write learned.json, whole or not at all: a trait a line, so that a change can be read."""
    rows = {trait: {learned.facts[place]: weight for place, weight in row} for trait, row in learned.weights.items()}
    lines = [
        f"{json.dumps(trait, ensure_ascii=False)}: {json.dumps(row, ensure_ascii=False)}"
        for trait, row in sorted(rows.items())
    ]
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    text = f'{{"answer": {learned.answer:g}, "sure": {learned.sure:g}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
