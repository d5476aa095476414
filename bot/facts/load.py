"""Loading: facts.yaml and its companions become a FactBase, or every fault that was found in them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from bot.facts.base import Companion, FactBase
from bot.facts.check import find_faults
from bot.facts.document import Document, DocumentError, Fault, read_document
from bot.facts.schema import parse


def load(path: Path) -> FactBase:
    """Load facts.yaml and its companions, or raise DocumentError with every fault found."""
    base, found = inspect(path)
    faults = [fault for fault in found if not fault.is_warning]
    if base is None or faults:
        raise DocumentError(faults)
    return base


def inspect(path: Path, article: str = "") -> tuple[FactBase | None, list[Fault]]:
    """Load facts.yaml and its companions as far as they can be used, with every fault and warning found.

    The article confirms numbers that the quotes do not have.
    """
    documents, faults = _read_documents(path)
    base, companions = None, {}
    for code, document in documents.items():
        if code:
            companion, found = parse(Companion, document)
            if companion:
                companions[code] = companion
        else:
            base, found = parse(FactBase, document)
        faults += found
    if base is None:
        return None, faults
    base = replace(base, companions=companions)
    return base, faults + find_faults(base, documents, article)


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


def _read_documents(path: Path) -> tuple[dict[str, Document], list[Fault]]:
    """Read facts.yaml (under "") and its companions (under their language codes), as far as they are YAML."""
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    try:
        files = files_of(path)
    except OSError as error:
        return {}, [Fault(folder_of(path), 1, f"cannot be read: {error.strerror}")]
    for file in files:
        try:
            document = read_document(file)
        except DocumentError as error:
            faults += error.faults
            continue
        documents["" if file == path else file.stem] = document
        faults += document.faults
    return documents, faults
