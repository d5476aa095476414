"""What people write and what the matcher makes of it, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.matching.answer import Answer, Claim, Outcome, Reason, Truth
from tests.room import BASE

CHARACTERS = st.characters(exclude_categories=["Cs"])  # Telegram delivers no lone surrogates
ODD = [
    "\u200b",
    "\u200f",
    "\u202e",
    "\ufeff",
    "<b>",
    "&amp;",
    "</blockquote>",
    "/",
    "@",
    "👩‍🚀",
    "🏳️‍🌈",
    "{about}",
    "%s",
    "\\",
    "\x00",
    "rockets",
    "how many",
    "?",
]
TEXTS = st.one_of(st.text(CHARACTERS, min_size=1), st.lists(st.sampled_from(ODD), min_size=1).map(" ".join))
WORDS = TEXTS.map(str.strip).filter(bool)
IDS = st.sampled_from([fact.id for fact in BASE.facts] + ["gone"])
ANSWERS = st.builds(
    Answer,
    question=TEXTS,
    outcome=st.sampled_from(Outcome),
    language=st.sampled_from(["en", "ar"]),
    facts=st.lists(IDS).map(tuple),
    suggestions=st.lists(IDS).map(tuple),
    not_told=st.sampled_from([None, "price", "gone"]),
    reason=st.none() | st.sampled_from(Reason),
    detail=TEXTS | st.just(""),
    claim=st.none() | st.builds(Claim, st.sampled_from(Truth), *[st.sampled_from(["", "CNY", "USD", "CROWN"])] * 2),
)
