"""The intake: every update is answered once, in order within its chat, several chats concurrently."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.constants import ChatType

from bot.chat.addressing import pseudonym
from bot.chat.context import App
from bot.chat.updates import read_update
from bot.journal import ClaimStatus, Entry, Journal
from bot.journal.encryption import TokenCipher
from bot.matching.answer import Answer

if TYPE_CHECKING:
    from bot.service.metrics import Metrics

AT_ONCE = 16  # updates that are answered concurrently
BEGINNING = 0.25  # the share of the time at a stop in which answers are still begun
KEEP_TIMEOUT = 0.4  # seconds to keep what is left at the end
_LOGGER = logging.getLogger(__name__)


class Intake:
    """Take updates, whether from polling or from a webhook."""

    def __init__(
        self,
        application: App,
        journal: Journal,
        *,
        slow: float = 2.0,
        longest_wait: float = 1.0,
        recheck: float = 1.0,
        most: int = 1000,
        metrics: Metrics | None = None,
    ) -> None:
        """Start with nothing in hand.

        All times are in seconds: after `slow` an answer (that waits for a flood limit, say) gives up its place
        among the 16; after `longest_wait` the rest of a batch is kept rather than waited for; every `recheck` an
        update that another process holds is claimed again. `most` is the number of updates in hand.
        """
        self._application = application
        self._journal = journal
        self._slow, self._longest_wait, self._recheck, self._most = slow, longest_wait, recheck, most
        self._metrics = metrics
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turn = asyncio.Lock()
        self._begun: set[int] = set()  # the updates that are being answered
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._unsafe: dict[int, Update] = {}  # the updates in hand that are neither answered nor kept
        self._cipher = TokenCipher(application.bot.token)

    @property
    def waiting(self) -> int:
        """Return how many updates were taken and are not answered yet."""
        return len(self._tasks)

    async def answer(self, update: Update) -> None:
        """Answer one update, and return when that is recorded."""
        self.take([update])
        await asyncio.shield(self._tasks[update.update_id])

    def take(self, updates: Iterable[Update]) -> None:
        """Claim a batch and start answering what nobody has answered yet."""
        new = {update.update_id: update for update in updates if update.update_id not in self._tasks}
        claim = asyncio.ensure_future(self._journal.claim(new))
        for number, update in new.items():
            self._unsafe[number] = update
            self._tasks[number] = task = asyncio.create_task(self._handle(update, claim))
            task.add_done_callback(partial(self._forget, number))

    async def resume(self) -> None:
        """Start answering what an earlier process deferred."""
        kept = await self._journal.waiting()
        while kept is None:
            await asyncio.sleep(self._recheck)
            kept = await self._journal.waiting()
        updates = self._decrypted(kept)
        self.take(updates)
        for update in updates:
            self._unsafe.pop(update.update_id, None)

    def _decrypted(self, kept: Mapping[int, str]) -> list[Update]:
        """Return the updates that were kept, without those encrypted with an earlier token of the bot."""
        bodies = [body for encrypted in kept.values() if (body := self._cipher.decrypt(encrypted))]
        if unreadable := len(kept) - len(bodies):
            self._application.bot_data.counts.dropped += unreadable
            _LOGGER.warning("dropped %d deferred questions: they were encrypted with another token", unreadable)
        return [read_update(json.loads(body), self._application.bot) for body in bodies]

    def _forget(self, number: int, task: asyncio.Task[None]) -> None:
        """Forget an update that is done; one whose task was cancelled may still be kept."""
        del self._tasks[number]
        self._begun.discard(number)
        if not task.cancelled():
            self._unsafe.pop(number, None)

    # ---- for polling: when may Telegram forget? ---------------------------------------------------

    async def settle(self) -> int | None:
        """Return when all that was taken is answered, or kept in the journal, and there is room for more.

        So one chat at Telegram's limit does not delay the next batch for all others. If the journal cannot keep
        what is slow, return its lowest id: Telegram must not forget that one yet.
        """
        while self._unsafe:
            await asyncio.wait([self._tasks[number] for number in self._unsafe], timeout=self._longest_wait)
            if len(self._tasks) < self._most and not self._places.locked():
                await self._keep()
                break
        return min(self._unsafe, default=None)

    async def finish(self, seconds: float) -> int | None:
        """Answer what is in hand within some seconds and keep the rest.

        Answers are begun in the first quarter of the time only: one that is cut off while Telegram takes it comes
        twice.
        Return the lowest id of an update that is neither answered nor kept, and must come again.
        """
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds * BEGINNING)
        await _cancel(task for number, task in self._tasks.items() if number not in self._begun)
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds * (1 - BEGINNING))
        await _cancel(self._tasks.values())
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEP_TIMEOUT):
                await self._keep()
        return min(self._unsafe, default=None)

    async def _keep(self) -> None:
        """Keep what is not answered yet."""
        kept = {number: self._cipher.encrypt(body_of(update)) for number, update in self._unsafe.items()}
        for number in await self._journal.keep(kept) if kept else ():
            self._application.bot_data.counts.deferred += 1
            self._unsafe.pop(number, None)

    # ---- one update -------------------------------------------------------------------------------

    async def _handle(self, update: Update, claim: asyncio.Future[dict[int, ClaimStatus]]) -> None:
        """Answer an update in its turn, unless another process has, or does."""
        number, begun = update.update_id, asyncio.get_running_loop().time()
        status = (await asyncio.shield(claim))[number]
        async with self._chats.setdefault(chat_of(update), asyncio.Lock()):
            while status is not ClaimStatus.ANSWERED:
                if status is ClaimStatus.HELD:
                    await asyncio.sleep(self._recheck)
                elif await self._answered(update, begun):
                    return
                status = (await self._journal.claim([number]))[number]

    async def _answered(self, update: Update, begun: float) -> bool:
        """Answer an update when there is a place; return False if its claim may be another's by then.

        So it is for a process that was stopped for long.
        """
        async with self._place():
            async with self._turn:
                await asyncio.sleep(0)  # one message in each turn of the loop, so that /health waits for no more
            if not self._journal.holds(update.update_id):
                return False
            self._begun.add(update.update_id)
            await self._application.process_update(update)
            answer = self._application.bot_data.answers.pop(update.update_id, None)
            await self._journal.record(entry_of(update.update_id, answer))
            if self._metrics and answer:
                self._metrics.question(answer, asyncio.get_running_loop().time() - begun)
            return True

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """Wait for a place among the concurrent answers, and free it when done, or when it takes long."""
        await self._places.acquire()
        taken = True

        def leave() -> None:
            nonlocal taken
            if taken:
                taken = False
                self._places.release()

        timer = asyncio.get_running_loop().call_later(self._slow, leave)
        try:
            yield
        finally:
            timer.cancel()
            leave()


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel tasks, and wait for their end."""
    cancelled = list(tasks)
    for task in cancelled:
        task.cancel()
    await asyncio.gather(*cancelled, return_exceptions=True)


def entry_of(update_id: int, answer: Answer | None) -> Entry:
    """Return what the journal records, which keeps the question only if it may; nothing if there was none."""
    if answer is None:
        return Entry(update_id)
    facts, reason = ",".join(answer.facts) or None, str(answer.reason) if answer.reason else None
    return Entry(update_id, str(answer.outcome), facts, answer.language, answer.question, reason, answer.not_told)


def chat_of(update: Update) -> int:
    """Return the id of the chat, or else the person, whose updates are answered in order: edits need the answer."""
    owner = update.effective_chat or update.effective_user
    return owner.id if owner else update.update_id


def body_of(update: Update) -> str:
    """Return an update as JSON that can be answered, without the names and ids of people."""
    return json.dumps(_without_people(update.to_dict()))


def _without_people(value: Any) -> Any:
    """Remove from a Bot API object who the people in it are; only their language is needed.

    The id of a private chat stays: without it nobody could be answered.
    """
    match value:
        case {"is_bot": False, "id": number}:
            user = {"id": pseudonym(number), "is_bot": False, "first_name": ""}
            return user | {key: value[key] for key in ("language_code",) if key in value}
        case {"type": ChatType.PRIVATE, "id": number}:
            return {"id": number, "type": ChatType.PRIVATE}
        case dict():
            return {key: _without_people(item) for key, item in value.items()}
        case list() | tuple():
            return [_without_people(item) for item in value]
    return value
