"""A drafted fact base as YAML that an editor likes to read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from bot.authoring.drafting.announcement import About, handles_of
from bot.authoring.drafting.facts import FactDraft
from bot.authoring.drafting.gaps import Gap
from bot.authoring.drafting.ideas import ideas_in
from bot.authoring.drafting.statement import small
from bot.authoring.drafting.todos import MARK
from bot.text import words

MOST_GAPS = 10

_WIDTH = 118
_LONG_LINE = 220  # characters of a quote that stands in one line
_NO_DATE = "1970-01-01"
_NO_ADDRESS = "https://example.org/"
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
_NO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def yaml_of(known: About, facts: list[FactDraft], ids: list[str], gaps: list[Gap]) -> str:
    """Write a fact base; what the article doesn't tell gets a placeholder and `# TODO: why`."""
    taken = {words(phrase) for fact in facts for phrase in (*fact.keywords, *fact.questions)}
    asked = list(_gap_lines(gaps, set(ids), taken))
    lines = [
        "# A draft: correct what reads badly, add phrasings, and do what is marked TODO. How: docs/facts.md",
        *_head(known, facts),
        *_synonym_lines(known, facts, asked),
        "facts:",
        *(line for number in range(len(facts)) for line in _fact_lines(ids, number, facts)),
        "# What people ask and the announcement does not tell. Remove what it does tell.",
        "not_told:",
        *asked,
    ]
    return "\n".join(lines) + "\n"


def visible(text: str) -> str:
    """Return a text in one line, without control characters, soft hyphens and marks of no width."""
    return " ".join(without_hidden(text).split())


def without_hidden(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return _NO_WIDTH.sub("", _HIDDEN.sub("", text))


def new_phrases(phrases: Iterable[str], taken: set[tuple[str, ...]]) -> list[str]:
    """Return the phrases that no other entry has, and take them."""
    new = []
    for phrase in map(visible, phrases):
        key = words(phrase)
        if key and key not in taken:
            taken.add(key)
            new.append(phrase)
    return new


def _head(known: About, facts: list[FactDraft]) -> Iterator[str]:
    """Yield the lines of `announcement` and `channel`."""
    title = visible(known.title)
    subject = visible(known.subject)[:40] or title[:40]
    plain = [
        fact.title
        for fact in facts
        if not (
            fact.follow or fact.speaker or fact.todo or fact is facts[-1] or subject in fact.title or "'s" in fact.title
        )
    ]
    subjects = [
        small(title, known.known)
        for title in plain
        if not re.match(r"When|What|How|Rank|Plan", title) and len(title) <= 40
    ][:3]
    possessive = f"{subject}'" if re.search("[^s]s$", subject) else f"{subject}'s"
    about_it = (
        f"{possessive} {', '.join(subjects[:-1])} and {subjects[-1]}"
        if len(subjects) > 1
        else f"{subject} and its news"
    )
    yield "announcement:"
    yield f"  subject: {_scalar(subject)}"
    if known.names[1:]:
        yield f"  names: {_scalar(', '.join(known.names))}"
    yield f"  title: {_scalar(title[:200])}"
    yield f"  about: {_scalar(about_it[:250])} {MARK}the end of the sentence “Ask me about …”"
    publisher = visible(known.publisher)
    yield f"  publisher: {_scalar(publisher or 'the publisher')}" + (
        "" if publisher else f" {MARK}who published the article"
    )
    day = known.published.isoformat() if known.published else _NO_DATE
    yield f'  published: "{day}"' + ("" if known.published else f" {MARK}the day on which it was published")
    guessed = known.url or next((f"https://{address}" for address in known.addresses), _NO_ADDRESS)
    yield f"  url: {_scalar(guessed)}" + ("" if known.url else f" {MARK}the address of the article")
    yield from _channel(known, facts)


def _channel(known: About, facts: list[FactDraft]) -> Iterator[str]:
    """Yield the lines of `channel`: where readers are invited to, or else the article's site."""
    invited = next(
        (fact for fact in facts if fact.follow and "channel" in fact.quote.lower()),
        next((fact for fact in facts if fact.follow), None),
    )
    handles = [handle for fact in facts if fact.follow for handle in handles_of(fact.quote)]
    subject = visible(known.subject)[:40]
    todo = ""
    if handles:
        address, todo = f"https://t.me/{handles[0][1:]}", "whether the channel is on Telegram"
    elif known.addresses:
        address, todo = (
            next(each if each.startswith("http") else f"https://{each}" for each in known.addresses),
            "the address of the channel",
        )
    else:
        address, todo = _NO_ADDRESS, "the address of the channel"
    yield "channel:"
    yield f"  name: {_scalar(f'the channel about {subject}')}" + (
        "" if invited else f" {MARK}the channel that readers are invited to"
    )
    yield f"  url: {_scalar(address)} {MARK}{todo}"
    yield f"  invitation: {_scalar(f'Join the {subject} channel'[:60])}"


def _synonym_lines(known: About, facts: list[FactDraft], asked: Iterable[str]) -> Iterator[str]:
    """Yield the lines of `synonyms`: words of keywords and gaps that would be one broad idea with others."""
    gaps = (line.partition(": ")[2] for line in asked if line.startswith("    questions: "))
    ideas = ideas_in([*(keyword for fact in facts for keyword in fact.keywords), *gaps], known.names)
    if ideas:
        yield "synonyms:"
        yield from (f"  {idea}: {_scalar(', '.join(forms))}" for idea, forms in ideas.items())


def _fact_lines(ids: list[str], number: int, facts: list[FactDraft]) -> Iterator[str]:
    """Yield the lines of a fact; those of the same paragraph are related."""
    fact = facts[number]
    same = [other for other in range(len(facts)) if other != number and facts[other].paragraph == fact.paragraph]
    near = sorted(same, key=lambda other: abs(other - number))[:2]
    yield f"  - id: {_scalar(ids[number])}"
    yield f"    title: {_scalar(fact.title)}" + (f" {MARK}{fact.todo}" if fact.todo else "")
    yield f"    figure: {_scalar(fact.figure)}"
    if fact.sentence:
        yield f"    sentence: {_scalar(visible(fact.sentence))}"
    yield from _quote_lines(fact.quote)
    if fact.keywords:
        yield f"    keywords: {_scalar(', '.join(fact.keywords))}"
    yield "    questions:"
    yield from (f"      - {_scalar(question)}" for question in fact.questions)
    if near:
        yield f"    related: {_flow([ids[other] for other in near])}"
    if fact.years:
        yield f"    years: {fact.years}"
    yield ""


def _quote_lines(quote: str) -> Iterator[str]:
    """Yield the lines of a quote, word for word; `[…]` stands where it has characters that a fact base can't hold."""
    quote = " […] ".join(part.strip() for part in _HIDDEN.split(quote) if part.strip())
    plain = _scalar(quote)
    if len(plain) <= _LONG_LINE or plain.startswith('"') or "  " in quote:
        yield f"    quote: {plain}"
        return
    yield "    quote: >-"
    yield from (
        f"      {line}" for line in textwrap.wrap(quote, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    )


def _gap_lines(gaps: list[Gap], ids: set[str], phrases: set[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of the gaps, without phrasings that a fact has."""
    written = 0
    for gap in gaps:
        questions = new_phrases(gap.questions, phrases)
        if not questions or gap.id in ids or written == MOST_GAPS:
            continue
        written += 1
        ids.add(gap.id)
        yield f"  - id: {_scalar(gap.id)}"
        yield f"    reply: {_scalar(visible(gap.reply))}"
        yield f"    questions: {_flow(questions)}"


def _scalar(text: str) -> str:
    """Write a text as YAML in one line, with quotes only where it needs them."""
    return _dumped(text).removesuffix("\n...").strip()


def _flow(items: list[str]) -> str:
    """Write a list as YAML in one line."""
    return _dumped(items, default_flow_style=True)


def _dumped(data: Any, **style: Any) -> str:
    """Write data as YAML in one line."""
    return str(yaml.safe_dump(data, allow_unicode=True, width=1_000_000, **style)).strip()
