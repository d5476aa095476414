"""Learning: from labelled questions to the weights of their features."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.authoring.evaluate import Evaluation, Question, Verdict, check_labels, evaluate, joined
from bot.authoring.tune import Fold, Scores, believed, tune, with_scores
from bot.facts.base import FactBase
from bot.matching import Matcher
from bot.matching.features import Feature
from bot.matching.meaning import Encoder
from bot.matching.model import ALWAYS, NONE, SEVERAL, Learned, MeaningWeights, Weights, source_of
from bot.matching.phrasings import phrasings_of

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

FOLDS = 5  # parts of the questions, each of which is asked of what the others taught
STRENGTH = 10.0  # the inverse of the regularisation
MEANING_STRENGTH = 20.0  # and of that for vectors
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the weights for vectors that are tried
OTHERS = 0.56  # the rarity of features that are no words, between that of a rare word and that of a common one
SEEN = 3  # examples in which a feature must be seen: fewer teach chance
SEEN_BESIDE = 5  # and a pair of words, of which there are many more
FEW = 5_000  # examples up to which the general model has a say: more of them know better
SMALLEST = 0.1  # weights under this are left out
ROUNDS = 400
WRONG_WEIGHS = 3  # right answers that a wrong figure outweighs
LEAST_CLASSES = 3  # of which each gets a row of weights
_OF_WORDS = (Feature.WORD, Feature.FOLLOWS, Feature.BESIDE)


class Example(NamedTuple):
    """What a question teaches: its features, a right fact (NONE, SEVERAL), what it counts, and its meaning."""

    features: dict[str, float]
    label: str
    share: float
    vector: Numbers | None


def learn(base: FactBase, questions: Iterable[Question]) -> Learned:
    """Fit weights to labelled questions and to the fact base's own phrasings."""
    return replace(_fit(_examples(Matcher(base), (*questions, *_phrasings(base)))), source=source_of(base))


def _fit(examples: Iterable[Example]) -> Learned:
    """Fit weights to examples, with scores for answers that `tune` has yet to find.

    The rarer a word is, the more each of its examples teaches (`_rarity`); the weights have that in them.
    """
    examples = list(examples)
    features, labels, counts, _ = zip(*examples, strict=True)
    seen = Counter(feature for example in features for feature in example)
    many = len(features) > FEW
    kept = {
        name: number
        for name, number in seen.items()
        if number >= (SEEN_BESIDE if name[0] == Feature.BESIDE else SEEN) and not (many and name[0] == Feature.GENERAL)
    }
    rarity = {feature: _rarity(feature, number, len(features)) for feature, number in kept.items()}
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
    return Learned(Weights.of(weights), answer=0.5, sure=0.8, meaning=_fit_meaning(examples))


def _fit_meaning(examples: Iterable[Example]) -> MeaningWeights | None:
    """Fit weights to the vectors of examples, with a share that is yet to be found; None where there are no vectors."""
    found = [each for each in examples if each.vector is not None and each.label != SEVERAL]
    if len({each.label for each in found}) < LEAST_CLASSES:
        return None
    vectors, labels = [each.vector for each in found], [each.label for each in found]
    model = LogisticRegression(C=MEANING_STRENGTH, max_iter=ROUNDS)
    model.fit(vectors, labels, sample_weight=[each.share for each in found])
    rows = zip(model.classes_, model.intercept_, model.coef_, strict=True)
    return MeaningWeights(
        0.5, 0.5, 0.8, {str(name): " ".join(f"{number:.2f}" for number in (bias, *row)) for name, bias, row in rows}
    )


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
        vector = matcher.vector(question.text)
        examples += [Example(features, label, 1 / len(labels), vector) for label in labels]
    return examples


def folds_of(base: FactBase, questions: Sequence[Question]) -> Iterator[Fold]:
    """Yield each fifth of the questions with a matcher that the others taught, with no scores tuned."""
    return _folds(*_prepared(base, questions))


def _prepared(
    base: FactBase, questions: Sequence[Question], encoder: Encoder | None = None
) -> tuple[Matcher, list[Sequence[Question]], list[list[Example]]]:
    """Return a matcher, the fifths of the questions, and their examples with those of the phrasings behind them."""
    check_labels(base, questions)
    matcher, phrasings = Matcher(base, encoder=encoder), _phrasings(base)
    matcher.compile_meaning([question.text for question in (*questions, *phrasings)])
    parts = [questions[place::FOLDS] for place in range(FOLDS)]
    return matcher, parts, [_examples(matcher, part) for part in (*parts, phrasings)]


def _folds(
    matcher: Matcher, parts: Sequence[Sequence[Question]], examples: Sequence[Sequence[Example]]
) -> Iterator[Fold]:
    """Yield each part with a matcher that the other examples taught."""
    for place, part in enumerate(parts):
        others = [example for other in (*examples[:place], *examples[place + 1 :]) for example in other]
        yield matcher.using(learned=_fit(others)), part


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
    learned = _with_share(_fit(example for part in examples for example in part), share)
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
    found = [
        Comparison("nothing learnt, questions not learnt from", evaluate(Matcher(matcher.base), questions), unseen)
    ]
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
