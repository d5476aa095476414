"""The webhook: Telegram calls, and gets its 200 when the update has been answered.

So Telegram itself brings again what a dead process held. Who calls without the secret learns and
changes nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.chat.context import App
from bot.chat.updates import read_update
from bot.service.intake import Intake
from bot.service.polling import ALLOWED_UPDATES, GRACE, Outage

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1_000_000  # bytes of a call; an update has a few thousand
READING = 10.0  # seconds for a call to arrive in full
CONNECTIONS = 40  # that Telegram opens at most, to all processes together; more would only wait for each other
HEARTBEAT = 60.0  # seconds between two looks at how Telegram gets on with the webhook
_LOGGER = logging.getLogger(__name__)


class Webhook:
    """Telegram's calls to one address, which other processes may share.

    `url` is what Telegram is told, `secret` what it says with each call (Bot API, setWebhook).
    """

    def __init__(self, url: str, secret: str) -> None:
        """Prepare for calls; until `receive` runs they get 503, and Telegram tries again."""
        self.url = url
        self.secret = secret
        self._application: App | None = None
        self._intake: Intake | None = None
        self._last_trouble: object = None

    @property
    def route(self) -> web.RouteDef:
        """Give the route for the server: the path of the address."""
        return web.post(urlsplit(self.url).path or "/", self.take)

    # ---- Telegram's calls -------------------------------------------------------------------------

    async def take(self, request: web.Request) -> web.Response:
        """Answer an update, and then the call that brought it.

        403 without the right secret, 413 for what is too large, 408 for what is too slow, 400 for
        what is no update; 503 for what has to come again.
        """
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            return web.Response(status=403)
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=413)
        try:
            async with asyncio.timeout(READING):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        data = _read(body)
        if data is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._answer(data) else 503)

    async def _answer(self, data: dict[str, Any]) -> bool:
        """Answer an update; False where that has to be somebody else's, or later."""
        application, intake = self._application, self._intake
        if application is None or intake is None:
            return False
        update = read_update(data, application.bot)
        task = asyncio.ensure_future(intake.answer(update))
        await asyncio.wait({task})
        if not task.cancelled() and (error := task.exception()):
            _LOGGER.error("update %s was not answered and will come again", update.update_id, exc_info=error)
        return not task.cancelled() and task.exception() is None

    # ---- our side ---------------------------------------------------------------------------------

    async def receive(self, application: App, intake: Intake, stop: asyncio.Event) -> None:
        """Let Telegram call until the stop event; what was taken is answered first, within some seconds.

        The webhook stays set: others may answer there, or this one again. Raises TokenError where
        Telegram does not (or no longer) accept the token.
        """
        self._application, self._intake = application, intake
        try:
            await self._stay_set(application, intake, stop)
        finally:
            self._intake = None
            await intake.finish(GRACE)

    async def _stay_set(self, application: App, intake: Intake, stop: asyncio.Event) -> None:
        """Set the webhook, look after it from time to time, and set it again where it has gone."""
        outage, is_set = Outage(), False
        while not stop.is_set():
            try:
                if not is_set:
                    await self._set(application)
                info = await application.bot.get_webhook_info()
            except TelegramError as error:
                await outage.endure(error, stop)
                continue
            outage.end()
            intake.health.in_touch()
            is_set = self._is_well(info)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), HEARTBEAT if is_set else 0)

    async def _set(self, application: App) -> None:
        """Tell Telegram where to call (Bot API, setWebhook); what waits there is not dropped."""
        await application.bot.set_webhook(
            self.url, max_connections=CONNECTIONS, allowed_updates=ALLOWED_UPDATES, secret_token=self.secret
        )
        _LOGGER.info("Telegram was told to call %s", self.url)

    def _is_well(self, info: WebhookInfo) -> bool:
        """Tell whether the webhook is still ours, and log what Telegram complains of."""
        if info.url != self.url:
            _LOGGER.warning("the webhook is no longer set (is a second instance polling?): setting it again")
            return False
        if info.last_error_date and info.last_error_date != self._last_trouble:
            self._last_trouble = info.last_error_date
            _LOGGER.warning("Telegram has trouble to reach the webhook: %s", info.last_error_message)
        return True


def secret_of(token: str) -> str:
    """Make a secret for the webhook that all processes of one bot agree on, and that does not tell the token."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


def _read(body: bytes) -> dict[str, Any] | None:
    """Read an update; None where it is none."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(data, dict) and isinstance(data.get("update_id"), int)
    return data if is_update else None
