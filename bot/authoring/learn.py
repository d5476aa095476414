"""Learning: from labelled questions to the weights of their traits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log

from bot.authoring.evaluate import Evaluation, Question, ask, joined
from bot.authoring.tune import Scores, tune, with_scores
from bot.facts.base import FactBase
from bot.matching.features import FOLLOWS, WORD
from bot.matching.matcher import Matcher
from bot.matching.model import ALWAYS, NONE, SEVERAL, Learned, from_weights
from bot.matching.phrasings import phrasings_of

FOLDS = 5  # parts of the questions, each of which is asked of what the others taught
STRENGTH = 10.0  # the inverse of the regularisation
OTHERS = 0.56  # the rarity of traits that are no words: that of a word in 110 of 40,000 examples
SEEN = 3  # examples in which a trait must be seen: fewer teach chance
SMALLEST = 0.1  # weights under this are left out; at 0.2 one answer in a hundred was lost
ROUNDS = 400

Example = tuple[dict[str, float], str, float]  # traits, a right fact (NONE, SEVERAL), and what it counts


def learn(base: FactBase, questions: Iterable[Question]) -> Learned:
    """Fit weights to labelled questions and to the fact base's own phrasings.

    Raises ModuleNotFoundError where scikit-learn is not installed.
    """
    return _fit(_examples(Matcher(base), (*questions, *_phrasings(base))))


def _fit(examples: Iterable[Example]) -> Learned:
    """Fit weights to examples, with scores for answers that `tune` has yet to find.

    The rarer a word is, the more each of its examples teaches (`_rarity`); the weights have that in them.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    traits, labels, counts = zip(*examples, strict=True)
    seen = Counter(trait for example in traits for trait in example)
    rarity = {trait: _rarity(trait, number, len(traits)) for trait, number in seen.items() if number >= SEEN}
    rated = [{trait: value * rarity[trait] for trait, value in row.items() if trait in rarity} for row in traits]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    model.fit(vectorizer.fit_transform(rated), labels, sample_weight=counts)
    names = vectorizer.get_feature_names_out()
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for fact, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        weights[ALWAYS][fact] = round(float(bias), 2)
        for trait, coefficient in zip(names, row, strict=True):
            if abs(weight := float(coefficient) * rarity[trait]) >= SMALLEST:
                weights[trait][fact] = round(weight, 2)
    return from_weights(weights, *Scores(0.5, 0.8))


def _rarity(trait: str, seen: int, examples: int) -> float:
    """Return how much a trait counts: for words 0 where all examples have them, 1 for one alone (Spärck Jones 1972)."""
    return 1 - log(seen) / log(examples) if trait.startswith((WORD, FOLLOWS)) else OTHERS


def _phrasings(base: FactBase) -> list[Question]:
    """Return the fact base's own phrasings as labelled questions."""
    told = {fact.id for fact in base.facts}
    return [Question(text, (target,) if target in told else ()) for target, text in phrasings_of(base)]


def _examples(matcher: Matcher, questions: Iterable[Question]) -> list[Example]:
    """Return the traits of each question with each of its labels."""
    examples = []
    for question in questions:
        traits = matcher.traits(question.text)
        del traits[ALWAYS]
        labels = (SEVERAL,) if question.every else question.accept or (NONE,)
        examples += [(traits, label, 1 / len(labels)) for label in labels]
    return examples


def learn_and_tune(base: FactBase, questions: Sequence[Question], price: float) -> tuple[Learned, Evaluation]:
    """Learn from all questions; measure and tune with each fifth of them asked of what the others taught.

    `price` is the share of the unanswerable questions that may get a figure. Raises ValueError where it cannot be met.
    """
    matcher = Matcher(base)
    parts = [questions[place::FOLDS] for place in range(FOLDS)]
    examples = [_examples(matcher, part) for part in (*parts, _phrasings(base))]
    folds = []
    for place, part in enumerate(parts):
        others = [example for other in (*examples[:place], *examples[place + 1 :]) for example in other]
        folds.append((matcher.taught(_fit(others)), part))
    scores = tune(folds, price)
    measured = joined(ask(with_scores(matcher, scores), part) for matcher, part in folds)
    learned = _fit(example for part in examples for example in part)
    return replace(learned, answer=scores.answer, sure=scores.sure), measured
