"""The terminal chat: what is typed, and what is seen."""

from __future__ import annotations

import io
import os
import pty
import select
import signal
import subprocess
import sys
import termios
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

from bot.facts.language import texts
from bot.terminal.bot_api import LocalBotApi, LocalRequest
from bot.terminal.console import AnyApplication, chat, run
from tests.room import build_app

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


def screen(*lines: str, **console: Any) -> str:
    """Type lines into a chat, and return what is seen."""
    seen = io.StringIO()
    api = LocalBotApi()
    chat(build(api), api, lines, Console(file=seen, **console))
    return seen.getvalue()


def test_an_answer_shows_its_quote_its_link_and_its_buttons_numbered() -> None:
    assert screen("patents?") == SEEN


def test_a_pressed_button_shows_the_changed_message_and_the_notice() -> None:
    seen = screen("patents?", "1").removeprefix(SEEN)
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
def test_each_kind_of_button_tells_what_it_does(number: str, seen: str) -> None:
    assert screen("patents?", number) == SEEN + seen


@pytest.mark.parametrize("line", ["6", "0", "-1", "１", "9" * 4000])
def test_a_number_that_is_no_button_is_a_question(line: str) -> None:
    assert screen("patents?", line) == f"{SEEN}You said: {line}\n\n"


def test_only_the_last_message_s_buttons_can_be_pressed() -> None:
    assert screen("patents?", "hello", "1").endswith("You said: hello\n\nYou said: 1\n\n")


def test_the_bot_s_name_starts_an_inline_query() -> None:
    seen = "19,000 — for 5g\n[1] More\n\nWelcome ['help']\n\n"
    assert screen("@Announcement_Bot 5g", "1") == seen


def test_a_slash_command_is_a_command() -> None:
    assert screen("/start patents") == "Welcome ['patents']\n\n"


def test_an_empty_line_is_nothing() -> None:
    assert screen("", "  ", "hello") == "You said: hello\n\n"


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    assert screen("[bold]19[/] <b>x</b> :smile:") == "You said: [bold]19[/] <b>x</b> :smile:\n\n"


def test_nothing_is_broken_off_in_a_pipe() -> None:
    assert screen("word " * 100 + "end") == f"You said: {'word ' * 100}end\n\n"


def test_a_terminal_shows_bold_and_breaks_quotes_behind_their_bar() -> None:
    seen = screen("patents?", force_terminal=True, width=12, color_system="standard", _environ={})
    assert "\x1b[1mmore than \x1b[0m" in seen
    bar = "\x1b[2m│ \x1b[0m"
    assert f"{bar}“Xiaomi & \n{bar}🇨🇳\n{bar}had \x1b[3mmore\x1b[0m”\n" in seen


# ---- the conversation -------------------------------------------------------------------------------


def conversation(*lines: str, **console: Any) -> list[str]:
    """Chat with the whole bot, and return what is seen, message by message."""
    seen, api = io.StringIO(), LocalBotApi()
    chat(build_app(LocalRequest(api)), api, lines, Console(file=seen, **console))
    return seen.getvalue().split("\n\n")[:-1]


def test_the_terminal_remembers_what_was_shown_last_as_a_private_chat_does() -> None:
    _, second, more = conversation("How many rockets did Acme build?", "the second one", "tell me more")
    assert second.startswith("Rockets exported\n")
    assert more.startswith(texts("en").no_more.format(title="Rockets exported"))


@pytest.mark.parametrize("reply", [">1 tell me more", "> #1  tell me more"])
def test_a_line_with_an_answer_s_number_is_a_reply_to_it(reply: str) -> None:
    *_, more = conversation("/rockets", "/anvils", reply)
    assert more.startswith(texts("en").no_more.format(title="Rockets built"))


@pytest.mark.parametrize("line", [">9 and abroad?", ">0 and abroad?"])
def test_a_reply_to_an_answer_that_is_not_there_says_so(line: str) -> None:
    number = line[1]
    assert conversation("/rockets", line)[-1] == f"There is no answer #{number} here yet."


@pytest.mark.parametrize("line", [">1", "> hello", ">x", ">1000000000 x"])
def test_what_only_looks_like_a_reply_is_a_message(line: str) -> None:
    assert screen("patents?", line) == f"{SEEN}You said: {line}\n\n"


def test_on_a_terminal_answers_are_numbered_and_a_changed_one_keeps_its_number() -> None:
    seen = screen("hello", "patents?", "1", force_terminal=True, color_system=None, _environ={})
    assert [line for line in seen.splitlines() if line.startswith("#")] == [
        "#1 You said: hello",
        "#2 Patents",
        "#2 Trademarks",
    ]


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


def interrupt(process: subprocess.Popen[bytes], descriptor: int) -> None:
    """Press Ctrl-C until the terminal shows it: readline misses a signal that comes just before it waits."""
    while not select.select([descriptor], [], [], 0)[0]:
        process.send_signal(signal.SIGINT)
        select.select([descriptor], [], [], 1)


@pytest.mark.process
def test_ctrl_d_leaves_the_terminal_chat(terminal: tuple[subprocess.Popen[bytes], int]) -> None:
    process, descriptor = terminal
    assert "Ctrl-D leaves" in read_until(descriptor, "\n> ")
    os.write(descriptor, b"hello\n")
    read_until(descriptor, "You said: hello\r\n\r\n> ")
    os.write(descriptor, b"\x04")
    read_rest(descriptor)
    assert process.wait(10) == 0


@pytest.mark.process
def test_lines_can_be_edited_and_called_back(terminal: tuple[subprocess.Popen[bytes], int]) -> None:
    _, descriptor = terminal
    read_until(descriptor, "\n> ")
    os.write(descriptor, b"hallo\x1b[D\x1b[D\x1b[D\x1b[D\x1b[3~e\n")
    read_until(descriptor, "You said: hello\r\n\r\n")
    os.write(descriptor, b"\x1b[A there\n")
    read_until(descriptor, "You said: hello there\r\n\r\n")


@pytest.mark.process
def test_ctrl_c_leaves_without_a_traceback_and_the_terminal_as_it_was(
    terminal: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, descriptor = terminal
    before = termios.tcgetattr(descriptor)
    read_until(descriptor, "\n> ")
    os.write(descriptor, b"half a line")
    read_until(descriptor, "half a line")
    interrupt(process, descriptor)
    assert "Traceback" not in read_rest(descriptor)
    assert process.wait(10) == 0
    assert termios.tcgetattr(descriptor) == before


if __name__ == "__main__":
    local_api = LocalBotApi()
    run(build(local_api), local_api)
