"""What an article says of itself: whose news it is, its headline, publisher, date and addresses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.authoring.drafting.article import ABBREVIATION, DATE, Article, first_date, is_byline, is_dateline, sentences
from bot.authoring.drafting.english import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    WEEKDAYS,
    base_form,
)

_CAPITAL = r"[A-Z\u00c0-\u00de]"
_NAME = re.compile(
    rf"\b{_CAPITAL}[\w’'&.-]*(?<![.'’])"
    rf"(?: (?:(?:of|for|de|van|von|du) (?:the )?)?{_CAPITAL}[\w’'&-]*(?<!['’])| \d{{1,4}}(?![\d,.%]\d|\s?%|\d))*"
)
_SMALL = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | RELATIVES | AUXILIARIES | ADVERBS
_ADDRESS = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,6}"
    r"(?:com|org|net|info|io|co|eu|uk|de|edu|gov|example|news|me|tv|app|museum|club)\b(?:/[\w./%-]*\w)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.])@\w{3,32}")
_CANDIDATES = 40  # names that are compared, the most frequent ones


@dataclass(frozen=True)
class About:
    """What is known of the announcement; what is "" or None the article does not tell."""

    subject: str
    names: tuple[str, ...]
    headline: str  # as it stands
    title: str  # without the byline
    publisher: str
    published: date | None
    addresses: tuple[str, ...]
    url: str
    known: frozenset[str]  # words that are names wherever they stand


def about(article: Article) -> About:
    """Find out what an article says of itself."""
    headline = article.paragraphs[0]
    title, byline = _split_headline(headline)
    lines = [byline] if byline else []
    lines += [line for line in article.paragraphs[1:4] if is_dateline(line)]
    lines += [line for line in article.paragraphs if line.lower().startswith(("source:", "published"))]
    published = next((day for line in lines if (day := first_date(line))), None)
    site = next((line for line in article.paragraphs[1:4] if is_byline(line) and _ADDRESS.match(line)), "")
    publisher = (
        article.publisher
        or next((name for line in lines if (name := _publisher(line, title))), "")
        or _followed(article.text)
        or (_ADDRESS.match(site) or [""])[0]
    )
    subject = _subject(article, publisher, title)
    addresses = tuple(dict.fromkeys(_ADDRESS.findall(article.text)))
    url = (
        article.url
        if re.fullmatch(r"https?://\S+", article.url)
        else next((each for each in addresses if each.startswith("http")), "")
    )
    return About(
        subject,
        _variants(subject, article, publisher),
        headline,
        title,
        publisher,
        published,
        addresses,
        url,
        _known(article, subject),
    )


def _known(article: Article, subject: str) -> frozenset[str]:
    """Return the words that stand with a capital inside a sentence, and never without one."""
    text = "\n".join(article.paragraphs[1:])
    inside = set(re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", text)) - set(WEEKDAYS)
    small = set(re.findall(r"\b[a-z][\w-]*", _ADDRESS.sub(" ", text)))
    return frozenset({word for word in inside if word.lower() not in small} | set(subject.split()))


def handles_of(text: str) -> list[str]:
    """Return the channels that a text names by their handle (`@acme`)."""
    return _HANDLE.findall(text)


def addresses_of(text: str) -> list[str]:
    """Return the web addresses that stand in a text."""
    return _ADDRESS.findall(text)


def names_of(sentence: str) -> list[str]:
    """Return the proper names of a sentence; its first word is one only together with another, or as an odd word."""
    found = []
    for match in _NAME.finditer(sentence):
        words = match.group().split()
        while words and (
            words[0].lower() in _SMALL
            or words[0] in MONTHS
            or words[0] in WEEKDAYS
            or _ordinary(match, words[0], sentence)
        ):
            words = words[1:]
        if words and not words[0].isdigit() and words[0].lower() not in ("i", "a"):
            found.append(re.sub(r"['’]s$", "", " ".join(words)))
    return found


def _ordinary(match: re.Match[str], word: str, sentence: str) -> bool:
    """Say whether a word has its capital only because a sentence or quotation begins with it."""
    begins = (
        match.start() == 0
        or sentence[match.start() - 1] in '"“‘('
        or sentence[: match.start()].rstrip().endswith((".", ":", "!", "?"))
    )
    return (
        begins
        and match.group().startswith(word)
        and (bool(base_form(word)) or len(match.group().split()) == 1 or word.lower().endswith(("ing", "ly")))
    )


def _split_headline(headline: str) -> tuple[str, str]:
    """Take a byline in brackets off a headline."""
    byline = re.search(r"\s*\(([^()]*)\)$", headline)
    if byline and DATE.search(byline[1]):
        return headline[: byline.start()].strip(), byline[1]
    return headline, ""


def _publisher(line: str, title: str) -> str:
    """Return the name beside the date of a dateline."""
    line = re.sub(r"^(?:Source|Published)(?: by| in)?:?\s*", "", line.replace(title, ""), flags=re.IGNORECASE)
    parts = [part.strip(' "“”.') for part in re.split(r"[,|·–—()/]|\s-\s", DATE.sub("|", line))]
    names = [part for part in parts if re.match(r"[A-Z]", part) and part not in WEEKDAYS and not part.isupper()]
    media = re.compile(
        r"\b(?:News|Times|Post|Courier|Gazette|Herald|Journal|Daily|Press|Wire|\w+wire|Tribune|Business|Observer|Telegraph|The|Weekly|Report|Echo|Chronicle|Mail|Standard|Star|Mirror|Review|Magazine|Today|Central|Insider)\b"
    )
    known = [name for name in names if media.search(name)]
    if known:
        return known[-1]
    return (
        names[-1] if len(names) > 1 or (names and ("|" in line or " " in names[0])) else ""
    )  # a single word is a place


def _followed(text: str) -> str:
    """Return the name that readers are asked to follow."""
    asked = re.search(r"\bfollow ((?:[A-Z]\w+ ?)+)(?:on|in|at)\b", text)
    return asked[1].strip() if asked else ""


def _subject(article: Article, publisher: str, title: str) -> str:
    """Return the name that the article is about: the most frequent one, above all in the headline and as a subject."""
    body = [paragraph for paragraph in article.paragraphs[1:] if not is_dateline(paragraph)]
    text = "\n".join([title, *body])
    counted: Counter[str] = Counter()
    for paragraph in body:
        for sentence in sentences(paragraph):
            counted.update(name for name in names_of(sentence) if len(name) <= 40)
    first_words = re.findall(r"(?:^|(?<=[.!?] ))[A-Z]\w+", text, re.MULTILINE)
    counted.update(dict.fromkeys((word for word in first_words if not ABBREVIATION.search(f"{word}.")), 0))
    plain = set(re.findall(r"\b[a-z][\w-]*", _ADDRESS.sub(" ", text)))
    best, most = "", 0.0
    for name, _ in counted.most_common(_CANDIDATES):
        if name in MONTHS or name in WEEKDAYS or name == publisher or name.lower() in plain | _SMALL:
            continue
        whole = rf"(?<!\w){re.escape(name)}(?!\w)"
        if name in publisher and not re.search(rf"(?<!in )(?<!at )(?<!of ){whole}(?! [A-Z])", title):
            continue
        times = len(re.findall(whole, text))
        acts = len(re.findall(rf"{whole} (?:[a-z]+(?:s|ed)|has|have|will|is|was|said|won|had)\b", text))
        places = len(re.findall(rf"\b(?:in|at|near|from|to) {whole}", text))
        told_first = 1.5 if body and re.search(whole, sentences(body[0])[0]) else 0
        in_title = 2 if all(word.lower() in title.lower() for word in name.split() if len(word) > 3) else 0
        score = (
            told_first
            + in_title
            + times
            + acts
            - 0.7 * places
            + (times if re.search(rf"(?<!in )(?<!at ){whole}", title) else 0)
            + 0.1 * len(name.split())
        )
        if score > most:
            best, most = name, score
    return best or next(iter(names_of(f"x {title}")), "") or title.split()[0][:40]


def _variants(subject: str, article: Article, publisher: str) -> tuple[str, ...]:
    """Return the names that the subject goes by: those that hold its name or are a part of it, and its initials."""
    found = Counter(
        name for paragraph in article.paragraphs[1:] for sentence in sentences(paragraph) for name in names_of(sentence)
    )
    names = [subject]
    body = "\n".join(article.paragraphs[1:])
    at = body.find(subject)
    first = next((match.group() for match in _NAME.finditer(body) if match.start() <= at < match.end()), subject)
    first = re.sub(r"^The |['’]s$", "", first)
    if first != subject and first != publisher and subject in first and len(first) <= 40:
        names.append(first)  # where it is named for the first time, it is named in full
    names += [
        name for name in found if subject.endswith(f" {name}") or (subject.startswith(f"{name} ") and len(name) > 3)
    ]
    if (
        len(subject.split()) > 1
        and (initials := "".join(word[0] for word in subject.split() if word[0].isupper())) in article.text
        and len(initials) > 1
    ):
        names.append(initials)
    return tuple(
        dict.fromkeys(name for name in names if "," not in name and (name not in publisher or name == subject))
    )[:6]
