"""The composition root: python-telegram-bot's parts and ours, put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, Defaults, ExtBot
from telegram.request import BaseRequest

from bot.chat.client import AiohttpRequest, UpdatesRequest
from bot.chat.context import App, BotData
from bot.chat.delivery import Delivery
from bot.chat.errors import on_error
from bot.chat.flood import FloodLimiter
from bot.chat.handlers import register_handlers
from bot.matching.matcher import Matcher
from bot.service.intake import AT_ONCE

if TYPE_CHECKING:
    from bot.service.metrics import Metrics

TIMEOUT = 10.0  # seconds for a call of the Bot API; the library's 5 are short for slow links


def build_application(
    matcher: Matcher,
    token: str,
    *,
    api_url: str,
    rate_limit: int,
    test_servers: bool = False,
    limit_people: bool = False,
    request: BaseRequest | None = None,
    get_updates_request: BaseRequest | None = None,
    metrics: Metrics | None = None,
) -> App:
    """Build the bot around a matcher and its fact base.

    `api_url` is the Bot API server, `test_servers` selects Telegram's /test/ environment, `rate_limit` is in
    messages per second (0: unlimited), and `limit_people` limits how much one person and one group may ask
    (`bot.chat.flood`). `request` and `get_updates_request` replace HTTP, as `bot.terminal.bot_api` does.
    `metrics` counts the calls.
    """
    request = request or AiohttpRequest(2 * AT_ONCE, TIMEOUT)
    get_updates_request = get_updates_request or UpdatesRequest(2, TIMEOUT)
    if metrics:
        request, get_updates_request = metrics.counted(request), metrics.counted(get_updates_request)
    address = f"{api_url.rstrip('/')}/{{place}}{{{{token}}}}{'/test' if test_servers else ''}"
    data = BotData(matcher, flood=FloodLimiter() if limit_people else None)
    bot = ExtBot(
        token,
        base_url=address.format(place="bot"),
        base_file_url=address.format(place="file/bot"),
        request=request,
        get_updates_request=get_updates_request,
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
        rate_limiter=Delivery(rate_limit, data.counts),
    )
    application = cast(App, Application.builder().bot(bot).updater(None).job_queue(None).build())
    application.bot_data = data
    register_handlers(application)
    application.add_error_handler(on_error)
    return application


def with_channel(matcher: Matcher, url: str | None) -> Matcher:
    """Return the matcher with another channel URL in its fact base, if one is given."""
    if url is None:
        return matcher
    base = matcher.base
    return matcher.using(replace(base, channel=replace(base.channel, url=url)))
