"""The local Bot API: it answers calls as Telegram does, and refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from telegram.constants import CallbackQueryLimit, InlineQueryLimit

from bot.terminal.bot_api import limits
from bot.terminal.bot_api.limits import Refusal
from bot.terminal.bot_api.mailbox import Mailbox
from bot.terminal.bot_api.markup import Formatted, Json
from bot.terminal.bot_api.photos import Photos
from bot.terminal.bot_api.profile import TEXTS, Profile

GONE = ("kicked", "left")
QUERIES = (("callback_query", "id"), ("inline_query", "id"), ("guest_message", "guest_query_id"))
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Call(NamedTuple):
    """One call of the Bot API as it came in."""

    method: str
    parameters: Json


class LocalBotApi:
    """The Bot API for one bot; chats and messages live in memory.

    `calls` are all calls in order; `messages` the messages as they stand now, by chat and message id;
    `shown` the bot's messages in the order in which they appeared or changed; `inline_messages` those
    sent through inline and guest mode; `answers` the parameters with which a callback, inline or guest
    query was answered, by the query's id. A chat, message or query exists once its update is
    registered: LocalChat and `queue` do that.
    """

    def __init__(
        self, *, username: str = "announcement_bot", inline: bool = True, guest: bool = True, reads_all: bool = False
    ) -> None:
        """Create the bot with BotFather's switches: inline mode, guest mode, and group privacy off."""
        self.bot: Json = {
            "id": 1,
            "is_bot": True,
            "first_name": "Announcement",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": reads_all,
            "supports_inline_queries": inline,
            "supports_guest_queries": guest,
        }
        self.mailbox = Mailbox()
        self.profile = Profile()
        self.photos = Photos()
        self.calls: list[Call] = []
        self.chats: dict[int, Json] = {}
        self.topics: set[tuple[int, int]] = set()
        self.shown: list[Json] = []
        self.messages: dict[int, dict[int, Json]] = defaultdict(dict)
        self.inline_messages: dict[str, Json] = {}
        self.answers: dict[str, Json] = {}
        self._gone: set[int] = set()
        self._queries: set[str] = set()
        self._faults: dict[str, deque[Refusal]] = defaultdict(deque)
        self._methods = self._table()
        self._called = asyncio.Event()
        self._last_id = 0

    def _table(self) -> dict[str, Callable[[Json], Any]]:
        """List the methods that there are."""
        return {
            "getMe": lambda _: self.bot,
            "sendMessage": partial(self._send, _text_content),
            "sendPhoto": partial(self._send, self.photos.content),
            "sendChatAction": lambda parameters: bool(self._chat(parameters)),
            "leaveChat": self._leave_chat,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "answerCallbackQuery": self._answer_callback_query,
            "answerInlineQuery": self._answer_inline_query,
            "answerGuestQuery": self._answer_guest_query,
            "getMyCommands": self.profile.get_commands,
            "setMyCommands": self.profile.set_commands,
            "deleteMyCommands": self.profile.delete_commands,
            **{f"getMy{kind}": partial(self.profile.get_text, kind) for kind in TEXTS},
            **{f"setMy{kind}": partial(self.profile.set_text, kind) for kind in TEXTS},
            "getWebhookInfo": lambda _: self.mailbox.webhook_info(),
            "setWebhook": self.mailbox.set_webhook,
            "deleteWebhook": self.mailbox.delete_webhook,
        }

    async def call(self, method: str, parameters: Json) -> tuple[int, Json]:
        """Answer one call: the HTTP status and the JSON that Telegram would send."""
        self.calls.append(Call(method, parameters))
        self._called.set()
        try:
            if self._faults[method]:
                raise self._faults[method].popleft()
            if method == "getUpdates":
                return 200, {"ok": True, "result": await self.mailbox.get_updates(parameters)}
            if method not in self._methods:
                raise Refusal("Not Found", 404)
            return 200, {"ok": True, "result": self._methods[method](parameters)}
        except Refusal as refusal:
            return refusal.status, refusal.as_json()

    def fail_next(self, method: str, status: int, description: str, parameters: Json | None = None) -> None:
        """Let the next call of a method fail, e.g. with 429 and parameters {"retry_after": 1}.

        The description is given in full: "Forbidden: bot was blocked by the user". Faults queue up.
        """
        self._faults[method].append(Refusal(description, status, parameters))

    def next_id(self) -> int:
        """Return the next number for an update, a message or a query."""
        self._last_id += 1
        return self._last_id

    def sent(self, method: str) -> list[Json]:
        """Return the parameters of all calls of one method, in order."""
        return [call.parameters for call in self.calls if call.method == method]

    async def until_called(self, method: str, times: int = 1) -> None:
        """Wait until a method has been called so many times since the beginning."""
        while len(self.sent(method)) < times:
            self._called.clear()
            await self._called.wait()

    def queue(self, update: Json) -> Json:
        """Register an update, put it where getUpdates finds it, and return it."""
        self.mailbox.put(self.register(update))
        return update

    def register(self, update: Json) -> Json:
        """Make known what an update tells (chat, topic, message, query), and return the update."""
        for kind in ("message", "edited_message", "channel_post", "edited_channel_post"):
            if kind in update:
                self._keep(update[kind])
        for kind, name in QUERIES:
            if kind in update:
                self._queries.add(update[kind][name])
        if member := update.get("my_chat_member"):
            self.chats[member["chat"]["id"]] = member["chat"]
            leaves = member["new_chat_member"]["status"] in GONE
            (self._gone.add if leaves else self._gone.discard)(member["chat"]["id"])
        return update

    def _keep(self, message: Json) -> Json:
        """Keep a message with its chat and its topic."""
        chat_id = message["chat"]["id"]
        self.chats[chat_id] = message["chat"]
        self.messages[chat_id][message["message_id"]] = message
        if message.get("is_topic_message"):
            self.topics.add((chat_id, message["message_thread_id"]))
        return message

    def _chat(self, parameters: Json) -> Json:
        """Find the chat of a call, or refuse."""
        wanted = parameters.get("chat_id", "")
        chat = self.chats.get(wanted)
        if chat is None:
            raise Refusal("chat not found" if wanted else "chat_id is empty")
        if chat["id"] in self._gone:
            by_user = chat["type"] == "private"
            gone = "bot was blocked by the user" if by_user else f"bot was kicked from the {chat['type']} chat"
            raise Refusal(f"Forbidden: {gone}", 403)
        return chat

    def _leave_chat(self, parameters: Json) -> bool:
        """Answer leaveChat."""
        self._gone.add(self._chat(parameters)["id"])
        return True

    def _send(self, content_of: Callable[[Json], Json], parameters: Json) -> Json:
        """Answer sendMessage or sendPhoto with the message as it now stands in the chat."""
        chat = self._chat(parameters)
        content = content_of(parameters)
        limits.check_reply_markup(parameters.get("reply_markup"))
        message = {"message_id": self.next_id(), "from": self.bot, "chat": chat, "date": int(time.time())}
        self.shown.append(message | self._place(chat, parameters) | content)
        return self._keep(self.shown[-1])

    def _place(self, chat: Json, parameters: Json) -> Json:
        """Return the topic and the message replied to, or refuse where there is no such thing."""
        place: Json = {}
        if thread := parameters.get("message_thread_id"):
            if (chat["id"], thread) not in self.topics:
                raise Refusal("message thread not found")
            place = {"message_thread_id": thread, "is_topic_message": True}
        reply = parameters.get("reply_parameters") or {}
        target = self.messages[chat["id"]].get(reply.get("message_id", 0))
        if target:
            limits.check_quote(reply.get("quote", ""), str(target.get("text") or target.get("caption", "")))
            return place | {"reply_to_message": {k: v for k, v in target.items() if k != "reply_to_message"}}
        if reply and not reply.get("allow_sending_without_reply"):
            raise Refusal("message to be replied not found")
        return place

    def _edit_message_text(self, parameters: Json) -> Json | bool:
        """Answer editMessageText; buttons that are not given again are taken away."""
        message = self._own_message(parameters)
        formatted = limits.check_text(parameters)
        return self._edit(message, _content(formatted, parameters), parameters)

    def _edit_message_reply_markup(self, parameters: Json) -> Json | bool:
        """Answer editMessageReplyMarkup."""
        message = self._own_message(parameters)
        formatted = Formatted(message["text"], message.get("entities", []))
        return self._edit(message, _content(formatted, parameters), parameters)

    def _own_message(self, parameters: Json) -> Json:
        """Find the message of the bot that is to be edited, or refuse."""
        if inline_message_id := parameters.get("inline_message_id"):
            if inline_message_id not in self.inline_messages:
                raise Refusal("MESSAGE_ID_INVALID")
            return self.inline_messages[inline_message_id]
        message = self.messages[self._chat(parameters)["id"]].get(parameters.get("message_id", 0))
        if message is None:
            raise Refusal("message to edit not found")
        if message.get("from") != self.bot:
            raise Refusal("message can't be edited")
        return message

    def _edit(self, message: Json, content: Json, parameters: Json) -> Json | bool:
        """Give a message its new content in place: inline messages answer true, others themselves."""
        limits.check_reply_markup(parameters.get("reply_markup"), inline_only=True)
        if content == {key: message[key] for key in ("text", "entities", "reply_markup") if key in message}:
            raise Refusal(NOT_MODIFIED)
        for key in ("entities", "reply_markup"):
            message.pop(key, None)
        message.update(content, edit_date=int(time.time()))
        if "inline_message_id" in parameters:
            return True
        self.shown.append(message)
        return message

    def _take_query(self, query_id: str, parameters: Json) -> None:
        """Note the one answer that a query may get."""
        if query_id not in self._queries or query_id in self.answers:
            raise Refusal("query is too old and response timeout expired or query ID is invalid")
        self.answers[query_id] = parameters

    def _answer_callback_query(self, parameters: Json) -> bool:
        """Answer answerCallbackQuery."""
        limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
        limits.check_length(parameters.get("text", ""), limit, "MESSAGE_TOO_LONG")
        self._take_query(parameters["callback_query_id"], parameters)
        return True

    def _answer_inline_query(self, parameters: Json) -> bool:
        """Answer answerInlineQuery."""
        limits.check_results(parameters.get("results", []))
        if len(parameters.get("next_offset", "").encode()) > InlineQueryLimit.MAX_OFFSET_LENGTH:
            raise Refusal("NEXT_OFFSET_INVALID")
        if start := (parameters.get("button") or {}).get("start_parameter"):
            limits.check_deep_link(start)
        self._take_query(parameters["inline_query_id"], parameters)
        return True

    def _answer_guest_query(self, parameters: Json) -> Json:
        """Answer answerGuestQuery with the id of the message that the chat now shows."""
        result = parameters["result"]
        limits.check_result(result)
        self._take_query(parameters["guest_query_id"], parameters)
        return {"inline_message_id": self.choose(result)}

    def choose(self, result: Json) -> str:
        """Post an inline result into some chat, as a person does by tapping it; give its inline_message_id."""
        content = result["input_message_content"]
        inline_message_id = f"inline-{self.next_id()}"
        formatted = limits.check_text(content, "message_text")
        self.inline_messages[inline_message_id] = _content(formatted, result)
        return inline_message_id


def _text_content(parameters: Json) -> Json:
    """Give what a message of text is to hold, or refuse it."""
    return _content(limits.check_text(parameters), parameters)


def _content(formatted: Formatted, parameters: Json) -> Json:
    """Return a message's text, entities and buttons."""
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    if "inline_keyboard" in (parameters.get("reply_markup") or {}):
        content["reply_markup"] = parameters["reply_markup"]
    return content
