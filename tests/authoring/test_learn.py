"""What labelled questions teach: answers to wordings that no phrasing has, and refusals."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.evaluate import Question, Verdict, evaluate
from bot.authoring.learn import FOLDS, SEEN, learn, learn_and_tune
from bot.facts import DocumentError, Fact, FactBase, load
from bot.matching.answer import Answer, Outcome
from bot.matching.matcher import Matcher
from bot.matching.model import NONE, SEVERAL, Learned, from_weights, learned_file, read_learned, write_learned
from tests.fact_files import FACTS, write_facts

MANY = [
    Question(text, ("bridges",))
    for text in (
        "what did they inaugurate",
        "what was inaugurated",
        "so what got inaugurated by Acme",
        "inaugurated what",
    )
]
LONG = [
    Question(text, ("length",)) for text in ("how long is the bridge", "bridge length", "longest bridge length pls")
]
STEEL = [
    Question(text) for text in ("is the longest bridge steel", "bridge of steel?", "are the bridges made of steel")
]
BOTH = [
    Question(text, every=("bridges", "length"))
    for text in ("how many bridges and how long", "number of bridges and the length", "bridge count, longest bridge?")
]
QUESTIONS = [*MANY, *LONG, *STEEL, *BOTH, Question("what's the weather"), Question("tell me a joke"), *MANY, *STEEL]


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return load(write_facts(tmp_path))


def asked(base: FactBase, question: str, learned: Learned | None = None) -> Answer:
    """Ask a question."""
    return Matcher(base, learned).answer(question)


def test_a_wording_that_was_learnt_is_answered(base: FactBase) -> None:
    assert asked(base, "what has been inaugurated?").facts == ()
    assert asked(base, "what has been inaugurated?", learn(base, QUESTIONS)).facts == ("bridges",)


def test_what_was_learnt_not_to_be_told_is_refused(base: FactBase) -> None:
    assert asked(base, "the longest bridge, is it steel?").facts == ("length",)
    assert asked(base, "the longest bridge, is it steel?", learn(base, QUESTIONS)).facts == ()


def test_two_facts_at_once_are_still_answered(base: FactBase) -> None:
    taught = learn(base, QUESTIONS)
    assert set(asked(base, "how many bridges and how long is the longest?", taught).facts) == {"bridges", "length"}


def test_the_order_of_words_is_learnt(base: FactBase) -> None:
    told = [Question(f"{polite} longest bridge opened", ("length",)) for polite in ("the", "please", "so", "hello")]
    asked_for = [Question(f"{polite} opened longest bridge") for polite in ("the", "please", "so", "hello")]
    taught = learn(base, [*told, *asked_for])
    assert asked(base, "well longest bridge opened", taught).facts == ("length",)
    assert asked(base, "well opened longest bridge", taught).facts == ()


def test_what_was_seen_but_twice_teaches_nothing(base: FactBase) -> None:
    thrice = learn(base, [*QUESTIONS, *[Question("did they gildenfroo it")] * 3]).weights
    twice = learn(base, [*QUESTIONS, *[Question("did they gildenfroo it")] * 2]).weights
    assert "=gildenfroo" in thrice
    assert "=gildenfroo" not in twice


def test_the_rarer_a_word_is_the_more_it_teaches(tmp_path: Path) -> None:
    base = load(write_facts(tmp_path, FACTS.replace("synonyms:", "synonyms:\n  steel: steel")))

    def share(questions: list[Question]) -> float:
        """Return what the word has learnt for every one that its concept, which is seen as often, has."""
        learned = learn(base, questions)
        word, concept = (dict(learned.weights.get(trait, ())) for trait in ("=steel", "#steel"))
        none = learned.facts.index(NONE)
        return word.get(none, 0.0) / concept[none]

    assert share(QUESTIONS) < 1 < share([*QUESTIONS, *[Question("what's the weather")] * 3000])


def test_two_facts_that_share_the_odds_do_not_silence_each_other(base: FactBase) -> None:
    weights = {"=bridges": {"bridges": 3.0, "length": 2.8, NONE: 1.0}}
    odds = from_weights(weights, 0.8, 0.8).odds({"=bridges": 1.0})[0]
    assert odds["bridges"] < 0.8 < odds["bridges"] / (odds["bridges"] + odds[NONE])
    assert asked(base, "well, bridges", from_weights(weights, 0.8, 0.8)).facts == ("bridges",)


def test_equal_weights_are_kept_once() -> None:
    learned = from_weights({"=one": {"bridges": 1.5}, "=two": {"bridges": 1.5}}, 0.5, 0.8)
    assert learned.weights["=one"][0] is learned.weights["=two"][0]


def test_a_fact_that_is_new_since_is_answered_by_its_score(base: FactBase) -> None:
    anthem = Fact(id="anthem", title="Anthem", figure="one", quote="300 metres", keywords=("anthem",))
    newer = replace(base, facts=(*base.facts, anthem))
    assert asked(newer, "anthem?", learn(base, QUESTIONS)).facts == ("anthem",)


def test_another_name_is_refused_whatever_was_learnt(base: FactBase) -> None:
    taught = learn(base, [*QUESTIONS, Question("what did Samsung inaugurate", ("bridges",))])
    answer = asked(base, "what did Samsung inaugurate?", taught)
    assert (answer.outcome, answer.detail) == (Outcome.NOT_TOLD, "Samsung")


def test_the_measure_is_of_questions_that_were_not_learnt_from(base: FactBase) -> None:
    # As many as there are folds, so that the repetitions of one word are in one fold.
    words = {"zyx": "bridges", "wvu": "length", "tsr": "bridges", "qpo": "length", "nml": "bridges"}
    alone = [Question(f"{word} {word} bridge {word}", (fact,)) for word, fact in words.items()] * SEEN
    learned, evaluation = learn_and_tune(base, [*QUESTIONS, *alone], price=1.0)
    unseen = [result.verdict for result in evaluation.results if result.question in alone]
    seen = evaluate(base, alone, learned).results
    assert len(words) == FOLDS
    assert len(evaluation.results) == len(QUESTIONS) + len(alone)
    assert unseen.count(Verdict.RIGHT) < len(alone)
    assert [result.verdict for result in seen] == [Verdict.RIGHT] * len(alone)


def test_what_is_written_is_read_again(base: FactBase, tmp_path: Path) -> None:
    learned = replace(learn(base, QUESTIONS), answer=0.4, sure=0.7)
    write_learned(learned_file(tmp_path / "facts.yaml"), learned)
    assert read_learned(learned_file(tmp_path / "facts.yaml")) == learned
    assert (learned.answer, learned.suggest, learned.sure) == (0.4, 0.2, 0.7)
    assert {NONE, SEVERAL, "bridges", "length"} == set(learned.facts)


def test_where_nothing_was_learnt_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_learned(tmp_path / "learned.json") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"answer": 1, "sure": 1, "weights": {"a": 1}}'])
def test_a_file_that_cannot_be_used_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "learned.json").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_learned(tmp_path / "learned.json")
    fault = str(error.value).removeprefix(f"{tmp_path}/")
    assert fault.startswith("learned.json:1: is not what `python -m bot learn` writes")
    assert fault.endswith("run that again, or delete the file")


@given(st.dictionaries(st.sampled_from("abc"), st.floats(-50, 50)))
def test_odds_are_odds(traits: dict[str, float]) -> None:
    weights = {"a": {"x": 3.0, NONE: -2.0, SEVERAL: 50.0}, "b": {"y": 1.5}, "c": {"x": -40.0}}
    odds, several = from_weights(weights, 0.5, 0.8).odds(traits)
    assert odds.keys() == {"x", "y", NONE}
    assert math.isclose(sum(odds.values()), 1.0)
    assert all(0.0 <= share <= 1.0 for share in (*odds.values(), several))


def test_without_a_trait_that_is_known_all_are_alike() -> None:
    odds = Learned((NONE, "x"), {"a": ((1, 2.0),)}, 0.5, 0.8).odds({"z": 1.0})
    assert odds == ({NONE: 0.5, "x": 0.5}, 0.0)


def learn_command(folder: Path, *options: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    """Run `learn` on the small fact base."""
    facts, questions = write_facts(folder), folder / "questions.jsonl"
    lines = (
        {"q": q.text, "kind": "plain"} | ({"all": q.every} if q.every else {"accept": q.accept}) for q in QUESTIONS
    )
    questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    program = f"import sys; {before}; from bot.cli.main import main; main()"
    command = [sys.executable, "-c", program, "learn", str(questions), "--facts", str(facts), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_measures_and_writes(tmp_path: Path) -> None:
    done = learn_command(tmp_path, "--price", "1")
    assert done.returncode == 0, done.stderr
    assert "right %" in done.stdout
    assert "learned.json" in done.stdout.splitlines()[-1]
    assert read_learned(learned_file(tmp_path / "facts.yaml"))
    assert not list((tmp_path / "facts").glob("*.tmp"))


def test_without_scikit_learn_the_command_says_what_to_install(tmp_path: Path) -> None:
    done = learn_command(tmp_path, before="sys.modules['sklearn'] = None")
    assert done.stderr.strip() == "error: learning needs scikit-learn: python -m pip install scikit-learn"
    assert done.returncode == 1


def test_scores_that_were_learnt_are_not_tuned_by_hand(tmp_path: Path) -> None:
    learn_command(tmp_path, "--price", "1")
    command = ["evaluate", "--tune", "0.02", str(tmp_path / "questions.jsonl"), "--facts", str(tmp_path / "facts.yaml")]
    done = subprocess.run([sys.executable, "-m", "bot", *command], capture_output=True, text=True, check=False)
    assert done.stderr.startswith(f"error: {tmp_path / 'facts' / 'learned.json'} has an `answer` of its own")
