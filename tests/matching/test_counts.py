"""What an answer costs, in counts that no busy machine can change; a slow-down fails here for its reason."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from telegram import Update

from benchmarks.fact_bases import write_facts
from bot.chat.text_message import read_update
from bot.facts import cache
from bot.facts.base import load_facts
from bot.matching.compiled import compiled
from bot.matching.matcher import Matcher
from bot.matching.phrasings import phrasings_of
from bot.matching.reader import Reader, Reading
from bot.matching.spelling import Speller
from bot.text import tokenize
from tests.room import Room, room_fixture

ROOT = Path(__file__).parents[2]
room = room_fixture
# What `ask` has no use for takes up to half a second to import.
HEAVY = {"telegram", "httpx", "aiohttp", "sqlalchemy", "aiosqlite", "asyncpg", "rich", "asyncio"}
# 16 MB, and a quarter of the time to the first answer.
HEAVY_IN_RUN = {"cryptography", "rich", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"}
CHECKING = {"yaml", "pydantic"}  # a compiled fact base is checked already


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_facts(ROOT / "facts.yaml"))


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "announcement-bot"


@contextmanager
def calls_into(package: str) -> Iterator[list[str]]:
    """List the functions of a package that are called."""
    calls: list[str] = []
    folder = f"{os.sep}site-packages{os.sep}{package}{os.sep}"

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and folder in frame.f_code.co_filename:
            calls.append(frame.f_code.co_qualname)

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def scored(matcher: Matcher, question: str) -> int:
    """Count the phrasings that a question is compared with."""
    before = matcher._scorer.scored
    matcher.answer(question)
    return matcher._scorer.scored - before


def loaded_by(folder: Path, *arguments: str, **environment: str) -> set[str]:
    """Return the names of the modules that a command has loaded at its end."""
    program = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); import bot.__main__"
    program += "; bot.__main__.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | {"XDG_CACHE_HOME": str(folder)} | environment,
        capture_output=True,
        text=True,
    )
    return set(done.stderr.split())


def loaded_by_ask(folder: Path) -> set[str]:
    """Return the names of the packages that `ask` has loaded at its end."""
    return {name.partition(".")[0] for name in loaded_by(folder, "ask", "how many patents?")}


def loaded_by_run(folder: Path) -> set[str]:
    """Return the names of the modules that a start loads; it ends at an address that is not this machine's."""
    elsewhere = {"TELEGRAM_TOKEN": "123456:local", "LISTEN": "192.0.2.1:80"}
    return loaded_by(folder, "run", DATABASE_URL=f"sqlite:///{folder}/journal.db", **elsewhere)


def test_only_phrasings_that_share_a_word_are_scored(matcher: Matcher) -> None:
    phrasings = len(list(phrasings_of(matcher.base)))
    assert scored(matcher, "tell me a joke") == 0
    assert scored(matcher, "hague ranking") < phrasings / 10


def test_one_question_is_scored_once(matcher: Matcher) -> None:
    once = scored(matcher, "so which place in the hague ranking is it")
    assert scored(matcher, "so which place in the hague ranking is it") == once
    assert once < 150


def test_a_hundred_times_the_facts_are_not_a_hundred_times_the_phrasings_scored(tmp_path: Path) -> None:
    counts = []
    for size in (30, 3000):
        questions = write_facts(tmp_path / "facts.yaml", size)
        large = Matcher(load_facts(tmp_path / "facts.yaml"))
        counts.append(sum(scored(large, question) for question in questions[:20]))
    assert counts[1] <= 20 * counts[0]


def test_a_misspelt_word_is_compared_with_few_words_and_only_once() -> None:
    letters = "abcdefghijklmnopqrst"
    speller = Speller([f"{first}{second}tent{third}" for first in letters for second in "aeiou" for third in letters])
    assert speller.correct("bxtentb") == "batentb"
    compared = speller.compared
    assert 0 < compared <= 2000 / 20
    speller.correct("bxtentb")
    assert (speller.tried, speller.compared) == (1, compared)


def test_the_words_of_a_language_are_indexed_only_when_it_is_first_asked_in() -> None:
    matcher = Matcher(load_facts(ROOT / "facts.yaml"))
    matcher.answer("hw mny pattents?")
    english, russian = (matcher._readers[code].lexicon.spellers.values() for code in ("en", "ru"))
    assert any("_by_first" in vars(speller) for speller in english)
    assert not any("_by_first" in vars(speller) for speller in russian)


def test_a_phrasing_is_read_once_to_compile_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = Reader.read

    def noting(reader: Reader, text: str) -> Reading:
        read.append(text)
        return original(reader, text)

    monkeypatch.setattr(Reader, "read", noting)
    write_facts(tmp_path / "facts.yaml", 50)
    matcher = Matcher(load_facts(tmp_path / "facts.yaml"))
    assert sorted(read) == sorted(text for _, text in phrasings_of(matcher.base))


def test_a_question_is_cut_into_tokens_once(matcher: Matcher) -> None:
    tokenize.cache_clear()
    matcher.answer("How many patents, all in all, are there?")
    assert tokenize.cache_info().misses == 1


async def test_a_reply_is_written_once_however_often_it_is_asked_for(room: Room) -> None:
    desk = room.app.bot_data
    first, again = (desk.reply(desk.matcher.answer(question)) for question in ("How many rockets?", "rocket count"))
    assert first is again
    assert first.parameters is again.parameters


async def test_the_library_has_little_to_do_for_an_answer(room: Room) -> None:
    await room.say("How many anvils?")
    update = Update.de_json(room.chat.write("How many rockets?"), room.app.bot)
    with calls_into("telegram") as calls:
        await room.app.process_update(update)
    assert len(calls) <= 180  # with reply_text, its parameters and its buttons it was 1,328


def test_a_message_of_text_alone_is_read_without_the_fields_that_it_does_not_have(room: Room) -> None:
    data = room.chat.write("How many rockets?")
    with calls_into("telegram") as calls:
        read_update(data, room.app.bot)
    assert len(calls) <= 120  # it was 364


async def test_an_answer_is_one_call(room: Room) -> None:
    room.api.calls.clear()
    await room.say("How many rockets?")
    assert [call.method for call in room.api.calls] == ["sendMessage"]


def test_ask_loads_nothing_that_it_has_no_use_for(tmp_path: Path) -> None:
    assert HEAVY.isdisjoint(loaded_by_ask(tmp_path))


def test_a_start_loads_no_parts_of_libraries_that_it_has_no_use_for(tmp_path: Path) -> None:
    loaded = loaded_by_run(tmp_path)
    assert loaded >= {"bot.journal.table", "sqlalchemy.ext.asyncio", "telegram.ext"}
    assert HEAVY_IN_RUN.isdisjoint(loaded)


def test_what_a_start_leaves_out_can_be_imported_later() -> None:
    start = "from bot.cli import main as cli\n"
    start += "with cli.without(*cli.NEVER_USED): import bot.service.application, bot.journal.table\n"
    later = "from bot.journal.encryption import Seal\nassert Seal('1:a').open(Seal('1:a').close('later')) == 'later'\n"
    later += "from sqlalchemy.ext.asyncio.session import AsyncSession\nassert AsyncSession.execute"
    subprocess.run([sys.executable, "-c", start + later], cwd=ROOT, check=True)


def test_the_second_start_checks_nothing(tmp_path: Path) -> None:
    assert loaded_by_ask(tmp_path) >= CHECKING
    assert CHECKING.isdisjoint(loaded_by_ask(tmp_path))


def test_what_is_kept_is_for_this_user_alone_and_good_for_the_same_files_only(tmp_path: Path, own_cache: Path) -> None:
    path = tmp_path / "facts.yaml"
    write_facts(path, 5)
    assert len(compiled(path).base.facts) == 5
    assert {stat.S_IMODE(file.stat().st_mode) for file in own_cache.glob("facts-*")} == {0o600}
    assert stat.S_IMODE(own_cache.stat().st_mode) == 0o700
    write_facts(path, 6)
    assert len(compiled(path).base.facts) == 6


@pytest.mark.parametrize("harm", ["others may write", "cut short", "a link"])
def test_what_is_kept_is_not_trusted_when_it_may_be_another_s_or_broken(
    tmp_path: Path, own_cache: Path, harm: str
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert cache.kept("name", [file], lambda: "made") == "made"
    (kept,) = own_cache.glob("name-*")
    if harm == "others may write":
        kept.chmod(0o666)
    elif harm == "cut short":
        kept.write_bytes(kept.read_bytes()[:-1])
    else:
        kept.rename(tmp_path / "elsewhere")
        kept.symlink_to(tmp_path / "elsewhere")
    assert cache.kept("name", [file], lambda: "made again") == "made again"


def test_what_is_kept_is_used(tmp_path: Path, own_cache: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    cache.kept("name", [file], lambda: "made")
    assert cache.kept("name", [file], lambda: "made again") == "made"


@pytest.mark.parametrize("home", ["relative", "/dev/null"])
def test_without_a_folder_everything_is_made_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert cache.kept("name", [], lambda: "made") == "made"
    assert cache.kept("name", [], lambda: "made again") == "made again"
    assert not Path("relative").exists()


def test_only_the_newest_few_are_kept(tmp_path: Path, own_cache: Path) -> None:
    file = tmp_path / "file"
    for number in range(cache.KEPT + 3):
        file.write_text(str(number))
        cache.kept("name", [file], lambda: "made")
    assert len(list(own_cache.glob("name-*"))) == cache.KEPT
