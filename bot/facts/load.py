"""Loading: facts.yaml and its companions become a FactBase, or every fault that was found in them."""

from __future__ import annotations

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
    """
    beside = path.with_suffix("").glob("*.yaml")
    return [path, *sorted(file for file in beside if not file.name.startswith(".") and file.is_file())]


def _read_documents(path: Path) -> tuple[dict[str, Document], list[Fault]]:
    """Read facts.yaml (under "") and its companions (under their language codes), as far as they are YAML."""
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    for file in files_of(path):
        try:
            document = read_document(file)
        except DocumentError as error:
            faults += error.faults
            continue
        documents["" if file == path else file.stem] = document
        faults += document.faults
    return documents, faults
