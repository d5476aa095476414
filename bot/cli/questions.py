"""The command `questions`: labelled questions for a fact base, from frames or from a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import compiled, find_facts, model_options, program

if TYPE_CHECKING:
    from bot.authoring.model_client import Model
    from bot.authoring.questions.lines import Collection
    from bot.authoring.questions.replies import Reply
    from bot.facts import FactBase

MOST_DOUBTS = 40


@click.command()
@click.argument("path", metavar="FACTS", type=click.Path(path_type=Path))
@click.argument("replies", metavar="[REPLY...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--article", type=click.Path(path_type=Path), help="The article: what stands in it is no near miss.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("questions.jsonl"),
    show_default=True,
    help="The questions to learn from; those set aside go beside it, into …-aside.jsonl. Lines that are there stay.",
)
@click.option("--prompts", type=click.Path(path_type=Path), help="Write prompts for an assistant into this folder.")
@click.option("--read", "reading", is_flag=True, help="Read what an assistant replied, from the files REPLY.")
@model_options
@click.option(
    "--doubtful",
    type=click.Path(path_type=Path),
    help='List the doubtful labels of this file, but not those of lines with a "note".',
)
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(min=1),
    default=MOST_DOUBTS,
    show_default=True,
    help="List so many doubtful labels.",
)
def questions(
    path: Path,
    replies: tuple[Path, ...],
    article: Path | None,
    output: Path,
    prompts: Path | None,
    reading: bool,
    model: Model | None,
    doubtful: Path | None,
    most: int,
) -> None:
    """Make labelled questions by the hundred.

    They are for FACTS, to learn from and to measure with. Without any option but --article they are made from
    frames, in seconds. --prompts writes what to paste into an assistant, and --read takes what comes back; --model
    asks an endpoint for the same. --doubtful lists the labels to look at again.
    """
    if replies and not reading:
        raise click.UsageError(f"{replies[0]} is one file too many: after --read it is taken for a reply")
    ways = {"--read": reading, "--prompts": prompts, "--model": model, "--doubtful": doubtful}
    if len(given := [name for name, value in ways.items() if value]) > 1:
        raise click.UsageError(f"{' and '.join(given)} are two ways: take one at a time")
    base = compiled(find_facts(path)).base
    if doubtful:
        _list_doubts(base, doubtful, most)
    elif prompts:
        _write_prompts(base, _text_of(article), prompts)
    elif reading:
        _read_replies(base, replies, output)
    elif model:
        _ask_model(base, _text_of(article), model, output)
    else:
        _make(base, _text_of(article), output)


def _make(base: FactBase, article: str, output: Path) -> None:
    """Make questions without a model."""
    from bot.authoring.questions.make import make

    collection = _collection(output, base)
    made = make(base, article)
    for half, aside in ((made.learning, False), (made.aside, True)):
        collection.take_all(half, aside=aside)
    _write(collection)
    click.echo("\n".join(collection.report()))


def _write_prompts(base: FactBase, article: str, folder: Path) -> None:
    """Write one prompt a persona."""
    from bot.authoring.questions.prompts import personas, prompt_for
    from bot.files import FileError, write_bytes

    try:
        folder.mkdir(exist_ok=True)
        for persona in personas():
            write_bytes(folder / persona.file, prompt_for(persona, base, article).encode())
    except (FileError, OSError) as error:
        raise click.ClickException(f"{folder}: {getattr(error, 'strerror', None) or error}") from None
    click.echo(
        f"{folder}: {len(personas())} prompts. Paste each into an assistant, save what it replies under the same name "
        f"in another folder, and run `{program()} questions FACTS --read FOLDER/*.txt`"
    )


def _read_replies(base: FactBase, files: tuple[Path, ...], output: Path) -> None:
    """Read what an assistant replied; a file whose name ends in -aside is set aside."""
    from bot.authoring.questions.lines import ASIDE
    from bot.authoring.questions.replies import MAX_BYTES, read_reply
    from bot.files import FileError, read_text

    if not files:
        raise click.UsageError("--read needs the files to read: questions FACTS --read REPLY.txt …")
    collection = _collection(output, base)
    read: list[Reply] = []
    for file in files:
        try:
            text = read_text(file, MAX_BYTES)
            read.append(read_reply(text, name=str(file), aside=file.stem.endswith(ASIDE)))
        except FileError as error:
            click.echo(f"{file}: {error}", err=True)
    _merge(read, collection)
    if not any(reply.aside for reply in read):
        click.echo(f"nothing was set aside: no file's name ends in {ASIDE}")


def _ask_model(base: FactBase, article: str, model: Model, output: Path) -> None:
    """Ask a model once for each persona; what came before an error is kept."""
    from bot.authoring.model_client import ModelError, Unreachable
    from bot.authoring.questions.prompts import personas, prompt_for
    from bot.authoring.questions.replies import read_reply

    collection = _collection(output, base)
    read: list[Reply] = []
    for persona in personas():
        try:
            text = model.answer(prompt_for(persona, base, article))
            read.append(read_reply(text, name=persona.name, aside=persona.aside))
        except Unreachable as error:
            if not read:
                raise click.ClickException(str(error)) from None
            click.echo(f"{persona.name}: {error}", err=True)
            break
        except ModelError as error:
            click.echo(f"{persona.name}: {error}", err=True)
    _merge(read, collection)


def _merge(read: list[Reply], collection: Collection) -> None:
    """Merge replies into the files, and say what was taken of each and what was not."""
    from bot.authoring.questions.replies import merge

    merge(read, collection)
    _write(collection)
    for reply in read:
        click.echo("\n".join(reply.report(collection.base)))
    click.echo("\n".join(collection.report()))
    if not any(reply.questions for reply in read):
        raise click.ClickException("no question that can be used came back")


def _list_doubts(base: FactBase, file: Path, most: int) -> None:
    """List the labels that what is learnt without them contradicts, and that nobody has looked at."""
    from bot.cli.options import questions_in

    try:
        from bot.authoring.questions.doubtful import doubts
    except ModuleNotFoundError:
        raise click.ClickException("finding doubts needs scikit-learn: python -m pip install scikit-learn") from None
    asked = questions_in([file])
    try:
        found = doubts(base, asked)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    for doubt in found[:most]:
        click.echo(str(doubt))
    more = f"; the first {most:,} are listed (--most N lists more)" if len(found) > most else ""
    noted = sum(bool(question.note) for question in asked)
    click.echo(
        f"{len(found):,} of {len(asked) - noted:,} labels are doubtful{more}: correct those that are wrong, and put "
        f'"note": "right" into the others, so that they are not listed again (so far {noted:,})'
    )


def _collection(output: Path, base: FactBase) -> Collection:
    """Read the files that are there, or end with what is wrong with them."""
    from bot.authoring.questions.lines import Collection

    try:
        return Collection(output, base)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def _write(collection: Collection) -> None:
    """Write both files, or end with why they cannot be."""
    from bot.files import FileError

    try:
        collection.write()
    except FileError as error:
        raise click.ClickException(f"{collection.learning.path}: {error}") from None


def _text_of(article: Path | None) -> str:
    """Read the article, or end with what is wrong with it."""
    from bot.authoring.drafting.article import ArticleError, read_article

    if article is None:
        raise click.UsageError("the article is needed: --article ARTICLE.txt")
    try:
        return read_article(article).text
    except ArticleError as error:
        raise click.ClickException(str(error)) from None
