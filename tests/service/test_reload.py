"""Facts that are edited while the bot runs."""

from __future__ import annotations

import asyncio
import gc
import gzip
import logging
import os
import pty
import signal
import sys
import threading
import weakref
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.facts import load
from bot.files import write_bytes
from bot.matching.matcher import Matcher
from bot.matching.matcher import load_matcher as load_all
from bot.service.admins import Admins
from bot.service.notices import Notices
from bot.service.reload import Reload
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.fact_files import FACTS, GERMAN, line_of, write_facts
from tests.rights import plain_user
from tests.room import Room, build_app
from tests.world import ROOT, Gate, World, open_world

pytestmark = pytest.mark.slow

ADMIN = Person(42, "Ada")
MORE = FACTS.replace("12 bridges", "13 bridges")
ANOTHER = FACTS.replace("not_told:", "  - {id: towers, title: Towers, figure: 4 towers, quote: four towers}\nnot_told:")
# The facts change their number of bridges, so the companion leaves it to them.
WITHOUT_BRIDGES = GERMAN.replace("  bridges: {title: Eröffnete Brücken, figure: 12 Brücken}\n", "")
FAULTY = FACTS.replace("figure: 300 metres", "figure: 300")


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


def load_matcher(path: Path) -> Matcher:
    """Load and compile a fact base."""
    return Matcher(load(path))


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
        gate, logger = Gate(words), logging.getLogger("bot")
        logger.addHandler(gate)
        try:
            async with asyncio.timeout(10):
                if words not in caplog.text:
                    await gate.opened.wait()
        finally:
            logger.removeHandler(gate)


@asynccontextmanager
async def watched(
    folder: Path, load: Callable[[Path], Matcher] = load_matcher, quiet: float = 0.1, admins: Sequence[int] = ()
) -> AsyncIterator[Watched]:
    """Run the bot on files that may be edited."""
    path = write_facts(folder, de=WITHOUT_BRIDGES)
    api = LocalBotApi()
    app = build_app(LocalRequest(api), load_matcher(path))
    async with app:
        room = Watched(api, app, LocalChat(api))
        api.register(LocalChat(api, ADMIN).write("hello"))
        notices = Notices(Admins(app.bot, admins))
        room.path, room.reload = path, Reload(app, path, load, settle=0.05, quiet=quiet, notices=notices)
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
    await room.until("facts.yaml: 2 facts", caplog)
    assert "13 bridges" in await room.figure(words)


async def test_answers_that_are_remembered_get_the_new_figure(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    await room.say("How many bridges?")
    room.path.write_text(MORE)
    await room.until("corrected 1 answers", caplog)
    (answer,) = room.chat.replies
    assert "13 bridges" in answer["text"]


async def test_so_is_an_edited_companion(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    (room.path.parent / "facts" / "de.yaml").write_text(GERMAN.replace("12 Brücken", "zwölf Brücken"))
    await room.until("reloaded", caplog)
    await room.say("/bridges", LocalChat(room.api, Person(5, language_code="de")))
    assert "zwölf Brücken" in room.api.shown[-1]["text"]


async def test_a_new_fact_has_its_command_at_once_and_its_place_in_the_menu(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    await room.say("/towers")
    assert "I don't know that command" in room.chat.replies[-1]["text"]
    (room.path.parent / "facts" / "de.yaml").unlink()
    room.path.write_text(ANOTHER)
    await room.until("facts.yaml: 3 facts", caplog)
    await room.say("/towers")
    assert "four towers" in room.chat.replies[-1]["text"]
    async with asyncio.timeout(10):
        await room.api.until_called("setMyCommands")
    assert "towers" in room.api.profile.menu("all_private_chats")


async def test_the_command_of_a_fact_that_is_gone_is_unknown(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    room.path.write_text(FACTS.replace("length", "span"))
    (room.path.parent / "facts" / "de.yaml").unlink()
    await room.until("reloaded", caplog)
    await room.say("/length")
    assert "I don't know that command" in room.chat.replies[-1]["text"]


async def test_facts_and_matcher_change_together(room: Watched) -> None:
    room.path.write_text(MORE)
    desk = room.app.bot_data
    before = desk.matcher
    await room.reload.load()
    assert desk.matcher is not before
    assert desk.base is desk.matcher.base


async def test_the_facts_that_were_replaced_are_freed(room: Watched) -> None:
    await room.figure("How many bridges?")
    replaced = weakref.ref(room.app.bot_data.matcher)
    await room.reload.load()
    await room.figure("How many bridges?")
    gc.collect()
    assert replaced() is None


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


async def test_the_admins_are_told_of_a_faulty_file_once_and_once_when_it_is_well_again(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    room.path.write_text(FAULTY)
    async with asyncio.timeout(10):
        await room.api.until_called("sendMessage")
    await room.reload.load()
    room.path.write_text(MORE)
    async with asyncio.timeout(10):
        await room.api.until_called("sendMessage", 2)
    told, well = room.api.sent("sendMessage")
    assert told["chat_id"] == well["chat_id"] == ADMIN.id
    assert "the old facts stay in service" in told["text"]
    assert well["text"].endswith("facts.yaml is in service again: no more faults")
    assert await room.figure() == "13 bridges"


async def test_the_admins_are_told_too_if_the_facts_cannot_be_loaded_at_all(tmp_path: Path) -> None:
    def failing(path: Path) -> Matcher:
        raise MemoryError

    async with watched(tmp_path, failing, admins=[ADMIN.id]) as room:
        room.path.write_text(MORE)
        async with asyncio.timeout(10):
            await room.api.until_called("sendMessage")
        (told,) = room.api.sent("sendMessage")
        assert "(MemoryError, see the log); the old facts stay in service" in told["text"]


async def test_an_admin_who_cannot_be_told_is_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with watched(tmp_path, admins=[4711, ADMIN.id]) as room:
        room.path.write_text(FAULTY)
        await room.reload.load()
        assert "cannot reach admin 4711" in caplog.text
        assert [call["chat_id"] for call in room.api.sent("sendMessage")] == [4711, ADMIN.id]


@pytest.mark.parametrize("text", ["", "facts: [", "a: &a [x]\nb: [*a, *a]", "[" * 50, "a: !!python/name:os.system x"])
async def test_whatever_stands_in_the_file_the_old_facts_stay(room: Watched, text: str) -> None:
    room.path.write_text(text)
    await room.reload.load()
    assert await room.figure() == "12 bridges"


async def test_a_file_that_is_gone_for_a_while_is_one_line(room: Watched, caplog: pytest.LogCaptureFixture) -> None:
    room.path.unlink()
    await room.until("there is no such file", caplog)
    assert await room.figure() == "12 bridges"
    room.path.write_text(MORE)
    await room.until("reloaded", caplog)
    assert await room.figure() == "13 bridges"


async def test_a_file_that_is_replaced_as_editors_do_is_noticed(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    state = room.path.stat()
    new = room.path.with_name("new.yaml")
    new.write_text(MORE)
    os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
    new.rename(room.path)
    await room.until("reloaded", caplog)
    assert await room.figure() == "13 bridges"


async def test_sighup_loads_the_facts_though_they_look_the_same(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    os.kill(os.getpid(), signal.SIGHUP)
    await room.until("reloaded", caplog)


async def test_a_file_that_is_still_being_written_is_left_to_settle(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loaded: list[str] = []

    def load(path: Path) -> Matcher:
        loaded.append(path.read_text())
        return load_matcher(path)

    async with watched(tmp_path, load) as room:
        for text in (FACTS[:100], FACTS.replace("12 bridges", "14 bridges"), FACTS[:200], MORE):
            room.path.write_text(text)
        await room.until("reloaded", caplog)
    assert loaded == [MORE]


async def test_files_of_others_in_the_same_folder_are_left_alone(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("journal.db-wal", "facts.yaml~", "facts/.#de.yaml.swp", "notes.yaml"):
        (room.path.parent / name).write_text("x")
    before = room.app.bot_data.matcher
    room.path.write_text(MORE)
    await room.until("reloaded", caplog)
    assert room.app.bot_data.matcher is not before
    assert caplog.text.count("reloaded") == 1


async def test_companions_are_noticed_in_a_folder_that_comes_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(tmp_path) as room:
        folder = room.path.parent / "facts"
        (folder / "de.yaml").unlink()
        folder.rmdir()
        await room.until("reloaded", caplog)
        caplog.clear()
        folder.mkdir()
        await room.until("is as it was", caplog)
        caplog.clear()
        (folder / "de.yaml").write_text(GERMAN.replace("12 Brücken", "zwölf Brücken"))
        await room.until("reloaded", caplog)
        await room.say("/bridges", LocalChat(room.api, Person(5, language_code="de")))
        assert "zwölf Brücken" in room.api.shown[-1]["text"]


@pytest.mark.parametrize("name", ["learned.json.gz", "learned.json"])
async def test_what_was_learnt_is_noticed(tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str) -> None:
    file, content = tmp_path / "facts" / name, b'{"answer": 0.4, "sure": 0.7, "weights": {"": {"": 2}}}'
    async with watched(tmp_path, load_all) as room:
        await room.reload.load()
        caplog.clear()
        write_bytes(file, gzip.compress(content) if file.suffix == ".gz" else content)
        await room.until("reloaded", caplog)
        learned = room.app.bot_data.matcher.learned
        assert learned is not None
        assert learned.answer == 0.4


async def test_a_link_that_is_replaced_as_kubernetes_does_is_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(tmp_path) as room:
        for version, text in (("v1", FACTS), ("v2", MORE)):
            (tmp_path / version).mkdir()
            (tmp_path / version / "facts.yaml").write_text(text)
            (tmp_path / "new").symlink_to(version)
            (tmp_path / "new").rename(tmp_path / "..data")
            if version == "v1":
                room.path.unlink()
                room.path.symlink_to("..data/facts.yaml")
                await room.until("reloaded", caplog)
                caplog.clear()
        await room.until("reloaded", caplog)
        assert await room.figure() == "13 bridges"


async def test_files_that_are_saved_one_after_the_other_are_no_fault_in_between(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loaded = asyncio.Event()
    loop = asyncio.get_running_loop()

    def load(path: Path) -> Matcher:
        loop.call_soon_threadsafe(loaded.set)
        return load_matcher(path)

    async with watched(tmp_path, load, quiet=3600, admins=[ADMIN.id]) as room:
        room.path.write_text(FAULTY)
        async with asyncio.timeout(10):
            await loaded.wait()
        room.path.write_text(MORE)
        await room.until("reloaded", caplog)
        assert "stay in service" not in caplog.text
        assert room.api.sent("sendMessage") == []


async def test_who_sends_sighup_is_told_of_a_fault_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with watched(tmp_path, quiet=3600) as room:
        room.path.write_text(FAULTY)
        os.kill(os.getpid(), signal.SIGHUP)
        await room.until("the old facts stay in service", caplog)


async def test_questions_are_answered_while_the_facts_are_loaded(tmp_path: Path) -> None:
    entered, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slowly(path: Path) -> Matcher:
        loop.call_soon_threadsafe(entered.set)
        assert go_on.wait(10)
        return load_matcher(path)

    async with watched(tmp_path, slowly) as room:
        room.path.write_text(MORE)
        loading = asyncio.create_task(room.reload.load())
        await entered.wait()
        assert await room.figure() == "12 bridges"
        go_on.set()
        await loading
        assert await room.figure() == "13 bridges"


async def test_a_fault_of_our_own_does_not_end_the_watch(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    failures = iter([ZeroDivisionError, MemoryError])

    def fail_at_first(path: Path) -> Matcher:
        if failure := next(failures, None):
            raise failure
        return load_matcher(path)

    async with watched(tmp_path, fail_at_first) as room:
        for name in ("ZeroDivisionError", "MemoryError"):
            os.kill(os.getpid(), signal.SIGHUP)
            await room.until("cannot reload", caplog)
            assert name in caplog.text
            caplog.clear()
        room.path.write_text(MORE)
        await room.until("reloaded", caplog)
        assert await room.figure() == "13 bridges"


async def test_a_profile_that_cannot_be_set_does_not_end_the_watch_either(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    call = room.api.call

    async def no_commands(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        status, answer = await call(method, parameters)
        return status, {"ok": True, "result": [None]} if method == "getMyCommands" else answer

    room.api.call = no_commands  # type: ignore[method-assign]
    room.path.write_text(MORE)
    await room.until("cannot set the menu", caplog)
    room.api.call = call  # type: ignore[method-assign]
    caplog.clear()
    os.kill(os.getpid(), signal.SIGHUP)
    await room.until("is as it was", caplog)
    async with asyncio.timeout(10):
        await room.api.until_called("setMyCommands")


async def test_a_folder_that_cannot_be_watched_for_a_while_is_watched_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, api = tmp_path / "later" / "facts.yaml", LocalBotApi()
    app = build_app(LocalRequest(api))
    async with app, Reload(app, path, load_matcher, settle=0.05, retry=0.05).watching():
        room = Watched(api, app, LocalChat(api))
        await room.until("cannot watch", caplog)
        path.parent.mkdir()
        write_facts(path.parent)
        await room.until("reloaded", caplog)


async def test_the_watch_ends_at_once_and_gives_the_signal_back(tmp_path: Path) -> None:
    async with watched(tmp_path, quiet=3600) as room:
        room.path.write_text(FAULTY)
        async with asyncio.timeout(2):
            async with room.reload.watching():
                pass
    assert not asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)


# ---- whatever happens -----------------------------------------------------------------------------


async def test_a_folder_without_rights_leaves_the_old_facts_and_is_read_when_it_has_them_again(
    tmp_path: Path, open_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(open_folder) as room:
        await room.reload.load()  # imports what the plain user may not
        (open_folder / "facts").chmod(0o000)
        with plain_user():
            await room.reload.load()
            assert "facts:1: cannot be read: Permission denied; the old facts stay in service" in caplog.text
            assert await room.figure() == "12 bridges"
            assert "de" in room.app.bot_data.base.companions
        (open_folder / "facts").chmod(0o755)
        room.path.write_text(MORE)
        await room.until("reloaded", caplog)
        await room.reload.load()
        assert await room.figure() == "13 bridges"


@pytest.mark.parametrize("name", ["facts/fr.yaml", "facts/learned.json.gz", "facts/learned.json", "facts.yaml"])
async def test_a_pipe_among_the_files_is_not_waited_for(
    room: Watched, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = room.path.parent / name
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    async with asyncio.timeout(5):
        await room.reload.load()
    assert await room.figure() == "12 bridges"
    file.unlink()
    room.path.write_text(MORE)
    await room.reload.load()
    assert await room.figure() == "13 bridges"


@pytest.mark.process
async def test_a_process_among_whose_files_are_pipes_reloads_and_stops(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        bot = await world.start()
        await world.until_logged(bot, "answering as")
        (tmp_path / "facts").mkdir()
        for name in ("facts/fr.yaml", "facts/learned.json.gz", "facts.yaml"):
            (tmp_path / name).unlink(missing_ok=True)
            os.mkfifo(tmp_path / name)
        bot.send_signal(signal.SIGHUP)
        await world.until_logged(bot, "the old facts stay in service")
        async with asyncio.timeout(5):
            log = await world.stop(bot)
        assert bot.returncode == 0, log


async def test_600_signals_load_the_files_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    loaded: list[Path] = []

    def load(path: Path) -> Matcher:
        loaded.append(path)
        return load_matcher(path)

    async with watched(tmp_path, load) as room:
        for _ in range(6):
            for _ in range(100):
                os.kill(os.getpid(), signal.SIGHUP)
            await asyncio.sleep(0)
        await room.until("reloaded", caplog)
        write_bytes(room.path, MORE.encode())  # at once: a signal that is left may read the file meanwhile
        await room.reload.load()
        assert await room.figure() == "13 bridges"
        assert len(loaded) == 2


async def test_the_same_bytes_are_not_compiled_again(room: Watched) -> None:
    await room.reload.load()
    before = room.app.bot_data.matcher
    for _ in range(3):
        await room.reload.load()
    assert room.app.bot_data.matcher is before


async def test_a_fault_is_logged_again_though_the_bytes_are_the_same_but_the_admins_know_it(
    room: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    room.path.write_text(FAULTY)
    await room.reload.load()
    await room.reload.load()
    assert caplog.text.count("the old facts stay in service") >= 2
    assert len(room.api.sent("sendMessage")) == 1


async def test_files_that_change_while_they_are_loaded_are_loaded_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def load(path: Path) -> Matcher:
        matcher = load_matcher(path)
        if "12 bridges" in path.read_text():
            path.write_text(MORE)
        return matcher

    async with watched(tmp_path, load) as room:
        await room.reload.load()
        await room.reload.load()
        assert await room.figure() == "13 bridges"


async def test_the_next_change_does_not_wait_for_a_telegram_that_hangs(room: Watched) -> None:
    async def hang(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        await asyncio.Event().wait()
        raise AssertionError

    call, room.api.call = room.api.call, hang  # type: ignore[method-assign]
    room.path.write_text(f"# changed\n{FACTS}")
    async with asyncio.timeout(5):
        await room.reload.load()
        room.path.write_text(MORE)
        await room.reload.load()
    room.api.call = call  # type: ignore[method-assign]
    assert await room.figure() == "13 bridges"


async def test_edits_leave_no_matcher_behind(room: Watched) -> None:
    replaced = []
    for number in range(5):
        room.path.write_text(f"# {number}\n{FACTS}")
        await room.reload.load()
        replaced.append(weakref.ref(room.app.bot_data.matcher))
    await asyncio.sleep(0)
    assert sum(each() is not None for each in replaced) == 1


TERMINAL = """
import fcntl, os, signal, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, signal.SIG_IGN if "nohup" in sys.argv else signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "bot", "run"])
"""


@asynccontextmanager
async def run_in_terminal(world: World, *how: str) -> AsyncIterator[tuple[Process, int]]:
    """Start the bot in a terminal of its own; yield the process and our end of the terminal, to be closed."""
    ours, its = pty.openpty()
    variables = os.environ | {"PYTHONPATH": str(ROOT), "TELEGRAM_TOKEN": world.server.token}
    variables |= {"TELEGRAM_API_URL": world.server.url}
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", TERMINAL, *how), cwd=world.folder, env=variables, stdin=its, stderr=PIPE
    )
    os.close(its)
    try:
        await world.until_logged(bot, "answering as")
        yield bot, ours
    finally:
        if bot.returncode is None:
            await world.stop(bot, signal.SIGKILL)


@pytest.mark.process
async def test_run_ends_with_the_terminal_that_it_was_started_in_and_not_before(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world, run_in_terminal(world) as (bot, terminal):
        bot.send_signal(signal.SIGHUP)
        await world.until_logged(bot, "reloaded")
        assert bot.returncode is None
        os.close(terminal)
        async with asyncio.timeout(10):
            _, log = await bot.communicate()
        assert bot.returncode == 0
        assert b"Traceback" not in log


@pytest.mark.process
async def test_run_under_nohup_outlives_its_terminal_and_answers(tmp_path: Path) -> None:
    """Some kinds of nohup leave the terminal as standard input; all of them let SIGHUP be ignored."""
    async with open_world(tmp_path) as world, run_in_terminal(world, "nohup") as (bot, terminal):
        os.close(terminal)
        await world.until_logged(bot, "reloaded")
        world.ask(1)
        await world.until_confirmed(bot)
        await world.stop(bot)
        assert (bot.returncode, world.lost) == (0, 0)
