"""What Telegram refuses is refused here, in its words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.terminal.bot_api import LocalBotApi, LocalChat
from bot.terminal.bot_api.markup import parse_html, utf16_slice
from bot.text import utf16_length

Json = dict[str, Any]
CHAT = 1001
ENTITY_ERROR = "can't parse entities: "


def button(**fields: Any) -> Json:
    """Build a button with a callback, or with the fields given."""
    return {"text": "More", **(fields or {"callback_data": "more"})}


def article(result_id: str = "patents", text: str = "19,000", **fields: Any) -> Json:
    """Build an inline result."""
    return {"type": "article", "id": result_id, "title": "T", "input_message_content": {"message_text": text}, **fields}


async def refusal(api: LocalBotApi, method: str, **parameters: Any) -> str | None:
    """Call a method, and return the error's description or None."""
    status, answer = await api.call(method, parameters)
    assert (status == 200) is answer["ok"]
    return None if answer["ok"] else str(answer["description"]).removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"photo": b"a picture", "caption": 1024 * "x"}, None),
        ({"photo": b"a picture", "caption": 1025 * "x"}, "message caption is too long"),
        ({"photo": "photo-9"}, "wrong file identifier/HTTP URL specified"),
        ({}, "there is no photo in the request"),
    ],
)
async def test_a_photo_is_uploaded_or_known_and_its_caption_is_short(
    api: LocalBotApi, parameters: Json, error: str | None
) -> None:
    LocalChat(api).write("/start")
    assert await refusal(api, "sendPhoto", chat_id=CHAT, **parameters) == error
    if error is None:
        assert await refusal(api, "sendPhoto", chat_id=CHAT, photo="photo-1") is None


async def refused_text(api: LocalBotApi, text: str, parse_mode: str = "HTML", **more: Any) -> str | None:
    """Send a text to a person, and return the error's description or None."""
    LocalChat(api).write("/start")
    return await refusal(api, "sendMessage", chat_id=CHAT, text=text, parse_mode=parse_mode, **more)


# ---- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x" * 4096, "<b>" + "x" * 4096 + "</b>", "🇨🇳" * 1024, "&lt;" * 4096])
async def test_4096_units_after_entity_parsing_fit_into_a_message(api: LocalBotApi, text: str) -> None:
    assert await refused_text(api, text) is None


@pytest.mark.parametrize("text", ["x" * 4097, "🇨🇳" * 1024 + "x", "😀" * 2049])
async def test_a_message_is_too_long_by_utf16_units(api: LocalBotApi, text: str) -> None:
    assert await refused_text(api, text) == "message is too long"


@pytest.mark.parametrize("text", ["", "  \n", "<b></b>", "<b> </b>"])
async def test_a_message_without_text_is_refused(api: LocalBotApi, text: str) -> None:
    assert await refused_text(api, text) == "message text is empty"


async def test_more_than_100_entities_are_refused(api: LocalBotApi) -> None:
    assert await refused_text(api, "<b>x</b> " * 100) is None
    assert await refused_text(api, "<b>x</b> " * 101) == ENTITY_ERROR + "too many entities"


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("a < b", "Character '<' must be escaped at byte offset 2"),
        ("ä > b", "Character '>' must be escaped at byte offset 3"),
        ("R&D", "Character '&' must be escaped at byte offset 1"),
        ("R&nbsp;D", "Character '&' must be escaped at byte offset 1"),
        ('<a href="https://x.y/?a=1&b=2">x</a>', "Character '&' must be escaped at byte offset 0"),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ('<b class="x">x</b>', 'Unexpected attribute "class" of the tag "b" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<blockquote>x<blockquote expandable>y</blockquote></blockquote>",
            'Tag "blockquote" can\'t be nested at byte offset 13',
        ),
        ("<code><b>x</b></code>", 'Tag "b" can\'t be nested in preformatted text at byte offset 6'),
        ("<pre><i>x</i></pre>", 'Tag "i" can\'t be nested in preformatted text at byte offset 5'),
    ],
)
async def test_faulty_html_is_refused(api: LocalBotApi, html: str, error: str) -> None:
    assert await refused_text(api, html) == ENTITY_ERROR + error


async def test_text_without_parse_mode_needs_no_escaping(api: LocalBotApi) -> None:
    assert await refused_text(api, "a < b & <b>c", parse_mode="") is None


async def test_other_markup_than_html_is_refused(api: LocalBotApi) -> None:
    assert await refused_text(api, "*x*", parse_mode="MarkdownV2") == "unsupported parse_mode"


@pytest.mark.parametrize(
    ("html", "covered"),
    [
        ("<b>19,000</b> patents", [("bold", "19,000")]),
        ("🇨🇳 <i>first</i>", [("italic", "first")]),
        ("<b>a <u>b</u></b>", [("bold", "a b"), ("underline", "b")]),
        ("  <s>x</s>", [("strikethrough", "x")]),
        ("<blockquote expandable>“q”</blockquote>", [("expandable_blockquote", "“q”")]),
        ("<blockquote><b>&lt;q&gt;</b></blockquote>", [("blockquote", "<q>"), ("bold", "<q>")]),
        ('<pre><code class="language-python">x</code></pre>', [("pre", "x"), ("code", "x")]),
        ('<span class="tg-spoiler">x</span>', [("spoiler", "x")]),
    ],
)
def test_tags_become_entities_at_utf16_offsets(html: str, covered: list[tuple[str, str]]) -> None:
    text, entities = parse_html(html)
    found = [(entity["type"], utf16_slice(text, entity["offset"], entity["length"])) for entity in entities]
    assert found == covered
    assert all(entity["offset"] + entity["length"] <= utf16_length(text) for entity in entities)


def test_a_custom_emoji_keeps_its_id() -> None:
    assert parse_html('<tg-emoji emoji-id="53">👍</tg-emoji>').entities[0]["custom_emoji_id"] == "53"


def test_a_link_keeps_its_address() -> None:
    assert parse_html('<a href="https://x.y/?a=1&amp;b=2">x</a>').entities[0]["url"] == "https://x.y/?a=1&b=2"


@pytest.mark.parametrize(
    "url", ["javascript:x", "x.y/z", "https://", "https://t.me/a_bot?start=a.b", "ftp://x.y", "https://mychannel"]
)
async def test_links_that_telegram_would_not_open_are_refused(api: LocalBotApi, url: str) -> None:
    assert await refused_text(api, f'<a href="{url}">x</a>') is not None


async def test_a_quote_must_stand_in_the_message_replied_to(api: LocalBotApi) -> None:
    message_id = LocalChat(api).write("How many patents?")["message"]["message_id"]
    reply = {"message_id": message_id, "quote": "many patents"}
    assert await refused_text(api, "19,000", reply_parameters=reply) is None
    wrong = await refused_text(api, "19,000", reply_parameters=reply | {"quote": "many trademarks"})
    assert wrong == "QUOTE_TEXT_INVALID"


# ---- keyboards ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"callback_data": "ж" * 32},
        {"copy_text": {"text": "x" * 256}},
        {"url": "https://t.me/announcement_bot?start=patents"},
        {"url": "tg://resolve?domain=announcement_bot"},
        {"switch_inline_query": ""},
        {"callback_data": "x", "style": "primary"},
    ],
)
async def test_a_good_button_is_taken(api: LocalBotApi, fields: Json) -> None:
    assert await refused_text(api, "x", reply_markup={"inline_keyboard": [[button(**fields)]]}) is None


@pytest.mark.parametrize(
    ("faulty", "error"),
    [
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(callback_data="ж" * 33), "BUTTON_DATA_INVALID"),
        (button(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"text": "x"}, "text buttons are unallowed in the inline keyboard"),
        (
            button(callback_data="x", url="https://x.y"),
            "inline keyboard button must have exactly one action, found url and callback_data",
        ),
        (button(url="x.y"), "inline keyboard button URL 'x.y' is invalid: unsupported URL protocol"),
        (button(url="https://mychannel"), "inline keyboard button URL 'https://mychannel' is invalid: Wrong HTTP URL"),
        (button(url="https://x y"), "inline keyboard button URL 'https://x y' is invalid: Wrong HTTP URL"),
        (button(url=f"https://t.me/a_bot?start={'x' * 65}"), "START_PARAM_INVALID"),
        (button(callback_data="x", style="pink"), "BUTTON_STYLE_INVALID"),
    ],
)
async def test_a_faulty_button_is_refused(api: LocalBotApi, faulty: Json, error: str) -> None:
    assert await refused_text(api, "x", reply_markup={"inline_keyboard": [[faulty]]}) == error


async def test_a_keyboard_has_100_buttons_at_most_and_8_in_a_row(api: LocalBotApi) -> None:
    rows = [[button()] * 8] * 12
    assert await refused_text(api, "x", reply_markup={"inline_keyboard": [*rows, [button()] * 4]}) is None
    many = await refused_text(api, "x", reply_markup={"inline_keyboard": [*rows, [button()] * 5]})
    assert many == "reply markup is too long"
    wide = await refused_text(api, "x", reply_markup={"inline_keyboard": [[button()] * 9]})
    assert wide == "reply markup is too long: too many buttons in a row"


async def test_a_hint_in_the_input_field_has_64_units_at_most(api: LocalBotApi) -> None:
    markup: Json = {"force_reply": True, "input_field_placeholder": "x" * 64}
    assert await refused_text(api, "x", reply_markup=markup) is None
    markup["input_field_placeholder"] += "x"
    assert await refused_text(api, "x", reply_markup=markup) == "input field placeholder has invalid length"


async def test_an_edited_message_takes_inline_keyboards_only(api: LocalBotApi) -> None:
    assert await refused_text(api, "x") is None
    message_id = LocalChat(api).replies[-1]["message_id"]
    edit = {"chat_id": CHAT, "message_id": message_id, "text": "y", "reply_markup": {"force_reply": True}}
    assert await refusal(api, "editMessageText", **edit) == "inline keyboard expected"


# ---- queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "error"),
    [
        ([article(str(number)) for number in range(50)], None),
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("a"), article("a")], "RESULT_ID_DUPLICATE"),
        ([article("ж" * 33)], "RESULT_ID_INVALID"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article(title="")], "ARTICLE_TITLE_EMPTY"),
        ([article(text="")], "message text is empty"),
        ([article(text="x" * 4097)], "message is too long"),
        ([article(reply_markup={"inline_keyboard": [[button(callback_data="")]]})], "BUTTON_DATA_INVALID"),
    ],
)
async def test_inline_results_have_limits(api: LocalBotApi, results: list[Json], error: str | None) -> None:
    query = LocalChat(api).inline()["inline_query"]["id"]
    assert await refusal(api, "answerInlineQuery", inline_query_id=query, results=results) == error


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"button": {"text": "Chat", "start_parameter": "help"}}, None),
        ({"button": {"text": "Chat", "start_parameter": "no help"}}, "START_PARAM_INVALID"),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ],
)
async def test_what_comes_with_inline_results_has_limits(api: LocalBotApi, more: Json, error: str | None) -> None:
    query = LocalChat(api).inline()["inline_query"]["id"]
    assert await refusal(api, "answerInlineQuery", inline_query_id=query, results=[], **more) == error


async def test_a_refused_answer_does_not_use_up_the_query(api: LocalBotApi) -> None:
    query = LocalChat(api).guest("@announcement_bot x")["guest_message"]["guest_query_id"]
    assert await refusal(api, "answerGuestQuery", guest_query_id=query, result=article("")) == "RESULT_ID_INVALID"
    assert await refusal(api, "answerGuestQuery", guest_query_id=query, result=article()) is None


async def test_the_notice_on_a_button_has_200_units_at_most(api: LocalBotApi) -> None:
    assert await refused_text(api, "x") is None
    query = LocalChat(api).press("more")["callback_query"]["id"]
    assert await refusal(api, "answerCallbackQuery", callback_query_id=query, text="x" * 201) == "MESSAGE_TOO_LONG"
    assert await refusal(api, "answerCallbackQuery", callback_query_id=query, text="x" * 200) is None


# ---- menu and profile ---------------------------------------------------------------------------


def commands(count: int, description: str = "x") -> list[Json]:
    """Build a menu."""
    return [{"command": f"command_{number}", "description": description} for number in range(count)]


@pytest.mark.parametrize(
    ("menu", "error"),
    [
        (commands(100, "x" * 40), None),
        (commands(101), "BOT_COMMANDS_TOO_MUCH"),
        (commands(50, "x" * 256), "BOT_COMMANDS_TOO_MUCH"),
        (commands(1, "x" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
        (commands(1, " "), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "Patents", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "first-chinese", "description": "x"}], "BOT_COMMAND_INVALID"),
    ],
)
async def test_a_menu_has_limits(api: LocalBotApi, menu: list[Json], error: str | None) -> None:
    assert await refusal(api, "setMyCommands", commands=menu) == error


@pytest.mark.parametrize(
    ("method", "name", "limit"),
    [
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
        ("setMyName", "name", 64),
    ],
)
async def test_a_profile_text_has_a_limit(api: LocalBotApi, method: str, name: str, limit: int) -> None:
    assert await refusal(api, method, **{name: "x" * limit}) is None
    error = f"bot {name.replace('_', ' ')} is too long"
    assert await refusal(api, method, **{name: "x" * (limit + 1)}) == error


async def test_a_language_is_a_two_letter_code(api: LocalBotApi) -> None:
    assert await refusal(api, "setMyDescription", description="x", language_code="pt") is None
    error = await refusal(api, "setMyDescription", description="x", language_code="pt-br")
    assert error == "invalid language code specified"
