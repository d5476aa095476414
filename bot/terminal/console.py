"""The terminal chat: lines typed become a person's messages, the bot's messages are shown."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import chain
from typing import Any

from rich.console import Console
from rich.text import Text
from telegram import Update
from telegram.constants import InlineQueryLimit
from telegram.ext import Application

from bot.terminal.bot_api import LocalBotApi, LocalChat, Person
from bot.terminal.bot_api.markup import Json
from bot.terminal.screen import buttons_text, message_text

HINT = "Type a question, the number of a button, or /help. Ctrl-D leaves."
PROMPT = "> "
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def run(application: AnyApplication, api: LocalBotApi) -> None:
    """Chat on standard input and output until the input ends or Ctrl-C is pressed."""
    out = Console(highlight=False)
    lines = prompted_lines(out) if sys.stdin.isatty() and out.is_terminal else read_lines()
    try:
        asyncio.run(chat(application, api, lines, out))
    except KeyboardInterrupt:
        out.print()


async def chat(
    application: AnyApplication,
    api: LocalBotApi,
    lines: AsyncIterator[str],
    out: Console,
    person: Person | None = None,
) -> None:
    """Give each line to the application and show what the bot does with it, until the lines end.

    The application is built over a LocalRequest to this API; it is initialized and shut down here.
    """
    async with application:
        session = Session(application, LocalChat(api, person), out)
        async for line in lines:
            await session.enter(line.strip())


class Session:
    """A person in front of the terminal: the chat, and the buttons that can be pressed by number."""

    def __init__(self, application: AnyApplication, chat: LocalChat, out: Console) -> None:
        """Begin with nothing on the screen."""
        self.application = application
        self.chat = chat
        self.out = out
        self.message: Json = {}
        self.buttons: dict[str, Json] = {}  # by the number to type
        self.mention = re.compile(rf"@{chat.api.bot['username']}\b\s*", re.IGNORECASE)

    async def enter(self, line: str) -> None:
        """Take a line as the number of a button, as an inline query, or as a message to the bot."""
        if button := self.buttons.get(line):
            await self._press(button)
        elif mention := self.mention.match(line):
            await self._search(line[mention.end() :])
        elif line:
            await self._do(self.chat.write(line))

    async def _press(self, button: Json) -> None:
        """Do what pressing a button does in Telegram, as far as a terminal can."""
        bot = f"@{self.chat.api.bot['username']}"
        match button:
            case {"callback_data": data}:
                await self._press_callback(data)
            case {"copy_text": {"text": text}}:
                self._print(f"Copied: {text}")
            case {"url": url}:
                self._print(f"Opens {url}")
            case {"switch_inline_query_current_chat": query}:
                await self._search(query)
            case {"switch_inline_query_chosen_chat": {"query": query}} | {"switch_inline_query": query}:
                self._print(f"Lets you choose a chat and types there: {bot} {query}")
            case {"start_parameter": parameter}:
                await self._do(self.chat.write(f"/start {parameter}"))
            case _:
                self._print("This button works in Telegram only.")

    async def _press_callback(self, data: str) -> None:
        """Send a button's data to the bot; the notice that it may answer with is shown last."""
        update = self.chat.press(data, self.message)
        await self._do(update)
        answer = self.chat.api.answers.get(update["callback_query"]["id"], {})
        if notice := answer.get("text"):
            self._print(notice)

    async def _search(self, query: str) -> None:
        """Type an inline query, and list the results with the button above them."""
        update = self.chat.inline(query[: int(InlineQueryLimit.MAX_QUERY_LENGTH)])
        await self._do(update)
        answer = self.chat.api.answers.get(update["inline_query"]["id"], {})
        rows = [[answer["button"]]] if answer.get("button") else []
        results = (f"{result['title']} — {result.get('description', '')}" for result in answer.get("results", ()))
        self._print(*(result.rstrip(" —") for result in results), self._number(rows))

    async def _do(self, update: Json) -> None:
        """Let the bot handle an update, and show every message that is new or changed by it."""
        shown = self.chat.api.shown
        seen = len(shown)
        await self.application.process_update(Update.de_json(update, self.application.bot))
        for message in {message["message_id"]: message for message in shown[seen:]}.values():
            self._show(message)

    def _show(self, message: Json) -> None:
        """Show a message; from now on its buttons are the ones to press."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        self.message = message
        self._print(message_text(message, self.out), self._number(rows))

    def _number(self, rows: list[list[Json]]) -> Text:
        """Make these the buttons to press, and no others."""
        self.buttons = {str(number): button for number, button in enumerate(chain(*rows), 1)}
        return buttons_text(rows)

    def _print(self, *parts: Text | str) -> None:
        """Print parts that are not empty, and an empty line; only a terminal breaks long lines."""
        for part in filter(None, parts):
            self.out.print(Text(part) if isinstance(part, str) else part, soft_wrap=not self.out.is_terminal)
        self.out.print()


async def prompted_lines(out: Console) -> AsyncIterator[str]:
    """Read lines from a person at a terminal, with a prompt in front of each."""
    out.print(HINT, style="dim")
    lines = read_lines()
    while True:
        out.print(PROMPT, end="")
        try:
            yield await anext(lines)
        except StopAsyncIteration:
            out.print()
            return


async def read_lines(descriptor: int = 0) -> AsyncIterator[str]:
    """Read lines from a file descriptor, standard input by default, while the event loop goes on.

    A thread reads, because a loop cannot watch a file on disk; it is a daemon and unbuffered, because
    a thread that waits inside sys.stdin would keep the process from ending.
    """
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[bytes] = asyncio.Queue(maxsize=1)

    def hand_over(line: bytes) -> None:
        putting = lines.put(line)
        try:
            asyncio.run_coroutine_threadsafe(putting, loop).result()
        except RuntimeError:  # the loop is closed
            putting.close()
            raise

    def read() -> None:
        # The loop may be gone when a line comes: after Ctrl-C nobody wants it any more.
        with suppress(RuntimeError, CancelledError):
            with suppress(OSError), open(descriptor, "rb", buffering=0, closefd=False) as stream:
                while line := stream.readline():
                    hand_over(line)
            hand_over(b"")

    threading.Thread(target=read, daemon=True).start()
    while line := await lines.get():
        yield line.decode("utf-8", "replace")
