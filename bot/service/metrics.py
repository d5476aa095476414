"""Numbers for Prometheus: what is counted, and `GET /metrics`, which shows it (extra `metrics`).

Nothing here can keep a question from being answered: what goes wrong while counting is a line in the log. Each label
has a bounded number of values: outcomes, reasons and languages are lists, methods are those that the bot calls.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.aiohttp import make_aiohttp_handler
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.matching.answer import Answer

PATH = "/metrics"
PREFIX = "announcement_bot"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)  # seconds
MOST_LANGUAGES = 50  # there are 13; whatever a matcher says, no more become values of a label
_LOGGER = logging.getLogger(__name__)


class Metrics:
    """What is counted while the bot runs. `state` gives what is measured at each scrape."""

    def __init__(self) -> None:
        """Start with nothing counted, in a registry of its own."""
        self.registry = CollectorRegistry()
        self._questions = Counter(
            f"{PREFIX}_questions",
            "Questions that were answered, by how they ended.",
            ("outcome", "language", "reason"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            f"{PREFIX}_answer_seconds",
            "Time from taking a question to having answered and recorded it, pauses that Telegram asks for included.",
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._calls = Counter(
            f"{PREFIX}_telegram_calls",
            "Calls to the Bot API by method and result: an HTTP status, or the kind of error.",
            ("method", "result"),
            registry=self.registry,
        )
        self._languages: set[str] = set()
        ProcessCollector(registry=self.registry)

    def question(self, answer: Answer, seconds: float) -> None:
        """Count a question that was answered, some seconds after it was taken."""
        try:
            language = self._known(answer.language)
            self._questions.labels(str(answer.outcome), language, str(answer.reason or "none")).inc()
            self._seconds.observe(seconds)
        except Exception:
            _LOGGER.exception("cannot count a question")

    def call(self, method: str, result: str) -> None:
        """Count a call to Telegram."""
        try:
            self._calls.labels(method, result).inc()
        except Exception:
            _LOGGER.exception("cannot count a call")

    def counted(self, request: BaseRequest) -> BaseRequest:
        """Return a request that makes the same calls, and counts them."""
        return _CountedRequest(request, self)

    def measure(self, state: Callable[[], Mapping[str, float]]) -> None:
        """Measure what `state` returns at each scrape, by the names in GAUGES."""
        self.registry.register(_State(state))

    @property
    def route(self) -> web.RouteDef:
        """Return the route that Prometheus calls."""
        return web.get(PATH, make_aiohttp_handler(self.registry))

    def _known(self, language: str) -> str:
        """Return a language as a label, or "other" once there are too many."""
        if len(self._languages) < MOST_LANGUAGES:
            self._languages.add(language)
        return language if language in self._languages else "other"


GAUGES = {
    "waiting": "Updates that were taken and are not answered yet.",
    "telegram_contact_timestamp_seconds": "When Telegram last answered; 0 before the first time.",
    "facts_loaded_timestamp_seconds": "When the facts in service were loaded.",
    "journal_reachable": "1 if the last transaction of the journal succeeded, otherwise 0.",
}


class _State(Collector):
    """Gauges that are read when they are asked for."""

    def __init__(self, state: Callable[[], Mapping[str, float]]) -> None:
        """Remember where to read them."""
        self._state = state

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """List the gauges without reading them."""
        return [GaugeMetricFamily(f"{PREFIX}_{name}", words) for name, words in GAUGES.items()]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Read the gauges."""
        for name, value in self._state().items():
            yield GaugeMetricFamily(f"{PREFIX}_{name}", GAUGES[name], value=value)


class _CountedRequest(BaseRequest):
    """Count the calls that go through another request."""

    def __init__(self, request: BaseRequest, metrics: Metrics) -> None:
        """Pass everything on to `request`."""
        self._request = request
        self._metrics = metrics
        self.parse_json_payload = request.parse_json_payload  # type: ignore[method-assign]

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds to wait for a response."""
        return self._request.read_timeout

    async def initialize(self) -> None:
        """Open what the request needs."""
        await self._request.initialize()

    async def shutdown(self) -> None:
        """Close it."""
        await self._request.shutdown()

    async def do_request(self, url: str, *arguments: Any, **named: Any) -> tuple[int, bytes]:
        """Make a call and count it; one that is cancelled, as a poll is at the stop, was given up."""
        result = "given up"
        try:
            status, body = await self._request.do_request(url, *arguments, **named)
            result = str(status)
        except TelegramError as error:
            result = type(error).__name__
            raise
        finally:
            self._metrics.call(url.rpartition("/")[2], result)
        return status, body
