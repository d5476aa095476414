"""The command that answers questions here, without Telegram: ask."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.options import compiled, facts_option


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.option("--explain", is_flag=True, help="Also say how the answer was found.")
@facts_option
def ask(question: tuple[str, ...], as_json: bool, explain: bool, path: Path) -> None:
    """Answer a question, or each line of standard input.

    All of QUESTION is one question, with quotes or without. Without QUESTION, every line is a question, and gets a
    line.
    """
    from bot.replies.plain import answer_lines, explanation_lines

    matcher = compiled(path)
    matcher.compile_meaning()
    for asked in [" ".join(question)] if question else _lines():
        answer = matcher.answer(asked)
        lines = answer_lines(matcher.base, answer)
        if as_json:
            why = {"explanation": asdict(matcher.explain(asked))} if explain else {}
            click.echo(json.dumps(answer.as_json() | {"text": "\n".join(lines)} | why, ensure_ascii=False))
        else:
            click.echo(("\n" if question else " · ").join(lines))
            if explain:
                click.echo("\n".join(explanation_lines(answer, matcher.explain(asked))))


def _lines() -> Iterator[str]:
    """Yield the lines of standard input as they come."""
    if sys.stdin is None:
        raise click.UsageError("there is no standard input: put the question after `ask`")
    if sys.stdin.isatty():
        click.echo("One question per line; Ctrl-D ends.", err=True)
    for line in sys.stdin:
        yield line.rstrip("\n")
