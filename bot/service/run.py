"""The life of the process: start, receive updates until a signal comes, stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import AsyncExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import TelegramError

from bot.chat.context import App
from bot.chat.profile import set_profile
from bot.journal import Journal
from bot.service.admins import Admins
from bot.service.intake import Intake
from bot.service.letters import Letters
from bot.service.notices import Notices
from bot.service.outage import Outage
from bot.service.polling import poll
from bot.service.reload import Reload
from bot.service.server import Health, serving
from bot.service.signals import on_signals
from bot.service.state import State
from bot.service.stopping import ForcedExit, unless
from bot.service.systemd import notify, supervised
from bot.service.webhook import Webhook

if TYPE_CHECKING:
    from bot.service.metrics import Metrics

FIRST_WAIT = 1.0  # seconds between the first two attempts to reach Telegram
_LOGGER = logging.getLogger(__name__)


async def run(
    application: App,
    journal: Journal,
    *,
    webhook: Webhook | None = None,
    listen: tuple[str, int] | None = None,
    reload: Reload | None = None,
    letters: Letters | None = None,
    notices: Notices | None = None,
    metrics: Metrics | None = None,
    first_wait: float = FIRST_WAIT,
    has_forced_exit: bool = False,
) -> None:
    """Answer in Telegram until SIGINT or SIGTERM, then finish what was taken and return.

    Poll, unless there is a webhook. `listen` is the host and port of the server for health, metrics and the webhook.
    With `has_forced_exit` the whole process ends within 5 s of the signal, whatever hangs; the caller leaves it. Raises
    TokenError if Telegram does not accept the token, ListenError if the address cannot be used, and NewerJournalError
    if the journal is not for this version. Without a network it waits for one.
    """
    data, stop = application.bot_data, asyncio.Event()
    health = Health(counts=data.counts)
    purpose = "to look after the webhook" if webhook else "to fetch questions"
    outage = Outage(first_wait, server=_server(application), purpose=purpose)
    intake, receive = Intake(application, journal, metrics=metrics), webhook.receive if webhook else poll
    state = State(data, journal, intake, health, outage, webhook)
    health.checks = state.checks()
    notices = notices or Notices(Admins(application.bot))
    state.watch(notices)
    data.kept_texts, data.count = journal.texts, journal.count
    begin = ForcedExit().begin if has_forced_exit else lambda: None
    async with AsyncExitStack() as stack:
        signals = on_signals("SIGINT", "SIGTERM", call=partial(_stop, stop), at_once=begin, for_good=has_forced_exit)
        stack.enter_context(signals)
        if listen:
            routes = [part.route for part in (webhook, metrics) if part]
            await stack.enter_async_context(serving(listen, health, routes))
        if reload:
            await stack.enter_async_context(reload.watching())
        try:
            async with journal, supervised(lambda: health.is_stuck):
                if metrics:
                    metrics.measure(state.gauges)
                if await _connect(application, health, stop, outage):
                    receiving = receive(application, intake, stop, health, outage=outage)
                    async with letters.writing() if letters else nullcontext():
                        await _serve(application, intake, stop, receiving, notices)
        finally:
            await application.shutdown()
            await application.bot.shutdown()  # where the start failed the application leaves it open


def _stop(stop: asyncio.Event) -> None:
    """Stop at the first signal, and say so."""
    if not stop.is_set():
        _LOGGER.info("stopping")
        notify("STOPPING=1")
        stop.set()


def _server(application: App) -> str:
    """Return host and port of the Bot API server, without the token and a password."""
    return urlsplit(application.bot.base_url).netloc.rpartition("@")[2]


async def _connect(application: App, health: Health, stop: asyncio.Event, outage: Outage) -> bool:
    """Ask Telegram who the bot is, as often as it takes; return False if the stop signal came first."""
    while not stop.is_set():
        try:
            await unless(stop, application.initialize())
        except TelegramError as error:
            await outage.wait_after(error, stop)
            continue
        if stop.is_set():
            break
        outage.end()
        health.in_touch()
        _log_identity(application)
        return True
    return False


async def _serve(
    application: App, intake: Intake, stop: asyncio.Event, receiving: Awaitable[None], notices: Notices
) -> None:
    """Handle updates; meanwhile set the profile, resume deferred updates, and look for troubles."""
    tasks = [
        asyncio.create_task(
            _logged(
                _compile(application, stop),
                "cannot compile all languages, or the meaning: what is missing is done without, or when it is needed",
            )
        ),
        asyncio.create_task(set_profile(application.bot, application.bot_data.base)),
        asyncio.create_task(_logged(intake.resume(), "cannot resume the questions that an earlier process deferred")),
        asyncio.create_task(_logged(notices.run(), "cannot tell the admins of troubles any more")),
    ]
    try:
        await receiving
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _compile(application: App, stop: asyncio.Event) -> None:
    """Compile one language after the other in a thread, and the meaning, until the stop: last answers come first."""
    matcher = application.bot_data.matcher
    for code in matcher.languages:
        if stop.is_set():
            break
        await asyncio.to_thread(matcher.compile_language, code)
    else:
        await asyncio.to_thread(matcher.compile_meaning)


async def _logged(work: Awaitable[None], failure: str) -> None:
    """Await something, and log what goes wrong."""
    try:
        await work
    except Exception:
        _LOGGER.exception("%s", failure)


def _log_identity(application: App) -> None:
    """Log which bot this is, and which of BotFather's switches matter."""
    me = application.bot.bot
    _LOGGER.info("answering as @%s", me.username)
    if not me.supports_inline_queries:
        _LOGGER.warning("inline mode is off: send /setinline to @BotFather to switch it on")
    if not me.supports_guest_queries:
        _LOGGER.info("guest mode is off: switch it on in the bot settings at @BotFather")
    if not me.can_read_all_group_messages:
        _LOGGER.info("privacy mode is on: in groups I see /ask, other commands and replies to me, but no bare mentions")
