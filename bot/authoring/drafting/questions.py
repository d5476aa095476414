"""How people ask for a figure: a statement turned into questions, with its own nouns and verbs."""

from __future__ import annotations

import re

from bot.authoring.drafting.english import CHANGES, GENERAL_NOUNS
from bot.authoring.drafting.figures import Kind
from bot.authoring.drafting.statement import Statement, inverted, is_unit, participle, verb_phrase
from bot.authoring.drafting.titles import FAR, LATER

_HOW = {
    "length": "long", "weight": "heavy", "area": "big", "power": "powerful", "height": "high", "width": "wide",
    "depth": "deep", "age": "old",
}  # fmt: skip
_WITH_NOUN = re.compile(r"(?:^|\s)(?:(?:an?|the|its|their)\s)?((?:[a-z’'-]+\s)?[a-z’'-]+)\sof(?:\sbetween)?$")
_TAIL = re.compile(
    r" (?:in|on|at|from|to|during|for|of|into) (?:[A-Za-z][\w’'-]*)(?: [A-Za-z][\w’'-]*){0,3}(?=[,.;]|$)"
)
_POINTING = re.compile(r"\b(?:it|them|him|her|us)\?$")  # whom nobody has named
_OPEN = re.compile(
    r"(?:^|\s)(?:the|a|an|nearly|over|every|its|another|some|of|between|about|than|by|until|before|from)$"
)


def questions_of(statement: Statement, title: str) -> list[str]:
    """Return some questions that the fact answers, the most exact first; `title` is its title inside a sentence."""
    noun, figure = statement.noun, statement.figure
    the_title = title if re.match(r"(?:the|how|when|what|who) |[A-Z]", title) else f"the {title}"
    if statement.beside or title.startswith("what "):
        much = "How much" if figure.kind is Kind.MONEY or statement.verb == "cost" else "How many"
        asked = _asked(statement, much) if title.startswith("what ") else ""
        return [asked or f"{much if figure.kind is Kind.MONEY else 'What'} {_be(title)} {the_title}?"]
    match figure.kind:
        case Kind.COUNT:
            questions = (
                [_asked(statement, f"How many {noun}"), *([] if _is_general(noun, title) else [f"How many {noun}?"])]
                if noun
                else [f"What {_be(title)} {the_title}?"]
            )
        case Kind.MONEY:
            does = f"How much does the {noun} cost?" if noun else ""
            questions = [does or _asked(statement, "How much"), f"How much {_be(title)} {the_title}?"]
        case Kind.SHARE if statement.changes:
            questions = [_asked(statement, "By how much"), f"What {_be(title)} {the_title}?"]
        case Kind.SHARE:
            of = f" of the {noun}" if noun else ""
            questions = [_asked(statement, f"What share{of}"), _asked(statement, f"What percentage{of}")]
        case Kind.MEASURE:
            questions = _measured(statement, the_title)
        case Kind.RANK if noun:
            questions = [f"Which is {the_title}?", f"Is it {the_title}?"]
        case Kind.RANK if title == "rank":
            questions = ["Which rank is it?"]
        case Kind.RANK:
            questions = [_asked(statement, "Which place"), f"What is {the_title}?"]
        case Kind.DATE if title.startswith("opening hours"):
            questions = ["What are the opening hours?", _asked(statement, "When")]
        case Kind.DATE:
            questions = [_asked(statement, "When"), _asked(statement, "On which date")]
        case _ if title.startswith("plan to"):
            questions = [
                f"What does {statement.who} {statement.clause.base if statement.clause else 'plan'}?",
                f"Is there a {title}?",
            ]
        case _:
            questions = [f"How did {statement.the_topic} change?"]
    return [question for question in dict.fromkeys(questions) if question and not _POINTING.search(question)]


def _is_general(noun: str, title: str) -> bool:
    """Say whether a noun alone asks for too little: `How many people?`, `How many trains?` of the next three."""
    return noun.split()[-1].lower() in GENERAL_NOUNS or bool(re.match(r"(?:next|expected) ", title))


def _be(title: str) -> str:
    """Return the form of `be` for a title."""
    head = re.split(r" (?:of|in|on|for|from|by|to|who|that) ", title)[0]
    return "are" if head.endswith("s") and not head.endswith(("ss", "us", "is")) else "is"


def _asked(statement: Statement, wh: str) -> str:
    """Turn the statement into a question; "" where its grammar is not clear enough."""
    clause, sentence, figure = statement.clause, statement.sentence, statement.figure
    if clause is None or figure.start < clause.subject[0]:
        return f"{wh} are there?" if figure.kind is Kind.COUNT else ""
    if statement.doing and figure.kind is Kind.COUNT and figure.start > clause.verb_end:
        return f"{wh} are {participle(statement.doing)}?"
    if statement.leads:
        return f"{wh} {verb_phrase(sentence, clause)}?" if figure.start == clause.subject[0] else ""
    if statement.who.lower() == "there":
        return f"{wh} {clause.verb} there?"
    between = statement.between
    if figure.kind is Kind.SHARE and clause.base in CHANGES:
        return f"{wh} {inverted(sentence, clause, statement.who)}?"
    if figure.kind is Kind.SHARE and statement.changes:
        return f"{wh} {inverted(sentence, clause, statement.who)} {between.split()[0]}?"
    if named := _WITH_NOUN.search(between):
        between = between[: named.start()].strip()
        wh = (
            f"How much {named[1]}"
            if figure.kind is Kind.MONEY
            else f"At what {named[1]}"
            if re.search(r"\bat$", between)
            else f"What {named[1]}"
        )
        between = re.sub(r"\bat$", "", between).strip()
    while _OPEN.search(between) and not (figure.kind is Kind.COUNT and between in ("from", "by")):
        between = _OPEN.sub("", between).strip()
    if figure.kind is not Kind.COUNT and figure.kind is not Kind.SHARE:
        between = re.sub(r"(?:^|\s)(?:on|in|at|to|for|with)$", "", between).strip()
    if figure.kind is Kind.RANK:
        between = re.sub(r"(?:^|\s)to$", "", between)
    between = re.sub(r"\s?\b(?:the )?weekend$", "", between)
    if len(between.split()) > 6 or re.search(r"[,;]", between):
        return ""
    tail = (
        _TAIL.match(statement.after)
        if figure.kind in (Kind.COUNT, Kind.MONEY) and not between.endswith(("to", "on", "in"))
        else None
    )
    return (
        " ".join(f"{wh} {inverted(sentence, clause, statement.who)} {between}{tail[0] if tail else ''}".split()) + "?"
    )


def _measured(statement: Statement, the_title: str) -> list[str]:
    """Ask for a measure by its unit and by what it measures."""
    figure, noun = statement.figure, statement.noun
    if figure.dimension == "interval":
        return [_asked(statement, "How often")]
    if LATER.search(statement.figure_text):
        return [f"How late is {statement.the_topic}?", f"How long is {the_title}?"]
    if the_title.startswith("the distance "):
        return [f"What is {the_title}?", f"How far away is {statement.the_topic}?"]
    if " of " in noun:
        return [_asked(statement, f"How much {noun.partition(' of ')[2]}"), _asked(statement, f"How many {noun}")]
    if not is_unit(noun):
        return [
            f"How long is the {noun}?"
            if figure.dimension in ("length", "duration")
            else f"What is the {figure.dimension} of the {noun}?"
        ]
    if statement.leads and " that " in the_title and statement.clause:
        return [f"Which {statement.who} {verb_phrase(statement.sentence, statement.clause, 8)}?"]
    if statement.leads and figure.start == (statement.clause.subject[0] if statement.clause else -1):
        assert statement.clause is not None
        rest = statement.sentence[figure.end : statement.clause.subject[1]]
        return [f"How many {noun}{rest} {verb_phrase(statement.sentence, statement.clause)}?"]
    if statement.leads:
        return [
            f"How {_HOW[figure.dimension]} is {statement.the_topic}?"
            if figure.dimension in _HOW
            else f"What is {the_title}?"
        ]
    if _WITH_NOUN.search(statement.between):
        return [_asked(statement, "What"), f"What is {the_title}?"]
    if figure.dimension == "duration":
        return [_asked(statement, "How long"), _asked(statement, f"How many {noun}")]
    how = f"How {_HOW[figure.dimension]} is {statement.the_topic}?" if figure.dimension in _HOW else ""
    far = statement.verb in FAR and figure.dimension == "length"
    return [_asked(statement, f"How many {noun}"), _asked(statement, "How far") if far else how]
