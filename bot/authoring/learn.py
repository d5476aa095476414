"""Learning: from labelled questions to the weights of their features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.authoring.evaluate import Evaluation, Question, Verdict, check_labels, evaluate, joined
from bot.authoring.fitting import Example, examples_of, fit, phrasings_as_questions
from bot.authoring.tune import Fold, Scores, believed, tune, with_scores
from bot.facts.base import FactBase
from bot.matching import Matcher
from bot.matching.meaning import Encoder
from bot.matching.model import Learned, source_of

FOLDS = 5  # parts of the questions, each of which is asked of what the others taught
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the weights for vectors that are tried
WRONG_WEIGHS = 3  # right answers that a wrong figure outweighs


def learn(base: FactBase, questions: Iterable[Question]) -> Learned:
    """Fit weights to labelled questions and to the fact base's own phrasings."""
    return replace(fit(examples_of(Matcher(base), (*questions, *phrasings_as_questions(base)))), source=source_of(base))


def folds_of(base: FactBase, questions: Sequence[Question]) -> Iterator[Fold]:
    """Yield each fifth of the questions with a matcher that the others taught, with no scores tuned."""
    return _folds(*_prepared(base, questions))


def _prepared(
    base: FactBase, questions: Sequence[Question], encoder: Encoder | None = None
) -> tuple[Matcher, list[Sequence[Question]], list[list[Example]]]:
    """Return a matcher, the fifths of the questions, and their examples with those of the phrasings behind them."""
    check_labels(base, questions)
    matcher, phrasings = Matcher(base, encoder=encoder), phrasings_as_questions(base)
    matcher.compile_meaning([question.text for question in (*questions, *phrasings)])
    parts = [questions[place::FOLDS] for place in range(FOLDS)]
    return matcher, parts, [examples_of(matcher, part) for part in (*parts, phrasings)]


def _folds(
    matcher: Matcher, parts: Sequence[Sequence[Question]], examples: Sequence[Sequence[Example]]
) -> Iterator[Fold]:
    """Yield each part with a matcher that the other examples taught."""
    for place, part in enumerate(parts):
        others = [example for other in (*examples[:place], *examples[place + 1 :]) for example in other]
        yield matcher.using(learned=fit(others)), part


def learn_and_tune(
    base: FactBase, questions: Sequence[Question], price: float, encoder: Encoder | None = None
) -> tuple[Learned, Evaluation]:
    """Learn from all questions; measure and tune with each fifth of them asked of what the others taught.

    `price` is the share of the unanswerable questions that may get a figure. Raises ValueError where it cannot be met.
    With an `encoder` the meaning of the questions has the share at which most are answered right.
    """
    matcher, parts, examples = _prepared(base, questions, encoder)
    folds = list(_folds(matcher, parts, examples))
    tuned = [_tuned(folds, price, share) for share in (SHARES if encoder else SHARES[:1])]
    share, scores, measured = max(tuned, key=lambda each: _balance(each[2]))
    learned = _with_share(fit(example for part in examples for example in part), share)
    _, alone, _ = tuned[0]  # no share for meaning
    return replace(believed(learned, scores, alone), source=source_of(base)), measured


def _tuned(folds: Iterable[Fold], price: float, share: float) -> tuple[float, Scores, Evaluation]:
    """Return the scores that keep to a price where meaning has a share, and what they make of the questions."""
    shared = [(each.using(learned=each.learned and _with_share(each.learned, share)), part) for each, part in folds]
    scores = tune(shared, price)
    return share, scores, joined(evaluate(with_scores(matcher, scores), part) for matcher, part in shared)


def _with_share(learned: Learned, share: float) -> Learned:
    """Return what was learnt with another share for meaning, which is left out where that is nothing."""
    meaning = replace(learned.meaning, share=share) if learned.meaning and share else None
    return replace(learned, meaning=meaning)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same questions asked before and after learning."""

    what: str
    before: Evaluation
    after: Evaluation

    @property
    def worse(self) -> bool:
        """Tell whether learning did harm."""
        return _balance(self.after) < _balance(self.before)

    def __str__(self) -> str:
        """Return the comparison in a line."""
        return f"{self.what}: before {_counts(self.before)}; after {_counts(self.after)}"


def comparisons(
    matcher: Matcher, learned: Learned, unseen: Evaluation, questions: Sequence[Question]
) -> list[Comparison]:
    """Compare what was learnt with what the matcher does without it.

    Where nothing had been learnt, that has seen none of the questions, so the new model is measured on questions that
    it has not seen either (`unseen`). An older model may have seen all of them, so there both are asked all.
    """
    untaught = Matcher(matcher.base, encoder=matcher.encoder)
    untaught.compile_meaning([question.text for question in questions])
    found = [Comparison("nothing learnt, questions not learnt from", evaluate(untaught, questions), unseen)]
    if matcher.learned:
        after = evaluate(matcher.using(learned=learned), questions)
        found.append(Comparison("the model that is there, all questions", evaluate(matcher, questions), after))
    return found


def _balance(evaluation: Evaluation) -> int:
    """Return how many answers are right, less what the wrong figures weigh."""
    verdicts = [result.verdict for result in evaluation.results]
    return verdicts.count(Verdict.RIGHT) - WRONG_WEIGHS * verdicts.count(Verdict.WRONG)


def _counts(evaluation: Evaluation) -> str:
    """Say how many answers are right and how many wrong."""
    verdicts = [result.verdict for result in evaluation.results]
    return f"{verdicts.count(Verdict.RIGHT):,} right, {verdicts.count(Verdict.WRONG):,} wrong"
