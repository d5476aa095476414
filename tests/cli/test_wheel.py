"""The wheel: what is installed is whole, and finds its fact base from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from bot import __version__

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own, which borrows the libraries of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *build], check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    (wheel,) = folder.glob("announcement_bot-*.whl")
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], check=True)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.with_name("announcement-bot")


def call(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without the variables that the tests' own environment may have set."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FACTS")}
    return subprocess.run(
        [program, *arguments], cwd=folder, env=kept, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def test_it_answers_from_the_fact_base_that_it_carries_and_says_so(program: Path, tmp_path: Path) -> None:
    done = call(program, tmp_path, "ask", "--json", "How many patents does Xiaomi have?")
    assert json.loads(done.stdout)["facts"] == ["patents"]
    assert done.stderr.startswith("no facts.yaml here: using the packaged fact base, ")
    assert done.stderr.count("\n") == 1


def test_what_it_carries_has_no_faults_and_every_language(program: Path, tmp_path: Path) -> None:
    done = call(program, tmp_path, "check")
    assert done.returncode == 0
    assert "12 further languages; no faults" in done.stdout


def test_it_carries_every_file_of_the_fact_base(program: Path) -> None:
    (packaged,) = program.parents[1].glob("lib/python*/site-packages/bot/announcement/facts")
    assert {file.name for file in packaged.iterdir()} == {file.name for file in (ROOT / "facts").iterdir()}


def test_it_tells_its_version(program: Path, tmp_path: Path) -> None:
    assert call(program, tmp_path, "--version").stdout == f"announcement-bot, version {__version__}\n"


def test_it_prefers_the_fact_base_of_the_folder(program: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("", encoding="utf-8")
    done = call(program, tmp_path, "ask", "How many patents?")
    assert (done.returncode, done.stderr) == (1, "error: facts.yaml:1: the file is empty\n")
