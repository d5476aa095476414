"""Features: what labelled questions can teach about, seen in a clause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.matching.asked import concept_of
from bot.matching.clauses import anchored, clauses, has
from bot.matching.lexicon import Role
from bot.matching.model import ALWAYS
from bot.matching.reader import Item
from bot.matching.scoring import Score
from bot.matching.spelling import WordClass, dictionary

MOST_CLAUSES = 3  # those beyond are not counted
EDGE = ""  # in place of a word: where a clause begins and ends
TELLING_CLASSES = (WordClass.MIXED, WordClass.OTHER, WordClass.NAME)  # a noun says as much as an unknown word: all
PART = 0.3  # of one unknown word or filler: they are counted, where all else is there or not
MOST_WORDS = 6  # of a sort; those beyond are not counted


class Feature:
    """The sorts of features, as their names in learned.json.gz begin."""

    FIT = "@"  # how well the clause fits a target, by its id
    WORD = "="
    CONCEPT = "#"
    FOLLOWS = ">"  # a word or concept, and the one after it, from the edge to the edge
    SORT = "?"  # how many words there are of a sort that stands for no concept
    VETO = "!"  # why the best target may not be the answer
    ANYTHING = "~"  # the clause may be about anything else
    GENERAL = "%"  # what the general model says: for any fact, and for the one that fits best
    CLAUSES = "&"  # how many clauses it could be cut into, and what more than one of them would have


def features_of(items: Sequence[Item], scores: Sequence[Score], *, english: bool) -> dict[str, float]:
    """Return the features of a clause, by name: a Feature and what it is about."""
    features = {f"{Feature.FIT}{score.target.id}": score.fit for score in scores}
    features[ALWAYS] = 1.0
    said, before = [EDGE], EDGE
    for item in items:
        word = f"{Feature.WORD}{item.words}"
        is_first = word not in features
        features[word] = 1.0
        concept = concept_of(item)
        if item.words != before:
            said.append(concept or item.words)
        before = item.words
        if concept:
            features[f"{Feature.CONCEPT}{concept}"] = 1.0
        elif is_first:  # to say a word again says nothing more
            sort = f"{Feature.SORT}{sort_of(item, english=english)}"
            features[sort] = min(features.get(sort, 0.0) + PART, MOST_WORDS * PART)
    if not anchored(items):
        features[Feature.ANYTHING] = 1.0
    for former, latter in pairwise([*said, EDGE]):
        features[f"{Feature.FOLLOWS}{former} {latter}"] = 1.0
    features.update(_of_clauses(items))
    if scores and scores[0].veto:
        features[f"{Feature.VETO}{scores[0].veto}"] = 1.0
    return features


def _of_clauses(items: Sequence[Item]) -> dict[str, float]:
    """Return the features of the clauses that a message could be cut into."""
    found = clauses(items)
    if len(found) < 2:
        return {}
    shared = [role for role in (Role.KIND, Role.CONCEPT) if sum(has(clause, role) for clause in found) > 1]
    return dict.fromkeys([f"{Feature.CLAUSES}{what}" for what in (min(len(found), MOST_CLAUSES), *shared)], 1.0)


def sort_of(item: Item, *, english: bool) -> str:
    """Return what sort of word it is that stands for no concept."""
    if item.role:
        return item.role
    if item.number:
        return "number"
    word_class = dictionary().class_of(item.words) if english else None
    return word_class.name if word_class in TELLING_CLASSES else "unknown"
