"""An article as plain text: read in whatever encoding it has, cut into paragraphs and sentences."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from itertools import dropwhile
from pathlib import Path

from bot.authoring.drafting.english import MONTHS, WEEKDAYS
from bot.files import FileError, LargeFile, read_bytes

MAX_SENTENCE = 1_200
_DATELINE = 100  # characters that a line with the place, paper and date may have
MAX_CHARACTERS = 100_000  # an article has some thousand; a draft of more takes longer than seconds

_MONTH = "|".join(MONTHS)
# A full date in the ways in which newspapers write one.
DATE = re.compile(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{_MONTH}),? (?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH}) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})"
)
ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Inc|Ltd|Co|Corp|Jr|Sr|vs|approx|Gen|Sen|Rep|[A-Z]|[ap]\.m|e\.g|i\.e)\.$"
)
_LONGEST_ABBREVIATION = 8
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘(\[]?[A-Z0-9\u00c0-\u00de])")
_QUOTE_MARKS = re.compile(r"[\"“”]")
QUOTATION = re.compile(r"“[^“”]+”|\"[^\"]+\"|«[^«»]+»")
_TAG = re.compile(r"<(?:!doctype html|html|body|p|div|article|h1)\b", re.IGNORECASE)
_HIDDEN_TAGS = ("script", "style", "head", "nav", "footer", "noscript", "template", "svg", "button", "form")
_BLOCK_TAGS = (
    "p",
    "div",
    "article",
    "section",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "blockquote",
    "header",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
)


class ArticleError(Exception):
    """The file holds no article that can be read; the message is one line that says what to do."""


@dataclass(frozen=True)
class Article:
    """The paragraphs of an article, the first of which is its headline, and what else its page said."""

    paragraphs: tuple[str, ...]
    url: str = ""
    publisher: str = ""

    @property
    def text(self) -> str:
        """Return the whole article."""
        return "\n\n".join(self.paragraphs)


def read_article(path: Path) -> Article:
    """Read an article from a file of plain text or HTML in UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises ArticleError for what cannot be read, what is empty, and what is too long for one article.
    """
    try:
        data = read_bytes(path, 4 * MAX_CHARACTERS)
    except LargeFile:
        raise ArticleError(f"{path} is too long for one article: cut it down to the article's text") from None
    except FileError as error:
        raise ArticleError(f"{path}: {error}") from None
    article = parse_article(_decoded(data, path))
    if not any(map(str.isalnum, "".join(article.paragraphs))):
        raise ArticleError(f"{path} holds no text: save the article's text there")
    return article


def parse_article(text: str) -> Article:
    """Cut a text, of which HTML tags are dropped, into paragraphs.

    Raises ArticleError for what is too long for one article.
    """
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(f"more than {MAX_CHARACTERS:,} characters are no article: cut it down to the article's text")
    if not _TAG.search(text):
        return Article(tuple(_paragraphs(text)))
    page = _Page()
    page.feed(text)
    page.close()
    return Article(tuple(_paragraphs("".join(page.pieces))), page.url, page.publisher)


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, but not inside a quotation."""
    quoted = [match.start() for match in _QUOTE_MARKS.finditer(paragraph)]
    balanced = len(quoted) % 2 == 0
    found, start = [], 0
    for match in _END.finditer(paragraph):
        end = match.end()
        inside = balanced and bisect_left(quoted, end) % 2
        abbreviated = ABBREVIATION.search(paragraph, max(start, end - _LONGEST_ABBREVIATION), end)
        if end - start < MAX_SENTENCE and (inside or abbreviated):
            continue
        found += _pieces(paragraph[start:end])
        start = end
    return found + _pieces(paragraph[start:])


def _pieces(sentence: str) -> list[str]:
    """Return a sentence, or pieces of one that is too long to be any."""
    return (
        textwrap.wrap(sentence.strip(), MAX_SENTENCE)
        if len(sentence) > MAX_SENTENCE
        else [sentence.strip()] * bool(sentence.strip())
    )


def mask(sentence: str) -> str:
    """Return a sentence with dots for the words that it quotes, each character in its place."""
    return QUOTATION.sub(lambda quoted: "·" * len(quoted[0]), sentence)


def first_date(text: str) -> date | None:
    """Return the first full date in a text that the calendar has."""
    for match in DATE.finditer(text):
        year, month, day = (next(filter(None, (match[f"{key}{way}"] for way in "123"))) for key in "ymd")
        number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
        try:
            return date(int(year), number, int(day))
        except ValueError:
            continue
    return None


def _decoded(data: bytes, path: Path) -> str:
    """Decode a file by its byte-order mark, as UTF-8, or else as Windows-1252.

    Any bytes make some text in that: where most are no letters of English, it was another encoding.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        mostly_latin = 3 * len(data.translate(None, bytes(range(128)))) < len(data)
        encodings = ["utf-8-sig", "cp1252"] if mostly_latin and b"\0" not in data else ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise ArticleError(f"{path} is no text in UTF-8, UTF-16 or Windows-1252: save the article as UTF-8")


def _paragraphs(text: str) -> list[str]:
    """Cut a text at its line breaks, but put together again lines that were broken at a certain width."""
    paragraphs: list[str] = []
    for block in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        lines = [line for line in lines if any(map(str.isprintable, line.replace(" ", "")))]
        if not paragraphs:
            lines = list(dropwhile(lambda line: not any(map(str.isalnum, line)), lines))  # no headline is without words
            top = _top(lines)
            paragraphs, lines = lines[:top], lines[top:]
        joined = len(lines) > 1 and all(40 < len(line) < 130 for line in lines[:-1]) and _wrapped(lines)
        paragraphs += [" ".join(lines)] if joined else lines
    return paragraphs


def _top(lines: list[str]) -> int:
    """Count the lines of a block that are a headline and what stands below it: the publisher, its site, the date."""
    below = 1
    while below < len(lines) and is_byline(lines[below]):
        below += 1
    short = len(lines) > 1 and 4 * len(lines[0]) < 3 * max(map(len, lines)) and not lines[0].endswith((".", ":", ","))
    return below if below > 1 or (short and lines[1][0].isupper()) else 0


def is_byline(line: str) -> bool:
    """Say whether a line is only a date, a site, or a date and a name or place."""
    return is_dateline(line) or bool(re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", line))


def is_dateline(line: str) -> bool:
    """Say whether a paragraph only tells where, when and by whom the article was published."""
    if len(line) > _DATELINE:
        return False
    rest = re.sub(rf"\b(?:{'|'.join(sorted(WEEKDAYS))})\b", "", DATE.sub("", line))
    return bool(DATE.search(line)) and not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", rest)


def _wrapped(lines: list[str]) -> bool:
    """Say whether lines of one block run on: hardly any ends as a sentence does."""
    return sum(line.endswith((".", "!", "?", ":", "”", '"')) for line in lines[:-1]) * 2 <= len(lines) - 1


class _Page(HTMLParser):
    """The text of an HTML page, its address and its site's name."""

    def __init__(self) -> None:
        """Start with an empty page."""
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.url = ""
        self.publisher = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, hide what is no text, and note what the page says of itself."""
        values = {key: value or "" for key, value in attrs}
        if tag == "meta" and values.get("property") == "og:site_name":
            self.publisher = " ".join(values.get("content", "").split())
        if tag == "link" and values.get("rel") == "canonical":
            self.url = values.get("href", "")
        if tag == "body":
            self._hidden = 0  # a head that was never closed
        elif tag in _HIDDEN_TAGS:
            self._hidden += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if tag in _HIDDEN_TAGS:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep text that a reader sees."""
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))
