"""What can be wrong with a fact base beyond its schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.facts.base import COPY_TEXT, LABEL, MESSAGE, Fact, FactBase, FactText, NotTold
from bot.facts.document import Document, Fault, Where
from bot.facts.figures import cut_texts, figure_faults
from bot.text import forms_of_all, utf16_length, words

OWN_COMMANDS = frozenset({"start", "help", "facts", "ask", "card", "privacy"})
LEFT_OUT = re.compile(r"\[(?:…|\.\.\.)\]")

_SUBJECT = 40  # of the 120 of setMyShortDescription, which has a sentence around it
_ABOUT = 256  # of the 512 of setMyDescription, which has two
_AROUND = 600  # units that a reply may add to a fact's own texts: labels, date, the channel
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
# Control characters but the line break, halves of surrogate pairs, and what turns the direction of writing.
_HIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_NO_WIDTH = re.compile(r"[\u00ad\u200b\u2060-\u2064\ufeff]")  # but not the joiners of Indian and Arabic scripts


def find_faults(base: FactBase, documents: Mapping[str, Document], article: str = "") -> list[Fault]:
    """Find every fault of a fact base at once, and what is worth a warning.

    `documents` are the files it was read from: facts.yaml under "", each companion under its language code. The
    article confirms numbers that the quotes do not have.
    """
    document = documents[""]
    faults = [fault for each in documents.values() for fault in _hidden_characters(each)]
    faults += _announcement_faults(base, document)
    faults += _id_faults(base, document)
    faults += _title_faults(base, documents)
    faults += _phrase_faults(base, document)
    faults += _synonym_faults(base, documents)
    faults += _length_faults(base, documents)
    faults += _correction_faults(base, documents)
    for code, companion in documents.items():
        faults += cut_texts(companion)
        if code:
            faults += _companion_faults(base, code, companion)
    faults += figure_faults(base, documents, article)
    return faults


def quotes_not_in(article: str, base: FactBase, document: Document) -> list[Fault]:
    """Find the quotes that do not stand in the article word for word, `[…]` for what is left out.

    Line breaks and runs of blanks count as one blank; the parts around `[…]` must follow in order.
    """
    faults = []
    article = " ".join(article.split())
    for number, fact in enumerate(base.facts):
        at = 0
        for part in _parts(fact.quote):
            found = article.find(part, at)
            if found < 0:
                where = ("facts", number, "quote")
                faults.append(document.fault(where, f"the quote of {fact.id!r} is not in the article: “{part}”"))
                break
            at = found + len(part)
    return faults


def _parts(quote: str) -> list[str]:
    """Cut a quote into the parts that must stand in the article as they are."""
    return [" ".join(part.split()) for part in LEFT_OUT.split(quote) if part.strip()]


def _hidden_characters(document: Document) -> Iterator[Fault]:
    """Find characters that nobody sees and Telegram refuses or shows out of order."""
    escaped = "\\" in document.text  # there is no other way to write one
    if not escaped and not _HIDDEN.search(document.text) and not _NO_WIDTH.search(document.text):
        return
    for where, text in _texts((), document.data):
        for character in sorted(set(_HIDDEN.findall(text))):
            yield document.fault(where, f"contains the control character U+{ord(character):04X}: remove it")
        if where[-1:] in (("figure",), ("title",), ("sentence",)):
            for character in sorted(set(_NO_WIDTH.findall(text))):
                yield document.fault(where, f"contains the invisible character U+{ord(character):04X}: remove it")


def _texts(where: Where, data: Any) -> Iterator[tuple[Where, str]]:
    """Yield every text of a document, keys too, with its place."""
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts((*where, key), key)
            yield from _texts((*where, key), value)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts((*where, number), value)


def _announcement_faults(base: FactBase, document: Document) -> Iterator[Fault]:
    """Find a date that no calendar has, and what only older versions read."""
    published = base.announcement.published
    if not _is_day(published):
        yield document.fault(("announcement", "published"), f"{published} is not a valid date")
    if base.confidence:
        yield document.warning(("confidence",), "'confidence' is not used any more: delete it")


def _entries(base: FactBase) -> Iterator[tuple[Where, Fact | NotTold]]:
    """Yield what has an id of its own, and where it stands in facts.yaml."""
    for number, fact in enumerate(base.facts):
        yield ("facts", number), fact
    for number, gap in enumerate(base.not_told):
        yield ("not_told", number), gap


def _id_faults(base: FactBase, document: Document) -> Iterator[Fault]:
    """Find ids that stand twice, that the bot needs for itself, or that lead nowhere."""
    first: dict[str, Where] = {}
    for where, entry in _entries(base):
        other = first.setdefault(entry.id, where)
        if other != where:
            line = document.line((*other, "id"))
            yield document.fault((*where, "id"), f"duplicate id {entry.id!r} (first used on line {line})")
    facts = {fact.id for fact in base.facts}
    for number, fact in enumerate(base.facts):
        if fact.id in OWN_COMMANDS:
            yield document.fault(("facts", number, "id"), f"/{fact.id} is the bot's own command: choose another id")
        for place, related in enumerate(fact.related):
            if related not in facts or related == fact.id:
                problem = "the fact itself" if related == fact.id else "an unknown fact"
                yield document.fault(("facts", number, "related", place), f"'related' names {problem}: {related!r}")


def _title_faults(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Find titles that could mean two facts: buttons would look alike, and a fact is found by its title or its id."""
    owners: dict[str, str] = {}
    for code, where, fact_id, title in _titles(base):
        name = title.casefold()
        other = owners.setdefault(name, fact_id)
        if other != fact_id:
            yield documents[code].fault(where, f"{title!r} is also the title of {other!r}")
        if name != fact_id and base.fact(name):
            yield documents[code].fault(where, f"the title {title!r} is the id of another fact")


def _titles(base: FactBase) -> Iterator[tuple[str, Where, str, str]]:
    """Yield every title: its language (none for facts.yaml), its place there, its fact's id, and the text."""
    for number, fact in enumerate(base.facts):
        yield "", ("facts", number, "title"), fact.id, fact.title
    for code, companion in base.companions.items():
        for fact_id, text in companion.facts.items():
            yield code, ("facts", fact_id, "title"), fact_id, text.title


def _phrase_faults(base: FactBase, document: Document) -> Iterator[Fault]:
    """Find phrasings and keywords that lead to two answers, or contain no words."""
    owners: dict[tuple[str, ...], tuple[str, Where]] = {}
    for owner, phrase, where in phrases_of(base):
        key = words(phrase)
        if not key:
            yield document.fault(where, f"{phrase!r} of {owner!r} contains no words")
            continue
        other, there = owners.setdefault(key, (owner, where))
        if other != owner:
            line = document.line(there)
            yield document.fault(where, f"{phrase!r} of {owner!r} is also a phrasing of {other!r} (line {line})")


def phrases_of(base: FactBase) -> Iterator[tuple[str, str, Where]]:
    """Yield every phrasing and keyword: the id it leads to, the text, and its place."""
    for where, entry in _entries(base):
        for field, phrases in (("keywords", entry.keywords), ("questions", entry.questions)):
            for place, phrase in enumerate(phrases):
                yield entry.id, phrase, (*where, field, place)


def _synonym_faults(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Find words that stand under two concepts of one file."""
    by_code = {"": base.synonyms} | {code: companion.synonyms for code, companion in base.companions.items()}
    for code, synonyms in by_code.items():
        owners: dict[str, str] = {}
        listed = [(concept, place) for concept, phrases in synonyms.items() for place in range(len(phrases))]
        all_forms = forms_of_all([phrase for phrases in synonyms.values() for phrase in phrases])
        for (concept, place), forms in zip(listed, all_forms, strict=True):
            other = owners.setdefault(forms, concept)
            if other != concept:
                where, phrase = ("synonyms", concept, place), synonyms[concept][place]
                yield documents[code].fault(where, f"{phrase!r} is listed under both {other!r} and {concept!r}")


def _companion_faults(base: FactBase, code: str, document: Document) -> Iterator[Fault]:
    """Find what a language's file has too much or too little of."""
    if not _LANGUAGE_CODE.fullmatch(code):
        yield document.fault((), "the file must be named after its language's code (zh.yaml, hi-Latn.yaml)")
    for other in base.companions:
        if other < code and other.lower() == code.lower():
            yield document.fault((), f"{other}.yaml is for the same language: keep one of the two")
    companion = base.companions.get(code)
    if companion is None:
        return
    known = (
        ("facts", companion.facts, {fact.id for fact in base.facts}, "fact"),
        ("not_told", companion.not_told, {entry.id for entry in base.not_told}, "not_told"),
        ("synonyms", companion.synonyms, set(base.synonyms), "concept"),
    )
    for key, entries, ids, noun in known:
        for unknown in (entry for entry in entries if entry not in ids):
            yield document.fault((key, unknown), f"the fact base has no {noun} {unknown!r}")
    for key, entries, ids, noun in known[:2]:
        for missing in sorted(ids.difference(entries)):
            yield document.warning((key,), f"the {noun} {missing!r} is missing: facts.yaml's words are shown")


def _length_faults(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Find texts that Telegram would refuse, or cut off."""
    document = documents[""]
    for where, text, limit in _limited(base):
        yield from _too_long(document, where, text, limit)
    for number, fact in enumerate(base.facts):
        yield from _fact_faults(base, fact, fact, document, ("facts", number))
        if not any(map(str.isalnum, fact.quote)):
            yield document.fault(("facts", number, "quote"), f"the quote of {fact.id!r} contains no words")
    for code, companion in base.companions.items():
        yield from _too_long(documents[code], ("about",), companion.about, _ABOUT)
        yield from _too_long(documents[code], ("invitation",), companion.invitation, LABEL)
        for fact in base.facts:
            if fact.id in companion.facts:
                yield from _fact_faults(base, fact, companion.facts[fact.id], documents[code], ("facts", fact.id))
        for entry, reply in companion.not_told.items():
            yield from _too_long(documents[code], ("not_told", entry), reply, MESSAGE // 2)


def _limited(base: FactBase) -> Iterator[tuple[Where, str, int]]:
    """Yield the texts of facts.yaml that have a limit of their own."""
    yield ("announcement", "subject"), base.announcement.subject, _SUBJECT
    yield ("announcement", "about"), base.announcement.about, _ABOUT
    yield ("channel", "name"), base.channel.name, 2 * LABEL
    yield ("channel", "invitation"), base.channel.invitation, LABEL
    for number, entry in enumerate(base.not_told):
        yield ("not_told", number, "reply"), entry.reply, MESSAGE // 2


def _fact_faults(
    base: FactBase, fact: Fact, text: Fact | FactText, document: Document, where: Where
) -> Iterator[Fault]:
    """Find what is too long in a fact as one language tells it, and line breaks in its labels."""
    source = f"({base.announcement.publisher}, {base.announcement.published})"
    yield from _too_long(document, (*where, "title"), text.title, LABEL)
    copied = f"{text.title}: {text.figure} {source}"
    yield from _too_long(document, (*where, "figure"), copied, COPY_TEXT, "title, figure and source together")
    reply = "\n".join((text.title, text.figure, text.sentence, fact.quote, source, text.corrected))
    yield from _too_long(document, where, reply, MESSAGE - _AROUND, "the whole reply")
    for key, label in (("title", text.title), ("figure", text.figure)):
        if "\n" in label:
            yield document.fault((*where, key), f"{key!r} must be one line")


def _correction_faults(base: FactBase, documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Find corrections on a day that no calendar has, and those that facts.yaml knows nothing of."""
    for number, fact in enumerate(base.facts):
        day, _ = fact.correction
        if day and not _is_day(day):
            yield documents[""].fault(("facts", number, "corrected"), f"{day} is not a valid date")
        for code, companion in base.companions.items():
            if not day and fact.id in companion.facts and companion.facts[fact.id].corrected:
                where = ("facts", fact.id, "corrected")
                yield documents[code].fault(where, f"facts.yaml does not say that {fact.id!r} was corrected")


def _is_day(text: str) -> bool:
    """Tell whether a calendar has a day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _too_long(document: Document, where: Where, text: str, limit: int, name: str = "") -> Iterable[Fault]:
    """Report a text over its limit in UTF-16 units."""
    units = utf16_length(text)
    if units > limit:
        name = name or repr(str(where[-1]))
        yield document.fault(where, f"{name}: {units:,} characters, at most {limit:,} as Telegram counts")


def summary(base: FactBase) -> str:
    """Count what a fact base holds."""
    entries = [entry for _, entry in _entries(base)]
    counts = {
        "facts": len(base.facts),
        "known gaps": len(base.not_told),
        "phrasings": sum(len(entry.questions) for entry in entries),
        "keywords": sum(len(entry.keywords) for entry in entries),
        "concepts": len(base.synonyms),
        "further languages": len(base.companions),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items())
