"""A language that the bot speaks: its general words and the bot's own sentences in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.facts.base import Model
from bot.facts.cache import kept

if TYPE_CHECKING:
    from bot.facts.schema import Words

FOLDER = Path(__file__).parent / "languages"
DEFAULT = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts(Model):
    """The bot's own sentences; `{subject}` and the like are filled in by `replies`."""

    welcome: str  # {subject} {about}
    help: str  # {subject}
    choose: str  # over the buttons of all facts
    did_you_mean: str
    not_found: str  # {about}
    not_found_short: str  # one line, for groups
    other_name: str  # {name} {subject}
    other_time: str  # {time}
    nearest: str  # over the nearest facts' buttons
    greeting: str
    thanks: str
    text_only: str  # a voice message or a sticker came
    unknown_command: str
    old_button: str
    ask_usage: str  # {example}
    quote_language: str  # said under a quote in another language
    source: str  # the word in front of the date
    copy_figure: str  # label of the button that copies the figure
    share: str
    all_facts: str
    channel_text: str  # {channel}
    privacy: str
    privacy_texts: str  # of the questions without an answer
    privacy_no_texts: str  # of all others
    description: str  # {subject} {about}: the empty chat, up to 512 characters
    short_description: str  # {subject}: the profile, up to 120 characters
    menu: Mapping[str, str]  # what each command of the bot's own does
    inline_more: str  # the inline button into the chat
    error: str
    flood: str  # too many questions at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(Model):
    """A language, and what the bot says in it; there may be words of one that it does not speak."""

    code: str
    name: str
    texts: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Language):
    """One file of bot/languages: what is said in every question of that language, whatever about."""

    filler: Words  # words that say nothing about what is asked
    greeting: Words = ()
    thanks: Words = ()
    joiners: Words = ()  # and, also, plus
    openings: Words = ()  # of the, apart from: what leads up to a question and is none
    homes: Words = ()  # I'm from, I work at: the name that follows is the asker's own affair
    askers: Words = ()  # I'm a, my friend: so is a name behind one of these and one of the places
    places: Words = ()  # in, from
    references: Words = ()  # they, the company: whoever was spoken of
    # last year, this year, next year, by their distance from the publication
    years: Mapping[str, Words] = field(default_factory=dict)
    kinds: Mapping[str, Words] = field(default_factory=dict)  # how many, who, when, ...: the kind of question
    # attributes that few announcements tell: price, lawsuits, ...
    limits: Mapping[str, Words] = field(default_factory=dict)
    names: Words = ()  # companies, countries, people: somebody else's figure
    times: Words = ()  # another time than the announcement's


@cache
def load_languages() -> Mapping[str, Language]:
    """Load every language the bot ships, by code, without the words that only a compiler of facts needs."""

    def make() -> Mapping[str, Language]:
        every = load_vocabularies().values()
        return {each.code: Language(code=each.code, name=each.name, texts=each.texts) for each in every}

    return kept("languages", _files(), make)


def load_vocabularies() -> Mapping[str, Vocabulary]:
    """Load the general words of every language, by code."""
    return kept("vocabularies", _files(), lambda: {path.stem: _load(path) for path in _files()})


def _files() -> list[Path]:
    """Return the files of all languages."""
    return sorted(FOLDER.glob("*.yaml"))


def _load(path: Path) -> Vocabulary:
    """Load one language, or raise DocumentError."""
    from bot.facts.document import DocumentError, read_document  # a kept language needs neither YAML nor pydantic
    from bot.facts.schema import checked

    vocabulary, faults = checked(Vocabulary, read_document(path))
    if vocabulary is None:
        raise DocumentError(faults)
    return vocabulary


def texts(code: str | None) -> Texts:
    """Return the bot's sentences in a language (IETF tag, as Telegram's language_code), or in English."""
    languages = load_languages()
    for candidate in (code or "", (code or "").split("-")[0], DEFAULT):
        language = languages.get(candidate)
        if language and language.texts:
            return language.texts
    raise LookupError("bot/languages/en.yaml has no texts")
