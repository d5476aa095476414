"""The matcher: a question in, an Answer out, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.facts import FactBase, load
from bot.facts.document import DocumentError, Fault
from bot.facts.language import DEFAULT
from bot.matching.answer import Answer, Explanation, Reason
from bot.matching.claimed import NumberReader
from bot.matching.claims import Claims
from bot.matching.clauses import anchor, anchored, clauses, only_asks, says_too_little, strong
from bot.matching.decision import (
    Question,
    Thresholds,
    decide,
    decide_known,
    decide_stranger,
    decide_talk,
    decide_unanchored,
    decide_unclear,
    decide_unspoken,
    weigh,
)
from bot.matching.explaining import Found, explanation
from bot.matching.features import features_of
from bot.matching.languages import Languages
from bot.matching.lexicon import Role
from bot.matching.model import Learned, learned_file, read_learned
from bot.matching.reader import Item, Reading
from bot.matching.scoring import Asked, Score, Scorer, without_own_years
from bot.matching.several import answer_clauses, concepts, join, take_apart
from bot.matching.small_talk import ANSWER, DOUBT, MORE, OF_THE_ANNOUNCEMENT, ORDINALS, Talk
from bot.matching.stories import LONG, question_of
from bot.matching.totals import without_totals
from bot.matching.units import told_units
from bot.text import MAX_CHARACTERS, tokenize, words

_SYMBOL = re.compile(r"[^\w\s.,;:!?'’¿¡-]")  # a currency, a flag: they say what is asked
BY_ITSELF = frozenset({"?where", "?who", "?say"})  # kinds that may ask about the announcement itself
UNCLEAR = 3  # words of a message that says too little where nothing was shown


class Matcher:
    """Answer questions from a fact base, with what was learnt for it; safe for several threads."""

    def __init__(self, base: FactBase, learned: Learned | None = None) -> None:
        """Compile the fact base: what words mean, and what its phrasings ask."""
        self.base = base
        self.learned = learned
        self._languages = Languages(base)
        phrases = self._languages.phrases
        units = told_units(base, phrases, self._languages.units(DEFAULT))
        self._scorer = Scorer(base, phrases, units)
        self._exact = {words(phrase.text): phrase.target for phrase in phrases}
        self._claims = Claims(NumberReader(self._languages), base)

    def using(self, base: FactBase | None = None, learned: Learned | None = None) -> Matcher:
        """Return a matcher for a base with the same phrasings, or with other learning; nothing is compiled anew."""
        other = copy(self)
        other.base, other.learned = base or self.base, learned or self.learned
        other._claims = self._claims.using(other.base)
        return other

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that questions may be in."""
        return self._languages.codes

    def compile_language(self, code: str) -> None:
        """Compile what would wait for the first question in a language; any thread may do it."""
        self._languages.compile(code)

    def compile_all(self) -> None:
        """Compile all languages."""
        for code in self.languages:
            self.compile_language(code)

    def answer(
        self,
        question: str,
        *,
        shown: str | None = None,
        offered: Sequence[str] = (),
        replies: bool = True,
        language: str | None = None,
    ) -> Answer:
        """Answer a question.

        `shown` is the id of the fact whose message is being replied to or, where the question `replies` to nothing,
        of the one shown last; `offered` are the ids of those that "the second one" may mean. `language` is the
        reader's language tag (IETF), used where the words of the question do not say it.
        """
        shown = shown if shown and self.base.fact(shown) else None
        asked, reading = self._read(question, language)
        answer = self._reply(asked, reading, shown, offered, replies, language)
        ask = None if asked.words in self._exact else partial(self._answer_words, asked)
        answer = self._claims.checked(answer, asked, reading.items, shown, ask)
        if answer.reason is Reason.OTHER_NAME:
            answer = replace(answer, detail=self._languages.spelling(answer.detail))
        if self._languages.is_unspoken(asked.text, asked.words, asked.language):
            return decide_unspoken(answer, self._languages.known(language) or DEFAULT)
        return answer

    def _reply(
        self,
        asked: Question,
        reading: Reading,
        shown: str | None,
        offered: Sequence[str],
        replies: bool,
        language: str | None,
    ) -> Answer:
        """Answer a question, whatever it claims."""
        talk = self._talk(asked, reading.items, language)
        if talk and talk.kind in OF_THE_ANNOUNCEMENT:
            found = self._answer_or_follow(asked, reading, shown, replies=replies)
            own = found.facts or found.not_told
            return found if own else decide_talk(asked._replace(language=talk.language), Reason(talk.kind))
        if talk and (answer := self._answer_talk(asked._replace(language=talk.language), talk.kind, shown, offered)):
            return answer
        return self._answer_or_follow(asked, reading, shown, replies=replies)

    def asks_to_answer(self, message: str, language: str | None = None) -> bool:
        """Return whether a message only asks to answer another one: "please answer"."""
        asked, reading = self._read(message, language)
        talk = self._talk(asked, reading.items, language)
        return talk is not None and talk.kind == ANSWER

    def _answer_or_follow(self, question: Question, reading: Reading, shown: str | None, *, replies: bool) -> Answer:
        """Answer a question by itself or, where that finds nothing, as one about the fact that was shown."""
        items = reading.items
        goes_on = shown is not None and (replies or only_asks(items))
        answer = self._of_whom(question, items, alone=not goes_on)
        if shown is None and self._is_unclear(question, reading):
            kinds = {item.meaning.concept for item in items if item.meaning}
            return answer if answer.facts and not kinds.isdisjoint(BY_ITSELF) else decide_unclear(answer)
        if answer.facts or shown is None or answer.reason is Reason.OTHER_NAME:
            return answer
        if not replies and (answer.not_told or not says_too_little(items)):
            return answer
        return self._follow(question, items, shown) or answer

    def _is_unclear(self, question: Question, reading: Reading) -> bool:
        """Return whether a message asks for nothing in particular (`how much?`), and is no phrasing itself."""
        if reading.corrections or len(question.tokens) > UNCLEAR or _SYMBOL.search(question.text):
            return False
        return only_asks(reading.items) and question.words not in self._exact

    def search(self, query: str, language: str | None = None) -> tuple[str, ...]:
        """Rank the facts that an inline query may mean, best first; all for an empty one."""
        if not query.strip():
            return tuple(fact.id for fact in self.base.facts)
        answer = self.answer(query, language=language)
        return tuple(dict.fromkeys((*answer.facts, *answer.suggestions)))

    def explain(self, question: str) -> Explanation:
        """Return what is seen in a question, for the people who write the fact base."""
        asked, reading = self._read(question, None)
        scores, _ = self._scores_and_several(asked, reading.items, self._thresholds)
        found = Found(self.answer(question), reading, scores, self._thresholds, asked.words in self._exact)
        return explanation(found, self._languages.phrases, self.base)

    def features(self, question: str) -> dict[str, float]:
        """Return what can be learnt of a question."""
        asked, reading = self._read(question, None)
        english = asked.language == DEFAULT
        scores = self._scorer.score(self._scorer.asked(reading.items, english=english))
        return features_of(without_own_years(reading.items, scores), scores, english=english)

    def speaks_of_it(self, question: str) -> bool:
        """Return whether a question says that it is about the announcement."""
        return anchored(self._read(question, None)[1].items)

    @property
    def _thresholds(self) -> Thresholds:
        """Return the scores from which something is answered."""
        return Thresholds.of(self.base.confidence, self.learned)

    def _read(self, question: str, language: str | None) -> tuple[Question, Reading]:
        """Find a question's language, and read it in that, without the small talk in front of it."""
        text, question = question, question[:MAX_CHARACTERS]  # no answer keeps more of it
        tokens = tokenize(question)
        code = self._languages.detect([token.word for token in tokens], language)
        reader = self._languages.reader(code)
        if len(tokens) >= LONG:
            tokens, items = question_of(text, reader)
            return Question(question, tokens, code), Reading(items)
        asked = self._languages.small_talk.skip(tokens, code)
        return Question(question, tokens, code), reader.read_tokens(asked)

    def _talk(self, question: Question, items: Sequence[Item], language: str | None) -> Talk | None:
        """Return what small talk or follow-up a message is, unless its words are the fact base's own."""
        if question.words in self._exact or (len(items) == 1 and strong(items)):
            return None
        codes = (question.language, self._languages.known(language) or DEFAULT, DEFAULT)
        return self._languages.small_talk.find(question.text, question.tokens, codes)

    def _answer_talk(self, question: Question, kind: str, shown: str | None, offered: Sequence[str]) -> Answer | None:
        """Answer small talk, or a message that goes on from what was shown; None where nothing was."""
        if kind == MORE:
            return self._no_more(question, shown) if shown else decide_talk(question, Reason.ABILITIES)
        if kind == ANSWER:
            return decide_talk(question, Reason.ABILITIES)
        if kind == DOUBT:
            doubted = decide_talk(question, Reason.DOUBT if shown else Reason.COMPLAINT)
            return replace(doubted, detail=shown or "")
        if kind not in ORDINALS:
            return decide_talk(question, Reason(kind))
        place = ORDINALS.index(kind)
        meant = offered[-1:] if kind == "last" else offered[place : place + 1]
        if meant and self.base.fact(meant[0]):
            return decide_known(question, meant[0], told=True)
        return self._no_more(question, shown) if shown else None

    def _no_more(self, question: Question, shown: str) -> Answer:
        """Say that the announcement says no more about a fact, and offer the related ones."""
        fact = self.base.fact(shown)
        return replace(decide_talk(question, Reason.NO_MORE), detail=shown, suggestions=fact.related if fact else ())

    def _of_whom(self, question: Question, items: Sequence[Item], *, alone: bool) -> Answer:
        """Answer a message that asks for the subject's things, and not for a stranger's; leave asides out."""
        owners = self._languages.owners[question.language]
        answer = self._answer(question, items, alone=alone)
        if not answer.facts and len(plain := owners.without_asides(items)) < len(items):
            again = self._answer(question, plain, alone=alone)
            answer, items = (again, plain) if again.facts else (answer, items)
        if not answer.facts or question.words in self._exact:
            return answer
        stranger = owners.stranger(items)
        return decide_stranger(question, stranger, answer) if stranger else answer

    def _follow(self, question: Question, items: Sequence[Item], shown: str) -> Answer | None:
        """Answer a question as one about the fact that was shown; None where it is not."""
        whole = [*self._context(shown), *items]
        followed = self._answer_one(question, whole, self._thresholds)
        if followed.reason is Reason.PER_UNIT or self._goes_on(items, followed, shown):
            return followed
        gap = followed.not_told
        if gap and self._speaks_of(items, gap) and (not only_asks(items) or self._scorer.says_no_more(gap, whole)):
            return followed
        if years := [item for item in items if item.year or item.role is Role.YEAR]:
            return self._another_year(question, years, shown)
        return self._no_more(question, shown) if only_asks(items) else None

    def _another_year(self, question: Question, years: Sequence[Item], shown: str) -> Answer:
        """Answer a question for the year of a fact, or for another one."""
        target = self._scorer.target(shown)
        if target is None or not target.years:
            return self._no_more(question, shown)
        score = self._scorer.gated(Asked(times=list(years)), target, 1.0, 1.0)
        return decide(question, [score], self._thresholds)

    def _speaks_of(self, items: Sequence[Item], target_id: str) -> bool:
        """Return whether a fact, or a gap, has all that a question names, or the way in which it asks."""
        target = self._scorer.target(target_id)
        named = {item.meaning.concept for item in items if item.meaning and item.role is Role.CONCEPT}
        asking = {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}
        return target is not None and named <= target.concepts and not target.concepts.isdisjoint(named | asking)

    def _answer(self, question: Question, items: Sequence[Item], *, alone: bool) -> Answer:
        """Answer a message: a phrasing of the fact base itself, one question, or several.

        One that is not `alone` replies to a fact, so it need not be taken for what it hardly says.
        """
        if known := self._exact.get(question.words):
            return decide_known(question, known, told=self.base.fact(known) is not None)
        thresholds = self._thresholds
        scores, several = self._scores_and_several(question, items, thresholds)
        whole = decide(question, scores, thresholds)
        sure = alone and thresholds.sure is not None and bool(whole.facts) and whole.score >= thresholds.sure
        if not sure and not anchored(items):
            return decide_unanchored(question, items, scores, thresholds)
        found = clauses(items)
        answering = partial(self._answer_one, question)
        if self.learned:
            return take_apart(answering, whole, found, several, thresholds)
        if found in ([], [list(items)]):
            return whole
        return join(whole, answer_clauses(answering, found, thresholds)) or whole

    def _answer_words(self, question: Question, text: str) -> Answer:
        """Answer other words as the same question."""
        items = self._languages.reader(question.language).read(text).items
        return self._answer(question._replace(tokens=tokenize(text)), items, alone=True)

    def _answer_one(self, question: Question, items: Sequence[Item], thresholds: Thresholds) -> Answer:
        """Answer a clause as one question."""
        return decide(question, self._scores_and_several(question, items, thresholds)[0], thresholds)

    def _scores_and_several(
        self, question: Question, items: Sequence[Item], thresholds: Thresholds
    ) -> tuple[Sequence[Score], float]:
        """Score the targets for a clause, and say how likely it asks for several facts; 1 where that is not learnt."""
        english = question.language == DEFAULT
        asked = self._scorer.asked(items, english=english)
        scores = self._scorer.score(asked)
        units = self._languages.units(question.language)
        if self.learned is None:
            return without_totals(scores, items, units, thresholds), 1.0
        odds, several = self.learned.odds(features_of(without_own_years(items, scores), scores, english=english))
        weighed = weigh(self._scorer, asked, scores, odds, thresholds)
        return without_totals(weighed, items, units, thresholds), several

    def _context(self, fact_id: str) -> list[Item]:
        """Return what a fact is about, in the words of its first keyword."""
        fact = self.base.fact(fact_id)
        text = " ".join(fact.keywords[:1]) if fact else ""
        return concepts(self._languages.english.read(text).items)

    def _goes_on(self, items: Sequence[Item], followed: Answer, shown: str) -> bool:
        """Return whether what was found is what a reply to a fact asks.

        It has a word of its own, or it surely asks for another fact, or in a way in which people ask for the one shown.
        """
        found = followed.facts
        if not found or anchor(items) > 0:
            return bool(found) and (shown not in found or self._speaks_of(items, shown))
        if self.learned and followed.score < self._thresholds.one:
            return False
        kinds = {item.meaning.concept for item in items if item.meaning and item.role is Role.KIND}
        target = self._scorer.target(shown)
        return bool(kinds) and (shown not in found or (target is not None and not kinds.isdisjoint(target.concepts)))


def load_matcher(path: Path, languages: Sequence[str] = ()) -> Matcher:
    """Load facts.yaml, its companions and what was learnt for it; raises DocumentError with every fault found.

    `languages` are the codes of those that are spoken, where it is not for facts.yaml to say.
    """
    faults: list[Fault] = []
    base = learned = None
    try:
        base = load(path, languages)
    except DocumentError as error:
        faults += error.faults
    try:
        learned = read_learned(learned_file(path))
    except DocumentError as error:
        faults += error.faults
    if base is None or faults:
        raise DocumentError(faults)
    return Matcher(base, learned)
