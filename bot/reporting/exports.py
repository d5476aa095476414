"""The report for other programs: JSON, phrasings and gaps for facts.yaml, labelled questions for `learn`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from bot.reporting.report import Ending, Report, Unanswered
from bot.text import one_line

SPELLINGS = 10  # of one group, as phrasings
_OPEN = (Ending.OFFERED, Ending.NOT_FOUND)


def as_json(report: Report) -> dict[str, Any]:
    """Return everything as plain data; times are ISO 8601, in UTC."""
    return {
        "since": report.since.isoformat(timespec="seconds"),
        "until": report.until.isoformat(timespec="seconds"),
        "questions": report.questions,
        "endings": {str(each): report.endings[each] for each in Ending},
        "days": {day.isoformat(): {str(each): counts[each] for each in Ending} for day, counts in report.days.items()},
        "facts": dict(report.facts.most_common()),
        "languages": dict(report.languages.most_common()),
        "reasons": dict(report.reasons.most_common()),
        "unanswered": [_group(each) for each in report.unanswered],
        "answered_by_now": report.answered_by_now,
        "noise": report.noise,
        "wrong": [each._asdict() for each in report.wrong],
        "sources": {
            name: {day.isoformat(): times for day, times in sorted(days.items())}
            for name, days in report.sources.items()
        },
        "learn": list(labelled(report)),
    }


def labelled(report: Report) -> Iterator[dict[str, Any]]:
    """Yield questions in the form that `learn` reads; each label is a guess that a person has to check.

    Of those without an answer it is the nearest fact, of those with one (where texts are kept) what was shown.
    """
    for group in report.unanswered:
        accept = [group.nearest] if group.nearest and group.ending in _OPEN else []
        for question in group.questions:
            yield {"q": question, "accept": accept, "lang": group.language, "kind": "unanswered"}
    for each in report.texts:
        facts = (each.facts or "").split(",")
        label = {"accept": facts} if len(facts) == 1 else {"all": facts}
        yield {"q": each.question} | label | {"lang": each.language or "", "kind": "answered"}


def as_yaml(report: Report) -> str:
    """Write the unanswered questions as phrasings of their nearest facts, and as gaps, to be pasted into facts.yaml."""
    lines = [f"# Asked from {report.since:%Y-%m-%d} to {report.until:%Y-%m-%d}, and not answered. Check each line."]
    groups = [group for group in report.unanswered if group.ending in _OPEN]
    near = list(dict.fromkeys(group.nearest for group in groups if group.nearest))
    if near:
        lines.append("facts: # add the questions to those of the fact that they ask for")
    for fact in near:
        lines += [f"  - id: {fact}", "    questions:"]
        lines += [line for group in groups if group.nearest == fact for line in _phrasings(group)]
    far = [group for group in groups if not group.nearest]
    if far:
        lines.append("not_told: # what the announcement does not tell: give each an id and a reply")
    for number, group in enumerate(far, 1):
        lines += [f"  - id: gap_{number}", '    reply: "The announcement doesn\'t say."', "    questions:"]
        lines += _phrasings(group)
    return "\n".join(lines if groups else [*lines, "# There is nothing: every question had an answer, or a reason."])


def _phrasings(group: Unanswered) -> Iterator[str]:
    """Yield the questions of a group as entries of a list, with how often each was asked and in which language."""
    for question, times in list(group.questions.items())[:SPELLINGS]:
        yield f"      - {_quoted(question)} # {times} ×, {group.language}"


def _quoted(text: str) -> str:
    """Write a text as YAML in one line and in quotes."""
    written = yaml.safe_dump(one_line(text), allow_unicode=True, width=1_000_000, default_style='"')
    return str(written).strip()


def _group(group: Unanswered) -> dict[str, Any]:
    """Return a group as plain data."""
    return {
        "times": group.times,
        "ending": str(group.ending),
        "why": group.why,
        "language": group.language,
        "nearest": group.nearest,
        "questions": group.questions,
    }


def json_lines(report: Report) -> str:
    """Write the labelled questions, one JSON object a line."""
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in labelled(report))
