"""Messages of text alone: read faster, and no different from what the library reads."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Message, Update

from bot.chat.text_message import TextMessage, read_update

BOT = Bot("123456:local")
ANN = {"id": 5, "is_bot": False, "first_name": "Ann", "last_name": "Lee", "username": "ann", "language_code": "en"}
CHAT = {"id": 5, "type": "private", "first_name": "Ann", "username": "ann"}
PLAIN = {"message_id": 7, "date": 1_700_000_000, "text": "How many patents? 🚀", "from": ANN, "chat": CHAT}
COMMAND = {"offset": 0, "length": 5, "type": "bot_command"}


def update_of(**fields: Any) -> dict[str, Any]:
    """Give an update with a message, as Telegram sends it."""
    return {"update_id": 1, "message": PLAIN | fields}


def test_every_field_is_what_the_library_would_read() -> None:
    quick, slow = (read(update_of(), BOT) for read in (read_update, Update.de_json))
    assert isinstance(quick.message, TextMessage)
    assert slow.message
    assert (quick, quick.to_dict()) == (slow, slow.to_dict())
    for name in (*Message.__slots__, "message_id", "date", "chat", "effective_attachment", "id", "link"):
        assert getattr(quick.message, name) == getattr(slow.message, name), name
    for part in (quick, quick.message, quick.message.chat, quick.message.from_user):
        assert part
        assert part.get_bot() is BOT


def test_it_is_as_frozen_as_any_other() -> None:
    message = read_update(update_of(), BOT).message
    with pytest.raises(AttributeError):
        setattr(message, "text", "another")  # noqa: B010 - mypy would know
    with pytest.raises(AttributeError):
        setattr(message, "photo", ())  # noqa: B010


@pytest.mark.parametrize(
    "data",
    [
        update_of(entities=[COMMAND], text="/help"),
        update_of(reply_to_message=PLAIN),
        update_of(edit_date=1_700_000_001),
        update_of(from_field_that_is_new=1),
        {"update_id": 1, "edited_message": PLAIN | {"edit_date": 1_700_000_001}},
        {"update_id": 1, "callback_query": {"id": "1", "from": ANN, "chat_instance": "1", "data": "facts"}},
    ],
)
def test_anything_else_is_read_by_the_library(data: dict[str, Any]) -> None:
    read = read_update(data, BOT)
    assert not isinstance(read.message, TextMessage)
    assert read.to_dict() == Update.de_json(data, BOT).to_dict()
