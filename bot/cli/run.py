"""The commands that run the bot: run in Telegram, chat in the terminal."""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import SetupError, compiled, find_facts, program, read_settings

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from bot.chat.context import App
    from bot.journal import JournalTable
    from bot.matching import Matcher
    from bot.service import Webhook
    from bot.service.metrics import Metrics
    from bot.settings import Settings

LONGEST_NAME = 240  # bytes; SQLite puts "-journal" behind it
LOCAL_TOKEN = "1:local"  # the in-process Bot API accepts any


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """End at SIGTERM, where nothing has begun that must be finished; the first process of a container would go on."""
    previous = signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


@click.command()
@_ended_by_sigterm()
def run() -> None:
    """Answer in Telegram until stopped."""
    settings = read_settings()
    token = settings.telegram_token
    if token is None:
        raise SetupError(f"set TELEGRAM_TOKEN in .env (get one from @BotFather), or start `{program()} chat`")
    path = find_facts(settings.facts)
    from bot.journal import Journal, NewerJournalError
    from bot.journal.reading import JournalReader
    from bot.service import Admins, Letters, ListenError, Notices, Reload, TokenError
    from bot.service import run as run_application
    from bot.service.stopping import leave

    table = _journal_table(settings, token)
    _check_proxy(settings.telegram_api_url)
    webhook = _webhook(settings, token)
    sending = _set_up_logs(settings, token, *table.secrets, webhook.secret if webhook else "")
    metrics = counting() if settings.listen_at else None
    application = _application(settings, token, path, metrics)
    journal, reader = Journal(table, texts=settings.journal_texts), JournalReader(settings.database_url, table.bot_id)
    admins = Admins(application.bot, settings.admins)
    notices = Notices(admins)
    running = run_application(
        application,
        journal,
        webhook=webhook,
        listen=settings.listen_at,
        reload=Reload(application, path, partial(_reloaded, settings), notices=notices),
        letters=Letters(application, journal, reader, admins),
        notices=notices,
        metrics=metrics,
        has_forced_exit=True,
    )
    try:
        with _runner() as runner:
            with sending:
                runner.run(running)
            leave()  # the runner would wait for its threads
    except (TokenError, ListenError, NewerJournalError) as error:
        raise click.ClickException(str(error)) from None


@click.command()
def chat() -> None:
    """Chat with the bot in the terminal: no token, no network."""
    if sys.stdin is None:
        raise click.UsageError("there is no standard input to read what you type")
    settings = read_settings()
    path = find_facts(settings.facts)
    from threading import Thread

    from bot.service import build_application
    from bot.service.application import with_channel
    from bot.service.logs import set_up_logging
    from bot.terminal import console
    from bot.terminal.bot_api import LocalBotApi, LocalRequest

    set_up_logging(settings.log_level)
    api = LocalBotApi()
    matcher = with_channel(compiled(path, settings.languages), settings.channel_url)
    Thread(target=matcher.compile_meaning, daemon=True).start()
    application = build_application(
        matcher,
        LOCAL_TOKEN,
        api_url=settings.telegram_api_url,
        rate_limit=0,
        request=LocalRequest(api),
        get_updates_request=LocalRequest(api),
    )
    console.run(application, api)


def _journal_table(settings: Settings, token: str) -> JournalTable:
    """Return the journal's table, or end with what is wrong with its address."""
    from bot.journal import JournalTable

    try:
        table = JournalTable(settings.database_url, bot_id=int(token.partition(":")[0]))
    except ValueError as error:
        raise SetupError(f"DATABASE_URL: {error}") from None
    _check_journals_folder(table.file)
    return table


def _check_proxy(api_url: str) -> None:
    """End where the proxy in the environment cannot be used."""
    from bot.chat.proxy import ProxyError, proxy_for

    try:
        proxy_for(api_url)
    except ProxyError as error:
        raise SetupError(str(error)) from None


def _set_up_logs(settings: Settings, *secrets: str) -> AbstractContextManager[None]:
    """Say where the log goes, and errors, the last one at the end of the block; no secret ever appears there."""
    from bot.service.logs import set_up_logging

    formatter = set_up_logging(settings.log_level, *secrets)
    return _send_errors(settings.sentry_dsn, formatter.redact) if settings.sentry_dsn else nullcontext()


def _application(settings: Settings, token: str, path: Path, metrics: Metrics | None) -> App:
    """Put the bot together around the facts at a path."""
    from bot.chat.corrections import Corrections
    from bot.service import build_application
    from bot.service.application import with_channel

    application = build_application(
        with_channel(compiled(path, settings.languages), settings.channel_url),
        token,
        api_url=settings.telegram_api_url,
        rate_limit=settings.rate_limit,
        test_servers=settings.telegram_test,
        limit_people=True,
        metrics=metrics,
    )
    application.bot_data.corrections = Corrections() if settings.corrections else None
    return application


def _reloaded(settings: Settings, path: Path) -> Matcher:
    """Load edited facts as the bot needs them; raises DocumentError."""
    from bot.matching import load_matcher
    from bot.service.application import with_channel

    matcher = with_channel(load_matcher(path, settings.languages), settings.channel_url)
    matcher.compile_all()
    return matcher


def _webhook(settings: Settings, token: str) -> Webhook | None:
    """Return the webhook of the settings; without a secret of its own it gets one derived from the token."""
    from bot.service.webhook import Webhook, secret_of

    if settings.webhook_url is None:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret or secret_of(token))


def counting() -> Metrics | None:
    """Return what counts for Prometheus, or None, and say so, where the extra is not installed."""
    try:
        from bot.service.metrics import Metrics
    except ImportError:
        logging.getLogger(__name__).info("there is no GET /metrics: prometheus-client is not installed (extra metrics)")
        return None
    return Metrics()


def _send_errors(dsn: str, redact: Callable[[str], str]) -> AbstractContextManager[None]:
    """Send errors to SENTRY_DSN, the last one at the end of the block; or end with what is wrong with it."""
    try:
        from bot.service.sentry import sending_the_last, set_up_sentry

        set_up_sentry(dsn, redact)
        return sending_the_last()
    except ImportError:
        raise SetupError("SENTRY_DSN: pip install 'announcement-bot[sentry]', or leave it empty") from None
    except ValueError:
        raise SetupError("SENTRY_DSN: not the DSN of a project (https://key@host/number): copy it again") from None


def _check_journals_folder(file: Path | None) -> None:
    """End where a journal in a file could not be opened, since SQLite does not say which file that is."""
    if file is None:
        return
    file = file.absolute()
    if len(file.name.encode()) > LONGEST_NAME:
        raise SetupError("DATABASE_URL: the name of the journal's file is too long")
    if os.path.isdir(file) or not os.path.isdir(file.parent):
        raise SetupError(f"DATABASE_URL: {file} is a folder, or in a folder that is not there: make it, or name a file")
    if not os.access(file.parent, os.W_OK | os.X_OK):
        raise SetupError(f"DATABASE_URL: no files can be made in the folder {file.parent}")


def _runner() -> asyncio.Runner:
    """Return what runs the event loop: uvloop's where it is installed (not on Windows)."""
    import asyncio

    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)
