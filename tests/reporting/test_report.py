"""The report: what people asked, in an operator's hands, with no word about who asked."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from bot.journal import Counted, Entry, Journal, JournalTable
from bot.journal.counts import DAY
from bot.journal.reading import SOURCE, WRONG, Asked, JournalReader, Records, UnreadableJournalError
from bot.reporting.chart import draw
from bot.reporting.exports import as_json, as_yaml, json_lines
from bot.reporting.likeness import MOST, grouped
from bot.reporting.period import since_when
from bot.reporting.report import Ending, Report, make_report
from bot.reporting.tables import aligned, full_text, short_text
from tests.room import BASE, shared_matcher

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC).timestamp()
TODAY = date(2026, 3, 10)
ENTRIES = (
    Entry(1, "facts", "rockets", "en", "How many rockets?"),
    Entry(2, "facts", "rockets,anvils", "de", "Raketen und Ambosse?"),
    Entry(3, "nothing", None, "en", "who frobnicates the sleds?"),
    Entry(4, "nothing", None, "en", "Who frobnicates sleds"),
    Entry(5, "unsure", None, "en", "overseas shipping of crated sleds in winter"),
    Entry(6, "not_told", None, "en", "and Initech?", "other_name"),
    Entry(7, "not_told", None, "en", "price of an anvil", None, "price"),
    Entry(8, "nothing", None, "en", "hello", "greeting"),
    Entry(9, "nothing", None, "en", "thx a lot"),
    Entry(10, "nothing", None, "en", "qwrtzp"),
    Entry(11, "nothing", None, "en", "How many anvils were sold?"),
    Entry(12),
)


def asked(question: str, times: int = 1) -> Asked:
    """Make a question that found nothing."""
    return Asked(question, "nothing", None, "en", None, None, times)


async def records_of(folder: Path, *entries: Entry, texts: str = "all", counts: tuple[Counted, ...] = ()) -> Records:
    """Write entries as of noon into a real journal, and read them."""
    url = f"sqlite:///{folder}/journal.db"
    async with Journal(JournalTable(url, 1, clock=lambda: NOON), texts=texts) as journal:  # type: ignore[arg-type]
        for counted in counts:
            journal.count(counted)
        for entry in entries:
            await journal.record(entry)
    return await JournalReader(url).read(NOON - 7 * DAY)


def report_of(records: Records) -> Report:
    """Report on the week before one o'clock."""
    return make_report(records, shared_matcher(), NOON - 7 * DAY, NOON + 3600)


# ---- what is counted ------------------------------------------------------------------------------


async def test_questions_are_counted_by_day_ending_fact_language_and_reason(tmp_path: Path) -> None:
    report = report_of(await records_of(tmp_path, *ENTRIES))
    assert list(report.days)[-1] == TODAY
    assert len(report.days) == 8
    assert report.days[TODAY] == {
        Ending.ANSWERED: 2,
        Ending.OFFERED: 1,
        Ending.REFUSED: 2,
        Ending.NOT_FOUND: 5,
        Ending.SMALL_TALK: 1,
    }
    assert report.questions == 10
    assert report.facts == {"rockets": 2, "anvils": 1}
    assert report.languages == {"en": 9, "de": 1}
    assert report.reasons == {"other_name": 1, "price": 1}


async def test_what_was_not_answered_is_grouped_without_small_talk_and_noise(tmp_path: Path) -> None:
    report = report_of(await records_of(tmp_path, *ENTRIES))
    first, *others = report.unanswered
    assert dict(first.questions) == {"who frobnicates the sleds?": 1, "Who frobnicates sleds": 1}
    assert {question for group in others for question in group.questions} == {
        "overseas shipping of crated sleds in winter",
        "and Initech?",
        "price of an anvil",
    }
    assert next(group.nearest for group in others if group.ending is Ending.OFFERED) == "exports"
    assert (report.answered_by_now, report.noise) == (1, 2)


async def test_without_texts_there_are_counts_all_the_same(tmp_path: Path) -> None:
    report = report_of(await records_of(tmp_path, *ENTRIES, texts="none"))
    assert report.questions == 10
    assert not report.unanswered
    assert not report.texts


async def test_answers_that_are_called_wrong_and_sources_are_in_it(tmp_path: Path) -> None:
    counts = (*[Counted(WRONG, "1", bounded=False)] * 2, Counted(WRONG, "99", bounded=False), Counted(SOURCE, "news"))
    report = report_of(await records_of(tmp_path, *ENTRIES, counts=counts))
    (wrong,) = report.wrong
    assert (wrong.facts, wrong.question, wrong.times) == ("rockets", "How many rockets?", 2)
    assert report.sources == {"news": {TODAY: 1}}
    text = full_text(report, BASE)
    assert "rockets: Rockets built      2  How many rockets?" in text
    assert "news" in text


async def test_a_period_reaches_no_further_back_than_the_journal_keeps(tmp_path: Path) -> None:
    report = make_report(await records_of(tmp_path), shared_matcher(), -1e11, NOON)
    assert len(report.days) == 32


# ---- likeness -------------------------------------------------------------------------------------


def test_the_order_of_words_case_and_some_more_of_them_make_no_other_group() -> None:
    groups = grouped(
        [
            asked("What do sleds cost?", 2),
            asked("cost of SLEDS, what do they?"),
            asked("sleds do cost what"),
            asked("Where?"),
        ]
    )
    assert [(group.first.question, group.times) for group in groups] == [("What do sleds cost?", 4), ("Where?", 1)]


def test_a_single_word_does_not_gather_all_that_contain_it() -> None:
    groups = grouped([asked("sleds", 5), asked("who repairs sleds"), asked("these sleds weigh what")])
    assert len(groups) == 3


def test_no_more_than_so_many_texts_are_compared() -> None:
    groups = grouped(asked(f"{number} x{number} y{number}") for number in range(MOST + 500))
    assert sum(group.times for group in groups) == MOST


# ---- how it is shown ------------------------------------------------------------------------------


def test_columns_are_aligned_though_chinese_is_twice_as_wide() -> None:
    assert aligned([["多少", "1"], ["abcd", "22"]]) == "多少   1\nabcd  22"


async def test_the_text_for_a_terminal_holds_no_control_characters(tmp_path: Path) -> None:
    records = await records_of(tmp_path, Entry(1, "unsure", None, "en", "red \x1b[31m frobnicators\nand sleds"))
    text = full_text(report_of(records), BASE)
    assert "\x1b" not in text
    assert "frobnicators" in text


async def test_a_message_is_short_whatever_was_asked(tmp_path: Path) -> None:
    entries = [Entry(number, "unsure", None, "en", f"{number} " + "frobnicate " * 40) for number in range(9)]
    counts = tuple(Counted(SOURCE, f"{number}" * 32) for number in range(9))
    text = short_text(report_of(await records_of(tmp_path, *ENTRIES, *entries, counts=counts)), BASE)
    assert len(text) < 1024


async def test_what_is_pasted_is_yaml_and_what_is_learnt_is_json(tmp_path: Path) -> None:
    odd = Entry(20, "nothing", None, "en", "what: is # “this” 'sled' {x}\\ y?")
    report = report_of(await records_of(tmp_path, *ENTRIES, odd))
    pasted = yaml.safe_load(as_yaml(report))
    assert pasted["facts"] == [{"id": "exports", "questions": ["overseas shipping of crated sleds in winter"]}]
    gaps = [question for gap in pasted["not_told"] for question in gap["questions"]]
    assert odd.question in gaps
    assert "and Initech?" not in gaps
    lines = [json.loads(line) for line in json_lines(report).splitlines()]
    labels = {line["q"]: line.get("accept", line.get("all")) for line in lines}
    assert labels["How many rockets?"] == ["rockets"]
    assert labels["Raketen und Ambosse?"] == ["rockets", "anvils"]
    assert labels["price of an anvil"] == []
    assert json.loads(json.dumps(as_json(report)))["endings"]["answered"] == 2


async def test_of_nothing_there_is_a_report_too(tmp_path: Path) -> None:
    report = report_of(await records_of(tmp_path))
    assert full_text(report, BASE) == short_text(report, BASE) == "2026-03-03 to 2026-03-10: nobody asked anything"
    assert yaml.safe_load(as_yaml(report)) is None
    assert json_lines(report) == ""
    assert as_json(report)["questions"] == 0


async def test_a_chart_is_a_picture_with_and_without_questions(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    for entries in ((), ENTRIES):
        assert draw(report_of(await records_of(tmp_path, *entries))).startswith(b"\x89PNG")


# ---- the period and the journal -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"), [("24h", DAY), ("7d", 7 * DAY), (" 2W ", 14 * DAY), ("2026-03-08", 2.5 * DAY)]
)
def test_a_period_or_a_date_says_since_when(text: str, seconds: float) -> None:
    assert since_when(text, NOON) == NOON - seconds


@pytest.mark.parametrize(
    "text", ["", "7", "d", "0d", "-7d", "7 d", "99999d", "2026-02-30", "2026-03-11", "\x1b[31m", "٧d"]
)
def test_nonsense_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|still to come") as caught:
        since_when(text, NOON)
    assert "\x1b" not in str(caught.value)


async def test_of_several_bots_in_one_journal_the_operator_must_name_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/journal.db"
    for bot in (1, 2):
        async with Journal(JournalTable(url, bot)) as journal:
            await journal.record(ENTRIES[bot])
    with pytest.raises(UnreadableJournalError, match="TELEGRAM_TOKEN"):
        await JournalReader(url).read(0.0)
    assert len((await JournalReader(url, 2).read(time.time() - DAY)).answered) == 1
