"""A fault: what is wrong with a file, told by its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file, and where."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Give the fault as `file:line: message`, which editors turn into a link."""
        return f"{self.path}:{self.line}: {self.message}"


class DocumentError(Exception):
    """The file cannot be used; `faults` tell all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults and show them one a line."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
