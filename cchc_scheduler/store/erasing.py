"""Removing the content of one submission for good: from the store, its free pages, its backups.

What stays says that something was handed in, when and by whom, so that timeliness still stands.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store.backups import is_backup, is_sound, make_empty, sync
from cchc_scheduler.store.database import BUSY_MS, faults_of

Execute = Callable[[str, tuple[Any, ...]], Any]
CONTENT: Final = (
    "link",
    "file_name",
    "file_size",
    "file_sha256",
    "file_type",
    "number",
    "document_day",
    "note",
)
BLANK: Final = b"Subject: erased\r\n\r\n"
BLANK_SHA256: Final = hashlib.sha256(BLANK).hexdigest()
WAITING: Final = ("queued", "deferred")


@dataclass(frozen=True, slots=True)
class Key:
    """Which submission; `carrier` besides the number, since a restored store may reuse numbers."""

    submission: int
    obligation: str
    carrier: str


def blank_rows(connection: Connection, key: Key, now: datetime) -> None:
    """Take the content out of the rows of an open transaction of the store."""

    def execute(statement: str, values: tuple[Any, ...]) -> Any:
        return connection.exec_driver_sql(statement, values)

    _blank(execute, key, now)


def raw_mail_of(connection: Connection, submission: int) -> list[str]:
    """Return the hashes of the raw mails that carried a submission, repeated deliveries too."""
    query = f"SELECT sha256 FROM incoming WHERE {_OF_MAIL} ORDER BY id"  # noqa: S608
    return [row[0] for row in connection.exec_driver_sql(query, (submission,) * 3)]


def compact(path: Path) -> bool:
    """Rewrite a store without its free pages and empty its log; False while somebody reads it."""
    with faults_of(path), closing(_opened(path)) as connection:
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def clean_copies(data: Path, backups: Path, key: Key, now: datetime) -> tuple[list[Path], int]:
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


def _rewritten(path: Path, key: Key, now: datetime) -> bool:
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


def _write_without(path: Path, fresh: Path, key: Key, now: datetime) -> None:
    make_empty(fresh)
    with faults_of(path), closing(_opened(path)) as source:
        source.execute("VACUUM INTO ?", (str(fresh),))
    with faults_of(fresh), closing(_opened(fresh)) as copy:
        _blank(copy.execute, key, now)
        copy.execute("VACUUM")
    if not is_sound(fresh) or _holds(fresh, key):
        raise StoreUnusable(f"{path} can't be rewritten without the content; delete it.")
    sync(fresh)


def _holds(path: Path, key: Key) -> bool:
    """Tell whether a copy has this submission with any content; what is no store has none."""
    try:
        with closing(_opened(path)) as connection:
            known = _columns(connection.execute, "submission", CONTENT)
            some = " OR ".join(f'"{name}" IS NOT NULL' for name in known) or "0"
            query = f"SELECT count(*) FROM submission WHERE {_WHERE} AND ({some})"  # noqa: S608
            return bool(connection.execute(query, _values(key)).fetchone()[0])
    except sqlite3.DatabaseError:
        return False


_OF_MAIL: Final = (
    "submission = ? "
    "OR message_id IN (SELECT message_id FROM incoming WHERE submission = ?) "
    "OR content IN (SELECT content FROM incoming WHERE submission = ?)"
)
_WHERE: Final = "id = ? AND obligation = ? AND carrier = ?"


def _values(key: Key) -> tuple[Any, ...]:
    return key.submission, key.obligation, key.carrier


def _blank(execute: Execute, key: Key, now: datetime) -> None:
    """Empty the rows; a copy of an older release lacks some columns and tables."""
    names = _columns(execute, "submission", CONTENT)
    stamp = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    emptied = ", ".join(f'"{name}" = NULL' for name in names)
    if _columns(execute, "submission", ("erased_at",)):
        emptied = f"{emptied}, erased_at = coalesce(erased_at, '{stamp}')"
    execute(f"UPDATE submission SET {emptied} WHERE {_WHERE}", _values(key))  # noqa: S608
    _blank_letters(execute, key)
    _blank_report(execute, key)
    told = _columns(execute, "incoming", ("subject", "excerpt"))
    if told:
        emptied = ", ".join(f'"{name}" = NULL' for name in told)
        execute(f"UPDATE incoming SET {emptied} WHERE {_OF_MAIL}", (key.submission,) * 3)  # noqa: S608


def _blank_letters(execute: Execute, key: Key) -> None:
    """Empty the letters that repeat what was handed in; those that still wait are cancelled."""
    about = (
        "(kind = 'receipt' AND cause = ?) OR "
        "(kind = 'correction' AND (cause = ? OR substr(cause, 1, ?) = ?))"
    )
    news = f"received {key.obligation} "
    which = (f"submission {key.submission}", f"sorry {key.obligation}", len(news), news)
    execute(
        "UPDATE letter SET state = 'cancelled', next_attempt_at = NULL "  # noqa: S608
        f"WHERE state IN {WAITING} AND ({about})",
        which,
    )
    execute(
        f"UPDATE letter SET bytes = ?, sha256 = ? WHERE {about}",  # noqa: S608
        (BLANK, BLANK_SHA256, *which),
    )


def _blank_report(execute: Execute, key: Key) -> None:
    """Empty what was filled into the form that was handed in, and the drafts beside it."""
    if not _columns(execute, "report_form", ("id",)):
        return
    which = "obligation = ? AND (submission IS NULL OR carrier = ?)"
    values = (key.obligation, key.carrier)
    execute(
        f"DELETE FROM report_answer WHERE form IN (SELECT id FROM report_form WHERE {which})",  # noqa: S608
        values,
    )
    execute(f"UPDATE report_form SET unread = NULL WHERE {which}", values)  # noqa: S608


def _columns(execute: Execute, table: str, wanted: Iterable[str]) -> list[str]:
    """Return which of the wanted columns a table has; none when there is no such table."""
    known = {row[1] for row in execute(f"PRAGMA table_info({table})", ()).fetchall()}
    return [name for name in wanted if name in known]


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
