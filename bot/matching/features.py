"""Traits: what labelled questions can teach about, seen in a clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.matching.clauses import anchored, clauses, has
from bot.matching.lexicon import Role
from bot.matching.model import ALWAYS, NONE
from bot.matching.reader import Item
from bot.matching.scoring import Asked, Score, Scorer, by_value, concept_of
from bot.matching.spelling import word_class

CERTAIN = 0.6  # odds from which a name or a year is taken for beside the point: 108 of 113 times it was
LIKELY = 0.1  # odds from which a fact is looked at that shares no concept with the question
MOST = 3  # clauses: those beyond are not counted
WORD, FOLLOWS = "=", ">"  # what the traits begin with that are words
EDGE = ""  # in place of a word: where a clause begins and ends
PART = 0.3  # of one unknown word or filler: they are counted, where all else is there or not


def traits_of(items: Sequence[Item], scores: Sequence[Score], *, english: bool) -> dict[str, float]:
    """Return the traits of a clause.

    They are: how well it fits each target (`@`), its words (`=`), their concepts (`#`), which of these follows on
    which, from the edge to the edge (`>`), how many words of each other sort it has (`?`), why the best target may not
    be the answer (`!`), that it may be about anything else (`~`), and whether it could be cut, and what more than one
    of the pieces would have (`&`).
    """
    traits = {f"@{score.target.id}": score.value for score in scores}
    traits[ALWAYS] = 1.0
    said = [EDGE]
    for item in items:
        traits[f"{WORD}{item.words}"] = 1.0
        concept = concept_of(item)
        said.append(concept or item.words)
        if concept:
            traits[f"#{concept}"] = 1.0
        else:
            sort = f"?{_sort(item, english)}"
            traits[sort] = traits.get(sort, 0.0) + PART
    if not anchored(items):
        traits["~"] = 1.0
    for former, latter in pairwise([*said, EDGE]):
        traits[f"{FOLLOWS}{former} {latter}"] = 1.0
    traits.update(_pieces(items))
    if scores and scores[0].veto:
        traits[f"!{scores[0].veto}"] = 1.0
    return traits


def _pieces(items: Sequence[Item]) -> dict[str, float]:
    """Return the traits of the clauses that a message could be cut into."""
    found = clauses(items)
    if len(found) < 2:
        return {}
    shared = [role for role in (Role.KIND, Role.CONCEPT) if sum(has(clause, role) for clause in found) > 1]
    return dict.fromkeys([f"&{min(len(found), MOST)}", *(f"&{role}" for role in shared)], 1.0)


def _sort(item: Item, english: bool) -> str:
    """Return what sort of word it is that stands for no concept."""
    if item.role:
        return item.role
    known = word_class(item.words) if english else None
    return "number" if item.number else known.name if known else "unknown"


def weigh(
    scorer: Scorer, asked: Asked, scores: Sequence[Score], odds: Mapping[str, float], *, fit: float, enough: float
) -> list[Score]:
    """Put learnt odds in place of scores, and add the facts that are likely without sharing a concept.

    A fact that no question was learnt for keeps its score. What says why nothing is told (a gap, or a fact that may
    not be the answer) has the odds of that, as far as it fits, and no more than the odds that are `enough` for an
    answer: what is that likely is told. A gap is left out where its score is under `fit`, and a name or a year
    forbids no answer that shares a concept and is certain all the same (`Was it Acme or they who came first?`).
    """
    weighed, present = [], set()
    for target, score, veto, detail in scores:
        if not target.told and score < fit:
            continue
        value = odds.get(target.id, score) if target.told else 0.0
        if odds.get(target.id, 0.0) >= CERTAIN:
            veto = None
        if veto or not target.told:
            value = max(value, min(score, odds[NONE], enough))
        weighed.append(Score(target, value, veto, detail))
        present.add(target.id)
    likely = [fact for fact, share in odds.items() if share >= LIKELY and fact != NONE and fact not in present]
    weighed += [scorer.gated(asked, found, odds[fact]) for fact in likely if (found := scorer.target(fact))]
    return _against_none(weighed, odds)


def _against_none(scores: Sequence[Score], odds: Mapping[str, float]) -> list[Score]:
    """Order scores, and give the best fact the odds that it is meant rather than anything that is not told.

    Where two facts share the odds, the question is answerable all the same, and the likelier one is an answer.
    """
    ordered = sorted(scores, key=by_value, reverse=True)
    best = next((score for score in ordered if score.target.told), None)
    if best is None or best.veto or best.target.id not in odds:
        return ordered
    share = odds[best.target.id]
    better = best._replace(value=share / (share + odds[NONE]))
    return sorted((better if score is best else score for score in ordered), key=by_value, reverse=True)
