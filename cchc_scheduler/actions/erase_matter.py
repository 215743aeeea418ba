"""Erase what a unit wrote in a matter: its words, the person it names, every backup of them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.erase_submission import Erased
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import audit, erasing, matters, obligations
from cchc_scheduler.store.backups import BACKUPS_NAME
from cchc_scheduler.store.blank_matters import MatterKey
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Erasable:
    """What a unit wrote and would be erased, told without any of its content."""

    obligation: str
    number: int
    kind: str
    at: datetime
    by: str


def find_matter(db: Database, obligation: str, matter: int) -> Erasable:
    """Return what erasing would empty; NotFound when the obligation has no such matter."""
    with db.read() as connection:
        row = _row(connection, obligation, matter)
        return Erasable(obligation, matter, row["kind"], row["raised_at"], row["by"])


def erase_matter(
    db: Database, data: Path, which: tuple[str, int], by: str, now: datetime
) -> Erased:
    """Erase one matter's words everywhere; `which` is its obligation and its number.

    The digests that told of it go too. Raises NotFound, or StoreUnusable for a backup that can't
    be rewritten; then erase again when it can.
    """
    obligation, matter = which
    with db.work() as connection:
        row = _row(connection, obligation, matter)
        key = MatterKey(matter, obligation, row["carrier"])
        erasing.blank_rows(connection, key, now)
        detail = {"matter": matter, "kind": row["kind"]}
        audit.write(connection, now, [(by, "erased", obligation, detail)])
    compacted = db.path is None or erasing.compact(db.path)
    rewritten, unfinished = erasing.clean_copies(data, data / BACKUPS_NAME, key, now)
    return Erased(0, tuple(rewritten), unfinished, compacted)


def _row(connection: Connection, obligation: str, matter: int) -> RowMapping:
    if obligations.one(connection, obligation) is None:
        raise NotFound(f"There is no obligation {obligation}. `cchc status` lists them.")
    rows = matters.of_obligation(connection, obligation)
    found = next((row for row in rows if row["id"] == matter), None)
    if found is None:
        known = ", ".join(str(row["id"]) for row in rows) or "none"
        raise NotFound(f"{obligation} has no matter {matter}; it has: {known}.")
    return found
