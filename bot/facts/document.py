"""A YAML file as plain data that knows the line of every value, and the faults that editors read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.files import FileError, read_text
from bot.text import clip, one_line

MAX_BYTES = 32_000_000
MAX_VALUES = 400_000  # texts, numbers, lists and mappings; 20,000 facts have some 260,000
MAX_DEPTH = 12
MOST_NOTES = 100  # faults that do not end the reading; nobody reads more at once

Where = tuple[str | int, ...]  # the keys and places that lead to a value

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolver: Any = yaml.resolver.Resolver()
_constructor: Any = yaml.constructor.SafeConstructor()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file, and where; a warning keeps nothing from being loaded."""

    path: Path
    line: int
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        """Return the fault as one line, `file:line: message`, which editors turn into a link."""
        kind = "warning: " if self.is_warning else ""
        return f"{kind}{self.path}:{self.line}: {one_line(' '.join(self.message.splitlines()))}"

    def as_json(self) -> dict[str, object]:
        """Return the fault as `check --json` prints it."""
        severity = "warning" if self.is_warning else "error"
        return {"file": str(self.path), "line": self.line, "message": one_line(self.message), "severity": severity}


class DocumentError(Exception):
    """A file cannot be used; `faults` are all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults; the text has one per line."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class Document:
    """The data of a YAML file, and what was odd about its text."""

    path: Path
    data: Any
    faults: list[Fault]
    text: str

    @cached_property
    def _lines(self) -> dict[Where, int]:
        """Return the line of each value: the file is parsed again for it, as only faulty files need that."""
        lines: dict[Where, int] = {}
        _Reader(self.path, MAX_VALUES, lines).read(self.text)
        return lines

    def line(self, where: Where) -> int:
        """Return the line of a value, or of the nearest value around it."""
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where, 1)

    def fault(self, where: Where, message: str) -> Fault:
        """Describe a fault at a value."""
        return Fault(self.path, self.line(where), message)

    def warning(self, where: Where, message: str) -> Fault:
        """Describe at a value what may be meant."""
        return Fault(self.path, self.line(where), message, is_warning=True)


def read_document(path: Path, *, most_bytes: int = MAX_BYTES, most_values: int = MAX_VALUES) -> Document:
    """Read a YAML file, or raise DocumentError with file and line.

    Refuses what a fact base never needs and an attacker might use: aliases (which can multiply a small file into
    gigabytes), tags that build objects, files over 32 MB, more than 400,000 values or 12 levels, pipes and devices.
    """
    try:
        text = read_text(path, most_bytes)
    except FileError as error:
        raise _refusal(path, 1, str(error)) from None
    return _Reader(path, most_values).read(text)


def _refusal(path: Path, line: int, message: str) -> DocumentError:
    """Return the error for a file that cannot be read at all."""
    return DocumentError([Fault(path, line, message)])


class _Reader:
    """Build plain data from the parser's events, which can be refused before they take memory or stack.

    (`yaml.compose` is shorter, but libyaml's composer recurses without a limit: a file of brackets ends the process.)
    """

    def __init__(self, path: Path, most_values: int, lines: dict[Where, int] | None = None) -> None:
        self.path = path
        self.lines = lines
        self.faults: list[Fault] = []
        self.values_left = most_values
        self.flow = 0  # how many [ and { are open

    def read(self, text: str) -> Document:
        """Parse the whole text."""
        try:
            self.events = _Loader(text)
            self.events.get_event()  # the stream starts
            if self.events.check_event(yaml.StreamEndEvent):
                raise _refusal(self.path, 1, "the file is empty")
            self.events.get_event()  # the document starts
            data = self._value(self.events.get_event(), ())
            self.events.get_event()  # the document ends
            if not self.events.check_event(yaml.StreamEndEvent):
                raise self._refused(self.events.peek_event(), "only one YAML document per file: remove the `---`")
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise _refusal(self.path, line, f"not valid YAML: {error.problem}") from None
        except yaml.reader.ReaderError as error:
            raise _refusal(self.path, 1, f"not valid YAML: {error.reason}") from None
        return Document(self.path, data, self.faults, text)

    def _value(self, event: Any, where: Where) -> Any:
        """Build the value that starts with an event."""
        if self.lines is not None:
            self.lines[where] = _line(event)
        if len(where) > MAX_DEPTH:
            raise self._refused(event, f"nested deeper than {MAX_DEPTH} levels")
        self.values_left -= 1
        if self.values_left < 0:
            raise self._refused(event, "more values than a fact base can hold: split the announcement")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, "aliases (*name) are not allowed: write the text out")
        if event.tag not in (None, "!"):
            raise self._refused(event, f"the tag {event.tag} is not allowed")
        self.flow += bool(event.flow_style)
        value = self._list(where) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(where)
        self.flow -= bool(event.flow_style)
        return value

    def _scalar(self, event: Any) -> Any:
        """Build a text, or the bool, number or date that YAML reads in a bare word."""
        if event.tag not in (None, "!"):
            raise self._refused(event, f"the tag {event.tag} is not allowed")
        if event.style:  # quoted or a block: "" in the C parser and None in the other for a bare word
            return event.value
        if self.flow and "?" in event.value:  # libyaml reads it, PyYAML's own parser does not
            raise self._refused(event, f"put {clip(event.value, 60)!r} in quotes, for its ? inside [ ] or {{ }}")
        tag = _resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        if tag == "tag:yaml.org,2002:str":
            return event.value
        try:
            return _constructor.construct_object(yaml.ScalarNode(tag, event.value))
        except (yaml.YAMLError, ValueError, OverflowError):
            return event.value

    def _list(self, where: Where) -> list[Any]:
        """Build a list."""
        items: list[Any] = []
        while not isinstance(event := self.events.get_event(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return items

    def _mapping(self, where: Where) -> dict[str, Any]:
        """Build a dict; a duplicate key is a fault (YAML itself would keep the last)."""
        items: dict[str, Any] = {}
        while not isinstance(event := self.events.get_event(), yaml.MappingEndEvent):
            key = self._key(event)
            if key in items:
                self._note(event, f"duplicate key {key!r}")
            items[key] = self._value(self.events.get_event(), (*where, key))
        return items

    def _key(self, event: Any) -> str:
        """Build a key, which is always text."""
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused(event, "a key must be plain text")
        key = self._scalar(event)
        if not isinstance(key, str):
            self._note(event, f"YAML reads the key {event.value} as {key!r}: put it in quotes")
        return str(event.value)

    def _note(self, event: Any, message: str) -> None:
        """Keep a fault that does not keep the rest from being read."""
        if len(self.faults) < MOST_NOTES:
            self.faults.append(Fault(self.path, _line(event), message))

    def _refused(self, event: Any, message: str) -> DocumentError:
        """Return the error for an event that is not allowed at all."""
        return _refusal(self.path, _line(event), message)


def _line(event: Any) -> int:
    """Return the line on which an event starts, counted from 1."""
    return int(event.start_mark.line) + 1
