"""The year of a fact is beside the point of a question for it; another year is a reason to refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching import Matcher, load_matcher
from bot.matching.answer import Reason

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


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_question_for_the_year_of_the_figure_is_answered(matcher: Matcher, template: str) -> None:
    assert matcher.answer(template.format(2020)).facts == ("patents",)


@pytest.mark.parametrize("template", [template for template in TEMPLATES if "{}" in template])
def test_a_question_for_another_year_is_refused(matcher: Matcher, template: str) -> None:
    for year in (2015, 2019, 2021):
        answer = matcher.answer(template.format(year))
        assert answer.facts == ()
        assert answer.reason is Reason.OTHER_TIME
