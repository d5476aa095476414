"""The terminal chat: lines typed become a person's messages, the bot's messages are shown."""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import Iterable, Iterator
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
from bot.terminal.screen import buttons_text, message_text, numbered

LEAVE = "Ctrl-Z and Enter leave" if sys.platform == "win32" else "Ctrl-D leaves"
HINT = f"Type a question, the number of a button, or /help. To reply to answer #1: >1 and abroad? {LEAVE}."
PROMPT = "> "
REPLY = re.compile(r">\s*#?(?P<number>[0-9]{1,9})\s+(?P<text>.*\S)")
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def run(application: AnyApplication, api: LocalBotApi) -> None:
    """Chat on standard input and output until the input ends or Ctrl-C is pressed."""
    out = Console(highlight=False)
    lines = typed_lines(out) if sys.stdin.isatty() and out.is_terminal else piped_lines()
    try:
        chat(application, api, lines, out)
    except KeyboardInterrupt:
        out.print()


def chat(
    application: AnyApplication, api: LocalBotApi, lines: Iterable[str], out: Console, person: Person | None = None
) -> None:
    """Give each line to the application and show what the bot does with it, until the lines end.

    The application is built over a LocalRequest to this API; it is initialized and shut down here. Nothing happens
    while a line is awaited, so that Ctrl-C then ends the line editing, too, and leaves the terminal as it was.
    """
    session = Session(application, LocalChat(api, person), out)
    with asyncio.Runner() as runner:
        runner.run(application.initialize())
        try:
            for line in lines:
                runner.run(session.enter(line.strip()))
        finally:
            runner.run(application.shutdown())


class Session:
    """A person in front of the terminal: the chat, the answers and the buttons that have a number."""

    def __init__(self, application: AnyApplication, chat: LocalChat, out: Console) -> None:
        """Begin with nothing on the screen."""
        self.application = application
        self.chat = chat
        self.out = out
        self.messages: list[Json] = []  # the bot's, by their numbers on the screen
        self.message: Json = {}
        self.buttons: dict[str, Json] = {}  # by the number to type
        self.mention = re.compile(rf"@{chat.api.bot['username']}\b\s*", re.IGNORECASE)

    async def enter(self, line: str) -> None:
        """Take a line as the number of a button, as an inline query, as a reply, or as a message to the bot."""
        if button := self.buttons.get(line):
            await self._press(button)
        elif mention := self.mention.match(line):
            await self._search(line[mention.end() :])
        elif reply := REPLY.fullmatch(line):
            await self._reply(int(reply["number"]), reply["text"])
        elif line:
            await self._do(self.chat.write(line))

    async def _reply(self, number: int, text: str) -> None:
        """Write a message as the reply to an answer."""
        if 0 < number <= len(self.messages):
            await self._do(self.chat.write(text, reply_to_message=self.messages[number - 1]))
        else:
            self._print(f"There is no answer #{number} here yet.")

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
        shown = message_text(message, self.out)
        if message not in self.messages:
            self.messages.append(message)
        if self.out.is_terminal:
            shown = numbered(shown, self.messages.index(message) + 1)
        self._print(shown, self._number(rows))

    def _number(self, rows: list[list[Json]]) -> Text:
        """Make these the buttons to press, and no others."""
        self.buttons = {str(number): button for number, button in enumerate(chain(*rows), 1)}
        return buttons_text(rows)

    def _print(self, *parts: Text | str) -> None:
        """Print parts that are not empty, and an empty line; only a terminal breaks long lines."""
        for part in filter(None, parts):
            self.out.print(Text(part) if isinstance(part, str) else part, soft_wrap=not self.out.is_terminal)
        self.out.print()


def typed_lines(out: Console) -> Iterator[str]:
    """Yield lines that a person types at a terminal, with line editing and a history where Python has readline."""
    with suppress(ImportError):  # it is not there on Windows, where the console itself edits lines
        import readline  # noqa: F401 (importing it changes what `input` does)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    out.print(HINT, style="dim")
    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            out.print()
            return


def piped_lines() -> Iterator[str]:
    """Yield the lines of standard input as soon as each comes."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")
