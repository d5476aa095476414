"""Questions that are made without a model: labelled as the announcement says, and near misses that it doesn't tell."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.authoring.evaluate import Question
from bot.authoring.questions.frames import frames
from bot.authoring.questions.lines import label_of
from bot.authoring.questions.make import Halves, make
from bot.authoring.questions.told import Told
from bot.authoring.questions.topics import topics_of
from bot.authoring.questions.typos import typed
from bot.facts import FactBase, load
from bot.matching.phrasings import phrasings_of
from bot.matching.spelling import dictionary
from bot.text import words
from tests.fact_files import ARTICLE, FACTS, write_facts

FOLDER = Path(__file__).parents[2] / "docs" / "walkthrough"


@pytest.fixture(scope="module")
def article() -> str:
    return (FOLDER / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def base() -> FactBase:
    return load(FOLDER / "facts.yaml")


@pytest.fixture(scope="module")
def made(base: FactBase, article: str) -> Halves:
    return make(base, article)


def near(questions: list[Question]) -> list[str]:
    """Return the near misses in small letters."""
    return [question.text.lower() for question in questions if question.kind == "near"]


def made_of(folder: Path, facts: str, article: str) -> list[Question]:
    """Make questions for a fact base in a folder."""
    halves = make(load(write_facts(folder, facts)), article)
    return [*halves.learning, *halves.aside]


def test_there_are_hundreds_of_them_half_of_them_not_told(made: Halves) -> None:
    told = sum(question.answerable for question in made.learning)
    assert len(made.learning) > 600
    assert len(made.aside) > 150
    assert 0.4 < told / len(made.learning) < 0.6


def test_every_fact_is_asked_for_in_both_halves_and_every_kind_is_there(base: FactBase, made: Halves) -> None:
    for half in (made.learning, made.aside):
        asked = Counter(fact for question in half for fact in question.accept)
        assert set(asked) == {fact.id for fact in base.facts}
        assert {question.kind for question in half} == {"plain", "noisy", "several", "near", "offtopic"}


def test_no_question_stands_word_for_word_in_both_halves_or_twice_in_one(made: Halves) -> None:
    keys = [words(question.text) for question in (*made.learning, *made.aside)]
    assert len(keys) == len(set(keys))


def test_the_same_fact_base_gives_the_same_questions(base: FactBase, article: str, made: Halves) -> None:
    assert make(base, article) == made


def test_no_label_contradicts_a_phrasing(base: FactBase, made: Halves) -> None:
    told = {words(text): {target} if base.fact(target) else set() for target, text in phrasings_of(base)}
    for question in (*made.learning, *made.aside):
        assert told.get(words(question.text), label_of(question)) == label_of(question), question


def test_what_is_set_aside_is_asked_by_other_voices(made: Halves) -> None:
    theirs = [voice for voice in frames().voices if voice.aside]
    marks = [frame.split("{")[0] for voice in theirs for frame in voice.question if len(frame.split("{")[0]) > 8]
    assert not [question for question in made.learning for mark in marks if question.text.startswith(mark)]


def test_a_near_miss_names_no_year_and_no_place_that_the_article_names(
    base: FactBase, article: str, made: Halves
) -> None:
    told = Told(base, article)
    assert {2026, 2029} <= told.years
    years = {int(year) for text in near([*made.learning, *made.aside]) for year in re.findall(r"\b\d{4}\b", text)}
    assert years
    assert years.isdisjoint(told.years)
    assert not [place for place in frames().places if told.names(place)]


def test_a_year_of_the_article_and_those_beside_it_are_no_other_years(tmp_path: Path) -> None:
    def asked(article: str) -> set[str]:
        """Return the years of near misses."""
        return set(re.findall(r"\b20\d\d\b", " ".join(near(made_of(tmp_path, FACTS, article)))))

    assert {"2018", "2019", "2020"} <= asked(ARTICLE)
    assert asked(f"{ARTICLE} It last did so in 2019.").isdisjoint({"2018", "2019", "2020"})


def test_a_place_of_the_article_is_nowhere_else(tmp_path: Path) -> None:
    asked = " ".join(near(made_of(tmp_path, FACTS, ARTICLE + " It did so in Japan.")))
    assert "in japan" not in asked
    assert "in brazil" in asked


def test_five_years_ago_is_a_year_that_is_told(base: FactBase) -> None:
    assert 2021 in Told(base, "There were none five years ago.").years
    assert 2021 not in Told(base, "").years


def test_what_is_only_counted_has_no_names_and_no_price(tmp_path: Path) -> None:
    asked = near(made_of(tmp_path, FACTS, ARTICLE))
    assert any("list all the bridges" in text or "names of the bridges" in text for text in asked)
    assert any("price per bridge" in text or "one of the bridges cost" in text for text in asked)


def test_a_price_that_is_told_is_no_near_miss(tmp_path: Path) -> None:
    told = FACTS.replace("keywords: bridges,", "sentence: They cost 5 euros.\n    keywords: bridges,").replace(
        "opened 12 bridges […]", "opened 12 bridges for 5 euros […]"
    )
    asked = near(made_of(tmp_path, told, ARTICLE.replace("12 bridges", "12 bridges for 5 euros")))
    assert not [text for text in asked if "price per bridge" in text or "one of the bridges cost" in text]


def test_who_is_first_is_asked_only_beside_a_rank(tmp_path: Path, made: Halves) -> None:
    first = "who is in first place"
    assert any(first in text for text in near([*made.learning, *made.aside]))
    assert not any(first in text for text in near(made_of(tmp_path, FACTS, ARTICLE)))


def test_who_is_first_is_not_asked_where_the_article_says_it(tmp_path: Path) -> None:
    ranked = FACTS.replace("figure: 300 metres", "figure: second, with 300 metres").replace(
        "measures 300 metres", "measures 300 metres and is second"
    )
    article = ARTICLE.replace("measures 300 metres", "measures 300 metres and is second")
    first = "who is in first place"
    assert any(first in text for text in near(made_of(tmp_path, ranked, article)))
    assert not any(first in text for text in near(made_of(tmp_path, ranked, f"{article} The winner is Bolt.")))


def test_a_question_that_a_phrasing_answers_is_no_near_miss(base: FactBase, article: str) -> None:
    told = Told(base, article)
    assert told.answers("what does crossing cost")
    assert not told.answers("what did crossing cost in 2011")


def test_another_name_takes_the_subjects_place(tmp_path: Path) -> None:
    facts = FACTS.replace("  title: Acme opens", "  not_about: Bolt\n  title: Acme opens", 1)
    assert any("bolt" in text for text in near(made_of(tmp_path, facts, ARTICLE)))
    assert not any("bolt" in text for text in near(made_of(tmp_path, facts, f"{ARTICLE} Bolt was there.")))


def test_everyday_talk_that_comes_near_the_facts_is_left_out(tmp_path: Path) -> None:
    facts = FACTS.replace("keywords: bridges, bridge count", "keywords: bridges, bridge count, weather, jokes")
    asked = " ".join(question.text for question in made_of(tmp_path, facts, ARTICLE) if question.kind == "offtopic")
    assert "weather" not in asked
    assert "joke" not in asked
    assert "alarm" in asked


def test_a_noun_that_two_facts_count_says_which_is_meant_for_neither(base: FactBase, article: str) -> None:
    counted = {topic.fact.id: topic.counted for topic in topics_of(Told(base, article), frames())}
    assert counted["expected_walkers"] == ("walkers",)
    assert counted["donors"] == ("donors",)
    assert all("people" not in nouns for nouns in counted.values())


def test_a_quote_gives_questions_in_its_own_words_and_names_nobody_else(base: FactBase, article: str) -> None:
    drafted = {topic.fact.id: topic.drafted for topic in topics_of(Told(base, article), frames())}
    assert "how many walkers does the park expect in the first year" in drafted["expected_walkers"]
    assert not [question for question in drafted["second_bridge"] if "Skarn" in question]


def test_who_is_quoted_is_known_without_a_title(base: FactBase, article: str) -> None:
    topics = {topic.fact.id: topic for topic in topics_of(Told(base, article), frames())}
    assert topics["engineer"].speaker == "Maren Odvik"
    assert topics["engineer"].words == "You don't conquer a valley"
    assert topics["opening"].speaker == ""


@given(st.text("abcdefghijklmnop qrstuvwxyz?", max_size=60))
def test_a_slip_of_the_finger_changes_one_word_at_most_and_always_the_same(text: str) -> None:
    slipped = typed(text, ("slip",))
    assert sum(one != two for one, two in zip(text.split(" "), slipped.split(" "), strict=True)) <= 1
    assert typed(text, ("slip",)) == slipped


@given(st.sampled_from(list(dictionary())))
@example("friend")  # the first slip that would be tried makes another word of these
@example("banker")
@example("cancellation")
def test_a_slip_makes_no_other_english_word(word: str) -> None:
    slipped = typed(f"how many {word}", ("slip",)).removeprefix("how many ")
    assert slipped == word or slipped not in dictionary()
