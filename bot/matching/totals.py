"""Totals: no figure for all is an answer to a question for one of many, or for a day or year, whatever was learnt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.matching.answer import Reason
from bot.matching.clauses import strong
from bot.matching.decision import Thresholds
from bot.matching.lexicon import EACH, Role
from bot.matching.reader import Item
from bot.matching.scoring import LIMIT_MISS, Score, Target, best_first
from bot.matching.units import ANY, COST, A, Units

YEAR, GROWTH = "year", "?growth"


@dataclass(frozen=True, slots=True)
class Part:
    """What a clause asks for one of, or for a time."""

    units: frozenset[str]
    by_name: frozenset[str]  # concepts of the fact base that say the unit themselves
    named: frozenset[str]  # the fact base's own concepts
    strongly: frozenset[str]  # those that not everybody uses
    attributes: frozenset[str]  # and what few announcements tell: a price, employees
    is_certain: bool

    @classmethod
    def of(cls, items: Sequence[Item], units: Units) -> Part | None:
        """Read a clause; None where it asks for no part, as most do."""
        asked = units.asked(items)
        if not asked:
            return None
        strongly = _concepts(strong(items))
        return cls(
            frozenset(EACH if unit == A else unit for unit in asked),
            units.by_name(items),
            _concepts(item for item in items if item.role is Role.CONCEPT),
            strongly,
            strongly | _concepts(item for item in items if item.role is Role.LIMIT or _concepts([item]) == {COST}),
            is_certain=asked != {A},
        )

    def is_gap(self, target: Target) -> bool:
        """Tell whether a gap is about just that."""
        return not target.told and self.units <= target.units and self.named <= target.concepts

    def is_told(self, target: Target, *, has_gap: bool) -> bool:
        """Tell whether a fact is told for these units; growth is, from year to year.

        What is told for each of one thing may be something else than what is asked for each: half must be the same.
        """
        if ANY in target.units:
            return not has_gap
        told = target.units | {YEAR} if GROWTH in target.concepts else target.units
        if not (self.units <= told or self.by_name & target.concepts):
            return False
        named = (self.named if has_gap else self.strongly) - self.by_name
        return EACH not in self.units or 2 * len(named - target.concepts) <= len(named)

    def is_said_better(self, gap: Target, total: Target) -> bool:
        """Tell whether a gap is about all that a total is about, and about more of what is asked than that."""
        return self.attributes & total.concepts <= gap.concepts and not self.attributes <= total.concepts


def without_totals(
    scores: Sequence[Score], items: Sequence[Item], units: Units, thresholds: Thresholds
) -> Sequence[Score]:
    """Make reasons to refuse of totals where a part is asked for; a gap that is about just that goes before others."""
    part = Part.of(items, units)
    if part is None:
        return scores
    gaps = [score for score in scores if part.is_gap(score.target)]
    has_gap = any(gap.fit >= thresholds.fit for gap in gaps)
    facts = [score for score in scores if score.target.told]
    totals = [score for score in facts if not part.is_told(score.target, has_gap=has_gap)]
    meant = max(totals, key=lambda score: score.fit, default=None) if part.is_certain else None
    judged = [score for score in facts if score not in totals]
    judged += [_refused(score, thresholds, is_meant=score is meant) for score in totals]
    judged += [gap._replace(value=max(gap.value, min(gap.fit, thresholds.answer))) for gap in gaps]
    others = [score for score in scores if score not in facts and score not in gaps]
    if has_gap:
        missed = [gap._replace(value=gap.value * LIMIT_MISS, fit=gap.fit * LIMIT_MISS) for gap in others]
        judged += [gap for gap in missed if gap.fit >= thresholds.fit]
    else:
        judged += [gap for gap in others if not meant or part.is_said_better(gap.target, meant.target)]
    return best_first(judged)


def _refused(total: Score, thresholds: Thresholds, *, is_meant: bool) -> Score:
    """Make a reason to refuse of a total, one that known gaps go before; the one that is meant is one in any case."""
    value = max(total.value, total.fit) if is_meant else total.value
    return total._replace(value=min(value, thresholds.suggest), veto=Reason.PER_UNIT, detail="")


def _concepts(items: Iterable[Item]) -> frozenset[str]:
    """Return the concepts of items."""
    return frozenset(item.meaning.concept for item in items if item.meaning)
