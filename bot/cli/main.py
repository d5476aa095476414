"""The command line; each command imports its half of the program when it is called, so that `ask` starts fast."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from bot import __version__
from bot.cli import authoring
from bot.cli.ask import ask
from bot.cli.check import check
from bot.cli.draft import draft
from bot.cli.new import new
from bot.cli.pictures import card, glance
from bot.cli.questions import questions
from bot.cli.report import report
from bot.cli.run import chat, run
from bot.text import one_line

LAST_STREAM = 2  # the descriptor of standard error


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context) -> None:
    """Answer questions about one announcement, in Telegram or here in the terminal.

    Without a command: in Telegram if TELEGRAM_TOKEN is set, otherwise as a chat in the terminal.
    """
    if context.invoked_subcommand is None:
        from bot.cli.options import read_settings

        context.invoke(run if read_settings().telegram_token else chat)


for command in (
    run,
    chat,
    ask,
    new,
    draft,
    questions,
    check,
    authoring.evaluate,
    authoring.learn,
    report,
    card,
    glance,
):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line; every error is one line, `error: …`, with exit code 1, or 2 for a wrong call or setup."""
    _occupy_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    program = _program()
    try:
        sys.exit(cli.main(prog_name=program, standalone_mode=False) or 0)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else program
        _fail(f"{error.format_message()} (see `{command} --help`)", code=2)
    except click.ClickException as error:
        _fail(*error.format_message().splitlines(), code=error.exit_code)
    except click.Abort:
        sys.exit(130)
    except OSError as error:
        if not error.filename:
            _drop_output()
        _fail(f"{error.filename or 'cannot write the output'}: {error.strerror or error}", code=1)


def _occupy_closed_streams() -> None:
    """Put /dev/null in place of closed streams, or the next file that is opened would become one of them."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(descriptor)


def _drop_output() -> None:
    """Let what is still to be written go nowhere, or the interpreter would complain at the end."""
    if sys.stdout is not None:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _program() -> str:
    """Return what the user called: `announcement-bot`, or `python -m bot`."""
    name = Path(sys.argv[0]).stem
    return "python -m bot" if name == "__main__" else name


def _fail(*lines: str, code: int) -> NoReturn:
    """Print errors, one per line, and exit."""
    with suppress(OSError):  # standard error may be full, or nobody reads it
        for line in lines:
            click.echo(f"error: {one_line(line)}", err=True)
    sys.exit(code)
