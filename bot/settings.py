"""The settings: what the operator says in the environment or in .env."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook
TELEGRAM_CALLS = re.compile(r"https://[^/?#:]+(:(443|80|88|8443))?([/?#]|$)")  # Bot API, setWebhook
LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:]+):(?P<port>[0-9]{1,5})")
DATABASE = re.compile(r"(sqlite|postgres|postgresql)(\+\w+)?://.*", re.DOTALL)
TELEGRAM = "https://api.telegram.org"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_YES, _NO = frozenset({"true", "t", "yes", "y", "on", "1"}), frozenset({"false", "f", "no", "n", "off", "0"})


class SettingsError(Exception):
    """The environment or .env holds a value that cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Settings:
    """The environment's variables, each named as its field in capitals; an empty one counts as not set."""

    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_url: str = TELEGRAM
    telegram_test: bool = False
    facts: Path = Path("facts.yaml")
    channel_url: str | None = None
    webhook_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    listen: str | None = None
    database_url: str = field(default="sqlite+aiosqlite:///journal.db", repr=False)  # it may hold a password
    journal_texts: bool = True
    rate_limit: int = 30
    admins: tuple[int, ...] = ()
    log_level: str = "INFO"

    @property
    def listen_at(self) -> tuple[str, int] | None:
        """Give host and port to listen at; a webhook without LISTEN is for a proxy on this machine."""
        text = self.listen or ("127.0.0.1:8080" if self.webhook_url else None)
        if text is None:
            return None
        host, _, port = text.rpartition(":")
        return host.strip("[]"), int(port)


def load_settings() -> Settings:
    """Read the settings, or raise SettingsError with every fault in one line."""
    values, faults = {}, []
    for name, text in _texts().items():
        try:
            values[name] = _READERS[name](text)
        except ValueError as error:
            faults.append(f"{name.upper()}: {error}")
    settings = Settings(**values)
    if not faults and settings.telegram_api_url == TELEGRAM and not _telegram_calls(settings.webhook_url):
        faults.append("WEBHOOK_URL: Telegram calls https:// only, at port 443, 80, 88 or 8443")
    if faults:
        raise SettingsError(f"{'; '.join(faults)} (in the environment or .env)")
    return settings


def _texts() -> Mapping[str, str]:
    """Return the variables that are set and not empty, by their fields; the environment comes before .env."""
    try:
        file = dotenv_values(".env", encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it again as UTF-8") from None
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}") from None
    found = {}
    for name, text in (*file.items(), *os.environ.items()):
        if name.lower() in _READERS and text and text.strip():
            found[name.lower()] = text.strip()
    return {name: found[name] for name in _READERS if name in found}


def _telegram_calls(url: str | None) -> bool:
    """Tell whether Telegram's own servers would call a webhook's address (an own Bot API server may call any)."""
    return url is None or TELEGRAM_CALLS.match(url) is not None


def _address(text: str) -> str:
    """Refuse what is not the address of a website."""
    if not re.fullmatch(r"https?://\S+", text):
        raise ValueError(f"{text!r} is no address: it must begin with https://")
    return text


def _listen(text: str) -> str:
    """Refuse what is not host:port."""
    found = LISTEN.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise ValueError(f"{text!r} is not host:port, as in 127.0.0.1:8080")
    return text


def _secret(pattern: re.Pattern[str], otherwise: str) -> Callable[[str], str]:
    """Make what refuses a text without repeating it: it may be a real secret with a typing error."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(otherwise)
        return text

    return read


def _switch(text: str) -> bool:
    """Read true or false."""
    if text.lower() not in _YES | _NO:
        raise ValueError("input should be a valid boolean: true or false")
    return text.lower() in _YES


def _whole_number(text: str) -> int:
    """Read a number from 0 on."""
    try:
        number = int(text)
    except ValueError:
        raise ValueError("input should be a valid integer") from None
    if number < 0:
        raise ValueError("input should be greater than or equal to 0")
    return number


def _admins(text: str) -> tuple[int, ...]:
    """Read user ids with commas or spaces between them."""
    if not re.fullmatch(r"[\d\s,]*", text, re.ASCII):
        raise ValueError("these are no user ids: numbers with commas between them, as @userinfobot tells them")
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _level(text: str) -> str:
    """Read the level of the log; `info` is INFO."""
    if text.upper() not in LEVELS:
        raise ValueError(f"input should be {', '.join(map(repr, LEVELS))}")
    return text.upper()


_READERS: Mapping[str, Callable[[str], Any]] = {
    "telegram_token": _secret(TOKEN, "this is no bot token (123456:ABC…): copy it again from @BotFather"),
    "telegram_api_url": _address,
    "telegram_test": _switch,
    "facts": Path,
    "channel_url": _address,
    "webhook_url": _address,
    "webhook_secret": _secret(SECRET, "a webhook's secret is 1 to 256 of A-Z, a-z, 0-9, _ and -"),
    "listen": _listen,
    "database_url": _secret(DATABASE, "this is no sqlite:///file and no postgresql://user:password@host/database"),
    "journal_texts": _switch,
    "rate_limit": _whole_number,
    "admins": _admins,
    "log_level": _level,
}
