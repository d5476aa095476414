"""The bot's face in Telegram: menu and descriptions."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.chat.profile import MENU_LENGTH, description, group_menu, private_menu, set_profile, short_description
from bot.text import utf16_length
from tests.room import BASE, Room, many_facts, room_fixture

room = room_fixture
SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


async def test_menus_and_descriptions_are_set(room: Room) -> None:
    await set_profile(room.app.bot, BASE)
    private, group = room.api.sent("setMyCommands")[:2]
    assert private["scope"] == {"type": "all_private_chats"}
    assert [command["command"] for command in private["commands"]] == [
        *("start", "help", "facts", "ask", "card", "privacy"),
        *("rockets", "anvils", "exports"),
    ]
    assert group["scope"] == {"type": "all_group_chats"}
    assert [command["command"] for command in group["commands"]] == ["ask", "facts", "help"]
    assert "Acme's rockets & anvils" in room.api.sent("setMyDescription")[0]["description"]
    assert "Acme" in room.api.sent("setMyShortDescription")[0]["short_description"]


async def test_the_first_are_for_readers_of_every_language(room: Room) -> None:
    await set_profile(room.app.bot, BASE)
    assert "language_code" not in room.api.sent("setMyCommands")[0]


async def test_only_the_languages_spoken_have_a_menu_and_those_spoken_no_longer_lose_theirs(room: Room) -> None:
    await set_profile(room.app.bot, BASE)
    profile = room.api.profile
    assert profile.menu("all_private_chats", "fr")
    await set_profile(room.app.bot, replace(BASE, languages=("en", "es")))
    for scope in ("all_private_chats", "all_group_chats"):
        assert profile.menu(scope, "es")
        assert profile.menu(scope, "")
        assert not profile.menu(scope, "fr")
    for kind in ("description", "short_description"):
        assert [(kind, code) in profile.texts for code in ("", "es", "fr")] == [True, True, False]
    room.api.calls.clear()
    await set_profile(room.app.bot, replace(BASE, languages=("en", "es")))
    assert [call for call in (*SETTERS, "deleteMyCommands") if room.api.sent(call)] == []


async def test_what_is_set_already_is_not_set_again(room: Room) -> None:
    await set_profile(room.app.bot, BASE)
    room.api.calls.clear()
    await set_profile(room.app.bot, BASE)
    assert [call.method for call in room.api.calls if call.method in SETTERS] == []


async def test_a_failure_is_one_warning(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.api.fail_next("setMyCommands", 400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    await set_profile(room.app.bot, BASE)
    (record,) = (record for record in caplog.records if record.name == "bot.chat.profile")
    assert record.levelno == logging.WARNING
    assert "bot_commands_too_much" in record.getMessage().lower()


def test_a_menu_stays_within_telegrams_limits() -> None:
    base = many_facts(500)
    long = replace(base, facts=tuple(replace(fact, title="🚀" * 200) for fact in base.facts))
    for menu in (private_menu(base, "en"), private_menu(long, "en")):
        assert 5 < len(menu) <= 100
        assert sum(len(command.command) + utf16_length(command.description) for command in menu) <= MENU_LENGTH
        assert all(utf16_length(command.description) <= 256 for command in menu)


def test_the_descriptions_stay_within_telegrams_limits() -> None:
    announcement = replace(BASE.announcement, subject="s" * 999, about="a" * 999)
    base = replace(BASE, announcement=announcement)
    assert utf16_length(description(base, "en")) <= 512
    assert utf16_length(short_description(base, "en")) <= 120


def test_the_menu_is_in_the_readers_language() -> None:
    titles = {command.command: command.description for command in private_menu(BASE, "ar")}
    assert titles["rockets"] == "الصواريخ"
    assert group_menu("xx") == group_menu("en")
