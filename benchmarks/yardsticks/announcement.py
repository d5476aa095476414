"""The same job, as far as it depends on no Telegram library: find the nearest phrasing, word the reply, keep a row."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import aiosqlite
import yaml
from rapidfuzz import fuzz, process, utils

CUTOFF = 86  # of all cutoffs this one gets most of tests/questions/learning.jsonl right
TABLE = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE answers (update_id INTEGER PRIMARY KEY, answered REAL, question TEXT, target TEXT, score REAL);
"""


class Found(NamedTuple):
    """The fact or gap with the nearest phrasing, and its score from 0 to 100; no target below the cutoff."""

    target: dict[str, Any]
    score: float


class Announcement:
    """The fact base: what is known, the phrasings that lead to it, and the reply."""

    def __init__(self, path: Path) -> None:
        """Read facts.yaml."""
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.article, self.channel = content["announcement"], content["channel"]
        self.facts = {fact["id"]: fact for fact in content["facts"]}
        self.targets, self.phrasings = [], []
        for target in [*content["facts"], *content["not_told"]]:
            keywords = [keyword.strip() for keyword in str(target.get("keywords", "")).split(",")]
            for text in filter(None, [*keywords, *target.get("questions", ())]):
                self.targets.append(target)
                self.phrasings.append(utils.default_process(str(text)))

    def find(self, question: str) -> Found:
        """Find the nearest phrasing."""
        asked = utils.default_process(question)
        best = process.extractOne(asked, self.phrasings, scorer=fuzz.WRatio, score_cutoff=CUTOFF)
        return Found(self.targets[best[2]], best[1]) if best else Found({}, 0)

    def reply(self, target: dict[str, Any]) -> str:
        """Return the reply as HTML: a fact with its quote and source, or why there is none."""
        if "figure" not in target:
            return escape(target.get("reply", "The announcement doesn't say."))
        article = self.article
        link = f'<a href="{escape(article["url"])}">{escape(article["publisher"])}</a>'
        lines = [
            escape(target["title"]),
            f"<b>{escape(target['figure'])}</b>",
            escape(target.get("sentence", "")),
            f"<blockquote>“{escape(target['quote'])}”</blockquote>",
            f"Source: {link}, {article['published']}",
        ]
        return "\n".join(filter(None, lines))

    def keyboard(self, target: dict[str, Any], types: Any) -> Any:
        """Return the buttons, made of the classes in `types`: aiogram.types and telegram name them alike."""
        button = types.InlineKeyboardButton
        related = [self.facts[fact] for fact in target.get("related", ())][:3]
        rows = [[button(text=fact["title"], callback_data=f"fact:{fact['id']}")] for fact in related]
        if "figure" in target:
            title, copied = target["title"], f"{target['title']}: {target['figure']}"[:256]
            copy = button(text="Copy the figure", copy_text=types.CopyTextButton(text=copied))
            rows.append([copy, button(text="Share", switch_inline_query=title)])
        rows.append([button(text=self.channel["invitation"], url=self.channel["url"])])
        return types.InlineKeyboardMarkup(inline_keyboard=rows)


async def open_journal(path: str) -> aiosqlite.Connection:
    """Open the database; a commit need not wait for the disk, as in the bot's own."""
    database = await aiosqlite.connect(path)
    await database.executescript(TABLE)
    return database


async def record(database: aiosqlite.Connection, update_id: int, question: str, found: Found) -> None:
    """Keep an answer."""
    row = (update_id, time.time(), question, found.target.get("id"), found.score)
    await database.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", row)
    await database.commit()
