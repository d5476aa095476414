"""The languages that a fact base is asked about in: each is compiled when the first question in it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from threading import Lock

from bot.facts.base import FactBase
from bot.facts.language import DEFAULT, load_languages, match_language, other_words, spoken_codes
from bot.matching.alphabets import Alphabets
from bot.matching.detection import Detector
from bot.matching.lexicon import Role, entries_of, lexicon_of
from bot.matching.phrasings import Phrase, read_phrasings
from bot.matching.reader import Item, Reader
from bot.matching.small_talk import SmallTalk, talk_entries
from bot.matching.spelling import remembered
from bot.matching.units import Units
from bot.matching.whose import Owners
from bot.text import Token, forms_of_all, words

_NOUN = frozenset({None, Role.CONCEPT, Role.LIMIT})  # behind a word such as `of those`: what they are


class Languages:
    """The reader of each language, and what tells the languages apart; safe for several threads."""

    def __init__(self, base: FactBase) -> None:
        """Compile English, in which the phrasings are."""
        vocabularies = self._vocabularies = load_languages(spoken_codes(base.languages))
        self._entries = {code: list(entries_of(base, each)) for code, each in vocabularies.items()}
        lexicon = lexicon_of(self._entries[DEFAULT])
        self.phrases: Sequence[Phrase]
        self.phrases, added = read_phrasings(base, lexicon)
        self._entries[DEFAULT] += added
        # English first: where languages are equally likely, the first one is taken.
        talk = {code: list(talk_entries(each)) for code, each in vocabularies.items()}
        everything = {code: [*entries, *talk[code]] for code, entries in self._entries.items()}
        self._detector = Detector({DEFAULT: everything[DEFAULT], **everything})
        self._alphabets = Alphabets({code: each.letters for code, each in vocabularies.items()})
        self.small_talk = SmallTalk(talk)
        self.english = Reader(lexicon, is_fact_word=self._detector.is_fact_word)
        self._readers = {DEFAULT: self.english}
        self._subject = (base.announcement.subject, *base.announcement.names)
        self._owners = {DEFAULT: self._owners_in(DEFAULT)}
        self._units = {DEFAULT: Units(vocabularies[DEFAULT], lexicon)}
        self._parts = {code: tuple(map(words, each.parts)) for code, each in vocabularies.items()}
        self._known = remembered(partial(match_language, codes=tuple(self._entries)))
        self._lock = Lock()

    def detect(self, text: str, tokens: Sequence[Token], tag: str | None) -> str:
        """Return the language to read a message in; where it does not say, that of the language tag (IETF).

        A word in capitals is a name or an abbreviation (`MIT`, not German *mit*), unless the whole message is shouted.
        """
        shouted = all(token.upper for token in tokens)
        words = [token.word for token in tokens if shouted or not (token.upper and token.word.isalpha())]
        return self._detector.detect(words, self.known(tag), self._alphabets.marks(text, tokens))

    def is_unspoken(self, text: str, words: Sequence[str], code: str) -> bool:
        """Return whether a message that is read in a language is in another one, which the bot does not speak."""
        if code != DEFAULT and self._alphabets.lacks(text, code):
            return True
        return self._detector.is_foreign(words, code, other_words())

    def reader(self, code: str) -> Reader:
        """Return the reader of a language; the first call compiles it."""
        if code not in self._readers:
            with self._lock:
                if code not in self._readers:  # another thread may have compiled it meanwhile
                    lexicon = lexicon_of(self._entries[code], under=self.english.lexicon)
                    self._units[code] = Units(self._vocabularies[code], lexicon)
                    self._owners[code] = self._owners_in(code)
                    self._readers[code] = Reader(lexicon, under=self.english)
        return self._readers[code]

    def spelling(self, name: str) -> str:
        """Return a name typed in small or in capital letters alone as the languages and the fact base write it."""
        plain = name == name.casefold() or name.isupper()
        return self._spellings.get(words(name), name) if plain else name

    @cached_property
    def _spellings(self) -> Mapping[tuple[str, ...], str]:
        """Index the names that have a capital by their folded words."""
        entries = (entry for each in self._entries.values() for entry in each if entry.role is Role.NAME)
        names = (name.strip("=~$") for entry in entries for name in entry.phrases)
        return {words(name): name for name in names if name != name.casefold() and not name.endswith("*")}

    def is_place(self, name: str) -> bool:
        """Return whether a name is one of a country or a city: no rival of the subject, as others are."""
        exact, stems = self._places
        folded = " ".join(words(name))
        return folded in exact or (" " not in folded and folded.startswith(stems))

    @cached_property
    def _places(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Collect the general names of all languages, and the beginnings of those that are inflected (`japan*`)."""
        names = forms_of_all([name for each in self._vocabularies.values() for name in each.names])
        stems = [name.rstrip("*") for name in names if name.endswith("*") and " " not in name]
        return frozenset(name.rstrip("$").casefold() for name in names), tuple(stems)

    def units(self, code: str) -> Units:
        """Return what finds units in a language."""
        self.reader(code)
        return self._units[code]

    def owners(self, code: str) -> Owners:
        """Return what finds somebody else's things in a language."""
        self.reader(code)
        return self._owners[code]

    def asks_for_part(self, items: Sequence[Item], code: str) -> bool:
        """Return whether a question is for a part of what was spoken of before: `of them`, and no other word for it."""
        said = [(word, item) for item in items for word in item.words.split()]
        for phrase in chain(self._parts[code], self._parts[DEFAULT]):
            for start in range(len(said) - len(phrase) + 1):
                end = start + len(phrase)
                if tuple(word.rstrip("$") for word, _ in said[start:end]) == phrase:
                    before, following = said[:start], said[end : end + 1]
                    names = any(item.role is Role.CONCEPT for _, item in before)
                    return not names and all(item.role not in _NOUN for _, item in following)
        return False

    def _owners_in(self, code: str) -> Owners:
        """Compile the words beside an owner in a language."""
        each = self._vocabularies[code]
        return Owners(each.owners, each.possessives, self._subject, each.filler, english=code == DEFAULT)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the languages."""
        return tuple(self._entries)

    def compile(self, code: str) -> None:
        """Compile a language, so that no question has to wait for it."""
        self._detector.index_all()
        self.spelling("")  # indexes the names
        self.is_place("")
        self.reader(code)
        self.small_talk.reader(code)

    def known(self, tag: str | None) -> str | None:
        """Return the language that a language tag stands for, if it is one of these."""
        return self._known(tag or "")
