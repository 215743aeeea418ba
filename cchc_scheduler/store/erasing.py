"""Removing content for good: from the store, its free pages, and every copy of it.

What stays says that something came, when and from whom, so that timeliness still stands.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store.backups import is_backup, is_sound, make_empty, sync
from cchc_scheduler.store.blank_matters import MatterKey, blank_matter, holds_matter
from cchc_scheduler.store.blank_opinions import OpinionKey, blank_opinion, holds_opinion
from cchc_scheduler.store.blank_requests import RequestKey, blank_request, holds_request
from cchc_scheduler.store.blanking import Execute, Key, MailKey, blank, holds, mails_of
from cchc_scheduler.store.database import BUSY_MS, faults_of

Which = Key | MailKey | MatterKey | RequestKey | OpinionKey


def blank_rows(connection: Connection, key: Which, now: datetime) -> None:
    """Take the content out of the rows of an open transaction of the store."""
    _blank(_executing(connection), key, now)


def raw_mail_of(connection: Connection, submission: int) -> list[str]:
    """Return the hashes of the raw mails that carried a submission, repeated deliveries too."""
    return mails_of(_executing(connection), submission)


def compact(path: Path) -> bool:
    """Rewrite a store without its free pages and empty its log; False while somebody reads it."""
    with faults_of(path), closing(_opened(path)) as connection:
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def clean_copies(data: Path, backups: Path, key: Which, now: datetime) -> tuple[list[Path], int]:
    """Rewrite every copy of the store that still holds the content.

    Returns those that were rewritten, and how many copies are being written at this moment and
    may hold it. Raises StoreUnusable when one can't be rewritten; it is then as it was before.
    """
    rewritten = [
        path for _ in range(2) for path in _copies(data, backups) if _rewritten(path, key, now)
    ]
    unfinished = list(backups.glob("cchc-*.partial")) if backups.is_dir() else []
    return rewritten, len(unfinished)


def _copies(data: Path, backups: Path) -> Iterator[Path]:
    if backups.is_dir():
        yield from sorted(path for path in backups.iterdir() if is_backup(path.name))
    yield from sorted(data.glob("replaced-*.sqlite3"))


def _rewritten(path: Path, key: Which, now: datetime) -> bool:
    """Rewrite one copy beside itself, check it, and put it in its own place."""
    if not _holds(path, key):
        return False
    fresh = path.with_name(f"{path.name}.erasing")
    try:
        _write_without(path, fresh, key, now)
        fresh.replace(path)
        _remove_log(path)
        sync(path.parent)
    except OSError as fault:
        raise StoreUnusable(f"{path} can't be rewritten: {fault.strerror}.") from fault
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return True


def _write_without(path: Path, fresh: Path, key: Which, now: datetime) -> None:
    make_empty(fresh)
    with faults_of(path), closing(_opened(path)) as source:
        source.execute("VACUUM INTO ?", (str(fresh),))
    with faults_of(fresh), closing(_opened(fresh)) as copy:
        _blank(copy.execute, key, now)
        copy.execute("VACUUM")
    if not is_sound(fresh) or _holds(fresh, key):
        raise StoreUnusable(f"{path} can't be rewritten without the content; delete it.")
    sync(fresh)


def _holds(path: Path, key: Which) -> bool:
    """Tell whether a copy has the content; what is no store has none."""
    try:
        with closing(_opened(path)) as connection:
            return _holds_rows(connection.execute, key)
    except sqlite3.DatabaseError:
        return False


def _blank(execute: Execute, key: Which, now: datetime) -> None:
    if isinstance(key, MatterKey):
        blank_matter(execute, key)
    elif isinstance(key, RequestKey):
        blank_request(execute, key)
    elif isinstance(key, OpinionKey):
        blank_opinion(execute, key)
    else:
        blank(execute, key, now)


def _holds_rows(execute: Execute, key: Which) -> bool:
    if isinstance(key, MatterKey):
        return holds_matter(execute, key)
    if isinstance(key, RequestKey):
        return holds_request(execute, key)
    if isinstance(key, OpinionKey):
        return holds_opinion(execute, key)
    return holds(execute, key)


def _executing(connection: Connection) -> Execute:
    def execute(statement: str, values: tuple[Any, ...]) -> Any:
        return connection.exec_driver_sql(statement, values)

    return execute


def _opened(path: Path) -> sqlite3.Connection:
    """Open a store so that what is deleted is overwritten, also in the pages that become free."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _remove_log(path: Path) -> None:
    """Remove the log of the file that was replaced; the new one is complete without it."""
    for ending in ("-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
