"""Fitting: from questions with their labels to the weights of their features."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.authoring.evaluate import Question
from bot.facts.base import FactBase
from bot.matching import Matcher
from bot.matching.features import Feature
from bot.matching.model import ALWAYS, NONE, SEVERAL, Learned, MeaningWeights, Weights
from bot.matching.phrasings import phrasings_of

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

STRENGTH = 10.0  # the inverse of the regularisation
MEANING_STRENGTH = 20.0  # and of that for vectors
OTHERS = 0.56  # the rarity of features that are no words, between that of a rare word and that of a common one
SEEN = 3  # examples in which a feature must be seen: fewer teach chance
FEW = 5_000  # examples up to which the general model has a say: more of them know better
SMALLEST = 0.1  # weights under this are left out
ROUNDS = 400
LEAST_CLASSES = 3  # of which each gets a row of weights
_OF_WORDS = (Feature.WORD, Feature.FOLLOWS)


class Example(NamedTuple):
    """What a question teaches: its features, a right fact (NONE, SEVERAL), what it counts, and its meaning."""

    features: dict[str, float]
    label: str
    share: float
    vector: Numbers | None


def fit(examples: Iterable[Example]) -> Learned:
    """Fit weights to examples, with scores for answers that `tune` has yet to find.

    The rarer a word is, the more each of its examples teaches (`_rarity`); the weights have that in them.
    """
    examples = list(examples)
    features, labels, counts, _ = zip(*examples, strict=True)
    rarity = {feature: _rarity(feature, number, len(features)) for feature, number in _kept(features).items()}
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


def _kept(features: Sequence[Mapping[str, float]]) -> dict[str, int]:
    """Return the features that are learnt about, each with the number of examples that have it."""
    seen = Counter(feature for example in features for feature in example)
    many = len(features) > FEW
    return {
        name: number for name, number in seen.items() if number >= SEEN and not (many and name[0] == Feature.GENERAL)
    }


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


def phrasings_as_questions(base: FactBase) -> list[Question]:
    """Return the fact base's own phrasings as labelled questions."""
    told = {fact.id for fact in base.facts}
    return [Question(text, (target,) if target in told else ()) for target, text in phrasings_of(base)]


def examples_of(matcher: Matcher, questions: Iterable[Question]) -> list[Example]:
    """Return the features of each question with each of its labels."""
    examples = []
    for question in questions:
        features = matcher.features(question.text)
        del features[ALWAYS]
        labels = (SEVERAL,) if question.every else question.accept or (NONE,)
        vector = matcher.vector(question.text)
        examples += [Example(features, label, 1 / len(labels), vector) for label in labels]
    return examples
