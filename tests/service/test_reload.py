"""Facts that are edited while the bot runs."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.facts import load
from bot.service import reload
from bot.service.application import build_application, reload_of
from bot.service.reload import Reload, snapshot
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.fact_files import FACTS, GERMAN, line_of, write_facts
from tests.room import TOKEN, Room
from tests.world import Gate

ADMIN = Person(42, "Ada")
MORE = FACTS.replace("12 bridges", "13 bridges")
ANOTHER = FACTS.replace("not_told:", "  - {id: towers, title: Towers, figure: 4 towers, quote: four towers}\nnot_told:")
FAULTY = FACTS.replace("figure: 300 metres", "figure: 300")


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Look at the files often, and keep INFO lines."""
    monkeypatch.setattr(reload, "LOOK", 0.02)
    monkeypatch.setattr(reload, "QUIET", 0.1)
    caplog.set_level(logging.INFO, logger="bot")


class Watched(Room):
    """A room whose facts stand in files."""

    path: Path
    reload: Reload

    async def figure(self, words: str = "/bridges") -> str:
        """Ask for the bridges and give what stands in bold."""
        await self.say(words)
        text = self.chat.replies[-1]["text"]
        return str(text.split("\n")[1])

    async def until(self, words: str, caplog: pytest.LogCaptureFixture) -> None:
        """Wait until the log has these words."""
        gate, logger = Gate(words), logging.getLogger("bot.service.reload")
        logger.addHandler(gate)
        try:
            async with asyncio.timeout(10):
                if words not in caplog.text:
                    await gate.opened.wait()
        finally:
            logger.removeHandler(gate)


async def looks(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait until the files have been looked at so many times."""
    left, enough, loop = count, asyncio.Event(), asyncio.get_running_loop()

    def look(path: Path) -> Any:
        nonlocal left
        left -= 1
        if left <= 0:
            loop.call_soon_threadsafe(enough.set)
        return snapshot(path)

    with monkeypatch.context() as patch:
        patch.setattr(reload, "snapshot", look)
        async with asyncio.timeout(10):
            await enough.wait()


@asynccontextmanager
async def watched(folder: Path, **settings: Any) -> AsyncIterator[Watched]:
    """Run the bot on files that may be edited."""
    path = write_facts(folder, de=GERMAN)
    api = LocalBotApi()
    request = LocalRequest(api)
    app = build_application(
        load(path),
        TOKEN,
        request=request,
        get_updates_request=request,
        rate_limit=0,
        channel_url=settings.get("channel_url"),
    )
    async with app:
        room = Watched(api, app, LocalChat(api))
        api.register(LocalChat(api, ADMIN).write("hello"))
        room.path, room.reload = path, reload_of(app, path, **settings)
        async with room.reload.watching():
            yield room


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Watched]:
    """Give a room whose facts stand in files, with one admin."""
    async with watched(tmp_path, admins=[ADMIN.id]) as room:
        yield room


@pytest.mark.parametrize("words", ["/bridges", "How many bridges?"])
async def test_an_edited_file_is_in_service_soon(room: Watched, caplog: pytest.LogCaptureFixture, words: str) -> None:
    assert "12 bridges" in await room.figure(words)
    room.path.write_text(MORE)
    await room.until("was loaded anew: 2 facts", caplog)
    assert "13 bridges" in await room.figure(words)


async def test_so_is_an_edited_companion(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    (room.path.parent / "facts" / "de.yaml").write_text(GERMAN.replace("12 Brücken", "zwölf Brücken"))
    await room.until("was loaded anew", caplog)
    await room.say("/bridges", LocalChat(room.api, Person(5, language_code="de")))
    assert "zwölf Brücken" in room.api.shown[-1]["text"]


async def test_a_new_fact_has_its_command_at_once_and_its_place_in_the_menu(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    await room.say("/towers")
    assert "I don't know that command" in room.chat.replies[-1]["text"]
    (room.path.parent / "facts" / "de.yaml").unlink()
    room.path.write_text(ANOTHER)
    await room.until("was loaded anew: 3 facts", caplog)
    await room.say("/towers")
    assert "four towers" in room.chat.replies[-1]["text"]
    async with asyncio.timeout(10):
        await room.api.until_called("setMyCommands")
    assert "towers" in room.api.profile.menu("all_private_chats")


async def test_the_command_of_a_fact_that_is_gone_is_unknown(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    room.path.write_text(FACTS.replace("length", "span"))
    (room.path.parent / "facts" / "de.yaml").unlink()
    await room.until("was loaded anew", caplog)
    await room.say("/length")
    assert "I don't know that command" in room.chat.replies[-1]["text"]


async def test_facts_and_matcher_change_together(room: Watched) -> None:
    room.path.write_text(MORE)
    desk = room.app.bot_data
    before = desk.matcher
    await room.reload.load()
    assert desk.matcher is not before
    assert desk.base is desk.matcher.base


async def test_the_channel_of_the_settings_stays(tmp_path: Path) -> None:
    async with watched(tmp_path, channel_url="https://t.me/other") as room:
        await room.reload.load()
        assert room.app.bot_data.base.channel.url == "https://t.me/other"


async def test_a_faulty_file_leaves_the_old_facts_and_is_one_line_with_its_place(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    room.path.write_text(FAULTY)
    await room.until("the old facts stay in service", caplog)
    (record,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    assert f"{room.path}:{line_of(FAULTY, 'figure: 300')}: " in record.getMessage()
    assert "\n" not in record.getMessage()
    assert record.exc_info is None
    assert await room.figure() == "12 bridges"


async def test_what_is_told_of_a_faulty_file_fits_into_a_message(room: Watched) -> None:
    room.path.write_text(f"{'x' * 1_000}: 1\n{FACTS}")
    await room.reload.load()
    (told,) = room.api.sent("sendMessage")
    assert len(told["text"]) < 800


async def test_the_admins_are_told_of_a_faulty_file_once(
    room: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.path.write_text(FAULTY)
    async with asyncio.timeout(10):
        await room.api.until_called("sendMessage")
    await looks(6, monkeypatch)
    room.path.write_text(MORE)
    await room.until("was loaded anew", caplog)
    (told,) = room.api.sent("sendMessage")
    assert told["chat_id"] == ADMIN.id
    assert "the old facts stay in service" in told["text"]
    assert await room.figure() == "13 bridges"


async def test_an_admin_who_cannot_be_told_is_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with watched(tmp_path, admins=[4711, ADMIN.id]) as room:
        room.path.write_text(FAULTY)
        await room.reload.load()
        assert "admin 4711 could not be told" in caplog.text
        assert [call["chat_id"] for call in room.api.sent("sendMessage")] == [4711, ADMIN.id]


@pytest.mark.parametrize("text", ["", "facts: [", "a: &a [x]\nb: [*a, *a]", "[" * 50, "a: !!python/name:os.system x"])
async def test_whatever_stands_in_the_file_the_old_facts_stay(room: Watched, text: str) -> None:
    room.path.write_text(text)
    await room.reload.load()
    assert await room.figure() == "12 bridges"


async def test_a_file_that_is_gone_for_a_while_is_one_line(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    room.path.unlink()
    await room.until("cannot be read: No such file", caplog)
    assert await room.figure() == "12 bridges"
    room.path.write_text(MORE)
    await room.until("was loaded anew", caplog)
    assert await room.figure() == "13 bridges"


async def test_a_file_that_is_replaced_as_editors_do_is_noticed(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    state = room.path.stat()
    new = room.path.with_name("new.yaml")
    new.write_text(MORE)
    os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
    new.rename(room.path)
    await room.until("was loaded anew", caplog)
    assert await room.figure() == "13 bridges"


async def test_sighup_loads_the_facts_though_they_look_the_same(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    os.kill(os.getpid(), signal.SIGHUP)
    await room.until("was loaded anew", caplog)


async def test_what_does_not_change_is_not_loaded(room: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    before = room.app.bot_data.matcher
    await looks(6, monkeypatch)
    assert room.app.bot_data.matcher is before


async def test_a_file_that_is_still_being_written_is_left_to_settle(
    room: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look finds another state, until the writing ends."""
    texts = iter([FACTS[:100], FACTS.replace("12 bridges", "14 bridges"), FACTS[:200], MORE])

    def write_on(path: Path) -> Any:
        if text := next(texts, None):
            path.write_text(text)
        return snapshot(path)

    monkeypatch.setattr(reload, "snapshot", write_on)
    await room.until("was loaded anew", caplog)
    assert "stay in service" not in caplog.text
    assert await room.figure() == "13 bridges", "what was there before the last of them was never in service"


async def test_files_that_are_saved_one_after_the_other_are_no_fault_in_between(
    room: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reload, "QUIET", 3600)
    room.path.write_text(FAULTY)
    await looks(10, monkeypatch)
    room.path.write_text(MORE)
    await room.until("was loaded anew", caplog)
    assert "stay in service" not in caplog.text
    assert room.api.sent("sendMessage") == []


async def test_who_sends_sighup_is_told_of_a_fault_at_once(
    room: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reload, "QUIET", 3600)
    room.path.write_text(FAULTY)
    os.kill(os.getpid(), signal.SIGHUP)
    await room.until("the old facts stay in service", caplog)


async def test_questions_are_answered_while_the_facts_are_loaded(
    room: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:

    entered, go_on = asyncio.Event(), threading.Event()
    loop, load = asyncio.get_running_loop(), room.reload._load

    def slowly(path: Path) -> Any:
        loop.call_soon_threadsafe(entered.set)
        assert go_on.wait(10)
        return load(path)

    monkeypatch.setattr(room.reload, "_load", slowly)
    room.path.write_text(MORE)
    loading = asyncio.create_task(room.reload.load())
    await entered.wait()
    assert await room.figure() == "12 bridges"
    go_on.set()
    await loading
    assert await room.figure() == "13 bridges"


async def test_a_fault_of_our_own_does_not_end_the_watch(
    room: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> Any:
        raise ZeroDivisionError

    load = room.reload._load
    monkeypatch.setattr(room.reload, "_load", fail)
    os.kill(os.getpid(), signal.SIGHUP)
    await room.until("cannot be used", caplog)
    monkeypatch.setattr(room.reload, "_load", load)
    room.path.write_text(MORE)
    await room.until("was loaded anew", caplog)


async def test_the_signal_is_given_back_at_the_end(tmp_path: Path) -> None:
    async with watched(tmp_path):
        pass
    assert not asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
