"""Whatever an operator types or saves: it works, or one clear line says what is wrong before anything starts."""

from __future__ import annotations

import gzip
import io
import logging
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli.main import cli, main
from bot.settings import Settings
from tests.fact_files import ARTICLE, GERMAN, write_facts
from tests.rights import plain_user
from tests.wrong_values import SAVED, TYPED

pytestmark = pytest.mark.slow

VARIABLES = re.findall(r"(?m)^([A-Z_]+)=", (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8"))
QUESTION = '{"q": "How many bridges?", "accept": ["bridges"]}\n{"q": "Price?", "accept": []}\n'
LEARNED = '{"answer": 0.5, "sure": 0.8, "weights": {\n"": {"": 1.5, "bridges": 0.5}\n}}\n'
LONGEST_LINE = 1_000

Result = tuple[int, list[str]]


@pytest.fixture(autouse=True)
def folder(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in a folder with every file that a command reads; the log is put back afterwards."""
    write_facts(open_folder, de=GERMAN)
    (open_folder / "facts" / "learned.json").write_text(LEARNED, encoding="utf-8")
    (open_folder / "facts" / "learned.json.gz").write_bytes(gzip.compress(LEARNED.encode()))
    (open_folder / "questions.jsonl").write_text(5 * QUESTION, encoding="utf-8")
    (open_folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (open_folder / ".env").write_text("LOG_LEVEL=INFO\n", encoding="utf-8")
    os.mkfifo(open_folder / "pipe")
    monkeypatch.chdir(open_folder)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield open_folder
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture
def taken() -> Iterator[str]:
    """Give an address that is taken, so that `run` ends where it would begin."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *args: str) -> Result:
    """Run a command; see that it ends as commands do, and return its code and its lines, output first."""
    monkeypatch.setattr(sys, "argv", ["announcement-bot", *args])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"how many bridges?\n")))
    with pytest.raises(SystemExit) as leaving:
        main()
    out, err = capsys.readouterr()
    code, lines = int(leaving.value.code or 0), err.splitlines()
    assert code in (0, 1, 2)
    assert "Traceback" not in out + err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", err)
    if code:
        assert all(len(line) < LONGEST_LINE for line in lines)
    if code and args[0] != "check":
        assert [line for line in lines if line.startswith("error: ")]
    return code, [*out.splitlines(), *lines]


# ---- variables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_works_or_is_named(
    name: str, kind: str, taken: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:local")
    monkeypatch.setenv("LISTEN", taken)
    monkeypatch.setenv(name, TYPED[kind])
    code, lines = call(capsys, monkeypatch, "chat" if name == "LISTEN" else "run")
    line = " ".join(lines[-1:])
    if code == 2 and not (name == "TELEGRAM_TOKEN" and not TYPED[kind].strip()):
        assert name in line
    elif code == 1:
        assert "cannot listen" in line or (name == "FACTS" and "error: " in line)


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_in_the_file_works_or_is_named(
    name: str, taken: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A NUL can stand in the file alone."""
    values = {"TELEGRAM_TOKEN": "123456:local", "LISTEN": taken, name: '"a\0b"'}
    (folder / ".env").write_text("".join(f"{key}={value}\n" for key, value in values.items()), encoding="utf-8")
    code, lines = call(capsys, monkeypatch, "run")
    assert code == 2
    assert name in lines[-1]


# ---- options and arguments ------------------------------------------------------------------------

VALID = {
    "new": [],
    "glance": [],
    "check": [],
    "evaluate": ["questions.jsonl"],
    "learn": ["questions.jsonl"],
    "draft": ["article.txt"],
}
PLACES = [
    (name, parameter)
    for name, command in cli.commands.items()
    for parameter in command.params
    if not (isinstance(parameter, click.Option) and parameter.is_flag)
]
FLAGS = [
    (name, parameter.opts[0])
    for name, command in cli.commands.items()
    for parameter in command.params
    if isinstance(parameter, click.Option) and parameter.is_flag
]


@pytest.mark.parametrize("kind", [kind for kind in TYPED if kind != "an option"])
@pytest.mark.parametrize(("name", "parameter"), PLACES, ids=lambda each: getattr(each, "name", each))
def test_an_option_or_an_argument_works_or_is_one_line(
    name: str,
    parameter: click.Parameter,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if isinstance(parameter, click.Option):
        arguments = [*VALID.get(name, ["bridges"]), f"{parameter.opts[0]}={TYPED[kind]}"]
    else:
        arguments = ["--", TYPED[kind]]
    call(capsys, monkeypatch, name, *arguments)


@pytest.mark.parametrize(("name", "flag"), FLAGS)
def test_a_flag_takes_no_value(
    name: str, flag: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (line,) = call(capsys, monkeypatch, name, f"{flag}=5")
    assert code == 2
    assert f"Option '{flag}' does not take a value" in line


@pytest.mark.parametrize("kind", TYPED)
def test_a_command_that_there_is_not_is_one_line(
    kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:x" if kind == "empty" else "")
    code, _ = call(capsys, monkeypatch, TYPED[kind])
    assert code == 2


# ---- files ----------------------------------------------------------------------------------------

OLDER = "facts/learned.json"  # is read where there is no learned.json.gz
READERS = {
    "facts.yaml": [["ask", "x"], ["check"], ["chat"], ["evaluate", "questions.jsonl"]],
    "facts/de.yaml": [["ask", "x"], ["check"], ["chat"], ["evaluate", "questions.jsonl"]],
    "facts/learned.json.gz": [["ask", "x"], ["check"], ["chat"], ["evaluate", "questions.jsonl"]],
    OLDER: [["ask", "x"], ["check"], ["chat"], ["evaluate", "questions.jsonl"]],
    "questions.jsonl": [["evaluate", "questions.jsonl"], ["learn", "questions.jsonl"]],
    "article.txt": [["check", "--article", "article.txt"], ["draft", "article.txt", "-o", "new.yaml"]],
    ".env": [["ask", "x"], ["check"], ["chat"], ["run"]],
}


@pytest.mark.parametrize("kind", SAVED)
@pytest.mark.parametrize("file", READERS)
def test_a_file_works_or_is_named(
    file: str, kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if file == OLDER:
        (folder / f"{OLDER}.gz").unlink()
    SAVED[kind](folder / file)
    for command in READERS[file]:
        code, lines = call(capsys, monkeypatch, *command)
        if code and command != ["run"]:
            named = [line for line in lines if any(other in line for other in READERS) or "in the article" in line]
            assert named, (command, lines)


@pytest.mark.parametrize("file", READERS)
def test_a_file_that_may_not_be_read_is_named(
    file: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if file == OLDER:
        (folder / f"{OLDER}.gz").unlink()
    for command in READERS[file]:
        call(capsys, monkeypatch, *command)  # what it imports the plain user may not
        (folder / "new.yaml").unlink(missing_ok=True)
        (folder / file).chmod(0o000)
        with plain_user():
            code, lines = call(capsys, monkeypatch, *command)
        assert code
        assert any(file in line and "Permission denied" in line for line in lines), lines
        (folder / file).chmod(0o644)
