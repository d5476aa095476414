"""Telegram without Telegram: a small Bot API inside the process, for the terminal chat and for tests."""

from bot.local.api import Call, LocalBotApi
from bot.local.people import LocalChat, Person
from bot.local.request import LocalRequest

__all__ = ["Call", "LocalBotApi", "LocalChat", "LocalRequest", "Person"]
