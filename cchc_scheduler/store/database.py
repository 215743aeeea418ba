"""The database file: how it is opened, the one door to a transaction, what can be wrong with it.

SQLite in WAL mode with synchronous=FULL: a commit that was answered survives a power cut.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from cchc_scheduler.core.errors import StoreUnusable

BUSY_MS: Final = 10_000
FILE_NAME: Final = "cchc.sqlite3"
PRAGMAS: Final = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-16000",
)


class Database:
    """One SQLite file (or one in memory) with its engine."""

    def __init__(self, path: Path | None) -> None:
        """Prepare to open `path`; None keeps everything in memory. Nothing is read yet."""
        self.path: Final = path
        self.engine: Final = _engine(path)
        self._reading: Final = self.engine.execution_options(reading=True)
        self._watching: sqlite3.Connection | None = None

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """Give a connection inside a write transaction; commit at the end, roll back on a fault.

        Raises StoreUnusable when the disk is full, the file is damaged or stays locked.
        """
        with faults_of(self.path), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading only; what it sees stands still until it ends.

        Raises StoreUnusable when the file is damaged or can't be opened.
        """
        with faults_of(self.path), self._reading.connect() as connection:
            yield connection
            connection.rollback()

    def state(self) -> int | None:
        """Return a number that is the same as before only while nothing was committed; else None.

        It is asked on a connection of its own that never writes, takes some microseconds and waits
        for nobody. Only comparing it with an earlier one of this very object means anything.
        """
        try:
            if self._watching is None:
                self._watching = self._watch()
            if self.path is None:
                return self._watching.total_changes
            found: int = self._watching.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error:
            return None
        return found

    def close(self) -> None:
        """Close every connection."""
        if self._watching is not None and self.path is not None:
            self._watching.close()
        self._watching = None
        self.engine.dispose()

    def _watch(self) -> sqlite3.Connection:
        """Return the connection that watches: in memory the only one there is."""
        if self.path is not None:
            return sqlite3.connect(self.path, timeout=0, check_same_thread=False)
        raw: Any = self.engine.raw_connection().driver_connection
        own: sqlite3.Connection = raw
        return own


@contextmanager
def faults_of(path: Path | None) -> Iterator[None]:
    """Turn what the driver says about a file that can't be used into StoreUnusable.

    Other faults of the database (a key that exists, a check that fails) pass unchanged.
    """
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as fault:
        told = _explain(fault, path)
        if told is None:
            raise
        raise StoreUnusable(told) from fault


def _engine(path: Path | None) -> Engine:
    if path is None:
        engine = create_engine(
            "sqlite://",
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
    else:
        url = URL.create("sqlite", database=str(path))
        # Values of a statement that fails may be addresses and bodies; logs must not show them.
        engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    """Set what SQLite needs on each connection; the driver's own transactions are switched off."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """Take the write lock at once: a read that later writes could otherwise fail as stale."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _explain(fault: Exception, path: Path | None) -> str | None:
    """Return what a person can do about a fault of the file itself; None for any other fault."""
    driver = getattr(fault, "orig", None) or fault
    name = getattr(driver, "sqlite_errorname", None) or ""
    where = path or "the database in memory"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return (
            f"{where} is damaged. Stop the service and run `cchc restore` with the newest backup; "
            "`cchc doctor` names it."
        )
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"{where} can't be written: the disk is full or failing. Free space."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{where} is locked by another program for over {BUSY_MS // 1000} s."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return f"{where} can't be opened for writing: check the folder's owner."
    return None
