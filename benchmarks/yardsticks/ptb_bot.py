"""The same job with python-telegram-bot."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import telegram
from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import Application, ContextTypes, Defaults, MessageHandler, filters

from benchmarks.yardsticks.announcement import Announcement, open_journal, record

announcement = Announcement(Path(os.environ["FACTS"]))


async def start(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Open the database for the handlers."""
    application.bot_data["database"] = await open_journal(os.environ["DATABASE"])


async def stop(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Close the database."""
    await application.bot_data["database"].close()


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a question and keep the answer."""
    message = update.message
    if not message or not message.text:
        return
    question = message.text
    found = announcement.find(question)
    await message.reply_text(
        announcement.reply(found.target), reply_markup=announcement.keyboard(found.target, telegram)
    )
    await record(context.bot_data["database"], update.update_id, question, found)


if __name__ == "__main__":
    defaults = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    builder = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).defaults(defaults)
    builder = builder.base_url(f"{os.environ['TELEGRAM_API_URL']}/bot").post_init(start).post_shutdown(stop)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()
