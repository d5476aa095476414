"""A room to test in: the real Application on the in-process Bot API, with a small fact base of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest_asyncio
from pydantic import TypeAdapter
from telegram.request import BaseRequest

from bot.chat.context import App
from bot.chat.updates import parse_updates, read_update
from bot.facts.base import Companion, FactBase
from bot.matching.answer import Answer
from bot.matching.matcher import Matcher
from bot.service.application import build_application
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person

TOKEN = "123456:local"
API_URL = "https://api.telegram.org"

ENGLISH: FactBase = TypeAdapter(FactBase).validate_python(
    {
        "announcement": {
            "subject": "Acme",
            "title": "Acme <counts> its things",
            "about": "Acme's rockets & anvils",
            "publisher": "Desert News",
            "published": "2021-04-24",
            "url": "https://example.org/acme?a=1&b=2",
        },
        "channel": {"name": "Acme fans", "url": "https://t.me/acme", "invitation": "Join the Acme channel"},
        "facts": [
            {
                "id": "rockets",
                "title": "Rockets built",
                "figure": "more than 19,000 rockets",
                "sentence": "Worldwide, R&D included.",
                "quote": "Acme built <more than> 19,000 rockets & some “sleds”",
                "keywords": "rockets, rocket count",
                "questions": ["How many rockets did Acme build?"],
                "related": ["anvils", "exports"],
            },
            {
                "id": "anvils",
                "title": "Anvils sold",
                "figure": "27,000 anvils",
                "quote": "a total of 27,000 anvils were sold " + "in every single town of the long desert road " * 6,
                "keywords": "anvils, anvil sales",
                "questions": ["How many anvils were sold?"],
            },
            {
                "id": "exports",
                "title": "Rockets exported",
                "figure": "nearly half of them",
                "quote": "nearly half of them went overseas",
                "keywords": "exports, overseas",
                "questions": ["What share was exported?"],
            },
        ],
        "not_told": [
            {"id": "price", "reply": "The announcement names <no> price.", "questions": ["What does an anvil cost?"]}
        ],
    }
)
ARABIC: Companion = TypeAdapter(Companion).validate_python(
    {
        "about": "صواريخ Acme",
        "invitation": "انضم إلى القناة",
        "facts": {"rockets": {"title": "الصواريخ", "figure": "أكثر من 19,000"}},
        "not_told": {"price": "لا يذكر السعر."},
    }
)
BASE = replace(ENGLISH, companions={"ar": ARABIC})


def many_facts(count: int, quote: str = "nearly half of them went overseas") -> FactBase:
    """Make a fact base with many facts alike."""
    fact = BASE.facts[-1]
    facts = [replace(fact, id=f"f{n}", title=f"Fact {n}", quote=quote) for n in range(count)]
    return replace(BASE, facts=tuple(facts))


class LocalUpdatesRequest(LocalRequest):
    """Fetch updates from a LocalBotApi as `UpdatesRequest` does over HTTP."""

    parse_json_payload = staticmethod(parse_updates)


class NotingMatcher(Matcher):
    """A matcher that notes what it was asked: the question and the fact shown above it."""

    def __init__(self, base: FactBase) -> None:
        """Begin with nothing asked."""
        super().__init__(base)
        self.asked: list[tuple[str, str | None]] = []

    def answer(self, question: str, *, shown: str | None = None, **fields: Any) -> Answer:
        """Note a question and answer it."""
        self.asked.append((question, shown))
        return super().answer(question, shown=shown, **fields)


@dataclass
class Room:
    """The bot and one person's private chat with it."""

    api: LocalBotApi
    app: App
    chat: LocalChat

    async def take(self, *updates: dict[str, Any]) -> None:
        """Let the bot process updates, one after the other."""
        for update in updates:
            await self.app.process_update(read_update(update, self.app.bot))

    async def say(self, text: str, chat: LocalChat | None = None, **fields: Any) -> dict[str, Any]:
        """Write a message, let the bot process it, and give the message."""
        update = (chat or self.chat).write(text, **fields)
        await self.take(update)
        message: dict[str, Any] = update["message"]
        return message

    def note_questions(self) -> list[tuple[str, str | None]]:
        """Give the list in which each question will stand, with the id of the fact shown above it."""
        matcher = NotingMatcher(self.app.bot_data.base)
        self.app.bot_data.matcher = matcher
        return matcher.asked

    def group(self, person: Person | None = None, *, forum: bool = False) -> LocalChat:
        """Open a group."""
        return LocalChat.group(self.api, person, forum=forum)


@cache
def shared_matcher() -> Matcher:
    """Compile the fact base of most tests once."""
    return Matcher(BASE)


def matcher_of(base: FactBase) -> Matcher:
    """Compile a fact base, unless it is the one of most tests."""
    return shared_matcher() if base is BASE else Matcher(base)


def build_app(
    request: BaseRequest,
    base: FactBase | Matcher = BASE,
    *,
    get_updates_request: BaseRequest | None = None,
    **settings: Any,
) -> App:
    """Build the bot over a request that replaces HTTP; `settings` are those of build_application."""
    given: dict[str, Any] = {"api_url": API_URL, "rate_limit": 0} | settings
    updates, matcher = get_updates_request or request, base if isinstance(base, Matcher) else matcher_of(base)
    return build_application(matcher, TOKEN, request=request, get_updates_request=updates, **given)


@asynccontextmanager
async def open_room(
    base: FactBase | Matcher = BASE, person: Person | None = None, **switches: Any
) -> AsyncIterator[Room]:
    """Start the bot with a fact base; `switches` are those of LocalBotApi."""
    api = LocalBotApi(**switches)
    app = build_app(LocalRequest(api), base, get_updates_request=LocalUpdatesRequest(api))
    async with app:
        yield Room(api, app, LocalChat(api, person))


@pytest_asyncio.fixture
async def room_fixture() -> AsyncIterator[Room]:
    """Open a room with somebody who reads English; a test file takes it as `room = room_fixture`."""
    async with open_room() as opened:
        yield opened


def opening(sentence: str) -> str:
    """Return one of the bot's sentences up to the first place that is filled in."""
    return sentence.partition("{")[0]


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the buttons under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: dict[str, Any]) -> list[str]:
    """Give the labels of the buttons under a message."""
    return [button["text"] for button in buttons(message)]
