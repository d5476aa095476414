"""The bot's profile in Telegram: menu, description and short description, in every language it speaks."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.constants import BotCommandLimit, BotDescriptionLimit

from bot.facts.base import LABEL, FactBase
from bot.facts.language import DEFAULT, language_codes, spoken_codes, texts
from bot.replies.plain import about
from bot.text import clip, utf16_length

# Telegram has an undocumented limit for a whole menu: 5,300 characters were accepted.
MENU_LENGTH = 5000
IN_GROUPS = ("ask", "facts", "help")
_LOGGER = logging.getLogger(__name__)


async def set_profile(bot: Bot, base: FactBase) -> None:
    """Set what differs from what Telegram has; a failure is one warning, because the bot answers without it."""
    try:
        spoken = _codes(spoken_codes(base.languages))
        for code in (None, *spoken):
            await _set_commands(bot, base, code)
            await _set_descriptions(bot, base, code)
        for code in _codes(language_codes()):
            if code not in spoken:
                await _remove(bot, code)
    except Exception as error:  # beside TelegramError: what something in Telegram's place answers may have any shape
        _LOGGER.warning("cannot set the menu and the descriptions; the bot works without them: %r", error)


def private_menu(base: FactBase, language: str) -> list[BotCommand]:
    """List the commands for private chats: the bot's own, then the facts, as many as Telegram accepts."""
    own = texts(language).menu
    facts = {fact.id: base.text(fact, language).title for fact in base.facts if fact.id not in own}
    return _menu({**own, **facts}.items())


def group_menu(language: str) -> list[BotCommand]:
    """List the few commands that are useful in groups."""
    own = texts(language).menu
    return _menu((name, own[name]) for name in IN_GROUPS if name in own)


def description(base: FactBase, language: str) -> str:
    """Write the text of an empty chat ("What can this bot do?")."""
    return _fill(base, texts(language).description, language, int(BotDescriptionLimit.MAX_DESCRIPTION_LENGTH))


def short_description(base: FactBase, language: str) -> str:
    """Write the text of the profile page and of shared links."""
    limit = int(BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)
    return _fill(base, texts(language).short_description, language, limit)


async def _set_commands(bot: Bot, base: FactBase, code: str | None) -> None:
    """Set the menus of a language."""
    language = code or DEFAULT
    for scope, menu in (
        (BotCommandScopeAllPrivateChats(), private_menu(base, language)),
        (BotCommandScopeAllGroupChats(), group_menu(language)),
    ):
        if list(await bot.get_my_commands(scope, code)) != menu:
            await bot.set_my_commands(menu, scope, code)


async def _set_descriptions(bot: Bot, base: FactBase, code: str | None) -> None:
    """Set the two descriptions of a language."""
    long, short = description(base, code or DEFAULT), short_description(base, code or DEFAULT)
    if (await bot.get_my_description(code)).description != long:
        await bot.set_my_description(long, code)
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)


async def _remove(bot: Bot, code: str) -> None:
    """Take away what is set for a language that is no longer spoken: its readers see what all others do."""
    for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
        if await bot.get_my_commands(scope, code):
            await bot.delete_my_commands(scope, code)
    if await bot.get_my_description(code) != await bot.get_my_description():
        await bot.set_my_description(language_code=code)
    if await bot.get_my_short_description(code) != await bot.get_my_short_description():
        await bot.set_my_short_description(language_code=code)


def _codes(codes: Iterable[str]) -> list[str]:
    """Return the languages beside English that have a menu of their own: Telegram names languages by two letters."""
    return [code for code in codes if code != DEFAULT and len(code) == 2]


def _menu(entries: Iterable[tuple[str, str]]) -> list[BotCommand]:
    """Make a menu that stays within Telegram's limits."""
    menu: list[BotCommand] = []
    length = 0
    for name, label in list(entries)[: int(BotCommandLimit.MAX_COMMAND_NUMBER)]:
        command = BotCommand(name, clip(label, LABEL))
        length += len(command.command) + utf16_length(command.description)
        if length > MENU_LENGTH:
            break
        menu.append(command)
    return menu


def _fill(base: FactBase, template: str, language: str, limit: int) -> str:
    """Fill in the announcement's words; these texts are plain, not HTML."""
    return clip(template.format(subject=base.announcement.subject, about=about(base, language)), limit)
