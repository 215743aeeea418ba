"""Erase what an organisation wrote in an opinion, and its answer, from store and every backup."""

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.erase_matter import Erasable
from cchc_scheduler.actions.erase_submission import Erased
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import audit, erasing, opinions
from cchc_scheduler.store.backups import BACKUPS_NAME
from cchc_scheduler.store.blank_opinions import OpinionKey
from cchc_scheduler.store.database import Database

# What stands in the place of an obligation where an opinion is meant.
ABOUT: Final = "opinion"


def find_opinion(db: Database, about: str, number: int) -> Erasable:
    """Return what erasing would empty; NotFound when there is no such opinion."""
    with db.read() as connection:
        row = _row(connection, number)
        return Erasable(about, number, "opinion", row["given_at"], row["organisation_name"])


def erase_opinion(
    db: Database, data: Path, which: tuple[str, int], by: str, now: datetime
) -> Erased:
    """Erase one opinion's words everywhere; `which` is the word `opinion` and its number.

    Raises NotFound, or StoreUnusable for a backup that can't be rewritten; then erase again when
    it can.
    """
    _, number = which
    with db.work() as connection:
        row = _row(connection, number)
        key = OpinionKey(number, row["carrier"])
        erasing.blank_rows(connection, key, now)
        audit.write(connection, now, [(by, "erased", f"opinion {number}", {})])
    compacted = db.path is None or erasing.compact(db.path)
    rewritten, unfinished = erasing.clean_copies(data, data / BACKUPS_NAME, key, now)
    return Erased(0, tuple(rewritten), unfinished, compacted)


def _row(connection: Connection, number: int) -> RowMapping:
    row = opinions.one(connection, number)
    if row is None:
        raise NotFound(f"There is no opinion {number}.")
    return row
