"""The short figure of a fact: with what belongs to it in its sentence, and a sentence for what it leaves out."""

from __future__ import annotations

import re

from bot.authoring.drafting.article import mask
from bot.authoring.drafting.clause import clauses_of
from bot.authoring.drafting.english import CHANGES, DETERMINERS, PREPOSITIONS, SMALL_NUMBERS, TENS, base_form
from bot.authoring.drafting.figures import Figure, Kind, is_compared
from bot.authoring.drafting.patterns import BEFORE_RANK, CLOCK
from bot.authoring.drafting.statement import Statement
from bot.authoring.drafting.titles import UP, what_follows
from bot.authoring.drafting.verbs import tokens_of, verb_groups
from bot.facts.numbers import Kind as NumberKind
from bot.facts.numbers import quantities

FIGURE = 90  # characters; a longer one is no short figure

_COMES_TO = re.compile(r" (?:to|and|of|worth|or|at) (?:the |a )?|,? (?:up|down)(?: from)? | \((?:up|down) | in ")
_MARK = re.compile(r"[,;:–—](?=\s)")
# What begins a clause that is no part of a figure.
_CLAUSE = re.compile(
    r"\b(?:which|who|whom|whose|that|because|when|while|where|although|though|if|but|said|says|according)\b|[·;:(“\"]"
)
# What may follow a figure, or a comma in it, where no verb does.
_GOES_ON = PREPOSITIONS | {
    "the",
    "this",
    "last",
    "next",
    "each",
    "half",
    "twice",
    "nine",
    "and",
    "or",
    "up",
    "down",
    "more",
    "less",
}
_GOES_ON |= {"fewer", "nearly", "almost", "about", "roughly", "worldwide", "followed", "compared", "bringing", "taking"}
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]* \d{1,4}\b")  # the number of a name: Line 5
_SINCE = re.compile(r" (?:to|in|ever|of|since) [^,;.]+")
_JOINED = re.compile(r"(?:[,;]|\band|\bbut|\bwhile)\s*$")
_LEADING = re.compile(r"^(?:and|but|or|while)\b,?\s*")
_NUMBERS = (NumberKind.NUMBER, NumberKind.SHARE, NumberKind.RANK, NumberKind.TIME)
_PARTS = re.compile(r",\s*(?:and |or )?|\s(?:and|or)\s(?=[a-z])")
_DATES = (NumberKind.YEAR, NumberKind.DAY, NumberKind.MONTH)


def span_of(statement: Statement, others: list[Figure]) -> tuple[int, int]:
    """Return where the figure stands in its sentence, with what it changed from or comes to, where that is short."""
    sentence, kind = statement.sentence, statement.figure.kind
    start, end = _start(statement), statement.figure.end
    for other in others:
        between = sentence[end : other.start]
        if other.start < end or other.end - start > FIGURE:
            continue
        if is_compared(sentence, other) and other.kind is not Kind.DATE:
            joined = len(between) < 45 and not re.search(r"\band\b|;", between)
        elif other.kind is Kind.DATE:
            joined = kind is Kind.DATE and bool(CLOCK.search(statement.figure_text)) and len(between) < 40
        else:
            joined = bool(_COMES_TO.fullmatch(between)) and not (between == " in " and other.kind is not Kind.COUNT)
        end = other.end if joined else end
    if kind is Kind.RANK and (more := (_SINCE if statement.noun else BEFORE_RANK).match(sentence, end)):
        end = more.end() if more.end() - start <= FIGURE else end
    return start, end + (_is_open(sentence[start:end]) and sentence[end : end + 1] == ")")


def completed(statement: Statement, start: int, end: int, limit: int) -> int:
    """Return where a figure ends with the further numbers that stand beside it, without a verb of their own."""
    sentence = statement.sentence
    kinds = _NUMBERS + _DATES if statement.figure.kind is Kind.DATE else _NUMBERS
    marks = [match.start() for match in _MARK.finditer(sentence, end, limit)]
    for mark in [*marks, len(sentence[:limit].rstrip(" .!?,;"))]:
        text, more = sentence[start:mark], sentence[end:mark]
        if len(text) > FIGURE or _CLAUSE.search(more) or not _goes_on(more):
            break
        if _has_verb(sentence, start, end, mark):
            break
        if _numbers(text, kinds) > _numbers(sentence[start:end], kinds):
            end = mark
    return end


def written(statement: Statement, start: int, end: int) -> str:
    """Return a figure in the sentence's own words as it stands by itself."""
    sentence = statement.sentence
    if statement.figure.kind is Kind.MULTIPLE and base_form(statement.figure_text) in CHANGES:
        return what_follows(statement)
    text = sentence[start:end].strip()
    text = text if " to " in text else re.sub(r"^(?:from|of) ", "", text)
    if statement.noun and statement.figure.kind is Kind.SHARE:
        text = re.sub(r"\bof (?:them|it|whom|which)$", f"of the {statement.noun}", text)
    if gaining := re.match(r"([a-z]+ing) (?:by )?(?=.*\bpercent|.*%)", text):
        way = "up" if base_form(gaining[1]) in UP else "down"
        text = f"{way} {text[gaining.end() :]}"
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[:1].isupper() and _is_plain(first) else text


def rest_of(quote: str, figure: str) -> str:
    """Return a whole sentence that tells the numbers of a quote that its figure leaves out; "" where there are none."""
    left = _numbers(_NAMED.sub("", quote)) - _numbers(figure)
    if not left:
        return ""
    end = max(quote.lower().find(figure.lower()), 0) + len(figure)
    told = [text for text in _clauses_after(quote, end) if left <= _numbers(text)]
    text = _LEADING.sub("", min(told, key=len, default=quote).strip(" ,;"))
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?", "”", '"')) else ".")


def _clauses_after(quote: str, end: int) -> list[str]:
    """Return the clauses behind a place that are sentences by themselves, with their subjects and all that follows."""
    clauses = clauses_of(mask(quote))
    found = []
    for place, clause in enumerate(clauses):
        subject = quote[slice(*clause.subject)]
        if clause.verb_start < end:
            continue
        if any(clause.subject == other.subject for other in clauses[:place]):
            found.append(f"{subject} {quote[clause.verb_start :]}")
        elif clause.subject[0] >= end and _JOINED.search(quote[: clause.subject[0]]):
            found.append(quote[clause.subject[0] :])
    return found


def _numbers(text: str, kinds: tuple[NumberKind, ...] = _NUMBERS) -> set[tuple[NumberKind, object]]:
    """Return what a text says in numbers."""
    return {(each.kind, each.value) for each in quantities(text) if each.sure and each.kind in kinds}


def _goes_on(text: str) -> bool:
    """Say whether a text goes on with the figure before it: with further numbers and phrases without a verb."""
    first, *others = _PARTS.split(text)
    return _is_phrase(first or "and") and all(_is_phrase(part) for part in others if _numbers(part))


def _is_phrase(part: str) -> bool:
    """Say whether a part of a sentence begins like a number or a phrase with a preposition, and ends without a verb."""
    word = part.split()[0].lower() if part.strip() else ""
    number = word[:1].isdigit() or word[:1] in tuple("$€£¥") or word.split("-")[0] in (*SMALL_NUMBERS, *TENS)
    fraction = re.match(r"\s*an? (?:half|third|quarter|fifth|sixth|eighth|tenth)\b", part)
    ends = re.search(r"\bof (?:them|these) [a-z]+$", part.rstrip())  # 6 percent of them swim
    return (number or bool(fraction) or word in _GOES_ON or word.endswith("ing")) and not ends


def _has_verb(sentence: str, start: int, end: int, stop: int) -> bool:
    """Say whether a finite verb stands between two places, after a figure that starts before them."""
    tokens = tokens_of(sentence[start:stop])
    return any(tokens[first].start >= end - start for first, _ in verb_groups(tokens))


def _is_open(text: str) -> bool:
    """Say whether a bracket is open at the end of a text."""
    return text.count("(") > text.count(")")


def _is_plain(word: str) -> bool:
    """Say whether a word begins with a capital only because a sentence does: a hedge or a number word."""
    low = word.lower()
    return (
        low in PREPOSITIONS | DETERMINERS
        or low in SMALL_NUMBERS
        or low in TENS
        or low in ("more", "less", "fewer", "nearly", "almost", "roughly")
        or "-" in low
    )


def _start(statement: Statement) -> int:
    """Return where the figure begins, with the verb of change before it (`rose 15 percent`)."""
    before = statement.sentence[: statement.figure.start]
    denied = re.search(r"\bnot [a-z]+ $", before)
    if denied and statement.figure.kind is Kind.DATE:
        return denied.start()
    change = re.search(r"(?:\b(?:will|has|have|had|is|are|to) )?\b([a-z]+) (?:by |to |from )?$", before)
    changed = (
        change and base_form(change[1]) in CHANGES and statement.figure.kind in (Kind.SHARE, Kind.MONEY, Kind.COUNT)
    )
    return change.start() if change and changed else statement.figure.start
