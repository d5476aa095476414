"""The languages: found by a reader's tag, and read only when they are needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.facts import language_codes, load_language, load_languages, match_language, texts
from bot.replies.render import reader_language
from tests.room import BASE


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("pt-br", "pt-BR"),
        ("pt-PT", "pt"),
        ("hi-latn", "hi-Latn"),
        ("hi-Latn-IN", "hi-Latn"),
        ("zh-hans-cn", "zh"),
        ("xx", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_asks_for_the_nearest_language_whatever_its_case(tag: str | None, code: str | None) -> None:
    assert match_language(tag, ["de", "hi", "hi-Latn", "pt", "pt-BR", "zh"]) == code


def test_a_companion_with_capitals_in_its_name_is_used_for_its_readers() -> None:
    assert BASE.companions
    assert reader_language(BASE, "hi-latn") == "hi-Latn"
    assert reader_language(BASE, "xx-yy") == "en"


@pytest.mark.parametrize("tag", ["xx", "", None, "en-GB"])
def test_the_bot_speaks_english_where_it_does_not_speak_the_readers_language(tag: str | None) -> None:
    assert texts(tag) is texts("en")


def test_every_language_is_named_after_its_file() -> None:
    assert [language.code for language in load_languages().values()] == list(language_codes())
    assert load_language("HI-latn") is load_languages()["hi-Latn"]
    assert load_language("xx") is None


def test_only_the_language_that_is_needed_is_read() -> None:
    program = (
        "import sys; opened = set()\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.add(str(args[0])))\n"
        "from bot.facts import texts; assert texts('de-AT') is texts('de')\n"
        "print(*[name.rpartition('/')[2] for name in opened if '/languages/' in name and name.endswith('.yaml')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["de.yaml"]
