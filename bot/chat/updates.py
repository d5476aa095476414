"""Reading updates: one that cannot be parsed must not cost the others, nor a part of it the parts that can be."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.text import utf16_length

Json = dict[str, Any]
LARGEST_ID = 2**63  # no database takes a larger number, and Telegram sends none
# Without these there is nobody to answer, or nothing.
NEEDED = frozenset(
    {"update_id", "message_id", "date", "chat", "from", "id", "type", "is_bot", "first_name", "text", "caption"}
    | {"chat_instance", "data", "query", "offset"}
)
# A message of text, as most updates are: each part with its type, first those that are needed, then those that may be.
Form = tuple[Mapping[str, Any], Mapping[str, Any]]
_USER: Form = (
    {"id": int, "is_bot": bool, "first_name": str},
    {"last_name": str, "username": str, "language_code": str, "is_premium": bool},
)
_CHAT: Form = {"id": int, "type": str}, {"title": str, "username": str, "first_name": str, "last_name": str}
_DATES = range(2**33)  # no library refuses any of them
_MESSAGE: Form = {"message_id": int, "date": _DATES, "chat": _CHAT}, {"from": _USER, "text": str}
PLAIN: Form = {"update_id": int, "message": _MESSAGE}, {}
ENTITIES = {"entities": "text", "caption_entities": "caption"}
_LOGGER = logging.getLogger(__name__)


def is_update(data: object) -> bool:
    """Return whether something is an object with the number of an update."""
    number = data.get("update_id") if isinstance(data, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < LARGEST_ID


def read_update(data: Json, bot: Bot) -> Update:
    """Parse what can be parsed of an update; if that is nothing it becomes an empty one, which no handler takes."""
    try:
        return Update.de_json(_with_possible_entities(data), bot)
    except Exception:
        return Update.de_json(readable(data), bot)


def parse_updates(payload: bytes) -> Json:
    """Parse the response to getUpdates, each update without what cannot be parsed of it.

    `Bot.get_updates` would raise for the whole batch, and the batch would come again and again, because what is
    never returned is never confirmed. Raises TelegramError where the response is not JSON, or has no update in it.
    """
    response = BaseRequest.parse_json_payload(payload)
    if given := response.get("result"):
        updates = [data for data in given if is_update(data)]
        if len(updates) < len(given):
            _LOGGER.error("skipping %d of %d updates: they have no update_id", len(given) - len(updates), len(given))
        if not updates:
            raise NetworkError("updates without update_id")
        response["result"] = [readable(data) for data in updates]
    return response


def readable(data: Json) -> Json:
    """Return an update without the parts that cannot be parsed, and log what they were."""
    if is_form(data, PLAIN):  # to try costs as much as to parse it
        return data
    data = _with_possible_entities(data)
    if not (error := _error(data)):
        return data
    left_out: list[str] = []
    kept = _parts(data, lambda part: not _error(part), left_out, "") or {"update_id": data["update_id"]}
    kind = next((name for name in data if name != "update_id"), "nothing")
    if kind in kept:
        _LOGGER.warning("update %s is read without %s: %s", data["update_id"], ", ".join(left_out), _line(error))
    else:
        _LOGGER.error("skipping update %s: its %s cannot be parsed: %s", data["update_id"], kind, _line(error))
    return kept


def is_form(value: object, form: Form) -> bool:
    """Return whether an object has all the needed parts of a form, and no others than it may have."""
    if not isinstance(value, dict):
        return False
    needed, possible = form
    kinds = {name: needed.get(name) or possible.get(name) for name in value}
    return needed.keys() <= kinds.keys() and all(_is_kind(value[name], kind) for name, kind in kinds.items())


def _is_kind(value: object, kind: Any) -> bool:
    """Return whether a value has a type exactly, has a form, or is one of some numbers."""
    if isinstance(kind, tuple):
        return is_form(value, kind)
    return type(value) is int and value in kind if isinstance(kind, range) else type(value) is kind


def _parts(data: Json, is_readable: Callable[[Json], bool], left_out: list[str], path: str) -> Json | None:
    """Return as many parts of an object as can be read, or None if not even the needed ones can."""
    kept = {name: value for name, value in data.items() if name in NEEDED}
    if not is_readable(kept):
        return None
    for name, value in data.items():
        if name in kept:
            continue
        if is_readable(kept | {name: value}):
            kept[name] = value
            continue

        def fits(part: Json, name: str = name) -> bool:
            return is_readable(kept | {name: part})

        part = _parts(value, fits, left_out, f"{path}{name}.") if isinstance(value, dict) else None
        if part is None:
            left_out.append(f"{path}{name}")
        else:
            kept[name] = part
    return kept


def _error(data: Json) -> Exception | None:
    """Return why an update cannot be parsed, or None if it can be."""
    try:
        Update.de_json(data, None)
    except Exception as error:
        return error
    return None


def _with_possible_entities(data: Json) -> Json:
    """Return an object, and all within it, without entities that lie outside their text or cut a letter in two."""
    changed: Json = {}
    for name, value in data.items():
        if name in ENTITIES and isinstance(value, list):
            text = data.get(ENTITIES[name])
            possible = [entity for entity in value if isinstance(text, str) and _is_possible(entity, text)]
            if len(possible) < len(value):
                changed[name] = possible
        elif isinstance(value, dict) and (cleaned := _with_possible_entities(value)) is not value:
            changed[name] = cleaned
    return data | changed if changed else data


def _is_possible(entity: object, text: str) -> bool:
    """Return whether an entity marks a part of a text; its offset and length count UTF-16 (Bot API, MessageEntity)."""
    if not isinstance(entity, dict):
        return False
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 1:
        return False
    if offset + length > utf16_length(text):
        return False
    encoded = text.encode("utf-16-le", "surrogatepass")
    try:
        encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True


def _line(error: Exception) -> str:
    """Describe an error in one short line."""
    return json.dumps(f"{type(error).__name__}: {error}"[:200], ensure_ascii=False)
