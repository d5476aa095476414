"""Errors to Sentry, or to GlitchTip, which takes the same (extra `sentry`): what the log says at ERROR, redacted.

Only the log is sent, and the error that ends the process: no local variables, no requests, and no other library is
patched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.logging import BreadcrumbHandler, EventHandler
from sentry_sdk.types import Event, Hint

from bot import __version__

ENDING = 0.7  # seconds to send what is left at the end
MOST_BREADCRUMBS = 30
_CHAT = re.compile(r"\b(chat|admin|supergroup) -?\d+")  # the number of a private chat is the person's


def set_up_sentry(dsn: str, redact: Callable[[str], str]) -> None:
    """Send each line of the log at ERROR with the INFO lines before it; raise ValueError if `dsn` is no address."""

    def event(given: Event, _: Hint) -> Event:
        changed: Event = _redacted(given, redact)  # with the lines before it, which are its breadcrumbs
        entry = changed.get("logentry")
        if isinstance(entry, dict):
            entry.pop("params", None)  # numbers of chats among them; the message has them in it
        return changed

    sentry_sdk.init(
        dsn,
        release=f"announcement-bot@{__version__}",
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[DedupeIntegration()],
        before_send=event,
        max_breadcrumbs=MOST_BREADCRUMBS,
        include_local_variables=False,
    )
    for handler in (BreadcrumbHandler(logging.INFO), EventHandler(logging.ERROR)):
        logging.getLogger().addHandler(handler)


@contextmanager
def sending_the_last() -> Iterator[None]:
    """Send the error that ends the block, and wait until all that was to be sent is."""
    try:
        yield
    except Exception as error:
        sentry_sdk.capture_exception(error)
        raise
    finally:
        sentry_sdk.flush(ENDING)


def _redacted(value: Any, redact: Callable[[str], str]) -> Any:
    """Return a value without secrets and without the numbers of chats, whatever is in it."""
    match value:
        case str():
            return _CHAT.sub(r"\1 <id>", redact(value))
        case dict():
            return {key: _redacted(item, redact) for key, item in value.items()}
        case list() | tuple():
            return [_redacted(item, redact) for item in value]
    return value
