"""Facts out of an article's sentences: which sentences tell one, what each quotes, and how it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.authoring.drafting.announcement import About
from bot.authoring.drafting.article import Article, is_byline, mask, sentences
from bot.authoring.drafting.clause import Clause, clause_at, clauses_of
from bot.authoring.drafting.english import GENERAL_NOUNS
from bot.authoring.drafting.figures import Figure, Kind, figures_of, is_compared, years_in
from bot.authoring.drafting.questions import questions_of
from bot.authoring.drafting.short_figure import completed, rest_of, span_of, written
from bot.authoring.drafting.statement import Statement, closed, heading, state, who_of, without_article
from bot.authoring.drafting.titles import is_clear, keywords_of, title_of
from bot.authoring.drafting.verbs import has_finite_verb

QUOTE = 600  # characters; of a longer sentence the part around its figure is quoted

_BEGINS = re.compile(
    r"\b(?:opens?|starts?|begins?|carry|lift(?:s|ed) off|enters? service|launch|takes? effect|debut"
    r"|(?:comes?|enters?) into force)\b[^,]*$"
)
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]{2,40}(?:\([^()]{1,30}\) ?)?\s?[–—-]\s(?=\S)")  # LONDON (Wire) -
_LED = re.compile(r"^(?:after|as|at|before|by|during|for|in|over|since|with|within) (?:the |only )?$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:in|within|over|inside|for|during|of|after) (?:the )?$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\w-(?:year|month|day|hour)\b|\d-[a-z]+ ")
_FIRST = re.compile(r"(?:the |joint )?(?:first|1st|top|number one|No\. 1)\b", re.IGNORECASE)
_NO_WORDS = re.compile(r"\S{200}")  # what has no blanks for so long is no sentence
_STUB = re.compile(r"\b(?:it|its|they|them|their|which|whom|this|that)\b", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"(?:, (?:and|but|while|which|when|on the way)|;) ")
_COMPARISON = re.compile(r",? (?:(?:up|down) from|compared (?:with|to)|than) [^,;]*")
_BOUND = re.compile(
    r"\b(?:since|by|until|before|after) (?:the (?:end|start|beginning|middle) of )?(?:[A-Z]\w+ |[a-z]+ )?(?:19|20)\d\d",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\bof (?:it|them|which|whom|that|this)$")


@dataclass
class FactDraft:
    """A fact as far as the article's words give it."""

    title: str
    figure: str
    quote: str
    keywords: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    id_words: str = ""  # what the id is made of, where that is not the title
    paragraph: int = 0
    noun: str = ""  # what is counted
    topic: str = ""  # of whom or what it is told
    ranked: bool = False
    speaker: str = ""
    follow: bool = False
    todo: str = ""
    sentence: str = ""  # the part of the quote with the figures that `figure` leaves out


def news_of(article: Article) -> Iterator[tuple[int, list[str]]]:
    """Yield the paragraphs that tell something, as sentences; the headline, dateline and source are left out."""
    for number, paragraph in enumerate(article.paragraphs):
        headline = number == 0 and len(article.paragraphs) > 1
        if not (headline or is_byline(paragraph) or paragraph.startswith("Source:")):
            told = _DATELINE.sub("", paragraph)
            yield number, [sentence for sentence in sentences(told) if not _NO_WORDS.search(sentence)]


def subject_after(sentence: str, before: str, known: frozenset[str]) -> str:
    """Return what a pronoun in the next sentence takes up: the subject of this one."""
    plain = mask(sentence)
    clauses = [
        clause for clause in clauses_of(plain) if plain[slice(*clause.subject)].lower() not in ("there", "we", "i")
    ]
    return who_of(plain, clauses[0], clauses, before, known) if clauses else before


def figure_facts(sentence: str, about: About, before: str) -> list[FactDraft]:
    """Return the facts of a sentence that figures tell; `before` is what a pronoun in it takes up."""
    plain = mask(sentence)
    clauses = clauses_of(plain)
    figures = [figure for figure in figures_of(plain) if figure.text(plain).strip("· ")]
    told = _told(plain, figures, clauses)
    facts = []
    for place, figure in enumerate(told):
        start, end = _part(plain, told, place)
        statement = state(plain, figure, clauses, before, about.known)
        moved = statement.figure.start - figure.start
        others = [
            Figure(each.kind, each.start + moved, each.end + moved, each.noun)
            for each in figures
            if each.start > figure.end and each.start < end
        ]
        facts.append(_fact(statement, others, sentence[start:end].strip(" ,;"), end + moved, about))
    return facts


def years_of(quote: str, about: About, figure: str = "") -> list[int]:
    """Return the years that a figure in a quote is of, `last year` and `this year` among them.

    What another clause tells, a comparison (`up from 8 last year`), or a bound (`since 2020`) says nothing of it.
    """
    years = set(years_in(figure.split(", up from")[0]))
    figure_end = _end_of(figure, quote)
    starts = [match.end() for match in _OTHER_CLAUSE.finditer(quote, 0, max(figure_end - len(figure), 0))]
    end = _OTHER_CLAUSE.search(quote, figure_end)
    quote = _COMPARISON.sub("", quote[max(starts, default=0) : end.start() if end else len(quote)])
    years |= set(years_in(_BOUND.sub("", quote)))
    if about.published and not years:
        for words, step in (("last year", -1), ("this year", 0), ("next year", 1)):
            if re.search(rf"(?<!than )(?<!period )\b{words}\b(?!['’]s)", quote, re.IGNORECASE):
                years.add(about.published.year + step)
    return sorted(years)[:4]


def nouns_of(facts: list[FactDraft], text: str) -> list[str]:
    """Return what the article counts, the words that it uses most first; a noun within another only once."""
    nouns = [fact.noun.split(" and ")[0].lower() for fact in facts if fact.noun]
    usable = [
        noun
        for noun in dict.fromkeys(nouns)
        if noun.split()[-1] not in GENERAL_NOUNS and noun.endswith("s") and len(noun.split()) <= 3
    ]
    usable.sort(key=lambda noun: -len(re.findall(rf"\b{re.escape(noun.split()[-1][:-1])}", text, re.IGNORECASE)))
    return [
        noun
        for place, noun in enumerate(usable)
        if noun.split()[-1] not in {other.split()[-1] for other in usable[:place]}
    ]


def _told(sentence: str, figures: list[Figure], clauses: list[Clause]) -> list[Figure]:
    """Return the figures of a sentence that are facts of their own: the main one, and later ones of other things.

    What cannot stand alone (`and will employ 90 people`) is told with the figure before it.
    """
    candidates = [figure for figure in figures if figure.kind is Kind.DATE or not is_compared(sentence, figure)]
    if not candidates:
        return []
    told = [min(candidates, key=lambda figure: (_weakness(sentence, figure, candidates, clauses), figure.start))]
    for figure in candidates:
        apart = figure.start > told[-1].end and _is_apart(sentence, told[-1], figure)
        if apart and _stands_alone(sentence, clauses, told[-1], figure):
            told.append(figure)
    return told


def _stands_alone(sentence: str, clauses: list[Clause], last: Figure, figure: Figure) -> bool:
    """Say whether the part of a sentence with a figure has a subject of its own, and no pronoun before the figure."""
    cut, clause = _cut(sentence, last, figure), clause_at(clauses, figure.start)
    own = clause and clause.subject[0] >= cut and not _STUB.search(sentence[cut : figure.end])
    return bool(cut and own) and any(clause.verb_end <= cut for clause in clauses)


def _weakness(sentence: str, figure: Figure, figures: list[Figure], clauses: list[Clause]) -> int:
    """Say how little a figure is the point of its sentence: 0 for what is told, more for what only goes with it."""
    before = sentence[: figure.start]
    if figure.kind is Kind.DATE:
        if clauses and clauses[0].subject[1] <= figure.start < clauses[0].verb_start:
            return 3  # the old house, opened in 1968, closes on 30 November
        first = all(_LED.search(sentence[: each.start]) for each in figures if each.start < figure.start)
        return 0 if first and _BEGINS.search(before) else 2
    after = figure.dimension == "duration" and re.match(r" (?:after|before)\b", sentence[figure.end :])
    if _LED.fullmatch(before) or after:
        return 3
    among = re.match(r"(?:Among|Of|With) [^,]*$", before)
    led_up = bool(clauses) and figure.end < (clauses[0].verb_start if among else clauses[0].subject[0])
    if led_up or (figure.dimension == "duration" and _DURING.search(before)):
        return 1
    if (
        figure.kind is Kind.COUNT
        and not figure.noun
        and re.search(r"\b(?:is|are|was|were|reached|totalled|totaled)\s$", before)
    ):
        return 0
    side = (
        figure.kind is Kind.MULTIPLE
        or (figure.kind is Kind.RANK and figure.noun)
        or (figure.kind is Kind.COUNT and not figure.noun)
    )
    return (
        1
        if side or (re.search(r"\w-(?:year|month|day|hour)\b|\d-[a-z]+ ", figure.text(sentence)) and figure.start > 3)
        else 0
    )


def _is_apart(sentence: str, last: Figure, figure: Figure) -> bool:
    """Say whether a figure is about something else than the one before it, and told in a part of its own."""
    counts_nothing = figure.kind is Kind.COUNT and not figure.noun
    attribute = re.search(r"\d-[a-z]+ ", figure.text(sentence))
    if (
        figure.kind in (Kind.DATE, Kind.MULTIPLE)
        or counts_nothing
        or attribute
        or (figure.noun and figure.noun == last.noun)
    ):
        return False
    between = sentence[last.end : figure.start]
    joined = re.search(r"(?:, and|, but|, while|;) (.*)$", between) or re.search(
        r"(?:,|;| and)\s(?:and |but )?([^,;]*)$", between
    )
    if joined is None or re.search(r"\b(?:that|which|who)\b", joined[1]):
        return False
    if figure.kind is Kind.RANK and figure.noun:
        return bool(re.search(r"\b(?:becoming|is|was|making)\b", between))
    if re.match(r"(?:covering|becoming|serving|reaching|creating|employing)\b", joined[1]):
        return True
    if re.search(r", and $", between) and figure.kind is Kind.COUNT:
        return True
    own = joined[1] + sentence[figure.start :].split(",")[0]
    told_of_it = (
        bool(joined[1].strip())
        or bool(_OF_THEM.search(figure.text(sentence)))
        or re.search(r"(?:,| and) $", between) is not None
    )
    return told_of_it and has_finite_verb(own) and " than " not in between


def _part(sentence: str, told: list[Figure], place: int) -> tuple[int, int]:
    """Return the part of a sentence to quote for one of its figures: all of it, unless a part can stand alone."""
    start, end = 0, len(sentence)
    if place + 1 < len(told):
        end = _cut(sentence, told[place], told[place + 1]) or end
    if place and (cut := _cut(sentence, told[place - 1], told[place])):
        begin = re.compile(r"[,;\s]*(?:and\b|but\b)?\s*").match(sentence, cut)
        start = begin.end() if begin else cut
    if end - start > QUOTE:
        start = max(start, sentence.rfind(" ", 0, max(1, told[place].start - QUOTE // 3)) + 1)
        end = min(end, max(told[place].end, sentence.rfind(" ", 0, start + QUOTE)))
    return start, end


def _cut(sentence: str, last: Figure, figure: Figure) -> int:
    """Return where the part of a sentence that tells of one figure ends, before that of the next; 0 for nowhere."""
    between = sentence[last.end : figure.start]
    mark = re.search(r", and |, but |, while |; ", between) or re.search(r"(?:, | and )(?!.*(?:, | and ))", between)
    return last.end + mark.start() if mark else 0


def _fact(statement: Statement, others: list[Figure], quote: str, limit: int, about: About) -> FactDraft:
    """Make the fact of a statement, of which the quote ends at a limit."""
    title = title_of(statement)
    if unclear := not is_clear(title, about.subject):
        subject = without_article(subject_after(quote, "", about.known))
        named = (each for each in (statement.topic, subject) if is_clear(each, about.subject))
        title = next(named, " ".join(closed(quote.split()[:7])))
    questions = questions_of(statement, title)
    if statement.figure.kind is not Kind.DATE and (
        when := next((each for each in others if each.kind is Kind.DATE), None)
    ):
        questions = [*questions[:2], *questions_of(replace(statement, figure=when, noun=""), "")[:1]]
    start, end = span_of(statement, others)
    whole = completed(statement, start, end, limit)
    figure = written(statement, start, whole)
    told = figure if statement.figure.kind is Kind.DATE else written(statement, start, end)
    return FactDraft(
        heading(title),
        figure,
        quote,
        keywords_of(statement, heading(title) if is_clear(title, about.subject) else "", about.subject),
        questions,
        years_of(quote, about, told),
        sentence=rest_of(quote, figure),
        topic=statement.topic,
        noun=statement.noun if statement.figure.kind is Kind.COUNT else "",
        ranked=statement.figure.kind is Kind.RANK and not statement.noun and not _FIRST.match(statement.figure_text),
        todo="a short title" if unclear else "",
    )


def _end_of(figure: str, quote: str) -> int:
    """Return where a figure ends in its quote, in which it may begin with a capital; 0 where it does not stand."""
    at = quote.lower().find(figure.lower())
    return at + len(figure) if at >= 0 else 0
