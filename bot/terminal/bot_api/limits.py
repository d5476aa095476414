"""What Telegram refuses: the limits of the Bot API, each with Telegram's own error description."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from telegram.constants import (
    BotCommandLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    KeyboardButtonStyle,
    MessageLimit,
    ReplyLimit,
)

from bot.terminal.bot_api.markup import Formatted, Json, MarkupError, parse_html, trim
from bot.text import utf16_length

ACTIONS = (
    "url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "web_app", "login_url", "callback_game", "pay",
)  # fmt: skip
DEEP_LINK = re.compile(rf"[A-Za-z0-9_-]{{1,{MessageLimit.DEEP_LINK_LENGTH}}}")
COMMAND = re.compile(rf"[a-z0-9_]{{{BotCommandLimit.MIN_COMMAND},{BotCommandLimit.MAX_COMMAND}}}")
# Not documented: 100 commands of some 5,300 characters in all passed, 50 of 12,800 were refused.
COMMANDS_SIZE = 6_000


class Refusal(Exception):
    """An error that the Bot API answers with: HTTP status, description, ResponseParameters."""

    def __init__(self, description: str, status: int = 400, parameters: Json | None = None) -> None:
        """Put "Bad Request: " before the description of a 400, if it does not stand there yet."""
        prefix = "Bad Request: " if status == 400 else ""
        self.description = prefix + description.removeprefix(prefix)
        self.status = status
        self.parameters = parameters
        super().__init__(self.description)

    def as_json(self) -> Json:
        """Return the error as Telegram sends it (Bot API, "Making requests")."""
        error: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return error | ({"parameters": self.parameters} if self.parameters else {})


def check_text(parameters: Mapping[str, Any], key: str = "text") -> Formatted:
    """Read the text that a message is to have, or refuse it (Bot API, sendMessage)."""
    formatted = read_text(parameters, key)
    if not formatted.text:
        raise Refusal("message text is empty")
    if utf16_length(formatted.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise Refusal("message is too long")
    if len(formatted.entities) > MessageLimit.MESSAGE_ENTITIES:
        raise Refusal("can't parse entities: too many entities")
    for entity in formatted.entities:
        if entity["type"] == "text_link":
            check_url(entity["url"])
    return formatted


def read_text(parameters: Mapping[str, Any], key: str) -> Formatted:
    """Part text and entities in the way that parse_mode tells."""
    text = str(parameters.get(key, ""))
    match str(parameters.get("parse_mode", "")).lower():
        case "":
            return trim(text, list(parameters.get("entities", ())))
        case "html":
            try:
                return parse_html(text)
            except MarkupError as error:
                raise Refusal(f"can't parse entities: {error}") from None
        case _:
            raise Refusal("unsupported parse_mode")


def check_url(url: str) -> None:
    """Refuse an address that Telegram would not make into a link, deep links included."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg"):
        raise Refusal(f"inline keyboard button URL '{url}' is invalid: unsupported URL protocol")
    host = parts.hostname or ""
    is_host = "." in host or ":" in host or parts.scheme == "tg"
    if not is_host or not parts.netloc or any(character.isspace() for character in url):
        raise Refusal(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if parts.netloc in ("t.me", "telegram.me") or parts.scheme == "tg":
        query = parse_qs(parts.query, keep_blank_values=True)
        for payload in (value for name in ("start", "startgroup") for value in query.get(name, ())):
            check_deep_link(payload)


def check_deep_link(payload: str) -> None:
    """Refuse a payload that Telegram would not hand to the bot (features page, "Deep linking")."""
    if not DEEP_LINK.fullmatch(payload):
        raise Refusal("START_PARAM_INVALID")


def check_reply_markup(markup: Json | None, *, inline_only: bool = False) -> None:
    """Refuse a keyboard beyond the limits (Bot API, InlineKeyboardMarkup)."""
    if not markup:
        return
    if "inline_keyboard" not in markup:
        if inline_only:
            raise Refusal("inline keyboard expected")
        _check_placeholder(markup.get("input_field_placeholder"))
        return
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise Refusal("reply markup is too long")
    if any(len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in rows):
        raise Refusal("reply markup is too long: too many buttons in a row")
    for button in (button for row in rows for button in row):
        _check_button(button)


def _check_placeholder(text: str | None) -> None:
    """Refuse a hint that does not fit into the input field."""
    if text is not None and not 1 <= utf16_length(text) <= ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER:
        raise Refusal("input field placeholder has invalid length")


def _check_button(button: Json) -> None:
    """Refuse a button without a label, or without exactly one thing to do (Bot API, InlineKeyboardButton)."""
    if not button.get("text", "").strip():
        raise Refusal("inline keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        raise Refusal("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Refusal(f"inline keyboard button must have exactly one action, found {' and '.join(actions)}")
    if button.get("style", KeyboardButtonStyle.PRIMARY) not in list(KeyboardButtonStyle):
        raise Refusal("BUTTON_STYLE_INVALID")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    """Refuse what a button is to do where it is too long or leads nowhere."""
    limit = InlineKeyboardButtonLimit
    if action == "callback_data" and not limit.MIN_CALLBACK_DATA <= len(value.encode()) <= limit.MAX_CALLBACK_DATA:
        raise Refusal("BUTTON_DATA_INVALID")
    if action == "copy_text" and not limit.MIN_COPY_TEXT <= utf16_length(value["text"]) <= limit.MAX_COPY_TEXT:
        raise Refusal("BUTTON_COPY_TEXT_INVALID")
    if action == "url":
        check_url(value)


def check_results(results: Sequence[Json]) -> None:
    """Refuse a list of inline results beyond the limits (Bot API, answerInlineQuery)."""
    if len(results) > InlineQueryLimit.RESULTS:
        raise Refusal("RESULTS_TOO_MUCH")
    ids = [check_result(result) for result in results]
    if len(set(ids)) < len(ids):
        raise Refusal("RESULT_ID_DUPLICATE")


def check_result(result: Json) -> str:
    """Refuse one faulty inline result, or return its id (Bot API, InlineQueryResultArticle)."""
    limit = InlineQueryResultLimit
    if not limit.MIN_ID_LENGTH <= len(result.get("id", "").encode()) <= limit.MAX_ID_LENGTH:
        raise Refusal("RESULT_ID_INVALID")
    if result.get("type") == "article" and not result.get("title", "").strip():
        raise Refusal("ARTICLE_TITLE_EMPTY")
    check_text(result.get("input_message_content", {}), "message_text")
    check_reply_markup(result.get("reply_markup"), inline_only=True)
    return str(result["id"])


def check_commands(commands: Sequence[Json]) -> None:
    """Refuse a menu beyond the limits (Bot API, setMyCommands and BotCommand)."""
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise Refusal("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise Refusal("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"].strip()) <= BotCommandLimit.MAX_DESCRIPTION:
            raise Refusal("BOT_COMMAND_DESCRIPTION_INVALID")
    if sum(len(command["command"]) + len(command["description"]) for command in commands) > COMMANDS_SIZE:
        raise Refusal("BOT_COMMANDS_TOO_MUCH")


def check_quote(quote: str, text: str) -> None:
    """Refuse a quote that the message replied to does not contain (Bot API, ReplyParameters)."""
    if quote not in text:
        raise Refusal("QUOTE_TEXT_INVALID")


def check_length(text: str, limit: int, description: str) -> None:
    """Refuse a text with more UTF-16 code units than the limit."""
    if utf16_length(text) > limit:
        raise Refusal(description)


def check_language_code(code: str) -> None:
    """Refuse what is not a two-letter ISO 639-1 code: "pt-br" is not (Bot API, setMyCommands)."""
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise Refusal("invalid language code specified")
