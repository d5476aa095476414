"""The command that finds what is wrong with a fact base: check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import facts_argument, program

if TYPE_CHECKING:
    from bot.facts import FactBase, Fault
    from bot.matching.model import Learned

MOST_BYTES = 4_000_000  # of an article
MOST_WARNINGS = 20


@click.command()
@facts_argument
@click.option("--article", type=click.Path(path_type=Path), help="The article, which must contain every quote.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list: file, line, message and severity of each.")
@click.pass_context
def check(context: click.Context, path: Path, article: Path | None, as_json: bool) -> None:
    """Find every fault of a fact base.

    FACTS is the fact base, by default the environment's FACTS or facts.yaml; its languages are checked too.
    """
    base, learned, faults = _faults_of(path, article)
    usable = base if all(fault.is_warning for fault in faults) else None
    doubts = list(_doubts(path, usable, learned)) if usable else []
    if as_json:
        listed = [fault.as_json() for fault in faults + doubts] + (list(_left_to_do(path)) if usable else [])
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        _print(path, usable, faults, doubts)
    if usable is None:
        context.exit(1)


def _faults_of(path: Path, article: Path | None) -> tuple[FactBase | None, Learned | None, list[Fault]]:
    """Read the fact base and what was learnt for it, with all that is wrong with them."""
    from bot.facts import inspect
    from bot.facts.check import quotes_not_in
    from bot.facts.document import DocumentError, read_document
    from bot.matching.learned import learned_file, read_learned

    text = _text_of(article) if article else ""
    base, faults = inspect(path, text)
    learned = None
    try:
        learned = read_learned(learned_file(path))
    except DocumentError as error:
        faults += error.faults
    if base and article:
        faults += quotes_not_in(text, base, read_document(path))
    return base, learned, faults


def _doubts(path: Path, base: FactBase, learned: Learned | None) -> Iterator[Fault]:
    """Yield what may be wrong with a fact base that has no faults."""
    from bot.authoring.doubts import doubts
    from bot.facts.document import Fault, read_document
    from bot.matching.learned import learned_file, older_file
    from bot.matching.model import outdated

    file = learned_file(path)
    if not file.exists():
        file = older_file(file)
    elif older_file(file).exists():
        message = f"is not read any more, and can be deleted: {file.name} beside it is"
        yield Fault(older_file(file), 1, message, is_warning=True)
    if learned is None:
        yield from doubts(base, read_document(path))
    elif changes := outdated(learned, base):  # what is learnt tells the same ideas apart
        message = f"the facts have changed since this was learnt ({changes}): run `{program()} learn` again"
        yield Fault(file, 1, message, is_warning=True)


def _left_to_do(path: Path) -> Iterator[dict[str, object]]:
    """Yield what is left to do, as a fault's JSON."""
    from bot.authoring.drafting.todos import todos

    for todo in todos(path):
        yield {"file": str(path), "line": todo.line, "message": f"to do: {todo.text}", "severity": "info"}


def _print(path: Path, base: FactBase | None, faults: list[Fault], doubts: list[Fault]) -> None:
    """Print a line for each fault and, for a fact base that can be used, what may be wrong and what is to do."""
    from bot.authoring.drafting.todos import todos
    from bot.facts.check import summary

    for fault in faults:
        click.echo(str(fault))
    if base is None:
        return
    for fault in doubts[:MOST_WARNINGS]:
        click.echo(str(fault))
    if doubts[MOST_WARNINGS:]:
        click.echo(f"warning: {path}: and {len(doubts) - MOST_WARNINGS:,} more like these")
    for todo in todos(path):
        click.echo(f"{path}:{todo.line}: to do: {todo.text}")
    click.echo(f"{path}: {summary(base)}; no faults")


def _text_of(article: Path) -> str:
    """Read the article's text, or end with what is wrong with the file."""
    from bot.files import FileError, read_text

    try:
        return read_text(article, MOST_BYTES)
    except FileError as error:
        raise click.ClickException(f"{article}: {error}") from None
