"""Putting a backup in the place of the database; what it replaces is kept, and nothing goes out."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cchc_scheduler.core.errors import AlreadyRunning, StoreUnusable
from cchc_scheduler.store import audit, markers
from cchc_scheduler.store.backups import STAMP, is_sound, sync
from cchc_scheduler.store.database import FILE_NAME, Database, faults_of
from cchc_scheduler.store.migrate import RELEASED, schema_version

LOCK_NAME: Final = "engine.lock"
WHY_HELD: Final = "a backup was restored: what it does not know of may have been sent already"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; `kept_aside` is the replaced database, None when there was none."""

    backup: Path
    kept_aside: Path | None


def restore(data: Path, backup: Path, now: datetime, by: str, lock: Path | None = None) -> Restored:
    """Put a sound backup in the place of a data folder's database and hold the backlog.

    `lock` is the file a running service holds, `<data>/engine.lock` unless given. Raises
    AlreadyRunning while it is held, StoreUnusable when the backup is damaged or newer than this
    program; then nothing was changed.
    """
    _check(backup)
    with _alone(lock or data / LOCK_NAME):
        fresh = data / "restoring.sqlite3"
        try:
            _prepare(backup, fresh, now, by)
            kept_aside = _set_aside(data / FILE_NAME, now)
            fresh.replace(data / FILE_NAME)
            sync(data)
        except OSError as fault:
            raise StoreUnusable(f"{data} can't be written: {fault.strerror}.") from fault
        finally:
            _remove(fresh)
    return Restored(backup, kept_aside)


def _check(backup: Path) -> None:
    if not backup.is_file():
        raise StoreUnusable(f"{backup} is no file; `cchc doctor` names the newest good backup.")
    version = schema_version(backup) if is_sound(backup) else None
    if version is None:
        raise StoreUnusable(f"{backup} is damaged or no backup of a store; nothing was changed.")
    if version not in RELEASED:
        raise StoreUnusable(
            f"{backup} has schema {version}; this program knows up to {RELEASED[-1]}. "
            "Install the newer program first."
        )


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the service's own lock, so that none can start meanwhile."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise AlreadyRunning(
                f"a service holds {lock}. Stop it, then restore; nothing was changed."
            ) from fault
        yield


def _prepare(backup: Path, fresh: Path, now: datetime, by: str) -> None:
    """Copy the backup beside the database and note in it that it was restored."""
    _remove(fresh)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    shutil.copyfile(backup, fresh)
    database = Database(fresh)
    try:
        with database.work() as connection:
            markers.put(connection, "restored-at", now)
            markers.put(connection, "held-since", now)
            markers.put(connection, "held-why", WHY_HELD)
            audit.write(connection, now, [(by, "restored", "store", {"backup": backup.name})])
    finally:
        database.close()
    _close_log(fresh)
    sync(fresh)


def _close_log(path: Path) -> None:
    """Bring the whole write-ahead log into the file itself, which then is complete alone."""
    with faults_of(path), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Rename the present database with its log; it stays readable under the new name."""
    if not path.exists():
        return None
    aside = path.with_name(f"replaced-{now.astimezone(UTC).strftime(STAMP)}.sqlite3")
    for ending in ("-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
