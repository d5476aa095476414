"""The command `draft`: a first facts.yaml out of an article."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import FACTS, model_options

if TYPE_CHECKING:
    from bot.authoring.drafting.draft import Draft, Parts
    from bot.authoring.model_client import Model

MOST_LEFT = 8


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=FACTS,
    show_default=True,
    help="The fact base to write.",
)
@click.option("--force", is_flag=True, help="Replace the fact base if there is one.")
@model_options
def draft(article: Path, output: Path, force: bool, model: Model | None) -> None:
    """Draft a fact base from an article.

    ARTICLE is its plain text or HTML; an editor corrects what is drafted. With --model, a model betters titles,
    phrasings and gaps; quotes and figures stay as they are in the article.
    """
    from bot.authoring.drafting.article import ArticleError, read_article
    from bot.authoring.drafting.draft import parts_of, written
    from bot.authoring.drafting.todos import todos
    from bot.facts.json_schema import schema_line
    from bot.files import FileError, write_bytes

    try:
        read = read_article(article)
        if os.path.exists(output) and not force:
            raise click.ClickException(f"{output} exists: name another file after -o, or replace it with --force")
        parts = parts_of(read)
    except ArticleError as error:
        raise click.ClickException(str(error)) from None
    drafted = written(parts)
    if model:
        drafted = _reworded(parts, model) or drafted
    try:
        write_bytes(output, (schema_line(output, "facts") + drafted.text).encode())
    except FileError as error:
        raise click.ClickException(f"{output}: {error}") from None
    click.echo(f"{output}: {drafted.facts} facts, {drafted.gaps} known gaps")
    if drafted.left_out:
        click.echo(
            f"{drafted.left_out} more sentences were left out: an announcement of this length needs an editor's choice"
        )
    for todo in todos(output):
        click.echo(f"{output}:{todo.line}: to do: {todo.text}")


def _reworded(parts: Parts, model: Model) -> Draft | None:
    """Let a model better the words of a draft; None, and a line that says why, where it gave nothing to use."""
    from bot.authoring.drafting.draft import written
    from bot.authoring.drafting.wording import fault_of, prompt_for, reword
    from bot.authoring.model_client import ModelError

    try:
        reworded = reword(parts, model.answer(prompt_for(parts)))
    except ModelError as error:
        click.echo(f"the draft is as it is without a model: {error}", err=True)
        return None
    for left in reworded.left[:MOST_LEFT]:
        click.echo(f"of the model's words, left out: {left}", err=True)
    if reworded.left[MOST_LEFT:]:
        click.echo(f"of the model's words, left out: {len(reworded.left) - MOST_LEFT:,} more", err=True)
    better = written(reworded.parts)
    if fault := fault_of(better.text):
        click.echo(f"the draft is as it is without a model: {fault}", err=True)
        return None
    click.echo(f"the model gave {reworded.titles} titles and {reworded.phrasings} phrasings")
    return better
