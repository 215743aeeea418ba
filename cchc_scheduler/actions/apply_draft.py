"""Put a reviewed annex in force, once every question is answered; and show it before that."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.apply_documents import Application, Applied, put_in_force
from cchc_scheduler.actions.mend_draft import changed_since
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.plan_draft_room import (
    DraftBrief,
    DraftReview,
    brief_of,
    document_with,
    find_draft,
    review_of,
)
from cchc_scheduler.actions.preview_apply import Preview, preview_apply
from cchc_scheduler.actions.records import Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.core.plan_reviews import Review
from cchc_scheduler.documents.review_words import mending_fault_words, question_with_answer
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import audit, plan_drafts
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class DraftApplication:
    """A draft to put in force, as of the version that was shown, and who does it."""

    draft: int
    version: int
    by: str


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """A draft to be shown as if in force, with the letters of so many working days (a quarter)."""

    draft: int
    working_days: int | None = None


def apply_draft(
    db: Database, records: Records, outbox: Outbox, wanted: DraftApplication, now: datetime
) -> Applied:
    """Put a draft in force and close it, in one transaction.

    A draft that is in force already does nothing more. Raises BadInput with every open question and
    how it is answered, and with every fault the plan would have; Conflict when the draft was
    changed since it was shown. Then nothing is written.
    """
    with db.work() as connection:
        applied = _apply(connection, records, outbox, wanted, now)
        checkpoint("draft.applying")
    checkpoint("draft.applied")
    return applied


def preview_draft(
    db: Database, records: Records, outbox: Outbox, wanted: DraftPreview, now: datetime
) -> Preview:
    """Return what putting a draft in force now would mean.

    Raises the same BadInput as applying it.
    """
    with db.read() as connection:
        document = draft_document(connection, records, find_draft(connection, wanted.draft))
    return preview_apply(db, outbox, [document], now, wanted.working_days)


def read_draft(db: Database, records: Records, draft: int) -> DraftReview:
    """Return a draft as it stands; NotFound when there is none."""
    with db.read() as connection:
        return review_of(records.read(connection), find_draft(connection, draft))


def list_drafts(db: Database) -> tuple[DraftBrief, ...]:
    """Return every draft, newest first."""
    with db.read() as connection:
        return tuple(brief_of(row) for row in plan_drafts.every_brief(connection))


def draft_document(connection: Connection, records: Records, row: RowMapping) -> Document:
    """Return the plan's document as a draft would have it; BadInput while anything is open."""
    in_force = records.read(connection)
    review = review_of(in_force, row).review
    refuse_open(review)
    return document_with(connection, in_force, row["plan"], review)


def refuse_open(review: Review) -> None:
    """Raise BadInput with every open question and every mending that fits nothing."""
    told = [
        *(mending_fault_words(fault) for fault in review.faults),
        *(question_with_answer(row, question) for row, question in review.open),
    ]
    if told:
        raise BadInput("\n".join((f"{len(told)} points are to be settled first:", *told)))


def _apply(
    connection: Connection,
    records: Records,
    outbox: Outbox,
    wanted: DraftApplication,
    now: datetime,
) -> Applied:
    row = find_draft(connection, wanted.draft)
    if row["state"] == "applied":
        return Applied(row["apply"] or 0)
    if row["state"] == "dropped":
        raise BadInput(f"Draft {wanted.draft} was dropped; upload the annex again.")
    if row["version"] != wanted.version:
        raise Conflict(_moved_on(records, connection, row, wanted.version))
    document = draft_document(connection, records, row)
    applied = put_in_force(connection, records, outbox, Application([document], wanted.by), now)
    closed = {"state": "applied", "closed_at": now, "changed_at": now, "changed_by": wanted.by}
    plan_drafts.change(connection, row, apply=applied.number or None, **closed)
    detail = {"apply": applied.number, "sha256": row["sha256"]}
    audit.write(connection, now, [(wanted.by, "applied", f"draft {wanted.draft}", detail)])
    return applied


def _moved_on(records: Records, connection: Connection, row: RowMapping, shown: int) -> str:
    kept = review_of(records.read(connection), row).mendings
    changed = ", ".join(f"row {e.mending.row} by {e.by}" for e in changed_since(kept, shown))
    return f"Draft {row['id']} was changed since it was shown ({changed}); look at it again."
