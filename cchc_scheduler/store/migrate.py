"""Which schema a database has, and the one way a store is opened: made, migrated or refused.

A database that existed once is never replaced by an empty one.
"""

import importlib
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store.backups import BACKUPS_NAME, back_up, newest_good
from cchc_scheduler.store.database import FILE_NAME, Database, faults_of
from cchc_scheduler.store.schema import METADATA

RELEASED: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0013",
)
MARK_NAME: Final = "store.made"

State = Literal["new", "current", "older", "newer", "damaged"]


def open_store(data: Path, now: datetime, backups: Path | None = None) -> Database:
    """Open the store of a data folder: make it when new, back up and migrate it when older.

    `backups` is `<data>/backups` unless given. Raises StoreUnusable when the database is damaged,
    newer than this program, or missing although there was one; it names the newest good backup.
    """
    folder = backups or data / BACKUPS_NAME
    database = Database(data / FILE_NAME)
    try:
        _bring_up(database, data, folder, now)
    except BaseException:
        database.close()
        raise
    return database


def ever_made(data: Path) -> bool:
    """Tell whether there is or has been a store in a data folder; nothing is made."""
    names = (FILE_NAME, f"{FILE_NAME}-wal", MARK_NAME, BACKUPS_NAME)
    return any((data / name).exists() for name in names)


def new_in_memory() -> Database:
    """Return an empty store of the newest schema in memory, for simulation and tests."""
    database = Database(None)
    with database.work() as connection:
        METADATA.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (RELEASED[-1],))
    return database


def copied_in_memory(database: Database) -> Database:
    """Return a store in memory with everything another holds at this moment."""
    copy = Database(None)
    raw = (each.engine.raw_connection() for each in (database, copy))
    with closing(next(raw)) as source, closing(next(raw)) as target:
        source.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
    return copy


def schema_state(database: Database) -> State:
    """Tell how a database file stands to this program's schema; its pages are checked for damage.

    Raises StoreUnusable when it can't be read for another reason (locked, no permission).
    """
    if database.path is None:
        return "current"
    if not database.path.exists() or database.path.stat().st_size == 0:
        return "new"
    tables = _tables(database.path)
    if tables == []:
        return "new"
    version = schema_version(database.path) if tables else None
    return _standing(version)


def schema_version(path: Path) -> str | None:
    """Return the number of the schema a database file has, or None when it tells none."""
    try:
        with faults_of(path), closing(_open_only(path)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return None
    return str(row[0]) if row else None


def migrate(database: Database) -> tuple[str | None, str]:
    """Bring a new or older database to the newest schema; return the version before and after.

    Raises StoreUnusable when it is damaged or newer than this program. Makes no backup.
    """
    state = schema_state(database)
    if state in ("newer", "damaged"):
        raise StoreUnusable(_refusal(database, state, None))
    before = None if database.path is None or state == "new" else schema_version(database.path)
    if state != "current":
        # Loaded only here: Alembic takes longer to import than everything else at start.
        upgrading = importlib.import_module("cchc_scheduler.store.upgrading")
        upgrading.upgrade(database)
    return before, RELEASED[-1]


def _bring_up(database: Database, data: Path, folder: Path, now: datetime) -> None:
    state = schema_state(database)
    if state == "new":
        _refuse_if_lost(data, folder)
        _make_private(data)
    elif state in ("newer", "damaged"):
        raise StoreUnusable(_refusal(database, state, newest_good(folder)))
    elif state == "older":
        back_up(database, folder, now)
    if state != "current":
        migrate(database)
    _leave_mark(data)


def _standing(version: str | None) -> State:
    if version is None:
        return "damaged"
    if version == RELEASED[-1]:
        return "current"
    return "older" if version in RELEASED else "newer"


def _tables(path: Path) -> list[str] | None:
    """Return the names of a file's tables, or None when its pages are damaged."""
    try:
        with closing(_open_only(path)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return [name for (name,) in names]
    except sqlite3.DatabaseError as fault:
        if fault.sqlite_errorname.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return None
        with faults_of(path):
            raise


def _open_only(path: Path) -> sqlite3.Connection:
    """Open a file that exists, never making one; a log left by a dead process is taken in."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)


def _refuse_if_lost(data: Path, folder: Path) -> None:
    """Refuse to make an empty database where there has been one."""
    backup = newest_good(folder)
    path = data / FILE_NAME
    orphaned_log = not path.exists() and path.with_name(f"{FILE_NAME}-wal").exists()
    if backup is None and not orphaned_log and not (data / MARK_NAME).exists():
        return
    raise StoreUnusable(
        f"{path} is missing or empty, but there has been a store in {data}. "
        f"Nothing was made in its place. {_advice(backup)}"
    )


def _refusal(database: Database, state: State, backup: Path | None) -> str:
    if state == "newer" and database.path is not None:
        return (
            f"{database.path} has schema {schema_version(database.path)}; this program knows up to "
            f"{RELEASED[-1]}. Install the newer program again."
        )
    return f"{database.path} is damaged. {_advice(backup)}"


def _advice(backup: Path | None) -> str:
    if backup is None:
        return "There is no good backup beside it: look for a copy elsewhere."
    return f"The newest good backup is {backup}: run `cchc restore {backup}`."


def _make_private(data: Path) -> None:
    """Make the folder and an empty file that only the service's own account can read."""
    path = data / FILE_NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as fault:
        raise StoreUnusable(f"{path} can't be made: {fault.strerror}.") from fault


def _leave_mark(data: Path) -> None:
    """Leave a file that tells a later start that there has been a store here."""
    mark = data / MARK_NAME
    if mark.exists():
        return
    try:
        mark.write_text("A store was made in this folder.\n", encoding="utf-8")
    except OSError as fault:
        raise StoreUnusable(f"{mark} can't be written: {fault.strerror}.") from fault
