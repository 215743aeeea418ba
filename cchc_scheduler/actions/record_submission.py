"""Record what a unit handed in: the one door for page, reply, command line and simulation."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.filled_reports import Filled, Keeping, keep_filled
from cchc_scheduler.actions.follow_up import correct_those_told, send_receipt
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.submissions import DECIDING
from cchc_scheduler.store import audit, obligations, submissions
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import SubmissionKind

CLOSED = ("waived", "cancelled", "accepted")


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in. `carrier` names what carried it (form, mail, command): never twice.

    `handed_in_at` is when the unit did it, where that is known to be before it is recorded.
    `report` is what its file holds as the filled-in form of a report, if it is one.
    """

    obligation: str
    kind: SubmissionKind
    carrier: str
    by: str
    recorded_by: str
    link: str | None = None
    file_name: str | None = None
    file_size: int | None = None
    file_sha256: str | None = None
    file_type: str | None = None
    number: str | None = None
    document_day: date | None = None
    note: str | None = None
    handed_in_at: datetime | None = None
    report: Filled | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The submission's row number, and whether it was recorded just now."""

    submission: int
    new: bool


def record_submission(
    db: Database, records: Records, outbox: Outbox, handed: Handed, now: datetime
) -> Recorded:
    """Record a submission in one transaction; the chase stops, those told are told.

    The same carrier again records nothing. Raises BadInput or NotFound, and then writes nothing.
    """
    check_handed(handed)
    with db.work() as connection:
        recorded = record_in(desk_at(connection, records, outbox, now), handed)
        checkpoint("submission.recording")
    checkpoint("submission.recorded")
    return recorded


def record_in(desk: Desk, handed: Handed, *, receipt: bool = True) -> Recorded:
    """Do the same in an open transaction; without `receipt` the caller sees to that letter."""
    check_handed(handed)
    known = submissions.by_carrier(desk.connection, handed.carrier)
    if known is not None:
        return Recorded(known["id"], new=False)
    number = _record(desk, find(desk, handed.obligation), handed)
    if handed.report is not None:
        at = handed.handed_in_at or desk.now
        keeping = Keeping(handed.obligation, handed.carrier, handed.by, at, number)
        keep_filled(desk.connection, handed.report, keeping)
    if receipt:
        send_receipt(desk, handed.obligation, number)
    correct_those_told(desk, handed.obligation)
    return Recorded(number, new=True)


def check_handed(handed: Handed) -> None:
    """Raise BadInput when something needed is missing or can't be a link."""
    if not handed.by.strip():
        raise BadInput("A submission needs the name of the person who hands in.")
    if handed.kind == "nil" and not (handed.note or "").strip():
        raise BadInput("A nil report needs one sentence that says so.")
    if handed.kind == "elsewhere" and not (handed.number or "").strip():
        raise BadInput("A report sent through the document system needs its number.")
    if handed.kind == "link" and not _is_link(handed.link or ""):
        raise BadInput(f"{handed.link!r} is no link: it must begin with https:// or http://.")


def _is_link(link: str) -> bool:
    parts = urlsplit(link)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _record(desk: Desk, row: RowMapping, handed: Handed) -> int:
    if row["state"] in CLOSED:
        raise BadInput(f"{row['id']} is {row['state']}; nothing more is asked for it.")
    at = handed.handed_in_at or desk.now
    number = submissions.add(
        desk.connection,
        {
            "obligation": row["id"],
            "kind": handed.kind,
            "carrier": handed.carrier,
            "by": handed.by,
            "link": handed.link,
            "file_name": handed.file_name,
            "file_size": handed.file_size,
            "file_sha256": handed.file_sha256,
            "file_type": handed.file_type,
            "number": handed.number,
            "document_day": handed.document_day,
            "note": handed.note,
            "handed_in_at": at,
            "recorded_at": desk.now,
            "recorded_by": handed.recorded_by,
            "usable": True,
        },
    )
    policy = desk.in_force.policy_of(row["policy_revision"])
    decides = handed.kind in DECIDING[policy.timeliness_by]
    # A mail that lay unread may be recorded after a later form, and still came first.
    stamps = [each for each in (row["first_complete_at"], at if decides else None) if each]
    first = min(stamps, default=None)
    obligations.change(
        desk.connection, row, state="submitted", next_check_at=None, first_complete_at=first
    )
    entry = (
        handed.recorded_by,
        "submitted",
        row["id"],
        {"submission": number, "kind": handed.kind},
    )
    audit.write(desk.connection, desk.now, [entry])
    return number
