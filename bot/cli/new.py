"""The command that makes a folder for another announcement: new."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bot.cli.options import FACTS, SHOWN, program
from bot.text import clip

SETTINGS = Path(".env")
WIDTH = 32
FOR_ALL, FOR_THE_OWNER = 0o644, 0o600  # .env will hold the token


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def new(folder: Path) -> None:
    """Write a small fact base and .env to begin with.

    FOLDER, by default this one, is made if it isn't there. Nothing is ever overwritten.
    """
    from bot.authoring.starter import FACT_BASE, SETTINGS_FILE
    from bot.facts.json_schema import schema_line

    for file in (folder / FACTS, folder / SETTINGS):
        if os.path.lexists(file):
            raise click.ClickException(f"{clip(str(file), SHOWN)} exists, and is not overwritten: name another folder")
    _make(
        {
            folder / SETTINGS: (SETTINGS_FILE.read_text(encoding="utf-8"), FOR_THE_OWNER),
            folder / FACTS: (schema_line(folder / FACTS, "facts") + FACT_BASE.read_text(encoding="utf-8"), FOR_ALL),
        }
    )
    step = [] if folder == Path() else [f"cd {folder}"]
    click.echo(f"{folder / FACTS} and {folder / SETTINGS} are written. What comes next:")
    # In another folder only this Python has the package.
    called = program().replace("python ", f"{sys.executable} ", 1)
    lines = (*step, f"{called} check", f"{called} chat", f"{called} run")
    width = max(WIDTH, *(len(line) + 2 for line in lines))
    for line in lines:
        click.echo(f"  {line:{width}}{_MEANINGS.get(line.rpartition(' ')[2], '')}".rstrip())


_MEANINGS = {
    "check": "what is left to do in facts.yaml, and every fault",
    "chat": "talk to it here",
    "run": "in Telegram, with the token in .env",
}


def _make(files: dict[Path, tuple[str, int]]) -> None:
    """Write all files, each with its mode, or none; end with what keeps them from being written."""
    from bot.files import FileError, write_bytes

    folder, written = next(iter(files)).parent, list[Path]()
    is_new = not os.path.lexists(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, (text, mode) in files.items():
            write_bytes(file, text.encode(), mode)
            written.append(file)
    except (FileError, OSError, ValueError) as error:
        for file in written:
            file.unlink()
        if is_new and folder.is_dir():
            folder.rmdir()
        reason = error.strerror if isinstance(error, OSError) else error
        raise click.ClickException(f"{clip(str(folder), SHOWN)}: nothing is written: {reason}") from None
