"""A small world: Telegram on a port, people who ask, and the bot as a process of its own that can be killed."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from bot.journal.address import parse_address
from bot.journal.schema import TABLE
from bot.service.intake import AT_ONCE
from bot.terminal.bot_api import LocalBotApi, LocalChat, Person
from tests.bot_api_server import BotApiServer
from tests.fact_files import write_facts

ROOT = Path(__file__).parent.parent
FIRST_PERSON = 10_000
LONG = 60.0  # seconds; only a failure takes so long


class Kill(NamedTuple):
    """The chats whose answers Telegram had accepted, and the process killed then had not written down."""

    in_flight: set[int]  # Telegram's reply was not yet out
    unwritten: set[int]  # it was, but not yet in the journal


class World:
    """Telegram, and everything that it has seen of the bot."""

    def __init__(self, folder: Path, send_seconds: float = 0.0) -> None:
        """Prepare a folder for the bot to run in; each message takes Telegram so long after it has accepted it."""
        write_facts(folder)
        self.folder = folder
        self.api = LocalBotApi()
        self.server = BotApiServer(self.api)
        self.people: list[LocalChat] = []
        self.kills: list[Kill] = []
        self._asked: dict[int, int] = {}  # the chat that asked, by the update's number
        self._accepted: list[int] = []  # the chats that messages went to
        self._confirmed: list[int] = []  # the chats whose messages the bot has been told of
        self._born: dict[int, tuple[int, int]] = {}  # the lengths of both when a process began, by its id
        self._send_seconds = send_seconds
        self._call = self.api.call
        self.api.call = self._slowly  # type: ignore[method-assign]
        self._held: int | None = None  # the chat whose messages are held back
        self._reached, self._opened = asyncio.Event(), asyncio.Event()
        self._logs: dict[int, bytes] = {}  # what has been read of a process's log, by its id

    async def _slowly(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Accept a message at once, and tell the bot so later."""
        if method == "sendMessage" and parameters["chat_id"] == self._held:
            self._reached.set()
            await self._opened.wait()
            return 502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}
        reply = await self._call(method, parameters)
        if method == "sendMessage":
            self._accepted.append(parameters["chat_id"])
            await asyncio.sleep(self._send_seconds)
            self._confirmed.append(parameters["chat_id"])
        return reply

    # ---- people -----------------------------------------------------------------------------------

    def ask(self, count: int, question: str = "/bridges") -> None:
        """Let so many new people ask."""
        for _ in range(count):
            chat = LocalChat(self.api, Person(FIRST_PERSON + len(self.people)))
            self.people.append(chat)
            update = chat.write(question)
            self._asked[update["update_id"]] = chat.chat["id"]
            self.api.queue(update)

    @property
    def lost(self) -> int:
        """Count the people without an answer."""
        return sum(not chat.replies for chat in self.people)

    @property
    def doubled(self) -> int:
        """Count the answers that were not the first."""
        return sum(len(chat.replies) - 1 for chat in self.people if chat.replies)

    @property
    def wrongly_doubled(self) -> int:
        """Count the answers that were not the first, though no kill had left the one before in doubt."""
        in_doubt = Counter(chat for kill in self.kills for chat in kill.in_flight | kill.unwritten)
        return sum(max(0, len(chat.replies) - 1 - in_doubt[chat.chat["id"]]) for chat in self.people)

    @property
    def most_in_doubt(self) -> int:
        """Give the highest number of answers that one kill has left in doubt."""
        return max(len(kill.in_flight | kill.unwritten) for kill in self.kills)

    @property
    def tale(self) -> str:
        """Tell what became of the questions under all the kills."""
        in_flight, unwritten = (sum(map(len, sets)) for sets in zip(*self.kills, strict=True))
        return (
            f"{self.lost} lost, {self.doubled} answered twice, all but {self.wrongly_doubled} of them in doubt at a"
            f" kill ({in_flight} in flight, {unwritten} confirmed by Telegram but not yet written down;"
            f" at most {self.most_in_doubt} at one kill)"
        )

    def judge(self, kind: str) -> None:
        """Tell what became of the questions, and see that none was lost and only what was in doubt came twice."""
        print(f"\n{kind}: {self.tale}")
        assert self.lost == 0
        assert self.wrongly_doubled == 0
        assert self.most_in_doubt <= AT_ONCE

    def hold_back(self, chat: LocalChat) -> None:
        """Let Telegram take its time with the messages to a chat, and then lose them."""
        self._held = chat.chat["id"]

    def let_go(self) -> None:
        """Treat the chat as any other again."""
        self._held = None
        self._opened.set()

    @property
    def journal(self) -> bytes:
        """Read all that stands in the journal's files."""
        return b"".join(path.read_bytes() for path in self.folder.glob("journal.db*"))

    # ---- the bot ----------------------------------------------------------------------------------

    async def start(self, **variables: str) -> Process:
        """Start the bot as an operator does."""
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": self.server.token,
            "TELEGRAM_API_URL": self.server.url,
            "RATE_LIMIT": "0",
        }
        command = (sys.executable, "-m", "bot", "run")
        begun = len(self._accepted), len(self._confirmed)
        process = await asyncio.create_subprocess_exec(
            *command, cwd=self.folder, env=environment | variables, stderr=PIPE
        )
        self._born[process.pid] = begun
        return process

    async def stop(self, process: Process, number: int = signal.SIGTERM) -> str:
        """Send a signal and give what the process has logged."""
        if process.returncode is None:
            process.send_signal(number)
        _, log = await process.communicate()
        return (self._logs.pop(process.pid, b"") + log).decode()

    async def kill(self, process: Process, database: str | None = None) -> None:
        """Kill a process, and note what it had sent but not written down in its database."""
        process.send_signal(signal.SIGKILL)
        accepted, confirmed = self._born[process.pid]
        told = set(self._confirmed[confirmed:])
        await self.stop(process)
        in_hand = {self._asked[number] for number in await self._in_hand(process, database)}
        sent = in_hand & set(self._accepted[accepted:])  # with what was on its way to Telegram at the kill
        self.kills.append(Kill(sent - told, sent & told))

    async def _in_hand(self, process: Process, database: str | None) -> list[int]:
        """List the updates that a process has claimed in the journal, and not recorded."""
        engine = parse_address(database or f"sqlite:///{self.folder}/journal.db").engine()
        claimed = TABLE.c.answered.is_(None) & TABLE.c.holder.contains(f":{process.pid}:")
        async with engine.connect() as connection:
            found = list((await connection.execute(select(TABLE.c.update_id).where(claimed))).scalars())
        await engine.dispose()
        return found

    async def until_answering(self, process: Process, seconds: float = 0.0) -> None:
        """Wait until a process sends an answer, and some seconds more; or until it has nothing to answer."""
        calls = len(self.api.sent("sendMessage"))
        await self._unless_ended(process, self.api.until_called("sendMessage", calls + 1), self._until_quiet())
        await asyncio.sleep(seconds)

    async def until_sent(self, process: Process, messages: int, longest: float = LONG) -> None:
        """Wait until so many messages have been sent since the beginning, for so many seconds at most."""
        await self._unless_ended(process, self.api.until_called("sendMessage", messages), longest=longest)

    async def until_confirmed(self, process: Process) -> None:
        """Wait until a process has confirmed all updates."""
        await self._unless_ended(process, self.api.mailbox.until_confirmed())

    async def until_held(self, process: Process) -> None:
        """Wait until a process sends a message that is held back."""
        await self._unless_ended(process, self._flag(self._reached))

    async def until_logged(self, process: Process, words: str) -> None:
        """Wait until a process has logged a line with these words."""
        await self._unless_ended(process, self._read_log(process, words))

    async def _read_log(self, process: Process, words: str) -> None:
        """Read the log of a process as far as a line with these words; fail where it ends without them."""
        assert process.stderr
        async for line in process.stderr:
            self._logs[process.pid] = self._logs.get(process.pid, b"") + line
            if words in line.decode():
                return
        log = self._logs.get(process.pid, b"").decode()
        raise AssertionError(f"the log ended without a line with {words!r}:\n{log}")

    async def _until_quiet(self) -> None:
        """Wait until all questions are confirmed and one more request for updates has come."""
        await self.api.mailbox.until_confirmed()
        await self.api.until_called("getUpdates", len(self.api.sent("getUpdates")) + 1)

    async def _flag(self, event: asyncio.Event) -> None:
        """Wait for an event."""
        await event.wait()

    async def _unless_ended(self, process: Process, *events: Coroutine[Any, Any, None], longest: float = LONG) -> None:
        """Wait for the first of some events; fail where the process ends before, or nothing happens for long."""
        waits = [asyncio.ensure_future(event) for event in (process.wait(), *events)]
        try:
            await asyncio.wait(waits, timeout=longest, return_when=asyncio.FIRST_COMPLETED)
            happened = [wait for wait in waits[1:] if wait.done()]
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.wait(waits)
        for wait in happened:
            wait.result()
        if not happened:
            raise AssertionError(await self.stop(process, signal.SIGKILL))


@asynccontextmanager
async def open_world(folder: Path, send_seconds: float = 0.0) -> AsyncIterator[World]:
    """Open a world."""
    world = World(folder, send_seconds)
    async with world.server:
        yield world


class Gate(logging.Handler):
    """Tell when a line has been logged."""

    def __init__(self, words: str) -> None:
        """Wait for a line with these words."""
        super().__init__()
        self.words, self.opened = words, asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Open at the line."""
        if self.words in record.getMessage():
            self.opened.set()
