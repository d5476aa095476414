"""The updates that wait for the bot, and how it fetches them."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from urllib.parse import urlsplit

from telegram import Update
from telegram.constants import SUPPORTED_WEBHOOK_PORTS, PollingLimit, WebhookLimit

from bot.terminal.bot_api.limits import Refusal
from bot.terminal.bot_api.markup import Json

# Bot API, getUpdates: what is not delivered unless asked for.
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")
BY_DEFAULT = tuple(str(kind) for kind in Update.ALL_TYPES if kind not in NOT_BY_DEFAULT)
SECRET = re.compile(rf"[A-Za-z0-9_-]{{{WebhookLimit.MIN_SECRET_TOKEN_LENGTH},{WebhookLimit.MAX_SECRET_TOKEN_LENGTH}}}")
TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Mailbox:
    """A queue of updates with getUpdates' rules: an offset confirms, a later poll ends an earlier one."""

    def __init__(self) -> None:
        """Begin empty, with no webhook."""
        self.updates: deque[Json] = deque()
        self.allowed: tuple[str, ...] = BY_DEFAULT
        self.webhook: Json = {"url": ""}
        self._queued = asyncio.Event()
        self._confirmed = asyncio.Event()
        self._confirmed.set()
        self._polls = 0

    def put(self, update: Json) -> None:
        """Add an update and wake the poll that waits for one."""
        if any(kind in update for kind in self.allowed):
            self.updates.append(update)
            self._queued.set()
            self._confirmed.clear()

    async def until_confirmed(self) -> None:
        """Wait until the bot has confirmed all that was put here."""
        await self._confirmed.wait()

    async def get_updates(self, parameters: Json) -> list[Json]:
        """Answer getUpdates: long polling in seconds, at most `limit` updates, from `offset` on."""
        if self.webhook["url"]:
            raise Refusal(WEBHOOK_ACTIVE, 409)
        self._polls += 1
        self._queued.set()  # an earlier poll wakes, sees that it is not the last, and ends
        poll = self._polls
        self._allow(parameters)
        self._confirm(parameters.get("offset", 0))
        await self._wait(parameters.get("timeout", 0), poll)
        return list(self.updates)[: parameters.get("limit", PollingLimit.MAX_LIMIT)]

    async def _wait(self, seconds: float, poll: int) -> None:
        """Return when there are updates, or after some seconds; give way to a later poll."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.updates:
            self._queued.clear()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._queued.wait()
            except TimeoutError:
                return
            if poll != self._polls:
                raise Refusal(TERMINATED, 409)

    def _allow(self, parameters: Json) -> None:
        """Remember which kinds the bot wants from now on; without a list the last one stays in force."""
        if "allowed_updates" in parameters:
            self.allowed = tuple(parameters["allowed_updates"]) or BY_DEFAULT

    def _confirm(self, offset: int) -> None:
        """Forget the updates before an offset."""
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        if not self.updates:
            self._confirmed.set()

    def set_webhook(self, parameters: Json) -> bool:
        """Answer setWebhook: from now on getUpdates conflicts."""
        url = urlsplit(parameters.get("url", ""))
        if url.scheme != "https":
            raise Refusal("bad webhook: An HTTPS URL must be provided for webhook")
        if (url.port or 443) not in SUPPORTED_WEBHOOK_PORTS:
            raise Refusal("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not SECRET.fullmatch(parameters.get("secret_token", "none")):
            raise Refusal("secret token contains unallowed characters")
        self._allow(parameters)
        self._drop(parameters)
        self.webhook = {key: value for key, value in parameters.items() if key != "drop_pending_updates"}
        return True

    def delete_webhook(self, parameters: Json) -> bool:
        """Answer deleteWebhook."""
        self._drop(parameters)
        self.webhook = {"url": ""}
        return True

    def webhook_info(self) -> Json:
        """Answer getWebhookInfo; the secret token is not told."""
        told = {key: value for key, value in self.webhook.items() if key != "secret_token"}
        return {"has_custom_certificate": False, "pending_update_count": len(self.updates), **told}

    def _drop(self, parameters: Json) -> None:
        """Throw away what waits, where asked to."""
        if parameters.get("drop_pending_updates"):
            self.updates.clear()
            self._confirmed.set()
