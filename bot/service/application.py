"""The Application: python-telegram-bot's parts put together, started and stopped."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, Defaults, ExtBot
from telegram.request import BaseRequest

from bot.chat.client import AiohttpRequest, UpdatesRequest
from bot.chat.context import App, BotData
from bot.chat.delivery import Delivery
from bot.chat.errors import on_error
from bot.chat.flood import FloodLimiter
from bot.chat.handlers import register_handlers
from bot.chat.profile import set_profile
from bot.facts.base import FactBase
from bot.journal.journal import Journal
from bot.matching.matcher import Matcher, load_matcher
from bot.service.health import Health
from bot.service.intake import AT_ONCE, Intake
from bot.service.polling import Outage, TokenError, poll
from bot.service.reload import Reload

if TYPE_CHECKING:
    from bot.service.webhook import Webhook

__all__ = ["ListenError", "TokenError", "build_application", "reload_of", "run"]

API_URL = "https://api.telegram.org"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
RATE_LIMIT = 30  # Bot FAQ: about 30 messages a second in all
TIMEOUT = 10.0  # seconds; the library's 5 are short for slow links
WayIn = Callable[[App, Intake, asyncio.Event], Awaitable[None]]
_LOGGER = logging.getLogger(__name__)


class ListenError(Exception):
    """The address of LISTEN cannot be used; the text is one line for the operator."""


def build_application(
    base: FactBase,
    token: str,
    *,
    matcher: Matcher | None = None,
    request: BaseRequest | None = None,
    get_updates_request: BaseRequest | None = None,
    api_url: str = API_URL,
    test_servers: bool = False,
    channel_url: str | None = None,
    rate_limit: int = RATE_LIMIT,
    limit_people: bool = False,
) -> App:
    """Build the bot for a fact base.

    `matcher` is the one of this fact base where it is compiled already,
    `request` and `get_updates_request` replace HTTP (as `bot.terminal.bot_api` does), `api_url` is an own Bot API
    server, `test_servers` chooses Telegram's /test/ environment, `channel_url` overrides the fact base's
    `rate_limit` is in messages a second, 0 for none, and `limit_people` answers only so many questions of one
    person and of one group (`bot.chat.flood`). Raises TokenError where the token does not look like one.
    """
    if not TOKEN.fullmatch(token):
        raise TokenError
    address = f"{api_url.rstrip('/')}/{{place}}{{{{token}}}}{'/test' if test_servers else ''}"
    bot = ExtBot(
        token,
        base_url=address.format(place="bot"),
        base_file_url=address.format(place="file/bot"),
        request=request or AiohttpRequest(2 * AT_ONCE, TIMEOUT),
        get_updates_request=get_updates_request or UpdatesRequest(2, TIMEOUT),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
        rate_limiter=Delivery(rate_limit),
    )
    application = cast(App, Application.builder().bot(bot).updater(None).job_queue(None).build())
    matcher = matcher or Matcher(base)
    matcher.base = with_channel(base, channel_url)
    application.bot_data = BotData(matcher, flood=FloodLimiter() if limit_people else None)
    register_handlers(application)
    application.add_error_handler(on_error)
    return application


def with_channel(base: FactBase, url: str | None) -> FactBase:
    """Put the settings' address of the channel in place of the fact base's, where there is one."""
    if not url:
        return base
    return replace(base, channel=replace(base.channel, url=url))


def reload_of(application: App, path: Path, *, channel_url: str | None = None, admins: Sequence[int] = ()) -> Reload:
    """Make what puts an edited facts.yaml into service; commands and menus follow it."""

    def load(path: Path) -> Matcher:
        matcher = load_matcher(path)
        matcher.base = with_channel(matcher.base, channel_url)
        return matcher

    async def follow() -> None:
        await set_profile(application.bot, application.bot_data.base)

    return Reload(application, path, load=load, swapped=follow, admins=admins)


async def run(
    application: App,
    journal: Journal,
    *,
    webhook: Webhook | None = None,
    listen: tuple[str, int] | None = None,
    reload: Reload | None = None,
) -> None:
    """Answer in Telegram until SIGINT or SIGTERM; what was taken is answered, then it returns.

    Without a webhook it polls. At `listen` (host and port) is the server for health and for the webhook.
    Raises TokenError where Telegram does not accept the token, and ListenError where the address cannot
    be used. Without a network it waits for one.
    """
    data, health = application.bot_data, Health()
    data.keeps_texts = journal.keeps_texts
    health.checks = {"facts": lambda: bool(data.base.facts), "journal": lambda: journal.reachable}
    async with AsyncExitStack() as house:
        stop = await house.enter_async_context(_stop_signal())
        if listen:
            await _open_door(house, listen, health, webhook)
        if reload:
            await house.enter_async_context(reload.watching())
        try:
            if await _connect(application, stop, health):
                async with journal:
                    way_in = webhook.receive if webhook else poll
                    await _serve(application, Intake(application, journal, health), stop, way_in)
        finally:
            await application.shutdown()
            await application.bot.shutdown()  # where the start failed the application leaves it open


async def _open_door(house: AsyncExitStack, listen: tuple[str, int], health: Health, webhook: Webhook | None) -> None:
    """Start the server, or raise ListenError."""
    from bot.service.server import serving  # where it is not needed it does not slow the start down

    try:
        await house.enter_async_context(serving(listen, health, [webhook.route] if webhook else []))
    except OSError as error:
        raise ListenError(f"cannot listen on {listen[0]}:{listen[1]} (LISTEN): {error.strerror or error}") from None


async def _connect(application: App, stop: asyncio.Event, health: Health) -> bool:
    """Ask Telegram who we are, as often as it takes; False where the stop signal came first."""
    outage = Outage()
    while not stop.is_set():
        try:
            await application.initialize()
        except TelegramError as error:
            await outage.endure(error, stop)
            continue
        outage.end()
        health.in_touch()
        _tell_identity(application.bot)
        return True
    return False


async def _serve(application: App, intake: Intake, stop: asyncio.Event, way_in: WayIn) -> None:
    """Take updates; beside it set the profile and go on with what had to wait: nobody has to wait for that."""
    aside = asyncio.gather(set_profile(application.bot, application.bot_data.base), intake.resume())
    try:
        await way_in(application, intake, stop)
    finally:
        aside.cancel()
        await asyncio.gather(aside, return_exceptions=True)


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
