"""The lexicon: what each word or phrase means to one fact base, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.facts import FactBase
from bot.language import Language
from bot.text import variants, words


class Role(StrEnum):
    """What a word does in a question."""

    FILLER = "filler"
    GREETING = "greeting"
    THANKS = "thanks"
    JOINER = "joiner"
    SUBJECT = "subject"
    KIND = "kind"  # how many, who, when
    CONCEPT = "concept"  # a word of the fact base
    LIMIT = "limit"  # an attribute that few announcements tell
    NAME = "name"  # somebody else
    TIME = "time"  # another time
    YEAR = "year"  # last year, this year, next year: counted from the publication
    OPENING = "opening"  # of the ..., as a ...: words that lead up to a question
    REFERENCE = "reference"  # they, the company: whoever was spoken of


_CORRECTED = frozenset({Role.CONCEPT, Role.SUBJECT, Role.KIND})
MIN_NAME_CORRECTED = 6


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase stands for; a weak one (`word~`) is too common to carry an answer alone."""

    role: Role
    concept: str
    weak: bool = False


class Lexicon:
    """Words and phrases with their meanings; `word*` stands for every word that starts so."""

    def __init__(self) -> None:
        """Start with no words."""
        self.words: set[str] = set()
        self.own: set[str] = set()  # those that misspellings are corrected to
        self.prefixes: set[str] = set()
        self._trie: dict[Any, Any] = {}

    def add(self, phrases: Iterable[str], role: Role, concept: str) -> None:
        """Give phrases a meaning; a phrase that has one already gets the new one."""
        plain, weak = Meaning(role, concept), Meaning(role, concept, weak=True)
        for phrase in phrases:
            meaning = weak if phrase.endswith("~") else plain
            node = self._trie
            for form in _forms(phrase):
                if form.endswith("*"):
                    self.prefixes.add(form[:-1])
                else:
                    self.words.add(form)
                    if role in _CORRECTED or (role is Role.NAME and len(form) >= MIN_NAME_CORRECTED):
                        self.own.add(form)
                node = node.setdefault(form, {})
            if node is not self._trie:
                node[None] = meaning

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in any phrase."""
        return any(form in self.words or self._prefixes_of(form) for form in variants(word))

    def longest(self, tokens: Sequence[str], start: int) -> tuple[int, Meaning] | None:
        """Find the longest phrase at a place: where it ends, and what it means."""
        best: tuple[int, Meaning] | None = None
        nodes = [self._trie]
        for end in range(start, len(tokens)):
            nodes = [below for node in nodes for form in self._forms_of(tokens[end]) if (below := node.get(form))]
            if not nodes:
                break
            best = next(((end + 1, node[None]) for node in nodes if None in node), best)
        return best

    def _forms_of(self, word: str) -> Iterator[str]:
        """Yield the ways in which a word can stand in the trie, exact ones first."""
        for variant in variants(word):
            yield variant
            yield from (f"{prefix}*" for prefix in self._prefixes_of(variant))

    def _prefixes_of(self, word: str) -> list[str]:
        """Return the known beginnings of a word, longest first."""
        return [word[:n] for n in range(len(word), 1, -1) if word[:n] in self.prefixes]


def _forms(phrase: str) -> list[str]:
    """Cut a phrase of a fact base into the forms that a trie is made of."""
    forms: list[str] = []
    for part in phrase.split():
        if part.startswith("="):  # only where it stands in capitals: US, and not us
            forms.append(part[1:])
            continue
        pieces = list(words(part))
        if part.endswith("*") and pieces:
            pieces[-1] += "*"
        forms += pieces
    return forms


def build_lexicon(base: FactBase, languages: Sequence[Language]) -> Lexicon:
    """Join the general words of some languages, the fact base's words, and those of its companions; the last wins."""
    lexicon = Lexicon()
    first, *others = languages
    _add_language(lexicon, first)
    announcement = base.announcement
    names = (announcement.subject, *announcement.names)
    _add_words(lexicon, names, announcement.not_about, base.synonyms)
    for language in others:
        _add_language(lexicon, language)
        lexicon.add(names, Role.SUBJECT, "@subject")
        if companion := base.companions.get(language.code):
            _add_words(lexicon, companion.names, companion.not_about, companion.synonyms)
    return lexicon


def _add_words(
    lexicon: Lexicon, names: Iterable[str], not_about: Iterable[str], synonyms: Mapping[str, Iterable[str]]
) -> None:
    """Add a fact base's own words."""
    lexicon.add(names, Role.SUBJECT, "@subject")
    lexicon.add(not_about, Role.NAME, "@name")
    for concept, phrases in synonyms.items():
        lexicon.add(phrases, Role.CONCEPT, concept)


def _add_language(lexicon: Lexicon, language: Language) -> None:
    """Add a language's general words."""
    lexicon.add(language.names, Role.NAME, "@name")
    lexicon.add(language.times, Role.TIME, "@time")
    for group, phrases in language.limits.items():
        lexicon.add(phrases, Role.LIMIT, group)
    for distance, phrases in language.years.items():
        lexicon.add(phrases, Role.YEAR, distance)
    lexicon.add(language.filler, Role.FILLER, "")
    lexicon.add(language.openings, Role.OPENING, "")
    lexicon.add(language.references, Role.REFERENCE, "")
    lexicon.add(language.greeting, Role.GREETING, "")
    lexicon.add(language.thanks, Role.THANKS, "")
    lexicon.add(language.joiners, Role.JOINER, "")
    for kind, phrases in language.kinds.items():
        lexicon.add(phrases, Role.KIND, f"?{kind}")
