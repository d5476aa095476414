"""The log: where it goes, and what must never appear in it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType

from bot.addresses import without_secrets

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# httpx and httpcore log the URL of every request at INFO, and a Bot API URL contains the token; watchfiles
# logs every change of a file.
CHATTY = ("httpx", "httpcore", "watchfiles")
# It logs whatever a gateway sends in place of Telegram, such as a page of HTML; `chat.errors` has a line for it.
VERBOSE = "telegram.request.BaseRequest"

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class RedactingFormatter(logging.Formatter):
    """Write log lines without tokens and other secrets, whether in the message, its arguments or a traceback."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Remember the secrets that do not look like a token (a webhook's secret, a password)."""
        super().__init__(FORMAT)
        self.secrets = tuple(secret for secret in secrets if secret)

    def redact(self, text: str) -> str:
        """Replace every secret in a text."""
        for secret in self.secrets:
            text = text.replace(secret, "<secret>")
        return without_secrets(text)

    def format(self, record: logging.LogRecord) -> str:
        """Format a record and redact all of it."""
        return self.redact(super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 (the name is logging's)
        """Redact a traceback before the record keeps it for other handlers."""
        return self.redact(super().formatException(ei))


class JsonFormatter(RedactingFormatter):
    """Write each record as one JSON object in one line: time, level, logger, message, and a traceback as `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, each text of it redacted before a quotation mark in it is escaped."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.redact(record.getMessage()),
        }
        if record.exc_info:
            record.exc_text = record.exc_text or self.formatException(record.exc_info)
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(level: str | int, *secrets: str) -> RedactingFormatter:
    """Log to standard error from this level on, without `secrets` or anything that looks like a token.

    On a terminal the lines are for people, otherwise for programs. Return the formatter, which redacts.
    """
    is_for_people = sys.stderr is not None and sys.stderr.isatty()
    formatter = RedactingFormatter(secrets) if is_for_people else JsonFormatter(secrets)
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(VERBOSE).setLevel(logging.CRITICAL)
    return formatter
