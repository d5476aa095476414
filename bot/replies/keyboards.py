"""The buttons under a reply: facts to go on with, the figure to copy or share, the channel.

They are plain data as in the Bot API (InlineKeyboardButton): to make the library's objects and to
write them as JSON took longer than all the rest of a reply.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, InlineQueryLimit, KeyboardButtonStyle

from bot.facts.base import LABEL, Fact, FactBase
from bot.facts.language import Texts, texts
from bot.text import clip, utf16_length

FACT = "fact:"  # callback data: fact:<id>
FACTS = "facts"  # callback data: facts, or facts:<page>
PAGE = 40  # facts on a page of buttons: Telegram shows 100 buttons at most
RELATED = 3
EVERYWHERE = {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True}
ROW = 32  # two labels share a row while they are this short together

Button = dict[str, Any]
Rows = list[list[Button]]


def answer_keyboard(base: FactBase, shown: Sequence[Fact], left_out: Sequence[str], language: str) -> Rows:
    """Make the buttons under an answer: what comes next, then copy and share, then the channel.

    `left_out` are ids of facts that belong to the answer but found no room in it.
    """
    said = texts(language)
    ids = [fact.id for fact in shown]
    related = (other for fact in shown for other in fact.related if other not in ids)
    rows = fact_rows(base, [*left_out, *related], language, most=max(RELATED, len(left_out)))
    if len(shown) == 1:
        rows.append([copy_button(base, shown[0], said, language), share_button(base, shown[0], said, language)])
    return [*rows, [channel_button(base, language)]]


def choice_keyboard(base: FactBase, ids: Iterable[str], language: str) -> Rows | None:
    """Make one button for each of these facts, or nothing where there are none."""
    return fact_rows(base, ids, language, most=RELATED) or None


def facts_keyboard(base: FactBase, language: str, page: int = 1) -> Rows:
    """Make the buttons for all facts, a page at a time, with the channel below."""
    pages = -(-len(base.facts) // PAGE)
    page = min(max(page, 1), pages)
    on_page = base.facts[(page - 1) * PAGE : page * PAGE]
    rows = fact_rows(base, (fact.id for fact in on_page), language, most=PAGE)
    turns = [("◀", page - 1)] * (page > 1) + [("▶", page + 1)] * (page < pages)
    if turns:
        rows.append([{"text": sign, "callback_data": f"{FACTS}:{to}"} for sign, to in turns])
    return [*rows, [channel_button(base, language)]]


def start_keyboard(base: FactBase, language: str) -> Rows:
    """Make the two doors for someone who has no question yet: all facts, and the channel."""
    return [[all_facts_button(language)], [channel_button(base, language)]]


def fact_rows(base: FactBase, ids: Iterable[str], language: str, *, most: int) -> Rows:
    """Put a button for each known fact in rows, short labels side by side."""
    facts = [fact for fact_id in dict.fromkeys(ids) if (fact := base.fact(fact_id))][:most]
    rows: Rows = []
    for fact in facts:
        label = clip(base.text(fact, language).title, LABEL)
        button: Button = {"text": label, "callback_data": f"{FACT}{fact.id}"}
        if rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) + len(label) <= ROW:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def all_facts_button(language: str) -> Button:
    """Make the button that brings the buttons for all facts."""
    return {"text": texts(language).all_facts, "callback_data": FACTS}


def channel_button(base: FactBase, language: str) -> Button:
    """Make the channel's button, the one that stands out."""
    companion = base.companions.get(language)
    invitation = companion.invitation if companion else base.channel.invitation
    return {"text": clip(invitation, LABEL), "url": base.channel.url, "style": KeyboardButtonStyle.PRIMARY}


def copy_button(base: FactBase, fact: Fact, said: Texts, language: str) -> Button:
    """Make the button that copies the figure with its source (up to 256 characters, the link only if it fits)."""
    text, source = base.text(fact, language), base.announcement
    most = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
    citation = f" ({source.publisher}, {source.published})"
    short = clip(f"{text.title}: {text.figure}", max(most - utf16_length(citation), 1)) + citation
    full = f"{short} {source.url}"
    copied = full if utf16_length(full) <= most else clip(short, most)
    return {"text": said.copy_figure, "copy_text": {"text": copied}}


def share_button(base: FactBase, fact: Fact, said: Texts, language: str) -> Button:
    """Make the button that starts an inline query for the fact in a chat of the reader's choice."""
    query = {"query": share_query(base.text(fact, language).title), **EVERYWHERE}
    return {"text": said.share, "switch_inline_query_chosen_chat": query}


def share_query(title: str) -> str:
    """Give the inline query that finds a fact by its title."""
    return clip(title, int(InlineQueryLimit.MAX_QUERY_LENGTH))


def shown_fact(base: FactBase, keyboard: InlineKeyboardMarkup | None) -> str | None:
    """Tell which one fact a message of the bot shows: its share button bears the title, so nothing is remembered."""
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            if button.switch_inline_query_chosen_chat:
                fact = fact_named(base, button.switch_inline_query_chosen_chat.query or "")
                return fact.id if fact else None
    return None


def fact_named(base: FactBase, name: str) -> Fact | None:
    """Find the fact whose id, or whose title in any language, is exactly this."""
    return base.fact_named(name)
