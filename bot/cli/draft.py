"""The command `draft`: a first facts.yaml out of an article."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.cli.options import FACTS


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
def draft(article: Path, output: Path, force: bool) -> None:
    """Draft a fact base from an article.

    ARTICLE is its plain text or HTML; an editor corrects what is drafted.
    """
    from bot.authoring.drafting.article import ArticleError, read_article
    from bot.authoring.drafting.draft import draft as draft_of
    from bot.authoring.drafting.todos import todos
    from bot.facts.json_schema import schema_line
    from bot.files import FileError, write_bytes

    try:
        read = read_article(article)
        if os.path.exists(output) and not force:
            raise click.ClickException(f"{output} exists: name another file after -o, or replace it with --force")
        drafted = draft_of(read)
    except ArticleError as error:
        raise click.ClickException(str(error)) from None
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
