"""What an assistant is asked for: what it is shown, how many questions of each kind, and as whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.authoring.questions.prompts import mix_of, personas, prompt_for
from bot.facts import FactBase, load
from tests.fact_files import ARTICLE, FACTS, write_facts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def many() -> FactBase:
    """Give a fact base with more facts than thirty questions can ask for twice."""
    return load(ROOT / "facts.yaml")


def prompts_of(base: FactBase) -> list[str]:
    """Return every prompt, each in one line."""
    return [" ".join(prompt_for(persona, base, ARTICLE).split()) for persona in personas()]


def test_all_that_the_bot_shows_for_a_fact_is_in_the_prompt(tmp_path: Path) -> None:
    told = FACTS.replace("    quote: the longest", "    sentence: It measures 300 metres.\n    quote: the longest")
    for prompt in prompts_of(load(write_facts(tmp_path, told))):
        assert "Bridges opened: 12 bridges “Acme has opened 12 bridges […] in one year”" in prompt
        assert "300 metres It measures 300 metres. “the longest of them measures 300 metres”" in prompt


def test_the_numbers_of_each_kind_are_named_and_add_up(tmp_path: Path, many: FactBase) -> None:
    for base in (load(write_facts(tmp_path)), many):
        for prompt in prompts_of(base):
            (number,) = {
                int(each) for each in re.findall(r"Write (\d+) questions|THE MIX, (\d+) in all", prompt)[0] if each
            }
            mix = prompt.partition("THE MIX, ")[2].partition("OUTPUT")[0]
            assert number == int(mix.split()[0])
            assert number == sum(map(int, re.findall(r"- (\d+) ", mix)))


def test_seventy_questions_ask_for_few_facts_five_of_them_for_several(tmp_path: Path) -> None:
    assert mix_of(load(write_facts(tmp_path))) == {"single": 30, "several": 5, "near": 28, "offtopic": 7}


def test_there_is_room_for_every_fact_and_for_half_of_them_twice(many: FactBase) -> None:
    assert len(many.facts) > 15
    assert mix_of(many)["single"] == 3 * len(many.facts) // 2


def test_the_rules_say_what_becomes_of_what_is_worked_out_and_of_what_no_fact_holds(many: FactBase) -> None:
    for prompt in prompts_of(many):
        assert "worked out from what is shown for one id: that id if the figure shown answers the question" in prompt
        assert "tells but no id above holds: leave the question out" in prompt


@pytest.mark.parametrize("style", ["shorthand", "long-winded", "foreign"])
def test_each_hard_style_is_in_both_halves_by_different_people(style: str) -> None:
    halves = {persona.aside for persona in personas() if persona.style == style}
    assert halves == {True, False}


def test_few_words_still_say_what_they_ask_for() -> None:
    brief = [persona.who for persona in personas() if "five words" in persona.who]
    assert brief
    assert all("without guessing" in who for who in brief)
