"""Go live: from now on letters go to their people; rehearsal ends and the ladder begins afresh."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from cchc_scheduler.actions.apply_documents import write_revisions
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.actions.replan import replan
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.store import approvals, audit, letters, markers, notices, obligations
from cchc_scheduler.store.database import Database


def go_live(
    db: Database, records: Records, documents: Sequence[Document], by: str, now: datetime
) -> None:
    """Apply the documents and record the moment, in one transaction.

    What rehearsal wrote is set aside: its unsent letters are cancelled, its notices and approvals
    removed, its slots freed, so that everything still owed is taken in.
    Raises BadInput when the office is live already.
    """
    with db.work() as connection:
        switch_live(connection, records, documents, by, now)
        checkpoint("live.going")
    checkpoint("live.gone")


def switch_live(
    connection: Connection,
    records: Records,
    documents: Sequence[Document],
    by: str,
    now: datetime,
) -> None:
    """Do the same inside an open transaction."""
    _refuse_if_live(connection)
    write_revisions(connection, documents, by, now)
    markers.put(connection, "live-since", now)
    in_force = records.read(connection)
    _end_rehearsal(connection, in_force, now)
    replan(connection, in_force, by, now)
    audit.write(connection, now, [(by, "went live", "office", {})])


def refuse_if_live(db: Database) -> None:
    """Raise BadInput when the office is live already."""
    with db.read() as connection:
        _refuse_if_live(connection)


def _refuse_if_live(connection: Connection) -> None:
    if markers.read(connection, "live-since") is not None:
        raise BadInput("This office is live already; use `cchc plan apply` for changes.")


def _end_rehearsal(connection: Connection, in_force: InForce, now: datetime) -> None:
    waiting = [
        row["id"]
        for row in letters.in_state(connection, "queued", "deferred", "unknown", "sending")
    ]
    letters.change(
        connection, waiting, state="cancelled", next_attempt_at=None, reply="rehearsal ended"
    )
    notices.remove_all(connection)
    approvals.remove_all(connection)
    letters.set_rehearsed_aside(connection)
    for row in obligations.chased(connection):
        obligations.change(
            connection, row, policy_revision=in_force.policy_number, next_check_at=now
        )
