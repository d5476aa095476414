"""Whether the numbers of a fact base are those of its quotes, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

import yaml

from bot.facts.base import Fact, FactBase, FactText
from bot.facts.document import Document, Fault, Where
from bot.facts.numbers import Hedge, Kind, Quantity, calendar_day, extent, knows_words, quantities

_HALF_DAY = 720  # minutes
_NAMES = {
    Hedge.OVER: "“more than” it",
    Hedge.NEARLY: "“nearly” or “about” it",
    Hedge.NEAR: "“nearly” or “about” it",
    Hedge.UNDER: "“up to” or “less than” it",
    None: "just the number",
}
_HEDGED = (Kind.NUMBER, Kind.SHARE)
_Key = tuple[Kind, object]
_Index = dict[_Key, list[Quantity]]
# A comment that looks like text: ` #1`, ` # 1`, ` #word`, one blank behind a value.
_CUT = re.compile(r" #(?: ?\d|\w).*")


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
    quotes = [quantities(fact.quote, language, published) for fact in base.facts]
    known = quantities(f"{base.announcement.title}\n{article}", language, published if article else None)
    known += [each for quoted in quotes for each in quoted if each.kind is Kind.MONTH]
    known += calendar_day(published)[1:]
    spare: _Index = {}
    for each in known:
        spare.setdefault(_keys(each)[0], []).append(each)
    for number, (fact, quoted) in enumerate(zip(base.facts, quotes, strict=True)):
        told = _Told(fact, language)
        quoted += [Quantity(Kind.YEAR, year, sure=False) for year in fact.years or (published.year,)]
        yield from _quote_faults(documents[""], ("facts", number), fact, told, (_by_key(quoted), spare))
        for code, companion in base.companions.items():
            if fact.id in companion.facts:
                other = _Told(companion.facts[fact.id], code)
                if other.summary != told.summary:
                    yield from _companion_faults(documents[code], fact, told, other, published)


def cut_texts(document: Document) -> Iterator[Fault]:
    """Find texts that a `#` cuts off, which makes a comment of the rest: `figure: No. #1 in China`."""
    if not _CUT.search(document.text):
        return
    scalars = [
        token for token in yaml.scan(document.text, Loader=yaml.SafeLoader) if isinstance(token, yaml.ScalarToken)
    ]
    ends = {token.end_mark.index for token in scalars if token.plain}
    for match in _CUT.finditer(document.text):
        if match.start() not in ends:
            continue  # inside a text, behind a text in quotes, or on a line of its own
        line = document.text.count("\n", 0, match.start()) + 1
        message = f"the text after # is a comment to YAML: put the text in quotes ({match.group().strip()})"
        yield Fault(document.path, line, message, is_warning=not re.match(r" # ?\d", match.group()))


class _Told:
    """What the figure and the sentence of a fact name in one language."""

    def __init__(self, text: Fact | FactText, language: str) -> None:
        self.text = text
        self.language = language
        self.whole = f"{text.figure} | {text.sentence}"
        self.named = quantities(self.whole, language)

    @cached_property
    def summary(self) -> frozenset[tuple[_Key, str, bool]]:
        """Return what is the same in every language that tells the fact alike."""
        return frozenset((_keys(each)[0], _NAMES[each.hedge], each.sure) for each in self.named)

    def sure(self) -> Iterator[tuple[str, Quantity, str]]:
        """Yield what is held against a text: its field, the quantity, and how it is written."""
        for each in self.named:
            if each.sure:
                start, end = each.span
                field = "figure" if start < len(self.text.figure) else "sentence"
                yield field, each, f"“{self.whole[start:end]}”"


def _by_key(named: Iterable[Quantity], *, translated: bool = False) -> _Index:
    """Sort quantities by what they confirm."""
    found: _Index = {}
    for each in named:
        for key in _translated_keys(each) if translated else _keys(each):
            found.setdefault(key, []).append(each)
    return found


def _quote_faults(
    document: Document, where: Where, fact: Fact, told: _Told, confirming: tuple[_Index, _Index]
) -> Iterator[Fault]:
    """Compare a fact with its quote, or with what else may confirm it."""
    quoted, spare = confirming
    for field, said, written in told.sure():
        key = _keys(said)[0]
        same = quoted.get(key) or (said.kind is Kind.YEAR and quoted.get((Kind.NUMBER, said.value))) or spare.get(key)
        if not same:
            yield document.fault((*where, field), f"{written} is not in the quote of {fact.id!r}")
        elif problem := _hedge_problem(said, same, "the quote"):
            words = _as_quoted(fact.quote, quoted.get(key, ()), told.language)
            yield document.fault((*where, field), f"{written}: {problem}{words}")


def _as_quoted(quote: str, same: Iterable[Quantity], language: str) -> str:
    """Return how a quote writes a number each time, with its hedges, for the end of a message."""
    spans = [extent(quote, each, language) for each in same if each.kind in _HEDGED and each.sure]
    written = dict.fromkeys(f"“{quote[start:end].strip()}”" for start, end in spans)
    return f": {' and '.join(written)}" if written else ""


def _companion_faults(document: Document, fact: Fact, told: _Told, other: _Told, published: date) -> Iterator[Fault]:
    """Compare a fact in another language with the fact of facts.yaml."""
    text = other.text
    ours = _by_key(told.named, translated=True)
    for field, said, written in other.sure():
        same = next((ours[key] for key in _translated_keys(said)[:2] if key in ours), None)
        where = ("facts", fact.id, field)
        if not same:
            yield document.fault(where, f"{written} is not in {fact.id!r} of facts.yaml: “{_shown(fact, field)}”")
        elif problem := _hedge_problem(said, same, "facts.yaml"):
            yield document.fault(where, f"{written}: {problem}")
    if not knows_words(other.language):
        return
    theirs = _by_key(other.named, translated=True)
    for field, said, written in told.sure():
        named = said.kind is Kind.NAME or (said.kind is not Kind.CURRENCY and said.value == 1)
        if named or (field == "sentence" and not text.sentence) or any(key in theirs for key in _translated_keys(said)):
            continue
        if _keys(said)[0] not in _by_key(quantities(other.whole, other.language, published)):
            message = f"{written} of {fact.id!r} in facts.yaml is missing here: “{_shown(text, field)}”"
            yield document.fault(("facts", fact.id, field), message)


def _shown(text: Fact | FactText, field: str) -> str:
    """Return the text of a field."""
    return text.figure if field == "figure" else text.sentence


def _keys(quantity: Quantity) -> tuple[_Key, ...]:
    """Return what a quantity is compared by: first what it says, then what else it confirms."""
    kind, value = quantity.kind, quantity.value
    match kind:
        case Kind.CURRENCY | Kind.NAME:
            return ((kind, quantity.unit),)
        case Kind.DAY:
            return ((kind, (value, quantity.unit)), (Kind.NUMBER, value))
        case Kind.YEAR | Kind.SHARE:
            return ((kind, value), (Kind.NUMBER, value))
        case Kind.MONTH | Kind.TIME:
            return ((kind, value),)
    return ((Kind.NUMBER, value),)


def _translated_keys(quantity: Quantity) -> tuple[_Key, ...]:
    """Add what another language may make of a quantity.

    Half past five becomes five and thirty, and loses its half of the day; a third is written like the third, three and
    a half as a number and a half.
    """
    own, value = _keys(quantity), quantity.value
    if quantity.kind is Kind.TIME:
        hour, minute = divmod(int(value), 60)
        numbers = {hour, hour % 12, minute} - {0}
        return (*own, (Kind.TIME, value % _HALF_DAY), *((Kind.NUMBER, each) for each in numbers))
    if quantity.kind is Kind.SHARE and 10 <= value < 50 and 100 % value == 0:
        return (*own, (Kind.NUMBER, 100 / Fraction(value)))
    if value.denominator == 2:
        return (*own, (Kind.NUMBER, int(value)), (Kind.SHARE, 50))
    return own


def _hedge_problem(said: Quantity, same: list[Quantity], place: str) -> str:
    """Say how the hedge of a number differs from where else it stands; an empty text if it does not."""
    hedged = [each for each in same if each.kind in _HEDGED and each.sure]
    if said.kind not in _HEDGED or not hedged or any(_NAMES[each.hedge] == _NAMES[said.hedge] for each in hedged):
        return ""
    return f"{place} says {_NAMES[hedged[0].hedge]}, and here it says {_NAMES[said.hedge]}"
