"""The same job with aiogram."""

from __future__ import annotations

import os
from pathlib import Path

import aiosqlite
from aiogram import Bot, Dispatcher, F, types
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from benchmarks.yardsticks.announcement import Announcement, open_journal, record

dispatcher = Dispatcher()


@dispatcher.startup()
async def start(dispatcher: Dispatcher) -> None:
    """Open the database for the handlers."""
    dispatcher["database"] = await open_journal(os.environ["DATABASE"])


@dispatcher.shutdown()
async def stop(database: aiosqlite.Connection) -> None:
    """Close the database."""
    await database.close()


@dispatcher.message(F.text)
async def answer(
    message: types.Message, event_update: types.Update, announcement: Announcement, database: aiosqlite.Connection
) -> None:
    """Answer a question and keep the answer."""
    question = message.text or ""
    found = announcement.find(question)
    await message.answer(announcement.reply(found.target), reply_markup=announcement.keyboard(found.target, types))
    await record(database, event_update.update_id, question, found)


if __name__ == "__main__":
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    default = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    bot = Bot(os.environ["TELEGRAM_TOKEN"], session=session, default=default)
    announcement = Announcement(Path(os.environ["FACTS"]))
    dispatcher.run_polling(bot, announcement=announcement, tasks_concurrency_limit=32)
