"""The people's side of a chat: what they do becomes the updates that Telegram would send."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from bot.terminal.bot_api.api import LocalBotApi
from bot.terminal.bot_api.markup import Json
from bot.text import utf16_length

ENTITIES = re.compile(
    r"(?<![\w/])(?P<bot_command>/\w{1,64}(?:@\w+)?)|(?<!\w)(?P<mention>@\w{4,32})|(?P<url>https?://\S+)", re.ASCII
)
SERVICE_CHAT = 777000
ANONYMOUS_ADMIN = 1087968824


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account, or another bot."""

    id: int = 1001
    first_name: str = "Mei"
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False

    def as_json(self) -> Json:
        """Return the person as a Bot API User."""
        user = {"id": self.id, "first_name": self.first_name, "is_bot": self.is_bot}
        optional = {"username": self.username, "language_code": self.language_code}
        return user | {key: value for key, value in optional.items() if value}

    def private_chat(self) -> Json:
        """Return the person's chat with the bot as a Bot API Chat."""
        return {"id": self.id, "type": "private", "first_name": self.first_name}


class LocalChat:
    """One chat with the bot in it, seen by the people there.

    Each method gives the raw update, registered with the API: hand it to `process_update` as
    `Update.de_json(update, bot)`, or to `api.queue` where the bot polls.
    """

    def __init__(self, api: LocalBotApi, person: Person | None = None, chat: Json | None = None) -> None:
        """Open a person's private chat, or the chat given as a Bot API Chat."""
        self.api = api
        self.person = person or Person()
        self.chat = chat or self.person.private_chat()

    @classmethod
    def group(cls, api: LocalBotApi, person: Person | None = None, *, forum: bool = False) -> LocalChat:
        """Open a supergroup, with topics where it is a forum."""
        chat: Json = {"id": -1001, "type": "supergroup", "title": "Readers"}
        return cls(api, person, chat | ({"is_forum": True} if forum else {}))

    @classmethod
    def channel(cls, api: LocalBotApi) -> LocalChat:
        """Open a channel."""
        return cls(api, None, {"id": -1002, "type": "channel", "title": "News"})

    @property
    def replies(self) -> list[Json]:
        """Return the bot's messages in this chat as they stand now."""
        messages = self.api.messages[self.chat["id"]].values()
        return [message for message in messages if message.get("from", {}).get("id") == self.api.bot["id"]]

    def message(self, text: str | None = None, *, sender: Person | None = None, **fields: Any) -> Json:
        """Build a message; `fields` are further Bot API fields, e.g. reply_to_message or message_thread_id."""
        message: Json = {"message_id": self.api.next_id(), "date": int(time.time()), "chat": self.chat}
        if self.chat["type"] != "channel":
            message["from"] = (sender or self.person).as_json()
        if text is not None:
            message |= {"text": text} | _entities("entities", text)
        if "message_thread_id" in fields:
            message["is_topic_message"] = True
        return message | fields

    def write(self, text: str, *, sender: Person | None = None, **fields: Any) -> Json:
        """Write a message: text, or a /command."""
        return self._update("message", self.message(text, sender=sender, **fields))

    def mention(self, name: str, text: str, **fields: Any) -> Json:
        """Write a message that begins with the bot's name as a text_mention, as for a user without username."""
        entity = {"type": "text_mention", "offset": 0, "length": utf16_length(name), "user": self.api.bot}
        return self._update("message", self.message(f"{name} {text}", **fields) | {"entities": [entity]})

    def edit(self, message: Json, text: str) -> Json:
        """Edit a message that was written before."""
        new = {key: value for key, value in message.items() if key != "entities"}
        new |= {"text": text, "edit_date": int(time.time())} | _entities("entities", text)
        return self._update("edited_message", new)

    def photo(self, caption: str, **fields: Any) -> Json:
        """Send a photo with a caption."""
        photo = [{"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}]
        content = {"photo": photo, "caption": caption} | _entities("caption_entities", caption)
        return self._update("message", self.message(**fields) | content)

    def voice(self, **fields: Any) -> Json:
        """Send a voice message."""
        voice = {"file_id": "voice", "file_unique_id": "voice", "duration": 3}
        return self._update("message", self.message(voice=voice, **fields))

    def sticker(self, **fields: Any) -> Json:
        """Send a sticker."""
        sticker: Json = {"file_id": "sticker", "file_unique_id": "sticker", "width": 512, "height": 512}
        sticker |= {"is_animated": False, "is_video": False, "type": "regular"}
        return self._update("message", self.message(sticker=sticker, **fields))

    def press(self, data: str, message: Json | None = None, *, sender: Person | None = None) -> Json:
        """Press a button with callback_data under a message, the bot's last one by default."""
        pressed = {"message": dict(message or self.replies[-1]), "chat_instance": str(self.chat["id"])}
        return self._query("callback_query", sender, data=data, **pressed)

    def press_inline(self, data: str, inline_message_id: str) -> Json:
        """Press a button under a message that was sent through inline or guest mode."""
        return self._query("callback_query", None, data=data, inline_message_id=inline_message_id, chat_instance="0")

    def inline(self, query: str = "", offset: str = "") -> Json:
        """Type "@bot query" into the input field of some chat."""
        return self._query("inline_query", None, query=query, offset=offset, chat_type="sender")

    def chosen(self, result_id: str, query: str = "") -> Json:
        """Tap an inline result, where BotFather's inline feedback is on."""
        return self._update(
            "chosen_inline_result", {"result_id": result_id, "from": self.person.as_json(), "query": query}
        )

    def guest(self, text: str, **fields: Any) -> Json:
        """Mention the bot in a chat where it is no member (guest mode)."""
        message = self.message(text, **fields) | {"guest_query_id": str(self.api.next_id())}
        return self._update("guest_message", message)

    def automatic_forward(self, text: str) -> Json:
        """Let the linked channel's post appear in this group, as Telegram forwards it."""
        service = Person(SERVICE_CHAT, "Telegram", language_code=None)
        return self.write(text, sender=service, sender_chat=_CHANNEL, is_automatic_forward=True)

    def anonymous_admin(self, text: str) -> Json:
        """Write as an admin who hides behind the group."""
        hidden = Person(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", None, is_bot=True)
        return self.write(text, sender=hidden, sender_chat=self.chat)

    def post(self, text: str) -> Json:
        """Post in a channel."""
        return self._update("channel_post", self.message(text, sender_chat=self.chat))

    def member(self, status: str, old: str = "member") -> Json:
        """Change the bot's own membership: "kicked" is also how a person blocks it, "member" how it comes back."""
        return self._update(
            "my_chat_member",
            {
                "chat": self.chat,
                "from": self.person.as_json(),
                "date": int(time.time()),
                "old_chat_member": self._membership(old),
                "new_chat_member": self._membership(status),
            },
        )

    def _membership(self, status: str) -> Json:
        """Return the bot as a ChatMember."""
        member: Json = {"user": self.api.bot, "status": status}
        return member | ({"until_date": 0} if status == "kicked" else {})

    def _query(self, kind: str, sender: Person | None, **fields: Any) -> Json:
        """Build an update that the bot has to answer by its id."""
        return self._update(kind, {"id": str(self.api.next_id()), "from": (sender or self.person).as_json(), **fields})

    def _update(self, kind: str, content: Json) -> Json:
        """Number an update and make it known to the API."""
        return self.api.register({"update_id": self.api.next_id(), kind: content})


_CHANNEL: Json = {"id": -1002, "type": "channel", "title": "News"}


def _entities(key: str, text: str) -> Json:
    """Find what Telegram marks in a person's text; offsets are in UTF-16 code units."""
    found = [
        {"type": match.lastgroup, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match.group())}
        for match in ENTITIES.finditer(text)
    ]
    return {key: found} if found else {}
