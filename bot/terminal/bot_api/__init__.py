"""Telegram without Telegram: a small Bot API inside the process, for the terminal chat and for tests."""

from bot.terminal.bot_api.api import Call, LocalBotApi
from bot.terminal.bot_api.people import LocalChat, Person
from bot.terminal.bot_api.request import LocalRequest

__all__ = ["Call", "LocalBotApi", "LocalChat", "LocalRequest", "Person"]
