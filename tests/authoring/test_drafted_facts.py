"""The facts of a draft: the figure of a sentence, what goes with it, and its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.drafting.article import parse_article
from bot.authoring.drafting.draft import draft
from tests.drafts import drafted, only_fact

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("sentence", "title", "question"),
    [
        ("The company opened 47 stores in May.", "Stores opened", "How many stores did the company open in May?"),
        ("The bridge cost $3.2 million.", "Cost of the bridge", "How much did the bridge cost?"),
        ("Sales rose by 12 percent.", "Growth of sales", "By how much did sales rise?"),
        ("The tower is 38 metres high.", "Height of the tower", "How high is the tower?"),
        ("Each ship weighs 90 tonnes.", "Weight of each ship", "How many tonnes does each ship weigh?"),
        ("Acme ranks fifth in the world.", "Rank in the world", "Which place does Acme rank?"),
        ("A train will come every ten minutes.", "How often a train will come", "How often will a train come?"),
        ("The line opens on 3 May 2026.", "When the line opens", "When does the line open?"),
        ("Women hold 40 percent of the posts.", "Share of the posts", "What share of the posts do women hold?"),
        (
            "The fund will spend 5 million euros a year on beaches.",
            "Spending on beaches",
            "How much will the fund spend on beaches?",
        ),
        ("The town wants to halve the waste by 2030.", "Plan to halve the waste by 2030", "What does the town want?"),
        ("The doors open daily from 9 a.m. to 5 p.m.", "Opening hours of the doors", "What are the opening hours?"),
        ("The prize was designed by Ada Quist.", "Ada Quist", "By whom was the prize designed?"),
        ("Acme signed a contract with Borealis.", "What Acme signed", "What did Acme sign?"),
        (
            '"We are proud of every one of them," said Mayor Ada Quist.',
            "What Ada Quist said",
            "What did the mayor say?",
        ),
    ],
)
def test_titles_and_questions_use_the_sentences_own_words(
    sentence: str, title: str, question: str, tmp_path: Path
) -> None:
    base = drafted(tmp_path, f"The day of Acme\n\nIt was a fine day for Acme. {sentence}\n")
    (fact, _) = base.facts
    assert fact.title == title
    assert question in fact.questions


@pytest.mark.parametrize(
    "sentence",
    ["Line 5 is loved by many.", "Three years ago nobody came.", "Nobody knows the way there.", "It was a fine day."],
)
def test_numbers_that_count_nothing_make_no_fact(sentence: str, tmp_path: Path) -> None:
    base = drafted(tmp_path, f"News of the day\n\nIt was a fine day. {sentence}\n")
    assert [fact.id for fact in base.facts] == ["source"]


@pytest.mark.parametrize(
    ("sentence", "figure", "rest"),
    [
        (
            "The bridge spans 40 metres and has 12 lamps, nine of them red.",
            "40 metres",
            "The bridge has 12 lamps, nine of them red.",
        ),
        ("The bridge cost $3 million, half of it paid by the town.", "$3 million, half of it paid by the town", ""),
        (
            "Acme employs 340 people, up from 210, and 6 percent of them swim.",
            "340 people, up from 210",
            "Acme employs 340 people, up from 210, and 6 percent of them swim.",
        ),
        (
            "Nine ships carry the sand, each with 40 beds and room for 90 bags.",
            "nine ships",
            "Nine ships carry the sand, each with 40 beds and room for 90 bags.",
        ),
        (
            "The bridge opens on 4 May 2026, when a train leaves at 5:10 in the morning.",
            "4 May 2026",
            "The bridge opens on 4 May 2026, when a train leaves at 5:10 in the morning.",
        ),
        (
            "Acme opened 14 bridges, which brings its network to 22.",
            "14 bridges",
            "Acme opened 14 bridges, which brings its network to 22.",
        ),
        (
            "The plant is due to start in May and will employ about 90 people.",
            "May",
            "The plant will employ about 90 people.",
        ),
    ],
)
def test_the_rest_of_a_sentence_goes_with_its_figure(sentence: str, figure: str, rest: str, tmp_path: Path) -> None:
    fact = only_fact(tmp_path, sentence)
    assert (fact.figure, fact.sentence) == (figure, rest)


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Since 2020, Acme has opened 14 bridges.", ()),
        ("Acme has opened 14 bridges, on the way to a planned 96 by the end of 2028.", ()),
        ("A bridge of 14 metres is next, and work on it should begin in spring 2027.", ()),
        ("Acme came third in the list of builders, up from ninth last year.", ()),
        ("Acme opened 14 bridges in 2023.", (2023,)),
        ("Acme opened 14 bridges last year, compared with 9 the year before.", (2024,)),
        ("The bridge will open on 3 June 2026.", (2026,)),
    ],
)
def test_the_years_of_a_fact_are_those_of_its_figure(sentence: str, years: tuple[int, ...], tmp_path: Path) -> None:
    assert only_fact(tmp_path, sentence).years == years


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("Acme owns 40 ships, 12 planes and 6 trains.", "40 ships, 12 planes and 6 trains"),
        (
            "A ferry leaves every nine minutes, and at night every forty.",
            "every nine minutes, and at night every forty",
        ),
        ("Acme ranked 87th in the world, up from 112th a year ago.", "87th in the world, up from 112th"),
        ("The power is sold at a price of 58 euros per megawatt-hour.", "58 euros per megawatt-hour"),
        ("The new hall is four times as large as the old one.", "four times as large as the old one"),
        ("Tolls became 9 percent cheaper.", "9 percent cheaper"),
        (
            "The ships carried 60 tonnes of sand, 8 percent more than in 2024.",
            "60 tonnes of sand, 8 percent more than in 2024",
        ),
        ("On the bridge 12 cameras count the birds.", "12 cameras"),
        ("Nine ferries open this summer.", "nine ferries"),
        ("The office counted 80 people aged 100 or more.", "80 people"),
    ],
)
def test_a_figure_has_its_unit_and_what_belongs_to_it_and_no_verb(sentence: str, figure: str, tmp_path: Path) -> None:
    assert only_fact(tmp_path, sentence).figure == figure


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Acme lengthened 40 bridges.", "Bridges lengthened"),
        ("The 90-ton pylon lies 67 kilometres off the coast.", "Distance of the pylon"),
        ("The largest gift, 3 million pounds, came from a baker.", "Largest gift"),
        ("After two years of losses, the firm made a profit of 3 million euros.", "Profit"),
        ("The harbour gets a new roof for 900,000 euros.", "Cost of the new roof"),
        ("Acme asked the town for 15 million euros of flood aid.", "Flood aid"),
        ("The response rate was 96.8 percent.", "Response rate"),
        ("A trainee may bring one bag of eight kilograms.", "Bag"),
        ("The firm now employs 6,800.", "What the firm employs"),
        ("By 2030 the firm wants to irrigate 25,000 hectares.", "Area to be irrigated"),
    ],
)
def test_a_title_is_a_noun_phrase_of_the_sentence(sentence: str, title: str, tmp_path: Path) -> None:
    assert only_fact(tmp_path, sentence).title == title


def test_two_facts_of_one_noun_are_told_apart_by_whom_they_are_told_of(tmp_path: Path) -> None:
    text = "Acme builds\n\nThe long pier has 40 lamps.\n\nThe small quay has 12 lamps.\n"
    assert [fact.title for fact in drafted(tmp_path, text).facts[:2]] == ["Lamps", "Lamps (small quay)"]


def test_a_title_that_names_nothing_is_left_to_do(tmp_path: Path) -> None:
    text = "Acme grows\n\nThere are 25 places on each.\n"
    assert "# TODO: a short title" in draft(parse_article(text)).text


def test_what_is_the_first_or_largest_is_no_person(tmp_path: Path) -> None:
    fact = only_fact(tmp_path, "It is the largest order since Acme was founded in 1994.")
    assert fact.figure == "the largest order since Acme was founded in 1994"
    assert not any(question.startswith("Who") for question in fact.questions)
    assert only_fact(tmp_path, "The first ferry is to arrive in October 2027.").figure == "October 2027"


def test_a_figure_is_no_fragment(tmp_path: Path) -> None:
    fact = only_fact(tmp_path, "Profit climbed slowly, gaining nearly 9 percent to $212 million.")
    assert fact.figure == "up nearly 9 percent to $212 million"


def test_what_everybody_says_is_no_keyword_and_no_question(tmp_path: Path) -> None:
    fact = only_fact(tmp_path, "Acme employs 340 people in the north.")
    assert "people" not in fact.keywords
    assert "How many people?" not in fact.questions
