"""Short questions go on from the fact that was shown last; whole ones never do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.facts.language import texts
from bot.matching import Matcher, load_matcher
from bot.matching.answer import Outcome, Reason
from bot.replies.markup import plain_text
from bot.replies.plain import sentence
from bot.replies.render import answer_reply

ROOT = Path(__file__).parents[2]
OFFERED = ("overseas", "trademarks", "countries")

# By language: the fact shown, what is asked then, and the fact, the gap or the reason that this leads to.
FOLLOWED = {
    "en": """
        patents | and abroad? | overseas
        patents | and trademarks? | trademarks
        patents | and in percent? | overseas
        patents | how many? | patents
        patents | and last year? | patents
        patents | in 2020? | patents
        patents | and in 2019? | other_time
        patents | why? | no_more
        patents | is that a lot? | no_more
        patents | tell me more | no_more
        patents | more details please | no_more
        patents | what else? | no_more
        patents | the first one | overseas
        patents | the second one | trademarks
        patents | and the last one? | countries
        investment | what for? | purpose
        investment | why? | purpose
        investment | over how long? | investment
        investment | until when? | investment
        designs | how much did it grow? | no_more
        standards | which ones? | standard_names
        countries | which ones? | country_list
        wipo | when? | no_more
        trademarks | and in how many countries? | countries
    """,
    "de": """
        patents | und im Ausland? | overseas
        investment | wofür? | purpose
        investment | wie lange? | investment
        standards | welche denn? | standard_names
        patents | warum? | no_more
        patents | ist das viel? | no_more
        patents | erzähl mir mehr | no_more
        patents | das zweite | trademarks
    """,
    "fr": """
        patents | et à l'étranger ? | overseas
        investment | pourquoi ? | purpose
        patents | c'est beaucoup ? | no_more
        patents | dis-m'en plus | no_more
        patents | le deuxième | trademarks
    """,
    "es": """
        patents | ¿y en el extranjero? | overseas
        investment | ¿para qué? | purpose
        patents | ¿por qué? | no_more
        patents | cuéntame más | no_more
        patents | el segundo | trademarks
    """,
    "pt": """
        investment | para quê? | purpose
        patents | por quê? | no_more
        patents | isso é muito? | no_more
        patents | me conta mais | no_more
        patents | o segundo | trademarks
    """,
    "ru": """
        patents | а за рубежом? | overseas
        investment | зачем? | purpose
        patents | почему? | no_more
        patents | это много? | no_more
        patents | подробнее | no_more
        patents | второй | trademarks
    """,
    "tr": """
        investment | ne için? | purpose
        patents | neden? | no_more
        patents | bu çok mu? | no_more
        patents | daha fazla anlat | no_more
        patents | ikincisi | trademarks
    """,
    "id": """
        investment | untuk apa? | purpose
        patents | kenapa? | no_more
        patents | itu banyak? | no_more
        patents | ceritakan lebih banyak | no_more
        patents | yang kedua | trademarks
    """,
    "vi": """
        investment | để làm gì? | purpose
        patents | tại sao? | no_more
        patents | có nhiều không? | no_more
        patents | kể thêm đi | no_more
        patents | cái thứ hai | trademarks
    """,
    "zh": """
        patents | 国外呢？ | overseas
        investment | 为什么？ | purpose
        investment | 多久？ | investment
        patents | 这算多吗？ | no_more
        patents | 还有吗？ | no_more
        patents | 第二个 | trademarks
    """,
    "hi": """
        investment | किस लिए? | purpose
        patents | क्यों? | no_more
        patents | और बताओ | no_more
        patents | क्या यह ज़्यादा है? | no_more
        patents | दूसरा वाला | trademarks
    """,
    "hi-Latn": """
        investment | kis liye? | purpose
        patents | kyun? | no_more
        patents | aur batao | no_more
        patents | kya ye zyada hai? | no_more
        patents | dusra wala | trademarks
    """,
    "ar": """
        investment | لماذا؟ | purpose
        patents | لماذا؟ | no_more
        patents | هل هذا كثير؟ | no_more
        patents | أخبرني المزيد | no_more
        patents | الثاني | trademarks
    """,
}
CASES = [
    (code, *(part.strip() for part in line.split(" | ")))
    for code, lines in FOLLOWED.items()
    for line in lines.strip().splitlines()
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(("code", "shown", "question", "expected"), CASES)
@pytest.mark.parametrize("replies", [False, True])
def test_a_short_question_goes_on_from_what_was_shown(
    matcher: Matcher, code: str, shown: str, question: str, expected: str, *, replies: bool
) -> None:
    answer = matcher.answer(question, shown=shown, offered=OFFERED, replies=replies, language=code)
    assert expected in (*answer.facts, answer.not_told, answer.reason)
    assert answer.language == code


@pytest.mark.parametrize(
    "question",
    [
        "How many trademarks does Xiaomi have?",
        "how many ferries are there?",
        "What is the capital of France?",
        "how many employees work abroad?",
        "what's the weather?",
        "who is the president of France?",
        "do they sell phones abroad?",
        "how many patents does Huawei have?",
        "which phone should I buy?",
        "how much is a ticket?",
        "best pizza abroad?",
        "when does the train leave?",
        "why is the sky blue?",
        "where can I buy a phone?",
        "who won the match?",
        "how do I cook rice?",
        "tell me more about Huawei",
        "the second world war",
        "what is Xiaomi going to invest?",
        "how old is Lei Jun?",
    ],
)
def test_a_new_question_is_answered_as_if_nothing_had_been_shown(matcher: Matcher, question: str) -> None:
    for shown in ("patents", "investment", "wipo"):
        asked = matcher.answer(question, shown=shown, offered=OFFERED, replies=False)
        assert asked == matcher.answer(question)


def test_nothing_is_gone_on_from_where_nothing_was_shown(matcher: Matcher) -> None:
    assert matcher.answer("tell me more").reason is Reason.ABILITIES
    assert matcher.answer("the second one").facts == ()
    assert matcher.answer("the second one", offered=OFFERED).facts == ("trademarks",)
    assert matcher.answer("why?", shown="gone", replies=False).reason is Reason.ABILITIES


NAMELESS = " / ".join(
    [
        "who? / over how long? / is it true? / what time is it / which ones? / since when? / how come? / really?",
        "and? / so what? / more / how so / is that a lot? / why? / how much? / for what? / compared to what?",
        "so how many? / what? / huh? / such as? / until when? / how long?",
    ]
)


@pytest.mark.parametrize(
    "question",
    NAMELESS.split(" / "),
)
def test_a_message_that_names_nothing_gets_no_figure_where_nothing_was_shown(matcher: Matcher, question: str) -> None:
    answer = matcher.answer(question.strip(), language="en")
    assert answer.facts == ()
    assert answer.reason or answer.suggestions


# Doubts about what was shown, by language.
DOUBTS = {
    "en": "really? / is it true? / is that true? / are you sure? / seriously? / no way! / is that so?",
    "de": "wirklich? / stimmt das? / ist das wahr? / bist du sicher? / im Ernst?",
    "fr": "vraiment ? / c'est vrai ? / tu es sûr ? / sérieusement ? / qui le dit ?",
    "es": "¿en serio? / ¿de verdad? / ¿es cierto? / ¿estás seguro? / ¿seguro?",
    "pt": "sério? / é verdade? / tem certeza? / jura? / quem disse?",
    "ru": "правда? / неужели? / ты уверен? / серьёзно? / не может быть!",
    "tr": "gerçekten mi? / doğru mu? / emin misin? / cidden mi? / emin misiniz?",
    "id": "benarkah? / serius? / masa sih? / apa benar? / kamu yakin?",
    "vi": "thật không? / có thật không? / thật à? / bạn có chắc không? / có đúng không?",
    "zh": "真的吗？ / 确定吗？ / 不会吧 / 真的假的？ / 你确定吗？",
    "hi": "सच में? / क्या यह सच है? / पक्का? / किसने कहा? / यकीन नहीं होता",
    "hi-Latn": "sach mein? / ye sach hai? / pakka? / kisne kaha? / kya sach mein?",
    "ar": "حقا؟ / هل هذا صحيح؟ / هل أنت متأكد؟ / بجد؟ / من قال ذلك؟",
}


@pytest.mark.parametrize(
    ("code", "doubt"), [(code, each) for code, doubts in DOUBTS.items() for each in doubts.split(" / ")]
)
def test_a_doubt_is_met_with_the_quote(matcher: Matcher, code: str, doubt: str) -> None:
    answer = matcher.answer(doubt, shown="patents", replies=False, language=code)
    assert (answer.reason, answer.detail, answer.language) == (Reason.DOUBT, "patents", code)
    fact = matcher.base.fact("patents")
    assert fact
    assert fact.quote in str(sentence(matcher.base, answer))


def test_what_only_asks_gets_a_gap_only_where_the_gap_is_about_just_that(matcher: Matcher) -> None:
    for shown, question in (("investment", "since when?"), ("hague_rank", "when?"), ("patents", "over how long?")):
        assert matcher.answer(question, shown=shown, replies=False).reason is Reason.NO_MORE
    assert matcher.answer("which ones?", shown="standards", replies=False).not_told == "standard_names"


@pytest.mark.parametrize(
    ("code", "message", "shown", "fact"),
    [
        ("en", "over how long?", "purpose", "investment"),
        ("en", "for how long?", "purpose", "investment"),
        ("de", "über welchen Zeitraum?", "purpose", "investment"),
        ("fr", "sur quelle durée ?", "purpose", "investment"),
        ("es", "¿en cuánto tiempo?", "purpose", "investment"),
        ("en", "what for?", "investment", "purpose"),
    ],
)
def test_what_only_a_related_fact_tells_is_found_there(
    matcher: Matcher, code: str, message: str, shown: str, fact: str
) -> None:
    assert matcher.answer(message, shown=shown, replies=False, language=code).facts == (fact,)


@pytest.mark.parametrize("message", ["why?", "who said it?", "since when?"])
def test_what_no_related_fact_tells_is_not_looked_for_there(matcher: Matcher, message: str) -> None:
    assert matcher.answer(message, shown="patents", replies=False, language="en").facts in ((), ("patents",))


def test_more_may_mean_what_was_shown_before_a_miss_and_nothing_else_does(matcher: Matcher) -> None:
    more = matcher.answer("tell me more", earlier="patents", replies=False)
    assert (more.reason, more.detail) == (Reason.NO_MORE, "patents")
    assert matcher.answer("since when?", earlier="patents", replies=False).facts == ()


@pytest.mark.parametrize("code", ["de", "es", "zh", "ar"])
def test_the_quote_under_a_doubt_says_its_language(matcher: Matcher, code: str) -> None:
    doubt = replace(matcher.answer("7", language=code), outcome=Outcome.NOTHING, reason=Reason.DOUBT, detail="patents")
    reply = plain_text(answer_reply(matcher.base, doubt).text)
    assert reply.endswith(texts(code).quote_language.format(language="English"))
    assert texts("en").quote_language not in plain_text(answer_reply(matcher.base, replace(doubt, language="en")).text)
