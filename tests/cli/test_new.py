"""A folder for another announcement: what `new` writes is a bot that answers, and it overwrites nothing."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.settings import Settings
from tests.cli.conftest import Call
from tests.rights import plain_user


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no variable set."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def test_what_it_writes_has_no_faults_and_answers(call: Call) -> None:
    code, out, err = call("new")
    assert (code, err) == (0, "")
    assert [line[2:34].strip() for line in out.splitlines()[1:]] == [
        f"announcement-bot {command}" for command in ("check", "chat", "run")
    ]
    code, out, err = call("check")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("facts.yaml:6: to do: ")
    assert "12 bridges" in call("ask", "how many crossings are there?")[1]
    assert "doesn't say what the bridges cost" in call("ask", "what was the price of the bridges?")[1]


def test_in_a_checkout_it_names_the_python_that_has_the_bot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bot/__main__.py", "new", "mine"])
    with pytest.raises(SystemExit):
        main()
    _, step, check, *_ = capsys.readouterr().out.splitlines()
    assert step == "  cd mine"
    assert check.startswith(f"  {sys.executable} -m bot check  ")


def test_the_settings_are_the_owners_alone_and_the_schema_is_named(call: Call, folder: Path) -> None:
    assert call("new", "deep/inside")[1].splitlines()[1].strip() == "cd deep/inside"
    made = folder / "deep" / "inside"
    assert sorted(path.name for path in made.iterdir()) == [".env", "facts.yaml"]
    assert stat.S_IMODE((made / ".env").stat().st_mode) == 0o600
    first = (made / "facts.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert Path(first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("name", ["facts.yaml", ".env"])
def test_it_overwrites_nothing_and_then_writes_nothing(call: Call, folder: Path, name: str) -> None:
    (folder / name).symlink_to("none")
    message = f"error: {name} exists, and is not overwritten: name another folder\n"
    assert call("new") == (1, "", message)
    assert [path.name for path in folder.iterdir()] == [name]


def test_where_nothing_can_be_written_one_line_says_so(
    call: Call, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(open_folder)
    call("new", "first")  # what it imports the plain user may not
    open_folder.chmod(0o555)
    with plain_user():
        assert call("new", "second") == (1, "", "error: second: nothing is written: Permission denied\n")
