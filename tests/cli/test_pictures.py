"""The commands for pictures, as they are typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.settings import Settings
from tests.cli.conftest import Call
from tests.fact_files import FACTS, write_facts
from tests.fonts import needs

TOTO = "\U0001e290"  # a letter of a script that Noto Sans does not have


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a fact base and nothing else, and with no variable set."""
    write_facts(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


@needs()
def test_card_writes_a_picture_of_the_fact(call: Call, folder: Path) -> None:
    code, out, err = call("card", "bridges", "-o", "card.png")
    assert (code, err) == (0, "")
    assert out.startswith("card.png: ")
    with Image.open(folder / "card.png") as card:
        assert card.size == (1080, 1080)
    assert call("card", "The longest bridge", "--wide")[0] == 0
    with Image.open(folder / "length.png") as card:
        assert card.size == (1200, 630)


@needs()
def test_glance_draws_the_main_figures(call: Call, folder: Path) -> None:
    assert call("glance", "--wide")[0] == 0
    with Image.open(folder / "glance.png") as glance:
        assert glance.size == (1200, 630)


@needs()
def test_glance_without_a_number_is_one_line(call: Call, folder: Path) -> None:
    write_facts(
        folder, FACTS.replace("figure: 12 bridges", "figure: bridges").replace("figure: 300 metres", "figure: long")
    )
    code, out, err = call("glance")
    assert (code, out) == (1, "")
    assert err == "error: the fact base has no figure with a number in it: there is nothing to draw\n"


@needs()
def test_the_code_leads_to_the_channel_of_the_settings(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("card", "bridges", "-o", "one.png")
    monkeypatch.setenv("CHANNEL_URL", "https://t.me/another")
    call("card", "bridges", "-o", "two.png")
    assert (folder / "one.png").read_bytes() != (folder / "two.png").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tunnels"], "'tunnels' is no fact: bridges, length"),
        (["bridges", "--language", "xx"], "there is no language 'xx': ar, de, en, es, "),
        pytest.param(
            ["bridges", "-o", "none/card.png"],
            "none/card.png: cannot be written: No such file or directory",
            marks=needs(),
        ),
    ],
)
def test_what_cannot_be_drawn_or_written_is_one_line(call: Call, arguments: list[str], message: str) -> None:
    code, out, err = call("card", *arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"error: {message}")


@needs()
def test_a_missing_font_is_one_line_that_names_the_package(call: Call, folder: Path) -> None:
    write_facts(folder, FACTS.replace("title: Bridges opened", f"title: {TOTO}"))
    assert call("card", "bridges") == (
        1,
        "",
        "error: there is no font for Toto letters: install the Debian package fonts-noto-core\n",
    )
    assert [path.name for path in folder.iterdir()] == ["facts.yaml"]


def test_without_pillow_one_line_says_what_to_install(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("bot.cards.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert call("card", "bridges") == (
        1,
        "",
        "error: pictures need Pillow and segno: python -m pip install pillow segno\n",
    )
