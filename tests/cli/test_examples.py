"""The examples in the documentation: each command that it shows is one that there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from tests.cli.test_wheel import ROOT
from tests.fact_files import write_facts

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
# Indented blocks, without the comment behind a command and variables before it.
LINES = [line.split("   #")[0].strip() for line in re.findall(r"(?m)^    (?:\$ )?(?:[A-Z_]+=\S+ )*(\S.*)$", TEXT)]
COMMANDS = [line for line in dict.fromkeys(LINES) if line.startswith("announcement-bot ")]
QUESTION = '{"text": "How many bridges?", "kind": "plain", "facts": ["bridges"]}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the files that the examples name."""
    write_facts(tmp_path)
    (tmp_path / "my-facts.yaml").write_bytes((tmp_path / "facts.yaml").read_bytes())
    (tmp_path / "article.txt").write_text("Twelve bridges were built in 2020, for 3 million euros.\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(QUESTION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("FACTS", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_understood(folder: Path, line: str) -> None:
    _, name, *arguments = shlex.split(line.partition(" > ")[0])
    assert name in cli.commands
    program = click.Context(cli, info_name="announcement-bot")
    cli.commands[name].make_context(name, arguments, parent=program).close()


@pytest.mark.parametrize("line", [line for line in COMMANDS if " ask " in line])
def test_every_question_gets_an_answer(folder: Path, line: str) -> None:
    done = CliRunner().invoke(cli, shlex.split(line)[1:])
    assert (done.exit_code, bool(done.stdout)) == (0, True)


def test_there_are_examples_of_most_commands() -> None:
    assert {line.split()[1] for line in COMMANDS} >= {"ask", "draft", "check", "evaluate", "learn", "chat", "run"}


def test_whatever_is_made_can_be_made() -> None:
    targets = re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert set(re.findall(r"(?m)(?:^    |`)make ([a-z-]+)", TEXT)) <= set(targets)


def test_whatever_file_of_this_folder_is_named_is_there() -> None:
    named = set(re.findall(r"(?<![\w/.])(?:deploy|docs|bot|tests)/[\w./-]+\.\w+", TEXT))
    missing = {path for path in named if not (ROOT / path).exists() and "secrets" not in path and path != "deploy/.env"}
    assert "deploy/compose.yaml" in named
    assert missing == set()


def test_every_link_to_another_page_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
