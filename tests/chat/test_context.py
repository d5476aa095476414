"""What the handlers share: what is remembered, and what a new fact base takes with it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.context import BotData
from bot.matching.answer import Answer, Outcome
from bot.matching.matcher import Matcher
from bot.replies.render import answer_reply
from tests.room import BASE, Room, room_fixture
from tests.strategies import ANSWERS

room = room_fixture
ROCKETS = Answer("How many rockets?", Outcome.FACTS, "en", facts=("rockets",))
MATCHER = Matcher(BASE)
OTHER = replace(BASE, facts=(replace(BASE.facts[0], figure="no rockets"), replace(BASE.facts[1], id="sleds")))


@given(st.lists(st.tuples(ANSWERS, st.booleans()), max_size=5))
def test_a_reply_kept_is_the_reply_that_would_be_rendered(questions: list[tuple[Answer, bool]]) -> None:
    data = BotData(MATCHER)
    for answer, short in questions * 2:
        assert data.reply(answer, short=short) == answer_reply(BASE, answer, short=short)


def test_a_reply_is_rendered_once_whatever_the_words_of_the_question() -> None:
    data = BotData(MATCHER)
    assert data.reply(ROCKETS) is data.reply(replace(ROCKETS, question="rocket count", score=1.0))


def test_replies_are_rendered_anew_from_new_facts() -> None:
    data = BotData(MATCHER)
    assert "19,000 rockets" in data.reply(ROCKETS).text
    data.matcher = Matcher(OTHER)
    assert "no rockets" in data.reply(ROCKETS).text


async def test_commands_and_inline_queries_follow_the_facts_in_service(room: Room) -> None:
    room.app.bot_data.matcher = Matcher(OTHER)
    await room.say("/sleds")
    assert "27,000 anvils" in room.chat.replies[0]["text"]
    group = room.group()
    await room.say("/anvils", group)
    assert group.replies == [], "it is no longer a command of the bot's"
    await room.take(query := room.chat.inline("sled"))
    assert [result["id"] for result in room.api.answers[query["inline_query"]["id"]]["results"]] == ["sleds"]
