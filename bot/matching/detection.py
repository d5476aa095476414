"""Which language a message is written in, by its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import filterfalse
from math import isclose
from typing import NamedTuple

from bot.facts.language import DEFAULT
from bot.matching.lexicon import Entry, Role, Stems
from bot.matching.spelling import dictionary, remembered
from bot.text import unstretched, words_of_all

MARGIN = 0.15  # votes by which a language must lead: `china` alone is a word of many
FULL = 1.0
VOTES = {
    Role.CONCEPT: 0.5,
    Role.NAME: 0.0,
    Role.SUBJECT: 0.0,
    Role.LIMIT: 0.5,
}  # loans and names stand in many languages; all else: FULL
STEM = 0.9  # of the vote of a word that only begins as one of the language
SHORT = 2  # words of a message that only changes the reader's language where they leave no doubt
SPOKEN = 0.4  # share of the words of a longer one that must be in the language
NOBODYS: Mapping[str, float] = {}  # the shares of a word of no language, as most are that are remembered
MIN_OWN = 4  # letters of a Latin word that leaves no doubt
MIN_BESIDE = 3  # and of one that another stands beside (`und 5G`)
APART = 3  # single letters that are no words but one spelt apart, where they are most of a message
# Words of one script alone, whose forms cannot be those of a word in Latin letters or digits.
_OTHER_SCRIPT = re.compile(r"(?<!\S)[\u0400-\u0481\u048a-\u052f\u0621-\u065f\u0900-\u0963\u4e00-\u9fff*~$]++(?!\S)")

# By language and vote: the words of phrases, as they are written.
Phrases = Mapping[str, Mapping[float, Collection[str]]]
Forms = Mapping[str, Mapping[str, float]]  # by language: each word, and `word*`, with its vote


class Marks(NamedTuple):
    """What the letters and signs of a message say of its language, which its folded words do not."""

    writing: Mapping[str, Collection[str]] = {}  # by the words with a mark: the languages that write them so
    sign: str | None = None  # the one that has a sign of the message (`¿`)


NO_MARKS = Marks()


class Detector:
    """Count for each language the words of a message that are its own."""

    def __init__(self, entries: Mapping[str, Iterable[Entry]]) -> None:
        """Index the words of all languages, the fact base's own first."""
        self._words = _Words(entries)
        self._shares = remembered(self._words.shares)

    def index_all(self) -> None:
        """Index what would wait for the first message in another script."""
        self._words.index_all()

    def detect(self, words: Sequence[str], otherwise: str | None = None, marks: Marks = NO_MARKS) -> str:
        """Return the code of the language with most words; `otherwise` (or English) where nothing tells.

        The language that is expected, `otherwise`, stays where the message does not clearly speak another one.
        """
        words = _without_spelt_apart(words)
        shares = [self._marked_shares(word, marks) for word in words]
        votes: dict[str, float] = defaultdict(float)
        for each in shares:
            for code, share in each.items():
                votes[code] += share
        if marks.sign:
            votes[marks.sign] += FULL
        fallback = otherwise or DEFAULT
        likeliest = max(votes, key=votes.__getitem__, default=fallback)
        tied = [code for code in votes if votes[likeliest] - votes[code] <= MARGIN]
        found = next((code for code in (fallback, DEFAULT) if code in tied), likeliest)
        if otherwise in (None, found) or found == marks.sign or _speaks(words, shares, found, otherwise):
            return found
        return otherwise

    def is_fact_word(self, word: str) -> bool:
        """Return whether a word in Latin letters is one of the fact base's own in any language."""
        return self._words.has_vote(word, VOTES[Role.CONCEPT])

    def is_foreign(self, words: Sequence[str], code: str, others: frozenset[str]) -> bool:
        """Return whether a message has more words of `others`, which no language here has, than of a language alone.

        Where a language has nothing of its own in it but loans (`patentu`), all words of `others` count.
        """
        if others.isdisjoint(words):
            return False
        own = [word for word in words if set(self._shares(word)) == {code}]
        if not any(self._shares(word)[code] == FULL for word in own if word not in others) and code != DEFAULT:
            foreign = sum(word in others for word in words)
            return foreign > 1 and foreign >= sum(word not in others for word in own)
        foreign = sum(word in others and not self._shares(word) for word in words)
        return foreign > 0 and foreign >= len(own)

    def _marked_shares(self, word: str, marks: Marks) -> Mapping[str, float]:
        """Return how the vote of a word is shared by the languages that have it with the marks that it has."""
        shares = self._shares(word)
        writing = marks.writing.get(word)
        kept = [code for code in shares if writing and code in writing]
        return {code: shares[code] * len(shares) / len(kept) for code in kept} if kept else shares


def _without_spelt_apart(words: Sequence[str]) -> Sequence[str]:
    """Return words without single letters, where these are most of them: `h o w` is no word of any language."""
    longer = [word for word in words if len(word) > 1 or not word.isascii()]
    apart = len(words) - len(longer)
    return longer if apart >= APART and apart > len(longer) else words


def _speaks(words: Sequence[str], shares: Sequence[Mapping[str, float]], code: str, otherwise: str | None) -> bool:
    """Return whether a message is clearly in a language: by its script, or by words that `otherwise` lacks."""
    other_script = [each for word, each in zip(words, shares, strict=True) if not word.isascii()]
    if other_script:  # Japanese has characters of Chinese among its own
        return sum(code in each for each in other_script) >= SPOKEN * len(other_script)
    told = [(word, each) for word, each in zip(words, shares, strict=True) if not word.isdigit()]
    least = MIN_OWN if len(told) == 1 and code != DEFAULT else MIN_BESIDE
    spoken = [each for _, each in told if code in each]
    foreign = [each for each in spoken if otherwise not in each]
    own = [each for word, each in told if len(word) >= least and each in foreign and _is_everyday(each, code)]
    if len(spoken) == len(told) > 1 and (own or len(foreign) == len(told)) and _is_only_one(spoken, code):
        return True
    if len(told) > SHORT:
        if code == DEFAULT and own and len(spoken) > len(told) / 2:  # everybody may change to English
            return True
        return len(spoken) >= SPOKEN * len(told) and len(foreign) > 1
    rivals = [each for _, each in told if len(each) == 1 and code not in each]
    sole = [each for each in own if len(each) == 1 or (len(told) > 1 and _likeliest(each) == {code})]
    return bool(sole) and not any(FULL in each.values() for each in rivals)


def _is_only_one(spoken: Sequence[Mapping[str, float]], code: str) -> bool:
    """Return whether no other language has all the words of a message; many have those of English as loans."""
    return frozenset.intersection(*map(_likeliest, spoken)) == {code} or code == DEFAULT


def _likeliest(shares: Mapping[str, float]) -> frozenset[str]:
    """Return the languages of a word, without those that only have its beginning (`kalau` is not Turkish `kal*`)."""
    most = max(shares.values())
    return frozenset(code for code, share in shares.items() if isclose(share, most))


def _is_everyday(shares: Mapping[str, float], code: str) -> bool:
    """Return whether a word, as it is spelt, is an everyday one of a language: loans and fact words have less."""
    return isclose(shares[code] * len(shares), FULL)


class _Words:
    """The words of all languages, with their votes.

    Most messages are in Latin letters throughout, so the words of other scripts wait for the first letter of theirs.
    """

    def __init__(self, entries: Mapping[str, Iterable[Entry]]) -> None:
        """Sort the words of all phrases by script and vote, and index those in Latin letters."""
        latin: dict[str, dict[float, set[str]]] = {}
        self._waiting: dict[str, dict[float, str]] = {}  # as one text, which takes less memory
        for code, phrases in entries.items():
            latin[code], self._waiting[code] = {}, {}
            for vote, words in _by_vote(phrases).items():
                others = set(_OTHER_SCRIPT.findall(" ".join(filterfalse(str.isascii, words))))
                latin[code][vote], self._waiting[code][vote] = words - others, " ".join(others)
        self._latin = _forms(latin)
        self._latin_stems = _stems(self._latin)

    def index_all(self) -> Stems:
        """Index all scripts; return the `word*` in other ones than Latin."""
        return self._other_stems

    @cached_property
    def _other_scripts(self) -> Forms:
        """Index the words in other scripts."""
        return _forms(
            {code: {vote: text.split() for vote, text in votes.items()} for code, votes in self._waiting.items()}
        )

    @cached_property
    def _other_stems(self) -> Stems:
        """Collect their `word*`."""
        return _stems(self._other_scripts)

    def has_vote(self, word: str, vote: float) -> bool:
        """Return whether a word in Latin letters, as it is spelt, has a vote in any language."""
        return any(forms.get(word) == vote for forms in self._latin.values())

    def shares(self, word: str) -> Mapping[str, float]:
        """Return how the vote of a word is shared by the languages that it belongs to."""
        for spelling in (word, *unstretched(word)):
            if found := self._shares(spelling):
                return found
        return NOBODYS

    def _shares(self, word: str) -> dict[str, float]:
        """Return how the vote of a word as it is spelt is shared.

        A word of the English dictionary is not one that only begins like a word of another language (`invest*`).
        """
        found: dict[str, float] = {}
        is_latin = word.isascii()
        index, stems = (self._latin, self._latin_stems) if is_latin else (self._other_scripts, self._other_stems)
        if index.get(DEFAULT, {}).get(word) == 0:
            return found  # a name is no word of any language: "poco" is a phone before it is Spanish
        english = word in dictionary()
        for form in stems.forms_of(word):
            part = STEM if form[-1] == "*" else 1.0
            if part == 1.0 or not english:
                votes = {code: forms[form] * part for code, forms in index.items() if forms.get(form)}
                found = found | votes | found  # the first form counts
        if english:  # and none of another language's before it is an English one
            found[DEFAULT] = max(found.values()) if DEFAULT in found else FULL
        return {code: vote / len(found) for code, vote in found.items()}


def _by_vote(entries: Iterable[Entry]) -> dict[float, set[str]]:
    """Return the words of phrases, as they are written, by what each says of the language."""
    found: dict[float, set[str]] = defaultdict(set)
    for entry in entries:
        found[VOTES.get(entry.role, FULL)].update(" ".join(entry.phrases).split())
    return found


def _forms(written: Phrases) -> Forms:
    """Return the words as a lexicon keeps them, each with the highest of its votes."""
    found: dict[str, dict[str, float]] = {}
    for code, votes in written.items():
        forms: dict[str, float] = {}
        for vote in sorted(votes):
            forms.update(dict.fromkeys(words_of_all(votes[vote]), vote))
        found[code] = forms
    return found


def _stems(forms: Forms) -> Stems:
    """Collect every `word*` of any language."""
    stems = Stems()
    for form in {form for each in forms.values() for form in each if form[-1] == "*"}:
        stems.add(form)
    return stems
