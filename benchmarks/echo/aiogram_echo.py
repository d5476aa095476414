"""aiogram's bare echo: the address of the Bot API is the argument."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Send the text back."""
    await message.answer(message.text or "")


async def main() -> None:
    """Poll, with 32 updates at once."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]))
    await dispatcher.start_polling(Bot("123456:bench", session=session), tasks_concurrency_limit=32)


asyncio.run(main())
