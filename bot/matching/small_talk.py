"""Small talk: messages that ask nothing of the announcement, recognised only where there is nothing else in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from threading import Lock
from typing import NamedTuple

from bot.facts.language import DEFAULT, Language
from bot.matching.answer import Reason
from bot.matching.lexicon import Entry, Role, lexicon_of
from bot.matching.reader import Reader
from bot.text import Token, holds_symbol

MOST_WORDS = 14  # of a message that is small talk
MOST_MISSPELT = 1  # of these
# Where a message has several kinds, the first of these is replied to: `ok thanks, bye` is a farewell.
RANKED = (
    Reason.SUMMARY,
    Reason.LANGUAGES,
    Reason.PERSON,
    Reason.ELSEWHERE,
    Reason.MAKER,
    Reason.BOT,
    Reason.ABILITIES,
    Reason.COMPLAINT,
    Reason.BYE,
    Reason.THANKS,
    Reason.PRAISE,
    Reason.LAUGH,
    Reason.GREETING,
    Reason.OK,
)
# What is known of every announcement, unless its fact base has an answer of its own.
OF_THE_ANNOUNCEMENT = (Reason.PUBLISHER, Reason.PUBLISHED, Reason.TITLE, Reason.SOURCE, Reason.CHANNEL)
ANSWER = "answer"  # "please answer": the message replied to asks
# Messages that go on from what was shown: another one of the facts shown or offered, more about the one shown, what it
# is for, or a doubt about it; or they did not get it.
ORDINALS = ("first", "second", "third", "last")
MORE = "more"
WHY = "why"
AGAIN = "again"
DOUBT = "doubt"  # is that so?
FOLLOW_UPS = (*ORDINALS, DOUBT, WHY, MORE)
PLEASED = frozenset({Reason.THANKS, Reason.PRAISE, Reason.OK})  # before what is asked: `interesting! tell me more`
_POLITE = "polite"  # words that may stand beside any small talk
COURTESY = frozenset({_POLITE, Reason.GREETING, Reason.THANKS})  # adds nothing to a question


class Talk(NamedTuple):
    """What kind of talk a message is (one of the names above, or an emoji), and in which language."""

    kind: str
    language: str


class SmallTalk:
    """The small talk of all languages; each is compiled when it is first needed. Safe for several threads."""

    def __init__(self, entries: Mapping[str, Iterable[Entry]]) -> None:
        """Take the phrases of each language, and compile English, which every message needs."""
        self._entries = entries
        self._readers: dict[str, Reader] = {}
        self._lock = Lock()
        self.reader(DEFAULT)

    def find(
        self, question: str, tokens: Sequence[Token], codes: Iterable[str], names: Iterable[str] = ()
    ) -> Talk | None:
        """Return what small talk a message is in the first of some languages that knows all of it; None if in none.

        One of the `names` in it is no misspelling (`Germany`, of *German*).
        """
        codes, names = tuple(dict.fromkeys(codes)), tuple(names)
        if not tokens and holds_symbol(question):
            return Talk(Reason.EMOJI, codes[0])
        if not 0 < len(tokens) <= MOST_WORDS:
            return None
        for code in codes:
            reader = self.reader(code)
            if all(map(reader.lexicon.knows, names)) and (kind := self._kind(reader, tokens)):
                return Talk(kind, code)
        return None

    def skip(self, tokens: Sequence[Token], code: str) -> Sequence[Token]:
        """Return a message without the sentences of small talk that it begins with; all of it where nothing follows."""
        reader, start = self.reader(code), 0
        for end, token in enumerate(tokens):
            if token.stop and end > start:
                if end - start > MOST_WORDS or self._kind(reader, tokens[start:end]) not in RANKED:
                    break
                start = end
        return tokens[start:]

    def without_politeness(self, tokens: Sequence[Token], code: str) -> Iterator[Sequence[Token]]:
        """Yield a message without more and more of the greetings, thanks and polite words around it."""
        lexicon, words = self.reader(code).lexicon, [token.word for token in tokens]
        polite: dict[int, int] = {}  # where stretches begin, and where they end
        start = 0
        while start < len(words):
            end, meaning = lexicon.longest(words, start)
            if meaning and meaning.concept in COURTESY:
                polite[start] = end
            start = end
        starts, ends = [0], [len(words)]
        while starts[-1] in polite:
            starts.append(polite[starts[-1]])
        for start in reversed(polite):
            if polite[start] == ends[-1]:
                ends.append(start)
        yield from (tokens[start:end] for start in starts for end in ends if start < end)

    def reader(self, code: str) -> Reader:
        """Return the reader of a language's small talk, over that of English; the first call compiles it."""
        if code not in self._readers:
            with self._lock:
                if code not in self._readers:  # another thread may have compiled it meanwhile
                    under = self._readers.get(DEFAULT)
                    lexicon = lexicon_of(self._entries[code], under.lexicon if under else None)
                    self._readers[code] = Reader(lexicon, under)
        return self._readers[code]

    def _kind(self, reader: Reader, tokens: Sequence[Token]) -> str | None:
        """Return the kind of small talk that a message is, if all of its words are; one of them may be misspelt."""
        unknown = 0
        for token in tokens:
            unknown += not reader.lexicon.knows(token.word)
            if unknown > MOST_MISSPELT:
                return None
        found: set[str] = set()
        asked: set[str] = set()  # in several words: `and` alone may join anything
        for item in reader.read_tokens(tokens).items:
            if item.meaning is None or item.role is Role.NAME:
                return None
            found.add(item.meaning.concept)
            asked |= {item.meaning.concept}.intersection(FOLLOW_UPS) if " " in item.words else set()
        ranked = (*OF_THE_ANNOUNCEMENT, ANSWER, AGAIN, *RANKED, *FOLLOW_UPS)
        kind = next((kind for kind in ranked if kind in found), None)
        return next((kind for kind in FOLLOW_UPS if kind in asked), kind) if kind in PLEASED else kind


def talk_entries(language: Language) -> Iterator[Entry]:
    """Yield a language's small talk; each kind is named as the Reason for the reply."""
    yield Entry(language.small_talk.get(_POLITE, ()), Role.FILLER, _POLITE)
    yield Entry(language.greeting, Role.GREETING, Reason.GREETING)
    yield Entry(language.thanks, Role.THANKS, Reason.THANKS)
    for kind, phrases in chain.from_iterable(
        kinds.items() for kinds in (language.announcement, language.small_talk, language.follow_ups)
    ):
        if kind != _POLITE:
            yield Entry([*phrases, *_without_apostrophes(phrases)], Role.GREETING, kind)


def _without_apostrophes(phrases: Iterable[str]) -> Iterator[str]:
    """Yield phrases as people type them in a hurry: "dont" for "don't"."""
    return (phrase.replace("'", "") for phrase in phrases if "'" in phrase)
