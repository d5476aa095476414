"""The intake: every update is answered once, in order within its chat, and some at once."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.constants import ChatType

from bot.chat.context import App
from bot.chat.text_message import read_update
from bot.journal.journal import ClaimStatus, Journal

if TYPE_CHECKING:
    from bot.journal.encryption import TokenCipher

AT_ONCE = 16
SLOW = 2.0  # seconds after which an answer (that waits for a flood limit, say) gives up its place to others
PATIENCE = 1.0  # seconds after which the rest of a batch is kept rather than waited for
ROOM = 1000  # updates in hand
FAREWELL = 0.4  # seconds to keep what is left at the end
ASK_AGAIN = 1.0  # seconds before the next look at what another process holds
_SALT = secrets.token_bytes(16)
_LOGGER = logging.getLogger(__name__)


class Intake:
    """Take updates, from polling or a webhook alike."""

    def __init__(self, application: App, journal: Journal) -> None:
        """Begin with nothing in hand."""
        self._application = application
        self._journal = journal
        self._places = asyncio.Semaphore(AT_ONCE)
        self._lanes: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._unsafe: dict[int, Update] = {}  # the updates in hand that are neither answered nor kept

    async def answer(self, update: Update) -> None:
        """Answer one update, and return when that is written down."""
        self.take([update])
        await asyncio.shield(self._tasks[update.update_id])

    def take(self, updates: Iterable[Update]) -> None:
        """Claim a batch and begin to answer what nobody has answered yet."""
        new = {update.update_id: update for update in updates if update.update_id not in self._tasks}
        claim = asyncio.ensure_future(self._journal.claim(new))
        for number, update in new.items():
            self._unsafe[number] = update
            self._tasks[number] = task = asyncio.create_task(self._see_through(update, claim))
            task.add_done_callback(partial(self._let_go, number))

    async def resume(self) -> None:
        """Begin to answer what an earlier process kept because it had to wait."""
        kept = await self._journal.waiting()
        while kept is None:
            await asyncio.sleep(ASK_AGAIN)
            kept = await self._journal.waiting()
        updates = self._opened(kept)
        self.take(updates)
        for update in updates:
            self._unsafe.pop(update.update_id, None)

    def _opened(self, kept: Mapping[int, str]) -> list[Update]:
        """Read what was kept; what was sealed with an earlier token of the bot's is left out."""
        bodies = [body for sealed in kept.values() if (body := self._cipher.open(sealed))]
        if unreadable := len(kept) - len(bodies):
            _LOGGER.warning("%d questions that waited are left out: the bot has got another token since", unreadable)
        return [read_update(json.loads(body), self._application.bot) for body in bodies]

    @cached_property
    def _cipher(self) -> TokenCipher:
        """Make the seal for what has to wait."""
        from bot.journal.encryption import TokenCipher  # 28 ms and 10 MB, and most runs keep nothing

        return TokenCipher(self._application.bot.token)

    def _let_go(self, number: int, task: asyncio.Task[None]) -> None:
        """Forget an update; one that was given up may still be kept."""
        del self._tasks[number]
        if not task.cancelled():
            self._unsafe.pop(number, None)

    # ---- for polling: when may Telegram forget? ---------------------------------------------------

    async def settle(self) -> int | None:
        """Return when all that was taken is answered, or kept in the journal, and there is room for more.

        So one chat at Telegram's limit does not hold up the next batch for everybody else. Where the
        journal cannot keep what is slow, gives its lowest id: Telegram must not forget that one yet.
        """
        while self._unsafe:
            await asyncio.wait([self._tasks[number] for number in self._unsafe], timeout=PATIENCE)
            if len(self._tasks) < ROOM and not self._places.locked():
                await self._keep()
                break
        return min(self._unsafe, default=None)

    async def finish(self, seconds: float) -> int | None:
        """Answer what is in hand within some seconds and keep the rest.

        Gives the lowest id of an update that is neither answered nor kept, and must come again.
        """
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)
        left = dict(self._tasks)
        for task in left.values():
            task.cancel()
        await asyncio.gather(*left.values(), return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await self._keep()
        return min(self._unsafe, default=None)

    async def _keep(self) -> None:
        """Keep what is not answered yet."""
        waiting = dict(self._unsafe)
        if waiting and await self._journal.keep(
            {number: self._cipher.close(body_of(update)) for number, update in waiting.items()}
        ):
            for number in waiting:
                self._unsafe.pop(number, None)

    # ---- one update -------------------------------------------------------------------------------

    async def _see_through(self, update: Update, claim: asyncio.Future[dict[int, ClaimStatus]]) -> None:
        """Answer an update in its turn, unless somebody else has, or does."""
        number = update.update_id
        status = (await asyncio.shield(claim))[number]
        lane = self._lanes.setdefault(lane_of(update), asyncio.Lock())
        async with lane:
            while status is ClaimStatus.HELD:
                await asyncio.sleep(ASK_AGAIN)
                status = (await self._journal.claim([number]))[number]
            if status is ClaimStatus.MINE:
                async with self._place():
                    await self._application.process_update(update)
                    await self._journal.record(number, self._application.bot_data.answers.pop(number))

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """Wait for a place among those who answer at once, and give it back when done, or when it takes long."""
        await self._places.acquire()
        taken = True

        def leave() -> None:
            nonlocal taken
            if taken:
                taken = False
                self._places.release()

        timer = asyncio.get_running_loop().call_later(SLOW, leave)
        try:
            yield
        finally:
            timer.cancel()
            leave()


def lane_of(update: Update) -> int:
    """Name the chat, or the person, that an update belongs to: an edit must find the answer to its question."""
    owner = update.effective_chat or update.effective_user
    return owner.id if owner else update.update_id


def body_of(update: Update) -> str:
    """Give an update as JSON that can be answered, without the names and ids of people."""
    return json.dumps(_without_people(update.to_dict()))


def _without_people(value: Any) -> Any:
    """Leave out of a Bot API object who the people in it are; only their language is of use.

    The number of a private chat stays: without it nobody could be answered.
    """
    match value:
        case {"is_bot": False, "id": number}:
            user = {"id": _pseudonym(number), "is_bot": False, "first_name": ""}
            return user | {key: value[key] for key in ("language_code",) if key in value}
        case {"type": ChatType.PRIVATE, "id": number}:
            return {"id": number, "type": ChatType.PRIVATE}
        case dict():
            return {key: _without_people(item) for key, item in value.items()}
        case list() | tuple():
            return [_without_people(item) for item in value]
    return value


def _pseudonym(user_id: int) -> int:
    """Give a number that tells people apart (for the limits), but not who they are."""
    return int.from_bytes(hashlib.blake2b(str(user_id).encode(), key=_SALT, digest_size=6).digest())
