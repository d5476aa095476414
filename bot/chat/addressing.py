"""Who wrote a message, whether it is meant for the bot, and what it asks: all read from the message alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType, MessageEntityType
from telegram.ext import filters

_SALT = secrets.token_bytes(16)  # another in each process


def pseudonym(user_id: int) -> int:
    """Return a number that distinguishes people while this process runs, but does not identify them."""
    return int.from_bytes(hashlib.blake2b(str(user_id).encode(), key=_SALT, digest_size=6).digest())


def words_of(message: Message) -> str:
    """Return a message's text or caption, or "" if it has neither."""
    return message.text or message.caption or ""


def is_from_person(message: Message) -> bool:
    """Return whether a person wrote the message.

    A channel is not a person (even when its post is forwarded into the linked group), nor is another bot, nor what
    was sent through this bot's own inline mode. Admins who post as their group are people.
    """
    if message.via_bot and message.via_bot.id == message.get_bot().id:
        return False
    if message.sender_chat:
        return message.sender_chat.type != ChatType.CHANNEL
    return message.from_user is not None and not message.from_user.is_bot


def is_addressed(message: Message) -> bool:
    """Return whether a message in a group is meant for the bot: it mentions the bot or replies to it."""
    return bool(own_mentions(message)) or replies_to_bot(message)


def own_mentions(message: Message) -> list[MessageEntity]:
    """Find where a text or a caption mentions the bot, by @username or by name."""
    bot = message.get_bot()
    found = _entities(message, MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)
    return [entity for entity, text in found if _is_bot(entity, text, bot)]


def replies_to_bot(message: Message) -> bool:
    """Return whether a message replies to one of the bot's, also to one that somebody posted through inline mode.

    In a topic, every message replies to the opening one, which does not count.
    """
    target = message.reply_to_message
    if target is None or target.forum_topic_created:
        return False
    return any(
        author is not None and author.id == message.get_bot().id for author in (target.from_user, target.via_bot)
    )


def is_command_for_bot(message: Message) -> bool:
    """Return whether a message begins with a command that names the bot: /anything@this_bot."""
    name = f"@{message.get_bot().username}".lower()
    return any(text.lower().endswith(name) for _, text in _leading_command(message))


def command_of(message: Message) -> str | None:
    """Return the command that a message begins with, in lower case and without its slash; None if another bot's."""
    for _, text in _leading_command(message):
        name, _, bot = text.removeprefix("/").lower().partition("@")
        return name if bot in ("", message.get_bot().username.lower()) else None
    return None


def question_in(message: Message) -> str:
    """Return what a message asks: its text without the bot's name and without the command at the start."""
    if not message.entities and not message.caption_entities:
        return words_of(message).strip()
    commands = [entity for entity, _ in _leading_command(message)]
    return _without(words_of(message), [*commands, *own_mentions(message)])


def borrowed_question(message: Message) -> str:
    """Return the words of the message replied to: the part quoted, or the text or caption unless it is the bot's."""
    if message.quote:
        return message.quote.text.strip()
    if message.reply_to_message is None or replies_to_bot(message):
        return ""
    return words_of(message.reply_to_message).strip()


def _is_bot(entity: MessageEntity, text: str, bot: Bot) -> bool:
    """Return whether a mention is of the bot."""
    if entity.user:
        return entity.user.id == bot.id
    return text.lower() == f"@{bot.username}".lower()


def _leading_command(message: Message) -> list[tuple[MessageEntity, str]]:
    """Find the command that a message begins with."""
    return [found for found in _entities(message, MessageEntityType.BOT_COMMAND) if found[0].offset == 0]


def _entities(message: Message, *kinds: str) -> list[tuple[MessageEntity, str]]:
    """Find entities of some kinds with their text, in the text or the caption; one that lies outside it is left out."""
    entities = message.entities if message.text else message.caption_entities
    wanted = [entity for entity in entities if entity.type in kinds]
    if not wanted:
        return []
    units = _units(words_of(message))
    inside = [entity for entity in wanted if 0 <= entity.offset < entity.offset + entity.length <= len(units) // 2]
    return [(entity, _text(units[2 * entity.offset : 2 * (entity.offset + entity.length)])) for entity in inside]


def _units(text: str) -> bytes:
    """Return a text in UTF-16 code units, two bytes each, in which the offsets of entities count (Bot API)."""
    return text.encode("utf-16-le", "surrogatepass")


def _text(units: bytes) -> str:
    """Return the text of code units, though they begin or end within a character."""
    return units.decode("utf-16-le", "surrogatepass")


def _without(text: str, entities: Iterable[MessageEntity]) -> str:
    """Cut entities out of a text."""
    units = _units(text)
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return _text(units).strip()


class _FromPerson(filters.MessageFilter):
    """Messages that a person wrote."""

    def filter(self, message: Message) -> bool:
        """Apply `is_from_person`."""
        return is_from_person(message)


class _Addressed(filters.MessageFilter):
    """Messages that are meant for the bot."""

    def filter(self, message: Message) -> bool:
        """Apply `is_addressed`."""
        return is_addressed(message)


class _Command(filters.MessageFilter):
    """Messages that begin with a command: filters.COMMAND would take one whose entity lies outside the text."""

    def filter(self, message: Message) -> bool:
        """Look for a command at the beginning of a text or a caption."""
        return bool(_leading_command(message))


class _CommandForBot(filters.MessageFilter):
    """Messages that begin with a command that names this bot."""

    def filter(self, message: Message) -> bool:
        """Apply `is_command_for_bot`."""
        return is_command_for_bot(message)


FROM_PERSON = _FromPerson()
ADDRESSED = _Addressed()
COMMAND = _Command()
COMMAND_FOR_BOT = _CommandForBot()
