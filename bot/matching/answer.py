"""What the matcher makes of a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a question ends: an answer, a known gap, a choice to offer, or nothing found."""

    FACTS = "facts"
    NOT_TOLD = "not_told"
    UNSURE = "unsure"
    NOTHING = "nothing"


class Reason(StrEnum):
    """Why no figure is shown, as far as the question says."""

    OTHER_NAME = "other_name"  # another company, person or product
    OTHER_PLACE = "other_place"  # a country or a city, whose figure is not told
    OTHER_TIME = "other_time"  # another year
    PER_UNIT = "per_unit"  # for one, or for a day, where the total is told
    NO_MORE = "no_more"  # more about the fact that was shown
    DOUBT = "doubt"  # whether the fact that was shown is so; whether any is, where none was
    ELSEWHERE = "elsewhere"  # the time, the weather, a joke
    SOURCE = "source"  # where the announcement can be read
    PUBLISHED = "published"  # when it was published
    PUBLISHER = "publisher"  # who wrote or published it
    CHANNEL = "channel"
    TITLE = "title"
    GREETING = "greeting"
    THANKS = "thanks"
    BYE = "bye"
    OK = "ok"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    BOT = "bot"  # what the bot is
    MAKER = "maker"  # who made it
    ABILITIES = "abilities"
    LANGUAGES = "languages"
    SUMMARY = "summary"
    PERSON = "person"  # is there somebody to talk to
    LAUGH = "laugh"
    EMOJI = "emoji"  # nothing but an emoji
    EMPTY = "empty"  # no words at all


# A question refused for one of these is still about the fact that is offered first.
REFUSING = frozenset({Reason.OTHER_NAME, Reason.OTHER_PLACE, Reason.OTHER_TIME, Reason.PER_UNIT})

RIVALS = frozenset({Reason.OTHER_NAME, Reason.OTHER_PLACE})  # and for these, it may be asked about the subject next


class Truth(StrEnum):
    """How what a question claims compares with the fact that answers it."""

    YES = "yes"  # the announcement says so
    NOT_QUITE = "not_quite"  # it says something else
    OPEN = "open"  # it may be so, or it is of something else: only what the announcement says is said


@dataclass(frozen=True, slots=True)
class Claim:
    """What becomes of a claim; `told` and `claimed` are codes of currencies, where only those differ."""

    truth: Truth
    told: str = ""
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the matcher saw in a question, for the people who write the fact base."""

    tokens: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    concepts: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()  # words that say nothing about what is asked
    unknown: tuple[str, ...] = ()
    compared: str = ""  # the phrasing that is most like it
    alike: str = ""  # the one that is most like it in meaning, where that decided what is offered
    scores: tuple[tuple[str, float], ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""  # the one reason for the outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome for one question.

    `facts` are the ids shown as the answer (empty unless the outcome is FACTS), `suggestions` the ids
    offered as buttons, `not_told` the id of the known gap, `reason` and `detail` why there is no figure
    ("other_name", "Huawei"), `score` the confidence from 0 to 1. `claim` is there where the question claims a number
    and one fact is shown whose figure has numbers, too.
    """

    question: str
    outcome: Outcome
    language: str
    facts: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    score: float = 0.0
    not_told: str | None = None
    reason: Reason | None = None
    detail: str = ""
    claim: Claim | None = None

    @property
    def refused(self) -> str | None:
        """Return the gap, or the fact of somebody else or another time, that this refuses to tell, if it does."""
        is_refusal = self.reason in REFUSING and self.score > 0 and bool(self.suggestions)
        return self.not_told or (self.suggestions[0] if is_refusal else None)

    def as_json(self) -> dict[str, object]:
        """Return the answer as the mapping that `ask --json` prints."""
        return {
            "question": self.question,
            "outcome": str(self.outcome),
            "facts": list(self.facts),
            "suggestions": list(self.suggestions),
            "language": self.language,
            "score": round(self.score, 2),
            "claim": str(self.claim.truth) if self.claim else None,
            "not_told": self.not_told,
            "reason": self.reason,
        }
