"""Replies: an Answer, a fact or one of the bot's own sentences as Telegram HTML with a keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape as escape_html
from typing import Literal

from telegram import InlineKeyboardMarkup

from bot.facts.base import Fact, FactBase
from bot.facts.language import DEFAULT, load_language, match_language, spoken_codes, texts
from bot.matching.answer import Answer, Outcome, Reason
from bot.matching.small_talk import OF_THE_ANNOUNCEMENT, RANKED
from bot.replies.keyboards import answer_keyboard, choice_keyboard, facts_keyboard, start_keyboard
from bot.replies.markup import escape, fits, isolate, own_line, say
from bot.replies.plain import Sentence, about, claim_sentence, known_facts, sentence, summary_lines
from bot.text import clip

LONG_QUOTE = 200  # characters, about three lines on a phone; longer quotes are folded
SOURCE = "source"  # the command that names the article, and says what has happened to the facts since
TALK = (*RANKED, Reason.EMOJI, Reason.EMPTY)
ECHO = 60  # characters of a question that a reply repeats
ECHOED = "name"


@dataclass(frozen=True)
class Reply:
    """One message: `text` is Telegram HTML of 1 to 4096 UTF-16 units, `keyboard` the buttons under it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    facts: tuple[str, ...] | None = ()  # the ids of those shown; None where what was shown before is still spoken of
    figures: tuple[str, ...] = ()  # of the facts, as they are shown
    language: str = ""  # of the facts
    asked: int | None = None  # the number of the update that it answers, where readers may call it wrong

    @cached_property
    def buttons(self) -> dict[str, str] | None:
        """Return the keyboard as a parameter of the Bot API: written once, however often the reply is sent."""
        return {"reply_markup": self.keyboard.to_json()} if self.keyboard else None


def reader_language(base: FactBase, code: str | None) -> str:
    """Choose the language for a reader (Telegram's language_code, an IETF tag, may be missing)."""
    return match_language(code, (*spoken_codes(base.languages), *base.companions)) or DEFAULT


# ---- the answer to a question -------------------------------------------------------------------


def answer_reply(base: FactBase, answer: Answer, *, short: bool = False) -> Reply:
    """Render what the matcher made of a question; `short` leaves out most offers, for groups."""
    match answer.outcome:
        case Outcome.FACTS if facts := known_facts(base, answer.facts):
            claim = claim_sentence(base, answer)
            return facts_reply(base, facts, answer.language, _filled(claim, answer.language) if claim else "")
        case Outcome.UNSURE if keyboard := choice_keyboard(base, answer.suggestions, answer.language):
            return Reply(say(texts(answer.language).did_you_mean, answer.language), keyboard)
    if answer.reason in OF_THE_ANNOUNCEMENT:
        return _announcement_reply(base, answer)
    if answer.reason in TALK:
        return _manners_reply(base, answer, short)
    return _no_figure_reply(base, answer, short)


def _manners_reply(base: FactBase, answer: Answer, short: bool) -> Reply:
    """Reply to small talk; say what can be asked if the message had no words at all."""
    if answer.reason is Reason.SUMMARY:
        lines = [own_line(line, answer.language) for line in summary_lines(base, answer.language)]
        keyboard = None if short else start_keyboard(base, answer.language)
        return Reply("\n".join([_sentence(base, answer), *lines]), keyboard)
    if answer.reason is Reason.EMPTY and short:
        return usage_reply(base, answer.language)
    return Reply(_sentence(base, answer), None if short else start_keyboard(base, answer.language), None)


def _announcement_reply(base: FactBase, answer: Answer) -> Reply:
    """Say what is known of every announcement; what was shown before is still spoken of."""
    if answer.reason is Reason.CHANNEL:
        return replace(channel_reply(base, answer.language), facts=None)
    if answer.reason in (Reason.SOURCE, Reason.TITLE):
        return replace(source_reply(base, answer.language), facts=None)
    lines = (_sentence(base, answer), _source_line(base, answer.language))
    return Reply("\n".join(lines), answer_keyboard(base, (), (), answer.language), None)


def _no_figure_reply(base: FactBase, answer: Answer, short: bool) -> Reply:
    """Say that the announcement does not have this, and why; then offer the nearest facts."""
    said, keyboard = texts(answer.language), choice_keyboard(base, answer.suggestions, answer.language)
    if short and answer.reason is None and answer.not_told is None:
        return Reply(say(said.not_found_short, answer.language))
    text = _sentence(base, answer)
    if answer.reason in (Reason.NO_MORE, Reason.DOUBT):
        if answer.reason is Reason.DOUBT and answer.detail:
            text = "\n".join([text, *_quote_language(base, answer.language)])
        return Reply(text, keyboard or start_keyboard(base, answer.language), None)
    if short:
        return Reply(text, keyboard if answer.outcome is Outcome.NOT_TOLD else None)
    if keyboard is None:
        return Reply(text, start_keyboard(base, answer.language))
    return Reply(f"{text}\n\n{say(said.nearest, answer.language)}", keyboard)


def _sentence(base: FactBase, answer: Answer) -> str:
    """Write the sentence for a question without a figure."""
    return _filled(sentence(base, answer), answer.language)


def _filled(said: Sentence, language: str) -> str:
    """Fill in a sentence; what it repeats of the question is shortened."""
    values = {name: clip(value, ECHO) if name == ECHOED else value for name, value in said.values.items()}
    return say(said.template, language, **values)


# ---- facts --------------------------------------------------------------------------------------


def facts_reply(base: FactBase, facts: Sequence[Fact], language: str, claim: str = "") -> Reply:
    """Show as many facts as fit into one message: title, bold figure, sentence, quote; then the source once.

    Facts that do not fit become the first buttons. `claim`, a line of HTML, stands in front if there is room for it.
    """
    count = len(facts)
    while count > 1 and not fits(_facts_text(base, facts[:count], language)):
        count -= 1
    left_out = [fact.id for fact in facts[count:]]
    keyboard = answer_keyboard(base, facts[:count], left_out, language)
    text = _facts_text(base, facts[:count], language)
    if claim and fits(f"{claim}\n\n{text}"):
        text = f"{claim}\n\n{text}"
    figures = tuple(base.text(fact, language).figure for fact in facts)
    return Reply(text, keyboard, tuple(fact.id for fact in facts), figures, language)


def _facts_text(base: FactBase, facts: Sequence[Fact], language: str) -> str:
    """Write the blocks of facts and the lines below them."""
    return "\n\n".join([*(_block(base, fact, language) for fact in facts[:-1]), _last_block(base, facts[-1], language)])


def _last_block(base: FactBase, fact: Fact, language: str) -> str:
    """Write the last fact with what a message says once: the quote's language and the source."""
    lines = [_block(base, fact, language)]
    return "\n".join([*lines, *_quote_language(base, language), _source_line(base, language)])


def _quote_language(base: FactBase, language: str) -> list[str]:
    """Say which language the quotes are in, where it is not the reader's."""
    if language == base.announcement.language:
        return []
    written = load_language(base.announcement.language)
    name = written.name if written else base.announcement.language
    return [say(texts(language).quote_language, language, language=name)]


def _block(base: FactBase, fact: Fact, language: str) -> str:
    """Write one fact; the title on top shows which question is answered."""
    text = base.text(fact, language)
    lines = [own_line(text.title, language), f"<b>{own_line(text.figure, language)}</b>"]
    if text.sentence:
        lines.append(own_line(text.sentence, language))
    lines.append(_quotation(fact.quote))
    if day := fact.correction[0]:
        lines.append(f"<i>{_correction(day, text.corrected, language)}</i>")
    return "\n".join(lines)


def _correction(day: str, what: str, language: str) -> str:
    """Say when a fact was corrected and, where that is known, what was wrong."""
    said = say(texts(language).corrected, language, date=day)
    return f"{said}: {isolate(escape(what), language)}" if what else said


def _quotation(quote: str) -> str:
    """Put a quote in quotation marks, word for word, folded if it is long."""
    tag = "blockquote expandable" if len(quote) > LONG_QUOTE else "blockquote"
    return f"<{tag}>“{escape(quote)}”</blockquote>"


def _source_line(base: FactBase, language: str) -> str:
    """Name the publisher, with a link to the article, and the date."""
    article = base.announcement
    link = f'<a href="{escape_html(article.url)}">{escape(article.publisher)}</a>, {article.published}'
    return f"{say(texts(language).source, language)}: {isolate(link, language)}"


# ---- the bot's own sentences --------------------------------------------------------------------


def welcome_reply(base: FactBase, language: str, *, short: bool = False) -> Reply:
    """Say hello and list all facts; `short` for groups, where the list would fill the screen."""
    text = say(texts(language).welcome, language, subject=base.announcement.subject, about=about(base, language))
    return Reply(text, (start_keyboard if short else facts_keyboard)(base, language))


def help_reply(base: FactBase, language: str) -> Reply:
    """Explain how to ask, and list all facts."""
    text = say(texts(language).help, language, subject=base.announcement.subject, about=about(base, language))
    return Reply(text, facts_keyboard(base, language))


def all_facts_reply(base: FactBase, language: str, page: int = 1) -> Reply:
    """Show the buttons for all facts."""
    return Reply(say(texts(language).choose, language), facts_keyboard(base, language, page))


def card_caption(base: FactBase, fact: Fact, language: str) -> str:
    """Write what stands under a picture, within 1024 units (Bot API, sendPhoto): what it shows, and the source."""
    text = base.text(fact, language)
    return f"{own_line(text.title, language)}\n<b>{own_line(text.figure, language)}</b>\n{_source_line(base, language)}"


def card_usage_reply(base: FactBase, language: str) -> Reply:
    """Explain in one line how to get a picture; the example is the first fact's title."""
    example = base.text(base.facts[0], language).title
    return Reply(say(texts(language).card_usage, language, example=example), start_keyboard(base, language))


def no_card_reply(base: FactBase, fact: Fact, language: str) -> Reply:
    """Show a fact as text, as there can be no picture; the apology is left out where there is no room for it."""
    reply = facts_reply(base, [fact], language)
    text = f"{say(texts(language).no_card, language)}\n\n{reply.text}"
    return replace(reply, text=text) if fits(text) else reply


def usage_reply(base: FactBase, language: str) -> Reply:
    """Explain in one line how to ask; the example is the first fact's question, or its title in the language."""
    first, companion = base.facts[0], base.companions.get(language)
    is_translated = companion is not None and first.id in companion.facts
    example = first.questions[0] if first.questions and not is_translated else base.text(first, language).title
    return Reply(say(texts(language).ask_usage, language, example=example))


def unknown_command_reply(base: FactBase, language: str) -> Reply:
    """Say that there is no such command, and offer the facts."""
    return Reply(say(texts(language).unknown_command, language), facts_keyboard(base, language))


def text_only_reply(base: FactBase, language: str) -> Reply:
    """Ask for text instead of what was sent."""
    return Reply(say(texts(language).text_only, language), start_keyboard(base, language))


def privacy_reply(language: str, kept: Literal["none", "unanswered", "all"] = "none") -> Reply:
    """Say what is kept about the reader and which questions are (Telegram's terms for bot developers, 4)."""
    said = texts(language)
    parts = {"none": (said.privacy_no_texts,), "unanswered": (said.privacy_texts, said.privacy_no_texts)}
    return Reply(say(" ".join((said.privacy, *parts.get(kept, (said.privacy_all_texts,)))), language))


def error_reply(language: str) -> Reply:
    """Say that something went wrong."""
    return Reply(say(texts(language).error, language))


def flood_reply(language: str) -> Reply:
    """Say that these were too many questions at once."""
    return Reply(say(texts(language).flood, language))


def channel_reply(base: FactBase, language: str) -> Reply:
    """Invite to the channel, for a fact base without a fact of its own for it."""
    text = say(texts(language).channel_text, language, channel=base.channel.name)
    return Reply(text, answer_keyboard(base, (), (), language))


def source_reply(base: FactBase, language: str) -> Reply:
    """Name the article, for a fact base without a fact of its own for it, and say when the facts were edited."""
    text = f"<b>{own_line(base.announcement.title, language)}</b>\n{_source_line(base, language)}"
    return Reply(f"{text}\n{_history(base, language)}".strip(), answer_keyboard(base, (), (), language))


def _history(base: FactBase, language: str) -> str:
    """Say when the facts were edited last, and which of them were corrected lately."""
    lines = [say(texts(language).edited, language, date=base.edited)] if base.edited else []
    for fact in sorted((fact for fact in base.facts if fact.corrected), key=lambda fact: fact.corrected)[:-6:-1]:
        text = base.text(fact, language)
        lines.append(f"{own_line(text.title, language)}: {_correction(fact.correction[0], text.corrected, language)}")
    return "\n".join(lines)


# Commands that have a reply in every fact base; a fact with such an id goes first.
FALLBACKS: dict[str, Callable[[FactBase, str], Reply]] = {
    SOURCE: source_reply,
    "channel": channel_reply,
    "follow": channel_reply,
}


def fact_reply(base: FactBase, fact_id: str, language: str) -> Reply | None:
    """Show one fact, or the fallback for its id; None if there is neither."""
    if fact := base.fact(fact_id):
        reply = facts_reply(base, [fact], language)
        text = f"{reply.text}\n\n{_history(base, language)}" if fact_id == SOURCE else reply.text
        return replace(reply, text=text) if fits(text) else reply
    fallback = FALLBACKS.get(fact_id)
    return fallback(base, language) if fallback else None
