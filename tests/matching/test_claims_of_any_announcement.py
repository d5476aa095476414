"""What a claim gets is as true of announcements of which nothing was learnt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.authoring.starter import FACT_BASE
from bot.matching import Matcher, load_matcher

ROOT = Path(__file__).parents[2]
PATHS = {
    "starter": FACT_BASE,
    "ferries": ROOT / "tests" / "second" / "facts.yaml",
    **{
        name: ROOT / "benchmarks" / "announcements" / name / "facts.yaml" for name in ("windfarm", "hospital", "museum")
    },
}

# True, false, of something else, and bare: the fact that is shown, and what is said of the claim (`-`: nothing).
CLAIMED = {
    "starter": """
        so 12 bridges? | bridges | yes
        is it more than 10 bridges? | bridges | yes
        is the longest 300 metres? | longest | yes
        so 15 bridges? | bridges | not_quite
        does acme have 15 bridges? | bridges | not_quite
        did acme open 10 bridges | bridges | not_quite
        500 metres long? | longest | not_quite
        300 feet long? | longest | open
        12 bridges a year? | bridges | open
        did acme open 12 bridges in two years? | bridges | open
        did acme close 12 bridges? | - | -
        did acme build 10 bridges? | - | -
        is the longest bridge 12 metres wide? | - | -
        12 employees? | - | -
        12 | - | -
    """,
    "ferries": """
        did they order 14 electric ferries? | ferries | yes
        did passengers grow by 8.4 percent? | growth | yes
        about 62,000 tonnes of CO2 a year? | co2 | yes
        more than 900,000 cars? | cars | yes
        350 new jobs? | jobs | yes
        did they climb two places? | rank | yes
        did they order 20 ferries? | ferries | not_quite
        did passengers fall by 8.4 percent? | growth | not_quite
        did they fall two places? | rank | not_quite
        900,000 passengers? | passengers | not_quite
        nine ferries? | ferries | not_quite
        350 jobs on board? | jobs | open
        62,000 tonnes of CO2? | co2 | open
        4.2 million cars? | cars | open
        did cars grow by 8.4 percent? | growth | open
        14 diesel ferries? | ferries | open
        600 cars on each ferry? | capacity | open
        25 million kroner invested, right? | fund | open
        25 million kroner a year for the fund? | fund | yes
        14 | ferries | -
        seventh | rank | -
    """,
    "windfarm": """
        66 turbines? | turbines | yes
        seven months delay? | delay | yes
        did it cost 2.9 billion euros? | cost | yes
        is the capacity 1000 megawatts? | turbines | not_quite
        20 permanent staff? | base | not_quite
        2,300 permanent staff? | base | open
        14 megawatts in all? | turbines | open
        924 turbines? | turbines | open
        does Norrvind own 25 percent? | owners | open
        is it the third-largest in the world? | rank | open
        blades 108 feet long? | blades | open
        66 | - | -
    """,
    "hospital": """
        164 beds? | beds | yes
        five operating theatres? | theatres | yes
        eleven weeks wait? | waiting_time | yes
        200 beds? | beds | not_quite
        six operating theatres? | theatres | not_quite
        164 beds in intensive care? | beds | open
        1,650 operations in 2024? | operations | open
        640 doctors? | staff | open
        six weeks wait? | waiting_time | open
        164 | - | -
    """,
    "museum": """
        18.3 million euros? | cost | yes
        3,100 square metres? | building | yes
        240 objects? | exhibition | yes
        61,000 objects? | online | yes
        18.3 million dollars? | cost | not_quite
        six objects? | loans | open
        146,000 visitors expected? | visitors | open
        50 percent from the state? | - | -
        240 | - | -
    """,
}


@cache
def matcher_of(name: str) -> Matcher:
    """Load an announcement by its name here."""
    return load_matcher(PATHS[name])


@pytest.mark.parametrize(
    ("name", "row"), [(name, row.strip()) for name, rows in CLAIMED.items() for row in rows.strip().splitlines()]
)
def test_a_claim_gets_no_verdict_but_a_true_one(name: str, row: str) -> None:
    question, fact, said = row.split(" | ")
    answer = matcher_of(name).answer(question)
    claim = str(answer.claim.truth) if answer.claim else "-"
    assert ((*answer.facts, "-")[0], claim) == (fact, said)
