"""Read back what was applied: the documents in force, and every apply with what it did."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.undo_apply import why_not
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import apply_effects, plan_drafts, revisions
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class ApplyRecord:
    """One apply: when, by whom, which documents (kind, name), and what it did, counted by kind.

    `withdrawn` are documents that ceased to hold. `undoes` and `undone_by` are other applies,
    `draft` the reviewed annex it came from. `fixed` says why it can't be taken back, None where it
    can.
    """

    number: int
    at: datetime
    by: str
    documents: tuple[tuple[str, str], ...]
    withdrawn: tuple[tuple[str, str], ...]
    did: dict[str, int]
    undoes: int | None
    undone_by: int | None
    draft: int | None
    fixed: str | None


def applied_documents(db: Database) -> dict[tuple[str, str], Document]:
    """Return the documents in force by kind and name; empty while nothing was applied."""
    with db.read() as connection:
        return documents_in_force(connection)


def documents_in_force(connection: Connection) -> dict[tuple[str, str], Document]:
    """Return the same inside an open transaction."""
    return {
        (row["kind"], row["name"]): Document(row["kind"], row["name"], json.loads(row["document"]))
        for row in revisions.in_force(connection)
    }


def list_applies(db: Database) -> tuple[ApplyRecord, ...]:
    """Return every apply, newest first."""
    with db.read() as connection:
        rows = revisions.every_brief(connection)
        undone = {row["undoes"]: row["apply"] for row in rows if row["undoes"] is not None}
        last = revisions.newest_apply(connection)
        groups = groupby(rows, lambda row: row["apply"])
        return tuple(
            _record(connection, list(group), undone.get(number), last=number == last)
            for number, group in groups
        )


def _record(
    connection: Connection, rows: list[RowMapping], undone_by: int | None, *, last: bool
) -> ApplyRecord:
    first = rows[-1]
    number: int = first["apply"]
    draft = plan_drafts.of_apply(connection, number)
    did = Counter(row["effect"] for row in apply_effects.of_apply(connection, number))
    later = "Another apply came after it; only the last one is taken back."
    return ApplyRecord(
        number=number,
        at=first["applied_at"],
        by=first["applied_by"],
        documents=tuple((r["kind"], r["name"]) for r in reversed(rows) if not r["withdrawn"]),
        withdrawn=tuple((r["kind"], r["name"]) for r in reversed(rows) if r["withdrawn"]),
        did=dict(did),
        undoes=first["undoes"],
        undone_by=undone_by,
        draft=draft["id"] if draft else None,
        fixed=why_not(connection, number) if last else later,
    )
