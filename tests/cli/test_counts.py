"""What an answer costs, in counts that no busy machine can change; a slow-down fails here for its reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from telegram import Update

from bot.chat.text_message import read_update
from tests.room import Room, room_fixture

ROOT = Path(__file__).parents[2]
room = room_fixture
# What `ask` has no use for takes up to half a second to import.
HEAVY = {"telegram", "httpx", "aiohttp", "sqlalchemy", "aiosqlite", "asyncpg", "rich", "asyncio", "sklearn"}
# 16 MB, and a quarter of the time to the first answer.
HEAVY_IN_RUN = {"cryptography", "rich", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"}


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


def loaded_by(*arguments: str, **environment: str) -> set[str]:
    """Return the names of the modules that a command has loaded at its end."""
    program = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); import bot.__main__"
    program += "; bot.__main__.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    return set(done.stderr.split())


def loaded_by_ask() -> set[str]:
    """Return the names of the packages that `ask` has loaded at its end."""
    return {name.partition(".")[0] for name in loaded_by("ask", "how many patents?")}


def loaded_by_run(folder: Path) -> set[str]:
    """Return the names of the modules that a start loads; it ends at an address that is not this machine's."""
    elsewhere = {"TELEGRAM_TOKEN": "123456:local", "LISTEN": "192.0.2.1:80"}
    return loaded_by("run", DATABASE_URL=f"sqlite:///{folder}/journal.db", **elsewhere)


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


def test_ask_loads_nothing_that_it_has_no_use_for() -> None:
    assert HEAVY.isdisjoint(loaded_by_ask())


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
