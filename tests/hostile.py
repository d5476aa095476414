"""Five hundred strings that have broken somebody's program, made from a fixed seed."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from itertools import chain

COUNT = 500
TELEGRAM = 4096

INJECTIONS = (
    "<b>", "</b>", "<b", "<a href='javascript:alert(1)'>x</a>", "<script>alert(1)</script>", "<tg-emoji emoji-id='x'>",
    "<blockquote><blockquote>", "<!-- -->", "<![CDATA[x]]>", "&", "&lt;", "&#x3C;b&#x3E;", "&amp;amp;", "&nbsp", "&#0;",
    "*_~`|>[]()", "**bold** __x__", "[x](tg://user?id=1)", "```", "\\", "\\\\", "\\n\\u0000", "' OR '1'='1", "'; --",
    "Robert'); DROP TABLE journal;--", '" UNION SELECT token FROM settings --', "1;SELECT pg_sleep(10)", "$$", "$1",
    "{}", "{0}", "{subject}", "{about}", "{0.__class__}", "{a[b]}", "{!r}", "{", "}", "{{", "}}", "{:>999999999}", "%s",
    "%d%n%x", "%(name)s", "%", "%%", "%s%s%s%s", "${jndi:ldap://x/y}", "${7*7}", "{{7*7}}", "#{7*7}", "`id`",
    "$(reboot)", "| cat /etc/passwd", "; rm -rf /", "../../../../etc/passwd", "..\\..\\windows", "file:///etc/passwd",
    "%2e%2e%2f", "%00", "%c0%af", "C:\\CON", "\r\nSet-Cookie: x=1", "GET / HTTP/1.1\r\n\r\n", "&a [*a, *a]",
    "!!python/object/apply:os.system [id]", "__import__('os').system('id')", "null", "None", "undefined", "NaN",
    "Infinity", "-0", "1e309", "0x7fffffff", "9" * 400, "-1", "true", "[]", '{"update_id": 1}', "(?:a+)+$", "(a|a)*b",
    "[", "(", "*", "+", "\\1", "^$", ".*",
)  # fmt: skip
CHARACTERS = (
    "\u0000", "\u0001", "\u0007", "\u0008", "\u000b", "\u000c", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u00ad",
    "\u034f", "\u061c", "\u115f", "\u1680", "\u180e", "\u2000", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
    "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068",
    "\u2069", "\u206f", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\ufffa", "\ufffc", "\ufffd",
    "\uffff", "\U000e0001", "\U000e0041", "\U000e0100", "\U000f0000", "\U0010ffff", "\U0001f468\u200d\U0001f469",
    "\U0001f1fa", "\U0001f3fb", "\U0001d400", "\U0001f600", "\U00020000", "i\u0307", "\u0130", "\u0131", "\u00df",
    "\u1e9e", "\u017f", "\u212a", "\u2126", "\ufb01", "\ufdfa", "\ufdfd", "\u0345", "\u0e33", "\u0f77", "\u1100\u1161",
    "\u0928\u093f", "\u0b95\u0bcd\u0bb7", "\u05d0\u05b8", "\u0627\u0651\u064e", "e\u0301" * 3, "a" + "\u0310" * 60,
)  # fmt: skip
COMMANDS = (
    "/", "//", "/ ", "/@", "/start", "/start@", "/rockets", "/rockets@other_bot", "/ask", "/ask ",
    "/ask@announcement_bot", "/START", "/start\u200b", "/\u0440\u043e\u0441", "/" + "a" * 64, "/start " + "A" * 64,
    "/start ../x", "/start fact:rockets",
    "/facts 99999999999999999999", "@announcement_bot", "@", "@@", "#", "$", "?", "!", ".", "…", "🚀",
)  # fmt: skip


def hostile_strings() -> list[str]:
    """Give the strings, each once, none empty and none longer than Telegram lets anybody write."""
    chance = random.Random(20210424)
    strings: dict[str, None] = {}
    for text in chain(INJECTIONS, CHARACTERS, COMMANDS, _long(), _mixed(chance)):
        if text.strip() and len(text.encode("utf-16-le")) <= 2 * TELEGRAM:
            strings.setdefault(text)
        if len(strings) == COUNT:
            break
    return list(strings)


def _long() -> Iterator[str]:
    """Make texts as long, as deeply nested and as many-worded as can be."""
    yield from (
        "a" * TELEGRAM,
        "a " * (TELEGRAM // 2),
        "🚀" * (TELEGRAM // 2),
        "<b>" * 1300,
        "(" * TELEGRAM,
        "[" * TELEGRAM,
    )
    yield from (
        "\u0301" * TELEGRAM,
        "\u200b" * 4000 + "rockets",
        "? " * 2000,
        "rockets? " * 400,
        "and " * 1000,
        "\n" * 4000 + "x",
    )
    yield from (" ".join(f"w{number}" for number in range(800)), "rockets" * 500, "中" * TELEGRAM, "ﷺ" * TELEGRAM)
    yield from ("&lt;" * 1000, "%s" * 2000, "{0}" * 1300, "\u202e" * 2000 + "stekcor", "1234567890" * 400, "a-" * 2000)


def _mixed(chance: random.Random) -> Iterator[str]:
    """Put traps into questions, and any characters of Unicode together."""
    questions = ("How many rockets did Acme build?", "anvils sold", "What does an anvil cost?", "and exports?")
    while True:
        trap, question = chance.choice((*INJECTIONS, *CHARACTERS, *COMMANDS)), chance.choice(questions)
        place = chance.randrange(len(question))
        yield question[:place] + trap + question[place:]
        yield "".join(_any_character(chance) for _ in range(chance.randrange(1, 80)))
        yield question.join(chance.choice(CHARACTERS) for _ in range(3))


def _any_character(chance: random.Random) -> str:
    """Draw a character that UTF-8 can hold: no half of a surrogate pair."""
    while unicodedata.category(character := chr(chance.randrange(1, sys.maxunicode + 1))) == "Cs":
        pass
    return character
