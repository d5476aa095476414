"""The command for those who run the bot: report."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import SetupError, compiled, facts_option, read_settings

if TYPE_CHECKING:
    from bot.journal.reading import Records
    from bot.reporting.report import Report


@click.command()
@click.option(
    "--since", "period", default="7d", show_default=True, metavar="7d", help="A period (24h, 7d, 4w) or a date."
)
@click.option("--json", "form", flag_value="json", help="Everything as one JSON object.")
@click.option("--yaml", "form", flag_value="yaml", help="What was not answered, to be pasted into facts.yaml.")
@click.option("--learn", "form", flag_value="learn", help="Questions to be checked and given to `learn`, one a line.")
@click.option("--chart", type=click.Path(path_type=Path), help="Also draw the days into this PNG file.")
@facts_option
def report(period: str, form: str | None, chart: Path | None, path: Path) -> None:
    """Report what was asked, and what was not answered.

    It reads the journal at DATABASE_URL, of the bot whose TELEGRAM_TOKEN is set.
    """
    from bot.reporting import exports
    from bot.reporting.period import since_when
    from bot.reporting.report import make_report
    from bot.reporting.tables import full_text

    now = time.time()
    try:
        since = since_when(period, now)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--since'") from None
    records, matcher = _records(since), compiled(path)
    made = make_report(records, matcher, since, now)
    match form:
        case "json":
            click.echo(json.dumps(exports.as_json(made), ensure_ascii=False))
        case "yaml":
            click.echo(exports.as_yaml(made))
        case "learn":
            click.echo(exports.json_lines(made))
        case _:
            click.echo(full_text(made, matcher.base))
    if chart:
        _draw(made, chart)


def _records(since: float) -> Records:
    """Read the journal, or end with why it cannot be read."""
    import asyncio

    from bot.journal import NewerJournalError
    from bot.journal.reading import JournalReader, UnreadableJournalError

    settings = read_settings()
    bot_id = int(settings.telegram_token.partition(":")[0]) if settings.telegram_token else None
    try:
        reader = JournalReader(settings.database_url, bot_id)
    except ValueError as error:
        raise SetupError(f"DATABASE_URL: {error}") from None
    try:
        return asyncio.run(reader.read(since))
    except (NewerJournalError, UnreadableJournalError) as error:
        raise click.ClickException(str(error)) from None


def _draw(made: Report, file: Path) -> None:
    """Draw the chart, or end with what is missing."""
    from bot.files import FileError, write_bytes
    from bot.reporting.chart import NoPillowError, draw

    try:
        write_bytes(file, draw(made))
    except NoPillowError as error:
        raise click.ClickException(str(error)) from None
    except FileError as error:
        raise click.ClickException(f"{file}: {error}") from None
    click.echo(f"{file}: {len(made.days)} days", err=True)
