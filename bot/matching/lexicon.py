"""The lexicon: what each word or phrase means to one fact base, in one language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, Union

from bot.facts.base import FactBase
from bot.facts.language import Language
from bot.matching.memo import Memo
from bot.matching.spelling import Speller
from bot.text import MAX_CHARACTERS, variants, word_forms


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
    HOME = "home"  # I'm from ...: before the name of where the asker is
    REFERENCE = "reference"  # they, the company: whoever was spoken of


ASKER = "@asker"  # among the fillers: whoever asks, or tells the asker
PLACE = "@place"  # and where they are
_CORRECTED = frozenset({Role.CONCEPT, Role.SUBJECT, Role.KIND})
MIN_NAME_CORRECTED = 6
_VOTES = {Role.CONCEPT: 0.5, Role.NAME: 0.0, Role.SUBJECT: 0.0}  # loans and names stand in many languages
VOTES = frozenset({*_VOTES.values(), 1.0})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase stands for; a weak one (`word~`) is too common to carry an answer alone."""

    role: Role
    concept: str
    weak: bool = False


Tree: TypeAlias = dict[str, Union[Meaning, "Tree"]]  # by word: what a phrase means, or how it can go on
END = ""  # in a tree: what the phrase means that ends here


class Lexicon:
    """Words and phrases with their meanings; `word*` stands for every word that starts so.

    A lexicon can lie over another one, which is finished by then: what both know means what the upper one says.
    """

    def __init__(self, under: Lexicon | None = None) -> None:
        """Start with no words but those of the lexicon under it."""
        self.under = under
        self.forms: dict[str, float] = {}  # each word and `word*`, and how far it tells the language (detection)
        self.own: set[str] = set()  # the words that misspellings are corrected to
        self.spellers: dict[tuple[bool, int, int], Speller] = {}  # for these words, by strictness (reading)
        self._tree: Tree = {}
        self._trees: tuple[Tree, ...] = (self._tree, *(under._trees if under else ()))
        self._stems: dict[str, str] = dict(under._stems) if under else {}  # `word*` by `word`, of all layers
        self._remembered = Memo(self._forms_of)
        self._begun = Memo(self._begin)

    def add(self, phrases: Iterable[str], role: Role, concept: str) -> None:
        """Give phrases a meaning; a phrase that has one already gets the new one."""
        plain, weak = Meaning(role, concept), Meaning(role, concept, weak=True)
        vote = _VOTES.get(role, 1.0)
        shortest = 0 if role in _CORRECTED else MIN_NAME_CORRECTED if role is Role.NAME else MAX_CHARACTERS
        for phrase in phrases:
            forms = tuple(map(sys.intern, word_forms(phrase)))  # one text for all that know the word: 1.4 MB
            for form in forms:
                if self.forms.get(form, -1.0) < vote:
                    self.forms[form] = vote
                if len(form) >= shortest:
                    self.own.add(form)
                if form[-1] == "*":
                    self._stems[form[:-1]] = form
            if forms:
                _plant(self._tree, forms, weak if phrase.endswith("~") else plain)
        self._remembered.clear()
        self._begun.clear()

    def has(self, word: str) -> bool:
        """Tell whether a word itself stands in any phrase."""
        return word in self.forms or (self.under is not None and self.under.has(word))

    def corrects_to(self, word: str) -> bool:
        """Tell whether a word is one that misspellings are corrected to."""
        return word in self.own or (self.under is not None and self.under.corrects_to(word))

    def knows(self, word: str) -> bool:
        """Tell whether a word, or its beginning, stands in any phrase."""
        return any(map(self.has, self.forms_of(word)))

    def longest(self, tokens: Sequence[str], start: int) -> tuple[int, Meaning | None]:
        """Find the longest phrase at a place: where it ends, and what it means (None: nobody knows the word)."""
        end = start + 1
        meaning, trees = self._begun[tokens[start]]
        best = end, meaning
        while trees and end < len(tokens):
            meaning, trees = self._step(trees, tokens[end])
            end += 1
            if meaning:
                best = end, meaning
        return best

    def _begin(self, word: str) -> tuple[Meaning | None, Sequence[Tree]]:
        """Begin a phrase with a word."""
        return self._step(self._trees, word)

    def _step(self, trees: Sequence[Tree], word: str) -> tuple[Meaning | None, Sequence[Tree]]:
        """Go on with a word: what the phrase means that ends with it, and how longer ones can go on."""
        forms = self.forms_of(word)
        nodes = [node for tree in trees for form in forms if (node := tree.get(form)) is not None]
        if not nodes:
            return None, ()  # as most end
        meaning = next((meaning for node in nodes if (meaning := _meaning(node))), None)
        return meaning, [node for node in nodes if isinstance(node, dict)]

    def forms_of(self, word: str) -> tuple[str, ...]:
        """Return the ways in which a word can stand in a phrase, the most exact first."""
        return self._remembered[word]

    def _forms_of(self, word: str) -> tuple[str, ...]:
        """Find the forms of a word, without and with the particles joined to it."""
        forms: list[str] = []
        for variant in variants(word):
            forms.append(variant)
            forms += [form for n in range(len(variant), 1, -1) if (form := self._stems.get(variant[:n]))]
        return tuple(forms)


def _meaning(node: Meaning | Tree) -> Meaning | None:
    """Return what the phrase means that ends at a node, if one does."""
    if isinstance(node, Meaning):
        return node
    meaning = node.get(END)
    return meaning if isinstance(meaning, Meaning) else None


def _plant(tree: Tree, forms: Sequence[str], meaning: Meaning) -> None:
    """Write a phrase into a tree; where no longer phrase goes on, its meaning itself is the leaf."""
    for form in forms[:-1]:
        node = tree.get(form)
        if not isinstance(node, dict):
            node = tree[form] = {END: node} if node else {}
        tree = node
    node = tree.get(forms[-1])
    if isinstance(node, dict):
        node[END] = meaning
    else:
        tree[forms[-1]] = meaning


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
    lexicon.add(language.homes, Role.HOME, "")
    lexicon.add(language.askers, Role.FILLER, ASKER)
    lexicon.add(language.places, Role.FILLER, PLACE)
    lexicon.add(language.references, Role.REFERENCE, "")
    lexicon.add(language.greeting, Role.GREETING, "")
    lexicon.add(language.thanks, Role.THANKS, "")
    lexicon.add(language.joiners, Role.JOINER, "")
    for kind, phrases in language.kinds.items():
        lexicon.add(phrases, Role.KIND, f"?{kind}")
