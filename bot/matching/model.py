"""The model: how far each feature speaks for each fact, or for none of them, as labelled questions taught."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from bot.facts.base import Fact, FactBase, NotTold
from bot.facts.document import DocumentError, Fault
from bot.facts.load import folder_of
from bot.files import FileError, LargeFile, MissingFile, read_bytes, write_bytes

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

NONE = ""  # in place of a fact: what the announcement does not say
SEVERAL = "+"  # in place of a fact: several at once
ALWAYS = ""  # in place of a feature: what each fact begins with
MAX_BYTES = 20_000_000  # decompressed
MAX_READ = 4_000  # rows that are kept as numbers
SMALLEST = 1e-9  # odds of which the logarithm is taken
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?"


@dataclass(frozen=True, slots=True)
class Source:
    """What a model was learnt from: the ids of the facts and gaps, and a digest of their phrasings and synonyms."""

    ids: tuple[str, ...]
    digest: str


@lru_cache(MAX_READ)
def _numbers(row: str) -> tuple[tuple[int, float], ...]:
    """Return the places and weights of a row."""
    parts = row.split(" ")
    return tuple(zip(map(int, parts[::2]), map(float, parts[1::2]), strict=True))


class Weights(Mapping[str, Mapping[str, float]]):
    """Weights by feature and class; a row stays text, `place weight place weight`, until it is asked for.

    Each question needs a handful of many thousand rows, and text is a fifth of the memory and of the time to load.
    """

    def __init__(self, classes: tuple[str, ...], rows: Mapping[str, str]) -> None:
        """Take the classes, to which the places in the rows point."""
        self.classes = classes
        self.rows = rows

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
        return {self.classes[place]: weight for place, weight in _numbers(self.rows[feature])}

    def __iter__(self) -> Iterator[str]:
        """Yield the features."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the features."""
        return len(self.rows)

    def sums(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return how far features speak for each class."""
        sums = [0.0] * len(self.classes)
        for feature, value in features.items():
            if row := self.rows.get(feature):
                for place, weight in _numbers(row):
                    sums[place] += weight * value
        return dict(zip(self.classes, sums, strict=True))


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
        return softmax({name: (1 - self.share) * _log(odds[name]) + self.share * _log(own[name]) for name in odds})


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
        most = max(sums.values())
        ahead = several - most - math.log(sum(math.exp(value - most) for value in sums.values()))
        odds = softmax(sums)
        return odds if self.meaning is None or vector is None else self.meaning.joined(odds, vector), _share(ahead)


def softmax(sums: Mapping[str, float]) -> dict[str, float]:
    """Return odds, together 1, from how far something speaks for each class."""
    most = max(sums.values())
    powers = {name: math.exp(value - most) for name, value in sums.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _log(share: float) -> float:
    """Return the logarithm of odds, which may be next to nothing."""
    return math.log(max(share, SMALLEST))


def _share(advantage: float) -> float:
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


def learned_file(facts: Path) -> Path:
    """Return where the weights for a fact base are kept: facts/learned.json.gz for facts.yaml."""
    return folder_of(facts) / "learned.json.gz"


def older_file(learned: Path) -> Path:
    """Return where older versions kept them, which is read where the other is not there: facts/learned.json."""
    return learned.with_suffix("")


def read_learned(path: Path) -> Learned | None:
    """Read learned.json.gz or else the older file; None if there is neither.

    Raises DocumentError for a file that `learn` has not written.
    """
    for file in (path, older_file(path)):
        try:
            return _from_json(json.loads(str(_content(file), "utf-8-sig")))
        except MissingFile:
            continue
        except FileError as error:
            raise DocumentError([Fault(file, 1, str(error))]) from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            line = f"is not what `announcement-bot learn` writes ({error}): run that again, or delete the file"
            raise DocumentError([Fault(file, 1, line)]) from None
    return None


def _content(path: Path) -> bytes:
    """Return what stands in a file, decompressed; raises FileError, or ValueError for what is not gzip."""
    data = read_bytes(path, MAX_BYTES)
    if path.suffix != ".gz":
        return data
    try:
        with gzip.open(BytesIO(data)) as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    if len(content) > MAX_BYTES:
        raise LargeFile(f"is larger than {MAX_BYTES:,} bytes when decompressed")
    return content


def _from_json(data: Any) -> Learned:
    """Make what was learnt of the data of its file; raises ValueError, TypeError, KeyError or AttributeError."""
    if "classes" in data:
        weights = _of_rows(tuple(data["classes"]), data["weights"])
    else:  # a file of an older version
        rows = data["weights"]
        numbers: Iterable[Any] = chain.from_iterable(row.values() for row in rows.values())
        if not all(type(number) in (int, float) and math.isfinite(number) for number in numbers):
            raise ValueError("weights must be numbers")
        weights = Weights.of(rows)
    answer, sure = _scores(data)
    source = Source(tuple(map(str, data["ids"])), str(data["digest"])) if "digest" in data else None
    return Learned(weights, answer, sure, source, _meaning(data["meaning"]) if "meaning" in data else None)


def _scores(data: Any) -> tuple[float, float]:
    """Return the odds from which something is believed; raises ValueError for what are none."""
    answer, sure = float(data["answer"]), float(data["sure"])
    if not (0 <= answer <= 1 and 0 <= sure <= 1):
        raise ValueError("answer and sure must be between 0 and 1")
    return answer, sure


def _meaning(data: Any) -> MeaningWeights:
    """Make weights for vectors of their part of a file; raises ValueError for what cannot be read."""
    row = Annotated[str, Field(pattern=f"^{_NUMBER}(?: {_NUMBER})+$")]
    try:
        rows = TypeAdapter(dict[str, row]).validate_python(data["rows"])
    except ValidationError:
        raise ValueError("a row of `meaning` must be of numbers") from None
    share = float(data["share"])
    if len({text.count(" ") for text in rows.values()}) != 1 or not 0 <= share <= 1:
        raise ValueError("`meaning` needs rows of one length, and a share from 0 to 1")
    return MeaningWeights(share, *_scores(data), rows)


def _of_rows(classes: tuple[str, ...], rows: Any) -> Weights:
    """Make weights of the rows of a file; raises ValueError for rows that cannot be read."""
    if list(classes) != sorted({NONE, *classes}):
        raise ValueError("the classes must be sorted")
    pair = rf"(?:{'|'.join(map(str, range(len(classes))))}) {_NUMBER}"
    row = Annotated[str, Field(pattern=f"^{pair}(?: {pair})*$")]
    try:
        return Weights(classes, TypeAdapter(dict[str, row]).validate_python(rows))
    except ValidationError:
        raise ValueError("a row must be of places and weights") from None


def write_learned(path: Path, learned: Learned) -> None:
    """Write compressed JSON, a feature a line, the same weights as the same bytes; raises FileError or OSError."""
    head: dict[str, object] = {"answer": learned.answer, "sure": learned.sure}
    if learned.source:
        head |= {"ids": learned.source.ids, "digest": learned.source.digest}
    head["classes"] = learned.weights.classes
    lines = [f"{_line(feature)}: {_line(row)}" for feature, row in sorted(learned.weights.rows.items())]
    text = f'{_line(head)[:-1]}, "weights": {{\n' + ",\n".join(lines) + "\n}"
    if learned.meaning:
        rows = [f"{_line(name)}: {_line(row)}" for name, row in learned.meaning.rows.items()]
        meant = {"share": learned.meaning.share, "answer": learned.meaning.answer, "sure": learned.meaning.sure}
        text += f', "meaning": {_line(meant)[:-1]}, "rows": {{\n' + ",\n".join(rows) + "\n}}"
    text += "}\n"
    path.parent.mkdir(exist_ok=True)
    write_bytes(path, gzip.compress(text.encode(), mtime=0))


def _line(value: object) -> str:
    """Return JSON in one line."""
    return json.dumps(value, ensure_ascii=False)
