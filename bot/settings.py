"""The settings: what the operator says in the environment or in .env."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.addresses import SHOWN, button_address, web_address, without_secrets
from bot.environment import SettingsError, variables
from bot.facts.language import spoken_codes
from bot.files import FileError, read_text
from bot.text import clip, one_line

TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)  # Bot API, setWebhook
MOST_SECRET_BYTES = 10_000  # of a file that holds a token or an address
IN_FILES = ("telegram_token", "database_url")  # secrets that may stand in the file that NAME_FILE names
LONGEST_ID = 15  # digits; Telegram has at most 52 bits (Bot API, User)
FASTEST = 10_000  # messages a second; Telegram itself takes 30, or 1,000 for money
KEPT_TEXTS = {word: word for word in ("none", "unanswered", "all")} | {
    **dict.fromkeys(("true", "yes", "on", "1", "y", "t"), "unanswered"),
    **dict.fromkeys(("false", "no", "off", "0", "n", "f"), "none"),
}
LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?):(?P<port>[0-9]{1,5})")
# What pydantic says in words of its own; none of these repeats the value, which may be a secret.
MESSAGES = {
    "bool_parsing": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is too large a number",
    "greater_than_equal": "must be 0 or more",
    "less_than_equal": f"must be {FASTEST:,} or less",
    "literal_error": "must be DEBUG, INFO, WARNING, ERROR or CRITICAL",
    "string_unicode": "is not UTF-8 text",
}


def _matching(pattern: str, otherwise: str) -> AfterValidator:
    """Accept what matches a pattern as a whole; the message never repeats the value, which may be a mistyped secret."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.DOTALL):
            raise ValueError(otherwise)
        return text

    return AfterValidator(check)


def _server(text: str) -> str:
    """Refuse what is not the address of a Bot API server, to which methods are appended."""
    parts = web_address(text)
    if parts.query or parts.fragment:
        raise ValueError("must end with the host or a path: what follows a ? or a # is not called")
    return text


def _web_address(text: str) -> str:
    """Refuse what is not the URL of a website."""
    web_address(text)
    return text


def _listen(text: str) -> str:
    """Refuse what is not host:port."""
    found = LISTEN.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise ValueError(f"{clip(text, SHOWN)!r} is not host:port, as in 127.0.0.1:8080")
    return text


def _codes(value: Any) -> Any:
    """Split the codes of languages separated by commas or spaces."""
    return spoken_codes(re.findall(r"[^\s,]+", value)) if isinstance(value, str) else value


def _user_ids(value: Any) -> Any:
    """Split user ids separated by commas or spaces."""
    if not isinstance(value, str):
        return value
    ids = re.findall(r"[0-9]+", value)
    if not re.fullmatch(r"[0-9\s,]*", value) or any(len(number) > LONGEST_ID for number in ids):
        raise ValueError("not a list of user ids: numbers separated by commas, as @userinfobot shows them")
    return ids


def _kept_texts(value: Any) -> Any:
    """Read which texts the journal keeps; true and false are what versions before knew."""
    text = str(value).lower()
    if text in KEPT_TEXTS:
        return KEPT_TEXTS[text]
    raise ValueError("must be none, unanswered or all")


Token = Annotated[
    str,
    _matching(
        r"[0-9]{1,18}:[A-Za-z0-9_-]{1,100}", "not a valid bot token (123456:ABC…): copy it again from @BotFather"
    ),
]
Secret = Annotated[
    str, _matching(r"[A-Za-z0-9_-]{1,256}", "must be 1 to 256 of A-Z, a-z, 0-9, _ and -")  # Bot API, setWebhook
]
Database = Annotated[
    str,
    _matching(
        r"(sqlite|postgres|postgresql)(\+\w+)?://[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{0,2000}",
        "must be sqlite:///file or postgresql://user:password@host/database",
    ),
]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class Settings(BaseModel):
    """All variables, each named as its field in capitals."""

    model_config = ConfigDict(frozen=True, defer_build=True)  # most commands need FACTS alone

    facts: Path | None = None
    telegram_token: Token | None = Field(default=None, repr=False)
    telegram_token_file: Path | None = None
    telegram_api_url: Annotated[str, AfterValidator(_server)] = TELEGRAM
    telegram_test: bool = False
    channel_url: Annotated[str, AfterValidator(button_address)] | None = None
    webhook_url: Annotated[str, AfterValidator(_web_address)] | None = None
    webhook_secret: Secret | None = Field(default=None, repr=False)
    listen: Annotated[str, AfterValidator(_listen)] | None = None
    database_url: Database = Field(default="sqlite:///journal.db", repr=False)  # it may hold a password
    database_url_file: Path | None = None
    journal_texts: Annotated[Literal["none", "unanswered", "all"], BeforeValidator(_kept_texts)] = "unanswered"
    corrections: bool = False
    rate_limit: Annotated[int, Field(ge=0, le=FASTEST)] = 30  # Bot FAQ: about 30 messages per second in all
    admins: Annotated[tuple[int, ...], BeforeValidator(_user_ids)] = ()
    languages: Annotated[tuple[str, ...], BeforeValidator(_codes)] = ()
    sentry_dsn: Annotated[str, AfterValidator(_web_address)] | None = Field(default=None, repr=False)
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
    said = variables()
    faults = _read_secrets(said)
    try:
        settings = Settings.model_validate(said)
    except ValidationError as error:
        raise _error(faults + [_line(fault, said) for fault in error.errors()]) from None
    if faults:
        raise _error(faults)
    is_own = settings.telegram_api_url.rstrip("/") != TELEGRAM  # an own server may call any address
    if settings.webhook_url and not is_own and (fault := _uncallable(urlsplit(settings.webhook_url))):
        raise _error([f"WEBHOOK_URL: {fault}"])
    return settings


def _uncallable(url: SplitResult) -> str | None:
    """Say why Telegram would not call an address (Bot API, setWebhook)."""
    if url.scheme != "https" or url.port not in WEBHOOK_PORTS:
        return "Telegram calls https:// only, at port 443, 80, 88 or 8443"
    host = url.hostname or ""
    try:
        is_public = ip_address(host).is_global
    except ValueError:
        is_public = "." in host.strip(".")
    return (
        None if is_public else f"Telegram cannot call {clip(host, SHOWN)!r}: it needs a public host name or IP address"
    )


def _read_secrets(said: dict[str, str]) -> list[str]:
    """Add the secrets that stand in files of their own to the variables; return what is wrong with the files."""
    faults = []
    for name in IN_FILES:
        in_file = f"{name}_file"
        if in_file not in said:
            continue
        path = said[in_file]
        if name in said:
            faults.append(f"{in_file.upper()}: {name.upper()} is set too: set one of the two")
            continue
        try:
            text = read_text(Path(path), MOST_SECRET_BYTES).strip()
        except FileError as error:
            faults.append(f"{in_file.upper()}: {one_line(path, SHOWN)}: {error}")
            continue
        if text:
            said[name] = text
        else:
            faults.append(f"{in_file.upper()}: {one_line(path, SHOWN)} is empty")
    return faults


def _line(fault: ErrorDetails, said: Mapping[str, str]) -> str:
    """Say which variable is at fault, and why."""
    message = MESSAGES.get(fault["type"]) or str(fault.get("ctx", {}).get("error", fault["msg"]))
    name = str(fault["loc"][0])
    return f"{(f'{name}_file' if f'{name}_file' in said else name).upper()}: {message}"


def _error(faults: list[str]) -> SettingsError:
    """Return the error for some faults."""
    return SettingsError(without_secrets(f"{'; '.join(faults)} (in the environment or .env)"))
