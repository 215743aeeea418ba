"""Settle rows of a draft; what somebody else settled meanwhile is never written over unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.plan_draft_room import find_open, review_of
from cchc_scheduler.actions.records import Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.documents.review_words import mending_fault_words
from cchc_scheduler.plan.kept_reviews import KeptMending, mendings_from_text, mendings_text
from cchc_scheduler.store import audit, plan_drafts
from cchc_scheduler.store.database import Database

LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Mendings:
    """What a person settles: rows of one draft, as of the version that was shown.

    Each mending takes the place of the one its row had; an empty one takes it back.
    """

    draft: int
    version: int
    by: str
    mendings: Sequence[Mending]


@dataclass(frozen=True, slots=True)
class Mended:
    """Kept; the draft's version is now this one."""

    version: int


@dataclass(frozen=True, slots=True)
class MovedOn:
    """Not kept: others changed these rows since the version that was shown (empty: taken back)."""

    version: int
    changed: tuple[KeptMending, ...]


def mend_draft(
    db: Database, records: Records, mendings: Mendings, now: datetime
) -> Mended | MovedOn:
    """Keep mendings in one transaction.

    Raises NotFound for no such draft, BadInput for one that is closed and for mendings that fit
    nothing, with every one of them; then nothing is kept.
    """
    _check(mendings)
    with db.work() as connection:
        found = _keep(connection, records, mendings, now)
        checkpoint("draft.mending")
    checkpoint("draft.mended")
    return found


def drop_draft(db: Database, number: int, by: str, now: datetime) -> None:
    """Close a draft without applying it; its file and what was settled are kept."""
    with db.work() as connection:
        row = find_open(connection, number)
        closed = {"state": "dropped", "closed_at": now, "changed_at": now, "changed_by": by}
        plan_drafts.change(connection, row, **closed)
        audit.write(connection, now, [(by, "dropped", f"draft {number}", {})])


def changed_since(kept: Sequence[KeptMending], version: int) -> tuple[KeptMending, ...]:
    """Return what was settled after a version."""
    return tuple(each for each in kept if each.version > version)


def _keep(
    connection: Connection, records: Records, mendings: Mendings, now: datetime
) -> Mended | MovedOn:
    row = find_open(connection, mendings.draft)
    kept = mendings_from_text(row["mendings"])
    if row["version"] != mendings.version:
        return MovedOn(row["version"], changed_since(kept, mendings.version))
    version = row["version"] + 1
    by_row = {each.mending.row: each for each in kept}
    before = {name: each.mending for name, each in by_row.items()}
    changed = [
        each for each in mendings.mendings if before.get(each.row, Mending(each.row)) != each
    ]
    if not changed:
        return Mended(row["version"])
    by = mendings.by.strip()
    by_row |= {each.row: KeptMending(each, by, now, version) for each in changed}
    plan_drafts.change(
        connection,
        row,
        mendings=mendings_text(by_row.values()),
        changed_at=now,
        changed_by=by,
    )
    _refuse_faulty(connection, records, mendings)
    rows = [each.row for each in changed]
    audit.write(connection, now, [(by, "mended", f"draft {mendings.draft}", {"rows": rows})])
    return Mended(version)


def _refuse_faulty(connection: Connection, records: Records, mendings: Mendings) -> None:
    """Refuse mendings of this saving that fit nothing; the transaction is rolled back."""
    review = review_of(records.read(connection), find_open(connection, mendings.draft)).review
    rows = {each.row for each in mendings.mendings}
    faults = [mending_fault_words(each) for each in review.faults if each.row in rows]
    if faults:
        raise BadInput("\n".join(("These can't be kept:", *faults)))


def _check(mendings: Mendings) -> None:
    if not mendings.by.strip():
        raise BadInput("A mending needs who settled it.")
    texts = [
        text
        for each in mendings.mendings
        for text in (each.text, each.deadline, *each.parts)
        if text is not None
    ]
    if any(len(text) > LONGEST for text in texts):
        raise BadInput(f"A text of a row may have at most {LONGEST} characters.")
    if marked_in(texts) is not None:
        raise BadInput("A text bears a marking of a state secret; nothing was kept.")
