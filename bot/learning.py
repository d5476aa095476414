"""Learning: from labelled questions to the weights of their traits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.evaluation import Evaluation, Question, evaluate, tune, with_answer
from bot.facts import FactBase
from bot.learned import ALWAYS, NONE, SEVERAL, Learned, from_weights
from bot.matching import Matcher
from bot.phrasings import phrasings_of

FOLDS = 5  # parts of the questions, each of which is asked of what the others taught
STRENGTH = 3.0  # the inverse of the regularisation
SMALLEST = 0.1  # weights under this are left out: three quarters of them, for no answer that was measured
ROUNDS = 400

Example = tuple[dict[str, float], str, float]  # traits, a right fact (or NONE), and what it counts


def learn(base: FactBase, questions: Iterable[Question], answer: float = 0.5) -> Learned:
    """Fit weights to labelled questions and to the fact base's own phrasings.

    Raises ModuleNotFoundError where scikit-learn is not installed.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    traits, labels, counts = zip(*_examples(base, questions), strict=True)
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    model.fit(vectorizer.fit_transform(traits), labels, sample_weight=counts)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for fact, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        for trait, weight in [(ALWAYS, bias), *zip(vectorizer.get_feature_names_out(), row, strict=True)]:
            if abs(weight) >= SMALLEST:
                weights[trait][fact] = round(float(weight), 2)
    return from_weights(weights, answer, answer / 2)


def _examples(base: FactBase, questions: Iterable[Question]) -> Iterable[Example]:
    """Yield the traits of each question with each of its labels."""
    matcher = Matcher(replace(base, learned=None))
    told = {fact.id for fact in base.facts}
    phrasings = [Question(text, (target,) if target in told else ()) for target, text in phrasings_of(base)]
    for question in (*questions, *phrasings):
        traits = matcher.traits(question.text)
        del traits[ALWAYS]
        labels = (SEVERAL,) if question.every else question.accept or (NONE,)
        for label in labels:
            yield traits, label, 1 / len(labels)


def learn_and_tune(base: FactBase, questions: Sequence[Question], price: float) -> tuple[Learned, Evaluation]:
    """Learn from all questions; measure and tune with each fifth of them asked of what the others taught.

    `price` is the share of the unanswerable questions that may get a figure. Raises ValueError where it cannot be met.
    """
    parts = [questions[place::FOLDS] for place in range(FOLDS)]
    folds = []
    for part in parts:
        others = [question for other in parts if other is not part for question in other]
        folds.append((replace(base, learned=learn(base, others)), part))
    answer = tune(folds, price)
    tuned = [evaluate(with_answer(fold, answer), part) for fold, part in folds]
    results = tuple(result for evaluation in tuned for result in evaluation.results)
    return learn(base, questions, answer), Evaluation(results)
