"""What the handlers share: the bot's data, in one typed object (`context.bot_data`)."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import replace
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from cachetools import LRUCache, TTLCache
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.corrections import Corrections
from bot.chat.counts import Counts
from bot.chat.fact_names import FactNames
from bot.chat.flood import FloodLimiter
from bot.facts.base import FactBase
from bot.journal import Counted, KeptTexts
from bot.matching.answer import Answer, Reason
from bot.matching.matcher import Matcher
from bot.replies.keyboards import offered_facts
from bot.replies.render import ECHO, Reply, answer_reply, reader_language
from bot.replies.repeated import Repeated
from bot.text import clip

REMEMBERED = 1000  # exchanges, albums and answers
RENDERED_BYTES = 4_000_000  # of replies kept
CHATS = 10_000  # private chats in which it is known what was shown last
SPOKEN_OF = 600.0  # seconds for which it is known
REFUSALS = 3  # of the messages that Telegram refused last it is known when
_BUTTON_BYTES = 1_000  # of a button, its label and what it leads to
_KEY_BYTES = 4_000  # of what a reply depends on, a name of 700 characters included


class MessageRef(NamedTuple):
    """Where a message is."""

    chat_id: int
    message_id: int

    @classmethod
    def of(cls, message: Message) -> MessageRef:
        """Return where this message is."""
        return cls(message.chat_id, message.message_id)


class Exchange(NamedTuple):
    """What a question said when it was last seen (its hash alone: texts are long), and the message that answers it."""

    words: int
    answer: MessageRef


class OnScreen(NamedTuple):
    """What a reader sees in an answer: facts (their ids) with their figures, in a language.

    `asked` is the number of the update that is answered, where the answer has the button "Something wrong?".
    """

    facts: tuple[str, ...]
    figures: tuple[str, ...]
    language: str
    asked: int | None


class Shown(NamedTuple):
    """What was shown last in a chat: the fact, if it was one, and the facts that "the second one" may mean.

    `earlier` is the fact that was shown before, where a question found none; `refused` is the answer that refused one.
    """

    fact: str | None
    offered: tuple[str, ...]
    earlier: str | None = None
    refused: Answer | None = None


NOTHING_SHOWN = Shown(None, ())


class Statistics(NamedTuple):
    """What the admins get: a text of at most 1,024 characters, and a picture (PNG) where one can be drawn."""

    text: str
    picture: bytes | None = None


class BotData:
    """The matcher with its fact base, and what is remembered for a while."""

    def __init__(
        self, matcher: Matcher, *, flood: FloodLimiter | None = None, timer: Callable[[], float] = time.monotonic
    ) -> None:
        """Start with nothing remembered; without `flood` nobody is limited."""
        # How much people may ask; None for no limits.
        self.flood = flood
        # The questions whose texts are written down, which /privacy says.
        self.kept_texts: KeptTexts = "none"
        # By the question's message: an edited question edits its answer.
        self.exchanges: LRUCache[MessageRef, Exchange] = LRUCache(REMEMBERED)
        # By the answer's message: an answer whose figures have changed is edited.
        self.on_screen: LRUCache[MessageRef, OnScreen] = LRUCache(REMEMBERED)
        self._edits: WeakValueDictionary[MessageRef, asyncio.Lock] = WeakValueDictionary()
        # By the id of an album, whose pictures are messages of their own: the hint sent for it, None once answered.
        self.albums: LRUCache[str, MessageRef | None] = LRUCache(REMEMBERED)
        # What the matcher made of the questions in hand, by update id; the journal collects them.
        self.answers: LRUCache[int, Answer] = LRUCache(REMEMBERED)
        # By the private chat: a question may go on from what was shown last.
        self.shown: TTLCache[int, Shown] = TTLCache(CHATS, SPOKEN_OF, timer)
        # And the last fact, which a question that finds none does not push out.
        self._facts_shown: TTLCache[int, str] = TTLCache(CHATS, SPOKEN_OF, timer)
        # By the private chat: the language of the last answer, for whatever does not say its own.
        self.spoken: TTLCache[int, str] = TTLCache(CHATS, SPOKEN_OF, timer)
        # By the private chat: the last sentence without a figure, so that it does not follow itself.
        self._repeated: TTLCache[int, Repeated] = TTLCache(CHATS, SPOKEN_OF, timer)
        # Pictures are drawn one after the other: they take the time of many answers.
        self.drawing = asyncio.Lock()
        # Counts something for the operator's report; it never fails.
        self.count: Callable[[Counted], None] = lambda _: None
        # The answers called wrong; None where nobody is asked.
        self.corrections: Corrections | None = None
        # Who may see the statistics, and where they come from.
        self.admins: frozenset[int] = frozenset()
        self.statistics: Callable[[], Awaitable[Statistics]] | None = None
        # What befell answers since the start.
        self.counts = Counts()
        # When Telegram refused messages for what is in them, lately.
        self.refusals: deque[float] = deque(maxlen=REFUSALS)
        self.matcher = matcher

    @property
    def matcher(self) -> Matcher:
        """The matcher in service; replacing it replaces the fact base, and drops all that was made from the old one."""
        return self._matcher

    @matcher.setter
    def matcher(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self.loaded_at = time.time()
        # For inline queries of unfinished words.
        self.names = FactNames(matcher.base)
        # By fact and language: the id that Telegram gave to a picture when it was uploaded.
        self.cards: LRUCache[tuple[str, str], str] = LRUCache(REMEMBERED)
        self._replies: LRUCache[Hashable, Reply] = LRUCache(RENDERED_BYTES, getsizeof=_size_of)

    @property
    def base(self) -> FactBase:
        """The fact base in service."""
        return self.matcher.base

    def note_shown(self, chat_id: int, reply: Reply, answer: Answer | None = None) -> None:
        """Remember what a reply shows in a private chat; one that shows nothing of its own changes nothing.

        Of the `answer` to a question it is remembered what it refuses to tell, but not the question. Where it only
        refuses a part of the fact that was shown, that one is still spoken of.
        """
        refused = None
        if answer and answer.refused:
            refused = replace(answer, question="", detail=clip(answer.detail, ECHO))
        is_part = refused and refused.reason is Reason.PER_UNIT and refused.refused == self.shown_in(chat_id).fact
        if reply.facts is not None and not is_part:
            offered = reply.facts if len(reply.facts) > 1 else offered_facts(reply.keyboard)
            self.note_fact(chat_id, reply.facts[-1] if reply.facts else None, offered, refused)

    def note_fact(
        self, chat_id: int, fact: str | None, offered: tuple[str, ...] = (), refused: Answer | None = None
    ) -> None:
        """Remember a fact as the one that was shown last, or that there was none."""
        self.shown[chat_id] = Shown(fact, offered, refused=refused)
        if fact:
            self._facts_shown[chat_id] = fact
            self._repeated.pop(chat_id, None)

    def shown_in(self, chat_id: int) -> Shown:
        """Return what was shown last in a private chat."""
        return self.shown.get(chat_id, NOTHING_SHOWN)._replace(earlier=self._facts_shown.get(chat_id))

    def times_said(self, chat_id: int, answer: Answer) -> int:
        """Count how often a private chat gets the sentence of an answer without a figure; 0 for any other."""
        repeated = Repeated.by(answer, self._repeated.get(chat_id))
        if repeated is None:
            return 0
        self._repeated[chat_id] = repeated
        return repeated.times

    def note_on_screen(self, answer: MessageRef, reply: Reply) -> None:
        """Remember what is shown in a message of the bot, if it shows facts."""
        self.on_screen.pop(answer, None)
        if reply.facts:
            self.on_screen[answer] = OnScreen(reply.facts, reply.figures, reply.language, reply.asked)

    def editing(self, answer: MessageRef) -> asyncio.Lock:
        """Return the lock for whoever edits an answer: what is noted last must be what was sent last."""
        return self._edits.setdefault(answer, asyncio.Lock())

    def reply(self, answer: Answer, *, short: bool = False) -> Reply:
        """Render an answer, or return the reply rendered before; `short` is for groups.

        The key is all that a reply depends on: neither the question's own words nor the score.
        """
        shown = (answer.outcome, answer.facts, answer.suggestions, answer.not_told, answer.reason, answer.detail)
        key = (short, answer.language, shown, answer.claim)
        reply = self._replies.get(key)
        if reply is None:
            reply = self._replies[key] = answer_reply(self.base, answer, short=short)
        return reply


def _size_of(reply: Reply) -> int:
    """Return how many bytes a reply takes in memory at most, its key included."""
    buttons = sum(map(len, reply.keyboard.inline_keyboard)) if reply.keyboard else 0
    return sys.getsizeof(reply.text) + _BUTTON_BYTES * buttons + _KEY_BYTES


Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], BotData]
App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], BotData, None]


def language_of(update: Update, context: Context) -> str:
    """Choose the language for an update: that of the last answer in a private chat, else that of the person's app."""
    chat = update.effective_chat
    spoken = context.bot_data.spoken.get(chat.id) if chat else None
    return spoken or app_language(update, context)


def app_language(update: Update, context: Context) -> str:
    """Return the language of the app of the person behind an update, or the nearest that there is."""
    user = update.effective_user
    return reader_language(context.bot_data.base, user.language_code if user else None)


def is_private(message: Message) -> bool:
    """Return whether a message is in a person's private chat with the bot."""
    return message.chat.type == ChatType.PRIVATE
