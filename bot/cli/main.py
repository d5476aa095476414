"""The operator's commands; each imports what it needs when it is called, so that `ask` starts fast."""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.cli import authoring
from bot.cli.options import SetupError, compiled, facts_option
from bot.service.imports import without

if TYPE_CHECKING:
    from bot.service.webhook import Webhook
    from bot.settings import Settings

NO_TOKEN = "set TELEGRAM_TOKEN in .env (get one from @BotFather), or start `python -m bot chat`"
LOCAL_TOKEN = "1:local"  # the Bot API in this process takes any
PROGRAM = "python -m bot"
# Parts that libraries import on their own: 17 MB, and a fifth of the time to the first answer.
NEVER_USED = (
    "cryptography",  # for Telegram Passport; `bot.journal.encryption` imports it when something has to wait
    "httpx._main",  # its command line, which needs rich
    "sqlalchemy.ext.asyncio.scoping",  # these two need sqlalchemy.orm; the table is a table without objects
    "sqlalchemy.ext.asyncio.session",
)


@click.group(invoke_without_command=True)
@click.pass_context
def cli(context: click.Context) -> None:
    """Answer questions about one announcement, in Telegram or here in the terminal.

    Without a command: in Telegram if TELEGRAM_TOKEN is set, else as a chat in the terminal.
    """
    if context.invoked_subcommand is None:
        settings = _settings()
        _run(settings) if settings.telegram_token else _chat(settings)


@cli.command()
def run() -> None:
    """Answer in Telegram until stopped."""
    _run(_settings())


@cli.command()
def chat() -> None:
    """Chat with the bot in the terminal: no token, no network."""
    _chat(_settings())


@cli.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--explain", is_flag=True, help="Also say how the answer was found.")
@facts_option
def ask(question: tuple[str, ...], as_json: bool, explain: bool, path: Path) -> None:
    """Answer QUESTION, or one question a line from standard input with one line each."""
    gc.disable()  # hardly anything is imported or made here that does not stay: a fifth of the time
    from bot.replies.plain import answer_lines, explanation_lines

    matcher = compiled(path)
    for asked in [" ".join(question)] if question else _lines():
        answer = matcher.answer(asked)
        if as_json:
            why = {"explanation": asdict(matcher.explain(asked))} if explain else {}
            click.echo(json.dumps(answer.as_json() | why, ensure_ascii=False))
        else:
            click.echo(("\n" if question else " · ").join(answer_lines(matcher.base, answer)))
            if explain:
                click.echo("\n".join(explanation_lines(answer, matcher.explain(asked))))
    gc.freeze()  # nor need the interpreter look for it at the end


for command in (authoring.check, authoring.evaluate, authoring.learn):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line; every error is one line, `error: …`, and the exit code 1, or 2 for a wrong call."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(cli.main(prog_name=PROGRAM, standalone_mode=False) or 0)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else PROGRAM
        _fail(f"{error.format_message()} (`{command} --help` tells more)", code=2)
    except click.ClickException as error:
        _fail(*error.format_message().splitlines(), code=error.exit_code)
    except click.Abort:
        sys.exit(130)


def _run(settings: Settings) -> None:
    """Start the bot in Telegram."""
    if settings.telegram_token is None:
        raise SetupError(NO_TOKEN)
    gc.disable()  # nothing that is imported is garbage yet: 0.1 s
    with without(*NEVER_USED):
        from bot.journal.journal import Journal
        from bot.journal.table import JournalTable
        from bot.service.application import ListenError, build_application, reload_of
        from bot.service.application import run as run_application
        from bot.service.logs import set_up_logging
        from bot.service.loop import run_in_loop
        from bot.service.polling import TokenError

    token = settings.telegram_token
    matcher = compiled(settings.facts)
    table = JournalTable(settings.database_url, bot_id=int(token.partition(":")[0]))
    webhook = _webhook(settings, token)
    set_up_logging(settings.log_level, token, table.password, webhook.secret if webhook else "")
    application = build_application(
        matcher.base,
        token,
        matcher=matcher,
        api_url=settings.telegram_api_url,
        test_servers=settings.telegram_test,
        channel_url=settings.channel_url,
        rate_limit=settings.rate_limit,
        limit_people=True,
    )
    try:
        reload = reload_of(application, settings.facts, channel_url=settings.channel_url, admins=settings.admins)
        journal = Journal(table, texts=settings.journal_texts)
        gc.freeze()  # what is loaded stays: no search for garbage goes through it while questions wait
        gc.enable()
        run_in_loop(run_application(application, journal, webhook=webhook, listen=settings.listen_at, reload=reload))
    except (TokenError, ListenError) as error:
        raise click.ClickException(str(error)) from None


def _webhook(settings: Settings, token: str) -> Webhook | None:
    """Make the webhook that the settings ask for; without a secret of its own it gets one made from the token."""
    if settings.webhook_url is None:
        return None
    from bot.service.webhook import Webhook, secret_of

    return Webhook(settings.webhook_url, settings.webhook_secret or secret_of(token))


def _chat(settings: Settings) -> None:
    """Start the same bot over a Bot API in this process."""
    from bot.service.application import build_application
    from bot.service.logs import set_up_logging
    from bot.terminal import console
    from bot.terminal.bot_api import LocalBotApi, LocalRequest

    matcher = compiled(settings.facts)
    set_up_logging(settings.log_level)
    api = LocalBotApi()
    request, get_updates_request = LocalRequest(api), LocalRequest(api)
    application = build_application(
        matcher.base,
        LOCAL_TOKEN,
        matcher=matcher,
        request=request,
        get_updates_request=get_updates_request,
        channel_url=settings.channel_url,
        rate_limit=0,
    )
    console.run(application, api)


def _fail(*lines: str, code: int) -> NoReturn:
    """Print errors, one a line, and leave."""
    for line in lines:
        click.echo(f"error: {line}", err=True)
    sys.exit(code)


def _settings() -> Settings:
    """Read the settings, or end with what is wrong with them."""
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings()
    except SettingsError as error:
        raise SetupError(str(error)) from None


def _lines() -> Iterator[str]:
    """Yield the lines of standard input as they come."""
    if sys.stdin.isatty():
        click.echo("One question a line; Ctrl-D ends.", err=True)
    for line in sys.stdin:
        yield line.rstrip("\n")
