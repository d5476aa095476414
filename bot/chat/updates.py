"""Reading updates: one that cannot be parsed must not cost the others."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, Update
from telegram.request import BaseRequest

_LOGGER = logging.getLogger(__name__)


def read_update(data: dict[str, Any], bot: Bot) -> Update:
    """Parse an update; one that cannot be parsed is logged and becomes an empty one, which no handler takes."""
    return _parse(data, bot) or Update(data["update_id"])


def parse_updates(payload: bytes) -> dict[str, Any]:
    """Parse the response to getUpdates, with an empty update in place of each one that cannot be parsed.

    `Bot.get_updates` would raise for the whole batch, and the batch would come again and again, because what is
    never returned is never confirmed. Raises TelegramError where the response is not JSON.
    """
    response = BaseRequest.parse_json_payload(payload)
    if updates := response.get("result"):
        response["result"] = [data if _parse(data) else {"update_id": data["update_id"]} for data in updates]
    return response


def _parse(data: dict[str, Any], bot: Bot | None = None) -> Update | None:
    """Parse an update, or log why it cannot be parsed."""
    try:
        return Update.de_json(data, bot)
    except Exception:
        _LOGGER.exception("skipping update %s: it cannot be parsed", data["update_id"])
        return None
