"""Near misses: questions that come near a fact and that the announcement does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.authoring.drafting.english import singular
from bot.authoring.drafting.gaps import gaps_of
from bot.authoring.questions.frames import Frames, Near, Of
from bot.authoring.questions.told import Told
from bot.authoring.questions.topics import Topic, head_of, is_question

_SHARES = 4  # of the questions: those of the fact base's own gaps


def near_misses(told: Told, topics: list[Topic], frames: Frames, *, aside: bool) -> list[str]:
    """Return near misses for one half as they stand inside a sentence, all kinds of them taking turns.

    None asks for what a phrasing of a fact asks for; what an editor wrote as a gap is believed.
    """
    gaps = list(dict.fromkeys(in_turn([(*gap.questions, *gap.keywords) for gap in told.base.not_told])))
    made = [_filled(near, told, topics, frames, aside=aside) for near in frames.near if not told.says(near.unless)]
    made += [_usual(told), _of_others(told, topics, frames, aside=aside)]
    sure = [[text for text in dict.fromkeys(texts) if not told.answers(text)] for texts in made]
    return list(dict.fromkeys(in_turn([*(gaps[place::_SHARES] for place in range(_SHARES)), *sure])))


def in_turn(lists: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the first of each list, then the second of each, and so on."""
    waiting = [iter(each) for each in lists]
    while waiting:
        for each in tuple(waiting):
            try:
                yield next(each)
            except StopIteration:
                waiting.remove(each)


def _filled(near: Near, told: Told, topics: list[Topic], frames: Frames, *, aside: bool) -> list[str]:
    """Fill each frame with each thing that it can be asked of, other frames for other things first."""
    texts = near.half(aside=aside)
    things = [thing for topic in topics for thing in _things(near.of, topic, topics, frames)]
    if near.of == "rank":
        things = things[:1]
    years = {later: told.other_years(later=later) or [0] for later in (False, True)}
    places = [place for place in frames.places if not told.names(place)]
    found = []
    for turn in range(len(texts)):
        for number, thing in enumerate(things):
            at = turn + number + aside
            when = {"year": years[False][at % len(years[False])], "future": years[True][at % len(years[True])]}
            found.append(texts[at % len(texts)].format(**thing, **when, place=places[at % len(places)]))
    return found


def _things(of: Of, topic: Topic, topics: list[Topic], frames: Frames) -> list[Mapping[str, str]]:
    """Return what a fact has that frames of a kind can be asked of."""
    match of:
        case "rank":
            return [{}] if topic.ranked else []
        case "speech":
            return [{"who": topic.speaker}] if topic.speaker else []
        case "measure" | "varying" | "unexplained":
            measures = [] if of == "unexplained" and topic.explained else topic.measures
            wrong = frames.moments | (frames.fixed if of == "varying" else frozenset())
            return [{"m": each} for each in measures if head_of(each) not in wrong and " in " not in each]
    return [
        {"n": noun, "one": singular(noun)}
        for noun in topic.counted
        if _fits(of, noun.split()[-1], topic, topics, frames)
    ]


def _fits(of: Of, head: str, topic: Topic, topics: list[Topic], frames: Frames) -> bool:
    """Tell whether questions of a kind can be asked of what a fact counts."""
    match of:
        case "count":
            return True
        case "located":
            return head not in frames.areas
        case "people":
            return head in frames.people
        case "staff":
            return head in frames.staff
        case "unexplained count":
            return not topic.explained
    if head in frames.people or head in frames.abstract:
        return False
    priced = of == "unpriced" and any(each.money and _speaks_of(each, singular(head)) for each in topics)
    return not priced


def _speaks_of(topic: Topic, word: str) -> bool:
    """Tell whether a fact, or a phrasing of it, has a word."""
    fact = topic.fact
    text = " ".join((fact.title, fact.figure, fact.sentence, fact.quote, *fact.keywords, *fact.questions))
    return word.lower() in text.lower()


def _usual(told: Told) -> list[str]:
    """Return the usual questions about announcements that this one does not answer."""
    gaps = gaps_of(f"{told.text}\n{told.asked}", told.base.announcement.subject, [], [], ranked=False)
    return list(in_turn([[_inside(question) for question in gap.questions] for gap in gaps]))


def _inside(question: str) -> str:
    """Return a question as it stands inside a sentence."""
    return (question[:1].lower() + question[1:] if is_question(question) else question).rstrip("?")


def _of_others(told: Told, topics: list[Topic], frames: Frames, *, aside: bool) -> list[str]:
    """Return the questions that name the subject, with another name in its place."""
    announcement = told.base.announcement
    own = [each for each in (announcement.subject, *announcement.names) if each[:1].isupper()]
    others = [name for name in announcement.not_about if name[:1].isupper() and not told.names(name)]
    if told.says(frames.company):
        others += [name for name in frames.companies if not told.names(name)]
    if not others:
        return []
    pattern = re.compile(rf"\b(?:the )?(?:{'|'.join(map(re.escape, sorted(own, key=len, reverse=True)))})\b")
    found: list[str] = []
    for topic in topics:
        questions = () if topic.fact.names else topic.questions
        for question in questions:
            if pattern.search(question):
                name = others[(len(found) * 2 + aside) % len(others)]
                found.append(pattern.sub(name, question))
    return found[1::2] if aside else found[::2] + found[1::2]
