"""The settings: what the operator says in the environment or in .env."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook
TELEGRAM_CALLS = re.compile(r"https://[^/?#:]+(:(443|80|88|8443))?([/?#]|$)")  # Bot API, setWebhook
LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:]+):(?P<port>[0-9]{1,5})")
DATABASE = re.compile(r"(sqlite|postgres|postgresql)(\+\w+)?://")
TELEGRAM = "https://api.telegram.org"


def _check_address(address: str) -> str:
    """Refuse what is not the address of a website."""
    if not re.fullmatch(r"https?://\S+", address):
        raise ValueError(f"{address!r} is no address: it must begin with https://")
    return address


def _check_listen(text: str) -> str:
    """Refuse what is not host:port."""
    found = LISTEN.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise ValueError(f"{text!r} is not host:port, as in 127.0.0.1:8080")
    return text


Address = Annotated[str, AfterValidator(_check_address)]


class SettingsError(Exception):
    """The environment or .env holds a value that cannot be used; the message says which and why."""


class Settings(BaseSettings):
    """The environment's variables, each named as its field in capitals; an empty one counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: Address = TELEGRAM
    telegram_test: bool = False
    facts: Path = Path("facts.yaml")
    channel_url: Address | None = None
    webhook_url: Address | None = None
    webhook_secret: SecretStr | None = None
    listen: Annotated[str, AfterValidator(_check_listen)] | None = None
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///journal.db")  # it may hold a password
    journal_texts: bool = True
    rate_limit: Annotated[int, Field(ge=0)] = 30
    admins: Annotated[tuple[int, ...], NoDecode] = ()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"

    @field_validator("telegram_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        """Refuse what BotFather never gives, without repeating it: it may be a real token with a typing error."""
        if token and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("this is no bot token (123456:ABC…): copy it again from @BotFather")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        """Refuse what Telegram does not take as a secret, without repeating it."""
        if secret and not SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("a webhook's secret is 1 to 256 of A-Z, a-z, 0-9, _ and -")
        return secret

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, url: SecretStr) -> SecretStr:
        """Refuse what is no database that the journal can use, without repeating it."""
        if not DATABASE.match(url.get_secret_value()):
            raise ValueError("this is no sqlite:///file and no postgresql://user:password@host/database")
        return url

    @field_validator("admins", mode="before")
    @classmethod
    def _split_admins(cls, text: object) -> object:
        """Read user ids with commas or spaces between them."""
        if not isinstance(text, str):
            return text
        if not re.fullmatch(r"[\d\s,]*", text, re.ASCII):
            raise ValueError("these are no user ids: numbers with commas between them, as @userinfobot tells them")
        return tuple(int(number) for number in re.findall(r"\d+", text))

    @model_validator(mode="after")
    def _check_webhook(self) -> Self:
        """Refuse an address that Telegram's own servers would not call (an own Bot API server may)."""
        if self.telegram_api_url == TELEGRAM and not TELEGRAM_CALLS.match(self.webhook_url or "https://none"):
            raise ValueError("WEBHOOK_URL: Telegram calls https:// only, at port 443, 80, 88 or 8443")
        return self

    @property
    def listen_at(self) -> tuple[str, int] | None:
        """Give host and port to listen at; a webhook without LISTEN is for a proxy on this machine."""
        text = self.listen or ("127.0.0.1:8080" if self.webhook_url else None)
        if text is None:
            return None
        host, _, port = text.rpartition(":")
        return host.strip("[]"), int(port)

    @field_validator("log_level", mode="before")
    @classmethod
    def _capitalize(cls, level: str) -> str:
        """Take `info` for INFO."""
        return level.upper()


def load_settings() -> Settings:
    """Read the settings, or raise SettingsError with every fault in one line."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(_line(fault["loc"], fault["msg"]) for fault in error.errors())
        raise SettingsError(f"{faults} (in the environment or .env)") from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it again as UTF-8") from None
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}") from None


def _line(where: tuple[int | str, ...], message: str) -> str:
    """Name the variable that a fault is in; pydantic's words begin with a capital, which is out of place here."""
    message = message.removeprefix("Value error, ")
    return f"{str(where[0]).upper()}: {message[0].lower()}{message[1:]}" if where else message
