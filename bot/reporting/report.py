"""The report: what a journal says about some days, with the facts of today beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.journal.reading import SOURCE, Answered, Asked, Disputed, Records
from bot.matching.answer import Answer, Outcome, Reason
from bot.matching.matcher import Matcher
from bot.matching.small_talk import RANKED
from bot.reporting.likeness import Alike, grouped

MOST_GROUPS = 200  # that are asked again, for their nearest fact
TALK = frozenset({*RANKED, Reason.EMOJI, Reason.EMPTY, Reason.NO_MORE})
LONGEST = timedelta(days=31)  # the journal keeps 30 days, and deletes once a day
EPOCH = date(1970, 1, 1)


class Ending(StrEnum):
    """How a question ended, in an operator's words."""

    ANSWERED = "answered"
    OFFERED = "offered"
    REFUSED = "refused"
    NOT_FOUND = "not found"
    SMALL_TALK = "small talk"


_ENDINGS: dict[str, Ending] = {
    Outcome.FACTS: Ending.ANSWERED,
    Outcome.UNSURE: Ending.OFFERED,
    Outcome.NOT_TOLD: Ending.REFUSED,
}


@dataclass(frozen=True)
class Unanswered:
    """Questions alike that no fact answered: how they ended, and the fact of today that is nearest."""

    questions: dict[str, int]  # how often each was asked, the most frequent first
    ending: Ending
    language: str
    nearest: str | None
    why: str | None  # the reason, or the id of the known gap

    @property
    def times(self) -> int:
        """Return how often they were asked."""
        return sum(self.questions.values())


@dataclass(frozen=True)
class Report:
    """What was asked from one moment to another (both in UTC)."""

    since: datetime
    until: datetime
    days: dict[date, Counter[Ending]]  # every day of the period, in order
    facts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unanswered: Sequence[Unanswered] = ()
    answered_by_now: int = 0  # questions without an answer then, which the facts of today answer
    noise: int = 0
    wrong: Sequence[Disputed] = ()
    sources: dict[str, Counter[date]] = field(default_factory=dict)
    texts: Sequence[Asked] = ()  # of answered questions, where they are kept

    @property
    def endings(self) -> Counter[Ending]:
        """Count the questions of all days."""
        return sum(self.days.values(), Counter[Ending]())

    @property
    def questions(self) -> int:
        """Return how many questions there were, small talk left out."""
        endings = self.endings
        return endings.total() - endings[Ending.SMALL_TALK]


def make_report(records: Records, matcher: Matcher, since: float, until: float) -> Report:
    """Make a report of what stands in a journal from one moment to another, in seconds since 1970."""
    end = datetime.fromtimestamp(until, UTC)
    begin = max(datetime.fromtimestamp(max(since, 0), UTC), end - LONGEST)
    report = Report(begin, end, {day: Counter() for day in _days(begin.date(), end.date())})
    for each in records.answered:
        _count(report, each)
    for count in records.counts:
        if count.kind == SOURCE:
            report.sources.setdefault(count.name, Counter())[_date(count.day)] += count.times
    open_questions = [each for each in records.asked if _ending(each) not in (Ending.ANSWERED, Ending.SMALL_TALK)]
    unanswered, by_now, noise = _unanswered(matcher, grouped(open_questions))
    return replace(
        report,
        unanswered=unanswered,
        answered_by_now=by_now,
        noise=noise,
        wrong=sorted(records.disputed, key=lambda each: -each.times),
        texts=[each for each in records.asked if _ending(each) is Ending.ANSWERED],
    )


def _count(report: Report, each: Answered) -> None:
    """Count answers that are alike under their day, facts, language and reason."""
    ending = _ending(each)
    report.days.setdefault(_date(each.day), Counter())[ending] += each.times
    if ending is Ending.SMALL_TALK:
        return
    report.languages[each.language or "?"] += each.times
    for fact in filter(None, (each.facts or "").split(",")):
        report.facts[fact] += each.times
    if why := each.gap or each.reason:
        report.reasons[why] += each.times


def _ending(each: Answered | Asked) -> Ending:
    """Return how a question ended."""
    if each.reason in TALK:
        return Ending.SMALL_TALK
    return _ENDINGS.get(each.outcome, Ending.NOT_FOUND)


def _unanswered(matcher: Matcher, groups: Sequence[Alike]) -> tuple[list[Unanswered], int, int]:
    """Ask the first question of each group again: what is small talk or noise is left out.

    Return the groups, how many questions the facts of today answer, and how many are noise.
    """
    found, by_now, noise = [], 0, 0
    for group in groups[:MOST_GROUPS]:
        answer = matcher.answer(group.first.question, language=group.first.language)
        if answer.outcome is Outcome.FACTS:
            by_now += group.times
        elif answer.reason in TALK or _is_noise(group, answer):
            noise += group.times
        else:
            found.append(_described(group, answer))
    return found, by_now, noise


def _is_noise(group: Alike, answer: Answer) -> bool:
    """Tell whether a message is a single word that nobody repeats and that is near nothing."""
    is_alone = group.times == 1 and len(group.first.question.split()) == 1
    return is_alone and answer.outcome is Outcome.NOTHING and not answer.suggestions


def _described(group: Alike, answer: Answer) -> Unanswered:
    """Describe a group by its most frequent question."""
    first = group.first
    questions = dict(sorted(group.texts.items(), key=lambda item: -item[1]))
    nearest = answer.suggestions[0] if answer.suggestions else None
    return Unanswered(questions, _ending(first), first.language or "?", nearest, first.gap or first.reason)


def _date(day: int) -> date:
    """Return the date of a day that is numbered since 1970."""
    return EPOCH + timedelta(days=day)


def _days(first: date, last: date) -> Iterable[date]:
    """Yield the days from one to another."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
