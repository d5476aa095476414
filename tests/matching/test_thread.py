"""The thread of a talk: what was refused is still spoken of, a part of it is asked for, and it is said once more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.facts.language import texts
from bot.matching import Matcher, load_matcher
from bot.matching.answer import Claim, Outcome, Reason, Truth
from bot.replies.plain import sentence
from tests.refusals import after

ROOT = Path(__file__).parents[2]

# By language: what names the year that was meant, after one that is not told.
MEANT = {
    "en": "I meant in 2020 / I meant 2020 / sorry, 2020 / ok, in 2020 then? / and in 2020? / no, 2020",
    "de": "ich meinte 2020 / also 2020 / und 2020?",
    "fr": "je voulais dire 2020 / je parlais de 2020 / et en 2020 ?",
    "es": "quise decir 2020 / me refería a 2020 / ¿y en 2020?",
    "pt": "quis dizer 2020 / me referia a 2020 / e em 2020?",
    "ru": "я имел в виду 2020 / имела в виду 2020 год / а в 2020?",
    "tr": "2020 demek istedim / 2020'yi kastettim / peki 2020'de?",
    "id": "maksud saya 2020 / maaf, 2020 / kalau 2020?",
    "vi": "ý mình là 2020 / thế năm 2020?",
    "zh": "我是说2020年 / 我指的是2020年 / 那2020年呢？",
    "hi": "मेरा मतलब 2020 था / माफ़ कीजिए, 2020 / और 2020 में?",
    "hi-Latn": "mera matlab 2020 tha / aur 2020 mein?",
    "ar": "قصدت 2020 / أعني عام 2020 / وفي 2020؟",
}
# What asks for the subject's figure after a rival's.
OWN = {
    "en": "and how many does Xiaomi have? / how many has Xiaomi got then?",
    "de": "und wie viele hat Xiaomi?",
    "fr": "et combien en a Xiaomi ?",
    "es": "¿y cuántas tiene Xiaomi?",
    "pt": "e quantas tem a Xiaomi?",
    "ru": "а сколько у Xiaomi?",
    "id": "kalau Xiaomi punya berapa?",
    "zh": "那小米有多少？",
    "hi": "और Xiaomi के पास कितने हैं?",
    "ar": "وكم لدى شاومي؟",
}
# What asks for a part of the patents that were shown.
PARTS = {
    "en": (
        "and how much of that was outside their country? / how many of those are overseas? / "
        "how many of them are abroad? / what share of it was obtained abroad? / and how many of these overseas?"
    ),
    "de": "und wie viele davon im Ausland? / wie viele von ihnen sind im Ausland?",
    "fr": "et combien d'entre eux à l'étranger ? / combien parmi eux à l'étranger ?",
    "es": "¿y cuántas de ellas fuera de China? / ¿cuántas de esas en el extranjero?",
    "pt": "e quantas delas no exterior? / quantas dessas no exterior?",
    "ru": "сколько из них за рубежом? / а из этих сколько за рубежом?",
    "tr": "bunların kaçı yurt dışında? / onların kaçı yurt dışında?",
    "id": "berapa dari itu di luar negeri? / di antaranya berapa di luar negeri?",
    "vi": "trong số đó bao nhiêu ở nước ngoài? / trong đó bao nhiêu ở nước ngoài?",
    "zh": "其中有多少在国外？ / 当中有多少在海外？",
    "hi": "उनमें से कितने विदेश में हैं? / इनमें से कितने विदेश में हैं?",
    "hi-Latn": "unme se kitne videsh mein hai? / inme se kitne videsh mein hai?",
    "ar": "كم منها خارج الصين؟ / وكم من هذه في الخارج؟",
}
AGAIN = {
    "en": (
        "I don't understand / can you say that simpler? / repeat / again please / what did you say? / "
        "sorry, I didn't get it"
    ),
    "de": "ich verstehe das nicht / nochmal bitte / geht das einfacher? / was hast du gesagt?",
    "fr": "je ne comprends pas / tu peux répéter ? / plus simplement s'il te plaît",
    "es": "no entiendo / repite por favor / ¿qué dijiste? / en palabras simples",
    "pt": "não entendi / pode repetir? / em palavras simples",
    "ru": "не понимаю / повтори, пожалуйста / можно попроще? / что ты сказал?",
    "tr": "anlamadım / tekrar eder misin? / daha basit anlat",
    "id": "saya tidak mengerti / tolong ulangi / lebih sederhana dong",
    "vi": "mình không hiểu / nói lại đi / nói đơn giản hơn được không?",
    "zh": "我不明白 / 再说一遍 / 说简单点 / 你说什么？",
    "hi": "मुझे समझ नहीं आया / फिर से बताओ / आसान भाषा में बताओ",
    "hi-Latn": "samajh nahi aaya / phir se batao / simple bhasha me",
    "ar": "لم أفهم / كرر من فضلك / بكلمات بسيطة",
}
WHY = {
    "en": "and why? / explain / what does that mean? / how come? / can you explain that? / what do you mean?",
    "de": "und warum? / erklär das / was heißt das?",
    "fr": "et pourquoi ? / explique / ça veut dire quoi ?",
    "es": "¿y por qué? / explícame / ¿qué significa eso?",
    "pt": "e por quê? / explica isso / o que significa isso?",
    "ru": "а зачем? / объясни / что это значит?",
    "tr": "peki neden? / açıkla / bu ne demek?",
    "id": "dan kenapa? / jelaskan / apa maksudnya?",
    "vi": "giải thích đi / nghĩa là sao?",
    "zh": "为什么？ / 解释一下 / 什么意思？",
    "hi": "और क्यों? / समझाओ / इसका क्या मतलब है?",
    "hi-Latn": "aur kyun? / samjhao / iska kya matlab hai?",
    "ar": "ولماذا؟ / اشرح لي / ماذا يعني ذلك؟",
}
THANKS = {
    "en": (
        "Thanks a lot, you were very helpful! / thank you, that helped a lot / thanks, you've been a great help / "
        "thank you so much, very kind of you / thanks, I really appreciate it"
    ),
    "de": "Vielen Dank, du hast mir sehr geholfen! / danke, das war sehr hilfreich",
    "fr": "merci beaucoup, tu m'as bien aidé ! / merci, c'est très gentil",
    "es": "¡Muchas gracias, me ayudaste mucho! / gracias, muy amable",
    "pt": "Muito obrigado, você me ajudou muito! / obrigada, foi muito útil",
    "ru": "Спасибо, вы очень помогли! / спасибо, было очень полезно",
    "tr": "Teşekkürler, çok yardımcı oldun! / teşekkür ederim, çok naziksiniz",
    "id": "Terima kasih, kamu sangat membantu! / makasih, sangat berguna",
    "vi": "Cảm ơn, bạn giúp mình nhiều lắm! / cảm ơn bạn, rất hữu ích",
    "zh": "谢谢，你帮了我大忙！ / 谢谢你，很有帮助",
    "hi": "धन्यवाद, आपने बहुत मदद की! / शुक्रिया, बहुत काम आया",
    "hi-Latn": "shukriya, aapne bahut madad ki! / dhanyavad, bahut kaam aaya",
    "ar": "شكرا، لقد ساعدتني كثيرا! / شكرا جزيلا، هذا لطف منك",
}


def said(table: dict[str, str]) -> list[tuple[str, str]]:
    """Return the wordings in a table, each with its language."""
    return [(code, wording.strip()) for code, wordings in table.items() for wording in wordings.split(" / ")]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(("code", "message"), said(MEANT))
def test_the_year_that_was_meant_gets_the_figure_after_another_one(matcher: Matcher, code: str, message: str) -> None:
    answer = after(matcher, "How many patents did Xiaomi have in 2019?", message, code)
    assert (answer.facts, answer.language) == (("patents",), code)
    assert matcher.answer(message, replies=False, language=code).facts == ()


@pytest.mark.parametrize(("code", "message"), said(OWN))
def test_the_subject_gets_its_figure_after_a_rival(matcher: Matcher, code: str, message: str) -> None:
    answer = after(matcher, "How many patents does Huawei have?", message, code)
    assert (answer.facts, answer.language) == (("patents",), code)


@pytest.mark.parametrize(
    "message", ["how many?", "in 2020?", "how many do they have?", "why?", "tell me more", "sure?"]
)
def test_a_refusal_stays_where_the_subject_is_not_named(matcher: Matcher, message: str) -> None:
    answer = after(matcher, "How many patents does Huawei have?", message)
    assert (answer.reason, answer.detail, answer.facts) == (Reason.OTHER_NAME, "Huawei", ())


@pytest.mark.parametrize("message", ["how many?", "why?", "repeat", "really?", "in 2018?", "and last year?"])
def test_a_refusal_for_a_year_stays_until_the_right_one_is_named(matcher: Matcher, message: str) -> None:
    answer = after(matcher, "How many patents did Xiaomi have in 2018?", message)
    named = "last year" in message
    assert (answer.facts == ("patents",)) if named else (answer.reason is Reason.OTHER_TIME)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("How many patents does Huawei have?", "19,000?"),
        ("How many patents does Huawei have?", "so they have more than 19,000, right?"),
        ("How many patents did Xiaomi have in 2015?", "so 19,000?"),
        ("How many trademarks were granted?", "27,000?"),
        ("What rank does Huawei have in designs?", "fifth?"),
    ],
)
def test_a_number_claimed_of_what_was_refused_gets_no_yes(matcher: Matcher, question: str, message: str) -> None:
    answer = after(matcher, question, message)
    assert (answer.facts, answer.claim, answer.outcome) == ((), None, Outcome.NOT_TOLD)


def test_a_number_claimed_of_the_subject_or_of_something_else_is_checked_after_a_refusal(matcher: Matcher) -> None:
    for message, fact in (("so Xiaomi has 19,000 patents?", "patents"), ("50 billion yuan, right?", "investment")):
        answer = after(matcher, "How many patents does Huawei have?", message)
        assert (answer.facts, answer.claim) == ((fact,), Claim(Truth.YES))


def test_a_fact_that_was_hardly_meant_is_only_offered(matcher: Matcher) -> None:
    for question, message in (
        ("How much did Xiaomi invest in research in 2017?", "in 2020"),
        ("Who is the CEO of Apple?", "and Xiaomi?"),
    ):
        answer = after(matcher, question, message)
        assert (answer.outcome, answer.suggestions) == (Outcome.UNSURE, ("investment",))


@pytest.mark.parametrize(
    ("question", "message", "expected"),
    [
        ("How many experts took part?", "any names?", "expert_names"),
        ("How many trademarks were granted?", "how many?", "granted"),
        ("How many trademarks were granted?", "in 2020?", "granted"),
        ("Which countries are covered?", "how many countries again?", "countries"),
        ("How many trademarks were granted?", "how many trademark applications?", "trademarks"),
    ],
)
def test_a_gap_is_refused_again_until_a_topic_is_named(
    matcher: Matcher, question: str, message: str, expected: str
) -> None:
    answer = after(matcher, question, message)
    assert expected in (*answer.facts, answer.not_told, *answer.suggestions[:1])


@pytest.mark.parametrize(
    "message", ["How many trademarks does Xiaomi have?", "what is the weather like?", "hello", "thanks"]
)
def test_a_new_question_is_answered_as_if_nothing_had_been_refused(matcher: Matcher, message: str) -> None:
    assert after(matcher, "How many patents does Huawei have?", message) == matcher.answer(message, language="en")


def test_a_rival_who_was_not_asked_about_a_fact_is_no_refusal_to_tell_one(matcher: Matcher) -> None:
    refused = replace(matcher.answer("What is the capital of France?"), suggestions=("patents",))
    assert (refused.reason, refused.refused) == (Reason.OTHER_PLACE, None)


def test_a_question_refused_for_its_own_year_is_about_its_own_fact(matcher: Matcher) -> None:
    other = matcher.answer("¿Patentes en 2019?", shown="investment", replies=False)
    assert (other.reason, other.refused) == (Reason.OTHER_TIME, "patents")


@pytest.mark.parametrize(("code", "message"), said(PARTS))
def test_a_part_of_what_was_shown_is_found_beside_it(matcher: Matcher, code: str, message: str) -> None:
    answer = matcher.answer(message, shown="patents", replies=False, language=code)
    assert (answer.facts, answer.language) == (("overseas",), code)


@pytest.mark.parametrize(
    ("shown", "message", "expected"),
    [
        ("patents", "how many of them are in China?", Reason.PER_UNIT),
        ("patents", "how many of them are about 5G?", Reason.PER_UNIT),
        ("patents", "how much of that is new?", Reason.PER_UNIT),
        ("patents", "how many of them are in India?", Reason.OTHER_PLACE),
        ("patents", "what is the use of it?", Reason.NO_MORE),
        ("trademarks", "how many of them were granted?", "granted"),
        ("investment", "how much of it is spent already?", "investment_details"),
    ],
)
def test_a_part_is_never_the_whole(matcher: Matcher, shown: str, message: str, expected: str) -> None:
    answer = matcher.answer(message, shown=shown, replies=False)
    assert answer.facts == ()
    assert expected in (answer.reason, answer.not_told)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("en", "I'm proud of it"),
        ("en", "is any of this true?"),
        ("en", "because of that?"),
        ("de", "was hältst du davon?"),
        ("es", "estoy harto de eso"),
        ("pt", "o que acha disso?"),
        ("tr", "bunun anlamı ne?"),
    ],
)
def test_what_is_said_of_a_fact_is_no_question_for_a_part_of_it(matcher: Matcher, code: str, message: str) -> None:
    answer = matcher.answer(message, shown="patents", replies=False, language=code)
    assert (answer.facts, answer.reason is Reason.PER_UNIT) == ((), False)


def test_a_number_of_a_part_is_not_held_against_the_whole(matcher: Matcher) -> None:
    answer = matcher.answer("5,000 of them, right?", shown="patents", replies=False)
    assert (answer.facts, answer.reason) == ((), Reason.PER_UNIT)


def test_a_part_of_what_the_message_names_itself_has_nothing_to_do_with_what_was_shown(matcher: Matcher) -> None:
    for message, facts in (
        ("Xiaomi has patents: how many of them?", ("patents",)),
        ("how many of those trademarks?", ("trademarks",)),
    ):
        assert matcher.answer(message, shown="countries", replies=False).facts == facts


def test_what_is_asked_for_a_year_or_a_month_is_not_split(matcher: Matcher) -> None:
    for message in ("How much is that per year?", "and how much a month?", "how much is it a year"):
        answer = matcher.answer(message, shown="investment", replies=False)
        assert (answer.reason, answer.facts) == (Reason.PER_UNIT, ())


def test_another_time_than_that_of_the_fact_shown_is_refused_about_it(matcher: Matcher) -> None:
    answer = matcher.answer("is that more than the year before?", shown="designs", replies=False)
    assert (answer.reason, answer.refused) == (Reason.OTHER_TIME, "designs")


def test_how_something_ranks_is_not_how_many_there_are(matcher: Matcher) -> None:
    assert "patents" not in matcher.answer("how does it rank?", shown="patents", replies=False).facts


@pytest.mark.parametrize(("code", "message"), said(AGAIN))
def test_whoever_did_not_get_it_sees_the_fact_once_more(matcher: Matcher, code: str, message: str) -> None:
    answer = matcher.answer(message, shown="investment", replies=False, language=code)
    assert (answer.facts, answer.language) == (("investment",), code)
    assert matcher.answer(message, replies=False, language=code).reason is Reason.ABILITIES


def test_several_facts_are_shown_once_more_together(matcher: Matcher) -> None:
    both = ("patents", "trademarks")
    assert matcher.answer("repeat", shown="trademarks", offered=both, replies=False).facts == both
    assert matcher.answer("repeat", shown="trademarks", offered=("countries",), replies=False).facts == ("trademarks",)


@pytest.mark.parametrize(("code", "message"), said(WHY))
def test_what_explains_a_fact_is_the_related_one_that_says_why(matcher: Matcher, code: str, message: str) -> None:
    answer = matcher.answer(message, shown="investment", replies=False, language=code)
    assert (answer.facts, answer.language) == (("purpose",), code)


@pytest.mark.parametrize(("code", "message"), said(THANKS))
def test_thanks_in_longer_words_are_thanks(matcher: Matcher, code: str, message: str) -> None:
    answer = matcher.answer(message, shown="patents", replies=False, language=code)
    assert (answer.reason, answer.language) == (Reason.THANKS, code)


@pytest.mark.parametrize(("code", "message"), [("en", "sure?"), ("en", "right?"), ("de", "klar?"), ("es", "¿claro?")])
def test_an_ok_with_a_question_mark_is_a_doubt(matcher: Matcher, code: str, message: str) -> None:
    assert matcher.answer(message, shown="patents", replies=False, language=code).reason is Reason.DOUBT
    plain = message.strip("¿?")
    assert matcher.answer(plain, shown="patents", replies=False, language=code).reason is Reason.OK


def test_a_doubt_where_nothing_was_shown_is_no_reason_to_be_sorry(matcher: Matcher) -> None:
    doubt = matcher.answer("are you sure?", replies=False)
    assert str(sentence(matcher.base, doubt)) == texts("en").small_talk["doubt"]


def test_what_is_asked_beside_praise_counts(matcher: Matcher) -> None:
    for message in ("interesting! tell me more", "thanks, what else?", "great, go on"):
        assert matcher.answer(message, shown="patents", replies=False, language="en").reason is Reason.NO_MORE
    assert matcher.answer("and thanks", shown="patents", replies=False, language="en").reason is Reason.THANKS


def test_the_subject_alone_gets_the_brief(matcher: Matcher) -> None:
    for shown in (None, "china_growth"):
        assert matcher.answer("Xiaomi", shown=shown, replies=False).reason is Reason.SUMMARY


def test_the_second_of_what_was_shown_claims_no_number(matcher: Matcher) -> None:
    answer = matcher.answer("the second", shown="trademarks", offered=("patents", "trademarks"))
    assert (answer.facts, answer.claim) == (("trademarks",), None)
