"""DATABASE_URL as people write it for libpq, read for SQLAlchemy and its drivers (aiosqlite, asyncpg).

What is wrong is found before anything starts: ValueError, in one line that never repeats the password.
"""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

CONNECT_TIMEOUT = 5  # seconds, the most that connect_timeout may say
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+asyncpg", "postgresql": "postgresql+asyncpg"}
UNUSABLE = "not a database URL that the journal can use: sqlite:///file or postgresql://user:password@host/database"
NO_FILE = (
    "after sqlite: come three slashes and a file's name (sqlite:///journal.db), "
    "or four and its full path (sqlite:////data/journal.db)"
)
# The parameters of libpq (PostgreSQL's manual, 34.1.2), by what becomes of them.
PARTS = ("user", "password", "dbname", "port")
FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile")
CHOICES = {
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": ("postgres", "direct"),
    "ssl_min_protocol_version": ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
    "ssl_max_protocol_version": ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
    "target_session_attrs": ("any", "read-write", "primary"),  # the others are for those who only read
}
PASSED_ON = {*FILES, *CHOICES, "sslpassword", "krbsrvname", "gsslib", "application_name", "options"}
IGNORED = {
    "channel_binding", "client_encoding", "fallback_application_name", "gssencmode", "keepalives", "keepalives_count",
    "keepalives_idle", "keepalives_interval", "load_balance_hosts", "sslcompression", "sslsni", "tcp_user_timeout",
}  # fmt: skip
SEVERAL_HOSTS = re.compile(r"(?P<before>\w+(?:\+\w+)?://(?:[^@/]*@)?)(?P<hosts>[^/?@]*,[^/?@]*)(?P<after>([/?].*)?)")


class Address(NamedTuple):
    """Where the database is: for SQLAlchemy, for its driver, and the names of parameters that are ignored."""

    url: URL
    connect_args: Mapping[str, Any] = {}
    ignored: tuple[str, ...] = ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what must not reach a log: the password, and that of the key for TLS."""
        dsn = parse_qs(urlsplit(str(self.connect_args.get("dsn", ""))).query)
        return tuple(filter(None, (self.url.password, *dsn.get("sslpassword", ()))))

    @property
    def file(self) -> Path | None:
        """Return SQLite's file, or None for PostgreSQL."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    def engine(self, **connect_args: Any) -> AsyncEngine:
        """Create an engine without a pool."""
        return create_async_engine(self.url, poolclass=NullPool, connect_args={**connect_args, **self.connect_args})


def parse_address(text: str) -> Address:
    """Read a database URL; raise ValueError where a part of it can't be used."""
    if not text.isprintable():
        raise ValueError("there is a character in it that cannot be printed, such as a line break or a tab")
    several = SEVERAL_HOSTS.fullmatch(text)
    try:
        url = make_url(several["before"] + several["after"] if several else text)
        url = url.set(drivername=DRIVERS[url.get_backend_name()])
    except ValueError as error:
        raise ValueError(_PORT if "int()" in str(error) else UNUSABLE) from None
    except Exception:
        raise ValueError(UNUSABLE) from None
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return _postgresql(url, several["hosts"].split(",") if several else [])


_PORT = "the port must be a number from 1 to 65535 (in the password / : @ ? # are written as %2F %3A %40 %3F %23)"


def _sqlite(url: URL) -> Address:
    """Check the address of a file."""
    if url.host or url.username or url.password or url.port or url.database in (None, "", ":memory:"):
        raise ValueError(NO_FILE)
    if url.query:
        raise ValueError(f"a SQLite file takes no parameters, take away {_names(url.query)}")
    return Address(url)


def _postgresql(url: URL, hosts: list[str]) -> Address:
    """Check the address of a server, and translate its parameters."""
    if twice := [name for name, value in url.query.items() if name != "host" and not isinstance(value, str)]:
        raise ValueError(f"given more than once: {_names(twice)}")
    query = {("sslmode" if name == "ssl" else name): str(url.query[name]) for name in url.query if name != "host"}
    known = PASSED_ON | IGNORED | {*PARTS, "connect_timeout"}
    if unknown := query.keys() - known:
        raise ValueError(f"parameters that are not understood: {_names(unknown)}; take them away")
    _check_values(query)
    url = url.set(
        username=query.get("user") or url.username,
        password=query.get("password") or url.password,
        database=query.get("dbname") or url.database,
        port=int(query.get("port", 0)) or url.port,
    )
    url = url.set(query={"host": url.query["host"]} if "host" in url.query else {})
    if hosts:
        url = url.set(query={"host": [_with_port(host) for host in hosts]})
    _check_host(url)
    connect_args: dict[str, Any] = {}
    if passed := {name: value for name, value in query.items() if name in PASSED_ON}:
        if passed.get("sslrootcert") == "system":
            connect_args["ssl"] = ssl.create_default_context()
        connect_args["dsn"] = f"postgresql://?{urlencode(passed)}"
    if seconds := int(query.get("connect_timeout", 0)):
        connect_args["timeout"] = min(seconds, CONNECT_TIMEOUT)
    return Address(url, connect_args, tuple(sorted(query.keys() & IGNORED)))


def _with_port(host: str) -> str:
    """Return host:port, with PostgreSQL's usual port where there is none."""
    return host if re.search(r":\d*$", host) and not host.endswith("]") else f"{host}:5432"


def _check_host(url: URL) -> None:
    """Raise ValueError if a host or port cannot be one."""
    given = url.query.get("host", ())
    hosts = [url.host or ""] if not given else [given] if isinstance(given, str) else list(given)
    for host in hosts:
        name, _, port = host.partition(":") if given and not host.startswith(("/", "[")) else (host, "", "")
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError(_PORT)
        if given and not name:
            raise ValueError("one of the hosts is empty")
        try:
            name.encode("ascii" if name.startswith("/") else "idna")
        except UnicodeError:
            raise ValueError("the host is no name that a server can have") from None
    if url.port is not None and not 0 < url.port < 65536:
        raise ValueError(_PORT)


def _check_values(query: Mapping[str, str]) -> None:
    """Raise ValueError for the first parameter with a value that cannot be used."""
    for name, choices in CHOICES.items():
        if query.get(name, choices[0]) not in choices:
            raise ValueError(f"{name} must be one of {', '.join(choices)}")
    for name in ("port", "connect_timeout"):
        if not re.fullmatch(r"[0-9]{1,9}", query.get(name, "1")):
            raise ValueError(_PORT if name == "port" else f"{name} must be a whole number of seconds")
    for name in FILES:
        path = query.get(name)
        if path and not (name == "sslrootcert" and path == "system") and not os.access(path, os.R_OK):
            raise ValueError(f"{name}: {path} is no file that can be read")
    root = query.get("sslrootcert")
    if root and root != "system":
        try:
            ssl.create_default_context(cafile=root)
        except (OSError, ssl.SSLError):
            raise ValueError(f"sslrootcert: {root} holds no certificates (PEM)") from None
    if query.get("sslmode", "").startswith("verify") and not root and not _has_root_certificate():
        raise ValueError(f"sslmode={query['sslmode']} needs sslrootcert=FILE, or sslrootcert=system")


def _has_root_certificate() -> bool:
    """Return whether libpq's usual places name the certificates to trust."""
    return "PGSSLROOTCERT" in os.environ or Path("~/.postgresql/root.crt").expanduser().exists()


def _names(names: Any) -> str:
    """List names."""
    return ", ".join(sorted(names))
