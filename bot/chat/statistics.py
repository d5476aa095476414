"""/stats: what people asked in a week, for the admins alone."""

from __future__ import annotations

from telegram import Bot, Message, Update
from telegram.ext import filters

from bot.chat.context import BotData, Context, Statistics

LONGEST = 1024  # UTF-16 units of a caption (Bot API, sendPhoto)


class ForAdmin(filters.MessageFilter):
    """Messages of an admin, where there are statistics."""

    def __init__(self, data: BotData) -> None:
        """Look the admins up in the bot's data, which is filled in later."""
        super().__init__()
        self._data = data

    def filter(self, message: Message) -> bool:
        """Tell whether an admin wrote the message."""
        user = message.from_user
        return self._data.statistics is not None and user is not None and user.id in self._data.admins


async def show_statistics(update: Update, context: Context) -> None:
    """Show what people asked."""
    chat, statistics = update.effective_chat, context.bot_data.statistics
    if chat and statistics:
        await send_statistics(context.bot, chat.id, await statistics())


async def send_statistics(bot: Bot, chat_id: int, statistics: Statistics) -> None:
    """Send the picture with the text below it, or the text alone; neither has any markup."""
    if statistics.picture:
        await bot.send_photo(chat_id, statistics.picture, statistics.text, parse_mode=None, filename="statistics.png")
    else:
        await bot.send_message(chat_id, statistics.text, parse_mode=None)
