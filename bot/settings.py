"""The settings: what the operator says in the environment or in .env."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def _check_address(address: str) -> str:
    """Refuse what is not the address of a website."""
    if not re.fullmatch(r"https?://\S+", address):
        raise ValueError(f"{address!r} is no address: it must begin with https://")
    return address


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
    telegram_api_url: Address = "https://api.telegram.org"
    telegram_test: bool = False
    facts: Path = Path("facts.yaml")
    channel_url: Address | None = None
    rate_limit: Annotated[int, Field(ge=0)] = 30
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"

    @field_validator("telegram_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        """Refuse what BotFather never gives, without repeating it: it may be a real token with a typing error."""
        if token and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("this is no bot token (123456:ABC…): copy it again from @BotFather")
        return token

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
        faults = "; ".join(f"{str(fault['loc'][0]).upper()}: {_message(fault['msg'])}" for fault in error.errors())
        raise SettingsError(f"{faults} (in the environment or .env)") from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it again as UTF-8") from None
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}") from None


def _message(text: str) -> str:
    """Give pydantic's words without its prefix, as a part of a line."""
    text = text.removeprefix("Value error, ")
    return text[0].lower() + text[1:]
