"""How the bot fares: the one place from which /health, /metrics and what the admins are told are made."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.context import REFUSALS, BotData
from bot.journal import Journal
from bot.service.intake import Intake
from bot.service.notices import Notices
from bot.service.outage import Outage
from bot.service.server import Health
from bot.service.webhook import Webhook

LASTING, LATELY = 60.0, 600.0  # seconds after which a trouble is one for the operator


@dataclass(frozen=True)
class State:
    """The parts of the running bot that know how it fares."""

    data: BotData
    journal: Journal
    intake: Intake
    health: Health
    outage: Outage
    webhook: Webhook | None = None

    def checks(self) -> dict[str, Callable[[], bool]]:
        """Return what must be true for `GET /health` to say that the bot is ready, besides contact with Telegram."""
        return {"facts": lambda: bool(self.data.base.facts), "journal": lambda: self.journal.reachable}

    def gauges(self) -> dict[str, float]:
        """Return what `bot.service.metrics` measures at each scrape."""
        silence = self.health.silence
        return {
            "waiting": self.intake.waiting,
            "telegram_contact_timestamp_seconds": 0.0 if silence is None else time.time() - silence,
            "facts_loaded_timestamp_seconds": self.data.loaded_at,
            "journal_reachable": self.journal.reachable,
        }

    def watch(self, notices: Notices) -> None:
        """Let the admins be told of the troubles that an operator should know of."""
        notices.watch(lambda: self.outage.trouble, patience=LASTING, well="Telegram answers again")
        notices.watch(self._refused, patience=0, well=f"Telegram has refused no message for {LATELY / 60:g} minutes")
        notices.watch(self._unwritten, patience=LATELY, well="the journal is written again")
        if webhook := self.webhook:
            notices.watch(lambda: webhook.trouble, patience=0, well="Telegram reaches the webhook again")

    def _refused(self) -> str | None:
        """Say that Telegram refuses messages, if it has lately."""
        refusals = self.data.refusals
        if len(refusals) < REFUSALS or refusals[0] <= time.monotonic() - LATELY:
            return None
        return f"Telegram refused the last {REFUSALS} messages for what is in them: see the log"

    def _unwritten(self) -> str | None:
        """Say that the journal is away, if it is."""
        return None if self.journal.reachable else "the journal cannot be written: questions are answered without it"
