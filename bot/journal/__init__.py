"""What was asked and how it was answered."""

from bot.journal.journal import ClaimStatus, Journal
from bot.journal.table import Entry, JournalTable

__all__ = ["ClaimStatus", "Entry", "Journal", "JournalTable"]
