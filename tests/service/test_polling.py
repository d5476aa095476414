"""Polling: nothing is confirmed before it is answered, and trouble on the way is endured."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram import Update
from telegram.constants import UpdateType
from telegram.error import InvalidToken

from bot.chat.counts import Counts
from bot.chat.delivery import Delivery
from bot.chat.handlers import handlers
from bot.chat.response import NotSent, NotTelegram
from bot.journal import Journal, JournalTable
from bot.journal.batch import Batch
from bot.journal.encryption import TokenCipher
from bot.service.intake import AT_ONCE, Intake
from bot.service.outage import REJECTIONS, Outage, TokenError
from bot.service.polling import ALLOWED_UPDATES, Source, poll
from bot.service.server import Health
from bot.terminal.bot_api import LocalChat, Person
from tests.faulty_bot_api import HTML, Fault, drops, lines, wired
from tests.room import TOKEN, Room, room_fixture
from tests.world import Gate

pytestmark = pytest.mark.slow

room = room_fixture


@pytest.fixture(autouse=True)
def bot_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep INFO lines."""
    caplog.set_level(logging.INFO, logger="bot")


@pytest.fixture
async def intake(room: Room, journal: Journal) -> AsyncIterator[Intake]:
    """Give an intake with a journal of its own."""
    async with journal:
        yield Intake(room.app, journal)


async def polling(
    room: Room,
    intake: Intake,
    stop: asyncio.Event,
    health: Health | None = None,
    first_wait: float = 0.01,
    **times: float,
) -> None:
    """Poll with short waits between attempts."""
    await poll(room.app, intake, stop, health or Health(), outage=Outage(first_wait), **times)


@asynccontextmanager
async def polled(room: Room, intake: Intake, health: Health | None = None) -> AsyncIterator[asyncio.Event]:
    """Poll in the background until the end of the block."""
    stop = asyncio.Event()
    task = asyncio.create_task(polling(room, intake, stop, health))
    try:
        yield stop
        async with asyncio.timeout(5):
            await room.api.mailbox.until_confirmed()
    finally:
        stop.set()
        async with asyncio.timeout(5):
            await task


def when_called(room: Room, method: str, times: int = 1) -> asyncio.Event:
    """Give an event that comes when the bot has called a method so many times."""
    event, call = asyncio.Event(), room.api.call

    async def listen(name: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if len(room.api.sent(method)) + (name == method) >= times:
            event.set()
        return await call(name, parameters)

    room.api.call = listen  # type: ignore[assignment,method-assign]
    return event


@asynccontextmanager
async def logged(words: str) -> AsyncIterator[None]:
    """Wait at the end of the block until polling has logged these words."""
    gate, logger = Gate(words), logging.getLogger("bot.service")
    logger.addHandler(gate)
    try:
        yield
        async with asyncio.timeout(5):
            await gate.opened.wait()
    finally:
        logger.removeHandler(gate)


async def test_questions_are_answered_and_then_confirmed(room: Room, intake: Intake) -> None:
    for _ in range(3):
        room.api.queue(room.chat.write("/rockets"))
    async with polled(room, intake):
        pass
    assert len(room.chat.replies) == 3
    methods = [call.method for call in room.api.calls if call.method in ("getUpdates", "sendMessage")]
    assert methods[:5] == ["getUpdates", "sendMessage", "sendMessage", "sendMessage", "getUpdates"]


async def test_an_update_that_nobody_can_read_is_told_and_holds_up_no_other(
    room: Room, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    room.api.queue(room.chat.write("/rockets"))
    room.api.mailbox.put({"update_id": 10**6, "message": {"text": 5}})
    async with polled(room, intake):
        pass
    assert len(room.chat.replies) == 1
    assert caplog.text.count("update 1000000") == 1


async def test_the_last_batch_is_confirmed_even_when_the_stop_comes_meanwhile(room: Room, intake: Intake) -> None:
    stop, call = asyncio.Event(), room.api.call
    room.api.queue(room.chat.write("/rockets"))

    async def stop_and_call(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage":
            stop.set()
        return await call(method, parameters)

    room.api.call = stop_and_call  # type: ignore[method-assign]
    await polling(room, intake, stop)
    assert len(room.chat.replies) == 1
    assert not room.api.mailbox.updates


async def test_the_stop_is_honoured_while_telegram_holds_the_request(room: Room, intake: Intake) -> None:
    stop, called = asyncio.Event(), when_called(room, "getUpdates")
    task = asyncio.create_task(polling(room, intake, stop))
    await called.wait()
    stop.set()
    async with asyncio.timeout(1):
        await task


async def test_the_stop_is_honoured_while_waiting_for_the_network(room: Room, intake: Intake) -> None:
    stop = asyncio.Event()
    room.api.fail_next("getUpdates", 502, "Bad Gateway")
    async with asyncio.timeout(1):
        async with logged("Bad Gateway"):
            task = asyncio.create_task(polling(room, intake, stop, first_wait=60))
        stop.set()
        await task


async def test_network_trouble_is_endured_and_told_once(
    room: Room, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        room.api.fail_next("getUpdates", 502, "Bad Gateway")
    room.api.queue(room.chat.write("/rockets"))
    async with polled(room, intake):
        pass
    assert len(room.chat.replies) == 1
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [
        "cannot reach Telegram, trying again: NetworkError: Bad Gateway",
        "Telegram answers again, after 0 s",
    ]


def test_waits_grow_up_to_a_limit() -> None:
    outage = Outage(1.0)
    waits = [outage.next_wait(OSError("down")) for _ in range(12)]
    assert waits[:3] == [1.0, 1.5, 2.25]
    assert waits[-1] == 30.0
    outage.end()
    assert outage.next_wait(OSError("down")) == 1.0


async def test_telegram_may_ask_to_poll_later(room: Room, intake: Intake) -> None:
    room.api.fail_next("getUpdates", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
    room.api.queue(room.chat.write("/rockets"))
    begin = asyncio.get_running_loop().time()
    async with polled(room, intake):
        pass
    assert asyncio.get_running_loop().time() - begin >= 1
    assert len(room.chat.replies) == 1


async def test_all_answers_wait_if_telegram_asks_to_poll_later(room: Room, intake: Intake) -> None:
    limiter, stop = room.app.bot.rate_limiter, asyncio.Event()
    assert isinstance(limiter, Delivery)
    room.api.fail_next("getUpdates", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
    async with logged("Telegram asks to slow down: waiting 1 s"):
        task = asyncio.create_task(polling(room, intake, stop))
    begin = asyncio.get_running_loop().time()
    await room.say("/rockets")
    assert asyncio.get_running_loop().time() - begin > 0.9
    stop.set()
    await task


async def test_an_outage_whose_error_varies_is_one_line(
    room: Room, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(4):
        room.api.fail_next("getUpdates", 500 + number, f"Error {number}")
    async with polled(room, intake):
        room.api.queue(room.chat.write("/rockets"))
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["cannot reach Telegram, trying again: NetworkError: Error 0", "Telegram answers again, after 0 s"]


async def test_the_line_says_where_and_what_for_and_has_no_token(caplog: pytest.LogCaptureFixture) -> None:
    outage, stop = Outage(0.0, server="10.0.0.1:8081", purpose="to look after the webhook"), asyncio.Event()
    await outage.wait_after(NotSent("ClientConnectorError: Cannot connect to host 10.0.0.1:8081"), stop)
    await outage.wait_after(InvalidToken(f"The token `{TOKEN}` was rejected by the server."), stop)
    outage.end()
    first, second, last = (record.getMessage() for record in caplog.records)
    assert first.startswith("cannot reach Telegram at 10.0.0.1:8081 to look after the webhook, trying again: NotSent: ")
    assert second.startswith("the server does not know the token at 10.0.0.1:8081")
    assert last.startswith("Telegram answers again at 10.0.0.1:8081 to look after the webhook")
    assert TOKEN not in caplog.text


async def test_a_token_that_is_rejected_while_the_server_starts_is_not_believed_to_be_wrong() -> None:
    outage, stop = Outage(0.0), asyncio.Event()
    for _ in range(REJECTIONS):
        for _ in range(REJECTIONS - 1):
            await outage.wait_after(InvalidToken(), stop)
        await outage.wait_after(NotTelegram("a page"), stop)


async def cut(request: web.Request) -> web.StreamResponse:
    """End a request that has been idle for a while."""
    await asyncio.sleep(0.15)
    return await drops(request)


async def gateway_timeout(request: web.Request) -> web.StreamResponse:
    """End it as gateways do."""
    await asyncio.sleep(0.15)
    return web.Response(status=504, text=HTML, content_type="text/html")


@pytest.mark.parametrize("fault", [cut, gateway_timeout])
async def test_a_request_that_a_proxy_ended_for_being_idle_is_no_outage(
    caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    async with wired() as wire:
        await wire.app.bot.get_updates(timeout=0)
        held: list[int] = []
        call = wire.api.call

        async def note(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
            held.append(parameters["timeout"])
            return await call(method, parameters)

        wire.api.call = note  # type: ignore[method-assign]
        wire.server.next("getUpdates", fault)
        wire.api.queue(wire.chat.write("/rockets"))
        source = Source(wire.app, Health(), Outage(60), hold=30, stalled=1, shortest=0.1)
        async with asyncio.timeout(5):
            updates = await source.fetch(0, asyncio.Event())
    assert updates
    assert held == [1], "half of what passed, and a second at least"
    ((level, line),) = lines(caplog)
    assert level == logging.INFO
    assert "ended after 0 s without any" in line


async def test_a_connection_that_breaks_at_once_is_an_outage(caplog: pytest.LogCaptureFixture) -> None:
    async with wired() as wire:
        wire.server.next("getUpdates", drops)
        wire.api.queue(wire.chat.write("/rockets"))
        source = Source(wire.app, Health(), Outage(0.01), hold=30, stalled=1)
        assert await source.fetch(0, asyncio.Event())
    assert [level for level, _ in lines(caplog)] == [logging.ERROR, logging.INFO]


async def test_a_conflict_is_one_line_with_both_reasons(
    room: Room, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        room.api.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    room.api.queue(room.chat.write("/rockets"))
    async with polled(room, intake):
        pass
    (line, _) = (record.getMessage() for record in caplog.records)
    assert "second instance" in line
    assert "webhook" in line


async def test_a_token_that_is_no_longer_accepted_ends_the_polling(room: Room, intake: Intake) -> None:
    for _ in range(REJECTIONS):
        room.api.fail_next("getUpdates", 401, "Unauthorized")
    with pytest.raises(TokenError, match="TELEGRAM_TOKEN"):
        await polling(room, intake, asyncio.Event())


async def test_a_confirmation_that_fails_is_one_warning(
    room: Room, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    room.api.queue(room.chat.write("/rockets"))
    confirmed = when_called(room, "getUpdates", times=2)
    async with polled(room, intake):
        await confirmed.wait()
        room.api.fail_next("getUpdates", 502, "Bad Gateway")
    (line,) = (record.getMessage() for record in caplog.records)
    assert "may be sent twice" in line


async def others_run() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


class Turnstile:
    """Hold every call of the Bot API until it is opened, and count those that wait."""

    def __init__(self, room: Room, full: int) -> None:
        """Stand before an API; `full` comes when so many calls wait."""
        self.waiting, self.full, self.opened = 0, asyncio.Event(), asyncio.Event()
        self._size, self._call = full, room.api.call
        room.api.call = self.call  # type: ignore[method-assign]

    async def call(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Wait, then pass."""
        self.waiting += 1
        if self.waiting == self._size:
            self.full.set()
        await self.opened.wait()
        return await self._call(method, parameters)


async def take_all(intake: Intake, batch: list[Update]) -> None:
    """Take a batch and wait for all its answers."""
    intake.take(batch)
    await intake.settle()


async def test_within_a_chat_updates_are_answered_in_order(room: Room, intake: Intake) -> None:
    """An edit in the same batch as its question must find the answer."""
    question = room.chat.write("/rockets")
    batch = [question, room.chat.edit(question["message"], "/anvils")]
    turnstile = Turnstile(room, full=1)
    task = asyncio.create_task(take_all(intake, [Update.de_json(update, room.app.bot) for update in batch]))
    async with asyncio.timeout(5):
        await turnstile.full.wait()
        await others_run()
        turnstile.opened.set()
        await task
    (reply,) = room.chat.replies
    assert "27,000 anvils" in reply["text"]


async def test_chats_do_not_wait_for_each_other_but_no_more_than_some_at_once(room: Room, intake: Intake) -> None:
    chats = [LocalChat(room.api, Person(2000 + number)) for number in range(3 * AT_ONCE)]
    batch = [Update.de_json(chat.write("/rockets"), room.app.bot) for chat in chats]
    turnstile = Turnstile(room, full=AT_ONCE)
    task = asyncio.create_task(take_all(intake, batch))
    async with asyncio.timeout(5):
        await turnstile.full.wait()
        await others_run()
        assert turnstile.waiting == AT_ONCE
        turnstile.opened.set()
        await task
    assert all(len(chat.replies) == 1 for chat in chats)


def test_the_updates_asked_for_are_those_that_the_handlers_take(room: Room) -> None:
    chat, person = room.chat, room.chat.person
    samples: dict[str, Any] = {
        str(kind): chat.message("/help") for kind in UpdateType if "message" in kind or "post" in kind
    }
    del samples["message_reaction"], samples["message_reaction_count"], samples["deleted_business_messages"]
    samples |= {
        "inline_query": chat.inline()["inline_query"],
        "callback_query": chat.press("x", chat.message("x"))["callback_query"],
        "chosen_inline_result": chat.chosen("rockets")["chosen_inline_result"],
        "my_chat_member": chat.member("kicked")["my_chat_member"],
        "chat_member": chat.member("kicked")["my_chat_member"],
        "poll_answer": {"poll_id": "1", "user": person.as_json(), "option_ids": [0], "option_persistent_ids": []},
    }
    updates = {kind: Update.de_json({"update_id": 1, kind: sample}, room.app.bot) for kind, sample in samples.items()}
    taken = {
        kind
        for kind, update in updates.items()
        for handler in handlers(room.app.bot_data)
        if handler.check_update(update) not in (None, False)
    }
    assert taken == {str(kind) for kind in ALLOWED_UPDATES}


async def test_telegram_is_asked_for_nothing_else(room: Room, intake: Intake) -> None:
    room.api.queue(room.chat.write("/rockets"))
    async with polled(room, intake):
        pass
    assert all(
        call["allowed_updates"] == [str(kind) for kind in ALLOWED_UPDATES] for call in room.api.sent("getUpdates")
    )


# ---- who waits for whom ---------------------------------------------------------------------------


class Barrier:
    """Hold the messages to one chat until it is opened."""

    def __init__(self, room: Room, chat: LocalChat) -> None:
        """Stand before an API; `reached` comes when a message is held."""
        self.reached, self.opened = asyncio.Event(), asyncio.Event()
        self._chat, self._call = chat.chat["id"], room.api.call
        room.api.call = self.call  # type: ignore[method-assign]

    async def call(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Let pass what is for other chats."""
        if method == "sendMessage" and parameters["chat_id"] == self._chat:
            self.reached.set()
            await self.opened.wait()
        return await self._call(method, parameters)


def held_in(folder: Path, column: str = "waiting") -> list[str]:
    """Give what the journal holds of the updates that wait."""
    with closing(sqlite3.connect(folder / "journal.db")) as connection:
        found = connection.execute(f"SELECT {column} FROM journal WHERE waiting IS NOT NULL ORDER BY update_id")
        return [row[0] for row in found]


async def test_a_slow_chat_holds_up_nobody_else(room: Room, intake: Intake, tmp_path: Path) -> None:
    others = [LocalChat(room.api, Person(2000 + number)) for number in range(5)]
    barrier = Barrier(room, room.chat)
    async with polled(room, intake):
        room.api.queue(room.chat.write("/rockets"))
        await barrier.reached.wait()
        for chat in others:  # each in a batch of its own, after the slow one
            room.api.queue(chat.write("/rockets"))
            async with asyncio.timeout(5):
                await room.api.mailbox.until_confirmed()
        assert [len(chat.replies) for chat in others] == [1] * 5
        assert len(held_in(tmp_path)) == 1
        barrier.opened.set()
        await until_all_answered(intake)
        assert len(room.chat.replies) == 1
        assert held_in(tmp_path) == []


async def test_without_a_database_a_slow_chat_holds_up_nobody_either(room: Room, tmp_path: Path) -> None:
    others = [LocalChat(room.api, Person(2000 + number)) for number in range(5)]
    barrier, sent = Barrier(room, room.chat), when_called(room, "sendMessage", len(others))
    nowhere = JournalTable(f"sqlite:///{tmp_path}/nowhere/journal.db", bot_id=1)
    async with Journal(nowhere) as journal, polled(room, Intake(room.app, journal, longest_wait=0.05)):
        room.api.queue(room.chat.write("/rockets"))
        await barrier.reached.wait()
        for chat in others:
            room.api.queue(chat.write("/rockets"))
        async with asyncio.timeout(5):
            await sent.wait()
        assert room.api.mailbox.updates[0]["message"]["chat"] == room.chat.chat, "Telegram must not forget it"
        barrier.opened.set()
    assert [len(chat.replies) for chat in (room.chat, *others)] == [1] * 6


async def until_all_answered(intake: Intake) -> None:
    """Wait until nothing is in hand."""
    assert await intake.finish(5) is None


async def test_slow_chats_do_not_use_up_the_places(room: Room, journal: Journal) -> None:
    stopped = asyncio.Event()
    call = room.api.call

    async def hold(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage" and parameters["chat_id"] != room.chat.chat["id"]:
            await stopped.wait()
        return await call(method, parameters)

    room.api.call = hold  # type: ignore[method-assign]
    slow = [LocalChat(room.api, Person(2000 + number)).write("/rockets") for number in range(3 * AT_ONCE)]
    async with journal, asyncio.timeout(5):
        intake = Intake(room.app, journal, slow=0.05)
        intake.take([Update.de_json(update, room.app.bot) for update in [*slow, room.chat.write("/rockets")]])
        await intake.settle()
        stopped.set()
        await until_all_answered(intake)
    assert len(room.chat.replies) == 1


async def test_what_waits_tells_nobody_who_asks_and_is_answered_by_the_next_process(
    room: Room, tmp_path: Path, journal: Journal
) -> None:
    person = Person(987_654_321, "Konstantin", "konstantin_the_great")
    chats = [LocalChat.group(room.api, person), LocalChat(room.api, person)]
    call = await leave_waiting(room, journal, [chat.write("/ask rockets?") for chat in chats])
    held = bytes_in(tmp_path)
    for secret in (b"onstantin", b"987654321", person.id.to_bytes(4, "big"), b"rockets"):
        assert secret not in held
    in_group, in_private = (TokenCipher(TOKEN).decrypt(kept) or "" for kept in held_in(tmp_path))
    assert "onstantin" not in in_group + in_private
    assert "987654321" not in in_group
    room.api.call = call  # type: ignore[method-assign]
    assert await resumed(room, tmp_path) is None
    assert [len(chat.replies) for chat in chats] == [1, 1]
    assert held_in(tmp_path) == []


async def test_what_waited_under_an_earlier_token_is_left_out(
    room: Room, tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    call = await leave_waiting(room, journal, [room.chat.write("/rockets")])
    room.api.call = call  # type: ignore[method-assign]
    monkeypatch.setattr(room.app.bot, "_token", "123456:another")
    assert await resumed(room, tmp_path) is None
    assert room.chat.replies == []
    assert [record.getMessage() for record in caplog.records] == [
        "dropped 1 deferred questions: they were encrypted with another token"
    ]
    assert room.app.bot_data.counts == Counts(dropped=1, deferred=1)


def bytes_in(folder: Path) -> bytes:
    """Read all that stands in the files of a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def leave_waiting(room: Room, journal: Journal, updates: list[dict[str, Any]]) -> Any:
    """Let a process take updates, reach nobody, and end; give what reached Telegram before."""
    async with journal:
        intake = Intake(room.app, journal)
        room.api.call, call = stuck, room.api.call  # type: ignore[method-assign]
        intake.take([Update.de_json(update, room.app.bot) for update in updates])
        assert await intake.finish(0.1) is None
    return call


async def resumed(room: Room, folder: Path) -> int | None:
    """Let the next process answer what was kept, and give the lowest number that it could not."""
    async with Journal(JournalTable(f"sqlite:///{folder}/journal.db", bot_id=1)) as later:
        intake = Intake(room.app, later)
        await intake.resume()
        return await intake.finish(5)


async def stuck(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError


async def test_without_a_database_a_slow_question_is_not_confirmed(room: Room, tmp_path: Path) -> None:
    barrier, stop = Barrier(room, room.chat), asyncio.Event()
    quick = LocalChat(room.api, Person(2000))
    for chat in (quick, room.chat):
        room.api.queue(chat.write("/rockets"))
    async with Journal(JournalTable(f"sqlite:///{tmp_path}/nowhere/journal.db", bot_id=1)) as journal:
        task = asyncio.create_task(polling(room, Intake(room.app, journal), stop, grace=0.3))
        await barrier.reached.wait()
        stop.set()
        await task
    assert len(quick.replies) == 1
    (left,) = room.api.mailbox.updates
    assert left["message"]["chat"]["id"] == room.chat.chat["id"]


async def test_a_poll_that_hangs_is_noticed_and_ended(
    room: Room, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    call, polls = room.api.call, []

    async def hang_once(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "getUpdates":
            polls.append(parameters)
            if len(polls) == 1:
                await asyncio.Event().wait()
        return await call(method, parameters)

    room.api.call = hang_once  # type: ignore[method-assign]
    room.api.queue(room.chat.write("/rockets"))
    stop = asyncio.Event()
    task = asyncio.create_task(polling(room, intake, stop, hold=0, stalled=0.1))
    async with asyncio.timeout(5):
        await room.api.mailbox.until_confirmed()
    stop.set()
    await task
    assert len(room.chat.replies) == 1
    assert "no response within" in caplog.text


async def test_health_is_told_of_every_good_poll(room: Room, intake: Intake) -> None:
    health = Health()
    room.api.queue(room.chat.write("/rockets"))
    async with polled(room, intake, health):
        pass
    assert health.silence is not None


async def test_no_more_is_taken_than_there_is_room_for(room: Room, journal: Journal) -> None:
    barrier = Barrier(room, room.chat)
    async with journal, asyncio.timeout(5):
        intake = Intake(room.app, journal, most=5, longest_wait=0.05)
        intake.take([Update.de_json(room.chat.write("/rockets"), room.app.bot) for _ in range(5)])
        settled = asyncio.create_task(intake.settle())
        await barrier.reached.wait()
        await asyncio.wait({settled}, timeout=0.5)
        assert not settled.done()
        barrier.opened.set()
        await settled


async def test_what_a_process_elsewhere_held_is_answered_here_when_that_has_died(
    room: Room, journal: Journal, tmp_path: Path
) -> None:
    update = room.chat.write("/rockets")
    elsewhere = JournalTable(f"sqlite:///{tmp_path}/journal.db", bot_id=1, lease=1.0)
    elsewhere.holder = "elsewhere:1:0"
    await elsewhere.write(Batch(claims=[update["update_id"]]))
    room.api.queue(update)
    async with journal:
        intake = Intake(room.app, journal, recheck=0.05)
        async with polled(room, intake):
            pass
        await until_all_answered(intake)
    assert len(room.chat.replies) == 1
    await elsewhere.close()
