"""A message on a terminal: bold text, quotes with a bar, links with their address, numbered buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, pairwise
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from bot.terminal.bot_api.markup import Json, utf16_slice
from bot.text import utf16_length

STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "text_link": "underline",
}
QUOTES = ("blockquote", "expandable_blockquote")
BAR = "│ "
PICTURE = "[a picture]"
LONGEST_ADDRESS = 60


def message_text(message: Json, out: Console) -> Text:
    """Lay a Bot API Message out for a terminal; quotes are broken to its width, in a pipe nothing is."""
    if "photo" in message:
        caption = _blocks(message.get("caption", ""), message.get("caption_entities", []))
        blocks = [(False, Text(PICTURE, style="cyan")), *caption]
    else:
        blocks = _blocks(message["text"], message.get("entities", []))
    lines: list[Text] = []
    for number, (quoted, block) in enumerate(blocks):
        block_lines = list(block.split("\n", allow_blank=True))
        if quoted:
            lines += _barred(block_lines, out)
            continue
        # A quote stands on lines of its own anyway: the line break beside it is not one more.
        first = int(number > 0 and not block_lines[0])
        last = len(block_lines) - int(number + 1 < len(blocks) and not block_lines[-1])
        lines += block_lines[first:last]
    return Text("\n").join(lines)


def buttons_text(rows: Sequence[Sequence[Json]]) -> Text:
    """Number the buttons, row by row."""
    numbers = count(1)
    lines = ("  ".join(f"[{next(numbers)}] {button['text']}" for button in row) for row in rows)
    return Text("\n".join(lines), style="cyan")


def numbered(text: Text, number: int) -> Text:
    """Put an answer's number in front of it."""
    return Text.assemble((f"#{number} ", "dim"), text)


def _blocks(text: str, entities: Sequence[Json]) -> list[tuple[bool, Text]]:
    """Part a text into what is quoted and what is not, with styles and the addresses of links."""
    blocks: list[tuple[bool, Text]] = []
    edges = {0, utf16_length(text)}.union(*((entity["offset"], _end(entity)) for entity in entities))
    for start, end in pairwise(sorted(edges)):
        covering = [entity for entity in entities if entity["offset"] <= start < _end(entity)]
        quoted = any(entity["type"] in QUOTES for entity in covering)
        if not blocks or blocks[-1][0] != quoted:
            blocks.append((quoted, Text()))
        run = utf16_slice(text, start, end - start)
        blocks[-1][1].append(run, " ".join(STYLES[kind] for kind in _kinds(covering) if kind in STYLES))
        for entity in covering:
            if entity["type"] == "text_link" and _end(entity) == end:
                blocks[-1][1].append(f" ({_short(entity['url'])})", f"dim link {entity['url']}")
    return blocks


def _short(url: str) -> str:
    """Return an address, of a long one only the host: terminals that know links open all of it."""
    return url if len(url) <= LONGEST_ADDRESS else f"{urlsplit(url).netloc}/…"


def _end(entity: Json) -> int:
    """Return the offset at which an entity ends."""
    return int(entity["offset"] + entity["length"])


def _kinds(entities: Iterable[Json]) -> list[str]:
    """Return the types of entities."""
    return [entity["type"] for entity in entities]


def _barred(lines: Iterable[Text], out: Console) -> list[Text]:
    """Put a bar in front of each line of a quote."""
    width = out.width - len(BAR)
    broken = (part for line in lines for part in (line.wrap(out, width) if out.is_terminal else [line]))
    return [Text.assemble((BAR, "dim"), line) for line in broken]
