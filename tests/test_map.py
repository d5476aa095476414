"""The maps in the docstrings and in docs/architecture.md name every package and every file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot

ROOT = Path(__file__).parents[1]
CHAPTERS = [
    line for line in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines() if "|" in line
]
PACKAGES = sorted(file.parent for file in (ROOT / "bot").glob("*/**/__init__.py"))


def files_in(package: Path) -> set[str]:
    """Return the names of a package's files."""
    return {file.stem for file in package.glob("*.py")} - {"__init__", "__main__"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: str(package.relative_to(ROOT)))
def test_a_package_says_what_each_of_its_files_is(package: Path) -> None:
    words = (package / "__init__.py").read_text(encoding="utf-8").split('"""')[1]
    assert files_in(package) - set(re.findall(r"\w+", words)) == set()


@pytest.mark.parametrize(
    "package", [each for each in PACKAGES if each.parent.name == "bot"], ids=lambda each: each.name
)
def test_the_architecture_names_each_package_and_its_files(package: Path) -> None:
    (row,) = (line for line in CHAPTERS if line.startswith(f"| `{package.name}/` |"))
    assert files_in(package) - set(re.findall(r"`(\w+)`", row)) == set()


def test_the_map_of_the_program_names_each_package() -> None:
    assert {package.name for package in PACKAGES if package.parent.name == "bot"} <= set(
        re.findall(r"(?m)^([a-z]+)  ", bot.__doc__ or "")
    )
