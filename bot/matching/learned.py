"""What was learnt as a file: learned.json.gz beside the companions of a fact base."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from bot.facts.document import DocumentError, Fault
from bot.facts.load import folder_of
from bot.files import FileError, LargeFile, MissingFile, read_bytes, write_bytes
from bot.matching.model import NONE, Learned, MeaningWeights, Source, Weights

MAX_BYTES = 20_000_000  # decompressed
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?"


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
