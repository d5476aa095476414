"""The reader: a message becomes concepts, names, years and words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.matching.lexicon import ASKER, NAME, PLACE, Lexicon, Meaning, Role
from bot.matching.owners import THE, is_relation, owner_at
from bot.matching.spelling import MIN_LENGTH, dictionary, remembered
from bot.matching.words import WordReader
from bot.text import MAX_TOKENS, Token, tokenize, typed_of

MAX_UNKNOWN_LETTERS = 200  # of different unknown words in a message: the spelling of those beyond is not looked at
MIN_STRANGER = 3
STRANGER = Meaning(Role.NAME, NAME)  # a name that stands in no list
BESIDE = Meaning(Role.FILLER, "")  # a name that has nothing to do with the question
OWN = frozenset({Role.SUBJECT, Role.CONCEPT, Role.KIND})  # what no stranger is
_YEAR = re.compile(r"(?:19|20)\d\d")


Spelt = dict[str, Sequence[str]]  # unknown words, and what they were meant to be


class Item(NamedTuple):
    """A stretch of a message that means one thing, or that nobody knows (`meaning` and `role` are None)."""

    words: str
    meaning: Meaning | None
    stop: str = ""  # the punctuation before it
    written: str = ""  # as it was typed
    role: Role | None = None  # the meaning's: what the item does in the question

    @property
    def year(self) -> int | None:
        """Return the year that the item names, if it is one."""
        return int(self.words) if self.meaning is None and _YEAR.fullmatch(self.words) else None

    @property
    def number(self) -> bool:
        """Return whether the item is a number that the fact base does not speak of."""
        return self.meaning is None and self.words[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says, in order, and which words were taken for which others."""

    items: tuple[Item, ...]
    corrections: tuple[tuple[str, str], ...] = ()


class Reader:
    """Read messages with one lexicon."""

    def __init__(
        self,
        lexicon: Lexicon,
        under: Reader | None = None,
        *,
        correcting: bool = True,
        is_fact_word: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Take the lexicon; a reader of a language over the first one takes the reader of that.

        `is_fact_word` tells of a word whether the fact base has it in any language: it is no name then.
        """
        self.lexicon = lexicon
        self._is_fact_word = is_fact_word
        self._words: WordReader = WordReader(lexicon, under._words if under else None, correcting=correcting)
        self._look_up = remembered(self._words.look_up)
        self._meant_by = remembered(self._words.meant_by)

    def read(self, message: str) -> Reading:
        """Read a message: correct its spelling, then find the longest phrases from left to right."""
        return self.read_tokens(tokenize(message))

    def read_tokens(self, message: Sequence[Token], spelt: Spelt | None = None) -> Reading:
        """Read a message that is cut into tokens already; `spelt` is shared by the readings of one message."""
        corrections: list[tuple[str, str]] = []
        tokens = self._corrected(message, {} if spelt is None else spelt, corrections)
        words = self._forms(tokens)
        items: list[Item] = []
        shouted = 2 * sum([token.written[:1].isupper() for token in tokens]) > len(tokens)  # capitals name nobody then
        start = 0
        while start < len(tokens):
            end, meaning = self.lexicon.longest(words, start)
            if meaning is None and not shouted and self._is_name(tokens[start]):
                meaning = STRANGER
            if owner := self._owner(tokens, start):
                end, meaning = owner, STRANGER
            elif meaning and meaning.role is Role.NAME and _is_askers(items):
                meaning = BESIDE
            word, stop = " ".join(words[start:end]), tokens[start].stop
            items.append(Item(word, meaning, stop, typed_of(tokens[start:end]), meaning.role if meaning else None))
            start = end
        return Reading(tuple(items), tuple(corrections))

    def _corrected(self, tokens: Sequence[Token], spelt: Spelt, corrections: list[tuple[str, str]]) -> list[Token]:
        """Return tokens as they are, as the words that were meant, or cut into the words they join."""
        found: list[Token] = []
        letters = sum(len(word) for word in spelt if word not in dictionary())
        for place, token in enumerate(tokens):
            word = token.word
            if word not in spelt and not self._look_up(word).known:
                letters += 0 if word in dictionary() else len(word)
                spelt[word] = self._meant_by(word) if letters <= MAX_UNKNOWN_LETTERS else ()
            meant = spelt.get(word)
            if meant and not self._may_be_somebody(tokens, place, meant):
                corrections.append((word, " ".join(meant)))
                first = token._replace(word=meant[0], written=meant[0], upper=False)
                found += [first, *(Token(part, part, glued=True) for part in meant[1:])]
            else:
                found.append(token)
        return found[:MAX_TOKENS]

    def _may_be_somebody(self, tokens: Sequence[Token], place: int, meant: Sequence[str]) -> bool:
        """Return whether a misspelt word with a capital may be a name.

        That is an owner's, a short one in mid-sentence, or one that begins otherwise than the name it is taken for.
        """
        token = tokens[place]
        if not token.written[:1].isupper() or self.lexicon.under:
            return False
        if self._role(meant[0]) is Role.NAME and meant[0][0] != token.word[0]:
            return True
        if token.owning and not token.upper:
            return Role.SUBJECT not in map(self._role, meant)
        return (len(token.word) == MIN_LENGTH and not token.stop and not token.upper) or bool(
            self._owner(tokens, place, meant)
        )

    def _forms(self, tokens: Sequence[Token]) -> list[str]:
        """Return the tokens' words as the lexicon has them: `US` in capitals among others, `for$` at a clause's end."""
        forms: list[str] = []
        shouted = all(token.upper for token in tokens)  # capitals say nothing then
        for place, token in enumerate(tokens):
            info = self._look_up(token.word)
            form = token.word
            if token.upper and info.in_capitals and not shouted:
                form = info.in_capitals
            elif info.at_end and self._ends(tokens[place + 1 : place + 2]):
                form = info.at_end
            forms.append(form)
        return forms

    def _ends(self, following: Sequence[Token]) -> bool:
        """Return whether a clause ends before what follows."""
        return not following or bool(following[0].stop) or self._look_up(following[0].word).joins

    def _owner(self, tokens: Sequence[Token], place: int, meant: Sequence[str] = ()) -> int | None:
        """Return where a stranger ends whose things are asked for; None if nobody, or somebody of the announcement."""
        end = None if self.lexicon.under else owner_at(tokens, place)
        if end is None:
            return None
        roles = [self._role(token.word) for token in tokens[place:end]]
        if tokens[place].word == THE:
            return end if set(roles[1:]) == {None} else None
        if is_relation(tokens[place]):
            return None if OWN.intersection(roles) else end
        return None if roles[0] or Role.SUBJECT in map(self._role, meant) or OWN.intersection(roles) else end

    def _role(self, word: str) -> Role | None:
        """Return what a word by itself does in a question; None for one that nobody knows."""
        meaning = self.lexicon.longest((word,), 0)[1]
        return meaning.role if meaning else None

    def _is_name(self, token: Token) -> bool:
        """Return whether an unknown English word is a name: a capital in mid-sentence that no dictionary explains."""
        if self.lexicon.under or token.stop or not token.written[:1].isupper() or len(token.word) < MIN_STRANGER:
            return False
        return token.word not in dictionary() and not self._is_fact_word(token.word)


def _is_askers(before: Sequence[Item]) -> bool:
    """Return whether a name is the asker's own affair: `I'm from ...`, or `as a student in ...` before any question."""
    last = before[-1].meaning if before else None
    if last is None or (last.role is not Role.HOME and last.concept not in (PLACE, ASKER)):
        return False
    for item in reversed(before):
        if item.role is Role.HOME or (item.meaning and item.meaning.concept == ASKER):
            return True
        if item.role in (Role.KIND, Role.SUBJECT, Role.NAME) or item.stop:
            return False
    return False
