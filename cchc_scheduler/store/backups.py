"""Backups: whole copies of the database, checked before they count, thinned out with age."""

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store.database import Database, faults_of

BACKUPS_NAME: Final = "backups"
STAMP: Final = "%Y%m%dT%H%M%SZ"
# How many of the newest hours, days and months keep their last backup.
KEPT: Final = (("%Y%m%d%H", 24), ("%Y%m%d", 30), ("%Y%m", 12))
_NAME: Final = re.compile(r"cchc-(\d{8}T\d{6}Z)\.sqlite3")


def back_up(database: Database, folder: Path, now: datetime) -> Path:
    """Write a checked copy of the store into `folder` and delete the copies too old to keep.

    The store may be in use meanwhile. Raises StoreUnusable when the copy can't be written or is
    not sound; then nothing is left behind.
    """
    if database.path is None:
        raise StoreUnusable("a store in memory can't be backed up")
    kept = folder / f"cchc-{now.astimezone(UTC).strftime(STAMP)}.sqlite3"
    partial = kept.with_suffix(".partial")
    try:
        make_empty(partial)
        _copy(database.path, partial)
        sync(partial)
        partial.replace(kept)
        sync(folder)
    except OSError as fault:
        raise StoreUnusable(f"{kept} can't be written: {fault.strerror}.") from fault
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    for name in superfluous(path.name for path in folder.iterdir()):
        (folder / name).unlink(missing_ok=True)
    return kept


def superfluous(names: Iterable[str]) -> list[str]:
    """Return which backups need not be kept, oldest first; names of other files are left out.

    Kept is the last one of each of the newest 24 hours, 30 days and 12 months that have any, on
    the office's wall clock.
    """
    taken = {name: _taken_at(found[1]) for name in names if (found := _NAME.fullmatch(name))}
    oldest_first = sorted(taken, key=lambda name: taken[name])
    keep: set[str] = set()
    for pattern, count in KEPT:
        last_of = {taken[name].strftime(pattern): name for name in oldest_first}
        keep.update(list(last_of.values())[-count:])
    return [name for name in oldest_first if name not in keep]


def newest_good(folder: Path) -> Path | None:
    """Return the newest backup in a folder that is sound, or None."""
    if not folder.is_dir():
        return None
    found = sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), reverse=True)
    return next((path for path in found if is_sound(path)), None)


def is_backup(name: str) -> bool:
    """Tell whether a file's name is that of a backup."""
    return _NAME.fullmatch(name) is not None


def is_sound(path: Path) -> bool:
    """Tell whether a file is a database in which every page, index and check holds."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
            tables = found.execute("SELECT count(*) FROM sqlite_master").fetchone()
            checked = found.execute("PRAGMA integrity_check(1)").fetchone()
            return bool(tables != (0,) and checked == ("ok",))
    except sqlite3.DatabaseError:
        return False


def sync(path: Path) -> None:
    """Have a file or folder written through to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_empty(path: Path) -> None:
    """Make an empty file that only the service's own account can read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _copy(source: Path, target: Path) -> None:
    with faults_of(source), closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    if not is_sound(target):
        raise StoreUnusable(f"the copy of {source} is not sound; the backup was not kept")


def _taken_at(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC).astimezone(OFFICE_ZONE)
