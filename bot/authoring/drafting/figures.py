"""The figures of a sentence: counts, sums, shares, measures, ranks and dates, each with its hedge and its noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.authoring.drafting import patterns
from bot.authoring.drafting.english import AUXILIARIES, DIMENSIONS
from bot.authoring.drafting.nouns import STOP, is_plural, noun_after


class Kind(StrEnum):
    """What a figure is of."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    MEASURE = "measure"
    RANK = "rank"
    MULTIPLE = "multiple"
    DATE = "date"


@dataclass(frozen=True)
class Figure:
    """A figure in a sentence: where it begins (with its hedge) and ends (with its noun), and what it counts."""

    kind: Kind
    start: int
    end: int
    noun: str = ""  # "trademark applications", "kilometres", "sales" of "38 percent of sales"
    dimension: str = ""  # of a measure

    def text(self, sentence: str) -> str:
        """Return the figure as it stands in the sentence."""
        return sentence[self.start : self.end]


_PERIOD = re.compile(r"(?:first|second|third|fourth|last) (?:quarter|half|days?|weeks?|months?|years?)$")
_ADJECTIVE = re.compile(r"\s(high|tall|long|wide|deep|old)\b")


def figures_of(sentence: str) -> list[Figure]:
    """Find the figures of a sentence in their order; what overlaps belongs to the first pattern that fits."""
    found: list[Figure] = []

    def add(figure: Figure | None) -> None:
        if figure and not any(figure.start < other.end and other.start < figure.end for other in found):
            found.append(figure)

    for match in patterns.DATE.finditer(sentence):
        add(Figure(Kind.DATE, match.start(), match.end()))
    for match in patterns.TIME.finditer(sentence):
        add(Figure(Kind.DATE, match.start(), match.end()))
    for match in patterns.MONEY.finditer(sentence):
        add(_money(sentence, match))
    for match in patterns.SHARE.finditer(sentence):
        add(_share(sentence, match))
    for match in patterns.MEASURE.finditer(sentence):
        add(_measure(sentence, match))
    for match in patterns.RANK.finditer(sentence):
        add(_rank(sentence, match))
    years = [match.start() for match in patterns.YEAR.finditer(sentence)]
    for match in patterns.COUNT.finditer(sentence):
        if match.start() not in years:
            add(_count(sentence, match))
    for match in patterns.MULTIPLE.finditer(sentence):
        add(Figure(Kind.MULTIPLE, match.start(), match.end()))
    return sorted(found, key=lambda figure: figure.start)


def is_compared(sentence: str, figure: Figure) -> bool:
    """Say whether a figure is only what another is compared with (`up from 8`)."""
    return bool(patterns.COMPARED.search(sentence[: figure.start]))


def years_in(text: str) -> list[int]:
    """Return the years that a text names."""
    return sorted({int(year) for year in patterns.YEAR.findall(text)})


def _money(sentence: str, match: re.Match[str]) -> Figure:
    """Make the figure of a sum; a noun after a sign's sum is what it pays for (`a $340 million factory`)."""
    end = match.end()
    noun = noun_after(sentence, end)[0] if sentence[end : end + 1] in (" ", "-") else ""
    attributive = bool(re.search(r"\b(?:a|an|the|new|its)\s$", sentence[: match.start()])) and noun
    if per := patterns.PER_PIECE.match(sentence, end):
        end = per.end()
    return Figure(Kind.MONEY, match.start(), end, noun if attributive else "")


def _share(sentence: str, match: re.Match[str]) -> Figure:
    """Make the figure of a share, with what it is a share of."""
    end = match.end()
    of = re.compile(r"\sof\s(?!that\b|this\b)(?:(?:the|its|their|all|our)\s)?").match(sentence, end)
    if of is None:
        if that := re.compile(r"\sof\s(?:that|this)\b").match(sentence, end):
            return Figure(Kind.SHARE, match.start(), that.end())
        if than := patterns.THAN.match(sentence, end):
            return Figure(Kind.SHARE, match.start(), than.end())  # 22 per cent less fuel than before
        noun, stop = noun_after(sentence, end) if re.search(r"\bin\b|\bout of\b", match.group()) else ("", end)
        return Figure(Kind.SHARE, match.start(), stop, noun)  # two in five employees
    noun, stop = noun_after(sentence, of.end())
    pronoun = re.compile(r"\sof\s(?:them|it|which|whom|these|those|everything)\b").match(sentence, end)
    return Figure(Kind.SHARE, match.start(), pronoun.end() if pronoun else (stop if noun else end), noun)


def _measure(sentence: str, match: re.Match[str]) -> Figure | None:
    """Make the figure of a measure; leave out what only places something in the past (`two years ago`)."""
    hedge_or_number = re.match(rf"(?:{patterns.HEDGE})?\s?(?:an?)\s", match.group(), re.IGNORECASE)
    dimension, unit = _unit(match.group())
    if hedge_or_number or patterns.AGO.match(sentence, match.end()):
        return None
    if dimension == "duration" and re.search(r"\b(?:last|past|next|first)\s$", sentence[: match.start()]):
        return None
    if dimension == "duration" and (every := re.search(r"\bevery\s$", sentence[: match.start()])):
        return Figure(Kind.MEASURE, every.start(), match.end(), unit, "interval")
    end = match.end()
    if tall := _ADJECTIVE.match(sentence, end):
        dimension = {
            "high": "height",
            "tall": "height",
            "long": "length",
            "wide": "width",
            "deep": "depth",
            "old": "age",
        }[tall[1]]
    if match.group().removesuffix(unit).endswith("-") and sentence[end : end + 1] == " ":
        noun, stop = noun_after(sentence, end)  # a 4.2-kilometre extension
        return Figure(Kind.MEASURE, match.start(), stop, noun, dimension) if noun else None
    if of := re.compile(r"\sof\s(?=[a-zA-Z])").match(sentence, end):
        noun, stop = noun_after(sentence, of.end())
        if noun and dimension in ("weight", "volume", "area"):
            end, unit = stop, f"{unit} of {noun}"
    if per := patterns.PER_TIME.match(sentence, end):
        end = per.end()
    if later := re.compile(r"\s(?:later|earlier|sooner|longer|shorter|more|less)\sthan\s\w+").match(sentence, end):
        end = later.end()
    return Figure(Kind.MEASURE, match.start(), end, unit, dimension)


def _unit(text: str) -> tuple[str, str]:
    """Return what the unit at the end of a text measures, and the unit."""
    found = [
        (match[1], name)
        for name, pattern in DIMENSIONS.items()
        if (match := re.search(rf"[\s-]({pattern})$", text, re.IGNORECASE))
    ]
    unit, dimension = max(found, key=lambda each: len(each[0]), default=("", ""))
    return dimension, unit


def _rank(sentence: str, match: re.Match[str]) -> Figure | None:
    """Make the figure of a rank, where the sentence is about one; `the first company to …` is one too."""
    text = match.group().strip().lower()
    start, end = match.start(), match.start() + len(match.group().rstrip())
    if re.match(r"(?:the |its )?(?:first|only|\w+est|most )", text) and " " in text.removeprefix("the ").removeprefix(
        "its "
    ):
        known = re.search(
            r"\b(?:\w*(?:lowest|largest|biggest|longest|highest|fastest|oldest|tallest|strongest|first|only)|most)\b",
            text,
        )
        if not known or not text.startswith(("the ", "its ")) or re.search(r"\b(?:at the|first time)\b", text):
            return None
        follows = (
            r"\s*(?:to|ever|since)\b"
            if text.endswith(("year", "time", "month", "day"))
            else r"\s*(?:to|in|ever|of|since)\b"
        )
        leads = not sentence[: match.start()].strip()  # the subject, and no rank of it
        if not re.match(r"\s*(?:to|ever)\b" if leads else follows, sentence[match.end() - 1 :]):
            return None
        if AUXILIARIES & set(text.split()) or _PERIOD.search(text):
            return None  # the first train is to arrive; the first quarter of 2026
        return Figure(Kind.RANK, start, end, match.group().strip())
    ranking = patterns.RANKING.search(sentence[max(0, start - 40) : start]) or re.search("place|position", text)
    ranking = ranking or re.match(r"\s(?:in|of) the (?:table|league|rankings?|list|world|country)\b", sentence[end:])
    if not ranking and not text.startswith(("top", "the top", "number", "no.")):
        return None
    if place := re.compile(r"\s(?:in|among|on|of)\s(?:the\s|its\s|this\s)?").match(sentence, end):
        noun, stop = noun_after(sentence, place.end())
        end = stop if noun else end
    return Figure(Kind.RANK, start, end)


def _count(sentence: str, match: re.Match[str]) -> Figure | None:
    """Make the figure of a count, unless the number is part of a name or counts nothing that is named."""
    number = match.group()
    before = re.search(r"(\S+)\s$", sentence[: match.start()])
    digits = re.search(r"\d", number)
    plain = number.strip().isalnum() and len(number.strip()) < 4
    if sentence[match.start() - 1 : match.start()].isalnum() or sentence[match.end() : match.end() + 1].isalpha():
        return None
    if before and plain and digits and before[1][0].isupper() and before[1].lower() not in STOP | {"last"}:
        return None  # Line 5, Flight 22
    if before and before[1].lower() == "number" and (plain or not digits):
        return None  # the number nine shirt
    if before and before[1].lower() in ("the", "these", "those") and not digits and plain:
        return None  # the two partners: told before
    noun, end = (
        noun_after(sentence, match.end())
        if sentence[match.end() : match.end() + 1] in (" ", "-")
        else ("", match.end())
    )
    if sentence[match.end() : match.end() + 1] == "-":
        return None  # a two-stage rocket
    hedged = bool(re.match(rf"(?:{patterns.HEDGE})\s", number, re.IGNORECASE))
    if re.match(r"(?:under|over)\s", number) and not is_plural(noun) and before:
        noun, end = "", match.end()  # visitors under 18
    if noun.split()[:1] == ["times"] and (as_large := patterns.TIMES.match(sentence, end)):
        return Figure(Kind.COUNT, match.start(), as_large.end())
    if not noun and not (digits and (hedged or len(number) > 1)) and not hedged:
        return None
    if not noun and not digits and re.match(r"\s(?:in|out of)\s", sentence[match.end() :]):
        return None
    if re.fullmatch(patterns.UNITS, noun, re.IGNORECASE):
        return None  # a time that is past, or a measure that was left out
    start = match.start()
    if not noun and not digits and not re.search(r"\b(?:than|over|about|around|nearly)\b", number):
        return None
    if worldwide := re.compile(r"\s(?:worldwide|overseas|abroad|in total)\b").match(sentence, end):
        end = worldwide.end()
    if per := patterns.PER_TIME.match(sentence, end):
        end = per.end()
    return Figure(Kind.COUNT, start, end, noun)
