"""Owners: whose things an English question asks for, by the place in the sentence (`does my uncle have`)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.spelling import WordClass, dictionary
from bot.text import Token

THE = "the"  # before somebody only where nobody knows the word (`the neighbour`)
_AUXILIARIES = frozenset({"do", "does", "did", "has", "have", "had", "will", "would", "can", "could"})
_HAVING = frozenset({"have", "own", "hold", "get", "got", "possess", "obtain", "obtained", "file", "filed", "register"})
_WHOSE = frozenset({"my", "your", "his", "her", "our", "a", "an", THE})
_LONGEST = 4  # words of an owner


def is_relation(token: Token) -> bool:
    """Return whether a word begins somebody's relation (`my uncle`), or anybody at all (`a student`)."""
    return token.word in _WHOSE


def owner_at(tokens: Sequence[Token], place: int) -> int | None:
    """Return where a stranger ends who begins at a place, between an auxiliary and a word for having; None if nobody.

    A stranger is a first name, a capitalised word that no dictionary has, or somebody's relation (`my uncle`).
    """
    if place == 0 or tokens[place - 1].word not in _AUXILIARIES:
        return None
    following = tokens[place : place + _LONGEST + 1]
    length = next((length for length, token in enumerate(following) if token.word in _HAVING), 0)
    if not length or any(token.stop for token in following[:length]):
        return None
    first = following[0]
    if is_relation(first):
        return place + length if length > 1 else None
    word_class = dictionary().class_of(first.word)
    named = word_class is WordClass.NAME or (word_class is None and first.written[:1].isupper())
    return place + length if named else None
