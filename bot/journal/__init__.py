"""What was asked and how it was answered, in SQLite or PostgreSQL.

- `journal`: claims updates, records entries, keeps what has to wait; no trouble of the database delays an answer
- `table`: the one table, its columns and statements
- `encryption`: what waits can be read only with the bot's token
"""

from bot.journal.batch import Entry
from bot.journal.journal import ClaimStatus, Journal
from bot.journal.schema import NewerJournalError
from bot.journal.table import JournalTable

__all__ = ["ClaimStatus", "Entry", "Journal", "JournalTable", "NewerJournalError"]
