"""The life of the process: start, receive updates until a signal comes, stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import TelegramError

from bot.chat.context import REFUSALS, App, BotData
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
from bot.service.stopping import ForcedExit, unless
from bot.service.systemd import notify, supervised
from bot.service.webhook import Webhook

if TYPE_CHECKING:
    from bot.service.metrics import Metrics

LASTING, LATELY = 60.0, 600.0  # seconds after which a trouble is one for the operator
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
    With `has_forced_exit` the whole process ends 4.8 s after the signal, whatever hangs. Raises TokenError if
    Telegram does not accept the token, ListenError if the address cannot be used, and NewerJournalError if the journal
    is not for this version. Without a network it waits for one.
    """
    data, stop = application.bot_data, asyncio.Event()
    health = Health(counts=data.counts)
    purpose = "to look after the webhook" if webhook else "to fetch questions"
    outage = Outage(first_wait, server=_server(application), purpose=purpose)
    forced_exit = ForcedExit() if has_forced_exit else None
    data.kept_texts, data.count = journal.texts, journal.count
    health.checks = {"facts": lambda: bool(data.base.facts), "journal": lambda: journal.reachable}
    async with AsyncExitStack() as stack:
        begin = forced_exit.begin if forced_exit else lambda: None
        stack.enter_context(on_signals("SIGINT", "SIGTERM", call=partial(_stop, stop), at_once=begin))
        if listen:
            routes = [part.route for part in (webhook, metrics) if part]
            await stack.enter_async_context(serving(listen, health, routes))
        if reload:
            await stack.enter_async_context(reload.watching())
        try:
            async with journal, supervised(lambda: health.is_stuck):
                intake, receive = Intake(application, journal, metrics=metrics), webhook.receive if webhook else poll
                if metrics:
                    metrics.measure(lambda: _state(data, intake, journal, health))
                if await _connect(application, health, stop, outage):
                    notices = _watching(notices or Notices(Admins(application.bot)), data, journal, outage, webhook)
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


def _state(data: BotData, intake: Intake, journal: Journal, health: Health) -> dict[str, float]:
    """Return what `metrics` measures."""
    return {
        "waiting": intake.waiting,
        "telegram_contact_timestamp_seconds": 0.0 if health.silence is None else time.time() - health.silence,
        "facts_loaded_timestamp_seconds": data.loaded_at,
        "journal_reachable": journal.reachable,
    }


def _watching(notices: Notices, data: BotData, journal: Journal, outage: Outage, webhook: Webhook | None) -> Notices:
    """Return the notices, watching for the troubles that an operator should know of."""

    def refused() -> str | None:
        begun = time.monotonic() - LATELY
        is_often = len(data.refusals) == REFUSALS and data.refusals[0] > begun
        return f"Telegram refused the last {REFUSALS} messages for what is in them: see the log" if is_often else None

    notices.watch(lambda: outage.trouble, patience=LASTING, well="Telegram answers again")
    notices.watch(refused, patience=0, well=f"Telegram has refused no message for {LATELY / 60:g} minutes")
    notices.watch(
        lambda: None if journal.reachable else "the journal cannot be written: questions are answered without it",
        patience=LATELY,
        well="the journal is written again",
    )
    if webhook:
        notices.watch(lambda: webhook.trouble, patience=0, well="Telegram reaches the webhook again")
    return notices


async def _serve(
    application: App, intake: Intake, stop: asyncio.Event, receiving: Awaitable[None], notices: Notices
) -> None:
    """Handle updates; meanwhile set the profile, resume deferred updates, and look for troubles."""
    tasks = [
        asyncio.create_task(
            _logged(
                _compile_languages(application, stop),
                "cannot compile all languages, each is compiled when it is needed",
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


async def _compile_languages(application: App, stop: asyncio.Event) -> None:
    """Compile one language after the other in a thread, until the stop: then the last answers come first."""
    matcher = application.bot_data.matcher
    for code in matcher.languages:
        if stop.is_set():
            break
        await asyncio.to_thread(matcher.compile_language, code)


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
