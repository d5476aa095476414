"""Learning: from labelled questions to a model, the scores from which it is believed, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.authoring.evaluate import Evaluation, Question, Verdict, check_labels, evaluate, joined
from bot.authoring.fitting import FEW, Example, examples_of, fit, phrasings_as_questions
from bot.authoring.tune import Fold, Scores, believed, tune, with_scores
from bot.facts.base import FactBase
from bot.matching import Matcher
from bot.matching.meaning import Encoder
from bot.matching.model import Learned, source_of

FOLDS = 5  # parts of the questions, each of which is asked of what the others taught
SHARES = (0.25, 0.5, 0.75, 1.0)  # of the weights for vectors that are tried
GENERALS = (0.0, 0.5, 1.0, 2.0)  # what the general model may count
WRONG_WEIGHS = 3  # right answers that a wrong figure outweighs


def learn(base: FactBase, questions: Iterable[Question]) -> Learned:
    """Fit weights to labelled questions and to the fact base's own phrasings."""
    examples = examples_of(Matcher(base), (*questions, *phrasings_as_questions(base)))
    return replace(fit(examples), source=source_of(base))


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


class Mixture(NamedTuple):
    """What vectors count beside the weights of features, from 0 to 1, and what the general model counts beside both."""

    share: float = 0.0
    general: float = 0.0

    def of(self, learned: Learned) -> Learned:
        """Return what was learnt with this mixture; without meaning where that has no share."""
        if not self.share or learned.meaning is None:
            return replace(learned, meaning=None, general=self.general)
        return replace(learned, meaning=replace(learned.meaning, share=self.share, general=self.general))


class Trial(NamedTuple):
    """A mixture, the scores that keep to the price with it, and what they make of the questions."""

    mixture: Mixture
    scores: Scores
    measured: Evaluation

    @property
    def balance(self) -> int:
        """Return how many answers are right, less what the wrong figures weigh."""
        return _balance(self.measured)


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


def learn_and_tune(
    base: FactBase, questions: Sequence[Question], price: float, encoder: Encoder | None = None
) -> tuple[Learned, Evaluation]:
    """Learn from all questions; measure and tune with each fifth of them asked of what the others taught.

    `price` is the share of the unanswerable questions that may get a figure. Raises ValueError where it cannot be met.
    The general model, and with an `encoder` the meaning of the questions, count as much as answers most right.
    """
    matcher, parts, examples = _prepared(base, questions, encoder)
    folds, everything = list(_folds(matcher, parts, examples)), [each for part in examples for each in part]
    generals = GENERALS if len(everything) <= FEW else GENERALS[:1]
    words = max((_tried(folds, price, Mixture(0.0, general)) for general in generals), key=lambda trial: trial.balance)
    best = max((words, *_tried_with_meaning(folds, price, generals, encoder)), key=lambda trial: trial.balance)
    learned = replace(best.mixture.of(fit(everything)), general=words.mixture.general, source=source_of(base))
    return believed(learned, best.scores, words.scores), best.measured


def _tried_with_meaning(
    folds: Sequence[Fold], price: float, generals: Sequence[float], encoder: Encoder | None
) -> Iterator[Trial]:
    """Yield what comes of shares for meaning and, with the best of them, of what the general model counts."""
    if encoder is None:
        return
    *others, usual = sorted(generals, key=lambda general: general == 1)
    shares = [_tried(folds, price, Mixture(share, usual)) for share in SHARES]
    yield from shares
    share = max(shares, key=lambda trial: trial.balance).mixture.share
    yield from (_tried(folds, price, Mixture(share, general)) for general in others)


def _tried(folds: Iterable[Fold], price: float, mixture: Mixture) -> Trial:
    """Find the scores that keep to a price with a mixture, and what they make of the questions."""
    mixed = [(each.using(learned=each.learned and mixture.of(each.learned)), part) for each, part in folds]
    scores = tune(mixed, price)
    return Trial(mixture, scores, joined(evaluate(with_scores(matcher, scores), part) for matcher, part in mixed))


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
