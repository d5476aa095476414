"""The matcher: a question in, an Answer out, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.facts import FactBase, load
from bot.facts.document import DocumentError, Fault
from bot.facts.language import DEFAULT
from bot.matching.answer import REFUSING, RIVALS, Answer, Explanation, Outcome, Reason
from bot.matching.answering import Answerer
from bot.matching.asked import Asked
from bot.matching.claimed import NumberReader
from bot.matching.claims import Claims
from bot.matching.clauses import anchored, kinds_of, only_asks, says_too_little, strong
from bot.matching.decision import Question, decide_talk, decide_unclear, decide_unspoken
from bot.matching.explaining import Found, explanation
from bot.matching.following import Before, Follower
from bot.matching.general import general_features
from bot.matching.learned import learned_file, read_learned
from bot.matching.lexicon import Role
from bot.matching.meaning import Encoder, installed
from bot.matching.model import Learned
from bot.matching.reader import Item, Reading
from bot.matching.scoring import Score
from bot.matching.small_talk import AGAIN, ANSWER, OF_THE_ANNOUNCEMENT, Talk
from bot.matching.stories import LONG, question_of
from bot.text import MAX_CHARACTERS, tokenize

if TYPE_CHECKING:
    from bot.matching.meaning import Numbers

_SYMBOL = re.compile(r"[^\w\s.,;:!?'’¿¡-]")  # a currency, a flag: they say what is asked
BY_ITSELF = frozenset({"?where", "?who", "?say"})  # kinds that may ask about the announcement itself
UNCLEAR = 3  # words of a message that says too little where nothing was shown


class Matcher:
    """Answer questions from a fact base, with what was learnt for it; safe for several threads."""

    def __init__(self, base: FactBase, learned: Learned | None = None, encoder: Encoder | None = None) -> None:
        """Compile the fact base: what words mean, and what its phrasings ask.

        An `encoder` finds facts beyond words once `compile_meaning` was called.
        """
        self.encoder = encoder
        self._answerer = Answerer.of(base, learned, encoder)
        self._languages = self._answerer.languages
        self._claims = Claims(NumberReader(self._languages), base)

    def using(self, base: FactBase | None = None, learned: Learned | None = None) -> Matcher:
        """Return a matcher for a base with the same phrasings, or with other learning; nothing is compiled anew."""
        other = copy(self)
        other._answerer = self._answerer.using(base, learned)
        other._claims = self._claims.using(other.base)
        return other

    @property
    def base(self) -> FactBase:
        """Return the fact base that is answered from."""
        return self._answerer.base

    @property
    def learned(self) -> Learned | None:
        """Return what was learnt for it, if anything was."""
        return self._answerer.learned

    @property
    def _follower(self) -> Follower:
        """Return what goes on from a fact that was shown."""
        return Follower(self._answerer)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that questions may be in."""
        return self._languages.codes

    def compile_language(self, code: str) -> None:
        """Compile what would wait for the first question in a language; any thread may do it."""
        self._languages.compile(code)
        self._claims.compile(code)

    def compile_all(self) -> None:
        """Compile all languages, and the meaning of the phrasings."""
        for code in self.languages:
            self.compile_language(code)
        self.compile_meaning()

    def compile_meaning(self, questions: Sequence[str] = ()) -> None:
        """Encode the phrasings, if there is an encoder, and questions that will come; any thread may do it."""
        if meaning := self._answerer.meaning:
            meaning.compile([self._read(question, None)[0].said for question in questions])

    def answer(
        self,
        question: str,
        *,
        shown: str | None = None,
        offered: Sequence[str] = (),
        replies: bool = True,
        language: str | None = None,
        earlier: str | None = None,
        refused: Answer | None = None,
    ) -> Answer:
        """Answer a question.

        `shown` is the id of the fact whose message is being replied to or, where the question `replies` to nothing,
        of the one shown last; `offered` are the ids of those that "the second one" may mean. `language` is the
        reader's language tag (IETF), used where the words of the question do not say it. `earlier` is the fact that was
        shown before a question that found none: "tell me more" still means it. `refused` is the answer before this
        one where that refused to tell a fact.
        """
        known = [each if each and self.base.fact(each) else None for each in (shown, earlier)]
        before = Before(known[0], offered, known[1], refused if self._follower.knows(refused) else None, replies)
        asked, reading = self._read(question, language)
        answer = self._reply(asked, reading, before, language)
        if answer.reason is Reason.OTHER_NAME:
            reason = Reason.OTHER_PLACE if self._languages.is_place(answer.detail) else answer.reason
            answer = replace(answer, reason=reason, detail=self._languages.spelling(answer.detail))
        if self._languages.is_unspoken(asked.text, asked.words, asked.language):
            return decide_unspoken(answer, self._languages.known(language) or DEFAULT)
        return answer

    def _reply(self, asked: Question, reading: Reading, before: Before, language: str | None) -> Answer:
        """Answer a question, small talk, or a message that goes on from what was shown."""
        is_rival = before.refused is not None and before.refused.reason in RIVALS
        if not is_rival and [item.role for item in reading.items] == [Role.SUBJECT]:
            return decide_talk(asked, Reason.SUMMARY)
        talk = self._talk(asked, reading.items, language)
        if talk and talk.kind in OF_THE_ANNOUNCEMENT:
            found = self._checked(asked, reading, before)
            own = found.facts or found.not_told
            return found if own else decide_talk(replace(asked, language=talk.language), Reason(talk.kind))
        if talk and (answer := self._follower.talk(replace(asked, language=talk.language), talk.kind, before)):
            return answer
        return self._checked(asked, reading, before)

    def _checked(self, question: Question, reading: Reading, before: Before) -> Answer:
        """Answer a question, and say whether it is so where it claims something."""
        answer = self._answer_or_follow(question, reading, before)
        ask = None if question.words in self._answerer.exact else partial(self._answerer.answer_words, question)
        checked = self._claims.checked(answer, question, reading.items, before.shown, ask)
        if before.refused is None or checked.claim is None:
            return checked
        beside = self._claims.beside_numbers(question, reading.items)
        return self._follower.claimed_of(question, beside, before.refused, checked) or checked

    def asks_to_answer(self, message: str, language: str | None = None) -> bool:
        """Return whether a message only asks to answer another one: "please answer"."""
        return self._is_talk(message, ANSWER, language)

    def asks_again(self, message: str, language: str | None = None) -> bool:
        """Return whether a message only asks for what was said before: "what did you say?"."""
        return self._is_talk(message, AGAIN, language)

    def _is_talk(self, message: str, kind: str, language: str | None) -> bool:
        """Return whether a message is small talk, or a follow-up, of a kind."""
        asked, reading = self._read(message, language)
        talk = self._talk(asked, reading.items, language)
        return talk is not None and talk.kind == kind

    def _answer_or_follow(self, question: Question, reading: Reading, before: Before) -> Answer:
        """Answer a question by itself or, where that finds nothing, as one about the fact that was shown or refused."""
        if before.shown:
            answer = self._after_fact(question, reading, before.shown, replies=before.replies)
        else:
            answer = self._follower.resume(question, reading.items, before.refused) if before.refused else None
        return answer or self._first(question, reading)

    def _first(self, question: Question, reading: Reading) -> Answer:
        """Answer a question as the first one of a talk."""
        answer = self._answerer.of_subject(question, reading.items, alone=True)
        if not self._is_unclear(question, reading):
            return answer if answer.facts else self._answerer.offering(answer, question, reading.items)
        asks_of_it = answer.facts and not kinds_of(reading.items).isdisjoint(BY_ITSELF)
        return answer if asks_of_it else decide_unclear(answer)

    def _after_fact(self, question: Question, reading: Reading, shown: str, *, replies: bool) -> Answer | None:
        """Answer a question where a fact was shown before; None where it says nothing about that."""
        items = reading.items
        if part := self._follower.part(question, items, shown):
            return part
        answer = self._answerer.of_subject(question, items, alone=not (replies or only_asks(items)))
        is_short = says_too_little(items) or self._answerer.asks_per_unit(question, items)
        follows = (replies or (is_short and not answer.not_told)) and answer.reason not in REFUSING
        if answer.facts or not follows:
            return answer if answer.facts else self._answerer.offering(answer, question, items)
        followed = self._follower.follow(question, items, shown)
        if followed or not only_asks(items):
            return followed
        first = self._first(question, reading)
        return self._follower.no_more(question, shown) if first.outcome is Outcome.NOTHING else first

    def _is_unclear(self, question: Question, reading: Reading) -> bool:
        """Return whether a message asks for nothing in particular (`how much?`), and is no phrasing itself."""
        if reading.corrections or len(question.tokens) > UNCLEAR or _SYMBOL.search(question.text):
            return False
        return only_asks(reading.items) and question.words not in self._answerer.exact

    def search(self, query: str, language: str | None = None) -> tuple[str, ...]:
        """Rank the facts that an inline query may mean, best first; all for an empty one."""
        if not query.strip():
            return tuple(fact.id for fact in self.base.facts)
        answer = self.answer(query, language=language)
        return tuple(dict.fromkeys((*answer.facts, *answer.suggestions)))

    def explain(self, question: str) -> Explanation:
        """Return what is seen in a question, for the people who write the fact base."""
        asked, reading = self._read(question, None)
        vector = self._answerer.vector(asked)
        thresholds = self._answerer.thresholds_with(vector)
        scores, _ = self._answerer.scores_and_several(asked, reading.items, thresholds, vector)
        answer, is_phrasing = self.answer(question), asked.words in self._answerer.exact
        likes = [] if is_phrasing else self._answerer.likes_beside(answer, asked, reading.items)
        found = Found(answer, reading, scores, thresholds, is_phrasing, likes[:1])
        return explanation(found, self._answerer.languages.phrases, self.base)

    def features(self, question: str) -> dict[str, float]:
        """Return what can be learnt of a question for this announcement."""
        read, items, _, scores = self._scored(question)
        return self._answerer.features(read, items, scores)

    def general_features(self, question: str) -> tuple[dict[str, float], str | None]:
        """Return what can be learnt of a question across announcements, and the fact that it asks for, if any."""
        read, items, asked, scores = self._scored(question)
        scores, likes = self._answerer.by_meaning(asked, scores, self._answerer.vector(read))
        said, fact = self._answerer.beside(items, scores)
        english = read.language == DEFAULT
        return general_features(said, scores, fact, likes, english=english), fact.id if fact else None

    def _scored(self, question: str) -> tuple[Question, Sequence[Item], Asked, Sequence[Score]]:
        """Read a question, weigh its words, and score the targets for it."""
        read, reading = self._read(question, None)
        asked = self._answerer.scorer.asked(reading.items, english=read.language == DEFAULT)
        return read, reading.items, asked, self._answerer.scorer.score(asked)

    def vector(self, question: str) -> Numbers | None:
        """Return what a question means as numbers, if there is an encoder."""
        meaning = self._answerer.meaning
        return meaning.vector(self._read(question, None)[0].said) if meaning else None

    def speaks_of_it(self, question: str) -> bool:
        """Return whether a question says that it is about the announcement."""
        return anchored(self._read(question, None)[1].items)

    def _read(self, question: str, language: str | None) -> tuple[Question, Reading]:
        """Find a question's language, and read it in that, without the small talk in front of it."""
        text, question = question, question[:MAX_CHARACTERS]  # no answer keeps more of it
        tokens = tokenize(question)
        code = self._languages.detect(question, tokens, language)
        reader = self._languages.reader(code)
        if len(tokens) >= LONG:
            tokens, items = question_of(text, reader)
            return Question(question, tokens, code), Reading(items)
        asked = self._languages.small_talk.skip(tokens, code)
        return Question(question, tokens, code), reader.read_tokens(asked)

    def _talk(self, question: Question, items: Sequence[Item], language: str | None) -> Talk | None:
        """Return what small talk or follow-up a message is, unless its words are the fact base's own."""
        if question.words in self._answerer.exact or (len(items) == 1 and strong(items)):
            return None
        codes = (question.language, self._languages.known(language) or DEFAULT, DEFAULT)
        names = [word for item in items if item.role is Role.NAME for word in item.words.split()]
        return self._languages.small_talk.find(question.text, question.tokens, codes, names)


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
    return Matcher(base, learned, installed())
