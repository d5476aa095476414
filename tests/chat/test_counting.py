"""What is counted for the operator, and what the admins alone can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot.chat.context import Statistics
from bot.chat.corrections import MOST_NEW, Corrections
from bot.facts.language import load_languages, texts
from bot.journal import Counted
from bot.journal.counts import DAY
from bot.journal.reading import SOURCE, WRONG
from bot.terminal.bot_api import Person
from tests.room import Room, buttons, labels, open_room

ADMIN = Person(7, "Root")
BUTTON = texts("en").wrong


class CountingRoom(Room):
    """A room in which what is counted can be looked at."""

    counted: Counter[Counted]

    def wrong_under(self, number: int = -1) -> str:
        """Give what the button under a reply sends."""
        return str(next(each for each in buttons(self.chat.replies[number]) if each["text"] == BUTTON)["callback_data"])


@pytest.fixture
async def room() -> AsyncIterator[CountingRoom]:
    """Open a room in which everything is switched on."""
    async with open_room() as opened:
        room = CountingRoom(opened.api, opened.app, opened.chat)
        room.counted = Counter()
        data = room.app.bot_data
        data.count, data.corrections = lambda counted: room.counted.update([counted]), Corrections()
        yield room


async def test_under_an_answer_to_a_question_there_is_one_more_button(room: CountingRoom) -> None:
    for question in ("How many rockets did Acme build?", "hello", "/rockets", "/facts", "What does an anvil cost?"):
        await room.say(question)
    assert [labels(reply).count(BUTTON) for reply in room.chat.replies] == [1, 0, 0, 0, 0]


async def test_there_is_no_such_button_unless_the_operator_wants_it(room: CountingRoom) -> None:
    room.app.bot_data.corrections = None
    await room.say("How many rockets did Acme build?")
    assert BUTTON not in labels(room.chat.replies[0])


async def test_a_press_thanks_and_counts_once_for_each_person_and_answer(room: CountingRoom) -> None:
    for _ in range(2):
        await room.say("How many rockets did Acme build?")
    first, second = room.wrong_under(0), room.wrong_under(1)
    for number, person in ((0, 1), (0, 1), (0, 2), (1, 1)):
        press = room.chat.press(room.wrong_under(number), room.chat.replies[number], sender=Person(person))
        await room.take(press)
        assert room.api.answers[press["callback_query"]["id"]]["text"] == texts("en").wrong_thanks
    numbers = [data.removeprefix("wrong:") for data in (first, second)]
    assert room.counted == {Counted(WRONG, numbers[0]): 2, Counted(WRONG, numbers[1]): 1}


async def test_the_edited_answer_has_the_button_too(room: CountingRoom) -> None:
    message = await room.say("How many rockets did Acme build?")
    before = room.wrong_under()
    await room.take(room.chat.edit(message, "How many anvils were sold?"))
    assert "27,000 anvils" in room.chat.replies[-1]["text"]
    assert room.wrong_under() != before


@pytest.mark.parametrize("data", ["wrong:", "wrong:x", "wrong:-1", "wrong:" + "9" * 40, "wrong:1:2"])
async def test_a_press_that_nobody_offered_is_an_old_button(room: CountingRoom, data: str) -> None:
    await room.say("How many rockets did Acme build?")
    press = room.chat.press(data)
    await room.take(press)
    assert room.api.answers[press["callback_query"]["id"]]["text"] == texts("en").old_button
    assert not room.counted


async def test_a_number_that_a_client_makes_up_or_takes_from_another_answer_is_not_counted(room: CountingRoom) -> None:
    for _ in range(2):
        await room.say("How many rockets did Acme build?")
    for data in ("wrong:1", f"wrong:{2**53}", room.wrong_under(0)):
        press = room.chat.press(data)
        await room.take(press)
        assert room.api.answers[press["callback_query"]["id"]]["text"] == texts("en").old_button
    assert not room.counted
    corrections = room.app.bot_data.corrections
    assert corrections
    assert corrections.new == set()


def test_who_has_pressed_is_kept_for_a_day_and_not_by_their_id() -> None:
    now = 0.0
    corrections = Corrections(timer=lambda: now)
    person = 987654321
    assert [corrections.note(person, 1) for _ in range(2)] == [True, False]
    assert str(person) not in repr(vars(corrections))
    now = DAY + 1
    assert corrections.note(person, 1)


def test_what_the_admins_have_not_heard_of_is_bounded() -> None:
    corrections = Corrections()
    assert all(corrections.note(person, person) for person in range(2 * MOST_NEW))
    assert len(corrections.new) == MOST_NEW


@pytest.mark.parametrize("code", sorted(load_languages()))
def test_the_thanks_fit_into_an_alert_and_the_label_onto_a_button(code: str) -> None:
    assert 0 < len(texts(code).wrong_thanks) <= 200
    assert 0 < len(texts(code).wrong) <= 30


# ---- where readers came from ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "name", "shown"),
    [
        ("src_News_1", "news_1", texts("en").welcome[:20]),
        ("src_news-anvils", "news", "27,000 anvils"),
        ("src_news-gone", "news", texts("en").welcome[:20]),
        ("anvils", None, "27,000 anvils"),
        ("src_", None, texts("en").welcome[:20]),
        ("src_" + "x" * 33, None, texts("en").welcome[:20]),
        ("src_a-b-c", None, texts("en").welcome[:20]),
        ("", None, texts("en").welcome[:20]),
    ],
)
async def test_a_link_counts_its_source_and_opens_on_its_fact(
    room: CountingRoom, argument: str, name: str | None, shown: str
) -> None:
    await room.say(f"/start {argument}".strip())
    assert shown in room.chat.replies[0]["text"]
    assert room.counted == ({Counted(SOURCE, name): 1} if name else {})


# ---- /stats ---------------------------------------------------------------------------------------


async def statistics() -> Statistics:
    """Give statistics with a picture."""
    return Statistics("9 questions <b>", b"\x89PNG")


async def test_the_admins_get_a_picture_and_everybody_else_an_unknown_command(room: CountingRoom) -> None:
    data = room.app.bot_data
    data.statistics, data.admins = statistics, frozenset({ADMIN.id})
    await room.say("/stats")
    await room.say("/nonsense")
    first, second = room.chat.replies
    assert (first["text"], labels(first)) == (second["text"], labels(second))
    async with open_room(person=ADMIN) as other:
        other.app.bot_data.statistics, other.app.bot_data.admins = statistics, frozenset({ADMIN.id})
        await other.say("/stats")
        (reply,) = other.chat.replies
        assert reply["caption"] == "9 questions <b>"
        group = other.group(ADMIN)
        await other.say("/stats@announcement_bot", group)
        assert group.replies[0]["text"].startswith(texts("en").unknown_command)


async def test_without_statistics_even_an_admins_command_is_unknown(room: CountingRoom) -> None:
    room.app.bot_data.admins = frozenset({room.chat.person.id})
    await room.say("/stats")
    assert room.chat.replies[0]["text"].startswith(texts("en").unknown_command)
