"""A stranger's things are not the announcement's, and a name beside the point spoils no answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.facts.language import language_codes, texts
from bot.matching import Matcher, Outcome, load_matcher
from bot.matching.answer import Reason
from tests.fact_files import FACTS, write_facts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.mark.parametrize(
    "owner",
    [
        "Mary",
        "Julia",
        "John",
        "Steve",
        "Barbara",
        "Miriam",
        "Priya",
        "Olga",
        "my wife",
        "my uncle",
        "my neighbour",
        "my neighbour's company",
        "your mother",
        "his boss",
        "our teacher",
        "a student",
        "a doctor",
        "my grandson",
        "her brother",
        "my friend Tom",
    ],
)
@pytest.mark.parametrize("question", ["How many patents does {} have?", "how many trademarks did {} get?"])
def test_a_strangers_things_are_not_counted(matcher: Matcher, owner: str, question: str) -> None:
    answer = matcher.answer(question.format(owner))
    assert (answer.facts, answer.reason) == ((), Reason.OTHER_NAME)


@pytest.mark.parametrize(
    "question",
    [
        "my boy Xiaomi, how many patents?",
        "asking for Julia: how many patents does Xiaomi have?",
        "My friend Anna asks how many patents Xiaomi has",
        "Mary wants to know how many patents Xiaomi has",
        "my professor asks: how many patents do they have?",
        "How Many Patents Does It Have",
        "How many patents does Xioami have?",
        "how many patents does that company have",
        "how many patents does this company own?",
        "how many patents do they have",
    ],
)
def test_a_name_beside_the_point_spoils_no_answer(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question).facts == ("patents",)


# Whose things are asked for, by language: anybody but the subject.
STRANGERS = """
    en | How many patents does Mary have?
    en | how many patents does my uncle have?
    en | how many patents does my neighbour's company have?
    en | How many patents does Zorblax own?
    en | how many patents does zorblax own?
    en | how many patents has julia got?
    en | how many trademarks has my sister registered?
    en | how many patents do my parents have?
    en | how many patents do the neighbours have?
    en | How many patents are owned by Mary?
    en | number of patents of my uncle?
    en | my uncle's patents?
    en | How many of the patents belong to Peter?
    en | How many patents are held by my boss?
    en | what is my neighbour's investment?
    en | How much will my uncle invest in five years?
    en | How much does Gazprom plan to invest?
    en | patents of Mary
    en | patents of gazprom
    en | patents of my company
    en | how many patents did grandma register?
    en | How many designs did Olivia register?
    en | which place did Olivia get in the Hague ranking?
    en | How many trademarks has Atlantis?
    en | How many patents does Bavaria have?
    en | How many patents does the city of Leeds have?
    en | how many patents does your company have?
    en | how many patents does his firm hold?
    en | How many patents are in the hands of Kowalski?
    en | Does Kowalski have more than 100 patents?
    en | Is it Mary who has 19,000 patents?
    en | Kowalski patents?
    en | How many patents for Kowalski?
    en | How many countries do Mary's trademarks cover?
    en | how many patents does einstein have
    en | How many patents did Edison have?
    en | how many patents did edison have
    en | did my wife invest 50 billion?
    en | is my company ranked fifth in the Hague system?
    de | Wie viele Patente hat Maria?
    de | Wie viele Patente hat mein Onkel?
    de | Wie viele Patente hat die Firma meines Nachbarn?
    de | Wie viele Patente besitzt Zorblax?
    de | Wie viel will Gazprom investieren?
    de | wie viele patente hat meine tante
    fr | Combien de brevets a Marie ?
    fr | Combien de brevets possède mon oncle ?
    fr | Combien de brevets a l'entreprise de mon voisin ?
    fr | Combien de brevets détient Zorblax ?
    fr | Combien ma sœur va-t-elle investir ?
    es | ¿Cuántas patentes tiene María?
    es | ¿Cuántas patentes tiene mi tío?
    es | ¿Cuántas patentes tiene la empresa de mi vecino?
    es | ¿Cuántas patentes posee Zorblax?
    es | ¿Cuánto va a invertir mi hermana?
    pt | Quantas patentes a Maria tem?
    pt | Quantas patentes meu tio tem?
    pt | Quantas patentes tem a empresa do meu vizinho?
    pt | Quantas patentes a Zorblax possui?
    pt | Quanto minha irmã vai investir?
    ru | Сколько патентов у Марии?
    ru | Сколько патентов у моего дяди?
    ru | Сколько патентов у фирмы моего соседа?
    ru | Сколько патентов имеет Газпром?
    ru | Сколько инвестирует моя сестра?
    tr | Ayşe'nin kaç patenti var?
    tr | Amcamın kaç patenti var?
    tr | Komşumun şirketinin kaç patenti var?
    tr | Zorblax'ın kaç patenti var?
    tr | Kız kardeşim ne kadar yatırım yapacak?
    id | Berapa paten yang dimiliki Maria?
    id | Berapa paten paman saya?
    id | Berapa jumlah paten perusahaan tetangga saya?
    id | Berapa paten Zorblax?
    id | Berapa kakak saya akan investasi?
    vi | Chú tôi có bao nhiêu bằng sáng chế?
    vi | Công ty của hàng xóm tôi có bao nhiêu bằng sáng chế?
    vi | Zorblax có bao nhiêu bằng sáng chế?
    vi | Chị gái tôi sẽ đầu tư bao nhiêu?
    zh | 我叔叔有多少专利？
    zh | 玛丽有多少专利？
    zh | 我邻居的公司有多少专利？
    zh | 俄气有多少专利？
    zh | 我姐姐要投资多少？
    hi | मैरी के पास कितने पेटेंट हैं?
    hi | मेरे चाचा के पास कितने पेटेंट हैं?
    hi | मेरे पड़ोसी की कंपनी के पास कितने पेटेंट हैं?
    hi | गैज़प्रोम के पास कितने पेटेंट हैं?
    hi | मेरी बहन कितना निवेश करेगी?
    hi-Latn | Mary ke paas kitne patent hain?
    hi-Latn | mere chacha ke paas kitne patent hain?
    hi-Latn | mere padosi ki company ke paas kitne patent hain?
    hi-Latn | Zorblax ke paas kitne patent hain?
    hi-Latn | meri behen kitna invest karegi?
    en | Mary's patents?
    en | How many patents has Peter?
    en | how many patents does Grace have?
    en | how many patents does the neighbour have?
    en | does the neighbour have 19,000 patents?
    en | is gazprom going to invest 50 billion?
    en | how much is gazprom planning to invest?
    en | his company's patents?
    en | her company's trademarks?
    ar | كم براءة اختراع لدى عمي؟
    ar | براءات اختراع مريم
    ar | ستستثمر أختي
    vi | Lan có bao nhiêu bằng sáng chế?
    ar | كم براءة اختراع لدى شركة جاري؟
    ar | كم براءة اختراع لدى غازبروم؟
    vi | Công ty của chú tôi có bao nhiêu bằng sáng chế?
    ar | كم براءة اختراع عند مريم؟
    ar | كم براءة اختراع تملك غازبروم؟
"""
# And names beside the point of a question about the subject.
BESIDE = """
    my boy Xiaomi, how many patents?
    how many patents does my boy Xiaomi have?
    to show my Apple friends: how many patents does Xiaomi have?
    How many patents does Xiaomi have, to show my Apple friends
    my grandson sells Xiaomi phones, how many patents do they have?
    asking for Julia: how many patents does Xiaomi have?
    How many patents does Xiaomi have? Asking for Julia
    How many patents does Xiaomi have, Mary?
    Mary, how many patents does Xiaomi have?
    Hey Peter, how many patents does Xiaomi have?
    My friend Olivia wants to know how many patents Xiaomi has
    As my uncle asks, how many patents does Xiaomi have?
    Greetings from Leeds, how many patents does Xiaomi have?
    I'm Kowalski, how many patents does Xiaomi have?
    My name is Kowalski. How many patents does Xiaomi have?
    my Samsung fan brother won't believe me, how many patents does Xiaomi have?
    Writing from my Samsung: how many patents does Xiaomi have?
    For my Samsung colleagues, what is Xiaomi's rank in the Hague System?
    My boss at Siemens asks how much Xiaomi will invest
    thanks Mary! how many trademarks does Xiaomi have?
    Dear Mr Smith, how many patents does Xiaomi have?
    my teacher Mrs Brown says Xiaomi has many patents. how many?
    my wife works at Google, how many patents does xiaomi have?
    our dear friends of Xiaomi, how many patents do they have?
    I told Olivia that Xiaomi has many patents, how many are there?
    how many patents does the conglomerate have?
    Xiaomi's patents?
    How Many Patents Does Xiaomi Have In Total?
    his plan for the 50 billion?
"""


@pytest.mark.parametrize("line", STRANGERS.strip().splitlines())
def test_a_stranger_is_not_answered_with_the_subjects_figure(matcher: Matcher, line: str) -> None:
    code, question = line.strip().split(" | ")
    assert matcher.answer(question, language=code).facts == ()


@pytest.mark.parametrize("question", BESIDE.strip().splitlines())
def test_who_asks_for_whom_is_beside_the_point(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question.strip()).facts


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("ar", "براءات اختراع شاومي"),
        ("ar", "كم ستستثمر شاومي؟"),
        ("vi", "Hiện có bao nhiêu bằng sáng chế?"),
        ("vi", "Hien co bao nhieu bang sang che?"),
    ],
)
def test_a_word_that_only_stands_where_an_owner_may_is_none(matcher: Matcher, code: str, question: str) -> None:
    assert matcher.answer(question, language=code).facts


@pytest.mark.parametrize("code", language_codes())
def test_whose_things_were_asked_for_is_quoted_as_it_was_typed(code: str) -> None:
    assert re.search(r"[“„«]\s?\{name\}\s?[”“»]", texts(code).other_name)
    assert re.search(r"[“„«]\s?\{name\}\s?[”“»]", texts(code).no_figure_for)


@pytest.mark.parametrize("question", ["my uncle's patents?", "and how many does Mary have?", "and my uncle's patents?"])
def test_a_strangers_things_are_not_what_was_shown(matcher: Matcher, question: str) -> None:
    assert matcher.answer(question, shown="patents", replies=False).facts == ()


@pytest.mark.parametrize("country", ["Germany", "China", "Hungary", "Kazakhstan", "Ghana", "Costa Rica", "Qatar"])
def test_every_country_is_somebody_elses(country: str, tmp_path: Path) -> None:
    answer = load_matcher(write_facts(tmp_path)).answer(f"how many bridges are from {country.lower()}")
    assert (answer.reason, answer.detail) == (Reason.OTHER_PLACE, country)


@pytest.mark.parametrize(
    "question", ["how long is Line 4", "length of line 6?", "line number 3, how long", "how long is line 12"]
)
def test_the_others_of_a_numbered_name_are_others(tmp_path: Path, question: str) -> None:
    text = FACTS.replace("subject: Acme", "subject: Line 5").replace(
        "keywords: length,", "keywords: length, line length,"
    )
    matcher = load_matcher(write_facts(tmp_path, text))
    assert matcher.answer("how long is Line 5, the length").facts == ("length",)
    assert (matcher.answer(question).outcome, matcher.answer(question).reason) == (Outcome.NOT_TOLD, Reason.OTHER_NAME)
