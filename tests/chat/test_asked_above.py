"""A message that only points at another one asks what stands there."""

from __future__ import annotations

import pytest

from bot.facts.language import load_languages, texts
from bot.terminal.bot_api import Person
from tests.room import Room, open_room, opening, room_fixture, shared_matcher

room = room_fixture
QUESTION = "How many rockets did Acme build?"
FIGURE = "more than 19,000 rockets"
# "please answer", "answer this question" and the like, as people write it under somebody's question
POINTING = {
    "en": (
        "please answer / can you answer this / Can you answer this, please? / answer this / answer please / "
        "could you answer that? / hey, answer the question / do you know this? / this one / the question above"
    ),
    "ar": "أجب من فضلك / هل يمكنك الإجابة؟ / جاوب على السؤال / هذا السؤال / أجب على هذا",
    "de": "bitte antworten / kannst du das beantworten? / beantworte die Frage / diese Frage / antworte bitte",
    "es": "responde por favor / ¿puedes responder esto? / contesta la pregunta / esta pregunta / responde a esto",
    "fr": "réponds s'il te plaît / peux-tu répondre ? / réponds à la question / cette question / répondez",
    "hi": "कृपया उत्तर दें / इसका जवाब दो / क्या आप जवाब दे सकते हैं? / यह सवाल / जवाब दीजिए",
    "hi-Latn": "jawab do / iska jawab do / kya aap jawab de sakte ho / ye sawal / please jawab do",
    "id": "tolong jawab / bisa jawab ini? / jawab pertanyaan ini / pertanyaan ini / jawab dong",
    "pt": "responde por favor / pode responder isso? / responda a pergunta / essa pergunta / responda",
    "ru": "ответь, пожалуйста / можешь ответить? / ответьте на вопрос / этот вопрос / ответь ему",
    "tr": "lütfen cevapla / bunu cevaplar mısın? / soruyu cevapla / bu soru / cevap ver",
    "vi": "trả lời đi / bạn trả lời được không? / trả lời câu hỏi này / câu hỏi này / trả lời giúp mình",
    "zh": "请回答 / 你能回答吗？ / 回答这个问题 / 这个问题 / 回答一下",
}


@pytest.mark.parametrize(
    "text",
    ["/ask ?", "/ask 👆", "/ask", "@announcement_bot!", "@announcement_bot ^^", "@announcement_bot 👆👆"]
    + [f"@announcement_bot {text}" for text in ("please answer", "can you answer this")],
)
async def test_a_message_that_points_at_a_question_gets_its_answer_as_a_reply_to_that(room: Room, text: str) -> None:
    group = room.group()
    question = group.message(QUESTION, sender=Person(2, "Ada"))
    room.api.messages[group.chat["id"]][question["message_id"]] = question
    await room.say(text, group, reply_to_message=question)
    (reply,) = group.replies
    assert FIGURE in reply["text"]
    assert reply["reply_to_message"]["message_id"] == question["message_id"]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in POINTING.items() for text in texts.split(" / ")]
)
def test_asking_to_answer_is_understood_in_every_language(code: str, text: str) -> None:
    assert shared_matcher().asks_to_answer(text, code)


@pytest.mark.parametrize("text", [QUESTION, "thanks", "and the anvils?", "answer how many rockets", "more", "?", ""])
def test_what_asks_something_of_its_own_does_not_ask_to_answer(text: str) -> None:
    assert not shared_matcher().asks_to_answer(text, "en")


def test_every_language_can_be_asked_to_answer() -> None:
    assert set(POINTING) == set(load_languages())


async def test_a_question_of_ones_own_is_answered_whatever_it_replies_to(room: Room) -> None:
    group = room.group()
    other = group.message(QUESTION, sender=Person(2, "Ada"))
    message = await room.say("@announcement_bot how many anvils were sold?", group, reply_to_message=other)
    assert "27,000 anvils" in group.replies[0]["text"]
    assert group.replies[0]["reply_to_message"]["message_id"] == message["message_id"]


async def test_a_question_in_a_private_chat_is_quoted_when_another_message_points_at_it(room: Room) -> None:
    question = await room.say("thanks")
    await room.say("please answer", reply_to_message=question | {"text": QUESTION})
    assert FIGURE in room.chat.replies[-1]["text"]
    assert room.chat.replies[-1]["reply_to_message"]["message_id"] == question["message_id"]


async def test_asking_to_answer_nothing_says_what_can_be_asked(room: Room) -> None:
    await room.say("please answer")
    assert room.chat.replies[0]["text"].startswith(opening(texts("en").small_talk["abilities"]))


async def test_asking_to_answer_is_understood_in_the_readers_language() -> None:
    async with open_room(person=Person(language_code="de")) as room:
        group = room.group(Person(language_code="de"))
        question = group.message(QUESTION, sender=Person(2, "Ada"))
        await room.say("@announcement_bot kannst du das beantworten?", group, reply_to_message=question)
        assert "19,000 rockets" in group.replies[0]["text"]
