"""The command `report`, as an operator types it."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.journal import Entry, Journal, JournalTable
from bot.journal.schema import VERSION
from tests.cli.conftest import Call
from tests.cli.test_cli import folder

__all__ = ["folder"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def journal(folder: Path) -> Path:
    """Give a journal in which two questions stand."""

    async def fill() -> None:
        async with Journal(JournalTable(f"sqlite:///{folder}/journal.db", 1)) as journal:
            await journal.record(Entry(1, "facts", "bridges", "en"))
            await journal.record(Entry(2, "nothing", None, "en", "who painted them in which colour?"))

    asyncio.run(fill())
    return folder / "journal.db"


@pytest.mark.usefixtures("journal")
def test_report_lays_out_tables(call: Call) -> None:
    code, out, err = call("report")
    assert (code, err) == (0, "")
    assert "2 questions (1 answered, 0 offered, 0 refused, 1 not found)" in out
    assert "bridges: Bridges opened      1" in out
    assert "who painted them in which colour?" in out


@pytest.mark.usefixtures("journal")
def test_report_writes_json_yaml_and_questions_for_learn(call: Call) -> None:
    assert json.loads(call("report", "--json", "--since", "24h")[1])["questions"] == 2
    assert yaml.safe_load(call("report", "--yaml")[1])["not_told"][0]["id"] == "gap_1"
    assert json.loads(call("report", "--learn")[1])["q"] == "who painted them in which colour?"


@pytest.mark.usefixtures("journal")
def test_a_period_that_is_none_is_one_line(call: Call) -> None:
    code, out, err = call("report", "--since", "yesterday")
    assert (code, out) == (2, "")
    assert err.startswith("error: Invalid value for '--since': 'yesterday' is neither a period")
    assert err.count("\n") == 1


def test_a_journal_that_is_not_there_is_one_line_and_none_is_made(call: Call, folder: Path) -> None:
    code, _, err = call("report")
    assert code == 1
    assert err.startswith(f"error: there is no journal at {folder}/journal.db: start the bot first")
    assert not (folder / "journal.db").exists()


@pytest.mark.parametrize(("content", "line"), [(b"", "nobody asked anything"), (b"no database" * 99, "not a database")])
def test_an_empty_and_a_damaged_journal_are_one_line(call: Call, folder: Path, content: bytes, line: str) -> None:
    (folder / "journal.db").write_bytes(content)
    _, out, err = call("report")
    assert line in out + err
    assert (out + err).count("\n") == 1
    assert (folder / "journal.db").read_bytes() == content


def test_the_journal_of_a_newer_version_is_one_line(call: Call, journal: Path) -> None:
    with sqlite3.connect(journal) as connection:
        connection.execute(f"UPDATE journal_version SET version = {VERSION + 1}")
    connection.close()
    code, _, err = call("report")
    assert (code, err.count("\n")) == (1, 1)
    assert f"version {VERSION + 1}" in err


@pytest.mark.slow
def test_a_locked_journal_is_one_line(call: Call, journal: Path) -> None:
    connection = sqlite3.connect(journal)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("BEGIN EXCLUSIVE")
    code, _, err = call("report")
    connection.close()
    assert (code, err) == (1, "error: the journal cannot be read: OperationalError: database is locked\n")


@pytest.mark.process
@pytest.mark.usefixtures("journal")
def test_without_pillow_a_chart_is_one_line_that_says_what_to_install(folder: Path) -> None:
    (folder / "PIL.py").write_text("raise ImportError")
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "report", "--chart", "days.png"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr == "error: pictures need Pillow and segno: python -m pip install pillow segno\n"
    assert not (folder / "days.png").exists()


@pytest.mark.usefixtures("journal")
def test_a_chart_is_written_whole_or_not_at_all(call: Call, folder: Path) -> None:
    pytest.importorskip("PIL")
    assert call("report", "--chart", "days.png")[0] == 0
    assert (folder / "days.png").read_bytes().startswith(b"\x89PNG")
    code, _, err = call("report", "--chart", "nowhere/days.png")
    assert (code, err) == (1, "error: nowhere/days.png: cannot be written: No such file or directory\n")
