"""The webhook: Telegram calls, and gets its 200 when the update has been answered.

So Telegram redelivers the updates that a crashed process held. Callers without the secret get nothing.
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
from bot.chat.updates import is_update, read_update
from bot.service.intake import Intake
from bot.service.outage import Outage
from bot.service.polling import ALLOWED_UPDATES, GRACE
from bot.service.server import LARGEST, Health
from bot.service.stopping import unless

HEADER = "X-Telegram-Bot-Api-Secret-Token"
CHECKS_TO_BE_WELL = 5  # in a row without a new error until the webhook is believed to work again
SET_AGAIN = 1.0  # seconds before a webhook that somebody took away is set again
CONNECTIONS = 40  # that Telegram opens at most, to all processes together; more would only wait for each other
LONGEST_LOOK = 300.0  # seconds for a check, a pause that Telegram asks for included
_LOGGER = logging.getLogger(__name__)


class Webhook:
    """Telegram's calls to one address, which other processes may share.

    `url` is the address that Telegram calls, `secret` what it sends with each call (Bot API, setWebhook).
    """

    def __init__(
        self, url: str, secret: str, *, read_timeout: float = 10.0, check_every: float = 60.0, grace: float = GRACE
    ) -> None:
        """Prepare for calls; until `receive` runs they get 503, and Telegram tries again.

        All times are in seconds: a call has `read_timeout` to arrive, the webhook is checked `check_every` so
        often, and what is in hand at the stop has `grace`.
        """
        self.url = url
        self.secret = secret
        self._read_timeout = read_timeout
        self._check_every = check_every
        self._grace = grace
        self._application: App | None = None
        self._intake: Intake | None = None
        self._last_error_date: object = None
        self._checks_since_trouble = 0
        self._is_first_check = True  # whose last error may be an old one
        # What the operator should know of.
        self.trouble: str | None = None

    @property
    def route(self) -> web.RouteDef:
        """Return the route for the server: the path of the URL."""
        return web.post(urlsplit(self.url).path or "/", self.take)

    # ---- Telegram's calls -------------------------------------------------------------------------

    async def take(self, request: web.Request) -> web.Response:
        """Answer an update, and then respond to the call that brought it.

        403 without the right secret, 413 if it is too large, 408 if it is too slow, 400 if it is not an update;
        503 if it has to come again.
        """
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            return web.Response(status=403)
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=413)
        try:
            async with asyncio.timeout(self._read_timeout):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        except web.RequestPayloadError:
            return web.Response(status=400, headers={"Connection": "close"})
        data = _read(body)
        if data is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._answer(data) else 503)

    async def _answer(self, data: dict[str, Any]) -> bool:
        """Answer an update; return False if another process has to, or this one later."""
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

    async def receive(
        self, application: App, intake: Intake, stop: asyncio.Event, health: Health, *, outage: Outage
    ) -> None:
        """Let Telegram call until the stop event; then finish what was taken, within some seconds.

        The webhook stays set: others may answer there, or this process again. Raises TokenError if Telegram does
        not (or no longer) accept the token.
        """
        self._application, self._intake = application, intake
        try:
            await self._stay_set(application, stop, health, outage)
        finally:
            self._intake = None
            await intake.finish(self._grace)

    async def _stay_set(self, application: App, stop: asyncio.Event, health: Health, outage: Outage) -> None:
        """Set the webhook, check it from time to time, and set it again if it is gone."""
        is_set = False
        while not stop.is_set():
            try:
                with health.attempt(LONGEST_LOOK):
                    info = await unless(stop, self._look(application, is_set))
            except TelegramError as error:
                await outage.wait_after(error, stop)
                continue
            if info is None:
                break
            outage.end()
            health.in_touch()
            is_set = self._is_set(info)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._check_every if is_set else SET_AGAIN)

    async def _look(self, application: App, is_set: bool) -> WebhookInfo:
        """Set the webhook if it is not, and ask Telegram about it."""
        if not is_set:
            await self._set(application)
        return await application.bot.get_webhook_info()

    async def _set(self, application: App) -> None:
        """Set the webhook (Bot API, setWebhook) without dropping the updates that wait at Telegram."""
        await application.bot.set_webhook(
            self.url, max_connections=CONNECTIONS, allowed_updates=ALLOWED_UPDATES, secret_token=self.secret
        )
        _LOGGER.info("the webhook is set: Telegram calls %s", self.url)

    def _is_set(self, info: WebhookInfo) -> bool:
        """Return whether the webhook is still ours, and log the last error that Telegram reports."""
        trouble, is_set = None, info.url == self.url
        if not is_set:
            trouble = "the webhook is no longer set (is a second instance polling?): setting it again"
        elif info.last_error_date and info.last_error_date != self._last_error_date:
            self._last_error_date = info.last_error_date
            trouble = f"Telegram has trouble reaching the webhook: {info.last_error_message}"
        if trouble:
            _LOGGER.warning("%s", trouble)
        self._note(trouble)
        return is_set

    def _note(self, trouble: str | None) -> None:
        """Remember trouble until some checks in a row have found none; the first finds what was before the start."""
        if trouble and not self._is_first_check:
            self.trouble, self._checks_since_trouble = trouble, 0
        elif self.trouble:
            self._checks_since_trouble += 1
            if self._checks_since_trouble >= CHECKS_TO_BE_WELL:
                self.trouble = None
        self._is_first_check = False


def secret_of(token: str) -> str:
    """Derive a webhook secret that all processes of one bot agree on, and that does not reveal the token."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


def _read(body: bytes) -> dict[str, Any] | None:
    """Parse an update; return None if it is not one."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if is_update(data) else None
