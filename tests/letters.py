"""A sentence encoder for tests: what has the same letters in the same order means the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pytest

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

SIZE = 64


class Letters:
    """Count the runs of three letters of each text, and note what is encoded."""

    def __init__(self) -> None:
        """Begin with nothing encoded."""
        self.calls: list[list[str]] = []

    def __call__(self, texts: list[str]) -> Numbers:
        """Return a vector of length 1 for each text."""
        np = pytest.importorskip("numpy")
        self.calls.append(texts)
        vectors = np.zeros((len(texts), SIZE), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            padded = f"  {text.casefold()}  "
            for place in range(len(padded) - 2):
                vector[crc32(padded[place : place + 3].encode()) % SIZE] += 1
            vector /= np.linalg.norm(vector)
        result: Numbers = vectors
        return result

    @property
    def texts(self) -> list[str]:
        """Return all that was encoded."""
        return [text for call in self.calls for text in call]
