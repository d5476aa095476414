"""Questions for one of several, or for a day or year, where the announcement tells a total: it stands for no part."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Outcome, Reason

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Compile the second announcement, which tells what fourteen ferries cost."""
    return load_matcher(ROOT / "tests" / "second" / "facts.yaml")


@pytest.mark.parametrize(
    "question",
    [
        "price of one ferry",
        "price of 1 ferry",
        "What does one ferry cost?",
        "How much does each ferry cost?",
        "cost per ferry",
        "What is the price of a single ferry?",
        "investment per ferry",
        "cost of each ship",
        "Was kostet jede Fähre?",
        "Preis pro Fähre",
        "¿Cuánto cuesta cada ferry?",
        "What does one of the ferries cost?",
        "How much do the ferries cost apiece?",
        "How much do the ferries cost a pop?",
        "How much are the ferries a pop?",
        "How much does a ferry cost on average?",
        "unit price of the ferries",
        "precio por ferry",
        "Wie viel wird pro Fähre investiert?",
        "¿Cuánto se invierte por ferry?",
        "¿Cuánto cuesta un ferry?",
        "每艘渡轮多少钱？",
    ],
)
def test_the_price_of_one_is_not_that_of_all(matcher: Matcher, question: str) -> None:
    answer = matcher.answer(question, language="en")
    assert (answer.facts, answer.not_told) == ((), "one_ferry_cost")


def test_the_price_of_all_is_told(matcher: Matcher) -> None:
    assert matcher.answer("How much does the order cost?", language="en").facts == ("investment",)


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("jobs per ferry", "jobs"),
        ("How many jobs does each ferry create?", "jobs"),
        ("How many jobs for each ferry?", "jobs"),
        ("How many jobs does a single ferry create?", "jobs"),
        ("How many jobs does one of the ferries create?", "jobs"),
        ("jobs per ship", "jobs"),
        ("jobs created per vessel", "jobs"),
        ("How many new jobs per route?", "jobs"),
        ("How many jobs apiece?", "jobs"),
        ("How many jobs a year?", "jobs"),
        ("How much CO2 is saved per ferry?", "co2"),
        ("How much CO2 is saved each day?", "co2"),
        ("CO2 saved per day", "co2"),
        ("How many tonnes of CO2 a week?", "co2"),
        ("How much is invested per year?", "investment"),
        ("How many kroner are invested a year?", "investment"),
        ("How many cars a week?", "cars"),
        ("How many cars does the line carry each day?", "cars"),
        ("How many passengers does the line carry daily?", "passengers"),
        ("How many passengers a month?", "passengers"),
    ],
)
def test_a_total_is_offered_and_no_answer_for_a_part(matcher: Matcher, question: str, total: str) -> None:
    answer = matcher.answer(question, language="en")
    assert (answer.facts, answer.outcome) == ((), Outcome.NOT_TOLD)
    assert answer.not_told or answer.reason is Reason.PER_UNIT
    assert total in answer.suggestions


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("How many passengers per ferry?", "capacity"),
        ("How many cars fit on a single ship?", "capacity"),
        ("How much room is on each ferry?", "capacity"),
        ("How many kilometres can one ferry sail?", "range"),
        ("km per charge", "range"),
        ("passengers per year", "passengers"),
        ("How many cars a year?", "cars"),
        ("How many tonnes of CO2 are saved annually?", "co2"),
        ("How much of each ticket goes to the fund?", "fund"),
        ("How much does the fund spend per year?", "fund"),
        ("What is the yearly growth of passengers?", "growth"),
        ("Is there a weekly newsletter?", "channel"),
        ("As per the announcement, how many jobs?", "jobs"),
    ],
)
def test_what_is_told_for_each_is_an_answer(matcher: Matcher, question: str, fact: str) -> None:
    assert matcher.answer(question, language="en").facts == (fact,)


@pytest.fixture(scope="module")
def learned() -> Matcher:
    """Compile the announcement in this repository, in all languages."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(
    ("language", "question", "total"),
    [
        ("ar", "كم براءة اختراع في السنة؟", "patents"),
        ("ar", "كم علامة تجارية لكل دولة؟", "countries"),
        ("ar", "كم تستثمر شاومي كل شهر؟", "investment"),
        ("de", "Patente am Tag", "patents"),
        ("de", "Wie viele Marken pro Land?", "countries"),
        ("de", "Wie viel investiert Xiaomi pro Monat?", "investment"),
        ("en", "How many patents a year?", "patents"),
        ("en", "trademarks per country", "countries"),
        ("en", "50 billion in 5 years, how much per year?", "investment"),
        ("es", "¿Cuántas patentes por día?", "patents"),
        ("es", "¿Cuántas marcas por país?", "countries"),
        ("es", "¿Cuánto invierte Xiaomi por mes?", "investment"),
        ("fr", "Combien de brevets par jour ?", "patents"),
        ("fr", "Combien de marques par pays ?", "countries"),
        ("fr", "Combien Xiaomi investit par mois ?", "investment"),
        ("hi", "रोज कितने पेटेंट?", "patents"),
        ("hi", "प्रति देश कितने ट्रेडमार्क?", "countries"),
        ("hi", "Xiaomi हर महीने कितना निवेश करेगी?", "investment"),
        ("hi-Latn", "roz kitne patent?", "patents"),
        ("hi-Latn", "har desh me kitne trademark?", "countries"),
        ("hi-Latn", "Xiaomi har mahine kitna nivesh karegi?", "investment"),
        ("id", "Berapa paten sehari?", "patents"),
        ("id", "Berapa merek dagang per negara?", "countries"),
        ("id", "Berapa investasi Xiaomi per bulan?", "investment"),
        ("pt", "Quantas patentes por dia?", "patents"),
        ("pt", "Quantas marcas por país?", "countries"),
        ("pt", "Quanto a Xiaomi investe por mês?", "investment"),
        ("ru", "патентов на страну", "patents"),
        ("ru", "Сколько товарных знаков на страну?", "countries"),
        ("ru", "Сколько Xiaomi инвестирует в месяц?", "investment"),
        ("tr", "Günlük kaç patent?", "patents"),
        ("tr", "Ülke başına kaç marka?", "countries"),
        ("tr", "Xiaomi her ay ne kadar yatırım yapacak?", "investment"),
        ("vi", "Bằng sáng chế hàng ngày là bao nhiêu?", "patents"),
        ("vi", "Bao nhiêu nhãn hiệu mỗi nước?", "countries"),
        ("vi", "Xiaomi đầu tư bao nhiêu mỗi tháng?", "investment"),
        ("zh", "每天多少专利？", "patents"),
        ("zh", "每个国家多少商标？", "countries"),
        ("zh", "小米每月投资多少？", "investment"),
    ],
)
def test_no_language_gets_a_total_for_a_part(learned: Matcher, language: str, question: str, total: str) -> None:
    answer = learned.answer(question, language=language)
    assert (answer.facts, answer.outcome) == ((), Outcome.NOT_TOLD)
    assert answer.not_told or answer.reason is Reason.PER_UNIT
    assert total in answer.suggestions


def test_numbers_of_words_by_whom_or_in_how_many_years_ask_for_no_part(learned: Matcher) -> None:
    for question, fact in {
        "en 5g hasta qué puesto llegó por declaraciones de patentes": "5g",
        "5 yılda ne kadar yatırım yapacaklar?": "investment",
        "one question: how many trademarks?": "trademarks",
    }.items():
        assert learned.answer(question).facts == (fact,), question
