"""The Application: python-telegram-bot's parts put together, started and stopped."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, Defaults, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.delivery import Delivery
from bot.desk import App, Desk
from bot.errors import on_error
from bot.facts import FactBase
from bot.handlers import register
from bot.matching import Matcher
from bot.polling import AT_ONCE, Outage, TokenError, poll
from bot.profile import set_profile

__all__ = ["TokenError", "build_application", "run"]

API_URL = "https://api.telegram.org"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
RATE_LIMIT = 30  # Bot FAQ: about 30 messages a second in all
TIMEOUT = 10.0  # seconds; the library's 5 are short for slow links
_LOGGER = logging.getLogger(__name__)


def build_application(
    base: FactBase,
    token: str,
    *,
    request: BaseRequest | None = None,
    get_updates_request: BaseRequest | None = None,
    api_url: str = API_URL,
    test_servers: bool = False,
    channel_url: str | None = None,
    rate_limit: int = RATE_LIMIT,
) -> App:
    """Build the bot for a fact base.

    `request` and `get_updates_request` replace HTTP (as `bot.local` does), `api_url` is an own Bot API
    server, `test_servers` chooses Telegram's /test/ environment, `channel_url` overrides the fact base's
    and `rate_limit` is in messages a second, 0 for none. Raises TokenError where the token does not look like one.
    """
    if not TOKEN.fullmatch(token):
        raise TokenError
    if channel_url:
        channel = base.channel.model_copy(update={"url": channel_url})
        base = base.model_copy(update={"channel": channel})
    address = f"{api_url.rstrip('/')}/{{place}}{{{{token}}}}{'/test' if test_servers else ''}"
    bot = ExtBot(
        token,
        base_url=address.format(place="bot"),
        base_file_url=address.format(place="file/bot"),
        request=request or HTTPXRequest(2 * AT_ONCE, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT),
        get_updates_request=get_updates_request or HTTPXRequest(4, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
        rate_limiter=Delivery(rate_limit),
    )
    application = cast(App, Application.builder().bot(bot).updater(None).job_queue(None).build())
    application.bot_data = Desk(base, Matcher(base))
    register(application)
    application.add_error_handler(on_error)
    return application


async def run(application: App) -> None:
    """Answer in Telegram until SIGINT or SIGTERM; what was taken is answered, then it returns.

    Raises TokenError where Telegram does not accept the token. Without a network it waits for one.
    """
    async with _stop_signal() as stop:
        try:
            if await _connect(application, stop):
                await _serve(application, stop)
        finally:
            await application.shutdown()
            await application.bot.shutdown()  # where the start failed the application leaves it open


async def _connect(application: App, stop: asyncio.Event) -> bool:
    """Ask Telegram who we are, as often as it takes; False where the stop signal came first."""
    outage = Outage()
    while not stop.is_set():
        try:
            await application.initialize()
        except TelegramError as error:
            await outage.endure(error, stop)
            continue
        outage.end()
        _tell_identity(application.bot)
        return True
    return False


async def _serve(application: App, stop: asyncio.Event) -> None:
    """Poll, and set the profile beside it: nobody has to wait for that."""
    profile = asyncio.create_task(set_profile(application.bot, application.bot_data.base))
    try:
        await poll(application, stop)
    finally:
        profile.cancel()
        await asyncio.gather(profile, return_exceptions=True)


def _tell_identity(bot: ExtBot[None]) -> None:
    """Log who we are and which of BotFather's switches matter."""
    me = bot.bot
    _LOGGER.info("answering as @%s", me.username)
    if not me.supports_inline_queries:
        _LOGGER.warning("inline mode is off: send /setinline to @BotFather to switch it on")
    if not me.supports_guest_queries:
        _LOGGER.info("guest mode is off: it is switched on in @BotFather's bot settings")
    if not me.can_read_all_group_messages:
        _LOGGER.info("privacy mode is on: in groups I see /ask, other commands and replies to me, but no bare mentions")


@asynccontextmanager
async def _stop_signal() -> AsyncIterator[asyncio.Event]:
    """Turn SIGINT and SIGTERM into an event."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
