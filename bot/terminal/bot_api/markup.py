"""Marked-up text as Telegram reads it: HTML becomes plain text with entities, or is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple

from bot.text import utf16_length

Json = dict[str, Any]

# Bot API, "HTML style": the tags there are, and the type of entity each makes.
TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
ATTRIBUTES = {"a": "href", "span": "class", "tg-emoji": "emoji-id", "blockquote": "expandable", "code": "class"}
REFERENCE = r"(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);"
TOKEN = re.compile(rf"<[^<>]*>|&{REFERENCE}|[<>&]|[^<>&]+")
BARE_AMPERSAND = re.compile(rf"&(?!{REFERENCE})")
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z-]+)(?:\s+(?P<attribute>[a-z-]+)(?:=\"(?P<value>[^\"]*)\")?)?\s*>")


class MarkupError(ValueError):
    """What is wrong with marked-up text, in Telegram's words and with the byte where it is."""


class Formatted(NamedTuple):
    """A text without its tags, and the entities that they made (Bot API, MessageEntity)."""

    text: str
    entities: list[Json]


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Cut out the part of a text that an entity covers."""
    return text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def parse_html(html: str) -> Formatted:
    """Read Telegram's HTML; as strict as its documentation, which is stricter than its server.

    Raises MarkupError for a bare `<`, `>` or `&`, a tag Telegram does not know or that is not closed
    in order, and for entities that must not stand in each other (Bot API, "Formatting options").
    """
    reader = _Reader()
    position = 0
    for match in TOKEN.finditer(html):
        reader.read(match.group(), position)
        position += len(match.group().encode("utf-8", "surrogatepass"))
    return reader.finish()


@dataclass(frozen=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    offset: int
    details: Json


class _Reader:
    """The text and the entities read so far, and the tags still open."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text = ""
        self.entities: list[Json] = []
        self.open: list[_Open] = []

    def read(self, token: str, position: int) -> None:
        """Take in a tag, a character reference, or a run of text."""
        if token in ("<", ">", "&"):
            raise MarkupError(f"Character '{token}' must be escaped at byte offset {position}")
        if not token.startswith("<"):
            self.text += unescape(token)
            return
        match = TAG.fullmatch(token)
        if not match or match["name"].lower() not in TAGS:
            raise MarkupError(f'Unsupported start tag "{token.strip("</>")}" at byte offset {position}')
        if match["end"]:
            self._end(match["name"].lower(), position)
        else:
            self._start(match["name"].lower(), match["attribute"], match["value"], position)

    def _start(self, tag: str, attribute: str | None, value: str | None, position: int) -> None:
        """Open a tag where it may stand."""
        outer = [waiting.tag for waiting in self.open]
        # <pre><code class="language-python"> is the one thing that may stand in preformatted text.
        if "code" in outer or ("pre" in outer and (tag != "code" or outer[-1] != "pre")):
            raise MarkupError(f'Tag "{tag}" can\'t be nested in preformatted text at byte offset {position}')
        if tag == "blockquote" and tag in outer:
            raise MarkupError(f'Tag "blockquote" can\'t be nested at byte offset {position}')
        if attribute not in (None, ATTRIBUTES.get(tag)):
            raise MarkupError(f'Unexpected attribute "{attribute}" of the tag "{tag}" at byte offset {position}')
        if BARE_AMPERSAND.search(value or ""):
            raise MarkupError(f"Character '&' must be escaped at byte offset {position}")
        if tag == "span" and value != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {position}')
        self.open.append(_Open(tag, utf16_length(self.text), _details(tag, attribute, value)))

    def _end(self, tag: str, position: int) -> None:
        """Close the tag opened last, which is the only one that may be closed."""
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {position}")
        waiting = self.open.pop()
        if waiting.tag != tag:
            found = f'expected "</{waiting.tag}>", found "</{tag}>"'
            raise MarkupError(f"Unmatched end tag at byte offset {position}, {found}")
        length = utf16_length(self.text) - waiting.offset
        if length:
            entity = {"type": TAGS[tag], "offset": waiting.offset, "length": length}
            self.entities.append(entity | waiting.details)

    def finish(self) -> Formatted:
        """Return what was read, with the space around it trimmed as Telegram trims it."""
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return trim(self.text, self.entities[::-1])  # inner tags have ended first


def _details(tag: str, attribute: str | None, value: str | None) -> Json:
    """Return what an entity knows besides its place."""
    if tag == "a":
        return {"url": unescape(value or "")}
    if tag == "tg-emoji":
        return {"custom_emoji_id": value}
    if tag == "blockquote" and attribute:
        return {"type": "expandable_blockquote"}
    return {}


def trim(text: str, entities: list[Json]) -> Formatted:
    """Take away the space around a text and move its entities along."""
    cut = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        first = max(0, entity["offset"] - cut)
        last = min(end, entity["offset"] - cut + entity["length"])
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    # Outer entities come before inner ones, as Telegram sends them; the sort keeps the order of equal ones.
    return Formatted(text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"])))
