"""A statement: a figure in its sentence, who it is told of and by which verb, and the phrases made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.authoring.drafting.clause import Clause, clause_at, clauses_of
from bot.authoring.drafting.english import (
    CHANGES,
    CONJUNCTIONS,
    CURRENCIES,
    DETERMINERS,
    DIMENSIONS,
    IRREGULAR,
    LINKS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAME_IN_THE_PAST,
    SMALL_NUMBERS,
    base_form,
    is_past,
)
from bot.authoring.drafting.figures import Figure, Kind, figures_of
from bot.authoring.drafting.verbs import PERSONAL

TITLE = 60  # characters that a button shows (bot.facts.check)

_ONE_VOWEL = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")
_LAST_FORMS = {base: form for form, base in IRREGULAR.items()}
_UNENDED = (CONJUNCTIONS - {"once", "so"}) | PERSONAL
_OPEN_ENDS = LINKS | PREPOSITIONS | DETERMINERS | RELATIVES | set(SMALL_NUMBERS) | _UNENDED
_OF_THEM = re.compile(r"\bof (?:it|them|which|whom|that|this)$")


@dataclass(frozen=True)
class Statement:
    """What a sentence tells with a figure, and of whom."""

    sentence: str
    figure: Figure
    clause: Clause | None
    who: str  # the subject, with what a pronoun in its place takes up: "the line"
    noun: str  # what the figure counts; of "half of them" what they are

    @property
    def figure_text(self) -> str:
        """Return the figure as it stands in the sentence."""
        return self.figure.text(self.sentence)

    @property
    def after(self) -> str:
        """Return what follows the figure."""
        return self.sentence[self.figure.end :]

    @property
    def topic(self) -> str:
        """Return the subject without its article and its own measures."""
        return re.sub(r"^\d[\d.,]*-[a-z]+ (?=[a-z])", "", without_article(self.who))

    @property
    def the_topic(self) -> str:
        """Return the subject as something that was named before."""
        return re.sub(r"^((?:an?|the) )\d[\d.,]*-[a-z]+ (?=[a-z])", r"\1", re.sub(r"^an? ", "the ", self.who))

    @property
    def leads(self) -> bool:
        """Say whether the figure stands in the subject."""
        return self.clause is not None and self.clause.subject[0] <= self.figure.start < self.clause.subject[1]

    @property
    def beside(self) -> bool:
        """Say whether the figure is put in between the subject and its verb: `the share, 34 percent, goes to …`."""
        return self.clause is not None and self.clause.subject[1] <= self.figure.start < self.clause.verb_start

    @property
    def between(self) -> str:
        """Return what stands between the verb and the figure."""
        if self.clause is None or self.leads or self.figure.start < self.clause.verb_end:
            return ""
        return self.sentence[self.clause.verb_end : self.figure.start].strip()

    @property
    def verb(self) -> str:
        """Return the base form of the verb that the figure depends on: `create` of `expects to create 350 jobs`."""
        if self.clause is None:
            return ""
        if infinitive := re.search(r"\bto ([a-z]+)$", self.between):
            return base_form(infinitive[1]) or infinitive[1]
        return self.doing or self.clause.base

    @property
    def changes(self) -> bool:
        """Say whether the statement is of a change: `rose by 3 percent`, `are up by a third`."""
        return not self.leads and (self.verb in CHANGES or bool(re.match(r"(?:up|down)\b", self.between)))

    @property
    def doing(self) -> str:
        """Return the base form of a participle before the figure: `cover` of `covering 160 countries`."""
        doing = re.search(r"(?:^|[\s,])([a-z]+ing)$", self.sentence[: self.figure.start].rstrip())
        return base_form(doing[1]) if doing else ""

    @property
    def future(self) -> bool:
        """Say whether the statement is of what is to come."""
        auxiliary = self.clause.auxiliary if self.clause else ""
        return auxiliary in ("will", "should", "would") or bool(re.search(r"\bto [a-z]+$", self.between))


def state(sentence: str, figure: Figure, clauses: list[Clause], before: str, known: frozenset[str]) -> Statement:
    """Put together what a sentence tells with a figure.

    `before` is what a pronoun takes up from the sentence before; `known` are words that are names wherever they stand.
    """
    if relative := _relative(sentence, figure, clauses):
        sentence, figure, clauses = relative
    clause = clause_at(clauses, figure.start)
    who = who_of(sentence, clause, clauses, before, known)
    if (
        clause
        and clause.subject[0] < figure.start < clause.subject[1]
        and not sentence[clause.subject[0] : figure.start].isspace()
    ):
        led = re.match(
            r"(.+)\s(?:of|with|worth|for|in|to)(?: (?:a|an|the))?\s*$", sentence[clause.subject[0] : figure.start]
        )
        who = small(led[1], known) if led else who
    return Statement(sentence, figure, clause, who, figure.noun or _taken_up(sentence, figure))


def who_of(sentence: str, clause: Clause | None, clauses: list[Clause], before: str, known: frozenset[str]) -> str:
    """Return the subject of a clause, with what it takes up in the place of a pronoun."""
    if clause is None:
        return before
    who = sentence[slice(*clause.subject)]
    if who.lower() in PRONOUNS and who.lower() not in ("there", "we", "i"):
        earlier = [
            other for other in clauses if other.verb_start < clause.verb_start and other.subject != clause.subject
        ]
        return who_of(sentence, earlier[-1], clauses, before, known) if earlier else before
    figures = figures_of(who)
    if figures and figures[0].start == 0 and figures[0].noun and figures[0].kind is Kind.COUNT:
        who = f"the {figures[0].noun}"
    return small(re.sub(r"^(?:its|their|his|her|our)\b", "the", who, flags=re.IGNORECASE), known)


def small(text: str, known: frozenset[str]) -> str:
    """Return a phrase from the beginning of a sentence as it stands inside one; names keep their capital."""
    first = re.split(r"[\s'’]", text, maxsplit=1)[0]
    named = first in known or first[1:] != first[1:].lower() or bool(re.match(r"\w+ [A-Z]", text))
    return text if named and first.lower() not in DETERMINERS else text[:1].lower() + text[1:]


def without_article(text: str) -> str:
    """Return a phrase without its article."""
    words = text.split()
    while words and words[0].lower() in DETERMINERS:
        words = words[1:]
    return " ".join(words)


def heading(text: str) -> str:
    """Make a text a title: a capital first, at most 60 characters in whole words, no mark at its end."""
    text = " ".join(text.split()).strip(' ,;:.-–—"“”')
    words = text.split(" ")
    while len(" ".join(words)) > TITLE and len(words) > 1:
        words = closed(words[:-1])
    text = " ".join(words)[:TITLE].strip(" ,;:")
    return text[:1].upper() + text[1:]


def closed(words: list[str]) -> list[str]:
    """Return words without those at the end that something would have to follow (`on the`)."""
    while len(words) > 1 and words[-1].lower() in _OPEN_ENDS:
        words = words[:-1]
    return words


def verb_phrase(sentence: str, clause: Clause, limit: int = 7) -> str:
    """Return a clause's verb and what follows it, up to the next mark and some words."""
    text = re.split(r"[,;:.](?:\s|$)| –| —|\(", sentence[clause.verb_start : clause.end], maxsplit=1)[0]
    words = re.split(r" (?:when|which|because|while|where|once) ", text)[0].split()
    return " ".join(closed(words[:limit]) if len(words) > limit or words[-1].lower() in _UNENDED else words)


def participle(base: str) -> str:
    """Return the past participle of a verb."""
    if base in SAME_IN_THE_PAST:
        return base
    if base in _LAST_FORMS:
        return _LAST_FORMS[base]
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("ed"):
        return base
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1]}ed" if _ONE_VOWEL.fullmatch(base) else f"{base}ed"


def inverted(sentence: str, clause: Clause, who: str) -> str:
    """Return verb and subject in a question's order: `did the line carry`, `will the ferries be built`."""
    group = sentence[clause.verb_start : clause.verb_end].split()
    if clause.auxiliary:
        rest = [word for word in group[1:] if word not in ("not", "now", "also", "already", "then", "once")]
        return " ".join([group[0].lower(), who, *rest])
    if clause.base == "be":
        return f"{clause.verb} {who}"
    plural = clause.verb.lower() == clause.base and not re.match(r"(?:each|every) ", who)
    helper = "did" if is_past(clause.verb) else "do" if plural else "does"
    return f"{helper} {who} {clause.base}"


def is_unit(noun: str) -> bool:
    """Say whether a noun is a unit of measure or a currency."""
    return any(re.fullmatch(pattern, noun, re.IGNORECASE) for pattern in (*DIMENSIONS.values(), *CURRENCIES))


def _taken_up(sentence: str, figure: Figure) -> str:
    """Return the noun that `of them` after a figure takes up: the last one that is counted before it."""
    if not _OF_THEM.search(figure.text(sentence)):
        return ""
    return next((each.noun for each in reversed(figures_of(sentence[: figure.start])) if each.noun), "")


def _relative(sentence: str, figure: Figure, clauses: list[Clause]) -> tuple[str, Figure, list[Clause]] | None:
    """Make a relative clause with a figure a sentence: `the fund, which spends 25 million` → `the fund spends …`."""
    found = list(
        re.finditer(r"\b((?:the )?[A-Za-z][\w’'-]*(?: [A-Z][\w’'-]*)*), (?:which|who) ", sentence[: figure.start])
    )
    if not found or re.search(r"[,;]", sentence[found[-1].end() : figure.start]):
        return None
    name = re.search(r"(?:[Tt]he )?(?:[A-Z][\w’'-]* ?)+$", sentence[: found[-1].end(1)])
    if name is None:
        return None
    rest = f"{name[0]} {sentence[found[-1].end() :]}"
    moved = figure.start - found[-1].end() + len(name[0]) + 1
    again = next((each for each in figures_of(rest) if each.start == moved), None)
    return (rest, again, clauses_of(rest)) if again else None
