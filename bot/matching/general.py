"""The general model: how likely the best fact answers a question, by what says nothing of any one announcement.

It was learnt across announcements (`benchmarks/general.py`), and decides where nothing was learnt for one. There are
two: one that goes by the words, and one for where it is known, too, how alike question and phrasings are.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bot.facts.base import Fact
from bot.matching.asked import concept_of
from bot.matching.clauses import anchored, clauses
from bot.matching.features import EDGE, MOST_CLAUSES, Feature, sort_of
from bot.matching.lexicon import KIND, Role, is_general
from bot.matching.meaning import Like
from bot.matching.model import NONE, log_of, logistic
from bot.matching.reader import Item
from bot.matching.scoring import Score, Target
from bot.matching.spelling import WordClass
from bot.text import words

MODEL = "general.json"
MODEL_BY_MEANING = "general-meaning.json"
PART = 0.3  # of one item of a sort
MOST = 6  # items of a sort; those beyond are not counted
LONG = 12  # items of a question; those beyond are not counted
TOLD, OTHER = "*", "+"  # in place of the fact base's own words: the best fact's, and others'
IN_PASSING = "="  # in place of words that nobody knows, but with which the best fact is told
NUMBER = "#"
LOG_ODDS = 4.0  # that count as one, where they are a feature
MOST_SURE = 1.5
KEPT = 1_000  # facts whose words are kept
MANY = 3  # items that nothing explains; those beyond are not counted
EXPLAINED = frozenset(
    {
        TOLD,
        IN_PASSING,
        Role.FILLER,
        Role.JOINER,
        Role.OPENING,
        Role.REFERENCE,
        Role.GREETING,
        Role.THANKS,
        WordClass.OTHER.name,
    }
)
ANYTHING = "anything"  # where a question does not say that it is about the announcement
UNEXPLAINED = "unexplained "
AS_TOLD, OTHERWISE = "asks as told", "asks otherwise"
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|e|s|ly)\b")


def general_features(
    items: Sequence[Item], scores: Sequence[Score], fact: Fact | None, likes: Sequence[Like] = (), *, english: bool
) -> dict[str, float]:
    """Return what a clause is like beside the best fact, by readable names; `likes` are the facts that it is like."""
    told = [score for score in scores if score.target.told]
    features = _of_scores(scores, told)
    if not anchored(items):
        features[ANYTHING] = 1.0
    features["clauses"] = PART * min(len(clauses(items)), MOST_CLAUSES)
    features["length"] = min(len(items), LONG) / LONG
    reading = _Reading(told[0] if told else None, _own_words(fact) if fact else frozenset(), english, features)
    said = [reading.read(item) for item in items]
    features.update(dict.fromkeys([f"then {a} {b}" for a, b in pairwise([EDGE, *said, EDGE])], 1.0))
    unexplained = min(sum(name not in EXPLAINED for name in reading.sorts), MANY)
    features[f"{UNEXPLAINED}{unexplained}"] = 1.0
    for way in [name for name in features if name in (AS_TOLD, OTHERWISE)] or ["asks in no way"]:
        features[f"{UNEXPLAINED}{unexplained}, {way}"] = 1.0
    return features | _of_likes(likes, features) if likes else features


def _of_likes(likes: Sequence[Like], features: Mapping[str, float]) -> dict[str, float]:
    """Return how alike a clause and the best fact are, beside the next one and what the words say."""
    alike = likes[0].cosine
    found = {
        "alike": alike,
        "alike squared": alike * alike,
        "alike ahead": alike - max((like.cosine for like in likes[1:]), default=0.0),
        "alike and fit": alike * features["fit"],
    }
    if features["fit"] and features["fit"] >= features["second"]:
        found["best by words"] = 1.0
    ways = [name for name in features if name in (ANYTHING, AS_TOLD, OTHERWISE) or name.startswith(UNEXPLAINED)]
    return found | {f"alike, {name}": alike for name in ways}


def _of_scores(scores: Sequence[Score], told: Sequence[Score]) -> dict[str, float]:
    """Return how the best fact fits, beside the next one and the best gap."""
    fit, second = ([score.fit for score in told] + [0.0, 0.0])[:2]
    gap = next((score.fit for score in scores if not score.target.told), 0.0)
    found = {
        "always": 1.0,
        "fit": fit,
        "fit squared": fit * fit,
        "second": second,
        "ahead of the second": fit - second,
        "gap": gap,
        "behind the gap": max(0.0, gap - fit),
    }
    if told and told[0].veto:
        found[f"veto {told[0].veto}"] = 1.0
    return found


@lru_cache(KEPT)
def _stems(text: str) -> frozenset[str]:
    """Return the words of a text, without their endings."""
    return frozenset(map(_stem, words(text)))


def _own_words(fact: Fact) -> frozenset[str]:
    """Return the words that a fact is told in, without their endings."""
    return _stems(" ".join((fact.title, fact.figure, fact.quote)))


def _stem(word: str) -> str:
    """Return an English word without the commonest endings: opened, opens and opening are open."""
    return _ENDING.sub("", word)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is found in the items of a clause, beside one fact."""

    score: Score | None  # of that fact
    own_words: frozenset[str]
    english: bool
    features: dict[str, float]
    sorts: list[str] = field(default_factory=list)

    @property
    def best(self) -> Target | None:
        """Return the fact."""
        return self.score.target if self.score else None

    def is_in_passing(self, item: Item) -> bool:
        """Return whether an item says nothing new: a word that the fact is told in, or a year of its own."""
        if item.role is Role.YEAR:
            return self.score is not None and bool(self.score.target.years) and not self.score.veto
        return item.role is None and self.english and _stem(item.words) in self.own_words

    def read(self, item: Item) -> str:
        """Add what an item says to the features; return what stands for it in a sequence."""
        concept = concept_of(item)
        known = self.best is not None and concept in self.best.concepts
        if concept and item.meaning and item.role is Role.CONCEPT:
            sign = TOLD if known else OTHER
            self._count(sign, " weak" if item.meaning.weak else "")
            if not known:
                self.features[f"word {item.words}"] = 1.0
            return sign
        if concept and is_general(concept):
            if concept.startswith(KIND):
                asked = AS_TOLD if known else OTHERWISE
                self.features.update({concept: 1.0, asked: 1.0, f"{asked} {concept}": 1.0})
            return concept
        if self.is_in_passing(item):
            self._count(IN_PASSING)
            return IN_PASSING
        if item.number:
            self._count(NUMBER)
            return NUMBER
        self.features[f"word {item.words}"] = 1.0
        self._count(sort_of(item, english=self.english))
        if item.role is Role.LIMIT:
            told = self.best is not None and item.words in self.best.limits
            self.features["limit told" if told else "limit not told"] = 1.0
        return item.words

    def _count(self, sort: str, mark: str = "") -> None:
        """Count one more of a sort."""
        self.sorts.append(sort)
        name = f"sort {sort}{mark}"
        self.features[name] = min(self.features.get(name, 0.0) + PART, MOST * PART)


@dataclass(frozen=True, slots=True)
class GeneralModel:
    """Two logistic regressions: whether the best fact is an answer, and whether several are asked for.

    `enough` are the odds from which the best fact is an answer, and `sure` those to what does not say that it is about
    the announcement; None: it never is.
    """

    answer: Mapping[str, float]
    several: Mapping[str, float]
    enough: float
    sure: float | None = None

    def chance(self, features: Mapping[str, float]) -> float:
        """Return how likely the best fact is an answer."""
        return _odds(self.answer, features)

    def odds(
        self,
        items: Sequence[Item],
        scores: Sequence[Score],
        fact: Fact | None,
        likes: Sequence[Like] = (),
        *,
        english: bool,
    ) -> tuple[dict[str, float], float]:
        """Return how likely each fact is an answer, and none is; and how likely several are asked for.

        The facts after the best one are as likely as they fit, or are alike, beside it.
        """
        features = general_features(items, scores, fact, likes, english=english)
        told = [score for score in scores if score.target.told]
        share = self.chance(features) if told else 0.0
        near = {score.target.id: score.fit for score in told} | {like.fact: max(0.0, like.likeness) for like in likes}
        best = near[told[0].target.id] if told else 0.0
        odds = {score.target.id: share * near[score.target.id] / best if best else 0.0 for score in told}
        return {**odds, NONE: 1 - share}, _odds(self.several, features)


def _odds(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the odds that features speak for."""
    return logistic(math.fsum(weights.get(name, 0.0) * value for name, value in features.items()))


@cache
def general_model(*, by_meaning: bool) -> GeneralModel:
    """Return the model that ships with the bot."""
    name = MODEL_BY_MEANING if by_meaning else MODEL
    data: Any = json.loads(files("bot.matching").joinpath(name).read_text(encoding="utf-8"))
    return GeneralModel(data["answer"], data["several"], data["enough"], data.get("sure"))


def opinion(items: Sequence[Item], scores: Sequence[Score], fact: Fact | None, *, english: bool) -> dict[str, float]:
    """Return what the general model says of a clause as features for one announcement's own model."""
    if fact is None:
        return {Feature.GENERAL: -MOST_SURE}
    chance = general_model(by_meaning=False).chance(general_features(items, scores, fact, english=english))
    sure = max(-MOST_SURE, min((log_of(chance) - log_of(1 - chance)) / LOG_ODDS, MOST_SURE))
    return {Feature.GENERAL: sure, f"{Feature.GENERAL}{fact.id}": sure + MOST_SURE}


def as_text(model: GeneralModel) -> str:
    """Return a model as the text of its file, a feature a line."""
    parts = [
        f'"{name}": {{\n{_lines(weights)}\n}}'
        for name, weights in (("answer", model.answer), ("several", model.several))
    ]
    sure = "" if model.sure is None else f'"sure": {model.sure}, '
    return f'{{"enough": {model.enough}, {sure}' + ",\n".join(parts) + "}\n"


def _lines(weights: Mapping[str, float]) -> str:
    """Return weights as lines of JSON, by name."""
    rows: Iterable[tuple[str, float]] = sorted(weights.items())
    return ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {weight:g}" for name, weight in rows)
