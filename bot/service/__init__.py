"""How the bot runs.

- `application`: all parts put together; `run`: start, serve, stop
- `signals`: what ends the bot, or reloads the facts; `stopping`: the process ends in time, whatever hangs
- `polling` and `webhook`: the two ways in which updates arrive; `outage`: a time without Telegram
- `intake`: every update is answered once, in order within its chat
- `admins`: how they are written to; `letters`: the report on Mondays, and answers called wrong; `notices`: troubles
- `state`: how the bot fares, for /health, /metrics and the admins
- `server`: HTTP for the webhook and for GET /health; `metrics`: GET /metrics (extra)
- `reload`: puts edited facts into service
- `logs`: where the log goes, and what must never appear in it; `sentry`: errors to Sentry or GlitchTip (extra)
- `systemd`: tells systemd that the bot is ready, and not stuck
"""

from bot.service.admins import Admins
from bot.service.application import build_application
from bot.service.letters import Letters
from bot.service.notices import Notices
from bot.service.outage import TokenError
from bot.service.reload import Reload
from bot.service.run import run
from bot.service.server import ListenError
from bot.service.webhook import Webhook

__all__ = ["Admins", "Letters", "ListenError", "Notices", "Reload", "TokenError", "Webhook", "build_application", "run"]
