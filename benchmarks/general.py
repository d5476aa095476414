"""Fit the general models, bot/matching/general*.json, across the announcements that have labelled questions.

`python -m benchmarks.general [FOLDER ...]` fits that for words and, with the extra `meaning`, that for meaning; each
FOLDER (facts.yaml, questions.jsonl) is one that they are asked of and never learn from. It prints for each announcement
what a model does that learnt from all others.
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
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.answering import ROOT
from bot.authoring.evaluate import Question, read_questions
from bot.authoring.questions.make import make
from bot.facts import load
from bot.matching import Matcher
from bot.matching.general import ANYTHING, MODEL, MODEL_BY_MEANING, GeneralModel, as_text
from bot.matching.meaning import Encoder, installed

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
EVERYDAY = 0.004  # and of everyday questions: no list of them is complete, and another one's get some more
ASKED = 30  # everyday questions of each announcement that all are asked
ODDS = tuple(step / 100 for step in range(101))

Row = tuple[Question, dict[str, float], bool, bool]  # features; whether the best fact, and whether several, are right


@dataclass(frozen=True)
class Labelled:
    """An announcement with labelled questions."""

    name: str
    facts: Path
    files: tuple[Path, ...]
    encoder: Encoder | None = None
    everyday: tuple[Question, ...] = ()  # questions about anything, which all announcements are asked

    @cached_property
    def matcher(self) -> Matcher:
        """Return a matcher that learnt nothing for it."""
        return Matcher(load(self.facts), encoder=self.encoder)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the features of its questions, and what is right."""
        return self._rows(self.questions)

    @cached_property
    def everyday_rows(self) -> list[Row]:
        """Return the same of everyday questions."""
        return self._rows(self.everyday)

    @cached_property
    def questions(self) -> list[Question]:
        """Return its questions."""
        return [question for file in self.files for question in read_questions(file)]

    @cached_property
    def made(self) -> list[Row]:
        """Return the same of questions made from frames: people labelled few of the plainest ones."""
        base = self.matcher.base
        return self._rows(make(base, "\n".join(fact.quote for fact in base.facts)).learning)

    def _rows(self, questions: Sequence[Question]) -> list[Row]:
        """Return the features of some of the questions, and what is right."""
        found = []
        asked = Random(0).sample(questions, min(len(questions), MOST))
        self.matcher.compile_meaning([question.text for question in (*self.everyday, *asked)])  # what stays is kept
        for question in asked:
            features, best = self.matcher.general_features(question.text)
            found.append((question, features, best in question.accept, bool(question.every)))
        return found


class Judged(NamedTuple):
    """A question, whether its best fact is right, the odds that it is, and whether it speaks of the announcement."""

    question: Question
    right: bool
    odds: float
    speaks: bool


def announcements(encoder: Encoder | None = None) -> list[Labelled]:
    """Return the announcements to learn from."""
    languages = (TESTS / "questions" / "learning-languages.jsonl",)
    known = [
        Labelled("article", ROOT / "facts.yaml", (TESTS / "questions" / "learning.jsonl",)),
        Labelled("article in other languages", ROOT / "facts.yaml", languages),
        Labelled("ferries", TESTS / "second" / "facts.yaml", (TESTS / "second" / "learning.jsonl",)),
        *(labelled(folder) for folder in sorted(HERE.iterdir())),
    ]
    if encoder is None:
        return known
    everyday = tuple(question for each in known for question in _everyday(each))
    return [replace(each, encoder=encoder, everyday=everyday) for each in known]


def _everyday(each: Labelled) -> list[Question]:
    """Return some of an announcement's questions that are about something else."""
    found = [question for question in each.questions if question.kind == "offtopic"]
    return Random(0).sample(found, min(len(found), ASKED))


def labelled(folder: Path) -> Labelled:
    """Return the announcement of a folder."""
    return Labelled(folder.name, folder / "facts.yaml", (folder / "questions.jsonl",))


def fit_answer(known: Iterable[Labelled]) -> Mapping[str, float]:
    """Fit whether the best fact is an answer to single questions."""
    return _weights([(row[1], row[2], weight, facts) for row, weight, facts in _weighed(known) if not row[3]])


def fit_several(known: Iterable[Labelled]) -> Mapping[str, float]:
    """Fit whether several facts are asked for."""
    return _weights([(row[1], row[3], weight, facts) for row, weight, facts in _weighed(known)])


def _weighed(known: Iterable[Labelled]) -> list[tuple[Row, float, Path]]:
    """Return the rows with what they count, so that each announcement counts as much as any other."""
    labelled = [(each, each.rows, COUNTED) for each in known] + [(each, each.made, COUNTED_MADE) for each in known]
    return [(row, min(1.0, most / len(rows)), each.facts) for each, rows, most in labelled for row in rows]


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


def judged(answer: Mapping[str, float], rows: Iterable[Row]) -> list[Judged]:
    """Return what weights make of each single question; a vetoed fact has no odds."""
    model = GeneralModel(answer, {}, enough=1.0)
    return [
        Judged(
            question,
            right,
            0.0 if any(name.startswith("veto") for name in features) else model.chance(features),
            ANYTHING not in features,
        )
        for question, features, right, every in rows
        if not every
    ]


def share(found: Iterable[Judged], kind: str, enough: float, sure: float | None = None) -> float:
    """Return the share of the questions of a kind that get the right figure, or any where none is right."""
    asked = [
        (each.right or not each.question.accept) and each.odds >= (enough if each.speaks or sure is None else sure)
        for each in found
        if each.question.kind == kind
    ]
    return mean(asked) if asked else 0.0


def enough_for(found: Iterable[Sequence[Judged]]) -> float:
    """Return the lowest odds at which near misses get few enough figures, in the mean of the announcements."""
    near = [each for each in found if any(one.question.kind == "near" for one in each)]
    return next(odds for odds in ODDS if mean(share(each, "near", odds) for each in near) <= PRICE)


def sure_for(found: Sequence[Sequence[Judged]], enough: float) -> float:
    """Return the lowest odds for what may be about anything at which everyday questions get few enough figures."""
    higher = (odds for odds in ODDS if odds >= enough)
    return next(odds for odds in higher if mean(share(each, "offtopic", enough, odds) for each in found) <= EVERYDAY)


def main() -> None:
    """Fit the models, and print how they do where they have learnt nothing of an announcement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    folders = parser.parse_args().folders
    fit_and_print(MODEL, folders)
    if encoder := installed():
        fit_and_print(MODEL_BY_MEANING, folders, encoder)
    else:
        print(f"{MODEL_BY_MEANING} is left as it is: fitting it needs the extra `meaning` (fit both, or they differ)")


def fit_and_print(file: str, folders: Iterable[Path], encoder: Encoder | None = None) -> None:
    """Fit one model and write its file; print how it does."""
    known = announcements(encoder)
    answers = {each.name: fit_answer(_others(known, each)) for each in known}
    found = {each.name: judged(answers[each.name], each.rows) for each in known}
    model = GeneralModel(fit_answer(known), fit_several(known), enough_for(found.values()))
    if encoder:
        everyday = [judged(answers[each.name], each.everyday_rows) for each in known]
        model = replace(model, sure=sure_for(everyday, model.enough))
    asked = [replace(labelled(folder), encoder=encoder) for folder in folders]
    found |= {each.name: judged(model.answer, each.rows) for each in asked}
    kinds = ("plain", "noisy", "near", "offtopic")
    print(f"odds from which a figure is shown: {model.enough}, to what may be about anything {model.sure or 'never'}")
    print(f"| | {' | '.join(kinds)} |\n|---|---|---|---|---|")
    for name, results in found.items():
        shares = [f"{100 * share(results, kind, model.enough, model.sure):.1f}" for kind in kinds]
        print(f"| {name} | {' | '.join(shares)} |")
    path = ROOT / "bot" / "matching" / file
    path.write_text(as_text(model), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(model.answer):,} and {len(model.several):,} features")


def _others(known: Iterable[Labelled], asked: Labelled) -> list[Labelled]:
    """Return the announcements but one, whatever languages it is asked in."""
    return [each for each in known if each.facts != asked.facts]


if __name__ == "__main__":
    main()
