"""A question by itself: its words become scores, the scores an answer, for all of it or clause by clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.facts.base import Fact, FactBase
from bot.facts.language import DEFAULT
from bot.matching.answer import Answer, Outcome
from bot.matching.asked import Asked
from bot.matching.clauses import SHORT, anchored, clauses, names_something
from bot.matching.decision import (
    OFFERING,
    SUGGESTIONS,
    Question,
    Thresholds,
    decide,
    decide_gap,
    decide_stranger,
    decide_told,
    decide_unanchored,
    weigh,
)
from bot.matching.features import Feature, features_of
from bot.matching.general import general_model, opinion
from bot.matching.languages import Languages
from bot.matching.lexicon import NOW
from bot.matching.meaning import Encoder, Like, Meaning
from bot.matching.model import Learned
from bot.matching.reader import Item
from bot.matching.scoring import Score, Scorer, without_own_times
from bot.matching.several import take_apart
from bot.matching.totals import without_totals
from bot.matching.units import told_units
from bot.text import tokenize, words

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answer questions that are read, with what was learnt for the fact base; safe for several threads."""

    base: FactBase
    learned: Learned | None
    languages: Languages
    scorer: Scorer
    exact: Mapping[tuple[str, ...], str]  # the words of each phrasing, and what it asks for
    meaning: Meaning | None = None

    @classmethod
    def of(cls, base: FactBase, learned: Learned | None, encoder: Encoder | None = None) -> Answerer:
        """Compile a fact base: what words mean, and what its phrasings ask."""
        languages = Languages(base)
        phrases = languages.phrases
        units = told_units(base, phrases, languages.units(DEFAULT))
        exact = {words(phrase.text): phrase.target for phrase in phrases}
        meaning = Meaning(base, encoder) if encoder else None
        return cls(base, learned, languages, Scorer(base, phrases, units), exact, meaning)

    def using(self, base: FactBase | None, learned: Learned | None) -> Answerer:
        """Return one for a base with the same phrasings, or with other learning; nothing is compiled anew."""
        return replace(self, base=base or self.base, learned=learned or self.learned)

    @property
    def thresholds(self) -> Thresholds:
        """Return the odds from which a clause is answered; where nothing was learnt, it goes by its words alone."""
        compiled = self.meaning is not None and self.meaning.is_compiled
        return Thresholds.of(self.learned, by_meaning=compiled and self.learned is not None)

    def thresholds_with(self, vector: Numbers | None) -> Thresholds:
        """Return the odds from which a whole question is answered, of which the vector may be known."""
        return Thresholds.of(self.learned, by_meaning=vector is not None)

    def of_subject(self, question: Question, items: Sequence[Item], *, alone: bool) -> Answer:
        """Answer a message that asks for the subject's things, and not for a stranger's; leave asides out."""
        owners = self.languages.owners(question.language)
        answer = self.answer(question, items, alone=alone)
        if not answer.facts and len(plain := owners.without_asides(items)) < len(items):
            again = self.answer(question, plain, alone=alone)
            answer, items = (again, plain) if again.facts else (answer, items)
        if not (answer.facts or answer.not_told) or question.words in self.exact:
            return answer
        stranger = owners.stranger(items)
        return decide_stranger(question, stranger, answer) if stranger else answer

    def answer(self, question: Question, items: Sequence[Item], *, alone: bool) -> Answer:
        """Answer a message: a phrasing of the fact base itself, one question, or several.

        One that is not `alone` replies to a fact, so it need not be taken for what it hardly says.
        """
        known = self._phrasing(question, items)
        if known and self.base.fact(known):
            return decide_told(question, known)
        vector = self.vector(question) if items and not known else None
        thresholds = self.thresholds_with(vector)
        scores, several = self.scores_and_several(question, items, thresholds, vector)
        if known:
            return decide_gap(question, known, scores, thresholds)
        whole = decide(question, scores, thresholds)
        sure = alone and thresholds.sure is not None and bool(whole.facts) and whole.score >= thresholds.sure
        if not sure and not anchored(items):
            return decide_unanchored(question, items, scores, thresholds)
        found = clauses(items)
        return take_apart(partial(self.answer_one, question), whole, found, several, self.thresholds)

    def asks_per_unit(self, question: Question, items: Sequence[Item]) -> bool:
        """Return whether a short message asks for one of many, or for a year (`how much is that per year?`)."""
        return len(items) <= SHORT and bool(self.languages.units(question.language).asked(items))

    def _phrasing(self, question: Question, items: Sequence[Item]) -> str | None:
        """Return what a phrasing of the fact base asks for, if a message is one but for politeness around it."""
        known = self.exact.get(question.words)
        if known or any(item.meaning and item.meaning.concept == NOW for item in items):
            return known  # `now` is polite beside small talk, and a time beside a question
        plain = self.languages.small_talk.without_politeness(question.tokens, question.language)
        found = (self.exact.get(tuple([token.word for token in tokens])) for tokens in plain)
        return next(filter(None, found), None)

    def answer_words(self, question: Question, text: str) -> Answer:
        """Answer other words as the same question."""
        items = self.languages.reader(question.language).read(text).items
        return self.answer(replace(question, tokens=tokenize(text)), items, alone=True)

    def answer_one(self, question: Question, items: Sequence[Item], thresholds: Thresholds) -> Answer:
        """Answer a clause as one question."""
        return decide(question, self.scores_and_several(question, items, thresholds)[0], thresholds)

    def scores_and_several(
        self, question: Question, items: Sequence[Item], thresholds: Thresholds, vector: Numbers | None = None
    ) -> tuple[Sequence[Score], float]:
        """Score the targets for a clause, and say how likely it asks for several facts.

        `vector` is there where the clause is the whole question.
        """
        english = question.language == DEFAULT
        asked = self.scorer.asked(items, english=english)
        scores = self.scorer.score(asked)
        if self.learned:
            odds, several = self.learned.odds(self.features(question, items, scores), vector)
        else:
            judged, likes = self.by_meaning(asked, scores, vector)
            said, fact = self.beside(items, judged)
            model = general_model(by_meaning=bool(likes))
            odds, several = model.odds(said, judged, fact, likes, english=english)
        weighed = weigh(self.scorer, asked, scores, odds, thresholds)
        return without_totals(weighed, items, self.languages.units(question.language), thresholds), several

    def features(self, question: Question, items: Sequence[Item], scores: Sequence[Score]) -> dict[str, float]:
        """Return what can be learnt of a clause for this announcement; the general model has a say if it was heard."""
        english = question.language == DEFAULT
        said, fact = self.beside(items, scores)
        found = features_of(said, scores, english=english)
        if self.learned and Feature.GENERAL not in self.learned.weights.rows:
            return found
        return found | opinion(said, scores, fact, english=english)

    def beside(self, items: Sequence[Item], scores: Sequence[Score]) -> tuple[Sequence[Item], Fact | None]:
        """Return what a clause says beside the fact that fits it best, without that one's times; and that fact."""
        best = next((score.target.id for score in scores if score.target.told), None)
        return without_own_times(items, scores), self.base.fact(best) if best else None

    def by_meaning(
        self, asked: Asked, scores: Sequence[Score], vector: Numbers | None
    ) -> tuple[Sequence[Score], Sequence[Like]]:
        """Return the scores with that of the fact first that a question is most like, and how much it is like each."""
        if self.meaning is None or vector is None:
            return scores, ()
        likes = self.meaning.likes(vector, {score.target.id: score.fit for score in scores})
        return (self.scorer.led_by(likes[0].fact, asked, scores), likes) if likes else (scores, ())

    def vector(self, question: Question) -> Numbers | None:
        """Return what a question means, where that decides; it takes longer than all the rest."""
        decides = self.learned is None or self.learned.meaning
        return self.meaning.vector(question.said) if self.meaning and decides else None

    def alike(self, answer: Answer, question: Question, items: Sequence[Item]) -> list[Like] | None:
        """Return the facts to offer by their meaning with an answer that shows none; None where that has no say."""
        if self.meaning is None or not self.meaning.is_compiled or answer.facts or answer.reason not in OFFERING:
            return None
        fits = self._fits(question, items)
        return self.meaning.nearest(question.said, fits, in_words=bool(answer.suggestions))[:SUGGESTIONS]

    def likes_beside(self, answer: Answer, question: Question, items: Sequence[Item]) -> Sequence[Like]:
        """Return the facts that a question is most like, where that decided what is shown or offered."""
        if answer.suggestions and not answer.facts:
            return self.alike(answer, question, items) or ()
        vector = self.vector(question) if answer.facts and self.learned is None else None
        return self.meaning.likes(vector, self._fits(question, items)) if self.meaning and vector is not None else ()

    def _fits(self, question: Question, items: Sequence[Item]) -> dict[str, float]:
        """Return how well targets fit the words of a question."""
        scores = self.scorer.score(self.scorer.asked(items, english=question.language == DEFAULT))
        return {score.target.id: score.fit for score in scores}

    def _named(self, facts: Sequence[str], items: Sequence[Item]) -> tuple[str, ...]:
        """Return the facts that a question names something of; a button for any other says nothing to its reader."""
        named = {item.meaning.concept for item in items if item.meaning and names_something(item)}
        targets = filter(None, map(self.scorer.target, facts))
        return tuple([target.id for target in targets if not named.isdisjoint(target.concepts)])

    def offering(self, answer: Answer, question: Question, items: Sequence[Item]) -> Answer:
        """Return an answer with the facts that its question is like in meaning, where it shows none.

        Where something was learnt, what a miss shares with a fact by its form alone is known to mean nothing.
        """
        if answer.outcome is Outcome.NOTHING and self.learned:
            answer = replace(answer, suggestions=self._named(answer.suggestions, items))
        likes = self.alike(answer, question, items)
        if likes is None or (answer.outcome is Outcome.UNSURE and not likes):
            return answer
        return replace(answer, suggestions=tuple(like.fact for like in likes))
