"""The finite verbs of a sentence, as far as the forms of words and their neighbours tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.authoring.drafting.english import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR,
    PARTICIPLES,
    PAST_ONLY,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAME_IN_THE_PAST,
    SMALL_NUMBERS,
    VERBS,
    base_form,
    is_past,
    word_set,
)

PERSONAL = word_set("it they he she we i you")

_TOKEN = re.compile(r"\d[\d.,]*\d(?![^\W_])|[^\W_]+(?:[-'’.&/@][^\W_]+)*['’]?|[$€£¥]\d[\d.,]*\d|[^\w\s]")
_NO_NOUNS = (DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | set(SMALL_NUMBERS)) - word_set(
    "this that these those all both some any each and but or"
)
_PLURALS = PERSONAL | word_set("people women men children alumni police which who that them these")
_JOINING = CONJUNCTIONS | RELATIVES | PERSONAL | {",", ";", "as", "than"}


@dataclass(frozen=True)
class Token:
    """A word or mark and where it stands."""

    word: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """Return the word in small letters."""
        return self.word.lower()


def tokens_of(sentence: str) -> list[Token]:
    """Cut a sentence into words and marks."""
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(sentence)]


def has_finite_verb(text: str) -> bool:
    """Say whether a part of a sentence has a verb of its own."""
    return any(True for _ in verb_groups(tokens_of(text)))


def verb_groups(tokens: list[Token]) -> list[tuple[int, int]]:
    """Find the finite verbs: the place of the auxiliary, or the verb itself, and the place of the verb."""
    groups: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        if tokens[at].word in AUXILIARIES and at and tokens[at - 1].low == "to":
            at += 2  # an infinitive, perhaps of the passive
        elif tokens[at].word in AUXILIARIES:
            last = _after_auxiliary(tokens, at)
            groups.append((at, last))
            at = last + 1
        elif _is_finite(tokens, at) and not _says_more(tokens, groups, at):
            groups.append((at, at))
            at += 1
        else:
            at += 1
    return groups


def _after_auxiliary(tokens: list[Token], first: int) -> int:
    """Return the place of the verb that belongs to an auxiliary, or of the auxiliary that is the verb itself."""
    last = first
    for at in range(first + 1, min(first + 5, len(tokens))):
        low = tokens[at].low
        if low in AUXILIARIES:
            last = at
        elif low in ADVERBS or (low.endswith("ly") and not base_form(low)):
            continue
        elif (base_form(low) and low not in DETERMINERS | PREPOSITIONS and tokens[at].word.islower()) or low.endswith(
            "ed"
        ):
            return at
        else:
            break
    return last


def _is_finite(tokens: list[Token], at: int) -> bool:
    """Say whether a word is a finite verb: one by its form that has a noun or pronoun before it."""
    token = tokens[at]
    low = token.low
    base = base_form(low)
    if (
        at == 0
        or not token.word.islower()
        or low.endswith("ing")
        or low in PARTICIPLES
        or low == "aged"
        or not (base or low.endswith("ed"))
    ):
        return False
    before = at - 1
    while before > 0 and (tokens[before].low in ADVERBS or tokens[before].low.endswith("ly")):
        before -= 1
    previous = tokens[before]
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if previous.low in _NO_NOUNS or previous.low == "to" or (previous.word[0].isdigit() and len(previous.word) > 1):
        return False
    if previous.low in ("and", "but", "or") and before and not _verb_like(low, following):
        return False
    if low.endswith("ed") and [token.low for token in tokens[at + 1 : at + 3]] == ["so", "far"]:
        return False
    if following in AUXILIARIES or (following == "of" and low in VERBS | {f"{base}s"}) or low == "last":
        return False
    if low in PAST_ONLY:
        return True
    if low.endswith("ed") or low in IRREGULAR or low in SAME_IN_THE_PAST:
        by_somebody = following == "by" and not (at + 2 < len(tokens) and tokens[at + 2].word[0] in "0123456789$€£¥anm")
        return not (by_somebody or (previous.word in ",–—" and is_past(low)))
    if low in VERBS:  # without an ending: after a plural, or a pronoun
        if (
            following in ("on", "in", "at", "by")
            and at + 2 < len(tokens)
            and re.match(r"\d|[A-Z]", tokens[at + 2].word)
        ):
            return True
        plural = previous.low.endswith("s") or previous.low in _PLURALS or (previous.word == "," and before < at - 1)
        return plural and bool(
            following in DETERMINERS | PREPOSITIONS | RELATIVES | {"", "."} or following[:1].isalnum()
        )
    return _verb_like(low, following)


def _says_more(tokens: list[Token], groups: list[tuple[int, int]], at: int) -> bool:
    """Say whether a participle at the end belongs to the object before: `cover half of the power needed.`."""
    ends = at + 1 == len(tokens) or tokens[at + 1].word == "."
    if not (ends and groups and tokens[at].low.endswith("ed")):
        return False
    return not any(token.low in _JOINING for token in tokens[groups[-1][1] + 1 : at])


def _verb_like(low: str, following: str) -> bool:
    """Say whether what follows a word is what follows a verb: an article, a number, a hedge, a preposition."""
    if low.endswith("ed") or low in IRREGULAR or low in SAME_IN_THE_PAST:
        return True
    if base_form(following) and following not in DETERMINERS | PREPOSITIONS:
        return False
    adverb = following in ADVERBS or following.endswith("ly")
    return (
        adverb
        or following in DETERMINERS | PREPOSITIONS | PRONOUNS | RELATIVES | {"nearly", "almost"}
        or (following[:1].isdigit() or following[:1] in tuple("$€£¥") or following.endswith(("th", "nd", "rd", "st")))
        or (not following.endswith("s") and following.isalpha() and low.endswith("s") and following not in AUXILIARIES)
    )
