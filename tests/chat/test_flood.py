"""Too many questions at once: one notice, then silence, and nobody else is affected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram import Update

from bot.chat.delivery import PER_GROUP
from bot.chat.flood import GROUP, MEMBER, PERSON, TYPIST, FloodLimiter, Verdict, askers_of
from bot.facts.language import load_languages, texts
from bot.journal import Journal, JournalTable
from bot.replies.render import reader_language
from bot.service.intake import Intake
from bot.terminal.bot_api import LocalBotApi, LocalChat, LocalRequest, Person
from tests.room import BASE, Room, build_app

pytestmark = pytest.mark.slow

NOTICE = texts("en").flood
NOW = 1_700_000_000


@asynccontextmanager
async def limited(rate_limit: int = 0, *, people: bool = True) -> AsyncIterator[Room]:
    """Open a room with limits on what people may ask."""
    api = LocalBotApi(reads_all=True)
    app = build_app(LocalRequest(api), rate_limit=rate_limit, limit_people=people)
    async with app:
        yield Room(api, app, LocalChat(api))


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """Open a room with limits on what people may ask."""
    async with limited() as room:
        yield room


def texts_in(chat: LocalChat) -> list[str]:
    """Return what the bot wrote in a chat."""
    return [str(message["text"]) for message in chat.replies]


def people(room: Room, count: int) -> list[LocalChat]:
    """Open the private chats of so many people."""
    return [LocalChat(room.api, Person(5000 + number)) for number in range(count)]


def groups(room: Room, count: int) -> list[LocalChat]:
    """Open so many groups that one person is a member of."""
    chats = ({"id": -5000 - number, "type": "supergroup", "title": "Group"} for number in range(count))
    return [LocalChat(room.api, room.chat.person, chat) for chat in chats]


# ---- people ----------------------------------------------------------------------------------------


async def test_two_hundred_questions_at_once_get_some_answers_and_one_notice(room: Room) -> None:
    for _ in range(200):
        await room.say("/rockets", date=NOW)
    said = texts_in(room.chat)
    assert len(said) == PERSON.questions + 1
    assert said.count(NOTICE) == 1
    assert said[-1] == NOTICE


async def test_others_are_answered_while_somebody_asks_two_hundred_at_once(tmp_path: Path) -> None:
    """The limits on the way out are on: the flooder's own chat gets one answer a second."""
    async with limited(rate_limit=30) as room:
        others = people(room, 20)
        updates = [room.chat.write("/rockets") for _ in range(200)] + [chat.write("/rockets") for chat in others]
        async with Journal(JournalTable(f"sqlite:///{tmp_path / 'journal.db'}", 123456)) as journal:
            intake = Intake(room.app, journal)
            intake.take(Update.de_json(update, room.app.bot) for update in updates)
            async with asyncio.timeout(5):
                await room.api.until_called("sendMessage", times=21)
            assert all(len(chat.replies) == 1 for chat in others)
            assert len(room.chat.replies) < 10
            await intake.finish(0)


async def test_after_a_quiet_minute_the_same_person_is_answered_again(room: Room) -> None:
    for _ in range(50):
        await room.say("/rockets", date=NOW)
    await room.say("/anvils", date=NOW + 61)
    assert "27,000 anvils" in texts_in(room.chat)[-1]


async def test_a_person_who_does_not_stop_is_notified_once_and_answered_at_the_rate(room: Room) -> None:
    for second in range(300):
        await room.say("/rockets", date=NOW + second)
    said = texts_in(room.chat)
    assert said.count(NOTICE) == 1
    assert len(said) == 5 * PERSON.questions + 1


async def test_a_new_flood_after_a_quiet_time_is_notified_again(room: Room) -> None:
    for begin in (NOW, NOW + 600):
        for _ in range(50):
            await room.say("/rockets", date=begin)
    assert texts_in(room.chat).count(NOTICE) == 2


async def test_what_waited_through_an_outage_was_not_asked_all_at_once(room: Room) -> None:
    for minute in range(60):
        await room.say("/rockets", date=NOW + 60 * minute)
    assert len(room.chat.replies) == 60


@pytest.mark.parametrize("code", sorted(load_languages()))
async def test_the_notice_is_in_the_readers_language(room: Room, code: str) -> None:
    chat = LocalChat(room.api, Person(7, language_code=code))
    for _ in range(PERSON.questions + 1):
        await room.say("/rockets", chat, date=NOW)
    assert texts_in(chat)[-1] == texts(reader_language(BASE, code)).flood
    assert code == "en" or texts(code).flood != NOTICE


async def test_buttons_count_and_the_notice_is_an_alert(room: Room) -> None:
    await room.say("/facts")
    message = room.chat.replies[-1]
    for _ in range(2 * PERSON.questions):
        await room.take(room.chat.press("fact:rockets", message))
    alerts = [call for call in room.api.sent("answerCallbackQuery") if "text" in call]
    assert [(call["text"], call["show_alert"]) for call in alerts] == [(NOTICE, True)]


async def test_typing_in_inline_mode_is_limited_without_a_word(room: Room) -> None:
    for _ in range(2 * TYPIST.questions):
        await room.take(room.chat.inline("rock"))
    assert len(room.api.sent("answerInlineQuery")) == TYPIST.questions
    await room.say("/rockets")
    assert len(room.chat.replies) == 1, "a typist may still ask"


async def test_guests_are_limited_without_a_word(room: Room) -> None:
    for _ in range(2 * PERSON.questions):
        await room.take(room.group().guest("@announcement_bot rockets", date=NOW))
    assert len(room.api.sent("answerGuestQuery")) == PERSON.questions
    assert room.api.sent("sendMessage") == []


# ---- groups ---------------------------------------------------------------------------------------


async def test_sixty_mentions_in_a_minute_stay_below_telegrams_limit_with_one_notice(room: Room) -> None:
    group = room.group()
    for number in range(60):
        await room.say("@announcement_bot rockets", group, date=NOW + number, sender=Person(100 + number))
    said = texts_in(group)
    assert len(said) <= PER_GROUP.messages
    assert said.count(NOTICE) == 1


async def test_one_member_cannot_use_up_a_groups_allowance(room: Room) -> None:
    group = room.group()
    for _ in range(60):
        await room.say("@announcement_bot rockets", group, date=NOW)
    assert len(texts_in(group)) == MEMBER.questions + 1
    await room.say("@announcement_bot anvils", group, date=NOW, sender=Person(102))
    assert "27,000 anvils" in texts_in(group)[-1]


async def test_what_is_not_for_the_bot_does_not_count(room: Room) -> None:
    group = room.group()
    for _ in range(5 * GROUP.questions):
        await room.say("rockets everywhere", group, date=NOW)
    await room.say("@announcement_bot rockets", group, date=NOW)
    assert len(group.replies) == 1


async def test_who_was_refused_in_a_group_is_answered_elsewhere(room: Room) -> None:
    for _ in range(60):
        await room.say("@announcement_bot rockets", room.group(), date=NOW)
    await room.say("/rockets", date=NOW)
    assert len(room.chat.replies) == 1


async def test_a_person_has_one_allowance_in_all_chats_together_and_gets_one_notice(room: Room) -> None:
    chats = [room.chat, *groups(room, 10)]
    for number in range(30):
        for chat in chats:
            await room.say("@announcement_bot rockets", chat, date=NOW + number)
    said = [text for chat in chats for text in texts_in(chat)]
    assert len(said) == PERSON.questions + said.count(NOTICE)
    assert said.count(NOTICE) == 1
    others = Person(102)
    await room.say("@announcement_bot anvils", chats[-1], date=NOW + 30, sender=others)
    assert "27,000 anvils" in texts_in(chats[-1])[-1]


async def test_admins_who_write_as_their_group_count_for_that_group_alone(room: Room) -> None:
    anonymous = Person(1087968824, first_name="Group", username="GroupAnonymousBot")
    for group in groups(room, 10):
        for _ in range(5):
            await room.say("/ask rockets", group, date=NOW, sender=anonymous, sender_chat=group.chat)
        assert len(texts_in(group)) == 5


# ---- the clock ------------------------------------------------------------------------------------

WRONG = [-3600, -120, 0, 120, 3600]  # seconds by which the machine's clock is ahead of Telegram's


@pytest.mark.parametrize("wrong", WRONG)
async def test_presses_and_questions_count_in_one_tally_whatever_the_machines_clock_says(
    room: Room, wrong: int
) -> None:
    now = 50.0
    room.app.bot_data.flood = FloodLimiter(clock=lambda: now + wrong)
    await room.say("/facts", date=NOW)
    message = room.chat.replies[-1]
    for _ in range(9):
        await room.take(room.chat.press("fact:rockets", message))
    for _ in range(PERSON.questions - 10):
        await room.say("/rockets", date=NOW + 1)
    assert NOTICE not in texts_in(room.chat)
    await room.say("/rockets", date=NOW + 1)
    assert texts_in(room.chat)[-1] == NOTICE
    now += 62
    await room.take(room.chat.press("fact:rockets", message))
    assert "text" not in room.api.sent("answerCallbackQuery")[-1]


@pytest.mark.parametrize("wrong", WRONG)
def test_presses_that_wait_for_no_message_are_counted_by_how_long_ago_they_came(wrong: int) -> None:
    now = 50.0
    flood = FloodLimiter(clock=lambda: now + wrong)
    asked = [flood.judge({"a": PERSON}, None) for _ in range(PERSON.questions)]
    assert set(asked) == {Verdict.ANSWER}
    assert flood.judge({"a": PERSON}, None) is Verdict.NOTIFY
    now += PERSON.seconds
    assert flood.judge({"a": PERSON}, None) is Verdict.ANSWER


def test_a_message_that_waited_an_hour_is_answered_after_presses_of_now() -> None:
    flood = FloodLimiter(clock=lambda: 50.0)
    flood.judge({"a": PERSON}, NOW)
    for _ in range(PERSON.questions + 1):
        flood.judge({"a": PERSON}, None)
    assert flood.judge({"a": PERSON}, NOW - 3600) is Verdict.ANSWER


# ---- the memory -----------------------------------------------------------------------------------


def test_the_asker_not_heard_of_for_longest_is_forgotten() -> None:
    flood = FloodLimiter(size=2)
    for person in ("a", "b", "c"):
        for _ in range(PERSON.questions):
            assert flood.judge({person: PERSON}, NOW) is Verdict.ANSWER
    assert flood.judge({"c": PERSON}, NOW) is Verdict.NOTIFY
    assert flood.judge({"a": PERSON}, NOW) is Verdict.ANSWER


def test_a_flooder_is_remembered_though_many_others_ask() -> None:
    flood = FloodLimiter(size=100)
    verdicts = []
    for number in range(500):
        flood.judge({("other", number): PERSON}, NOW)
        verdicts.append(flood.judge({"flooder": PERSON}, NOW))
    assert verdicts.count(Verdict.ANSWER) == PERSON.questions
    assert verdicts.count(Verdict.NOTIFY) == 1


async def test_what_is_remembered_names_nobody(room: Room) -> None:
    one, other = Person(4_000_000_001), Person(4_000_000_002)
    asked = [LocalChat(room.api, one).write("/rockets"), LocalChat(room.api, one).inline("rock")]
    asked += [room.group().write("/ask rockets", sender=one), LocalChat(room.api, other).write("/rockets")]
    by_one, typed, in_a_group, by_the_other = (askers_of(Update.de_json(update, room.app.bot)) for update in asked)
    assert str(one.id) not in f"{by_one} {typed} {in_a_group}"
    assert by_one.keys() <= in_a_group.keys()
    assert not by_one.keys() & by_the_other.keys()


async def test_without_the_limits_nobody_counts() -> None:
    async with limited(people=False) as room:
        for _ in range(100):
            await room.say("/rockets", date=NOW)
        assert len(room.chat.replies) == 100
