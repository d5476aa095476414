"""The title of a fact and its short figure, out of its sentence's own words."""

from __future__ import annotations

import re

from bot.authoring.drafting.english import (
    CHANGES,
    GENERAL_NOUNS,
    PREPOSITIONS,
    SMALL_NUMBERS,
    word_set,
)
from bot.authoring.drafting.figures import Kind
from bot.authoring.drafting.nouns import noun_after
from bot.authoring.drafting.patterns import CLOCK
from bot.authoring.drafting.statement import Statement, closed, is_unit, participle, verb_phrase, without_article

# Verbs that say nothing of what they count: "Stations", not "Stations had".
_EMPTY = word_set(
    "have be include count see reach number total comprise cover hold take get do use need span remain become "
    "contain feature plan expect exceed enter mean live come go work equal show put bring add make allow keep "
    "hope aim want like fly rank finish"
)
_COUNTING = word_set("count reach serve cover expect add")
_SUMS = {
    "cost": "cost of", "spend": "spending of", "invest": "investment of", "insure": "insurance of",
    "earn": "earnings of", "pay": "payment by", "raise": "money raised by", "donate": "donation by",
    "buy": "price paid by", "sell": "sales of", "fund": "funding of", "finance": "funding of", "lose": "loss of",
    "save": "savings of", "value": "value of", "contribute": "contribution of", "bring": "income from",
    "give": "gift of",
}  # fmt: skip
_POINTING = re.compile(r"\b(?:them|it|this|him|her|they|he|she)$|\b[oO]f (?:Among|With|After|In|By|For)\b")
_TORN = re.compile(r"(?:it|they|as|with|which|so|that|this|these|there|among|of|in|at|by|for|after)\b", re.IGNORECASE)
LATER = re.compile(r"\b(?:later|earlier|sooner|longer|shorter) than \w+$")
_MEASURES = word_set("be weigh measure have cover span stretch occupy reach hold take go into use fill carry") | {""}
_EQUALS = word_set("be stand reach total amount come exceed remain become average")
FAR = word_set("sail fly run go drive travel swim")
UP = word_set("rise grow climb increase jump gain improve advance expand widen raise")
_GIVEN = re.compile(r"(?:^|\s)(?:(?:an?|the|its|their|by|to) )*((?:[a-z’'-]+ ){0,2}[a-z’'-]+) (to|of|for|among)$")
_WORTH = re.compile(
    r"\b(?:an?|the|its|their) ((?:[a-z’'-]+ ){0,2}[a-z’'-]+)(?<!\bis)(?<!\bare)(?<!\bwas) worth (?:some |about )?$"
)
_FOR = re.compile(r"\b(?:an?|the|its|their) ((?:[a-z’'-]+ ){0,2}[a-z’'-]+) for $")
_FOR_THAT = re.compile(r"For ((?:[\w’'-]+ ){0,3}?[\w’'-]+)(?:, |(?= the ))")
_AWAY = re.compile(r" (?:off|from|away|inland|(?:to the )?(?:north|south|east|west)[a-z]* of)\b")
_NAMED = re.compile(
    r"\b(?:an?|one|the|its|their|of|expects|pays|paid)\s((?:[a-z'’-]+\s){0,2}[a-z'’-]+)\sof\s(?:between\s)?$"
)
_NO_PLACE = "|".join((*SMALL_NUMBERS, "each", "them", "it", "all"))
_PLACE = re.compile(
    rf" (?:worldwide|overseas|abroad|(?:in|at|on|around) (?:the |its )?(?!(?:{_NO_PLACE})\b)"
    r"[A-Za-z]+(?: [A-Z]\w+)*)\b"
)


def title_of(statement: Statement) -> str:
    """Return what the figure is of in a few words, as inside a sentence; "" where that is not clear."""
    if statement.beside:
        return statement.topic
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
            return f"plan to {what_follows(statement)}" if is_plan(statement) else statement.topic


def is_clear(title: str, subject: str) -> bool:
    """Say whether a title names something: more than the subject, a pronoun, a general noun or a torn phrase."""
    if not re.search(r"^[^\W\d_]{2}", title) or title == subject or title.lower() in GENERAL_NOUNS:
        return False
    return not (_POINTING.search(title) or _TORN.match(title))


def is_plan(statement: Statement) -> bool:
    """Say whether a multiple is only aimed at: `wants to halve the amount`."""
    return statement.sentence[: statement.figure.start].endswith(" to ")


def what_follows(statement: Statement) -> str:
    """Return a verb and what follows it, up to the next mark and some words."""
    text = re.split(r"[,;.](?:\s|$)", statement.sentence[statement.figure.start :], maxsplit=1)[0]
    return " ".join(closed(text.split()[:9]))


def _count(statement: Statement) -> str:
    """Name what is counted, and what is done with it: `stores opened`."""
    noun, clause = statement.noun, statement.clause
    if noun and re.search(r"\bnext $", statement.sentence[: statement.figure.start]):
        return f"next {noun}"
    if noun and clause and not statement.leads and clause.base in ("expect", "forecast") and not statement.between:
        return f"expected {noun}"
    if noun and clause and re.match(r"(?:each|every) ", statement.who) and not statement.leads:
        return f"{noun} per {statement.topic}"
    if not noun and clause and clause.base not in _EQUALS | CHANGES and not statement.leads:
        return f"what {statement.who} {statement.sentence[clause.verb_start : clause.verb_end]}"
    if not noun or clause is None:
        return noun or statement.topic
    if statement.changes and re.match(r"(?:from|to|by)\b", statement.between or "to"):
        return statement.topic
    if statement.doing and statement.doing not in _EMPTY - {"cover"}:
        return f"{noun} {participle(statement.doing)}"
    if statement.leads:
        general = noun.split()[-1].lower() in GENERAL_NOUNS and statement.figure.start == clause.subject[0]
        return f"{noun} who {verb_phrase(statement.sentence, clause, 6)}" if general else noun
    if noun in GENERAL_NOUNS and (given := _GIVEN.search(statement.between)) and given[1] not in PREPOSITIONS:
        return f"{given[1]} {given[2]} {noun}"  # water to people
    if noun in GENERAL_NOUNS and statement.verb in _COUNTING and not statement.between:
        return f"{noun} {participle(statement.verb)}"
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
    if named := _NAMED.search(before) or _WORTH.search(before):
        return expected + named[1]
    if statement.after.startswith(" of ") and (paid := noun_after(statement.sentence, statement.figure.end)[0]):
        return paid
    if bought := _FOR.search(before):
        return f"cost of the {bought[1]}"
    if purpose := _FOR_THAT.match(statement.sentence):
        return f"sum for {purpose[1]}"
    if statement.leads and statement.clause and statement.figure.start == statement.clause.subject[0]:
        return f"sum that {verb_phrase(statement.sentence, statement.clause)}"
    if of := re.search(r"\b([a-z]+)\sof\s(?:between\s)?$", before):
        return expected + of[1]
    if statement.verb in ("spend", "invest"):
        on = re.match(
            r"(?:\s(?:a|per) year)? (on|in|into|for) (?:the |its )?((?:[a-z-]+ ){0,6}[a-z-]+)", statement.after
        )
        spent = _phrase(on[2]) if on else ""
        return (
            f"{_SUMS[statement.verb].split()[0]} {on[1]} {spent}"
            if on and spent
            else f"{_SUMS[statement.verb]} {statement.the_topic}"
        )
    if statement.verb in _SUMS:
        return f"{_SUMS[statement.verb]} {statement.the_topic}"
    return statement.topic if statement.verb in CHANGES | _EQUALS else f"sum for {statement.the_topic}"


def _phrase(text: str) -> str:
    """Cut a phrase before a word that belongs to something else."""
    words = re.split(rf" (?:{'|'.join(sorted(PREPOSITIONS))}|that|which|who|when)\b", text)[0].split()
    return " ".join(closed(words))


def _share(statement: Statement) -> str:
    """Name what changed, or what the share is of."""
    clause = statement.clause
    if named := _NAMED.search(statement.sentence[: statement.figure.start]):
        return named[1]
    if statement.verb in _EQUALS and not statement.leads and not statement.noun:
        than = re.search(r"(?:%|cent) [a-z]+er\b", statement.figure_text)
        return f"change of {statement.the_topic}" if than else statement.topic
    if statement.changes:
        to = re.match(r" to ", statement.after) or statement.between.endswith("to")
        return statement.topic if to else f"{'growth' if statement.verb in UP else 'change'} of {statement.the_topic}"
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
    if figure.dimension == "duration" and statement.after.startswith(" of "):
        return noun_after(sentence, figure.end)[0]  # three years of building work
    if statement.changes or (statement.verb == "be" and figure.dimension == "duration" and not statement.leads):
        return statement.topic
    if figure.dimension == "interval" and statement.clause:
        clause = statement.clause
        open_too = re.match(r" (?:ready|open|available)\b", sentence[clause.verb_end :])
        end = clause.verb_end + (len(open_too[0]) if open_too else 0)
        return f"how often {statement.who} {sentence[clause.verb_start : end]}"
    if LATER.search(statement.figure_text):
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
    if (
        figure.dimension == "length"
        and _AWAY.match(statement.after)
        and statement.verb in ("lie", "stand", "be", "sit")
    ):
        return f"distance of {statement.the_topic}"
    if figure.dimension in ("weight", "area", "volume") and statement.verb not in _MEASURES and not statement.leads:
        if purpose := _FOR_THAT.match(sentence):
            return purpose[1]
        return f"{figure.dimension} {'to be ' if statement.future else ''}{participle(statement.verb)}"
    if figure.dimension == "temperature" and not re.search(r"[CF]", statement.figure_text):
        return statement.topic
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
    if statement.leads or re.match(r"(?:the )?(?:among|in|of|with)\b", statement.who, re.IGNORECASE):
        return "rank"
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
