"""Stories: the question in a long message, without all that is told around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from bot.matching.clauses import anchored, has, only_asks
from bot.matching.lexicon import PLACE, Role
from bot.matching.reader import STRANGER, Item, Reader, Spelt
from bot.text import MAX_CHARACTERS, Token, tokenize

LONG = 31  # tokens from which a message is a story: hardly any question has as many
MAX_STORY = 4096  # characters of a message in Telegram (Bot API, sendMessage)
MAX_SENTENCES = 4  # that are looked at, from the last one on, while they are no longer than a message is read
LONG_SENTENCE = 30  # items from which a sentence has more in it than its question
BETWEEN = 8  # items of one question, where another one follows
BEFORE = 12  # items before an asking word that stands at the end, as in Turkish or Chinese
_ENDS = re.compile(r"(?<=[.!?…])[\s\"”»)]+|(?<=[。！？؟।])|[\n\r]+")
_ASKING_END = re.compile(r"[?？؟][\W_]*\Z")

Read = tuple[tuple[Token, ...], tuple[Item, ...]]  # tokens, and what they say


def question_of(text: str, reader: Reader) -> Read:
    """Return the tokens of the sentences of a story that ask, and what they say.

    A name in the story holds for them only where they name nobody, so that `they` is whoever was named last.
    """
    sentences = [sentence for sentence in _ENDS.split(text[:MAX_STORY]) if sentence.strip()]
    spelt: Spelt = {}

    @cache
    def read(first: int, last: int) -> Read:
        """Read some sentences, once."""
        tokens = tokenize(" ".join(sentences[first : last + 1])[-MAX_CHARACTERS:])
        return tokens, reader.read_tokens(tokens, spelt).items

    first, last = _asking(sentences, read)
    tokens, items = read(first, last)
    start = _start(items) if len(items) > LONG_SENTENCE else 0
    if not has(items[start:], Role.SUBJECT):
        before = read(0, first - 1)[1]
        return tokens, (*items[start:], *_spoken_of((*before, *items[:start])))
    return tokens, items[start:]


def _asking(sentences: Sequence[str], read: Callable[[int, int], Read]) -> tuple[int, int]:
    """Return the places of the first and the last sentence that ask: the last ones that speak of the announcement.

    Where none does, that is the last one that asks; one that names nothing (`The designs. How many?`) goes with the
    one before it.
    """
    if len(sentences) == 1:
        return 0, 0
    asking = [place for place, sentence in enumerate(sentences) if _ASKING_END.search(sentence)]
    places = (asking or list(range(len(sentences))))[-MAX_SENTENCES:]
    looked_at = 0
    for last in reversed(places):
        if looked_at > MAX_CHARACTERS:
            break
        looked_at += len(sentences[last])
        items = read(last, last)[1]
        if anchored(items) and (asking or has(items, Role.KIND)):
            first = last
            while first - 1 in asking and first - 1 in places:
                first -= 1
            return first, last
    last = places[-1]
    goes_on = last > 0 and only_asks(read(last, last)[1])
    return last - goes_on, last


def _start(items: Sequence[Item]) -> int:
    """Return where the question begins in a sentence without end: at its last asking words."""
    kinds = [place for place, item in enumerate(items) if item.role is Role.KIND]
    if not kinds:
        return len(items) - LONG_SENTENCE
    start = kinds[-1]
    for place in reversed(kinds[:-1]):
        if start - place <= BETWEEN and anchored(items[place:start]):
            start = place
    return start if anchored(items[start:]) else max(start - BEFORE, 0)


def _spoken_of(items: Sequence[Item]) -> list[Item]:
    """Return the name of whoever was spoken of last, unless that is the subject or a place where somebody was."""
    for place in range(len(items) - 1, -1, -1):
        item, before = items[place], items[place - 1] if place else None
        if item.role is Role.SUBJECT:
            return []
        there = before is not None and before.meaning is not None and before.meaning.concept == PLACE
        if item.role is Role.NAME and item.meaning is not STRANGER and not there:
            return [item]
    return []
