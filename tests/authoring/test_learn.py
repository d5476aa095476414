"""What labelled questions teach: answers to wordings that no phrasing has, and refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.authoring.evaluate import Question, Verdict, evaluate
from bot.authoring.fitting import FEW, SEEN
from bot.authoring.learn import FOLDS, Comparison, learn, learn_and_tune
from bot.facts import Fact, FactBase, load
from bot.matching import Matcher, Outcome, load_matcher
from bot.matching.features import Feature
from bot.matching.learned import learned_file, older_file
from bot.matching.meaning import Encoder
from bot.matching.model import NONE, Learned, Weights
from tests.fact_files import FACTS, write_facts
from tests.letters import Letters

pytestmark = pytest.mark.slow

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


@pytest.fixture
def taught(base: FactBase) -> Matcher:
    return Matcher(base, learn(base, QUESTIONS))


def test_a_wording_that_was_learnt_is_answered(base: FactBase, taught: Matcher) -> None:
    assert Matcher(base).answer("what has been inaugurated?").facts == ()
    assert taught.answer("what has been inaugurated?").facts == ("bridges",)


def test_what_was_learnt_not_to_be_told_is_refused(base: FactBase, taught: Matcher) -> None:
    assert Matcher(base).answer("longest bridge of steel").facts == ("length",)
    assert taught.answer("longest bridge of steel").facts == ()


def test_two_facts_at_once_are_still_answered(taught: Matcher) -> None:
    assert set(taught.answer("how many bridges and how long is the longest?").facts) == {"bridges", "length"}


def test_the_order_of_words_is_learnt(base: FactBase) -> None:
    told = [Question(f"{polite} longest bridge opened", ("length",)) for polite in ("the", "please", "so", "hello")]
    asked_for = [Question(f"{polite} opened longest bridge") for polite in ("the", "please", "so", "hello")]
    taught = Matcher(base, learn(base, [*told, *asked_for]))
    assert taught.answer("well longest bridge opened").facts == ("length",)
    assert taught.answer("well opened longest bridge").facts == ()


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
        return learned.weights.get("=steel", {}).get(NONE, 0.0) / learned.weights["#steel"][NONE]

    assert share(QUESTIONS) < 1 < share([*QUESTIONS, *[Question("what's the weather")] * 3000])


def test_the_general_model_has_a_say_where_few_questions_are_labelled(base: FactBase) -> None:
    few = learn(base, [*QUESTIONS, *MANY])
    many = learn(base, [*QUESTIONS, *MANY * (FEW // len(MANY))])
    assert Feature.GENERAL in few.weights
    assert Feature.GENERAL not in many.weights


def test_two_facts_that_share_the_odds_do_not_silence_each_other(base: FactBase) -> None:
    learned = Learned(Weights.of({"=bridges": {"bridges": 3.0, "length": 2.8, NONE: 1.0}}), answer=0.8, sure=0.8)
    odds = learned.odds({"=bridges": 1.0})[0]
    assert odds["bridges"] < 0.8 < odds["bridges"] / (odds["bridges"] + odds[NONE])
    assert Matcher(base, learned).answer("well, bridges").facts == ("bridges",)


def test_a_fact_that_is_new_since_is_answered_by_its_score(base: FactBase) -> None:
    anthem = Fact(id="anthem", title="Anthem", figure="one", quote="300 metres", keywords=("anthem",))
    taught = Matcher(replace(base, facts=(*base.facts, anthem)), learn(base, QUESTIONS))
    assert taught.answer("anthem?").facts == ("anthem",)


def test_another_name_is_refused_whatever_was_learnt(base: FactBase) -> None:
    questions = [*QUESTIONS, Question("what did Samsung inaugurate", ("bridges",))]
    answer = Matcher(base, learn(base, questions)).answer("what did Samsung inaugurate?")
    assert (answer.outcome, answer.detail) == (Outcome.NOT_TOLD, "Samsung")


def test_another_year_is_refused_whatever_was_learnt(tmp_path: Path) -> None:
    base = load(
        write_facts(tmp_path, FACTS.replace("    related: [length]", "    related: [length]\n    years: [2024]"))
    )
    taught = Matcher(base, learn(base, [*QUESTIONS, *[Question("how many bridges in 2019", ("bridges",))] * 20]))
    answer = taught.answer("bridges in 2019, how many?")
    assert (answer.outcome, answer.detail) == (Outcome.NOT_TOLD, "2019")


def test_the_measure_is_of_questions_that_were_not_learnt_from(base: FactBase) -> None:
    # As many as there are folds, so that the repetitions of one word are in one fold.
    words = {"zyx": "bridges", "wvu": "length", "tsr": "bridges", "qpo": "length", "nml": "bridges"}
    alone = [Question(f"{word} {word} bridge {word}", (fact,)) for word, fact in words.items()] * SEEN
    learned, evaluation = learn_and_tune(base, [*QUESTIONS, *alone], price=1.0)
    unseen = [result.verdict for result in evaluation.results if result.question in alone]
    seen = evaluate(Matcher(base, learned), alone).results
    assert len(words) == FOLDS
    assert len(evaluation.results) == len(QUESTIONS) + len(alone)
    assert unseen.count(Verdict.RIGHT) < len(alone)
    assert [result.verdict for result in seen] == [Verdict.RIGHT] * len(alone)


def write_questions(path: Path, questions: Sequence[Question]) -> None:
    """Write labelled questions."""
    lines = (
        {"q": q.text, "kind": "plain"} | ({"all": q.every} if q.every else {"accept": q.accept}) for q in questions
    )
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def learn_command(
    folder: Path, *options: str, before: str = "pass", questions: Sequence[Question] = QUESTIONS
) -> subprocess.CompletedProcess[str]:
    """Run `learn` on the small fact base."""
    facts, file = write_facts(folder), folder / "questions.jsonl"
    write_questions(file, questions)
    program = f"import sys; {before}; from bot.cli.main import main; main()"
    command = [sys.executable, "-c", program, "learn", str(file), "--facts", str(facts), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_measures_and_writes(tmp_path: Path) -> None:
    done = learn_command(tmp_path, "--price", "0")
    assert done.returncode == 0, done.stderr
    assert "right %" in done.stdout
    assert "learned.json.gz" in done.stdout.splitlines()[-1]
    assert load_matcher(tmp_path / "facts.yaml").learned
    assert [file.name for file in (tmp_path / "facts").iterdir()] == ["learned.json.gz"]


def test_the_file_of_an_older_version_is_left_as_it_is(tmp_path: Path) -> None:
    older = older_file(learned_file(tmp_path / "facts.yaml"))
    older.parent.mkdir()
    older.write_text('{"answer": 1, "sure": 1, "weights": {"": {"": 1}}}')
    assert learn_command(tmp_path, "--price", "0").returncode == 0
    assert older.read_text() == '{"answer": 1, "sure": 1, "weights": {"": {"": 1}}}'
    learned = load_matcher(tmp_path / "facts.yaml").learned
    assert learned is not None
    assert learned.answer < 1


def test_without_scikit_learn_the_command_says_what_to_install(tmp_path: Path) -> None:
    done = learn_command(tmp_path, before="sys.modules['sklearn'] = None")
    assert done.stderr.strip() == "error: learning needs scikit-learn: python -m pip install scikit-learn"
    assert done.returncode == 1


def test_three_right_answers_are_not_worth_a_wrong_figure(base: FactBase) -> None:
    learned = Learned(Weights.of({"#bridge": {"bridges": 3.0}}), answer=0.5, sure=0.5)
    told = [Question(text, ("bridges",)) for text in ("so bridges", "and bridges", "bridges opened")]
    questions = [*told, Question("bridges of Acme")]
    eager, silent = (Matcher(base, replace(learned, answer=answer, sure=answer)) for answer in (0.5, 1.0))
    eagerly, silently = (evaluate(matcher, questions) for matcher in (eager, silent))
    counts = [[result.verdict for result in each.results] for each in (eagerly, silently)]
    assert [(each.count(Verdict.RIGHT), each.count(Verdict.WRONG)) for each in counts] == [(3, 1), (1, 0)]
    assert not Comparison("", eagerly, silently).worse
    assert Comparison("", silently, eagerly).worse


def test_a_file_that_would_be_worse_is_not_written(tmp_path: Path) -> None:
    assert learn_command(tmp_path, "--price", "0").returncode == 0
    file = learned_file(tmp_path / "facts.yaml")
    better = file.read_bytes()
    # To refuse the one that looks like many others, at any price, is to refuse them all.
    questions = [*QUESTIONS, *MANY, *MANY, Question("so what was inaugurated, what got inaugurated by Acme")]
    done = learn_command(tmp_path, "--price", "0", questions=questions)
    assert "the model that is there, all questions: before" in done.stdout
    message = f"error: {file} was not written: it would be worse than before; more questions may help"
    assert (done.stderr.strip(), done.returncode) == (message, 1)
    assert file.read_bytes() == better


TOLD = ("unveil", "unveils", "unveiled", "unveiling", "unveiler", "unveilings", "unveilment", "unveilers", "unveilable")
UNTOLD = ("steels", "steely", "steeled", "steeling", "steelier", "steelings", "steeliness", "steelers", "steelable")


def test_words_that_only_a_sentence_encoder_takes_for_alike_are_learnt_with_it(base: FactBase) -> None:
    questions = [Question(f"Acme {word}", ("bridges",)) for word in TOLD] + [
        Question(f"Acme {word}") for word in UNTOLD
    ]
    questions += [Question(f"the {word} longest bridge", ("length",)) for word in ("very", "overall", "really", "now")]
    words, seen_words = learn_and_tune(base, questions, price=0.1)
    both, seen_both = learn_and_tune(base, questions, 0.1, Encoder(Letters()))
    assert words.meaning is None
    assert both.meaning is not None
    assert both.meaning.share > 0
    assert (both.answer, both.sure) == (words.answer, words.sure)  # as long as there is no meaning
    assert (both.meaning.answer, both.meaning.sure) != (both.answer, both.sure)
    assert len(seen_both.misses()) < len(seen_words.misses())


def test_a_sentence_encoder_that_does_not_help_has_no_share(base: FactBase) -> None:
    learned, _ = learn_and_tune(base, QUESTIONS, 0.1, Encoder(lambda texts: np.ones((len(texts), 2), np.float32)))
    assert learned.meaning is None
