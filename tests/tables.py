"""What the documentation says of commands and variables, made of the program itself (`make docs`)."""

from __future__ import annotations

import re
from pathlib import Path

import click

from bot.cli.main import cli

EXAMPLE = Path(__file__).parent.parent / ".env.example"
PROGRAM = "announcement-bot"
WIDTH = 100


def variables() -> str:
    """Make the table of variables out of .env.example, whose comments say what they mean."""
    explained = re.findall(r"(?m)((?:^# .+\n)+)^([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"))
    rows = [
        f"| `{name}` | {' '.join(comment.replace('# ', '').split())} | {f'`{default}`' if default else ''} |"
        for comment, name, default in explained
    ]
    return "\n".join(["\n| variable | meaning | default |", "|---|---|---|", *rows, ""])


def commands() -> str:
    """Make the table of commands."""
    rows = [f"| `{usage(command)}` | {command.get_short_help_str(2 * WIDTH)} |" for command in cli.commands.values()]
    return "\n".join(["\n| command | what it does |", "|---|---|", *rows, ""])


def help_texts() -> str:
    """Give the help texts, that of the program first."""
    program = click.Context(
        cli, info_name=PROGRAM, terminal_width=WIDTH, max_content_width=WIDTH, **cli.context_settings
    )
    texts = {PROGRAM: cli.get_help(program)}
    for name, command in cli.commands.items():
        texts[name] = command.get_help(click.Context(command, parent=program, info_name=name))
    return "\n".join(f"\n## {name}\n\n```text\n{text}\n```" for name, text in texts.items()) + "\n"


def usage(command: click.Command) -> str:
    """Give a command with its arguments and options, in the short form of a usage line."""
    context = click.Context(command, info_name=command.name)
    words = [word for word in command.collect_usage_pieces(context) if word != "[OPTIONS]"]
    options = [f"[{max(option.opts, key=len)}]" for option in command.params if isinstance(option, click.Option)]
    return " ".join([command.name or "", *words, *options])
