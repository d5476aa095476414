"""Fixtures that more than one test file needs."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.local import LocalBotApi, LocalRequest


@pytest.fixture
def api() -> LocalBotApi:
    """Give a Bot API in this process."""
    return LocalBotApi()


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[Bot]:
    """Give python-telegram-bot's own Bot over that API."""
    async with Bot("1:local", request=LocalRequest(api), get_updates_request=LocalRequest(api)) as bot:
        yield bot
