"""Loading: facts.yaml and its companions become a FactBase, or every fault that was found in them."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.facts.base import Companion, FactBase
from bot.facts.check import find_faults
from bot.facts.document import Document, DocumentError, Fault, read_document
from bot.facts.language import spoken_codes
from bot.facts.schema import parse

T = TypeVar("T", bound=Hashable)


def load(path: Path, languages: Sequence[str] = ()) -> FactBase:
    """Load facts.yaml and its companions, or raise DocumentError with every fault found.

    `languages` are the codes of those that the bot speaks, where it is not for facts.yaml to say.
    """
    base, found = inspect(path, languages=languages)
    faults = [fault for fault in found if not fault.is_warning]
    if base is None or faults:
        raise DocumentError(faults)
    return base


def inspect(path: Path, article: str = "", languages: Sequence[str] = ()) -> tuple[FactBase | None, list[Fault]]:
    """Load facts.yaml and its companions as far as they can be used, with every fault and warning found.

    The article confirms numbers that the quotes do not have. Companions of languages that are not spoken are left out.
    """
    try:
        files = _companions(path)
    except OSError as error:
        return None, [Fault(folder_of(path), 1, f"cannot be read: {error.strerror}")]
    documents: dict[str, Document] = {}
    base, faults = _read(FactBase, path, "", documents)
    if base is not None and (chosen := languages or base.languages):
        try:
            base = replace(base, languages=spoken_codes(chosen))
        except ValueError as error:
            faults.append(documents[""].fault(("languages",), f"'languages': {error}"))
    companions = {}
    for file in files:
        if base is None or not base.languages or file.stem in base.languages:
            companion, found = _read(Companion, file, file.stem, documents)
            faults += found
            if companion is not None:
                companions[file.stem] = companion
    if base is None:
        return None, faults
    edited = _last_edited(document.path for document in documents.values())
    base = replace(base, companions=companions, edited=edited if edited > base.announcement.published else "")
    return base, faults + find_faults(base, documents, article)


def _last_edited(files: Iterable[Path]) -> str:
    """Return the day (UTC, ISO 8601) on which the last of some files was edited; empty where that is not known."""
    try:
        latest = max(file.stat().st_mtime for file in files)
        return datetime.fromtimestamp(latest, UTC).date().isoformat()
    except (OSError, ValueError, OverflowError):  # a file system may hold any number
        return ""


def files_of(path: Path) -> list[Path]:
    """Return the files of a fact base: facts.yaml, and facts/<code>.yaml for each other language.

    What editors and systems leave beside them (`.#de.yaml`, `._de.yaml`) is none of them, nor is a folder or a pipe.
    Raises OSError where the folder cannot be read.
    """
    return [path, *_companions(path)]


def folder_of(path: Path) -> Path:
    """Return the folder of a fact base's companions: facts/ for facts.yaml."""
    return path.parent / path.stem


def _companions(path: Path) -> list[Path]:
    """Return the files of the other languages; raises OSError where the folder cannot be read."""
    try:
        with os.scandir(folder_of(path)) as entries:
            beside = [Path(entry.path) for entry in entries]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(file for file in beside if file.match("[!.]*.yaml") and file.is_file())


def _read(part: type[T], file: Path, code: str, documents: dict[str, Document]) -> tuple[T | None, list[Fault]]:
    """Read a file as a part of the fact base, and put it among the documents if it is YAML."""
    try:
        document = documents[code] = read_document(file)
    except DocumentError as error:
        return None, error.faults
    found, faults = parse(part, document)
    return found, document.faults + faults
