"""An Answer in plain words, and the choice of the bot's sentence for an answer without a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.facts.base import Fact, FactBase
from bot.facts.language import language_names, spoken_codes, texts
from bot.matching.answer import Answer, Explanation, Outcome, Reason, Truth
from bot.matching.small_talk import OF_THE_ANNOUNCEMENT

SUMMARY = 5  # facts in a summary


class Sentence(NamedTuple):
    """A template and its values: `template.format(**values)`, once both are escaped if the medium needs that."""

    template: str
    values: dict[str, str]

    def __str__(self) -> str:
        """Fill in the template."""
        return self.template.format(**self.values)


def known_facts(base: FactBase, ids: Iterable[str]) -> list[Fact]:
    """Look up facts by id, each once; skip ids that the fact base does not have (any more)."""
    return [fact for fact_id in dict.fromkeys(ids) if (fact := base.fact(fact_id))]


def about(base: FactBase, language: str) -> str:
    """Return what the announcement is about, in the language if there is a companion for it."""
    companion = base.companions.get(language)
    return companion.about if companion else base.announcement.about


def summary_lines(base: FactBase, language: str) -> list[str]:
    """Return the main facts, one per line: the first ones of the fact base."""
    shown = [base.text(fact, language) for fact in base.facts[:SUMMARY]]
    return [f"• {text.title}: {text.figure}" for text in shown]


def gap_reply(base: FactBase, gap_id: str | None, language: str) -> str | None:
    """Return the reply of a known gap, in the language if there is one; None if there is no such gap."""
    companion = base.companions.get(language)
    if gap_id and companion and gap_id in companion.not_told:
        return companion.not_told[gap_id]
    return next((gap.reply for gap in base.not_told if gap.id == gap_id), None)


def sentence(base: FactBase, answer: Answer) -> Sentence:
    """Choose the most specific sentence for an answer without a figure."""
    said = texts(answer.language)
    values = {"about": about(base, answer.language), "subject": base.announcement.subject}
    values |= {"channel": base.channel.name, "languages": language_names(spoken_codes(base.languages))}
    if gap := gap_reply(base, answer.not_told, answer.language):
        return Sentence("{reply}", {"reply": gap})
    if answer.outcome is Outcome.UNSURE:
        return Sentence(said.did_you_mean, values)
    if answer.reason is Reason.NO_MORE and (fact := base.fact(answer.detail)):
        return Sentence(said.no_more, values | {"title": base.text(fact, answer.language).title})
    if answer.reason is Reason.DOUBT and (fact := base.fact(answer.detail)):
        return Sentence(said.doubt, values | {"quote": fact.quote})
    reason = Reason.ABILITIES if answer.reason is Reason.EMPTY else answer.reason
    if reason and reason in said.small_talk:
        return Sentence(said.small_talk[reason], values)
    match answer.reason:
        case Reason.OTHER_NAME if answer.detail:
            return Sentence(said.other_name, values | {"name": answer.detail})
        case Reason.OTHER_TIME | Reason.OTHER_PLACE if answer.detail:
            return Sentence(said.no_figure_for, values | {"name": answer.detail})
        case Reason.PUBLISHED | Reason.PUBLISHER:
            article = base.announcement
            return Sentence(said.published_by, {"publisher": article.publisher, "published": article.published})
        case Reason.CHANNEL:
            return Sentence(said.channel_text, values)
        case Reason.SOURCE | Reason.TITLE:
            return Sentence("{title}", {"title": base.announcement.title})
        case Reason.PER_UNIT:
            return Sentence(said.no_breakdown, values)
        case Reason.GREETING:
            return Sentence(said.greeting, values)
        case Reason.THANKS:
            return Sentence(said.thanks, values)
    return Sentence(said.not_found, values)


def claim_sentence(base: FactBase, answer: Answer) -> Sentence | None:
    """Say what becomes of the claim in a question, with the figure or the currency that is told; None without one."""
    facts = known_facts(base, answer.facts)
    if answer.claim is None or len(facts) != 1:
        return None
    said, figure = texts(answer.language), base.text(facts[0], answer.language).figure
    told, claimed = (said.currencies.get(code) for code in (answer.claim.told, answer.claim.claimed))
    if told and claimed:
        return Sentence(said.claim_currency, {"told": told, "claimed": claimed})
    sentences = {Truth.YES: said.claim_yes, Truth.NOT_QUITE: said.claim_not_quite, Truth.OPEN: said.claim_open}
    return Sentence(sentences[answer.claim.truth], {"figure": figure})


def answer_lines(base: FactBase, answer: Answer) -> list[str]:
    """Return an answer as plain lines."""
    facts = known_facts(base, answer.facts)
    claim = claim_sentence(base, answer)
    lines = [str(claim)] if claim else []
    for fact in facts:
        text = base.text(fact, answer.language)
        lines += [f"{text.title}: {text.figure}", *filter(None, [text.sentence]), f"“{fact.quote}”"]
        if day := fact.correction[0]:
            corrected = texts(answer.language).corrected.format(date=day)
            lines.append(f"{corrected}: {text.corrected}" if text.corrected else corrected)
    if facts:
        return [*lines, _source_line(base, answer.language)]
    if answer.reason is Reason.CHANNEL:
        return [str(sentence(base, answer)), base.channel.url]
    if answer.reason in OF_THE_ANNOUNCEMENT:
        return [str(sentence(base, answer)), _source_line(base, answer.language)]
    if answer.reason is Reason.SUMMARY:
        return [str(sentence(base, answer)), *summary_lines(base, answer.language)]
    offered = known_facts(base, answer.suggestions)
    return [str(sentence(base, answer)), *(f"- {base.text(fact, answer.language).title}" for fact in offered)]


def _source_line(base: FactBase, language: str) -> str:
    """Name the publisher, the date and the address of the announcement."""
    article = base.announcement
    return f"{texts(language).source}: {article.publisher}, {article.published}, {article.url}"


def explanation_lines(answer: Answer, seen: Explanation) -> list[str]:
    """Return how an answer was found, one line per thing that was seen."""
    lines = {
        "outcome": f"{answer.outcome} ({answer.score:.2f}, {answer.language})",
        "why": seen.why,
        "tokens": " ".join(seen.tokens),
        "corrections": ", ".join(f"{written} → {meant}" for written, meant in seen.corrections),
        "concepts": " ".join(seen.concepts),
        "ignored": ", ".join(seen.ignored),
        "unknown": " ".join(seen.unknown),
        "compared": seen.compared,
        "alike": seen.alike,
        "scores": ", ".join(f"{fact} {score:.2f}" for fact, score in seen.scores),
        "notes": "; ".join(seen.notes),
    }
    return [f"  {name + ':':13}{text}" for name, text in lines.items() if text]
