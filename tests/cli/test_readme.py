"""The README shows a real session: it is replayed here, so that it cannot drift."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from bot.facts import load
from bot.terminal.bot_api import LocalBotApi, LocalRequest
from bot.terminal.console import chat
from tests.room import build_app

ROOT = Path(__file__).parents[2]
BLOCK = "```text\n"


def session() -> str:
    """Cut the session out of the README."""
    return (ROOT / "README.md").read_text(encoding="utf-8").partition(BLOCK)[2].partition("```")[0]


def replay(questions: list[str]) -> str:
    """Ask the questions in the terminal chat and write down what is seen, each question before its answer."""
    api, screen = LocalBotApi(), io.StringIO()
    application = build_app(LocalRequest(api), load(ROOT / "facts.yaml"))

    def lines() -> Iterator[str]:
        for question in questions:
            screen.write(f"> {question}\n")
            yield question

    chat(application, api, lines(), Console(file=screen, width=10_000, highlight=False))
    return screen.getvalue()


def test_the_session_in_the_readme_is_what_the_terminal_chat_shows() -> None:
    shown = session()
    questions = [line[2:] for line in shown.splitlines() if line.startswith("> ")]
    assert len(questions) >= 4
    assert shown.strip() == replay(questions).strip()
