"""What an assistant wrote: what is usable is kept, the rest is counted and named by kind with its lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.evaluate import Question, read_questions
from bot.authoring.questions.lines import Collection, Fault, aside_of
from bot.authoring.questions.replies import LONGEST, Reply, merge, read_reply
from bot.facts import FactBase, load
from tests.fact_files import write_facts


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return load(write_facts(tmp_path_factory.mktemp("facts")))


@pytest.fixture
def collection(tmp_path: Path, base: FactBase) -> Collection:
    return Collection(tmp_path / "questions.jsonl", base)


def line(text: str, *ids: str, label: str = "accept", **more: object) -> str:
    """Write a question as an assistant does."""
    return json.dumps({"q": text, label: ids} | more)


def faults(reply: Reply) -> list[tuple[Fault, int]]:
    """Return what was left out, with its lines."""
    return [(left.fault, left.line) for left in reply.left]


def merged(collection: Collection, *replies: Reply) -> list[list[tuple[Fault, int]]]:
    """Merge replies, and return what was left out of each."""
    merge(replies, collection)
    return [faults(reply) for reply in replies]


def test_questions_are_found_between_prose_and_fences() -> None:
    text = "\n".join(
        ["Sure! Here they are:", "```jsonl", line("how many?", "bridges"), "", line("cost?"), "```", "Enjoy!"]
    )
    reply = read_reply(text, name="a.txt", aside=False)
    assert [(number, question.text) for number, question in reply.questions] == [(3, "how many?"), (5, "cost?")]
    assert faults(reply) == [(Fault.PROSE, 1), (Fault.PROSE, 7)]


def test_a_list_an_object_with_a_list_and_an_object_over_lines_are_read_too() -> None:
    one, two = json.loads(line("a", "bridges")), json.loads(line("b"))
    for text in (
        json.dumps([one, two]),
        json.dumps({"questions": [one, two]}, indent=2),
        json.dumps([one, two], indent=1),
    ):
        reply = read_reply(text, name="a.txt", aside=False)
        assert [question.text for _, question in reply.questions] == ["a", "b"]
        assert faults(reply) == []


def test_half_a_line_costs_that_line_only() -> None:
    text = "\n".join([line("a", "bridges"), '{"q": "b", "acc', line("c"), '{"q": "d", "accept": ["len'])
    reply = read_reply(text, name="a.txt", aside=False)
    assert [question.text for _, question in reply.questions] == ["a", "c"]
    assert faults(reply) == [(Fault.BROKEN, 2), (Fault.BROKEN, 4)]


def test_what_is_no_question_or_too_long_for_one_is_named() -> None:
    text = "\n".join(['{"accept": []}', '{"q": "a"}', '{"q": 1, "accept": []}', line("x" * (LONGEST + 1))])
    assert faults(read_reply(text, name="a.txt", aside=False)) == [(Fault.NO_LABEL, n) for n in (1, 2, 3)] + [
        (Fault.LONG, 4)
    ]


def test_kinds_are_those_of_the_evaluation() -> None:
    text = "\n".join([line("a", "bridges", kind="funny"), line("b"), line("c", "bridges", "length", label="all")])
    text += "\n" + line("d", "bridges", label="all", kind="noisy")
    questions = [question for _, question in read_reply(text, name="a.txt", aside=False).questions]
    assert [question.kind for question in questions] == ["plain", "near", "several", "noisy"]
    assert questions[3] == Question("d", ("bridges",), kind="noisy")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (line("a", "bridges", kind="near"), "near, yet bridges"),
        (line("a", "bridges", kind="offtopic"), "offtopic, yet bridges"),
        (line("a", "bridges", "length", label="all", kind="near"), "near, yet bridges + length"),
        (line("a", "bridges", "length", kind="several"), "several, yet bridges or length"),
        (line("a", kind="plain"), "plain, yet not told"),
        (line("a", label="all", kind="several"), "several, yet not told"),
    ],
)
def test_a_kind_and_a_label_of_which_one_is_wrong_are_left_out(collection: Collection, asked: str, shown: str) -> None:
    reply = read_reply(asked, name="a.txt", aside=False)
    assert merged(collection, reply) == [[(Fault.MISFIT, 1)]]
    assert (
        reply.report(collection.base)[1]
        == f"  left out, whose kind and label cannot both be right: 1; line 1 ({shown})"
    )


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (line("a", "bridges", label="all", kind="several"), "plain"),
        (line("a", "bridges", kind="several"), "plain"),
        (line("a", "bridges", "length", label="all", kind="plain"), "several"),
        (line("a", kind="noisy"), "near"),
    ],
)
def test_a_kind_that_the_label_leaves_no_doubt_about_is_mended_and_named(
    collection: Collection, asked: str, kind: str
) -> None:
    reply = read_reply(asked, name="a.txt", aside=False)
    merge([reply], collection)
    assert [question.kind for question in reply.taken] == [kind]
    said = json.loads(asked)["kind"]
    assert reply.report(collection.base)[1] == f"  of another kind than it said: 1; line 1 ({said}, now {kind})"


def test_a_report_counts_the_kinds_and_names_what_is_hardly_asked_for(collection: Collection) -> None:
    asked = [line("a", "bridges"), line("b"), line("c", "bridges", "length", label="all"), line("d", "bridges")]
    reply = read_reply("\n".join([*asked, line("c?", "bridges", "length", label="all")]), name="a.txt", aside=False)
    merge([reply], collection)
    report = reply.report(collection.base)
    assert report[0] == "a.txt: 4 new questions to learn from (2 plain, 1 near, 1 several)"
    assert report[-1] == "  asked for less than twice: length"
    assert [line.split("/")[-1] for line in collection.report()] == [
        "questions.jsonl: 4 new questions, 4 in all (2 plain, 1 near, 1 several)",
        "  asked for less than twice: length",
        "questions-aside.jsonl: 0 new questions, 0 in all",
    ]


def test_ids_that_the_fact_base_lacks_are_named(collection: Collection) -> None:
    reply = read_reply(line("how wide?", "width") + "\n" + line("how long?", "length"), name="a.txt", aside=False)
    assert merged(collection, reply) == [[(Fault.UNKNOWN, 1)]]
    assert [question.text for question in reply.taken] == ["how long?"]
    assert "left out, with an id that the fact base lacks: 1; line 1 (width)" in reply.report(collection.base)[1]


def test_the_same_words_are_taken_once(collection: Collection) -> None:
    first = read_reply(
        line("so how many?", "bridges") + "\n" + line("So, how many", "bridges"), name="a.txt", aside=False
    )
    assert merged(collection, first) == [[(Fault.DUPLICATE, 2)]]
    again = read_reply(line("SO HOW MANY??", "bridges"), name="a.txt", aside=False)
    assert merged(collection, again) == [[(Fault.DUPLICATE, 1)]]


def test_labels_that_contradict_each_other_are_taken_from_neither(collection: Collection) -> None:
    one, two = (
        read_reply(line("and now?", "bridges"), name="a.txt", aside=False),
        read_reply(line("and now?"), name="b.txt", aside=True),
    )
    assert merged(collection, one, two) == [[(Fault.CONTRADICTION, 1)], [(Fault.CONTRADICTION, 1)]]
    _, fault, named, *_ = one.report(collection.base)
    assert fault.endswith(" another label: 1; decide which is right, and correct the other")
    assert named == "    a.txt:1: “and now?” is labelled bridges, but not told in b.txt:1"
    assert two.report(collection.base)[2] == "    b.txt:1: “and now?” is labelled not told, but bridges in a.txt:1"


def test_a_label_that_is_there_wins_and_so_does_a_phrasing(collection: Collection) -> None:
    assert collection.take(Question("and now", ("bridges",), place="mine.jsonl:7"), aside=False) is None
    text = line("and now?", "length") + "\n" + line("What did the bridges cost?", "bridges")
    reply = read_reply(text, name="a.txt", aside=False)
    assert merged(collection, reply) == [[(Fault.CONTRADICTION, 1), (Fault.CONTRADICTION, 2)]]
    assert reply.report(collection.base)[2:4] == [
        "    a.txt:1: “and now?” is labelled length, but bridges in mine.jsonl:7",
        "    a.txt:2: “What did the bridges cost?” is labelled bridges, but not told in the fact base",
    ]


def test_no_question_is_taken_into_both_halves(collection: Collection) -> None:
    assert collection.take(Question("and now", ("bridges",)), aside=False) is None
    assert merged(collection, read_reply(line("And now?", "bridges"), name="b.txt", aside=True)) == [
        [(Fault.OTHER_HALF, 1)]
    ]


def test_what_an_editor_has_in_the_files_stays_as_it_is(tmp_path: Path, base: FactBase) -> None:
    path = tmp_path / "questions.jsonl"
    own = '{"q": "mine",  "accept": ["length"], "note": "keep"}'
    path.write_text(f"{own}\n", encoding="utf-8")
    collection = Collection(path, base)
    collection.take(Question("yours", ("bridges",), kind="plain"), aside=False)
    collection.take(Question("theirs", kind="near"), aside=True)
    collection.write()
    assert path.read_text(encoding="utf-8").splitlines()[0] == own
    assert [question.text for question in read_questions(path)] == ["mine", "yours"]
    assert [question.text for question in read_questions(aside_of(path))] == ["theirs"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["questions-aside.jsonl", "questions.jsonl"]


def test_files_with_faults_are_not_added_to(tmp_path: Path, base: FactBase) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"q": "how wide", "accept": ["width"]}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"questions\.jsonl:1: the label of 'how wide' is no fact: width"):
        Collection(path, base)


@given(
    st.lists(st.sampled_from(['{"q": "a", "accept": []}', "{", '{"q":', "x", "```", "[", "]", "{}", '"', "\\", " "]))
)
def test_whatever_comes_is_read_or_named_with_a_line_that_there_is(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    reply = read_reply(text, name="a.txt", aside=False)
    whole = sum(piece.startswith('{"q": "a"') for piece in pieces)
    assert len(reply.questions) == whole
    assert all(1 <= left.line <= len(pieces) for left in reply.left)
