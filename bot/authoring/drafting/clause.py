"""Clauses of a sentence: who does what, as far as word order and the forms of verbs tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.authoring.drafting.english import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    SPEECH,
    base_form,
    guessed_base,
    word_set,
)
from bot.authoring.drafting.verbs import PERSONAL, Token, tokens_of, verb_groups

_SUBORDINATE = word_set("once when while although though because if after before since as until where")


@dataclass(frozen=True)
class Clause:
    """A finite clause: the places of its subject, its auxiliary (if any) and its verb, and the clause's end."""

    subject: tuple[int, int]
    auxiliary: str
    verb: str
    verb_start: int
    verb_end: int  # of the verb group
    end: int

    @property
    def base(self) -> str:
        """Return the base form of the verb."""
        return guessed_base(self.verb)


def clauses_of(sentence: str) -> list[Clause]:
    """Find the finite clauses of a sentence, in their order; what another says of it (`X said that`) is none."""
    tokens = tokens_of(sentence)
    groups = list(verb_groups(tokens))
    clauses: list[Clause] = []
    floor = 0  # the token at which the next subject may begin
    for number, (first, last) in enumerate(groups):
        following = groups[number + 1][0] if number + 1 < len(groups) else len(tokens)
        verb = tokens[last]
        base = base_form(verb.low)
        if (base in SPEECH or verb.low in ("understood", "is")) and (that := _that(tokens, last, following)):
            floor = that
            continue
        subject = _subject(tokens, floor, first)
        begins, opened = tokens[floor].low if floor < len(tokens) else "", floor
        relative = not clauses and _is_relative(tokens, opened, first)
        if not relative:
            floor = last + 1
        phrase = begins in ("since", "after", "before", "until") and any(
            token.word == "," for token in tokens[opened:first]
        )
        leads = begins in _SUBORDINATE or (begins == "as" and not opened)
        if leads and not phrase and number + 1 < len(groups):
            continue
        if subject is None and clauses and (_same_subject(tokens, first) or tokens[first - 1].word == ","):
            subject = clauses[-1].subject
        if subject is None or relative or tokens[opened].low in RELATIVES:
            continue
        inside = [token.low for token in tokens if subject[0] <= token.start < subject[1]]
        if inside[0] in RELATIVES or (clauses and "of that" not in " ".join(inside) and RELATIVES & set(inside)):
            continue
        auxiliary = tokens[first].word if tokens[first].low in AUXILIARIES and first != last else ""
        end = tokens[following - 1].end if following else len(sentence)
        clauses.append(Clause(subject, auxiliary, verb.word, tokens[first].start, verb.end, end))
    return clauses


def clause_at(clauses: list[Clause], start: int) -> Clause | None:
    """Return the clause in which a place stands: that of its subject, of what is said beside that, or of its verb."""
    for clause in clauses:
        if clause.subject[0] <= start < clause.subject[1]:
            return clause
    before = [clause for clause in clauses if clause.verb_start < start]
    told = {clause.subject for clause in before}
    beside = (each for each in clauses if each.subject[1] <= start < each.verb_start and each.subject not in told)
    return next(beside, before[-1] if before else None)


def _that(tokens: list[Token], verb: int, following: int) -> int:
    """Return where the clause begins that a verb of saying leads to, or 0."""
    for at in range(verb + 1, min(following, len(tokens))):
        if tokens[at].low == "that":
            return at + 1
        if tokens[at].word in ",;:":
            break
    said_bare = base_form(tokens[verb].low) in ("say", "believe") and following < len(tokens) and verb + 1 < following
    return verb + 1 if said_bare and tokens[verb + 1].word not in ",.:" else 0


def _is_relative(tokens: list[Token], opened: int, first: int) -> bool:
    """Say whether a verb belongs to a clause inside the subject: `people who depend on it have …`."""
    before = tokens[opened : first - 1]
    relative = first > 0 and tokens[first - 1].low in RELATIVES and bool(before) and before[-1].low != "of"
    return relative and all(token.word != "," for token in before)


def _same_subject(tokens: list[Token], first: int) -> bool:
    """Say whether a verb shares the subject of the verb before (`… and serves 13 stations`)."""
    return first > 0 and tokens[first - 1].low in ("and", "but", "or", "then")


def _subject(tokens: list[Token], floor: int, first: int) -> tuple[int, int] | None:
    """Return where the subject stands between the last verb and this one."""
    last = first - 1
    while last >= floor and (tokens[last].low in ADVERBS or tokens[last].low.endswith("ly")):
        last -= 1
    if last > floor and tokens[last].low == "so":  # so far
        last -= 1
    if last < floor or tokens[last].low in ("and", "but", "or"):
        return None
    if tokens[last].low in RELATIVES and tokens[last - 1].low != "of":
        return None
    if tokens[last].word == ")" and (opening := [at for at in range(floor, last) if tokens[at].word == "("]):
        last = opening[-1] - 1
    if last < floor:
        return None
    start = _subject_start(tokens, floor, last)
    if tokens[last].word == ",":  # an aside between the subject and its verb
        commas = [at for at in range(start, last) if tokens[at].word == ","]
        last = (commas[0] if commas else last) - 1
        if tokens[last].low in ("and", "but", "or"):
            return None  # and, according to the company, lasts
    elif marks := [at for at in range(start, last) if tokens[at].word in ",;:–—("]:
        start = marks[-1] + 1
        if tokens[start].low in ("and", "but"):
            start += 1
        start = _subject_start(tokens, start, last)
    return (tokens[start].start, tokens[last].end) if start <= last else None


def _subject_start(tokens: list[Token], start: int, last: int) -> int:
    """Leave out what leads a clause in: conjunctions, and a phrase with a preposition before the subject."""
    for at in range(last, start, -1):  # a new clause begins after ", and"
        joins = tokens[at].low in ("and", "but") and tokens[at - 1].word == ","
        joins = joins or (tokens[at].low == "that" and tokens[at - 1].low == "so")
        leads = tokens[at].low in _SUBORDINATE - {"after", "before", "since", "until"} and tokens[at + 1].low not in (
            "many",
            "much",
        )
        if joins or leads:
            start = at + 1
            break
    while start < last and (
        tokens[start].low in CONJUNCTIONS | {"together", "then", "now", "meanwhile", "there,"}
        or (not tokens[start].word[0].isalnum() and tokens[start].word not in "$€£¥")
    ):
        start += 1
    while (
        start < last
        and tokens[start].low in PREPOSITIONS
        and tokens[start].low not in ("about", "over", "around", "up", "under")
    ):
        new = _after_phrase(tokens, start, last)
        if new <= start:
            break
        start = new
    if (
        tokens[start].low == "last"
        and start + 2 <= last
        and tokens[start + 1].low in ("year", "month", "week", "season")
    ):
        start += 2
    return start


def _after_phrase(tokens: list[Token], start: int, last: int) -> int:
    """Return where the subject begins after a phrase that a preposition leads."""
    for at in range(start + 1, last + 1):
        if tokens[at].word == ",":
            return at + 1
    for at in range(last, start + 1, -1):
        starts = tokens[at].low in DETERMINERS | PERSONAL and tokens[at].low != "that"
        if starts and tokens[at - 1].low not in PREPOSITIONS | DETERMINERS | CONJUNCTIONS:
            return at
    for at in range(start + 1, last):
        if tokens[at].word in MONTHS or re.fullmatch(r"(?:19|20)\d\d", tokens[at].word):
            return at + 1
    return start
