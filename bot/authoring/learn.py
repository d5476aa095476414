"""Learning: from labelled questions to the weights of their features."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.authoring.evaluate import Evaluation, Question, Verdict, check_labels, evaluate, joined
from bot.authoring.tune import Fold, tune, with_scores
from bot.facts.base import FactBase
from bot.matching import Matcher
from bot.matching.features import Feature
from bot.matching.model import ALWAYS, NONE, SEVERAL, Learned, Weights, source_of
from bot.matching.phrasings import phrasings_of

FOLDS = 5  # parts of the questions, each of which is asked of what the others taught
STRENGTH = 10.0  # the inverse of the regularisation
OTHERS = 0.56  # the rarity of features that are no words, between that of a rare word and that of a common one
SEEN = 3  # examples in which a feature must be seen: fewer teach chance
SMALLEST = 0.1  # weights under this are left out
ROUNDS = 400
_OF_WORDS = (Feature.WORD, Feature.FOLLOWS)

Example = tuple[dict[str, float], str, float]  # features, a right fact (NONE, SEVERAL), and what it counts


def learn(base: FactBase, questions: Iterable[Question]) -> Learned:
    """Fit weights to labelled questions and to the fact base's own phrasings."""
    return replace(_fit(_examples(Matcher(base), (*questions, *_phrasings(base)))), source=source_of(base))


def _fit(examples: Iterable[Example]) -> Learned:
    """Fit weights to examples, with scores for answers that `tune` has yet to find.

    The rarer a word is, the more each of its examples teaches (`_rarity`); the weights have that in them.
    """
    features, labels, counts = zip(*examples, strict=True)
    seen = Counter(feature for example in features for feature in example)
    rarity = {feature: _rarity(feature, number, len(features)) for feature, number in seen.items() if number >= SEEN}
    rated = [
        {feature: value * rarity[feature] for feature, value in row.items() if feature in rarity} for row in features
    ]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    model.fit(vectorizer.fit_transform(rated), labels, sample_weight=counts)
    names = vectorizer.get_feature_names_out()
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for fact, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        weights[ALWAYS][fact] = round(float(bias), 2)
        for feature, coefficient in zip(names, row, strict=True):
            if abs(weight := float(coefficient) * rarity[feature]) >= SMALLEST:
                weights[feature][fact] = round(weight, 2)
    return Learned(Weights.of(weights), answer=0.5, sure=0.8)


def _rarity(feature: str, seen: int, examples: int) -> float:
    """Return how much a feature counts: a word 0 where all examples have it, 1 where one has (Spärck Jones 1972)."""
    return 1 - log(seen) / log(examples) if feature.startswith(_OF_WORDS) else OTHERS


def _phrasings(base: FactBase) -> list[Question]:
    """Return the fact base's own phrasings as labelled questions."""
    told = {fact.id for fact in base.facts}
    return [Question(text, (target,) if target in told else ()) for target, text in phrasings_of(base)]


def _examples(matcher: Matcher, questions: Iterable[Question]) -> list[Example]:
    """Return the features of each question with each of its labels."""
    examples = []
    for question in questions:
        features = matcher.features(question.text)
        del features[ALWAYS]
        labels = (SEVERAL,) if question.every else question.accept or (NONE,)
        examples += [(features, label, 1 / len(labels)) for label in labels]
    return examples


def folds_of(base: FactBase, questions: Sequence[Question]) -> Iterator[Fold]:
    """Yield each fifth of the questions with a matcher that the others taught, with no scores tuned."""
    return _folds(*_prepared(base, questions))


def _prepared(
    base: FactBase, questions: Sequence[Question]
) -> tuple[Matcher, list[Sequence[Question]], list[list[Example]]]:
    """Return a matcher, the fifths of the questions, and their examples with those of the phrasings behind them."""
    check_labels(base, questions)
    matcher = Matcher(base)
    parts = [questions[place::FOLDS] for place in range(FOLDS)]
    return matcher, parts, [_examples(matcher, part) for part in (*parts, _phrasings(base))]


def _folds(
    matcher: Matcher, parts: Sequence[Sequence[Question]], examples: Sequence[Sequence[Example]]
) -> Iterator[Fold]:
    """Yield each part with a matcher that the other examples taught."""
    for place, part in enumerate(parts):
        others = [example for other in (*examples[:place], *examples[place + 1 :]) for example in other]
        yield matcher.using(learned=_fit(others)), part


def learn_and_tune(base: FactBase, questions: Sequence[Question], price: float) -> tuple[Learned, Evaluation]:
    """Learn from all questions; measure and tune with each fifth of them asked of what the others taught.

    `price` is the share of the unanswerable questions that may get a figure. Raises ValueError where it cannot be met.
    """
    matcher, parts, examples = _prepared(base, questions)
    folds = list(_folds(matcher, parts, examples))
    scores = tune(folds, price)
    measured = joined(evaluate(with_scores(matcher, scores), part) for matcher, part in folds)
    learned = _fit(example for part in examples for example in part)
    return replace(learned, answer=scores.answer, sure=scores.sure, source=source_of(base)), measured


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same questions asked before and after learning."""

    what: str
    before: Evaluation
    after: Evaluation

    @property
    def worse(self) -> bool:
        """Tell whether learning did harm: a wrong figure weighs as much as a right answer."""
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
    found = [
        Comparison("nothing learnt, questions not learnt from", evaluate(Matcher(matcher.base), questions), unseen)
    ]
    if matcher.learned:
        after = evaluate(matcher.using(learned=learned), questions)
        found.append(Comparison("the model that is there, all questions", evaluate(matcher, questions), after))
    return found


def _balance(evaluation: Evaluation) -> int:
    """Return how many more answers are right than wrong."""
    verdicts = [result.verdict for result in evaluation.results]
    return verdicts.count(Verdict.RIGHT) - verdicts.count(Verdict.WRONG)


def _counts(evaluation: Evaluation) -> str:
    """Say how many answers are right and how many wrong."""
    verdicts = [result.verdict for result in evaluation.results]
    return f"{verdicts.count(Verdict.RIGHT):,} right, {verdicts.count(Verdict.WRONG):,} wrong"
