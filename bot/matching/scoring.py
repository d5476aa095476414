"""Scoring: how well each fact, and each known gap, fits what a clause asks."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from bot.facts.base import FactBase
from bot.matching.answer import Reason
from bot.matching.asked import CONCEPT_ROLES, UNKNOWN, WEAK_MISS, Asked, concept_of, unknown_weight
from bot.matching.lexicon import KIND, NAME, NOW, SUBJECT, Role, is_general
from bot.matching.phrasings import Phrase
from bot.matching.reader import Item

W_NAMED = {SUBJECT: 0.08, NAME: 0.3}  # names are judged apart, so they weigh little
DICE_PART = 0.7  # and the rest is coverage: .7 and .3 measured best of all mixtures
STRICT_KINDS = frozenset(
    f"{KIND}{kind}" for kind in ("who", "when", "where", "why", "which", "list", "how_long", "cost", "how_old")
)
KIND_MISS = 0.7  # what remains of a score where the phrasing does not ask in that way
KIND_MISS_HARD = {f"{KIND}cost": 0.45, f"{KIND}how_old": 0.45}
LIMIT_MISS = 0.6
ANY_NAME = "*"  # among the names of a fact: it is an answer whichever name the question has
JUDGED = 10  # targets that are looked at closely, by their best phrasing
TIMES = (Role.TIME, Role.YEAR)
DAYS = range(1, 32)  # of a month
OWN_ROLES = frozenset({Role.CONCEPT, Role.KIND, Role.SUBJECT, Role.REFERENCE, Role.FILLER})


# How well the best phrasing of a target fits a clause (Dice), and how much of the clause it covers.
Candidate = tuple[float, float]


class Phrasing(NamedTuple):
    """One way to ask for one target, as a set of concepts and their weight."""

    target: int
    concepts: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Target:
    """A fact, or a known gap, that a question can mean."""

    id: str
    told: bool
    concepts: frozenset[str]
    names: frozenset[str] = frozenset()  # and limits: those that its phrasings speak of
    limits: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()  # for which it is told: each, day, year


class Score(NamedTuple):
    """How well a target fits a clause, and why it may not be the answer all the same.

    `value` decides. `fit` is what the words alone say; it is the value where nothing was learnt.
    """

    target: Target
    value: float
    fit: float
    veto: Reason | None = None
    detail: str = ""

    @property
    def refuses(self) -> bool:
        """Return whether this is no answer but a reason for there being none."""
        return self.veto is not None or not self.target.told


def best_first(scores: Iterable[Score]) -> list[Score]:
    """Order scores; where two are equal, the one that fits better comes first."""
    return sorted(scores, key=attrgetter("value", "fit"), reverse=True)


def without_own_times(items: Sequence[Item], scores: Sequence[Score]) -> Sequence[Item]:
    """Return items without the times of the likeliest fact, which are beside the point.

    These are its years, each with the day and the word before it (`31 December 2020`), and where all else that is
    said is the fact base's own, the words for now.
    """
    years = next((score.target.years for score in scores if score.target.told), frozenset())
    kept: list[Item] = []
    for item in items:
        if item.year is None or item.year not in years:
            kept.append(item)
        elif kept and kept[-1].role is Role.FILLER:
            kept.pop()
            if kept and kept[-1].number and int(float(kept[-1].words)) in DAYS:
                kept.pop()
    if all(item.role in OWN_ROLES for item in kept):
        kept = [item for item in kept if item.meaning and item.meaning.concept != NOW]
    return kept or items


class Scorer:
    """The phrasings of a fact base, compiled: concepts are weighed by how few facts share them."""

    def __init__(
        self, base: FactBase, phrases: Sequence[Phrase], units: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """Index every phrasing by its concepts; `units` are those that targets speak of, by id."""
        units = units or {}
        self.published = int(base.announcement.published[:4])
        sets = [(phrase.target, _concepts(phrase.items)) for phrase in phrases]
        told: dict[str, set[str]] = defaultdict(set)
        for target, concepts in sets:
            told[target] |= concepts
        names = _words_of(phrases, Role.NAME)
        limits = _words_of(phrases, Role.LIMIT)
        spread = Counter(concept for fact in base.facts for concept in told[fact.id])
        scale = math.log(1 + len(base.facts))
        self._weights = {concept: math.log(1 + len(base.facts) / n) / scale for concept, n in spread.items()}
        self.targets = [
            Target(
                fact.id,
                True,
                frozenset(told[fact.id]),
                names[fact.id].union(name.casefold() for name in fact.names),
                limits[fact.id],
                frozenset(fact.years),
                units.get(fact.id, frozenset()),
            )
            for fact in base.facts
        ]
        self.targets += [
            Target(
                gap.id,
                False,
                frozenset(told[gap.id]),
                names[gap.id],
                limits[gap.id],
                units=units.get(gap.id, frozenset()),
            )
            for gap in base.not_told
        ]
        self._places = {target.id: place for place, target in enumerate(self.targets)}
        self._phrasings: list[Phrasing] = []
        self._index: dict[str, list[int]] = defaultdict(list)
        for target_id, concepts in dict.fromkeys(sets):
            for concept in concepts:
                self._index[concept].append(len(self._phrasings))
            weight = math.fsum(map(self._weight, concepts))  # the same in whatever order a set gives them
            self._phrasings.append(Phrasing(self._places[target_id], concepts, weight))

    def target(self, target_id: str) -> Target | None:
        """Return the target with this id, if there is one."""
        place = self._places.get(target_id)
        return None if place is None else self.targets[place]

    def says_no_more(self, target_id: str, items: Sequence[Item], *, asking: bool = False) -> bool:
        """Return whether a phrasing of a target has nothing that is not in some items, but the subject.

        Where it must be `asking`, it asks in the way in which they do.
        """
        said = {concept_of(item) for item in items} | {SUBJECT}
        ways = {concept_of(item) for item in items if item.role is Role.KIND} if asking else set()
        place = self._places[target_id]
        return any(each.target == place and ways <= each.concepts <= said for each in self._phrasings)

    def _weight(self, concept: str) -> float:
        """Return what a concept counts; one that only gaps speak of counts in full."""
        return W_NAMED.get(concept) or self._weights.get(concept, 1.0)

    def asked(self, items: Sequence[Item], *, english: bool = True) -> Asked:
        """Weigh the items of a clause."""
        asked = Asked()
        for place, item in enumerate(items):
            meaning, role = item.meaning, item.role
            if meaning is None:
                if item.year:
                    asked.times.append(item)
                else:
                    asked.bag[f"{UNKNOWN}{place}"] = unknown_weight(item, english)
                continue
            if role is Role.NAME:
                asked.names.append(item)
            elif role in TIMES:
                asked.times.append(item)
            elif role is Role.LIMIT:
                asked.limits.add(item.words)
            if role in CONCEPT_ROLES:
                concept = meaning.concept
                asked.add(concept, self._weight(concept), weak=meaning.weak and concept in self._weights)
        return asked

    def score(self, asked: Asked) -> list[Score]:
        """Score the targets that share a concept with a clause, best first; the hopeless ones are left out."""
        best = self._best(asked)
        nearest = sorted(best, key=best.__getitem__, reverse=True)[:JUDGED]
        return best_first(self._judge(asked, self.targets[place], best[place]) for place in sorted(nearest))

    def led_by(self, target_id: str, asked: Asked, scores: Sequence[Score]) -> list[Score]:
        """Return scores with that of a target first, which may share no concept with the clause."""
        own = [score for score in scores if score.target.id == target_id]
        first = own or [self.gated(asked, self.targets[self._places[target_id]], 0.0, 0.0)]
        return [*first, *(score for score in scores if score.target.id != target_id)]

    def _shared(self, asked: Asked, concepts: Iterable[str]) -> dict[int, float]:
        """Weigh what each phrasing shares of these concepts with a clause."""
        shared: dict[int, float] = {}
        for concept in concepts:
            weight = asked.bag[concept]
            for place in self._index[concept]:
                shared[place] = shared.get(place, 0.0) + weight
        return shared

    def _best(self, asked: Asked) -> dict[int, Candidate]:
        """Find for each target the phrasing that fits a clause best.

        Phrasings are looked at that share a concept with the clause or, if it has none, the kind of question.
        """
        # In one order, so that the same concepts weigh the same to the last digit however a question puts them.
        ordered = sorted([(len(places), concept) for concept in asked.bag if (places := self._index.get(concept))])
        known = [concept for _, concept in ordered]
        named = [concept for concept in known if not is_general(concept)] or known
        general = [(concept, asked.bag[concept]) for concept in known if concept not in named]
        total, weak = asked.total, [(concept, asked.bag[concept] * (1 - WEAK_MISS)) for concept in sorted(asked.weak)]
        kinds = [(kind, KIND_MISS_HARD.get(kind, KIND_MISS)) for kind in STRICT_KINDS.intersection(asked.bag)]
        best: dict[int, Candidate] = {}
        for place, common in self._shared(asked, named).items():
            target, concepts, phrasing_weight = self._phrasings[place]
            question, part = total, 1.0
            for concept, weight in general:
                if concept in concepts:
                    common += weight
            for concept, weight in weak:
                if concept in concepts:
                    question += weight
            for kind, miss in kinds:
                if kind not in concepts and miss < part:
                    part = miss
            found = 2 * common / (question + phrasing_weight) * part, common / question
            if target not in best or found > best[target]:
                best[target] = found
        return best

    def _judge(self, asked: Asked, target: Target, best: Candidate) -> Score:
        """Complete a target's score by coverage and by the gates."""
        fit, coverage = best
        if target.told:
            coverage = self._coverage(asked, target)
        value = DICE_PART * fit + (1 - DICE_PART) * coverage
        if target.told:
            value *= LIMIT_MISS ** len(asked.limits - target.limits)
        return self.gated(asked, target, value, value)

    def gated(self, asked: Asked, target: Target, value: float, fit: float) -> Score:
        """Give a target a score, with what forbids it as an answer: a name or a year that is not its own."""
        for name in asked.names:
            if name.words not in target.names and ANY_NAME not in target.names:
                return Score(target, value, fit, Reason.OTHER_NAME, name.written)
        for time in asked.times:
            if target.years and self._year(time) not in target.years:
                return Score(target, value, fit, Reason.OTHER_TIME, time.written)
        return Score(target, value, fit)

    def _coverage(self, asked: Asked, target: Target) -> float:
        """Return the share of a clause that a fact's phrasings speak of; an everyday word that misses counts little."""
        known = missed = 0.0
        for concept, weight in asked.bag.items():
            if concept in target.concepts:
                known += weight
            else:
                missed += weight * (WEAK_MISS if concept in asked.weak else 1)
        return known / (known + missed)

    def _year(self, item: Item) -> int | None:
        """Return the year that an item names, by number or counted from the publication."""
        if item.meaning and item.role is Role.YEAR:
            return self.published + int(item.meaning.concept)
        return item.year


def _concepts(items: Iterable[Item]) -> frozenset[str]:
    """Return the concepts of a phrasing."""
    return frozenset(concept for item in items if (concept := concept_of(item)))


def _words_of(phrases: Iterable[Phrase], role: Role) -> dict[str, frozenset[str]]:
    """Collect the words of a role that stand in each target's phrasings."""
    words: dict[str, frozenset[str]] = defaultdict(frozenset)
    for phrase in phrases:
        if found := [item.words for item in phrase.items if item.role is role]:
            words[phrase.target] |= frozenset(found)
    return words
