"""How answers to labelled questions are judged, counted and told."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.authoring.evaluate import MEANINGS, Question, Verdict, evaluate, judge, read_questions, report, table
from bot.matching import Answer, Matcher, Outcome, load_matcher
from tests.fact_files import write_facts

LONGEST = Question("how long is the longest bridge", ("length",), kind="plain")
MANY = Question("how many bridges", ("bridges",), kind="plain", language="en")
PRICE = Question("what did the bridges cost?", kind="near")


@pytest.fixture
def matcher(tmp_path: Path) -> Matcher:
    """Load a small fact base."""
    return load_matcher(write_facts(tmp_path))


def shows(*facts: str) -> Answer:
    """Make an answer that shows facts."""
    return Answer("?", Outcome.FACTS, "en", facts=facts)


def offers(*facts: str, outcome: Outcome = Outcome.UNSURE) -> Answer:
    """Make an answer without a figure."""
    return Answer("?", outcome, "en", suggestions=facts)


@pytest.mark.parametrize(
    ("question", "answer", "verdict"),
    [
        (Question("?", ("a",)), shows("a"), Verdict.RIGHT),
        (Question("?", ("a",)), shows("b"), Verdict.WRONG),
        (Question("?", ("a",)), shows("a", "b"), Verdict.WRONG),
        (Question("?", ("a", "b")), shows("b"), Verdict.RIGHT),
        (Question("?", ("a", "b")), shows("b", "a"), Verdict.RIGHT),
        (Question("?", ("a", "b")), shows("c", "a"), Verdict.WRONG),
        (Question("?", ("a",)), offers("b", "a"), Verdict.OFFERED),
        (Question("?", ("a",)), offers("b"), Verdict.SILENT),
        (Question("?", ("a",)), offers("b", "c", "a"), Verdict.OFFERED),
        (Question("?", ("a",)), offers("b", "c", "d", "a"), Verdict.SILENT),
        (Question("?", ("a",)), offers("a", outcome=Outcome.NOTHING), Verdict.OFFERED),
        (Question("?", every=("a", "b")), shows("b", "a"), Verdict.RIGHT),
        (Question("?", every=("a", "b")), shows("a"), Verdict.PARTLY),
        (Question("?", every=("a", "b")), shows("a", "b", "c"), Verdict.WRONG),
        (Question("?", every=("a", "b")), offers("b"), Verdict.OFFERED),
        (Question("?"), shows("a"), Verdict.WRONG),
        (Question("?"), offers("a"), Verdict.RIGHT),
        (Question("?"), offers(outcome=Outcome.NOT_TOLD), Verdict.RIGHT),
    ],
)
def test_an_answer_is_judged_by_the_questions_label(question: Question, answer: Answer, verdict: Verdict) -> None:
    assert judge(question, answer) is verdict


def test_verdicts_are_counted_by_kind_and_by_language(matcher: Matcher) -> None:
    mislabelled = Question("how many bridges", ("length",), kind="plain")
    evaluation = evaluate(matcher, [MANY, mislabelled, PRICE])
    assert evaluation.tally("kind") == {
        "plain": {Verdict.RIGHT: 1, Verdict.WRONG: 1},
        "near": {Verdict.RIGHT: 1},
    }
    assert evaluation.tally("language") == {"en": {Verdict.RIGHT: 1}}


def test_the_report_shows_a_table_and_each_miss(matcher: Matcher) -> None:
    text = report(evaluate(matcher, [MANY, Question("how many bridges?", ("length",), kind="plain")]))
    assert text.splitlines()[:2] == [
        "kind   all  right  partly  offered  silent  wrong  right %  or offered %",
        "plain    2      1       0        0       0      1     50.0          50.0",
    ]
    assert "how many bridges?\n        wanted length; got bridges" in text
    assert text.splitlines()[-1].startswith("2 questions, ")


def test_what_is_offered_counts_beside_what_is_right(matcher: Matcher) -> None:
    rows = table({"plain": Counter({Verdict.RIGHT: 2, Verdict.OFFERED: 1, Verdict.WRONG: 1})}, "kind").splitlines()
    assert rows[0].endswith("right %  or offered %")
    assert rows[1].split()[-2:] == ["50.0", "75.0"]


def test_the_report_says_what_each_verdict_means(matcher: Matcher) -> None:
    text = report(evaluate(matcher, [MANY]))
    assert all(f"\n{verdict} " in text and meaning in text for verdict, meaning in MEANINGS.items())


def test_the_misses_can_be_left_out(matcher: Matcher) -> None:
    assert "wanted" not in report(evaluate(matcher, [Question("how many bridges", ("length",))]), misses=False)


def test_without_kinds_the_table_tells_what_the_announcement_tells_from_what_it_does_not(matcher: Matcher) -> None:
    questions = [Question("how many bridges", ("bridges",)), Question("number of bridges")]
    assert report(evaluate(matcher, questions)).splitlines()[:4] == [
        "label     all  right  partly  offered  silent  wrong  right %  or offered %",
        "told        1      1       0        0       0      0    100.0         100.0",
        "not told    1      0       0        0       0      1      0.0           0.0",
        "all         2      1       0        0       0      1     50.0          50.0",
    ]


def test_everything_can_be_had_as_json(matcher: Matcher) -> None:
    data = json.loads(
        json.dumps(evaluate(matcher, [MANY, Question("how many bridges", ("length",), kind="x")]).as_json())
    )
    assert data["questions"] == 2
    assert data["kinds"]["plain"] == {"all": 1, "right": 1, "partly": 0, "offered": 0, "silent": 0, "wrong": 0}
    assert set(data["milliseconds"]) == {"median", "percentile_99"}
    (miss,) = data["misses"]
    assert (miss["verdict"], miss["wanted"], miss["facts"]) == ("wrong", ["length"], ["bridges"])


def test_a_label_that_is_no_fact_is_told_with_file_and_line(matcher: Matcher, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('\ufeff{"q": "a", "accept": []}\r\n{"q": "b", "accept": ["widht"]}\r\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"questions\.jsonl:2: the label of 'b' is no fact: widht"):
        evaluate(matcher, read_questions(path))


def test_a_label_that_is_no_fact_is_refused(matcher: Matcher) -> None:
    with pytest.raises(ValueError, match="the label of 'how wide' is no fact: width"):
        evaluate(matcher, [Question("how wide", ("width",))])


def test_questions_are_read_with_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"q": "a\u2028?", "accept": ["x"], "kind": "lang", "lang": "zh", "note": "doubtful"}\n\n'
        '{"q": "b", "all": ["x", "y"]}\n{"q": "c", "accept": []}',
        encoding="utf-8",
    )
    assert read_questions(path) == [
        Question("a\u2028?", ("x",), kind="lang", language="zh"),
        Question("b", every=("x", "y")),
        Question("c"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON: "),
        ("[]", 'needs an object with a text "q"'),
        ('{"accept": []}', 'needs an object with a text "q"'),
        ('{"q": "a"}', 'needs either "accept" or "all"'),
        ('{"q": "a", "accept": [], "all": []}', 'needs either "accept" or "all"'),
        ('{"q": "a", "accept": "patents"}', '"accept" and "all" are lists of ids'),
        ('{"q": "a", "all": [1]}', '"accept" and "all" are lists of ids'),
        ('{"q": "a", "accept": [], "kind": {}}', '"kind", "lang" and "note" are texts'),
        ('{"q": "a", "accept": [], "note": 1}', '"kind", "lang" and "note" are texts'),
        ("[" * 100_000, "not a question: nested too deeply"),
        ("9" * 5_000, "not JSON: "),
    ],
)
def test_a_faulty_line_is_told_with_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"q": "a", "accept": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="questions") as error:
        read_questions(path)
    assert str(error.value).startswith(f"{path}:2: {message}")


def test_a_byte_order_mark_is_skipped_where_files_were_put_together(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(2 * '\ufeff{"q": "a", "accept": []}\n', encoding="utf-8")
    assert [question.text for question in read_questions(path)] == ["a", "a"]


def test_all_faulty_lines_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("{\n[]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r":1: .*\n.*:2: "):
        read_questions(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff", None])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "questions.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=r"questions\.jsonl: (contains no|is not|there is no such file)"):
        read_questions(path)
