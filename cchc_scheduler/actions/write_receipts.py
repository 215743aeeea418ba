"""Write the receipts that are owed, each in a transaction of its own.

A submission and the debt of its receipt are one commit; the letter follows in the next. Where a
process died between the two, the debt is still there, and is paid once (invariants 6 and 7).
"""

from datetime import datetime

import structlog

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.follow_up import send_receipt
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.store import submissions
from cchc_scheduler.store.database import Database


def write_receipt(
    db: Database, records: Records, outbox: Outbox, submission: int, now: datetime
) -> bool:
    """Write the receipt of a submission unless it is owed no longer; tell whether it was."""
    with db.work() as connection:
        if not submissions.settle_receipt(connection, submission):
            return False
        obligation = submissions.one(connection, submission)["obligation"]
        send_receipt(desk_at(connection, records, outbox, now), obligation, submission)
        checkpoint("receipt.writing")
    checkpoint("receipt.written")
    return True


def follow_with_receipt(
    db: Database, records: Records, outbox: Outbox, submission: int, now: datetime
) -> None:
    """Write the receipt of what was just recorded, if one is owed.

    What can't be written stays owed: the record stands, the log says why, and mending tries again.
    """
    try:
        write_receipt(db, records, outbox, submission, now)
    except Exception:  # noqa: BLE001 - the submission is recorded, whatever became of its letter
        structlog.get_logger("receipts").exception("receipt_failed", submission=submission)


def write_owed_receipts(db: Database, records: Records, outbox: Outbox, now: datetime) -> int:
    """Write every receipt that is owed; return how many were.

    One that can't be written keeps no other back; its fault is raised at the end.
    """
    with db.read() as connection:
        owed = submissions.owing_receipt(connection)
    written, faults = 0, []
    for submission in owed:
        try:
            written += write_receipt(db, records, outbox, submission, now)
        except Exception as fault:  # noqa: BLE001 - raised once the others are written
            faults.append(fault)
    if faults:
        raise faults[0]
    return written
