"""python-telegram-bot's bare echo: the address of the Bot API and how many updates at once are the arguments."""

from __future__ import annotations

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the text back."""
    if update.message:
        await update.message.reply_text(update.message.text or "")


builder = Application.builder().token("123456:bench").base_url(f"{sys.argv[1]}/bot")
application = builder.concurrent_updates(int(sys.argv[2])).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
