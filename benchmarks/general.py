"""Fit the general model, bot/matching/general.json, across the announcements that have labelled questions.

`python -m benchmarks.general [FOLDER ...]` fits it; each FOLDER (facts.yaml, questions.jsonl) is one that it is asked
of and never learns from. It prints for each announcement what a model does that learnt from all others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random
from statistics import mean

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.answering import ROOT
from bot.authoring.evaluate import Question, read_questions
from bot.authoring.questions.make import make
from bot.facts import load
from bot.matching import Matcher
from bot.matching.general import MODEL, GeneralModel, as_text

HERE = Path(__file__).parent / "announcements"
TESTS = ROOT / "tests"
MOST = 4_000  # questions of one announcement
COUNTED = 600  # questions that one announcement counts as, however many it has
COUNTED_MADE = 200  # and those that were made for it
SEEN = 8  # questions in which a feature must be seen
SHARED = 4  # and announcements: what fewer have speaks of them
STRENGTH = 0.6  # the inverse of the regularisation
SMALLEST = 0.1  # weights under this are left out
PRICE = 0.05  # the share of near misses that may get a figure
STEPS = 100

Row = tuple[Question, dict[str, float], bool, bool]  # features; whether the best fact, and whether several, are right


@dataclass(frozen=True)
class Labelled:
    """An announcement with labelled questions."""

    name: str
    facts: Path
    files: tuple[Path, ...]

    @cached_property
    def matcher(self) -> Matcher:
        """Return a matcher that learnt nothing for it."""
        return Matcher(load(self.facts))

    @cached_property
    def rows(self) -> list[Row]:
        """Return the features of its questions, and what is right."""
        return self._rows([question for file in self.files for question in read_questions(file)])

    @cached_property
    def made(self) -> list[Row]:
        """Return the same of questions made from frames: people labelled few of the plainest ones."""
        base = self.matcher.base
        return self._rows(make(base, "\n".join(fact.quote for fact in base.facts)).learning)

    def _rows(self, questions: Sequence[Question]) -> list[Row]:
        """Return the features of some of the questions, and what is right."""
        found = []
        for question in Random(0).sample(questions, min(len(questions), MOST)):
            features, best = self.matcher.general_features(question.text)
            found.append((question, features, best in question.accept, bool(question.every)))
        return found


def announcements() -> list[Labelled]:
    """Return the announcements to learn from."""
    languages = (TESTS / "questions" / "learning-languages.jsonl",)
    return [
        Labelled("article", ROOT / "facts.yaml", (TESTS / "questions" / "learning.jsonl",)),
        Labelled("article in other languages", ROOT / "facts.yaml", languages),
        Labelled("ferries", TESTS / "second" / "facts.yaml", (TESTS / "second" / "learning.jsonl",)),
        *(labelled(folder) for folder in sorted(HERE.iterdir())),
    ]


def labelled(folder: Path) -> Labelled:
    """Return the announcement of a folder."""
    return Labelled(folder.name, folder / "facts.yaml", (folder / "questions.jsonl",))


def fit(known: Iterable[Labelled]) -> GeneralModel:
    """Fit the model to announcements, each of which counts as much as any other."""
    labelled = [(each, each.rows, COUNTED) for each in known] + [(each, each.made, COUNTED_MADE) for each in known]
    rows = [(row, min(1.0, most / len(rows)), each.facts) for each, rows, most in labelled for row in rows]
    single = [(row[1], row[2], weight, facts) for row, weight, facts in rows if not row[3]]
    every = [(row[1], row[3], weight, facts) for row, weight, facts in rows]
    return GeneralModel(_weights(single), _weights(every), enough=1.0)


def _weights(examples: Sequence[tuple[dict[str, float], bool, float, Path]]) -> Mapping[str, float]:
    """Fit a logistic regression; return the weights by feature."""
    features, labels, counts, _ = zip(*examples, strict=True)
    seen = Counter(name for example in features for name in example)
    sharing = Counter(name for name, _ in {(name, facts) for row, _, _, facts in examples for name in row})
    known = {name for name, number in seen.items() if number >= SEEN and sharing[name] >= SHARED}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{name: value for name, value in each.items() if name in known} for each in features]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(matrix, labels, sample_weight=counts)
    found = dict(zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    found["always"] += float(model.intercept_[0])
    return {name: round(weight, 2) for name, weight in found.items() if abs(weight) >= SMALLEST}


def chances(model: GeneralModel, rows: Iterable[Row]) -> list[tuple[Question, bool, float]]:
    """Return for each single question whether its best fact is right, and the odds that it is; 0 for a vetoed one."""
    return [
        (question, right, 0.0 if any(name.startswith("veto") for name in features) else model.chance(features))
        for question, features, right, every in rows
        if not every
    ]


def share(found: Iterable[tuple[Question, bool, float]], kind: str, enough: float) -> float:
    """Return the share of the questions of a kind that get the right figure, or any where none is right."""
    asked = [
        (right or not question.accept) and odds >= enough for question, right, odds in found if question.kind == kind
    ]
    return mean(asked) if asked else 0.0


def enough_for(found: Sequence[Sequence[tuple[Question, bool, float]]], price: float) -> float:
    """Return the lowest odds at which near misses get no more figures than that, in the mean of the announcements."""
    near = [each for each in found if any(question.kind == "near" for question, *_ in each)]
    steps = (step / STEPS for step in range(STEPS))
    return next(odds for odds in steps if mean(share(each, "near", odds) for each in near) <= price)


def main() -> None:
    """Fit the model, and print how it does where it has learnt nothing of an announcement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    known = announcements()
    asked = [labelled(folder) for folder in parser.parse_args().folders]
    found = {each.name: chances(fit(_others(known, each)), each.rows) for each in known}
    model = fit(known)
    model = replace(model, enough=enough_for(list(found.values()), PRICE))
    found |= {each.name: chances(model, each.rows) for each in asked}
    kinds = ("plain", "noisy", "near", "offtopic")
    print(f"odds from which a figure is shown: {model.enough:.2f}\n| | {' | '.join(kinds)} |\n|---|---|---|---|---|")
    for name, results in found.items():
        print(f"| {name} | {' | '.join(f'{100 * share(results, kind, model.enough):.1f}' for kind in kinds)} |")
    path = ROOT / "bot" / "matching" / MODEL
    path.write_text(as_text(model), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(model.answer):,} and {len(model.several):,} features")


def _others(known: Iterable[Labelled], asked: Labelled) -> list[Labelled]:
    """Return the announcements but one, whatever languages it is asked in."""
    return [each for each in known if each.facts != asked.facts]


if __name__ == "__main__":
    main()
