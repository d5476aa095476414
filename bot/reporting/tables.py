"""The report as plain text: tables for the terminal, and a few lines for a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len

from bot.facts.base import FactBase
from bot.reporting.report import Ending, Report, Unanswered
from bot.text import clip, one_line

SHOWN = 90  # characters of a question
MOST_ROWS = 20  # of what may be endless
MOST_SHORT = 3
SHORT_QUESTION = 60
EXAMPLES = 3  # other wordings of a group


def full_text(report: Report, base: FactBase) -> str:
    """Lay out everything for a terminal."""
    head = f"{_period(report)}: {summary(report)}"
    if not report.endings.total():
        return head
    parts = [
        head,
        _by_day(report),
        _counts("fact", {_title(base, fact): times for fact, times in report.facts.most_common(MOST_ROWS)}),
        _counts("language", dict(report.languages.most_common(MOST_ROWS))),
        _counts("reason", dict(report.reasons.most_common(MOST_ROWS))),
        _unanswered(report, base),
        _wrong(report, base),
    ]
    return "\n\n".join(filter(None, [*parts, _sources(report)]))


def short_text(report: Report, base: FactBase) -> str:
    """Say the same in a few lines, for a message of at most 1,024 characters."""
    lines = [f"{_period(report)}: {summary(report)}"]
    if facts := report.facts.most_common(MOST_SHORT):
        lines.append("Most asked: " + ", ".join(f"{times} × {clip(_title(base, fact), 60)}" for fact, times in facts))
    lines += [
        f"{group.times} × {group.ending}: “{one_line(next(iter(group.questions)), SHORT_QUESTION)}”"
        for group in report.unanswered[:MOST_SHORT]
    ]
    if wrong := sum(each.times for each in report.wrong):
        lines.append(f"Called wrong: {wrong}, most of all {clip(report.wrong[0].facts or '?', SHORT_QUESTION)}")
    if report.sources:
        sources = sorted(report.sources.items(), key=lambda item: -item[1].total())[:MOST_SHORT]
        lines.append("Came from: " + ", ".join(f"{name} {days.total()}" for name, days in sources))
    return "\n".join(lines)


def summary(report: Report) -> str:
    """Say in one line how many questions there were and how they ended."""
    endings = report.endings
    if not endings.total():
        return "nobody asked anything"
    ended = ", ".join(f"{endings[each]:,} {each}" for each in Ending if each is not Ending.SMALL_TALK)
    talk = endings[Ending.SMALL_TALK]
    asked = f"{report.questions:,} question{'s' * (report.questions != 1)}"
    return f"{asked} ({ended})" + (f", and {talk:,} × small talk" if talk else "")


def aligned(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> str:
    """Lay out rows in columns as wide as a terminal shows them; columns in `left` begin, the others end, alike."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            _padded(cell, width, at in left) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _padded(cell: str, width: int, is_left: bool) -> str:
    """Fill a cell with blanks; CJK characters take two places."""
    blanks = " " * (width - cell_len(cell))
    return cell + blanks if is_left else blanks + cell


def _period(report: Report) -> str:
    """Name the period."""
    return f"{report.since:%Y-%m-%d} to {report.until:%Y-%m-%d}"


def _title(base: FactBase, fact_id: str) -> str:
    """Name a fact, which may be gone by now."""
    fact = base.fact(fact_id)
    return f"{fact_id}: {fact.title}" if fact else f"{fact_id} (no longer a fact)"


def _by_day(report: Report) -> str:
    """Lay out the days."""
    rows = [["day", *Ending]]
    rows += [[day.isoformat(), *(str(counts[each]) for each in Ending)] for day, counts in report.days.items()]
    return aligned(rows)


def _counts(heading: str, counts: Mapping[str, int]) -> str:
    """Lay out counts, the highest first; nothing where there are none."""
    return aligned([[heading, "times"], *([name, f"{times:,}"] for name, times in counts.items())]) if counts else ""


def _unanswered(report: Report, base: FactBase) -> str:
    """Lay out what was not answered."""
    groups = [line for group in report.unanswered[:MOST_ROWS] for line in _group_lines(group, base)]
    left_out = [
        f"{count:,} × {what}"
        for count, what in (
            (sum(group.times for group in report.unanswered[MOST_ROWS:]), "asked less often (--json has them)"),
            (report.answered_by_now, "answered by the facts of today"),
            (report.noise, "noise"),
        )
        if count
    ]
    return "\n".join(filter(None, ["not answered" if groups or left_out else "", *groups, *left_out]))


def _group_lines(group: Unanswered, base: FactBase) -> Iterable[str]:
    """Describe a group: its most frequent question, the nearest fact, and other wordings."""
    first, *others = group.questions
    why = f" ({group.why})" if group.why else ""
    nearest = f"; nearest: {_title(base, group.nearest)}" if group.nearest else ""
    yield f"{group.times:>5} × {one_line(first, SHOWN)}"
    yield f"        {group.ending}{why}, {group.language}{nearest}"
    if others:
        shown = " | ".join(one_line(other, SHOWN) for other in others[:EXAMPLES])
        yield f"        also: {shown}" + (f" | and {len(others) - EXAMPLES} more" if others[EXAMPLES:] else "")


def _wrong(report: Report, base: FactBase) -> str:
    """Lay out what readers call wrong."""
    if not report.wrong:
        return ""
    rows = [["called wrong", "times", "question"]]
    for each in report.wrong[:MOST_ROWS]:
        facts = ", ".join(_title(base, fact) for fact in (each.facts or "?").split(","))
        rows.append([facts, str(each.times), one_line(each.question or "(text not kept)", SHOWN)])
    return aligned(rows, left=(0, 2))


def _sources(report: Report) -> str:
    """Lay out where readers came from, by day."""
    if not report.sources:
        return ""
    days = sorted({day for counts in report.sources.values() for day in counts})[-8:]
    rows = [["came from", "all", *(f"{day:%m-%d}" for day in days)]]
    for name, counts in sorted(report.sources.items(), key=lambda item: -item[1].total())[:MOST_ROWS]:
        rows.append([name, str(counts.total()), *(str(counts[day]) for day in days)])
    return aligned(rows)
