"""A first facts.yaml out of an article's text, by general rules of English: an editor corrects it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.authoring.drafting.announcement import About, about
from bot.authoring.drafting.article import Article
from bot.authoring.drafting.english import GENERAL_NOUNS, LINKS, word_set
from bot.authoring.drafting.facts import FactDraft, figure_facts, news_of, nouns_of, subject_after
from bot.authoring.drafting.gaps import Gap, gaps_of
from bot.authoring.drafting.mentions import follow, happening, quotation
from bot.authoring.drafting.nouns import is_plural
from bot.authoring.drafting.statement import TITLE, small
from bot.authoring.drafting.writing import new_phrases, visible, without_hidden, yaml_of
from bot.facts.check import OWN_COMMANDS
from bot.facts.language import DEFAULT, load_language
from bot.text import words

MOST_FACTS = 60
MANY = 4  # quotes that have a word from which it is no keyword by itself

_SKIPPED = LINKS | word_set("who that which when what be is was were will are how its this where did")


@dataclass(frozen=True)
class Draft:
    """The text of a drafted facts.yaml, and how many facts and gaps are in it."""

    text: str
    facts: int
    gaps: int
    left_out: int  # facts beyond the first MOST_FACTS


@dataclass(frozen=True)
class Parts:
    """What a draft is made of."""

    article: Article
    known: About
    facts: list[FactDraft]
    ids: list[str]
    gaps: list[Gap]
    left_out: int


def draft(article: Article) -> Draft:
    """Draft the fact base of an article, so that it passes `check` as it stands."""
    return written(parts_of(article))


def written(parts: Parts) -> Draft:
    """Write the fact base of a draft's parts."""
    text = yaml_of(parts.known, parts.facts, parts.ids, parts.gaps)
    return Draft(text, len(parts.facts), text.count("\n    reply: "), parts.left_out)


def parts_of(article: Article) -> Parts:
    """Find the facts and the gaps of an article."""
    known = about(_without_hidden(article))
    found = [fact for fact in _facts(article, known) if words(fact.quote) and fact.figure.strip() and fact.title]
    facts = [*_distinct(found[:MOST_FACTS], known), _source(known, article)]
    speakers = [fact.speaker for fact in facts if fact.speaker]
    ranked = any(fact.ranked for fact in facts)
    gaps = gaps_of(article.text, known.subject, nouns_of(facts, article.text), speakers, ranked=ranked)
    return Parts(article, known, facts, _ids(facts), gaps, len(found) - len(facts) + 1)


def _facts(article: Article, known: About) -> Iterator[FactDraft]:
    """Yield the facts of an article in its order."""
    text = article.text
    for number, told in news_of(article):
        before = one = known.subject
        for written in told:
            sentence = without_hidden(written)
            singular = re.match(r"(?:[A-Z][^,]{0,40}, )?(?:it|its)\b", sentence, re.IGNORECASE)
            for fact in _facts_of(sentence, known, one if singular else before, text):
                fact.paragraph = number
                fact.quote = _as_written(fact.quote, sentence, written)
                yield fact
            before = subject_after(sentence, one if singular else before, known.known)
            one = one if is_plural(before) else before


def _as_written(quote: str, sentence: str, written: str) -> str:
    """Return a part of a sentence with the invisible marks that the article has in it."""
    if sentence == written:
        return quote
    places = [place for place, character in enumerate(written) if without_hidden(character)]
    start = sentence.find(quote)
    return written[places[start] : places[start + len(quote) - 1] + 1]


def _facts_of(sentence: str, known: About, before: str, text: str) -> list[FactDraft]:
    """Return the facts of a sentence: where to follow, a quotation, figures, or else a plan or an event."""
    if place := follow(sentence):
        return [place]
    if not sentence.rstrip("\"”’')]»").endswith((".", "!", "?", ":", "…")) and len(sentence) < 60:
        return []  # a heading, or what a page says around its article
    if said := quotation(sentence, known, before, text):
        return [said]
    if facts := figure_facts(sentence, known, before):
        return facts
    event = happening(sentence, known, before)
    return [event] if event else []


def _without_hidden(article: Article) -> Article:
    """Return an article without marks that nobody sees, for all that is not quoted."""
    return Article(
        tuple(visible(paragraph) or paragraph for paragraph in article.paragraphs), article.url, article.publisher
    )


def _cut(text: str, most: int) -> str:
    """Return a text, or as many whole words of it as there is room for."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] or text[:most]


def _source(known: About, article: Article) -> FactDraft:
    """Make the fact about the article itself."""
    day = f"{known.published.day} {known.published:%B %Y}" if known.published else ""
    figure = ", ".join(part for part in (known.publisher, day) if part) or known.title
    questions = ["Where is this from?", "Who published the article, and when?"]
    years = [known.published.year] if known.published else []
    quote = next((paragraph for paragraph in article.paragraphs if words(paragraph)), article.paragraphs[0])
    return FactDraft(
        "The article",
        _cut(figure, 120),
        _cut(quote, 500),
        ["source", "article", "headline"],
        questions,
        years,
        "source",
    )


def _distinct(facts: list[FactDraft], known: About) -> list[FactDraft]:
    """Make titles and phrasings differ: each of them leads to one fact only."""
    wide, names = _wide_words(facts), set(map(words, known.names))
    titles, phrases = {"the article"}, {words(phrase) for phrase in ("source", "article", "headline")}
    phrases |= {words(phrase) for phrase in _source(known, Article(("x",))).questions}
    for fact in facts:
        fact.title, fact.figure = visible(fact.title), visible(fact.figure)
        title, number = fact.title, 2
        if (
            title.casefold() in titles
            and fact.topic.lower() not in title.lower()
            and len(title) + len(fact.topic) < TITLE - 3
        ):
            fact.title = title = f"{title} ({visible(fact.topic)})"
        while fact.title.casefold() in titles:
            fact.title, number = f"{title[:55]} ({number})", number + 1
        titles.add(fact.title.casefold())
        telling = (each for each in fact.keywords if not wide.issuperset(words(each)) and words(each) not in names)
        fact.keywords = new_phrases((re.sub(r"[,;]", " ", each).lower() for each in telling), phrases)[:4]
        fact.questions = new_phrases(fact.questions, phrases)[:3] or [
            f"What does it say about {small(fact.title, known.known)}?"
        ]
        phrases |= {words(question) for question in fact.questions}
    return facts


def _wide_words(facts: list[FactDraft]) -> set[str]:
    """Return the words that tell no fact from another: general ones, and those of many quotes."""
    language = load_language(DEFAULT)
    general = (
        {word for phrase in language.filler if len(found := words(phrase)) == 1 for word in found}
        if language
        else set()
    )
    counted = Counter(word for fact in facts for word in set(words(fact.quote)))
    return general | GENERAL_NOUNS | {word for word, count in counted.items() if count >= MANY}


def _ids(facts: list[FactDraft]) -> list[str]:
    """Make an id for each fact out of its title's words."""
    ids: list[str] = []
    for fact in facts:
        known = [word for word in words(fact.id_words or fact.title) if word.isascii() and word.isalnum()]
        parts = [word for word in known if word not in _SKIPPED] or known or ["fact"]
        parts = [re.sub(r"[^a-z0-9]", "", part)[:28] for part in parts[:3]]
        while len("_".join(parts)) > 28:
            parts.pop()
        base = "_".join(parts) or "fact"
        name, number = base, 2
        while name in ids or name in OWN_COMMANDS or (name == "source" and fact is not facts[-1]):
            name, number = f"{base}_{number}", number + 1
        ids.append(name)
    return ids
