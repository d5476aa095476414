"""The settings: what the operator says in the environment or in .env."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, ValidationError
from pydantic_core import ErrorDetails

TELEGRAM = "https://api.telegram.org"
TELEGRAM_CALLS = re.compile(r"https://[^/?#:]+(:(443|80|88|8443))?([/?#]|$)")  # Bot API, setWebhook
LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:]+):(?P<port>[0-9]{1,5})")
# What pydantic says in words of its own; none of these repeats the value, which may be a secret.
MESSAGES = {
    "bool_parsing": "must be true or false",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be 0 or more",
    "literal_error": "must be DEBUG, INFO, WARNING, ERROR or CRITICAL",
}


class SettingsError(Exception):
    """The environment or .env holds a value that cannot be used; the message says which and why."""


def _matching(pattern: str, otherwise: str) -> AfterValidator:
    """Accept what matches a pattern as a whole; the message never repeats the value, which may be a mistyped secret."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.DOTALL):
            raise ValueError(otherwise)
        return text

    return AfterValidator(check)


def _url(text: str) -> str:
    """Refuse what is not the URL of a website."""
    if not re.fullmatch(r"https?://\S+", text):
        raise ValueError(f"{text!r} is not a URL: it must start with http:// or https://")
    return text


def _listen(text: str) -> str:
    """Refuse what is not host:port."""
    found = LISTEN.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise ValueError(f"{text!r} is not host:port, as in 127.0.0.1:8080")
    return text


def _user_ids(value: Any) -> Any:
    """Split user ids separated by commas or spaces."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[\d\s,]*", value, re.ASCII):
        raise ValueError("not a list of user ids: numbers separated by commas, as @userinfobot shows them")
    return re.findall(r"\d+", value)


Token = Annotated[
    str, _matching(r"[0-9]+:[A-Za-z0-9_-]+", "not a valid bot token (123456:ABC…): copy it again from @BotFather")
]
Secret = Annotated[
    str, _matching(r"[A-Za-z0-9_-]{1,256}", "must be 1 to 256 of A-Z, a-z, 0-9, _ and -")  # Bot API, setWebhook
]
Database = Annotated[
    str,
    _matching(
        r"(sqlite|postgres|postgresql)(\+\w+)?://.*",
        "must be sqlite:///file or postgresql://user:password@host/database",
    ),
]
Url = Annotated[str, AfterValidator(_url)]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class Settings(BaseModel):
    """All variables, each named as its field in capitals."""

    model_config = ConfigDict(frozen=True, defer_build=True)  # most commands need FACTS alone

    facts: Path | None = None
    telegram_token: Token | None = Field(default=None, repr=False)
    telegram_api_url: Url = TELEGRAM
    telegram_test: bool = False
    channel_url: Url | None = None
    webhook_url: Url | None = None
    webhook_secret: Secret | None = Field(default=None, repr=False)
    listen: Annotated[str, AfterValidator(_listen)] | None = None
    database_url: Database = Field(default="sqlite+aiosqlite:///journal.db", repr=False)  # it may hold a password
    journal_texts: bool = True
    rate_limit: NonNegativeInt = 30  # Bot FAQ: about 30 messages per second in all
    admins: Annotated[tuple[int, ...], BeforeValidator(_user_ids)] = ()
    log_level: Annotated[Level, BeforeValidator(str.upper)] = "INFO"

    @property
    def listen_at(self) -> tuple[str, int] | None:
        """Return the host and port to listen at; a webhook without LISTEN is for a proxy on this machine."""
        text = self.listen or ("127.0.0.1:8080" if self.webhook_url else None)
        if text is None:
            return None
        host, _, port = text.rpartition(":")
        return host.strip("[]"), int(port)


def load_settings() -> Settings:
    """Read all settings; raise SettingsError with every fault in one line."""
    try:
        settings = Settings.model_validate(_variables())
    except ValidationError as error:
        raise _error([_line(fault) for fault in error.errors()]) from None
    # An own Bot API server may call any address.
    if (
        settings.telegram_api_url == TELEGRAM
        and settings.webhook_url
        and not TELEGRAM_CALLS.match(settings.webhook_url)
    ):
        raise _error(["WEBHOOK_URL: Telegram calls https:// only, at port 443, 80, 88 or 8443"])
    return settings


def load_facts_setting() -> Path | None:
    """Read FACTS alone, so that a command that needs nothing else does not stumble over the rest."""
    facts = _variables().get("facts")
    return Path(facts) if facts else None


def _variables() -> dict[str, str]:
    """Return what the environment says, else .env, by names in lower case; an empty variable is not set."""
    try:
        said = dotenv_values(".env", encoding="utf-8-sig") | os.environ
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it again as UTF-8") from None
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}") from None
    return {name.lower(): value.strip() for name, value in said.items() if value and value.strip()}


def _line(fault: ErrorDetails) -> str:
    """Say which variable is at fault, and why."""
    message = MESSAGES.get(fault["type"]) or str(fault.get("ctx", {}).get("error", fault["msg"]))
    return f"{str(fault['loc'][0]).upper()}: {message}"


def _error(faults: list[str]) -> SettingsError:
    """Return the error for some faults."""
    return SettingsError(f"{'; '.join(faults)} (in the environment or .env)")
