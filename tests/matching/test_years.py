"""The year of a fact is beside the point of a question for it; another year is a reason to refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Reason
from bot.matching.languages import Languages
from bot.matching.lexicon import Role
from tests.fact_files import FACTS, write_facts

ROOT = Path(__file__).parents[2]

# Questions for the patents in {}: the figure is of 2020.
WORDINGS = """
    How many patents did Xiaomi have in {}?
    How many patents did Xiaomi own in {}?
    Number of patents in {}?
    Number of patents for {}?
    patents {}
    {} patents
    patents {}?
    Xiaomi patents {}
    Xiaomi patents as of {}
    In {}, how many patents did the company hold?
    how many patents by {}
    how many patents at the end of {}?
    how many patents did they have at the end of {}?
    patent count {}
    patents worldwide in {}
    total patents in {}
    Xiaomi's patents in {}
    What was the number of patents in {}?
    how many patents had Xiaomi in {}
    patents of Xiaomi in the year {}
    Wie viele Patente hatte Xiaomi {}?
    Wie viele Patente gab es {}?
    Anzahl der Patente {}
    Wie viele Patente Ende {}?
    Patente {}
    Combien de brevets en {} ?
    Combien de brevets avait Xiaomi en {} ?
    nombre de brevets en {}
    ¿Cuántas patentes tenía Xiaomi en {}?
    cuántas patentes en {}
    patentes de Xiaomi en {}
    Quantas patentes a Xiaomi tinha em {}?
    quantas patentes em {}
    número de patentes em {}
    Сколько патентов было у Xiaomi в {} году?
    сколько патентов в {} году
    сколько патентов на конец {} года
    2020年小米有多少专利？
    {}年有多少专利
    Xiaomi'nin {} yılında kaç patenti vardı?
    {} yılında kaç patent vardı
    Berapa paten Xiaomi tahun {}?
    berapa jumlah paten di tahun {}
    Năm {} Xiaomi có bao nhiêu bằng sáng chế?
    {} में Xiaomi के पास कितने पेटेंट थे?
    {} mein Xiaomi ke paas kitne patent the?
    كم عدد براءات اختراع شاومي في {}؟
"""
TEMPLATES = [line.strip() for line in WORDINGS.strip().splitlines()]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Load the announcement that the bot ships with."""
    return load_matcher(ROOT / "facts.yaml")


@pytest.fixture(scope="module")
def languages(matcher: Matcher) -> Languages:
    """Return the readers of all languages."""
    return Languages(matcher.base)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_question_for_the_year_of_the_figure_is_answered(matcher: Matcher, template: str) -> None:
    assert matcher.answer(template.format(2020)).facts == ("patents",)


@pytest.mark.parametrize("template", [template for template in TEMPLATES if "{}" in template])
def test_a_question_for_another_year_is_refused(matcher: Matcher, template: str) -> None:
    for year in (2015, 2019, 2021):
        answer = matcher.answer(template.format(year))
        assert answer.facts == ()
        assert answer.reason is Reason.OTHER_TIME


# Times of the announcement's own, and others, by language.
THEN = """
    en | How many patents did Xiaomi have last year?
    en | how many patents do they have now?
    en | How many patents does Xiaomi currently have?
    en | patents right now?
    en | how many patents does xiaomi have at the moment?
    en | patents in two thousand twenty?
    en | patents at the end of last year?
    en | number of trademarks in 2020?
    en | trademarks for 2020?
    en | 2020 trademark applications?
    en | design registrations in 2020?
    en | what rank in the Hague System in 2020?
    en | How many patents in the year 2020?
    en | as of 2020, how many patents?
    en | patents by end of 2020
    en | patents in '20?
    en | Xiaomi patents 12/2020
    en | Did Xiaomi have 19,000 patents in 2020?
    en | what did Xiaomi say in 2021 about the result?
    de | Wie viele Patente hat Xiaomi heute?
    de | Wie viele Patente hat Xiaomi jetzt?
    de | Wie viele Patente hatte Xiaomi letztes Jahr?
    en | How many patents does Xiaomi have today?
    en | How many patents does Xiaomi have right now?
    en | How many trademarks does Xiaomi have today?
    en | 31 December 2020 patents?
    en | patents on 31 December 2020?
    en | patents in '20?
    en | '19,000 patents', is that so?
    de | Wie viele Patente hat Xiaomi derzeit?
    fr | Combien de brevets Xiaomi a-t-il aujourd'hui ?
    fr | Combien de brevets a Xiaomi maintenant ?
    fr | Combien de brevets avait Xiaomi l'année dernière ?
    fr | Combien de brevets a Xiaomi actuellement ?
    es | ¿Cuántas patentes tiene Xiaomi hoy?
    es | ¿Cuántas patentes tiene Xiaomi ahora?
    es | ¿Cuántas patentes tenía Xiaomi el año pasado?
    es | ¿Cuántas patentes tiene Xiaomi actualmente?
    pt | Quantas patentes a Xiaomi tem hoje?
    pt | Quantas patentes a Xiaomi tem agora?
    pt | Quantas patentes a Xiaomi tinha no ano passado?
    pt | Quantas patentes a Xiaomi tem atualmente?
    ru | Сколько патентов у Xiaomi сегодня?
    ru | Сколько патентов у Xiaomi сейчас?
    ru | Сколько патентов было у Xiaomi в прошлом году?
    ru | Сколько патентов у Xiaomi на данный момент?
    tr | Xiaomi'nin bugün kaç patenti var?
    tr | Xiaomi'nin şu anda kaç patenti var?
    tr | Xiaomi'nin geçen yıl kaç patenti vardı?
    tr | Xiaomi'nin şimdi kaç patenti var?
    id | Berapa paten Xiaomi hari ini?
    id | Berapa paten Xiaomi sekarang?
    id | Berapa paten Xiaomi tahun lalu?
    id | Saat ini berapa paten Xiaomi?
    vi | Hôm nay Xiaomi có bao nhiêu bằng sáng chế?
    vi | Hiện nay Xiaomi có bao nhiêu bằng sáng chế?
    vi | Năm ngoái Xiaomi có bao nhiêu bằng sáng chế?
    vi | Bây giờ Xiaomi có bao nhiêu bằng sáng chế?
    zh | 小米今天有多少专利？
    zh | 小米现在有多少专利？
    zh | 小米去年有多少专利？
    zh | 小米目前有多少专利？
    hi | आज शाओमी के पास कितने पेटेंट हैं?
    hi | अभी शाओमी के पास कितने पेटेंट हैं?
    hi | पिछले साल शाओमी के पास कितने पेटेंट थे?
    hi | फिलहाल शाओमी के पास कितने पेटेंट हैं?
    hi-Latn | aaj Xiaomi ke paas kitne patent hain?
    hi-Latn | abhi Xiaomi ke paas kitne patent hain?
    hi-Latn | pichle saal Xiaomi ke paas kitne patent the?
    hi-Latn | filhaal Xiaomi ke paas kitne patent hain?
    ar | كم براءة اختراع لدى شاومي اليوم؟
    ar | كم براءة اختراع لدى شاومي الآن؟
    ar | كم براءة اختراع كانت لدى شاومي العام الماضي؟
    ar | كم براءة اختراع لدى شاومي حاليا؟
"""
ANOTHER_TIME = """
    en | patents in '19?
    en | how many patents in ’18
    en | trademarks in '98?
    en | How many patents did Xiaomi have in 2019?
    en | how many patents two years ago?
    en | how many patents did xiaomi have ten years ago?
    en | how many patents next year?
    en | how many patents will they have in 2025?
    en | patents for 2018?
    en | trademarks 2017?
    en | patents in 2022
    en | How many patents did Xiaomi have the year before last?
    en | how many designs in 2016?
    en | what rank in the Hague System in 2019?
    en | patents since 2015?
    en | patents between 2015 and 2018?
    en | patents from 2010 to 2020?
    en | how many trademarks this year?
    en | how many patents did they file last month?
    en | how many patents in the nineties?
    en | patents in the 1990s?
    en | how many patents in 2019/2020?
    en | how many patents did they have back in 2011
    de | Wie viele Patente hatte Xiaomi vor zwei Jahren?
    de | Wie viele Patente hat Xiaomi nächstes Jahr?
    fr | Combien de brevets avait Xiaomi il y a deux ans ?
    fr | Combien de brevets aura Xiaomi l'année prochaine ?
    es | ¿Cuántas patentes tenía Xiaomi hace dos años?
    es | ¿Cuántas patentes tendrá Xiaomi el próximo año?
    pt | Quantas patentes a Xiaomi tinha há dois anos?
    pt | Quantas patentes a Xiaomi terá no ano que vem?
    ru | Сколько патентов было у Xiaomi два года назад?
    ru | Сколько патентов будет у Xiaomi в следующем году?
    tr | Xiaomi'nin iki yıl önce kaç patenti vardı?
    tr | Xiaomi'nin gelecek yıl kaç patenti olacak?
    id | Berapa paten Xiaomi dua tahun lalu?
    id | Berapa paten Xiaomi tahun depan?
    vi | Hai năm trước Xiaomi có bao nhiêu bằng sáng chế?
    vi | Năm sau Xiaomi sẽ có bao nhiêu bằng sáng chế?
    zh | 小米两年前有多少专利？
    zh | 小米明年会有多少专利？
    zh | 小米前年有多少专利？
    hi | दो साल पहले शाओमी के पास कितने पेटेंट थे?
    hi | अगले साल शाओमी के पास कितने पेटेंट होंगे?
    hi-Latn | do saal pehle Xiaomi ke paas kitne patent the?
    hi-Latn | agle saal Xiaomi ke paas kitne patent honge?
    ar | كم براءة اختراع كانت لدى شاومي قبل عامين؟
    ar | كم براءة اختراع ستكون لدى شاومي العام القادم؟
"""


@pytest.mark.parametrize("line", THEN.strip().splitlines())
def test_a_question_for_the_time_of_the_announcement_is_answered(matcher: Matcher, line: str) -> None:
    code, question = line.strip().split(" | ")
    assert matcher.answer(question, language=code).facts


@pytest.mark.parametrize("line", ANOTHER_TIME.strip().splitlines())
def test_a_question_for_another_time_is_not(matcher: Matcher, line: str) -> None:
    code, question = line.strip().split(" | ")
    assert matcher.answer(question, language=code).facts == ()


# Years ago, counted from the publication in 2026, and the year that each names.
AGO = """
    en | 2024 | staff two years ago
    en | 2019 | staff 7 years ago
    en | 2025 | staff a year earlier
    de | 2024 | Personal vor zwei Jahren
    de | 2025 | Personal vor einem Jahr
    es | 2024 | personal hace dos años
    es | 2019 | personal hace siete años
    fr | 2024 | personnel il y a deux ans
    fr | 2025 | personnel il y a un an
    pt | 2024 | pessoal há dois anos
    pt | 2019 | pessoal sete anos atrás
    ru | 2024 | персонал два года назад
    ru | 2019 | персонал семь лет назад
    tr | 2024 | personel iki yıl önce
    tr | 2025 | personel bir yıl önce
    id | 2024 | staf dua tahun yang lalu
    id | 2025 | staf setahun lalu
    vi | 2024 | nhân sự hai năm trước
    vi | 2019 | nhân sự cách đây bảy năm
    zh | 2024 | 员工两年前
    zh | 2019 | 员工七年前
    hi | 2024 | दो साल पहले कर्मचारी
    hi | 2019 | सात साल पहले कर्मचारी
    hi-Latn | 2024 | do saal pehle karmchari
    hi-Latn | 2019 | saat saal pehle karmchari
    ar | 2024 | الموظفين قبل عامين
    ar | 2019 | الموظفين قبل سبع سنوات
"""


@pytest.mark.parametrize("line", AGO.strip().splitlines())
def test_years_ago_are_counted_from_the_publication(languages: Languages, line: str) -> None:
    code, year, question = line.strip().split(" | ")
    reader = languages.reader(code)
    named = [item.meaning for item in reader.read(question).items if item.meaning]
    (distance,) = [int(meaning.concept) for meaning in named if meaning.role is Role.YEAR]
    assert 2026 + distance == int(year)


def test_a_fact_of_some_years_answers_for_those_ago(tmp_path: Path) -> None:
    text = FACTS.replace("    related: [length]", "    related: [length]\n    years: [2022, 2024]")
    matcher = load_matcher(write_facts(tmp_path, text))
    assert matcher.answer("how many bridges two years ago").facts == ("bridges",)
    assert matcher.answer("how many bridges three years ago").reason is Reason.OTHER_TIME
