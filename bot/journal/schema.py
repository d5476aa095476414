"""What the journal's tables hold, and the version of them that this program knows.

Where a column is added, raise VERSION and add the ALTER TABLE to UPGRADES under the new number. A new table is made
wherever it is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.schema import CreateTable

VERSION = 2
# The statements that make tables of this version of those of the version before.
UPGRADES: Mapping[int, tuple[str, ...]] = {
    2: ("ALTER TABLE journal ADD COLUMN reason VARCHAR", "ALTER TABLE journal ADD COLUMN gap VARCHAR"),
}
LOCK = 0x616E6E6F  # among PostgreSQL's advisory locks: whoever prepares the tables

_METADATA = MetaData()
TABLE = Table(
    "journal",
    _METADATA,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked", Double, nullable=False),  # all times are in seconds since 1970
    Column("holder", String),  # the process that answers it
    Column("held_until", Double),
    Column("waiting", Text),  # the update itself, as long as it has to wait for its answer
    Column("answered", Double),
    Column("outcome", String),
    Column("facts", String),
    Column("language", String),
    Column("question", Text),
    Column("reason", String),  # why no figure was shown
    Column("gap", String),  # the id of what is known not to be told
)
COUNTS = Table(
    "journal_counts",
    _METADATA,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),  # since 1970
    Column("count", Integer, nullable=False),
)
_VERSIONS = Table("journal_version", _METADATA, Column("version", Integer, primary_key=True, autoincrement=False))


class NewerJournalError(Exception):
    """A newer version of the program has written this journal; the text is one line for the operator."""

    def __init__(self, found: int) -> None:
        """Say which version was found, and what to do."""
        super().__init__(
            f"the journal has version {found}, and this program knows {VERSION} at most: "
            "start the newer program again, or set DATABASE_URL to another database"
        )


def prepare(connection: Connection) -> None:
    """Create the tables where there are none, and upgrade an older journal in place, in one transaction.

    A journal without a version is of the first. Raise NewerJournalError for one that is newer than this program.
    """
    if version_of(connection) == VERSION and has_table(connection, TABLE) and has_table(connection, COUNTS):
        return
    if connection.dialect.name == "postgresql":  # CREATE TABLE IF NOT EXISTS fails where two run at once
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    version = version_of(connection)
    if not has_table(connection, TABLE):
        connection.execute(CreateTable(TABLE))
        version = VERSION
    for number in range((version or 1) + 1, VERSION + 1):
        for statement in UPGRADES[number]:
            connection.execute(text(statement))
    for table in (COUNTS, _VERSIONS):
        connection.execute(CreateTable(table, if_not_exists=True))
    connection.execute(delete(_VERSIONS))
    connection.execute(insert(_VERSIONS).values(version=VERSION))


def version_of(connection: Connection) -> int | None:
    """Return the version of the journal, or None if it has none; raise NewerJournalError."""
    if not has_table(connection, _VERSIONS):
        return None
    version: int | None = connection.execute(select(_VERSIONS.c.version)).scalar()
    if version and version > VERSION:
        raise NewerJournalError(version)
    return version


def columns_of(connection: Connection, table: Table) -> set[str]:
    """Return the names of the columns that a table has in this journal."""
    return {column["name"] for column in inspect(connection).get_columns(table.name)}


def has_table(connection: Connection, table: Table) -> bool:
    """Return whether a table exists."""
    return inspect(connection).has_table(table.name)
