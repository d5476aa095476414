"""The title of a fact and its short figure, out of its sentence's own words."""

from __future__ import annotations

import re

from bot.authoring.drafting.english import (
    CHANGES,
    DETERMINERS,
    GENERAL_NOUNS,
    PREPOSITIONS,
    SMALL_NUMBERS,
    TENS,
    base_form,
    word_set,
)
from bot.authoring.drafting.figures import Figure, Kind, is_compared
from bot.authoring.drafting.statement import Statement, closed, is_unit, participle, verb_phrase, without_article

FIGURE = 90  # characters; a longer one is no short figure

# Verbs that say nothing of what they count: "Stations", not "Stations had".
_EMPTY = word_set(
    "have be include count see reach number total comprise cover hold take get do use need span remain become "
    "contain feature plan expect exceed enter mean live come go work equal show put bring add make allow keep "
    "hope aim want like fly rank finish"
)
_SUMS = {
    "cost": "cost of", "spend": "spending of", "invest": "investment of", "insure": "insurance of",
    "earn": "earnings of", "pay": "payment by", "raise": "money raised by", "donate": "donation by",
    "buy": "price paid by", "sell": "sales of", "fund": "funding of", "finance": "funding of", "lose": "loss of",
    "save": "savings of", "value": "value of", "contribute": "contribution of", "bring": "income from",
    "give": "gift of",
}  # fmt: skip
FAR = word_set("sail fly run go drive travel swim")
_UP = word_set("rise grow climb increase jump gain improve advance expand widen raise")
_NAMED = re.compile(
    r"\b(?:an?|the|its|their|of|expects|pays|paid)\s((?:[a-z'’-]+\s){0,2}[a-z'’-]+)\sof\s(?:between\s)?$"
)
_COMES_TO = re.compile(r" (?:to|and|of|worth|or|at) (?:the |a )?|,? (?:up|down)(?: from)? | \((?:up|down) | in ")
_PLACE = re.compile(
    rf" (?:worldwide|overseas|abroad|(?:in|at|on|around) (?:the |its )?(?!(?:{'|'.join(SMALL_NUMBERS)})\b)"
    r"[A-Za-z]+(?: [A-Z]\w+)*)\b"
)
CLOCK = re.compile(r"\d:\d\d|[ap]\.?m\b")


def title_of(statement: Statement) -> str:
    """Return what the figure is of in a few words, as inside a sentence; "" where that is not clear."""
    match statement.figure.kind:
        case Kind.COUNT:
            return _count(statement)
        case Kind.MONEY:
            return _sum(statement)
        case Kind.SHARE:
            return _share(statement)
        case Kind.MEASURE:
            return _measure(statement)
        case Kind.RANK:
            return _rank(statement)
        case Kind.DATE:
            return _date(statement)
        case _:
            return f"plan to {_what_follows(statement)}" if _is_plan(statement) else statement.topic


def figure_of(statement: Statement, others: list[Figure]) -> str:
    """Return the figure in the sentence's own words, with what it changed from or comes to, where that is short."""
    sentence, kind = statement.sentence, statement.figure.kind
    start, end = _start(statement), statement.figure.end
    if kind is Kind.MULTIPLE and _is_plan(statement):
        return _what_follows(statement)
    for other in others:
        between = sentence[end : other.start]
        if other.start < end or other.end - start > FIGURE:
            continue
        if is_compared(sentence, other) and other.kind is not Kind.DATE:
            joined = len(between) < 45 and not re.search(r"\band\b|;", between)
        elif other.kind is Kind.DATE:
            joined = kind is Kind.DATE and bool(CLOCK.search(statement.figure_text)) and len(between) < 40
        else:
            joined = bool(_COMES_TO.fullmatch(between)) and not (between == " in " and other.kind is not Kind.COUNT)
        end = other.end if joined else end
    end += sentence[start:end].count("(") > sentence[start:end].count(")") and sentence[end : end + 1] == ")"
    text = re.sub(r"^(?:from|of) (?=\d|[$€£¥])", "", sentence[start:end].strip())
    if statement.noun and kind is Kind.SHARE:
        text = re.sub(r"\bof (?:them|it|whom|which)$", f"of the {statement.noun}", text)
    if gaining := re.match(r"([a-z]+ing) (?:by )?(?=.*\bpercent|.*%)", text):
        way = "up" if base_form(gaining[1]) in _UP else "down"
        text = f"{way} {text[gaining.end() :]}"
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[:1].isupper() and _is_plain(first) else text


def _is_plan(statement: Statement) -> bool:
    """Say whether a multiple is only aimed at: `wants to halve the amount`."""
    return statement.sentence[: statement.figure.start].endswith(" to ")


def _what_follows(statement: Statement) -> str:
    """Return a verb and what follows it, up to the next mark and some words."""
    text = re.split(r"[,;.](?:\s|$)", statement.sentence[statement.figure.start :], maxsplit=1)[0]
    return " ".join(closed(text.split()[:9]))


def _is_plain(word: str) -> bool:
    """Say whether a word begins with a capital only because a sentence does: a hedge or a number word."""
    low = word.lower()
    return (
        low in PREPOSITIONS | DETERMINERS
        or low in SMALL_NUMBERS
        or low in TENS
        or low in ("more", "less", "fewer", "nearly", "almost", "roughly")
        or "-" in low
    )


def _start(statement: Statement) -> int:
    """Return where the figure begins, with the verb of change before it (`rose 15 percent`)."""
    before = statement.sentence[: statement.figure.start]
    denied = re.search(r"\bnot [a-z]+ $", before)
    if denied and statement.figure.kind is Kind.DATE:
        return denied.start()
    change = re.search(r"(?:\b(?:will|has|have|had|is|are|to) )?\b([a-z]+) (?:by |to |from )?$", before)
    changed = (
        change and base_form(change[1]) in CHANGES and statement.figure.kind in (Kind.SHARE, Kind.MONEY, Kind.COUNT)
    )
    return change.start() if change and changed else statement.figure.start


def _count(statement: Statement) -> str:
    """Name what is counted, and what is done with it: `stores opened`."""
    noun, clause = statement.noun, statement.clause
    if noun and re.search(r"\bnext $", statement.sentence[: statement.figure.start]):
        return f"next {noun}"
    if noun and clause and not statement.leads and clause.base in ("expect", "forecast") and not statement.between:
        return f"expected {noun}"
    if noun and clause and re.match(r"(?:each|every) ", statement.who) and not statement.leads:
        return f"{noun} per {statement.topic}"
    if not noun or clause is None:
        return noun or statement.topic
    if statement.doing and statement.doing not in _EMPTY - {"cover"}:
        return f"{noun} {participle(statement.doing)}"
    if statement.leads:
        general = noun.split()[-1].lower() in GENERAL_NOUNS and statement.figure.start == clause.subject[0]
        return f"{noun} who {verb_phrase(statement.sentence, clause, 6)}" if general else noun
    between = re.sub(r"\bto [a-z]+$|\b(?:out|up|in|off)\b", "", statement.between).strip()
    if between in ("to", "from") and clause.auxiliary in ("is", "are", "was", "were"):
        return f"{noun} {clause.verb} {between}"
    if between or statement.verb in _EMPTY or statement.figure.start < clause.verb_start:
        place = _PLACE.match(statement.after) if between in ("", "to", "on", "in") else None
        return f"{noun}{place[0]}" if place and len(noun) < 25 and not re.search(r"\d", statement.after[:25]) else noun
    return f"{noun} {'to be ' if statement.future else ''}{participle(statement.verb)}"


def _sum(statement: Statement) -> str:
    """Name what a sum is for."""
    before = statement.sentence[: statement.figure.start]
    if statement.noun:
        place = _PLACE.match(statement.after)
        return f"cost of the {statement.noun}{place[0] if place else ''}"
    expected = "expected " if statement.clause and statement.clause.base in ("expect", "forecast") else ""
    if named := _NAMED.search(before):
        return expected + named[1]
    if of := re.search(r"\b([a-z]+)\sof\s(?:between\s)?$", before):
        return expected + of[1]
    if statement.verb in ("spend", "invest"):
        on = re.match(
            r"(?:\s(?:a|per) year)? (on|in|into|for) (?:the |its )?((?:[a-z-]+ ){0,6}[a-z-]+)", statement.after
        )
        purpose = _phrase(on[2]) if on else ""
        return (
            f"{_SUMS[statement.verb].split()[0]} {on[1]} {purpose}"
            if on and purpose
            else f"{_SUMS[statement.verb]} {statement.the_topic}"
        )
    if statement.verb in _SUMS:
        return f"{_SUMS[statement.verb]} {statement.the_topic}"
    if statement.verb in CHANGES | {"be", "stand", "reach", "total", "amount", "come", "exceed", "remain"}:
        return statement.topic
    return (
        f"sum {participle(statement.verb)}"
        if statement.verb and statement.verb not in _EMPTY
        else f"sum for {statement.the_topic}"
    )


def _phrase(text: str) -> str:
    """Cut a phrase before a word that belongs to something else."""
    words = re.split(rf" (?:{'|'.join(sorted(PREPOSITIONS))}|that|which|who|when)\b", text)[0].split()
    return " ".join(closed(words))


def _share(statement: Statement) -> str:
    """Name what changed, or what the share is of."""
    clause = statement.clause
    if statement.changes:
        to = re.match(r" to ", statement.after) or statement.between.endswith("to")
        return statement.topic if to else f"{'growth' if statement.verb in _UP else 'change'} of {statement.the_topic}"
    if statement.noun and statement.leads and clause is not None:
        phrase = verb_phrase(statement.sentence, clause, 8)
        passive = clause.auxiliary in ("was", "were", "is", "are") and clause.base != "be"
        joint = (
            "" if passive else "who " if statement.noun in ("people", "women", "men", "alumni", "students") else "that "
        )
        return f"{statement.noun} {joint}{phrase.removeprefix(clause.auxiliary).strip() if passive else phrase}"
    if statement.leads and clause is not None:
        return f"share that {verb_phrase(statement.sentence, clause, 8)}"
    return f"share of the {statement.noun}" if statement.noun else f"share of {statement.the_topic}"


def _measure(statement: Statement) -> str:
    """Name what is measured, and of what."""
    figure, sentence = statement.figure, statement.sentence
    if statement.clause and statement.leads and re.search(r"\bwith $", sentence[: figure.start]):
        return f"{statement.who} that {verb_phrase(sentence, statement.clause, 8)}"
    if " of " in statement.noun:
        thing = statement.noun.partition(" of ")[2]
        return f"{thing} {participle(statement.verb)}" if statement.verb not in _EMPTY | {""} else thing
    if not is_unit(statement.noun):
        place = re.match(r" (?:to|of|in|for|from|between) (?:(?:the )?[\w’'-]+ ){0,3}[\w’'-]+(?=[,.])", statement.after)
        return f"{statement.noun}{place[0] if place else ''}"
    if named := _NAMED.search(sentence[: figure.start]):
        return named[1]
    if figure.dimension == "interval" and statement.clause:
        clause = statement.clause
        open_too = re.match(r" (?:ready|open|available)\b", sentence[clause.verb_end :])
        end = clause.verb_end + (len(open_too[0]) if open_too else 0)
        return f"how often {statement.who} {sentence[clause.verb_start : end]}"
    if "than" in statement.figure_text.split()[2:]:
        return f"delay of {statement.the_topic}"
    if statement.leads and figure.start == (statement.clause.subject[0] if statement.clause else -1):
        return ""
    if (
        statement.clause
        and figure.dimension == "duration"
        and re.search(r"\bfor$|^(?:\w+ )?to [a-z]+$", statement.between)
    ):
        return f"how long {statement.who} {_up_to_figure(statement)}"
    if statement.clause and figure.dimension == "length" and statement.verb in FAR and not statement.leads:
        return f"how far {statement.who} {_up_to_figure(statement)}"
    if figure.dimension == "duration" and len(statement.between.split()) > 3:
        return ""
    name = {"weigh": "weight", "last": "duration", "live": "age"}.get(statement.verb, figure.dimension)
    return f"{name} of {statement.the_topic}"


def _up_to_figure(statement: Statement) -> str:
    """Return the verb and what follows it, up to the figure and without a preposition before that."""
    assert statement.clause is not None
    phrase = statement.sentence[statement.clause.verb_start : statement.figure.start].strip()
    for _ in range(4):
        phrase = re.sub(r"\s(?:on|in|at|by|from|until|before|for|the|an?|weekend of)$", "", phrase)
    return re.sub(r"\s(?:on|in|at) the weekend$", "", phrase)


def _rank(statement: Statement) -> str:
    """Name the ranking, or what is the first."""
    text, clause = statement.figure_text, statement.clause
    if statement.noun:
        after = re.match(r" (?:to|in|ever|of|since) [\w ’'-]+", statement.after)
        return re.sub(r"^(?:the|its) ", "", text, flags=re.IGNORECASE) + (after[0] if after else "")
    placed = (
        clause is not None
        and clause.base in ("rank", "place", "name", "list")
        and statement.between not in ("", "in", "at")
    )
    topic = re.sub(r"^number of ", "", statement.topic)
    place = re.search(r" ((?:in|among|on|of) .+)$", text)
    if place and (placed or len(topic.split()) < 3 or re.match(r"[A-Z]", topic)):
        return "rank " + re.sub(r"^(in|on) its ", r"\1 the ", place[1])
    return f"rank of the {topic}" if topic[:1].islower() or topic[:1].isdigit() else f"rank of {topic}"


def _date(statement: Statement) -> str:
    """Name what happens then."""
    clause = statement.clause
    if clause is None or statement.leads or statement.figure.start < clause.verb_start:
        return statement.topic
    phrase = _up_to_figure(statement)
    if CLOCK.search(statement.figure_text) and re.search(r"\bopen\b", phrase):
        return f"opening hours of {statement.the_topic}"
    title = f"when {statement.the_topic} {phrase}"
    return statement.topic if clause.base == "be" or "not " in phrase or len(title) > 60 or "," in phrase else title


def keywords_of(statement: Statement, title: str, subject: str) -> list[str]:
    """Return the nouns by which the fact is asked for: what it counts, its title, and whom it is told of."""
    topic = without_article(statement.the_topic)
    words = topic.split()
    telling = len(words) in (2, 3, 4) or (len(words) == 1 and topic.lower() in title.lower())
    noun = statement.noun if not is_unit(statement.noun.partition(" of ")[0]) else statement.noun.partition(" of ")[2]
    found = [noun] if noun else []
    found += [] if re.match(r"(?:When|What|How|Plan to) ", title) else [title]
    found += [*([topic] if telling and not statement.leads and topic != subject else [])]
    return [re.sub(r"\s+", " ", re.sub(r"[,;:\"“”]", " ", each)).strip() for each in found if each]
