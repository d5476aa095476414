"""What a fact is, in words that people ask with: its phrasings, its things, what it counts and measures, who speaks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from bot.authoring.drafting.announcement import About, about
from bot.authoring.drafting.article import parse_article
from bot.authoring.drafting.english import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    GENERAL_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    word_set,
)
from bot.authoring.drafting.facts import figure_facts
from bot.authoring.drafting.figures import Kind, figures_of
from bot.authoring.questions.frames import Frames
from bot.authoring.questions.told import Told
from bot.facts import Fact
from bot.facts.numbers import Kind as Number
from bot.facts.numbers import quantities

LONGEST_FIGURE = 8  # words of a figure that people repeat
LONGEST_TOPIC = 5
WORDS_OF_QUOTATION = 5
_ASKING = word_set(
    "how what when where who whom whose why which is are was were do does did can could will would has have am may "
    "should"
)
_NO_TOPIC = DETERMINERS | PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | PRONOUNS | _ASKING | {"not", "more", "ago"}
_CAPITAL = re.compile(r"\b[A-Z]\w+")
_SHORT_COUNT = re.compile(r"how many [\w’'-]+(?: [\w’'-]+)?")  # of what, it doesn't say
_FRACTIONS = word_set("thirds quarters fifths sixths eighths tenths halves")
_SPEECH = r"(?:said|says|told|called|calls|added|warned|explained|announced|stated)"
_NAME = r"[A-Z][\w'’-]+(?: (?:[a-z]{2,3} )?[A-Z][\w'’-]+)+"
_BEFORE = re.compile(rf"({_NAME}),? (?:\w+ )?{_SPEECH}\b")
_AFTER = re.compile(rf"\b{_SPEECH} (?:[a-z]+ ){{0,6}}({_NAME})")
_QUOTED = re.compile(r"[“\"]([^”\"]{12,})[”\"]")
_TITLES = re.compile(
    r"^(?:Mayor|Minister|President|Professor|Dr|Director|Chancellor|Senator|Sir|Chief|Executive|Captain) "
)


@dataclass(frozen=True)
class Topic:
    """What a fact is in words; what it hasn't is empty."""

    fact: Fact
    questions: tuple[str, ...]  # as inside a sentence, without a mark
    fragments: tuple[str, ...]  # a few words
    things: tuple[str, ...]  # the fragments that can be told of: “the delay”
    counted: tuple[str, ...] = ()  # nouns that no other fact counts
    measures: tuple[str, ...] = ()
    figure: str = ""  # its first part, where nobody else has the same
    money: bool = False
    ranked: bool = False
    explained: bool = False
    speaker: str = ""
    words: str = ""  # of the quotation
    drafted: tuple[str, ...] = ()  # questions in the words of the quote


def topics_of(told: Told, frames: Frames) -> list[Topic]:
    """Return what each fact is, in the order of the fact base."""
    facts = told.base.facts
    heads = Counter(head for fact in facts for head in {_head(noun) for noun in _counted(_all_of(fact))})
    figures = Counter(_short_figure(fact) for fact in facts)
    known = about(parse_article(told.article)) if told.article.strip() else None
    topics = [_topic(fact, told, frames, heads, figures) for fact in facts]
    return [replace(topic, drafted=_drafted(topic.fact, told, known)) if known else topic for topic in topics]


def _drafted(fact: Fact, told: Told, known: About) -> tuple[str, ...]:
    """Return the questions that follow from the words of a fact's quote, which its editor may not have thought of.

    One that names what the fact itself doesn't name may have taken up a pronoun wrongly.
    """
    drafts = figure_facts(fact.quote, known, told.base.announcement.subject)
    asked = dict.fromkeys(_inside(question, told) for draft in drafts for question in draft.questions)
    own = " ".join((fact.title, _all_of(fact), *fact.keywords, *fact.questions))
    return tuple(
        question
        for question in asked
        if not _SHORT_COUNT.fullmatch(question) and all(name in own for name in _CAPITAL.findall(question))
    )


def is_question(text: str) -> bool:
    """Tell whether a phrasing is a question rather than a few words."""
    first = re.match(r"[a-z]+", text.lower())
    return first is not None and first[0] in _ASKING


def head_of(thing: str) -> str:
    """Return the noun of a thing: “share” of “state share”, or of “share of foreign students”."""
    return re.split(r" (?:of|in|for|per) ", thing)[0].split()[-1].lower()


def _topic(fact: Fact, told: Told, frames: Frames, heads: Counter[str], figures: Counter[str]) -> Topic:
    """Return what one fact is; `heads` and `figures` count what all facts count and say."""
    phrasings = [_inside(text, told) for text in (*fact.questions, *fact.keywords)]
    fragments = [text for text in phrasings if not is_question(text)]
    title = _inside(fact.title, told)
    nouns = [noun for noun in _counted(f"{fact.figure} | {fact.quote}") if heads[_head(noun)] == 1]
    figure, speech = _short_figure(fact), _QUOTED.search(fact.quote)
    speaker = _speaker(fact.quote) if speech else ""
    return Topic(
        fact,
        questions=tuple(text for text in phrasings if is_question(text)),
        fragments=tuple(fragments),
        things=tuple(dict.fromkeys(thing for text in (title, *fragments) if (thing := _thing(text, told)))),
        counted=tuple(dict.fromkeys(noun for noun in nouns if _askable(noun))),
        measures=tuple(text for text in dict.fromkeys((title, *fragments)) if _is_measure(text, frames)),
        figure=figure if figures[figure] == 1 else "",
        money=any(each.kind is Number.CURRENCY for each in quantities(_all_of(fact), told.base.announcement.language)),
        ranked=_is_ranked(fact, told.base.announcement.language),
        explained=re.search(frames.reasons, f"{fact.quote} {' '.join(fact.questions)}", re.IGNORECASE) is not None,
        speaker=speaker,
        words=" ".join(speech[1].split()[:WORDS_OF_QUOTATION]).rstrip(",.;:") if speech and speaker else "",
    )


def _all_of(fact: Fact) -> str:
    """Return all that a fact says."""
    return f"{fact.figure} | {fact.sentence} | {fact.quote}"


def _inside(text: str, told: Told) -> str:
    """Return a phrasing as it stands inside a sentence: names keep their capitals, which the article shows."""
    text = text.strip().rstrip("?!. ")
    first = text.split(" ")[0]
    is_name = not first[1:].islower() or re.search(rf"[a-z,;] {re.escape(first)}\b", told.text)
    return text if is_name and not is_question(text) else text[:1].lower() + text[1:]


def _counted(text: str) -> list[str]:
    """Return the nouns that a text counts."""
    return [figure.noun for figure in figures_of(text) if figure.kind is Kind.COUNT and figure.noun]


def _head(noun: str) -> str:
    """Return the last word of a noun phrase."""
    return noun.split()[-1].lower()


def _askable(noun: str) -> bool:
    """Tell whether `how many` can be asked of a noun: it is plural, short and says enough."""
    clear = _head(noun) not in GENERAL_NOUNS | _FRACTIONS and "'" not in noun
    return clear and noun.endswith("s") and len(noun.split()) <= 3


def _thing(text: str, told: Told) -> str:
    """Return a phrasing as something that can be told of, with its article; "" where it hardly is one."""
    parts = text.split()
    if parts[0] in ("what", "how", "where", "when", "the") and len(parts) <= LONGEST_TOPIC + 1:
        return text
    unclear = {parts[0].lower(), parts[-1].lower()} & _NO_TOPIC or {*text.lower().split()} & (RELATIVES | AUXILIARIES)
    if unclear or len(parts) > LONGEST_TOPIC or "," in text:
        return ""
    if parts[0][0].isupper():
        return text
    if len(parts) > 1 or re.search(rf"\b(?:an?|the|its|their|this) {re.escape(text)}\b", told.text, re.IGNORECASE):
        return f"the {text}"
    return text if text.endswith("s") else ""


def _is_measure(text: str, frames: Frames) -> bool:
    """Tell whether a phrasing names something that is measured, in the singular: an opening date, a fare."""
    if text.split()[0].lower() in _NO_TOPIC:
        return False
    return " and " not in text and head_of(text) in frames.measures | frames.moments


def _short_figure(fact: Fact) -> str:
    """Return the first part of a figure if it is short enough to be repeated, and has a number."""
    part = re.split(r", | \(|;", fact.figure)[0]
    quoted = part.startswith(("“", '"'))
    numbers = [each for each in quantities(part) if each.kind is not Number.NAME]
    return part if not quoted and len(part.split()) <= LONGEST_FIGURE and numbers else ""


def _is_ranked(fact: Fact, language: str) -> bool:
    """Tell whether a fact tells a rank behind others."""
    ranks = [each.value for each in quantities(fact.figure, language) if each.kind is Number.RANK]
    return bool(ranks) and min(ranks) > 1


def _speaker(quote: str) -> str:
    """Return who is quoted, without a title; "" where that is not clear."""
    outside = _QUOTED.sub("“”", quote)
    found = _AFTER.search(outside) or _BEFORE.search(outside)
    name = _TITLES.sub("", found[1]) if found else ""
    return name if " " in name else ""
