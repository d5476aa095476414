"""What was asked and how it was answered, in SQLite or PostgreSQL.

- `journal`: claims updates, records entries, keeps what has to wait; no trouble with the database delays an answer
- `batch`: `Entry`, and what is written at once
- `table`: the statements; `counts`: those that count by the day; `schema`: the columns, their version and its upgrades
- `database`: the one connection; `thread`: where it runs, so that it can be abandoned if it hangs
- `address`: reads DATABASE_URL; `file`: SQLite's file; `refusal`: errors about the data, not about the database
- `reading`: reads a journal for a report, without changing it
- `encryption`: what waits can only be read with the bot's token
"""

from bot.journal.batch import Counted, Entry, KeptTexts
from bot.journal.journal import ClaimStatus, Journal
from bot.journal.schema import NewerJournalError
from bot.journal.table import JournalTable

__all__ = ["ClaimStatus", "Counted", "Entry", "Journal", "JournalTable", "KeptTexts", "NewerJournalError"]
