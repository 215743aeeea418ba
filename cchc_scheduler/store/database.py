"""The database file: how it is opened, the one door to a transaction, and what can be wrong with it.

SQLite in WAL mode with synchronous=FULL: a commit that was answered survives a power cut.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from cchc_scheduler.core.errors import StoreUnusable

BUSY_MS: Final = 10_000
FILE_NAME: Final = "cchc.sqlite3"


class Database:
    """One SQLite file (or one in memory) with its engine."""

    def __init__(self, path: Path | None) -> None:
        """Prepare to open `path`; None keeps everything in memory. Nothing is read yet."""
        self.path: Final = path
        self.engine: Final = _engine(path)

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """Give a connection inside a write transaction; commit at the end, roll back on a fault.

        Raises StoreUnusable when the disk is full, the file is damaged or stays locked.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except (DatabaseError, sqlite3.DatabaseError) as fault:
            unusable = _explain(fault, self.path)
            if unusable is None:
                raise
            raise unusable from fault

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading only; what it sees stands still until it ends."""
        try:
            with self.engine.connect().execution_options(reading=True) as connection:
                yield connection
                connection.rollback()
        except (DatabaseError, sqlite3.DatabaseError) as fault:
            unusable = _explain(fault, self.path)
            if unusable is None:
                raise
            raise unusable from fault

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _engine(path: Path | None) -> Engine:
    if path is None:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    """Set what SQLite needs on each connection; the driver's own transactions are switched off."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    """Take the write lock at once: a read that later writes could otherwise fail as stale."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _explain(fault: Exception, path: Path | None) -> StoreUnusable | None:
    text = str(fault.__cause__ or fault).lower()
    where = path or "the database in memory"
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return StoreUnusable(
            f"{where} is damaged. Stop the service and run `cchc restore` with the newest backup; "
            "`cchc doctor` names it."
        )
    if "full" in text or "disk i/o" in text:
        return StoreUnusable(f"{where} can't be written: the disk is full or failing. Free space.")
    if "locked" in text or "busy" in text:
        return StoreUnusable(f"{where} is locked by another program for over {BUSY_MS // 1000} s.")
    if "readonly" in text or "unable to open" in text:
        return StoreUnusable(f"{where} can't be opened for writing: check the folder's owner.")
    return None


