"""Telegram without Telegram: a small Bot API inside the process, for the terminal chat and for tests.

- `api`: answers calls as Telegram does; `limits`: what it refuses; `markup`: reads HTML
- `mailbox`: the updates that wait; `photos`: what was uploaded; `profile`: the menu and the descriptions
- `people`: chats and who writes in them; `request`: stands in for HTTP
"""

from bot.terminal.bot_api.api import Call, LocalBotApi
from bot.terminal.bot_api.people import LocalChat, Person
from bot.terminal.bot_api.request import LocalRequest

__all__ = ["Call", "LocalBotApi", "LocalChat", "LocalRequest", "Person"]
