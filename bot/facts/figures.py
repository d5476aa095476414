"""Whether the numbers of a fact base are those of its quotes, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

import yaml

from bot.facts.base import Fact, FactBase, FactText
from bot.facts.document import Document, Fault, Where
from bot.facts.numbers import Hedge, Kind, Quantity, knows_words, quantities

_HALF_DAY = 720  # minutes
_HEDGE_NAMES = {Hedge.OVER: "“more than”", Hedge.NEAR: "“nearly” or “about”", Hedge.UNDER: "“up to” or “less than”"}
_DATES = (Kind.YEAR, Kind.MONTH, Kind.DAY)
_HEDGED = (Kind.NUMBER, Kind.SHARE)
_Key = tuple[str, object]
# A comment that looks like text: ` #1`, ` # 1`, ` #word`, one blank behind a value.
_CUT = re.compile(r"(?<=\S) (#[ ]?\d|#\w).*")


def figure_faults(base: FactBase, documents: Mapping[str, Document], article: str = "") -> Iterator[Fault]:
    """Find the numbers, shares, ranks, dates and currencies of figures and sentences that the quotes do not have.

    They may also stand in the title and the date of the announcement, in the fact's `years`, or in the article; a date
    in any quote. Each companion has the same as facts.yaml.
    """
    language = base.announcement.language
    try:
        published = date.fromisoformat(base.announcement.published)
    except ValueError:
        return  # a fault of its own
    spare = quantities(f"{base.announcement.title}\n{article}", language, published if article else None)
    spare += _of_date(published)
    quotes = [quantities(fact.quote, language, published) for fact in base.facts]
    spare += [each for quoted in quotes for each in quoted if each.kind in _DATES]
    for number, (fact, quoted) in enumerate(zip(base.facts, quotes, strict=True)):
        where = ("facts", number)
        told = _named(fact, language)
        years = [Quantity(Kind.YEAR, year) for year in fact.years]
        yield from _quote_faults(documents[""], where, fact, told, quoted, [*years, *spare])
        for code, companion in base.companions.items():
            if fact.id in companion.facts:
                text = companion.facts[fact.id]
                yield from _companion_faults(documents[code], code, fact, told, text, published)


def cut_texts(document: Document) -> Iterator[Fault]:
    """Find texts that a `#` cuts off, which makes a comment of the rest: `figure: No. #1 in China`."""
    if not _CUT.search(document.text):
        return
    scalars = [event for event in yaml.parse(document.text, Loader=yaml.SafeLoader) if isinstance(event, yaml.ScalarEvent)]
    for match in _CUT.finditer(document.text):
        before = next((each for each in reversed(scalars) if each.start_mark.index <= match.start()), None)
        if before is None or before.style or before.end_mark.index != match.start():
            continue  # inside a text, behind a text in quotes, or on a line of its own
        line = document.text.count("\n", 0, match.start()) + 1
        message = f"the text after # is a comment to YAML: put the text in quotes ({match.group().strip()})"
        yield Fault(document.path, line, message, is_warning=not re.match(r" # ?\d", match.group()))


def _named(text: Fact | FactText, language: str) -> dict[str, list[Quantity]]:
    """Return what the figure and the sentence of a fact name."""
    return {"figure": quantities(text.figure, language), "sentence": quantities(text.sentence, language)}


def _of_date(day: date) -> list[Quantity]:
    """Return what the day of publication names."""
    parts = ((Kind.YEAR, day.year), (Kind.MONTH, day.month), (Kind.DAY, day.day))
    return [Quantity(kind, value) for kind, value in parts]


def _quote_faults(
    document: Document,
    where: Where,
    fact: Fact,
    told: Mapping[str, list[Quantity]],
    quoted: list[Quantity],
    spare: list[Quantity],
) -> Iterator[Fault]:
    """Compare a fact with its quote, or with what else may confirm it."""
    for field, text in (("figure", fact.figure), ("sentence", fact.sentence)):
        for said in filter(_counts, told[field]):
            same = _confirming(said, quoted) or _confirming(said, spare)
            name = _written(said, text)
            if not same:
                message = f"{name} is not in the quote of {fact.id!r}"
                yield document.fault((*where, field), message)
            elif hedge := _other_hedge(said, same):
                yield document.fault((*where, field), f"{name}: {_hedge_fault(said.hedge, hedge)}")


def _companion_faults(
    document: Document,
    code: str,
    fact: Fact,
    told: Mapping[str, list[Quantity]],
    text: FactText,
    published: date,
) -> Iterator[Fault]:
    """Compare a fact in another language with the fact of facts.yaml."""
    own = _named(text, code)
    ours = [*told["figure"], *told["sentence"]]
    for field, written in (("figure", text.figure), ("sentence", text.sentence)):
        for said in filter(_counts, own[field]):
            same = _confirming(said, ours)
            name = _written(said, written)
            where = ("facts", fact.id, field)
            if not same:
                yield document.fault(where, f"{name} is not in the {field} of {fact.id!r} in facts.yaml: “{fact.figure}”")
            elif hedge := _other_hedge(said, same):
                yield document.fault(where, f"{name}: {_hedge_fault(said.hedge, hedge, 'facts.yaml')}")
    if not knows_words(code):
        return  # its words for numbers are not known
    theirs = {key for each in (*own["figure"], *own["sentence"]) for key in _keys(each)}
    for field in ("figure", "sentence") if text.sentence else ("figure",):
        for said in filter(_counts, told[field]):
            if said.kind is Kind.NAME or said.value == 1 or not theirs.isdisjoint(_keys(said)):
                continue
            late = quantities(f"{text.figure}\n{text.sentence}", code, published)
            if not any(set(_keys(each)) & set(_keys(said)) for each in late):
                name = _written(said, fact.figure if field == "figure" else fact.sentence)
                message = f"{name} of {fact.id!r} in facts.yaml is missing here: “{text.figure}”"
                yield document.fault(("facts", fact.id, field), message)


def _counts(said: Quantity) -> bool:
    """Say whether a quantity is held against a text."""
    return said.sure


def _confirming(said: Quantity, others: Iterable[Quantity]) -> list[Quantity]:
    """Return the quantities that say the same, or more."""
    own = _keys(said)[0]
    return [other for other in others if own in _keys(other)]


def _keys(quantity: Quantity) -> tuple[_Key, ...]:
    """Return what a quantity is compared by: first what it says, then what it also confirms.

    A rank, a year and a day confirm the number alike; 14.2 percent confirms 14.2, a third the third, half past five
    both five and thirty, and three and a half both three and a half.
    """
    value = quantity.value
    match quantity.kind:
        case Kind.CURRENCY:
            return (("currency", quantity.unit),)
        case Kind.NAME:
            return (("name", quantity.unit),)
        case Kind.SHARE:
            keys: tuple[_Key, ...] = (("share", value), ("number", value))
            return (*keys, ("number", Fraction(100) / value)) if 10 <= value < 50 else keys
        case Kind.TIME:
            hour, minute = divmod(int(value), 60)
            numbers = {hour, hour % 12, minute} - {0}
            return (("time", value % _HALF_DAY), *(("number", each) for each in numbers))
        case Kind.MONTH:
            return (("month", value), ("number", value))
    if value.denominator == 2:
        return (("number", value), ("number", int(value)), ("share", 50))
    return (("number", value),)


def _other_hedge(said: Quantity, same: list[Quantity]) -> Hedge | None | str:
    """Return the hedge that a number should have, an empty text for none; None where it is right."""
    hedged = [each for each in same if each.kind in _HEDGED and each.sure]
    if said.kind not in _HEDGED or not hedged or any(each.hedge is said.hedge for each in hedged):
        return None
    return hedged[0].hedge or "none"


def _hedge_fault(own: Hedge | None, other: Hedge | str, place: str = "the quote") -> str:
    """Say how two hedges differ."""
    if own is None:
        return f"{place} says {_HEDGE_NAMES[Hedge(other)]} of it: do not drop that"
    if other == "none":
        return f"{place} does not say {_HEDGE_NAMES[own]} of it"
    return f"{_HEDGE_NAMES[own]} here, but {place} says {_HEDGE_NAMES[Hedge(other)]}"


def _written(said: Quantity, text: str) -> str:
    """Return a quantity as it stands in a text."""
    return f"“{text[slice(*said.span)]}”"
