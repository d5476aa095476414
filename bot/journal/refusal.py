"""Which errors are about what was to be written, and not about the database."""

from __future__ import annotations

from sqlalchemy.exc import DataError, IntegrityError

# PostgreSQL, Appendix A: data exceptions (no such character in LATIN1, say), broken constraints, too long or too many.
CLASSES = ("22", "23", "54")


class RefusedError(Exception):
    """The database does not take what was to be written; the text is the kind of error, without any data."""


def is_refusal(error: BaseException) -> bool:
    """Return whether an error is about the data: the next transaction may well succeed."""
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, DataError | IntegrityError | OverflowError | UnicodeError):
            return True
        if str(getattr(cause, "sqlstate", None) or "").startswith(CLASSES):
            return True
        cause = getattr(cause, "orig", None) or cause.__cause__
    return False


def kind_of(error: BaseException) -> str:
    """Name the kind of an error; its text may repeat what was to be written."""
    while inner := getattr(error, "orig", None) or error.__cause__:
        error = inner
    return type(error).__name__


def in_one_line(error: Exception) -> str:
    """Describe a database error in one line, without the statement that caused it."""
    cause = getattr(error, "orig", None) or error
    first, *_ = str(cause).splitlines() or ["no reply in time" if isinstance(cause, TimeoutError) else ""]
    return f"{type(cause).__name__}: {first}"
