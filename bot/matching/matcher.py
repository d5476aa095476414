"""The matcher: a question in, an Answer out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from bot.facts.base import Confidence, FactBase
from bot.facts.language import DEFAULT, load_languages
from bot.matching.answer import Answer, Explanation, Outcome, Reason
from bot.matching.clauses import anchor, anchored, clauses, has, leads_up, sets_scene, stands_alone, strong
from bot.matching.detection import Detector
from bot.matching.features import traits_of, weigh
from bot.matching.lexicon import Role, base_lexicon, language_lexicon
from bot.matching.model import Learned
from bot.matching.phrasings import read_phrasings
from bot.matching.reader import Item, Reader, Reading
from bot.matching.scoring import Score, Scorer, concept_of
from bot.text import tokenize, words

SUGGESTIONS = 3
SEVERAL_LIKELY = 0.02  # odds from which a question is taken apart
SEVERAL_SURE = 0.5  # and from which one fact alone is no answer where it cannot be taken apart
SURE = 0.8  # odds from which one fact is an answer even so, and a clause needs none before it
SEVERAL_AHEAD = 2  # to one, the odds for what was taken apart: of 20 questions under it, 18 asked for one fact


class Question(NamedTuple):
    """A question being answered: as it came, its folded words, and the language they are in."""

    text: str
    words: tuple[str, ...]
    language: str


class Matcher:
    """Answer questions from a fact base."""

    def __init__(self, base: FactBase, learned: Learned | None = None) -> None:
        """Compile the fact base: what words mean in each language, and what its phrasings ask."""
        self.base = base
        self.learned = learned
        languages = load_languages()
        english = base_lexicon(base, languages[DEFAULT])
        phrases = read_phrasings(base, english)
        lexicons = {DEFAULT: english}
        for code, language in languages.items():
            if code != DEFAULT:
                lexicons[code] = language_lexicon(base, language, english)
        self._detector = Detector(lexicons)
        self._readers = {code: Reader(lexicon) for code, lexicon in lexicons.items()}
        self._scorer = Scorer(base, phrases)
        self._exact = {words(phrase.text): phrase.target for phrase in phrases}

    def using(self, base: FactBase) -> Matcher:
        """Return a matcher with other scores for the same facts: nothing is compiled anew."""
        other = copy(self)
        other.base = base
        return other

    def taught(self, learned: Learned | None) -> Matcher:
        """Return a matcher with other learning for the same facts."""
        other = copy(self)
        other.learned = learned
        return other

    @property
    def _confidence(self) -> Confidence | Learned:
        """Return the scores that are asked for: of what was learnt, if something was."""
        return self.learned or self.base.confidence

    def _bolder(self) -> Matcher:
        """Return a matcher that answers what this one would suggest."""
        learned = self.learned
        return self.taught(replace(learned, answer=learned.suggest)) if learned else self

    def speaks_of_it(self, question: str) -> bool:
        """Tell whether a question says that it is about the announcement."""
        return anchored(self._read(question, None)[1].items)

    def answer(self, question: str, *, shown: str | None = None, language: str | None = None) -> Answer:
        """Answer a question.

        `shown` is the id of the fact whose message is being replied to, `language` the reader's
        language code, used where the question itself does not tell.
        """
        asked, reading = self._read(question, language)
        answer = self._answer(asked, reading.items, alone=shown is None)
        if answer.outcome is not Outcome.FACTS and shown and (context := self._context(shown)):
            followed = self._answer_one(asked, self._scores(asked, [*context, *reading.items]))
            if self._goes_on(reading.items, followed, shown):
                return followed
        return answer

    def explain(self, question: str, *, language: str | None = None) -> Explanation:
        """Tell what is seen in a question, for the people who write the fact base."""
        asked, reading = self._read(question, language)
        return _explain(reading, self._scores(asked, reading.items))

    def _read(self, question: str, language: str | None) -> tuple[Question, Reading]:
        """Find a question's language, and read it in that."""
        said = tuple([token.word for token in tokenize(question)])  # the tokens are remembered for the reader
        code = self._detector.detect(said, self._known(language))
        return Question(question, said, code), self._readers[code].read(question)

    def _known(self, language: str | None) -> str | None:
        """Return the language of the bot's that a reader's language tag (IETF) stands for."""
        tag = language or ""
        return next((code for code in (tag, tag.split("-")[0]) if code in self._readers), None)

    def _context(self, fact_id: str) -> list[Item]:
        """Return what a fact is about, in the words of its first keyword."""
        fact = self.base.fact(fact_id)
        text = " ".join(fact.keywords[:1]) if fact else ""
        return _own(self._readers[DEFAULT].read(text).items)

    def _goes_on(self, items: Sequence[Item], followed: Answer, shown: str) -> bool:
        """Tell whether what was found is what a reply to a fact asks.

        It has a word of its own, or it surely asks for another fact, or in a way in which people ask for the one shown.
        """
        found = followed.facts
        if not found or anchor(items) > 0:
            return bool(found)
        if self.learned and followed.score < SURE:
            return False
        kinds = {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}
        target = self._scorer.target(shown)
        return bool(kinds) and (shown not in found or (target is not None and not kinds.isdisjoint(target.concepts)))

    def _scores(self, question: Question, items: Sequence[Item]) -> list[Score]:
        """Score the targets for a clause."""
        return self._scores_and_several(question, items)[0]

    def _scores_and_several(self, question: Question, items: Sequence[Item]) -> tuple[list[Score], float]:
        """Score the targets for a clause, and tell how likely it asks for several facts; 1 where that is not learnt."""
        english = question.language == DEFAULT
        asked = self._scorer.asked(items, english=english)
        scores = self._scorer.score(asked)
        if self.learned is None:
            return scores, 1.0
        odds, several = self.learned.odds(traits_of(items, scores, english=english))
        fit, enough = self.base.confidence.suggest, self.learned.answer
        return weigh(self._scorer, asked, scores, odds, fit=fit, enough=enough), several

    def traits(self, question: str) -> dict[str, float]:
        """Return what can be learnt of a question."""
        asked, reading = self._read(question, None)
        english = asked.language == DEFAULT
        scores = self._scorer.score(self._scorer.asked(reading.items, english=english))
        return traits_of(reading.items, scores, english=english)

    def _answer(self, question: Question, items: Sequence[Item], *, alone: bool) -> Answer:
        """Answer a message: a phrasing of the fact base itself, one question, or several.

        One that is not `alone` replies to a fact, so it need not be taken for what it hardly says.
        """
        if known := self._exact.get(question.words):
            return self._answer_known(question, known)
        scores, several = self._scores_and_several(question, items)
        whole = self._answer_one(question, scores)
        sure = alone and self.learned and whole.facts and whole.score >= self.learned.sure
        if not sure and not anchored(items):
            return self._nothing(question, items, scores)
        found = clauses(items)
        if self.learned:
            return self._take_apart(question, whole, found, several)
        return whole if found in ([], [list(items)]) else self._join(question, whole, self._parts(question, found))

    def _take_apart(self, question: Question, whole: Answer, found: Sequence[Sequence[Item]], several: float) -> Answer:
        """Answer clauses one by one where that is likely to be meant, or where one only sets the scene for another.

        The odds that several are meant times the odds that the least sure part is right must be SEVERAL_AHEAD at least.
        Where several facts are surely meant and cannot be told apart, one alone is offered, and is no answer.
        """
        scene = not whole.facts and sets_scene(found)
        if several < SEVERAL_LIKELY and not scene:
            return whole
        parts = (self._bolder() if several >= SEVERAL_SURE else self)._parts(question, found)
        joined = self._join(question, whole, parts)
        # p/(1-p) * q/(1-q) < SEVERAL_AHEAD, without dividing by nothing where one is certain
        behind = several * joined.score < SEVERAL_AHEAD * (1 - several) * (1 - joined.score)
        if not scene and (len(joined.facts) < 2 or behind):
            joined = whole
        if joined is not whole or several < SEVERAL_SURE:
            return joined
        alone = [item for clause in found for item in strong(clause)]
        singles = [self._answer_one(question, self._scores(question, [item])) for item in alone]
        joined = self._join(question, whole, singles)
        if len(joined.facts) > 1:
            return joined
        if whole.facts and whole.score < SURE:
            offered = dict.fromkeys(
                fact for part in (*parts, *singles, whole) for fact in (*part.facts, *part.suggestions)
            )
            return replace(whole, outcome=Outcome.UNSURE, facts=(), suggestions=tuple(offered)[:SUGGESTIONS])
        return whole

    def _answer_known(self, question: Question, target: str) -> Answer:
        """Answer a question that stands in the fact base word for word."""
        if self.base.fact(target):
            return Answer(question.text, Outcome.FACTS, question.language, facts=(target,), score=1.0)
        return Answer(question.text, Outcome.NOT_TOLD, question.language, not_told=target, score=1.0)

    def _nothing(self, question: Question, items: Sequence[Item], scores: Sequence[Score]) -> Answer:
        """Answer what does not speak of the announcement."""
        roles = {item.role for item in items}
        reason = None
        if not items:
            reason = Reason.EMPTY
        elif roles <= {Role.GREETING, Role.FILLER} and Role.GREETING in roles:
            reason = Reason.GREETING
        elif roles <= {Role.THANKS, Role.FILLER} and Role.THANKS in roles:
            reason = Reason.THANKS
        answer = Answer(question.text, Outcome.NOTHING, question.language, reason=reason)
        name = next((item.written for item in items if item.role is Role.NAME), None)
        if name:
            return replace(answer, outcome=Outcome.NOT_TOLD, reason=Reason.OTHER_NAME, detail=name)
        near = tuple(s.target.id for s in scores if s.target.told and s.value > self._confidence.suggest)
        return replace(answer, suggestions=near[:SUGGESTIONS])

    def _answer_one(self, question: Question, scores: Sequence[Score]) -> Answer:
        """Choose the outcome for one clause."""
        suggest, enough = self._confidence.suggest, self._confidence.answer
        told = [score.target.id for score in scores if score.target.told and score.value >= suggest / 2]
        near = tuple(told[:SUGGESTIONS])
        best = scores[0] if scores else None
        value = min(best.value, 1.0) if best else 0.0
        outcome = partial(Answer, question.text, language=question.language, score=value)
        if best is None or best.value < suggest:
            return outcome(Outcome.NOTHING, suggestions=near)
        if best.veto:
            return outcome(Outcome.NOT_TOLD, suggestions=near, reason=best.veto, detail=best.detail)
        if not best.target.told:
            return outcome(Outcome.NOT_TOLD, suggestions=near, not_told=best.target.id)
        if best.value < enough:
            return outcome(Outcome.UNSURE, suggestions=near)
        return outcome(Outcome.FACTS, facts=(best.target.id,), suggestions=near[1:])

    def _parts(self, question: Question, found: Sequence[Sequence[Item]]) -> list[Answer]:
        """Answer clauses one by one; one that does not stand alone is read with the concepts before it."""
        parts: list[Answer] = []
        before: list[Item] = []
        for place, clause in enumerate(found):
            if place + 1 < len(found) and leads_up(clause, found[place + 1]):
                before = _own(clause)
                continue
            names = _others(found, clause)
            part = self._answer_one(question, self._scores(question, [*clause, *names]))
            clear = part.outcome is Outcome.FACTS and (part.score >= SURE or stands_alone(clause))
            if before and not clear:
                part = self._answer_one(question, self._scores(question, [*before, *clause, *names]))
            parts.append(part)
            before = _own(clause) or before
        return parts

    def _join(self, question: Question, whole: Answer, parts: Sequence[Answer]) -> Answer:
        """Choose between the message as one question and its parts.

        The parts win where each is answered, with two facts or more, or where the whole is not answered
        and all that is not answered in the parts is talk around the question.
        """
        answered = [part for part in parts if part.outcome is Outcome.FACTS]
        ids = tuple(dict.fromkeys(fact for part in answered for fact in part.facts))
        if not answered or (whole.facts and (len(answered) < len(parts) or len(ids) < 2)):
            return whole
        if any(part.outcome not in (Outcome.FACTS, Outcome.NOTHING) for part in parts):
            return whole
        score = min(part.score for part in answered)
        return Answer(question.text, Outcome.FACTS, question.language, facts=ids, score=score)

    def search(self, query: str, language: str | None = None) -> tuple[str, ...]:
        """Rank the facts that a (perhaps unfinished) inline query may mean, best first; all for an empty one."""
        if not query.strip():
            return tuple(fact.id for fact in self.base.facts)
        answer = self.answer(query, language=language)
        return tuple(dict.fromkeys((*answer.facts, *answer.suggestions)))


def _own(items: Sequence[Item]) -> list[Item]:
    """Return the items that are the fact base's own words."""
    return [item for item in items if item.role is Role.CONCEPT]


def _others(found: Sequence[Sequence[Item]], clause: Sequence[Item]) -> list[Item]:
    """Return the names in the other clauses: they hold for this one too, unless it names the subject."""
    if has(clause, Role.SUBJECT):
        return []
    return [item for other in found if other is not clause for item in other if item.role is Role.NAME]


def _explain(reading: Reading, scores: Sequence[Score]) -> Explanation:
    """Tell what was seen in a question."""
    return Explanation(
        tokens=tuple(item.words for item in reading.items),
        corrections=reading.corrections,
        concepts=tuple(concept for item in reading.items if (concept := concept_of(item))),
        unknown=tuple(item.words for item in reading.items if item.meaning is None),
        scores=tuple((score.target.id, round(score.value, 3)) for score in scores[:5]),
        notes=tuple(f"{score.target.id}: {score.veto} ({score.detail})" for score in scores[:3] if score.veto),
    )
