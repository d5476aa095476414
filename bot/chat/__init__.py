"""The chat in Telegram: what each kind of update gets, and how it gets there.

- `handlers`: the ordered list of handlers, and the limits in front of them; `inline` holds those for other chats
- `addressing`: who wrote a message, whether it is meant for the bot, and what it asks
- `questions`: from a message's question to its reply; `fact_names` finds facts by unfinished words
- `context`: what the handlers share (`context.bot_data`), and the types of context and application
- `flood`: how much people and groups may ask
- `delivery`: calls to the Bot API at Telegram's pace, repeated if that helps; `pauses`: those that Telegram asks for;
  `errors`: what is left to log
- `client`: the HTTP client; `response`: whether Telegram wrote it; `proxy`: the one of the environment
- `updates`: reading updates
- `profile`: the bot's menu and descriptions
"""

from bot.chat.client import AiohttpRequest, UpdatesRequest
from bot.chat.context import App, BotData, Context
from bot.chat.delivery import Delivery, brief
from bot.chat.errors import on_error
from bot.chat.flood import FloodLimiter
from bot.chat.handlers import register_handlers
from bot.chat.pauses import retry_seconds
from bot.chat.profile import set_profile
from bot.chat.updates import read_update

__all__ = [
    "AiohttpRequest",
    "App",
    "BotData",
    "Context",
    "Delivery",
    "FloodLimiter",
    "UpdatesRequest",
    "brief",
    "on_error",
    "read_update",
    "register_handlers",
    "retry_seconds",
    "set_profile",
]
