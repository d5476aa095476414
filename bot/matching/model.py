"""The model: how far each feature speaks for each fact, or for none of them, as labelled questions taught."""

from __future__ import annotations

import hashlib
import json
import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from bot.facts.base import Fact, FactBase, NotTold

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

NONE = ""  # in place of a fact: what the announcement does not say
SEVERAL = "+"  # in place of a fact: several at once
ALWAYS = ""  # in place of a feature: what each fact begins with
MAX_READ = 250_000  # weights that are kept as numbers: 2 MB
SMALLEST = 1e-9  # odds of which the logarithm is taken


@dataclass(frozen=True, slots=True)
class Source:
    """What a model was learnt from: the ids of the facts and gaps, and a digest of their phrasings and synonyms."""

    ids: tuple[str, ...]
    digest: str


def _pairs(row: str) -> Iterator[tuple[int, float]]:
    """Return the places and weights of a row."""
    parts = row.split(" ")
    return zip(map(int, parts[::2]), map(float, parts[1::2]), strict=True)


def _numbers(rows: Mapping[str, str], classes: int, feature: str) -> Sequence[float]:
    """Return the weights of a feature for so many classes."""
    weights = array("d", bytes(8 * classes))
    for place, weight in _pairs(rows[feature]):
        weights[place] = weight
    return weights


class Weights(Mapping[str, Mapping[str, float]]):
    """Weights by feature and class; a row stays text, `place weight place weight`, until it is asked for.

    Each question needs a handful of many thousand rows, and text is a fifth of the memory and of the time to load.
    """

    def __init__(self, classes: tuple[str, ...], rows: Mapping[str, str]) -> None:
        """Take the classes, to which the places in the rows point."""
        self.classes = classes
        self.rows = rows
        self._numbers = lru_cache(MAX_READ // len(classes))(partial(_numbers, rows, len(classes)))

    @classmethod
    def of(cls, weights: Mapping[str, Mapping[str, float]]) -> Weights:
        """Make rows of weights that are numbers."""
        classes = tuple(sorted({NONE}.union(*weights.values())))
        places = {name: place for place, name in enumerate(classes)}
        rows = {
            feature: " ".join(f"{places[name]} {row[name]:.12g}" for name in sorted(row))
            for feature, row in weights.items()
            if row
        }
        return cls(classes, rows)

    def __getitem__(self, feature: str) -> Mapping[str, float]:
        """Return the weights of a feature, by class."""
        return {self.classes[place]: weight for place, weight in _pairs(self.rows[feature])}

    def __iter__(self) -> Iterator[str]:
        """Yield the features."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the features."""
        return len(self.rows)

    def sums(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return how far features speak for each class."""
        rows: list[Sequence[float]] = [[0.0] * len(self.classes)]
        for feature, value in features.items():
            if feature in self.rows:  # what people type is not kept
                weights = self._numbers(feature)
                rows.append(weights if value == 1 else [weight * value for weight in weights])
        return dict(zip(self.classes, map(sum, zip(*rows, strict=True)), strict=True))


@dataclass(frozen=True)
class MeaningWeights:
    """Weights by class for the numbers of a vector, a bias first; rows stay text until there is a vector.

    `share` is what they count beside the weights of features, from 0 to 1; `answer` and `sure` are the odds from which
    both together are believed.
    """

    share: float
    answer: float
    sure: float
    rows: Mapping[str, str]

    @cached_property
    def _matrix(self) -> Numbers:
        """Return the rows as numbers."""
        import numpy as np

        return np.array([row.split() for row in self.rows.values()], np.float32)

    def joined(self, odds: Mapping[str, float], vector: Numbers) -> dict[str, float]:
        """Return odds joined with those that a vector has; a class without a row keeps what the features say."""
        if self._matrix.shape[1] != len(vector) + 1:  # learnt with another encoder
            return dict(odds)
        sums = (self._matrix[:, 1:] @ vector + self._matrix[:, 0]).tolist()
        own = {**odds, **softmax(dict(zip(self.rows, sums, strict=True)))}
        return softmax({name: (1 - self.share) * log_of(odds[name]) + self.share * log_of(own[name]) for name in odds})


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of a multinomial logistic regression, and the odds from which they are believed.

    `weights` give what a feature adds to some facts, to NONE and to SEVERAL. `answer` and `sure` are for them alone;
    `sure` is for a question that does not say that it is about the announcement. `source` is None in files of older
    versions.
    """

    weights: Weights
    answer: float
    sure: float
    source: Source | None = None
    meaning: MeaningWeights | None = None

    def odds(self, features: Mapping[str, float], vector: Numbers | None = None) -> tuple[dict[str, float], float]:
        """Return how likely a question asks for each fact, or for none (together 1), and how likely for several."""
        sums = self.weights.sums(features)
        several = sums.pop(SEVERAL, -math.inf)
        odds = softmax(sums)
        likeliest = max(sums, key=sums.__getitem__)
        ahead = several - sums[likeliest] + math.log(odds[likeliest])
        return odds if self.meaning is None or vector is None else self.meaning.joined(odds, vector), logistic(ahead)


def softmax(sums: Mapping[str, float]) -> dict[str, float]:
    """Return odds, together 1, from how far something speaks for each class."""
    most = max(sums.values())
    powers = {name: math.exp(value - most) for name, value in sums.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def log_of(share: float) -> float:
    """Return the logarithm of odds, which may be next to nothing."""
    return math.log(max(share, SMALLEST))


def logistic(advantage: float) -> float:
    """Return the odds of one thing against all others, from how far its sum is ahead (the logistic function)."""
    return 1 / (1 + math.exp(-advantage)) if advantage > 0 else 1 - 1 / (1 + math.exp(advantage))


def source_of(base: FactBase) -> Source:
    """Describe what can be learnt from a fact base: what changes nothing in the phrasings changes nothing here."""
    targets: tuple[Fact | NotTold, ...] = (*base.facts, *base.not_told)
    companions = {code: (each.names, each.synonyms) for code, each in sorted(base.companions.items())}
    said = [
        [(target.id, target.keywords, target.questions) for target in targets],
        (base.announcement.names, base.synonyms, companions),
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return Source(tuple(target.id for target in targets), hashlib.sha256(text.encode()).hexdigest())


def outdated(learned: Learned, base: FactBase) -> str | None:
    """Say what has changed in a fact base since a model was learnt from it; None where nothing has."""
    now, then = source_of(base), learned.source
    if then is None or then.digest == now.digest:
        return None
    new, gone = (", ".join(sorted(set(a) - set(b))) for a, b in ((now.ids, then.ids), (then.ids, now.ids)))
    changes = [f"{what}: {ids}" for what, ids in (("new", new), ("gone", gone)) if ids]
    return "; ".join(changes) or "other keywords, questions or synonyms"
