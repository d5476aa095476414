"""How the bot runs."""

from bot.service.application import build_application
from bot.service.outage import TokenError
from bot.service.reload import Reload
from bot.service.run import run
from bot.service.server import ListenError
from bot.service.webhook import Webhook

__all__ = ["ListenError", "Reload", "TokenError", "Webhook", "build_application", "run"]
