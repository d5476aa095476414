"""The languages that the bot knows: the words of everyday questions in each, and the bot's own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from pydantic import with_config

from bot.facts.base import STRICT, Words
from bot.facts.document import DocumentError, read_document
from bot.facts.schema import parse
from bot.text import clip, fold_all

SHOWN = 60  # characters of codes that are not known
FOLDER = Path(__file__).parent / "languages"
OTHERS = Path(__file__).parent / "other_languages.yaml"
DEFAULT = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The bot's own sentences; `{subject}` and the like are filled in by `replies`."""

    welcome: str  # {subject} {about}
    help: str  # {subject}
    choose: str  # over the buttons of all facts
    did_you_mean: str
    not_found: str  # {about}
    not_found_short: str  # one line, for groups
    not_found_again: str  # in place of a sentence that was just sent, whatever it refused
    other_name: str  # {name} {subject}
    no_figure_for: str  # {name}: another year, or a place
    no_breakdown: str  # a figure for one, where the total is told
    no_more: str  # {title}: all is said about that fact
    doubt: str  # {quote}: it is doubted
    nearest: str  # over the nearest facts' buttons
    claim_yes: str  # {figure}
    claim_not_quite: str  # {figure}
    claim_open: str  # in front of the fact: it is of another thing, or may be so
    claim_currency: str  # {told} {claimed}: names of currencies
    currencies: Mapping[str, str]  # their names by code (ISO 4217), as `claim_currency` needs them
    greeting: str
    thanks: str
    # By kind (see `small_talk` of a language): {about} {channel} {languages}
    small_talk: Mapping[str, str]
    text_only: str  # a voice message or a sticker came
    unknown_command: str
    old_button: str
    ask_usage: str  # {example}
    card_usage: str  # {example}
    no_card: str  # over the same answer as text
    quote_language: str  # said under a quote in another language
    published_by: str  # {publisher} {published}
    source: str  # the word in front of the date
    corrected: str  # {date}: said under a fact that was wrong before
    edited: str  # {date}: when the facts were edited last
    copy_figure: str  # label of the button that copies the figure
    share: str
    wrong: str  # label of the button for whoever thinks an answer wrong
    wrong_thanks: str  # up to 200 characters
    all_facts: str
    channel_text: str  # {channel}
    privacy: str
    privacy_texts: str  # of the questions without an answer
    privacy_no_texts: str  # of all others
    privacy_all_texts: str  # of all questions, in place of both
    description: str  # {subject} {about}: the empty chat, up to 512 characters
    short_description: str  # {subject}: the profile, up to 120 characters
    menu: Mapping[str, str]  # what each command of the bot's own does
    inline_more: str  # the inline button into the chat
    error: str
    flood: str  # too many questions at once


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One file of languages/: what is said in every question of that language, whatever it is about."""

    code: str  # IETF tag, as the file is named
    name: str
    texts: Texts
    letters: str = ""  # besides a to z, and in small: `äöüß`, or `а-яё` from the first to the last; and signs: `¿`
    filler: Words  # words that say nothing about what is asked
    greeting: Words = ()
    thanks: Words = ()
    small_talk: Mapping[str, Words] = field(default_factory=dict)  # by kind: whole messages that ask nothing
    # Whole messages that go on from others: more, why (explain), again (repeat), doubt, first, second, third, last;
    # answer: the one replied to asks.
    follow_ups: Mapping[str, Words] = field(default_factory=dict)
    # Whole messages about any announcement: source, published, publisher, channel, title.
    announcement: Mapping[str, Words] = field(default_factory=dict)
    # Words that make a claim of a message (so: right?), that claim nothing (asks: how many), that may stand behind a
    # number and count nothing (ends), that ask which of two is more (more), and what stands between the two (or);
    # that make a number one of the first so many (among: top 5), and measure (units: miles, years).
    # A verdict is given only beside words that leave a claim as it is (plain): not beside a negation (not, except for
    # a tag at the very end: last), and no `yes` beside a word that limits (only)
    claims: Mapping[str, Words] = field(default_factory=dict)
    joiners: Words = ()  # and, also, plus
    openings: Words = ()  # of the, apart from: what leads up to a question and is none
    homes: Words = ()  # I'm from, I work at: the name that follows is the asker's own affair
    askers: Words = ()  # I'm a, my friend: so is a name behind one of these and one of the places
    places: Words = ()  # in, from
    references: Words = ()  # they, the company: whoever was spoken of
    parts: Words = ()  # of them, of that: a part of what was spoken of
    owners: Words = ()  # does _, _ has, of ^: beside an owner, ^ for one with a capital, # for a word of the fact base
    possessives: Words = ()  # my _, _ saya: what makes somebody of any word
    # Last year, this year, next year, by their distance from the publication; "-n": _ years ago, _ for any number
    years: Mapping[str, Words] = field(default_factory=dict)
    now: Words = ()  # now, today: beside the point of a question for what the announcement tells
    rises: Words = ()  # up, grew: a figure that is more than before, and
    falls: Words = ()  # one that is less; no claim of one is true of the other
    kinds: Mapping[str, Words] = field(default_factory=dict)  # how many, who, when, ...: the kind of question
    # attributes that few announcements tell: revenue, staff, ...
    limits: Mapping[str, Words] = field(default_factory=dict)
    # per ferry, each, a day: what asks for one of many, by unit (see matching/units.py)
    per_unit: Mapping[str, Words] = field(default_factory=dict)
    names: Words = ()  # countries and places: somebody else's figure
    times: Words = ()  # another time than the announcement's


@cache
def language_codes() -> tuple[str, ...]:
    """Return the codes of all languages that the bot ships; no file is read for it."""
    return tuple(path.stem for path in _files().values())


def load_language(tag: str) -> Language | None:
    """Return the language with this IETF tag, whatever its case; each file is read once, when it is first needed."""
    path = _files().get(tag.lower())
    return _load(path) if path else None


def load_languages(codes: Iterable[str] = ()) -> Mapping[str, Language]:
    """Return every language that the bot ships, or those with some codes, by code."""
    wanted = frozenset(codes) or language_codes()
    return {path.stem: _load(path) for path in _files().values() if path.stem in wanted}


def spoken_codes(chosen: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of the languages that the bot speaks, where some are chosen: English is always one of them.

    Codes count in any case. Raises ValueError for one that is not known.
    """
    chosen = tuple(chosen)
    if not chosen:
        return language_codes()
    known = {code.lower(): code for code in language_codes()}
    if unknown := [code for code in chosen if code.lower() not in known]:
        these = f"these are known: {', '.join(known.values())}"
        raise ValueError(f"there is no language {clip(', '.join(unknown), SHOWN)!r} ({these})")
    wanted = {code.lower() for code in chosen} | {DEFAULT}
    return tuple(code for lower, code in known.items() if lower in wanted)


@cache
def other_words() -> frozenset[str]:
    """Return everyday words of languages that the bot does not speak, folded."""
    document = yaml.safe_load(OTHERS.read_text("utf-8"))
    return frozenset(fold_all(" ".join(document.values())).casefold().replace(",", " ").split())


@cache
def language_names(codes: tuple[str, ...]) -> str:
    """Return the names of some languages, each in that language."""
    return ", ".join(language.name for language in load_languages(codes).values())


def texts(tag: str | None) -> Texts:
    """Return the bot's sentences in a language (IETF tag, as Telegram's language_code), or in English."""
    return _load(_files()[(match_language(tag, language_codes()) or DEFAULT).lower()]).texts


def match_language(tag: str | None, codes: Iterable[str]) -> str | None:
    """Return the code that an IETF tag asks for: the tag itself in any case, or without its last parts.

    None where there is no such code (RFC 4647, Lookup).
    """
    known = {code.lower(): code for code in codes}
    return next((known[each] for each in _shortened(tag or "") if each in known), None)


def _shortened(tag: str) -> Iterator[str]:
    """Yield a tag in lower case, then without its last part, and so on: zh-hant-tw, zh-hant, zh."""
    tag = tag.lower()
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


@cache
def _files() -> Mapping[str, Path]:
    """Return the files of all languages, by code in lower case."""
    return {path.stem.lower(): path for path in sorted(FOLDER.glob("*.yaml"))}


@cache
def _load(path: Path) -> Language:
    """Load one language, or raise DocumentError."""
    language, faults = parse(Language, read_document(path))
    if language is None:
        raise DocumentError(faults)
    return language
