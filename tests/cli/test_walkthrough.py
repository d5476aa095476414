"""The hour of docs/walkthrough.md: its commands run, and print what the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.settings import Settings

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
STABLE = ("draft", "check", "questions")  # what the others print depends on the machine: times, and the last digits


def commands() -> list[tuple[list[str], str]]:
    """Return the commands of the page with the output that it shows."""
    page = (DOCS / "walkthrough.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n\$ announcement-bot (.+)\n((?:.*\n)*?)```", page)
    return [(shlex.split(command), output) for command, output in blocks]


def shape(text: str) -> list[list[str]]:
    """Return the words of each line, with every number alike."""
    return [re.sub(r"\d[\d,.]*", "#", line).split() for line in text.splitlines()]


def test_the_commands_of_the_walkthrough_print_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(DOCS / "walkthrough" / "article.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    assert [arguments[0] for arguments, _ in commands()] == [
        "draft", "check", "questions", "evaluate", "learn", "evaluate", "ask",
    ]  # fmt: skip
    for arguments, shown in commands():
        if arguments[0] == "check":  # an editor has corrected the draft
            shutil.copy(DOCS / "walkthrough" / "facts.yaml", tmp_path)
        monkeypatch.setattr(sys, "argv", ["announcement-bot", *arguments])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr().out
        assert not leaving.value.code, arguments
        if arguments[0] in STABLE:
            assert printed == shown
        else:
            assert shape(printed) == shape(shown)
