"""What people ask of any announcement and this one may not tell: an honest reply for each gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

# Of these it is asked which they are: each has a name.
_NAMED = re.compile(
    r"(?:station|stop|route|line|road|street|bridge|port|airport|city|citie|town|village|municipalitie|district|region|state"
    r"|countrie|island|school|universitie|college|hospital|museum|librarie|theatre|hotel|park|shop|store|branche|factorie|plant"
    r"|site|project|club|team|partner|sponsor|supplier|companie|firm|bank|partie|union|newspaper|language|title|book|film|song"
    r"|album|game|award|prize|festival|event|exhibition|product|brand|model|standard|law)s$"
)


@dataclass(frozen=True)
class Gap:
    """Something that the article does not tell."""

    id: str
    reply: str
    questions: tuple[str, ...]


def gaps_of(text: str, subject: str, nouns: list[str], speakers: list[str], *, ranked: bool) -> list[Gap]:
    """Return the gaps of an article: those of its own nouns, ranks and people, then the usual ones of `gaps.yaml`.

    `nouns` are what it counts, the most important first, `speakers` whom it quotes; `ranked` says whether it tells
    a rank.
    """
    articles = len(re.findall(rf"\b[Tt]he {re.escape(subject)}\b", text))
    called = f"the {subject}" if articles * 2 > text.count(subject) else subject
    return [*_own(text, called, nouns, speakers, ranked=ranked), *_usual(text, called)]


def _own(text: str, subject: str, nouns: list[str], speakers: list[str], *, ranked: bool) -> Iterator[Gap]:
    """Yield the gaps beside what the article tells: the first place, which ones, who said it."""
    if ranked:
        reply = "The announcement gives a rank; it doesn't say who else is on the list."
        yield Gap("first_place", reply, ("Who is in first place?", f"Who is ahead of {subject}?"))
    listed = (noun for noun in nouns if re.search(rf"\b{re.escape(noun)}:", text, re.IGNORECASE))
    told = {*listed, *(noun for noun in nouns if noun.startswith(("other ", "new ", "further ")))}
    for noun in [noun for noun in nouns if _NAMED.search(noun) and noun not in told][:2]:
        reply = f"The announcement says how many {noun}, not which."
        yield Gap(_id(f"which_{noun}"), reply, (f"Which {noun} are they?", f"List the {noun}"))
    for speaker in [each for each in speakers if len(each.split()) > 1 and each[0].isupper() and each != subject][:1]:
        reply = f"The announcement doesn't say how old {speaker} is, nor anything else of that life."
        questions = (f"How old is {speaker}?", f"Where was {speaker} born?", f"What does {speaker} earn?")
        yield Gap(_id(f"life_of_{speaker.split()[-1]}"), reply, questions)


def _usual(text: str, subject: str) -> Iterator[Gap]:
    """Yield the usual gaps that fit the article, and that it does not fill."""
    data: Any = yaml.safe_load(files("bot.authoring.drafting").joinpath("gaps.yaml").read_text(encoding="utf-8"))
    for entry in data["gaps"]:
        when, unless = (re.sub(r"\{(\w+)\}", _listed(data), entry.get(key, "")) for key in ("when", "unless"))
        told = unless and re.search(unless, text, re.IGNORECASE)
        if told or not re.search(when, text, re.IGNORECASE):
            continue
        what = entry["what"].format(subject=subject)
        reply = f"The announcement doesn't say {what}.".replace("doesn't say anything", "says nothing")
        yield Gap(entry["id"], reply, tuple(question.format(subject=subject) for question in entry["questions"]))


def _listed(data: Any) -> Callable[[re.Match[str]], str]:
    """Return what puts a list of words in the place of its name."""
    return lambda name: str(data["lists"][name[1]])


def _id(text: str) -> str:
    """Make an id of a text."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:32].strip("_")
