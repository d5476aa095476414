"""The buttons under a reply: facts to go on with, the figure to copy or share, the channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat
from telegram.constants import InlineKeyboardButtonLimit, InlineQueryLimit, KeyboardButtonStyle

from bot.facts.base import LABEL, Fact, FactBase
from bot.facts.language import texts
from bot.replies.plain import known_facts
from bot.text import clip, utf16_length

FACT = "fact:"  # callback data: fact:<id>
FACTS = "facts"  # callback data: facts, or facts:<page>
WRONG = "wrong:"  # callback data: wrong:<number of the update that was answered>
PAGE = 40  # facts on a page of buttons: Telegram shows at most 100 buttons
RELATED = 3
ROW = 32  # characters of two labels that still share a row

Rows = list[list[InlineKeyboardButton]]


def answer_keyboard(
    base: FactBase, shown: Sequence[Fact], left_out: Sequence[str], language: str
) -> InlineKeyboardMarkup:
    """Make the buttons under an answer: related facts, then copy and share, then the channel.

    `left_out` are ids of facts that belong to the answer but did not fit into it.
    """
    ids = [fact.id for fact in shown]
    related = (other for fact in shown for other in fact.related if other not in ids)
    rows = _fact_rows(base, [*left_out, *related], language, most=max(RELATED, len(left_out)))
    if len(shown) == 1:
        rows.append([copy_button(base, shown[0], language), share_button(base, shown[0], language)])
    return InlineKeyboardMarkup([*rows, [channel_button(base, language)]])


def with_correction(keyboard: InlineKeyboardMarkup, update_id: int, language: str) -> InlineKeyboardMarkup:
    """Add the button under an answer for whoever thinks it wrong."""
    button = InlineKeyboardButton(texts(language).wrong, callback_data=f"{WRONG}{update_id}")
    return InlineKeyboardMarkup([*keyboard.inline_keyboard, (button,)])


def choice_keyboard(base: FactBase, ids: Iterable[str], language: str) -> InlineKeyboardMarkup | None:
    """Make a button for each of these facts, or None if there are none."""
    rows = _fact_rows(base, ids, language, most=RELATED)
    return InlineKeyboardMarkup(rows) if rows else None


def facts_keyboard(base: FactBase, language: str, page: int = 1) -> InlineKeyboardMarkup:
    """Make the buttons for all facts, a page at a time, with the channel below."""
    pages = -(-len(base.facts) // PAGE)
    page = min(max(page, 1), pages)
    on_page = base.facts[(page - 1) * PAGE : page * PAGE]
    rows = _fact_rows(base, (fact.id for fact in on_page), language, most=PAGE)
    turns = [("◀", page - 1)] * (page > 1) + [("▶", page + 1)] * (page < pages)
    if turns:
        rows.append([InlineKeyboardButton(sign, callback_data=f"{FACTS}:{to}") for sign, to in turns])
    return InlineKeyboardMarkup([*rows, [channel_button(base, language)]])


def start_keyboard(base: FactBase, language: str) -> InlineKeyboardMarkup:
    """Make the two buttons for someone without a question yet: all facts, and the channel."""
    all_facts = InlineKeyboardButton(texts(language).all_facts, callback_data=FACTS)
    return InlineKeyboardMarkup([[all_facts], [channel_button(base, language)]])


def channel_button(base: FactBase, language: str) -> InlineKeyboardButton:
    """Make the channel's button, the one that stands out."""
    companion = base.companions.get(language)
    invitation = companion.invitation if companion else base.channel.invitation
    return InlineKeyboardButton(clip(invitation, LABEL), url=base.channel.url, style=KeyboardButtonStyle.PRIMARY)


def copy_button(base: FactBase, fact: Fact, language: str) -> InlineKeyboardButton:
    """Make the button that copies the figure with its source (up to 256 characters, the link only if it fits)."""
    text, source = base.text(fact, language), base.announcement
    most = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
    citation = f" ({source.publisher}, {source.published})"
    short = clip(f"{text.title}: {text.figure}", max(most - utf16_length(citation), 1)) + citation
    full = f"{short} {source.url}"
    copied = full if utf16_length(full) <= most else clip(short, most)
    return InlineKeyboardButton(texts(language).copy_figure, copy_text=CopyTextButton(copied))


def share_button(base: FactBase, fact: Fact, language: str) -> InlineKeyboardButton:
    """Make the button that starts an inline query for the fact in a chat that the reader chooses."""
    query = SwitchInlineQueryChosenChat(
        share_query(base.text(fact, language).title),
        allow_user_chats=True,
        allow_group_chats=True,
        allow_channel_chats=True,
    )
    return InlineKeyboardButton(texts(language).share, switch_inline_query_chosen_chat=query)


def share_query(title: str) -> str:
    """Return the inline query that finds a fact by its title."""
    return clip(title, int(InlineQueryLimit.MAX_QUERY_LENGTH))


def shown_fact(base: FactBase, keyboard: InlineKeyboardMarkup | None) -> str | None:
    """Find the fact that a message of the bot shows by its share button, which holds the title.

    None if it shows no fact, or several.
    """
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            if button.switch_inline_query_chosen_chat:
                fact = base.fact_named(button.switch_inline_query_chosen_chat.query or "")
                return fact.id if fact else None
    return None


def offered_facts(keyboard: InlineKeyboardMarkup | None) -> tuple[str, ...]:
    """Return the ids of the facts that have buttons, in their order."""
    buttons = (button for row in (keyboard.inline_keyboard if keyboard else ()) for button in row)
    data = (str(button.callback_data) for button in buttons)
    return tuple(each.removeprefix(FACT) for each in data if each.startswith(FACT))


def _fact_rows(base: FactBase, ids: Iterable[str], language: str, *, most: int) -> Rows:
    """Make a button for each known fact, at most so many, with short labels side by side."""
    rows: Rows = []
    for fact in known_facts(base, ids)[:most]:
        label = clip(base.text(fact, language).title, LABEL)
        button = InlineKeyboardButton(label, callback_data=f"{FACT}{fact.id}")
        if rows and len(rows[-1]) == 1 and len(rows[-1][0].text) + len(label) <= ROW:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows
