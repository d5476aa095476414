"""The terminal chat: what is typed, and what is seen."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    SwitchInlineQueryChosenChat,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.terminal.bot_api import LocalBotApi, LocalRequest
from bot.terminal.console import AnyApplication, chat, read_lines, run

HOME = Path(__file__).parents[2]
ANSWER = (
    "Patents\n<b>more than 19,000</b>\n<blockquote>“Xiaomi &amp; 🇨🇳\nhad <i>more</i>”</blockquote>\n"
    'Source: <a href="https://example.org/?a=1&amp;b=2">RealMi</a>, 2021'
)
SEEN = """\
Patents
more than 19,000
│ “Xiaomi & 🇨🇳
│ had more”
Source: RealMi (https://example.org/?a=1&b=2), 2021
[1] Next  [2] Copy
[3] Channel  [4] Share
[5] Try inline

"""
KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Next", callback_data="next"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("19,000 (RealMi)")),
        ],
        [
            InlineKeyboardButton("Channel", url="https://t.me/xiaomi"),
            InlineKeyboardButton("Share", switch_inline_query_chosen_chat=SwitchInlineQueryChosenChat("patents")),
        ],
        [InlineKeyboardButton("Try inline", switch_inline_query_current_chat="patents")],
    ]
)


async def answer(update: Update, context: Any) -> None:
    """Answer a question about patents, and say anything else back."""
    assert update.message
    if update.message.text == "patents?":
        await update.message.reply_html(ANSWER, reply_markup=KEYBOARD)
    else:
        await update.message.reply_text(f"You said: {update.message.text}")


async def start(update: Update, context: Any) -> None:
    """Answer /start with what came with it."""
    assert update.message
    await update.message.reply_text(f"Welcome {context.args}")


async def press(update: Update, context: Any) -> None:
    """Change the message under a pressed button."""
    assert update.callback_query
    await update.callback_query.edit_message_text("Trademarks", reply_markup=KEYBOARD)
    await update.callback_query.answer("Here you are")


async def search(update: Update, context: Any) -> None:
    """Answer an inline query with one result and a button."""
    assert update.inline_query
    content = InputTextMessageContent("19,000")
    results = [InlineQueryResultArticle("patents", "19,000", content, description=f"for {update.inline_query.query}")]
    button = InlineQueryResultsButton("More", start_parameter="help")
    await update.inline_query.answer(results, button=button)


def build(api: LocalBotApi) -> AnyApplication:
    """Build a small bot over a local API."""
    request = LocalRequest(api)
    application = Application.builder().token("1:local").request(request).get_updates_request(request).build()
    application.add_handlers(
        [
            CommandHandler("start", start),
            MessageHandler(filters.TEXT, answer),
            CallbackQueryHandler(press),
            InlineQueryHandler(search),
        ]
    )
    return application


async def typed(*lines: str) -> AsyncIterator[str]:
    """Type lines."""
    for line in lines:
        yield line


async def screen(*lines: str, **console: Any) -> str:
    """Type lines into a chat, and return what is seen."""
    seen = io.StringIO()
    api = LocalBotApi()
    await chat(build(api), api, typed(*lines), Console(file=seen, **console))
    return seen.getvalue()


async def test_an_answer_shows_its_quote_its_link_and_its_buttons_numbered() -> None:
    assert await screen("patents?") == SEEN


async def test_a_pressed_button_shows_the_changed_message_and_the_notice() -> None:
    seen = (await screen("patents?", "1")).removeprefix(SEEN)
    assert seen.startswith("Trademarks\n[1] Next  [2] Copy\n")
    assert seen.endswith("\n\nHere you are\n\n")


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        ("2", "Copied: 19,000 (RealMi)\n\n"),
        ("3", "Opens https://t.me/xiaomi\n\n"),
        ("4", "Lets you choose a chat and types there: @announcement_bot patents\n\n"),
        ("5", "19,000 — for patents\n[1] More\n\n"),
    ],
)
async def test_each_kind_of_button_tells_what_it_does(number: str, seen: str) -> None:
    assert await screen("patents?", number) == SEEN + seen


@pytest.mark.parametrize("line", ["6", "0", "-1", "１", "9" * 4000])
async def test_a_number_that_is_no_button_is_a_question(line: str) -> None:
    assert await screen("patents?", line) == f"{SEEN}You said: {line}\n\n"


async def test_only_the_last_message_s_buttons_can_be_pressed() -> None:
    assert (await screen("patents?", "hello", "1")).endswith("You said: hello\n\nYou said: 1\n\n")


async def test_the_bot_s_name_starts_an_inline_query() -> None:
    seen = "19,000 — for 5g\n[1] More\n\nWelcome ['help']\n\n"
    assert await screen("@Announcement_Bot 5g", "1") == seen


async def test_a_slash_command_is_a_command() -> None:
    assert await screen("/start patents") == "Welcome ['patents']\n\n"


async def test_an_empty_line_is_nothing() -> None:
    assert await screen("", "  ", "hello") == "You said: hello\n\n"


async def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    assert await screen("[bold]19[/] <b>x</b> :smile:") == "You said: [bold]19[/] <b>x</b> :smile:\n\n"


async def test_nothing_is_broken_off_in_a_pipe() -> None:
    assert await screen("word " * 100 + "end") == f"You said: {'word ' * 100}end\n\n"


async def test_a_terminal_shows_bold_and_breaks_quotes_behind_their_bar() -> None:
    seen = await screen("patents?", force_terminal=True, width=12, color_system="standard", _environ={})
    assert "\x1b[1mmore than \x1b[0m" in seen
    bar = "\x1b[2m│ \x1b[0m"
    assert f"{bar}“Xiaomi & \n{bar}🇨🇳\n{bar}had \x1b[3mmore\x1b[0m”\n" in seen


# ---- as a process ---------------------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "tests.terminal.test_console"]


@pytest.mark.process
def test_a_pipe_is_answered_plainly_and_its_end_is_a_good_end() -> None:
    typed = "\npatents?\n2\r\nlast \udcff"
    done = subprocess.run(COMMAND, cwd=HOME, input=typed.encode("utf-8", "surrogateescape"), capture_output=True)
    seen = f"{SEEN}Copied: 19,000 (RealMi)\n\nYou said: last \ufffd\n\n"
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, seen, "")


@pytest.fixture
def terminal() -> Any:
    """Run the chat in a terminal of its own; give the process and our end of it."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(COMMAND, cwd=HOME, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        try:
            yield process, ours
        finally:
            process.kill()
    os.close(ours)


def read_until(descriptor: int, end: str) -> str:
    """Read from a terminal until a text has come."""
    seen = b""
    while end.encode() not in seen:
        seen += os.read(descriptor, 4096)
    return seen.decode()


def read_rest(descriptor: int) -> str:
    """Read from a terminal until its other side is closed."""
    seen = b""
    try:
        while part := os.read(descriptor, 4096):
            seen += part
    except OSError:  # so Linux tells that nobody is there any more
        pass
    return seen.decode()


@pytest.mark.process
def test_ctrl_d_leaves_the_terminal_chat(terminal: tuple[subprocess.Popen[bytes], int]) -> None:
    process, descriptor = terminal
    assert "Ctrl-D leaves" in read_until(descriptor, "> ")
    os.write(descriptor, b"hello\n")
    read_until(descriptor, "You said: hello\r\n\r\n> ")
    os.write(descriptor, b"\x04")
    read_rest(descriptor)
    assert process.wait(10) == 0


@pytest.mark.process
def test_ctrl_c_leaves_the_terminal_chat_without_a_traceback(terminal: tuple[subprocess.Popen[bytes], int]) -> None:
    process, descriptor = terminal
    read_until(descriptor, "> ")
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in read_rest(descriptor)
    assert process.wait(10) == 0


async def test_the_event_loop_goes_on_while_a_line_is_awaited() -> None:
    reading, writing = os.pipe()
    lines = read_lines(reading)
    waiting = asyncio.ensure_future(anext(lines))
    await asyncio.sleep(0)
    assert not waiting.done()
    os.write(writing, b"hello\nworld")
    os.close(writing)
    assert await asyncio.wait_for(waiting, 5) == "hello\n"
    assert [line async for line in lines] == ["world"]
    os.close(reading)


if __name__ == "__main__":
    local_api = LocalBotApi()
    run(build(local_api), local_api)
