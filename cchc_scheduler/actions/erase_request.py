"""Erase why a unit asked for something: its words, the letters that told of them, every backup."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.claim_letters import cancel
from cchc_scheduler.actions.erase_matter import Erasable
from cchc_scheduler.actions.erase_submission import Erased
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.store import audit, erasing, letters, notices, obligations, requests
from cchc_scheduler.store.backups import BACKUPS_NAME
from cchc_scheduler.store.blank_requests import RequestKey
from cchc_scheduler.store.blanking import WAITING
from cchc_scheduler.store.database import Database


def find_request(db: Database, obligation: str, request: int) -> Erasable:
    """Return what erasing would empty; NotFound when the obligation has no such request."""
    with db.read() as connection:
        row = _row(connection, obligation, request)
        return Erasable(obligation, request, row["kind"], row["asked_at"], row["by"])


def erase_request(
    db: Database, data: Path, which: tuple[str, int], by: str, now: datetime
) -> Erased:
    """Erase the reason of one request everywhere; `which` is its obligation and its number.

    Letters to the unit that told of it and still wait are written anew without it. Raises NotFound,
    or StoreUnusable for a backup that can't be rewritten; then erase again when it can.
    """
    obligation, request = which
    with db.work() as connection:
        row = _row(connection, obligation, request)
        key = RequestKey(request, obligation, row["asked_at"])
        cancel(connection, _waiting(connection, row), "told what was erased", now)
        erasing.blank_rows(connection, key, now)
        detail = {"request": request, "kind": row["kind"]}
        audit.write(connection, now, [(by, "erased", obligation, detail)])
    compacted = db.path is None or erasing.compact(db.path)
    rewritten, unfinished = erasing.clean_copies(data, data / BACKUPS_NAME, key, now)
    return Erased(0, tuple(rewritten), unfinished, compacted)


def _waiting(connection: Connection, row: RowMapping) -> list[int]:
    """Return the ladder letters about the obligation that were written since and have not left."""
    told = notices.of_obligations(connection, [row["obligation"]])
    known = letters.brief(connection, sorted({each["letter"] for each in told if each["letter"]}))
    return [
        each["id"]
        for each in known
        if each["state"] in WAITING and each["created_at"] >= row["asked_at"]
    ]


def _row(connection: Connection, obligation: str, request: int) -> RowMapping:
    if obligations.one(connection, obligation) is None:
        raise NotFound(f"There is no obligation {obligation}. `cchc status` lists them.")
    rows = requests.of_obligation(connection, obligation)
    found = next((row for row in rows if row["id"] == request), None)
    if found is None:
        known = ", ".join(str(row["id"]) for row in rows) or "none"
        raise NotFound(f"{obligation} has no request {request}; it has: {known}.")
    return found
