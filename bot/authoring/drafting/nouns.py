"""Noun phrases: what a figure counts, up to the verb or the preposition that follows it."""

from __future__ import annotations

import re

from bot.authoring.drafting.english import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR,
    PAST_ONLY,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SMALL_NUMBERS,
    VERBS,
    base_form,
    word_set,
)

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*['’]?|[^\w\s]")
_PAIR = re.compile(r"\sand\s[a-z]+s(?=,|\s(?:are|were|have|will|now)\b)")  # engineers and designers
_BARE_VERBS = word_set("work live come go emit carry sail take make provide serve become find leave receive")
_DONE = re.compile(r"[a-z]+ed (?:an?|the|it|its|their)\b")  # 30 reached the finish
_COLLECTIVE = word_set("staff personnel aircraft crew")  # plurals without an ending
STOP = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | RELATIVES | AUXILIARIES | PRONOUNS | ADVERBS
STOP |= word_set(
    "everything everybody everyone themselves itself aged "
    "worth nearly roughly last next several each less fewer able worldwide overseas abroad longer higher lower live ago"
)


def noun_after(sentence: str, at: int, limit: int = 4) -> tuple[str, int]:
    """Return the noun phrase that begins at a place, without what follows it, and its end."""
    start, end, words = 0, at, 0
    for match in _WORD.finditer(sentence, at):
        word = match.group()
        if words == 0 and (
            word.isdigit() or word.lower() in PAST_ONLY | set(SMALL_NUMBERS) or _DONE.match(sentence, match.start())
        ):
            break
        if words == 0 and word.lower() == "of" and not sentence[at : match.start()].strip():
            continue
        if (
            not word[0].isalnum()
            or word.lower() in STOP
            or (words >= limit and word.islower())
            or (words and _is_verb(word))
        ):
            break
        if words and (word[0].isdigit() or word.lower() in SMALL_NUMBERS or _ends(sentence[start:end], word)):
            break
        start = start or match.start()
        end, words = match.end(), words + 1
    if not words:
        return "", at
    if pair := _PAIR.match(sentence, end):
        end = pair.end()
    return sentence[start:end], end


def _is_verb(word: str) -> bool:
    """Say whether a word in a noun's place is more likely a verb or a participle."""
    low = word.lower()
    return (
        low in IRREGULAR
        or ((low.endswith(("ed", "ing"))) and base_form(low) != "")
        or (low in VERBS and low in _BARE_VERBS)
    )


def is_plural(noun: str) -> bool:
    """Say whether the last word of a noun phrase is a plural by its form."""
    return noun.endswith(("people", "men", "children")) or bool(re.search(r"[^sui'’]s$", noun))


def _ends(noun: str, word: str) -> bool:
    """Say whether a noun phrase ends before a word: what follows a plural is its verb, or says more of it."""
    return is_plural(noun) and word not in _COLLECTIVE and (not word.islower() or not is_plural(word))
