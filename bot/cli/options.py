"""What the operator's commands have in common: the fact base that they work on, and the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.authoring.evaluate import Question
    from bot.facts.base import FactBase
    from bot.matching.matcher import Matcher

DEFAULT_FACTS = Path("facts.yaml")
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class SetupError(click.ClickException):
    """Something that the operator must set right before anything can start."""

    exit_code = 2


def facts_option(command: F) -> F:
    """Add `--facts FILE`, which the variable FACTS of the environment (not of .env) stands in for."""
    option = click.option(
        "--facts",
        "path",
        type=click.Path(path_type=Path),
        envvar="FACTS",
        default=DEFAULT_FACTS,
        show_default=True,
        help="The fact base; the environment's FACTS where it is not given.",
    )
    return option(command)


def compiled(path: Path) -> Matcher:
    """Load and compile the fact base, or end with all that is wrong with it."""
    from bot.matching import load_matcher as compile_facts

    return _made_of(path, compile_facts)


def load(path: Path) -> FactBase:
    """Load the fact base, or end with all that is wrong with it."""
    from bot.facts.load import load as load_facts

    return _made_of(path, load_facts)


def _made_of(path: Path, make: Callable[[Path], T]) -> T:
    """Make something of the fact base, or end with all that is wrong with it."""
    from bot.facts.document import DocumentError

    must_exist(path)
    try:
        return make(path)
    except DocumentError as error:
        raise click.ClickException(str(error)) from None


def must_exist(path: Path) -> None:
    """End with a hint where there is no such file."""
    if not path.exists():
        raise SetupError(f"there is no file {path}: name the fact base in FACTS, or after --facts")


def questions_in(files: Iterable[Path]) -> list[Question]:
    """Read labelled questions, or tell what is wrong with them."""
    from bot.authoring.evaluate import read_questions

    try:
        return [question for file in files for question in read_questions(file)]
    except ValueError as error:
        raise click.ClickException(str(error)) from None
