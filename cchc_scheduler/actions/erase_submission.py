"""Erase what a submission holds: rows, file, letters that repeat it, raw mail, and every backup.

For what must not be here at all, above all state secrets. The log says that it was done, by whom
and when, and holds nothing of the content. Done again after an accident it finishes the rest.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import audit, erasing, files, obligations, submissions
from cchc_scheduler.store.backups import BACKUPS_NAME
from cchc_scheduler.store.blanking import Key
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Erasable:
    """What would be erased, told without any of its content; `size` is in bytes, None if no file.

    `shared` names other submissions that hold the very same file: it stays until they are erased.
    """

    obligation: str
    submission: int
    kind: str
    handed_in_at: datetime
    by: str
    size: int | None
    erased_at: datetime | None
    shared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: files removed, backups rewritten, copies of the store that still wait.

    `compacted` is False while a reader keeps the log of the store from being emptied.
    """

    files: int
    backups: tuple[Path, ...]
    unfinished: int
    compacted: bool


def find_erasable(db: Database, obligation: str, submission: int) -> Erasable:
    """Return what erasing would remove; NotFound when the obligation has no such submission."""
    with db.read() as connection:
        row = _row(connection, obligation, submission)
        return Erasable(
            obligation=obligation,
            submission=submission,
            kind=row["kind"],
            handed_in_at=row["handed_in_at"],
            by=row["by"],
            size=row["file_size"],
            erased_at=row["erased_at"],
            shared=_shared(connection, row),
        )


def erase_submission(
    db: Database, data: Path, which: tuple[str, int], by: str, now: datetime
) -> Erased:
    """Erase one submission's content everywhere; `which` is its obligation and its number.

    The files go first, since only the rows know them; then the rows with the entry of the log, the
    free pages of the store, and the backups. Raises NotFound, or StoreUnusable for a backup that
    can't be rewritten; then erase again when it can.
    """
    obligation, submission = which
    with db.work() as connection:
        row = _row(connection, obligation, submission)
        key = Key(submission, obligation, row["carrier"])
        removed = sum(files.erase(data, each) for each in _hashes(connection, row))
        erasing.blank_rows(connection, key, now)
        detail = {"submission": submission, "kind": row["kind"]}
        audit.write(connection, now, [(by, "erased", obligation, detail)])
    compacted = db.path is None or erasing.compact(db.path)
    rewritten, unfinished = erasing.clean_copies(data, data / BACKUPS_NAME, key, now)
    return Erased(removed, tuple(rewritten), unfinished, compacted)


def _row(connection: Connection, obligation: str, submission: int) -> RowMapping:
    if obligations.one(connection, obligation) is None:
        raise NotFound(f"There is no obligation {obligation}. `cchc status` lists them.")
    rows = submissions.of_obligation(connection, obligation)
    found = next((row for row in rows if row["id"] == submission), None)
    if found is None:
        known = ", ".join(str(row["id"]) for row in rows) or "none"
        raise NotFound(f"{obligation} has no submission {submission}; it has: {known}.")
    return found


def _shared(connection: Connection, row: RowMapping) -> tuple[int, ...]:
    if row["file_sha256"] is None:
        return ()
    same = submissions.with_file(connection, row["file_sha256"])
    return tuple(each["id"] for each in same if each["id"] != row["id"])


def _hashes(connection: Connection, row: RowMapping) -> list[str]:
    """Return the files to remove: the one handed in unless shared, and the mail that carried it."""
    own = [] if row["file_sha256"] is None or _shared(connection, row) else [row["file_sha256"]]
    return [*own, *erasing.raw_mail_of(connection, row["id"])]
