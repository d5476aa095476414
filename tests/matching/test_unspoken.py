"""A message in a language that the bot does not speak is answered in the reader's, and never in a neighbour's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.language import load_languages, other_words
from bot.matching import Matcher, load_matcher

ROOT = Path(__file__).parents[2]

FOREIGN = """
    Ile patentów ma Xiaomi?
    Ile znaków towarowych ma Xiaomi?
    Kiedy to było?
    Quanti brevetti ha Xiaomi?
    Quanti marchi ha registrato Xiaomi?
    Dove posso comprare un telefono?
    Quanto investe Xiaomi in cinque anni?
    Chi ha detto questo?
    Xiaomiの特許はいくつありますか？
    特許は何件ですか
    小米の投資額はいくらですか？
    Hoeveel patenten heeft Xiaomi?
    Hoeveel handelsmerken heeft het bedrijf?
    Waar komt dit vandaan?
    Hur många patent har Xiaomi?
    Hur mycket ska de investera?
    Vad är klockan?
    Скільки патентів має Xiaomi?
    Скільки торгових марок у компанії?
    샤오미는 특허가 몇 개입니까?
    투자 금액은 얼마입니까?
    شیائومی چند پتنت دارد؟
    چقدر سرمایه گذاری می‌کند؟
    شیاؤمی کے پاس کتنے پیٹنٹ ہیں؟
    Kolik patentů má Xiaomi?
    Kolik peněz chce firma investovat?
    Câte brevete are Xiaomi?
    Πόσα διπλώματα ευρεσιτεχνίας έχει η Xiaomi;
    Πόσα θα επενδύσει η εταιρεία;
    Hány szabadalma van a Xiaominak?
    Mennyit fektetnek be?
    Kuinka monta patenttia Xiaomilla on?
    Hvor mange patenter har Xiaomi?
    Hvor mye skal de investere?
    Колко патента има Xiaomi?
    Koliko patenata ima Xiaomi?
    Koľko patentov má Xiaomi?
    Kiek patentų turi Xiaomi?
    Mitu patenti on Xiaomil?
    כמה פטנטים יש לשיאומי?
    Xiaomi มีสิทธิบัตรกี่ฉบับ?
    ஷியோமி எத்தனை காப்புரிமைகள் வைத்துள்ளது?
    শাওমির কতটি পেটেন্ট আছে?
    Ilang patente mayroon ang Xiaomi?
    Xiaomi ina hataza ngapi?
    Quantes patents té Xiaomi?
    Ile Xiaomi chce zainwestować w ciągu pięciu lat?
    Dzień dobry, kto to powiedział?
    Xiaomi neçə patentə malikdir?
    Cik patentu ir Xiaomi?
    Cik daudz preču zīmju ir uzņēmumam?
    Kiek prekių ženklų pateikė įmonė?
    Kas tai pasakė?
    Mennyit fektet be a cég?
    Ki mondta ezt?
    Sa patenta ka Xiaomi?
    Sa para do të investojë kompania?
    Kush e tha këtë?
    Kampuni itawekeza pesa ngapi?
    Nani alisema hivyo?
    Magkano ang ipupuhunan ng kumpanya?
    Sino ang nagsabi nito?
    Paljonko yritys aikoo sijoittaa?
    Kuka sanoi niin?
    Kas to teica?
    Cik naudas uzņēmums ieguldīs?
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize("message", FOREIGN.strip().splitlines())
@pytest.mark.parametrize("reader", ["en", "de", "uk"])
def test_it_is_answered_in_the_readers_language_or_in_english(matcher: Matcher, message: str, reader: str) -> None:
    answer = matcher.answer(message.strip(), language=reader)
    assert answer.language == ("de" if reader == "de" else "en")


def test_it_is_still_answered_where_its_words_are_understood(matcher: Matcher) -> None:
    assert matcher.answer("Xiaomi patenty?", language="en").facts == ("patents",)


@pytest.mark.parametrize("message", ["Ile patentów ma Xiaomi?", "Kolik patentů má Xiaomi?", "Proč má Xiaomi patenty?"])
def test_the_fact_is_offered_where_the_way_of_asking_is_not_understood(matcher: Matcher, message: str) -> None:
    answer = matcher.answer(message, language="en")
    assert (answer.facts, answer.suggestions[:1]) == ((), ("patents",))


def test_nothing_is_said_about_a_gap_in_words_that_are_half_understood(matcher: Matcher) -> None:
    answer = matcher.answer("Hoeveel patenten heeft Xiaomi?", language="en")
    assert (answer.not_told, answer.suggestions[:1]) == (None, ("patents",))


@pytest.mark.parametrize(
    ("message", "code"), [("patent kitne hain", "hi-Latn"), ("kaç patent", "tr"), ("Patente?", "de"), ("marcas", "es")]
)
def test_loans_alone_do_not_make_a_message_foreign_to_its_readers(matcher: Matcher, message: str, code: str) -> None:
    assert matcher.answer(message, language=code).language == code


def test_every_language_has_its_own_letters() -> None:
    for code, language in load_languages().items():
        assert language.letters or code == "hi-Latn"
    assert len(other_words()) > 200
