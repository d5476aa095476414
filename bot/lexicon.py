"""The lexicon: what each word or phrase means to one fact base, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
_VOTES = {Role.CONCEPT: 0.5, Role.NAME: 0.0, Role.SUBJECT: 0.0}  # loans and names stand in many languages


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase stands for; a weak one (`word~`) is too common to carry an answer alone."""

    role: Role
    concept: str
    weak: bool = False


class Lexicon:
    """Words and phrases with their meanings; `word*` stands for every word that starts so.

    A lexicon can lie over another one: what both know means what the upper one says.
    """

    def __init__(self, under: Lexicon | None = None) -> None:
        """Start with no words but those of the lexicon under it."""
        self.under = under
        self.forms: dict[str, float] = {}  # each word and `word*`, and how far it tells the language (detection)
        self.own: set[str] = set()  # the words that misspellings are corrected to
        self._trie: dict[Any, Any] = {}

    def add(self, phrases: Iterable[str], role: Role, concept: str) -> None:
        """Give phrases a meaning; a phrase that has one already gets the new one."""
        plain, weak = Meaning(role, concept), Meaning(role, concept, weak=True)
        vote = _VOTES.get(role, 1.0)
        for phrase in phrases:
            node = self._trie
            for form in _forms(phrase):
                self.forms[form] = max(vote, self.forms.get(form, 0.0))
                if role in _CORRECTED or (role is Role.NAME and len(form) >= MIN_NAME_CORRECTED):
                    self.own.add(form)
                node = node.setdefault(form, {})
            if node is not self._trie:
                node[None] = weak if phrase.endswith("~") else plain

    def has(self, word: str) -> bool:
        """Tell whether a word itself stands in any phrase."""
        return word in self.forms or (self.under is not None and self.under.has(word))

    def corrects_to(self, word: str) -> bool:
        """Tell whether a word is one that misspellings are corrected to."""
        return word in self.own or (self.under is not None and self.under.corrects_to(word))

    def knows(self, word: str) -> bool:
        """Tell whether a word, or its beginning, stands in any phrase."""
        return any(self.has(form) for form in self.forms_of(word))

    def longest(self, tokens: Sequence[str], start: int) -> tuple[int, Meaning] | None:
        """Find the longest phrase at a place: where it ends, and what it means."""
        best: tuple[int, Meaning] | None = None
        nodes = self._roots()
        for end in range(start, len(tokens)):
            forms = self.forms_of(tokens[end])
            nodes = [below for node in nodes for form in forms if (below := node.get(form))]
            if not nodes:
                break
            best = next(((end + 1, node[None]) for node in nodes if None in node), best)
        return best

    def _roots(self) -> list[dict[Any, Any]]:
        """Return the tries of this lexicon and of those under it."""
        return [self._trie, *(self.under._roots() if self.under else ())]

    def forms_of(self, word: str) -> list[str]:
        """Return the ways in which a word can stand in a phrase, the most exact first."""
        forms: list[str] = []
        for variant in variants(word):
            forms.append(variant)
            forms += [form for n in range(len(variant), 1, -1) if self.has(form := f"{variant[:n]}*")]
        return forms


def _forms(phrase: str) -> list[str]:
    """Cut a phrase of a fact base into the forms that a trie is made of."""
    forms: list[str] = []
    for part in phrase.split():
        if part.startswith("="):  # only where it stands in capitals: US, and not us
            forms.append(part[1:])
            continue
        pieces = [part.lower()] if part.isascii() and part.isalpha() else list(words(part))
        if part.rstrip("~").endswith("*") and pieces:
            pieces[-1] += "*"
        forms += pieces
    return forms


def base_lexicon(base: FactBase, language: Language) -> Lexicon:
    """Join the general words of the fact base's language with the fact base's own, which win."""
    lexicon = Lexicon()
    _add_language(lexicon, language)
    announcement = base.announcement
    _add_words(lexicon, (announcement.subject, *announcement.names), announcement.not_about, base.synonyms)
    return lexicon


def language_lexicon(base: FactBase, language: Language, under: Lexicon) -> Lexicon:
    """Lay the words of another language, general and of this fact base, over those of the first."""
    lexicon = Lexicon(under)
    _add_language(lexicon, language)
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
