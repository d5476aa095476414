"""A YAML file as plain data that remembers the line of every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.facts.fault import DocumentError, Fault

__all__ = ["Document", "DocumentError", "Fault", "Where", "read_document"]

MAX_BYTES = 32_000_000
MAX_DEPTH = 12

Where = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolver: Any = yaml.resolver.Resolver()
_constructor: Any = yaml.constructor.SafeConstructor()


@dataclass(slots=True)
class Document:
    """The data of a YAML file, what was odd about its text, and the line of each value."""

    path: Path
    data: Any
    faults: list[Fault]
    _text: str
    _lines: dict[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """Return the line of a value, or of the nearest value around it."""
        if not self._lines:  # only a fault needs lines: most files are never read a second time for them
            _Composer(self.path, self._lines).compose(self._text)
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where, 1)

    def fault(self, where: Where, message: str) -> Fault:
        """Describe a fault at a value."""
        return Fault(self.path, self.line(where), message)


def read_document(path: Path) -> Document:
    """Read a YAML file.

    Refuses what a fact base never needs and an attacker might: aliases (which can multiply a small
    file into gigabytes), tags that build objects, files over 32 MB, more than 12 levels.
    Raises DocumentError with file and line.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError([Fault(path, 1, f"the file is larger than {MAX_BYTES:,} bytes")])
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DocumentError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise DocumentError([Fault(path, 1, f"is not UTF-8 text (byte {error.start})")]) from None
    return _Composer(path).compose(text)


class _Composer:
    """Build plain data out of the parser's events, noting lines on the way where they are wanted."""

    def __init__(self, path: Path, lines: dict[Where, int] | None = None) -> None:
        self.path = path
        self.lines = lines
        self.faults: list[Fault] = []

    def compose(self, text: str) -> Document:
        """Parse the whole text into a Document."""
        try:
            loader = _Loader(text)
            self._expect(loader, yaml.StreamStartEvent)
            if loader.check_event(yaml.StreamEndEvent):
                raise self._refuse(None, "the file is empty")
            self._expect(loader, yaml.DocumentStartEvent)
            data = self._value(loader, loader.get_event(), ())
            self._expect(loader, yaml.DocumentEndEvent)
            if not loader.check_event(yaml.StreamEndEvent):
                raise self._refuse(loader.peek_event(), "one document a file: remove the `---`")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = mark.line + 1 if mark else 1
            raise DocumentError([Fault(self.path, line, f"not valid YAML: {error.problem}")]) from None
        except yaml.reader.ReaderError as error:
            raise DocumentError([Fault(self.path, 1, f"not valid YAML: {error.reason}")]) from None
        return Document(self.path, data, self.faults, text)

    def _expect(self, loader: Any, kind: type[yaml.Event]) -> None:
        """Take the next event, which must be of the kind."""
        event = loader.get_event()
        if not isinstance(event, kind):
            raise self._refuse(event, "not valid YAML")

    def _refuse(self, event: Any, message: str) -> DocumentError:
        """Make the error for something that is not allowed at all."""
        line = event.start_mark.line + 1 if event is not None else 1
        return DocumentError([Fault(self.path, line, message)])

    def _value(self, loader: Any, event: Any, where: Where) -> Any:
        """Build the value that starts with an event."""
        if self.lines is not None:
            self.lines[where] = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(event, "aliases (*name) are not allowed: write the text out")
        if len(where) > MAX_DEPTH:
            raise self._refuse(event, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if event.tag not in (None, "!"):
            raise self._refuse(event, f"the tag {event.tag} is not allowed")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loader, where)
        return self._mapping(loader, where)

    def _scalar(self, event: Any) -> Any:
        """Build a text, or the bool, number or date that YAML reads in a bare word."""
        if event.tag not in (None, "!"):
            raise self._refuse(event, f"the tag {event.tag} is not allowed")
        if event.style:  # quoted or a block: "" in the C parser and None in the other for a bare word
            return event.value
        tag = _resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        if tag == "tag:yaml.org,2002:str":
            return event.value
        try:
            return _constructor.construct_object(yaml.ScalarNode(tag, event.value))
        except (yaml.YAMLError, ValueError):
            return event.value

    def _sequence(self, loader: Any, where: Where) -> list[Any]:
        """Build a list."""
        items: list[Any] = []
        while not isinstance(event := loader.get_event(), yaml.SequenceEndEvent):
            items.append(self._value(loader, event, (*where, len(items))))
        return items

    def _mapping(self, loader: Any, where: Where) -> dict[Any, Any]:
        """Build a dict; a key that stands twice is a fault (YAML itself would keep the last)."""
        items: dict[Any, Any] = {}
        while not isinstance(event := loader.get_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refuse(event, "a key must be one word or text")
            key = self._scalar(event)
            if not isinstance(key, str):
                self._note(event, f"YAML reads the key {event.value} as {key!r}: put it in quotes")
                key = event.value
            if key in items:
                self._note(event, f"the key {key!r} stands twice")
            items[key] = self._value(loader, loader.get_event(), (*where, key))
        return items

    def _note(self, event: Any, message: str) -> None:
        """Keep a fault that does not keep the rest from being read."""
        self.faults.append(Fault(self.path, event.start_mark.line + 1, message))
