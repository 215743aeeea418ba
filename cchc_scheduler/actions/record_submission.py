"""Record what units hand in: the one door for page, reply, command line and simulation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Connection

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.filled_reports import Filled, Keeping, keep_filled
from cchc_scheduler.actions.follow_up import correct_those_told
from cchc_scheduler.actions.obligation_book import no_such
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.write_receipts import follow_with_receipt
from cchc_scheduler.checkpoints import checkpoint
from cchc_scheduler.core.errors import BadInput, NotFound, StoreUnusable
from cchc_scheduler.core.submissions import DECIDING
from cchc_scheduler.store import audit, obligations, submissions
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.prepared import Row
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


Outcome = Recorded | Exception
Form = TypeVar("Form")
Told = TypeVar("Told")


def record_submission(
    db: Database, records: Records, outbox: Outbox, handed: Handed, now: datetime
) -> Recorded:
    """Record a submission in one transaction, then write its receipt in another.

    The chase stops, those told are told; the same carrier again records nothing. Raises BadInput or
    NotFound, and then writes nothing.
    """

    def record(connection: Connection, forms: Sequence[Handed]) -> list[Outcome]:
        return record_together(desk_at(connection, records, outbox, now), forms)

    outcome = in_one_commit(db, [handed], record)[0]
    if isinstance(outcome, Exception):
        raise outcome
    follow_with_receipt(db, records, outbox, outcome.submission, now)
    return outcome


def in_one_commit(
    db: Database,
    forms: Sequence[Form],
    record: Callable[[Connection, Sequence[Form]], list[Told]],
) -> list[Told | Exception]:
    """Record what several hand in at the same moment, with one commit; their receipts are owed.

    When what is wrong with one spoils the transaction, each gets a transaction of its own: no
    fault touches another's form. Raises StoreUnusable, for that concerns them all.
    """
    try:
        with db.work() as connection:
            told = record(connection, forms)
            checkpoint("submission.recording")
        checkpoint("submission.recorded")
    except StoreUnusable:
        raise
    except Exception as fault:  # noqa: BLE001 - a fault belongs to the form that brought it
        if len(forms) == 1:
            return [fault]
        return [in_one_commit(db, [each], record)[0] for each in forms]
    return [*told]


def record_in(desk: Desk, handed: Handed, *, receipt: bool = True) -> Recorded:
    """Do the same in an open transaction; without `receipt` the caller sees to that letter."""
    outcome = record_together(desk, [handed], receipt=receipt)[0]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def record_together(desk: Desk, handed: Sequence[Handed], *, receipt: bool = True) -> list[Outcome]:
    """Record all that may be recorded; what is wrong with one by itself is its outcome."""
    book = _Book(desk, handed, receipt=receipt)
    outcomes: list[Outcome] = []
    for each in handed:
        try:
            outcomes.append(book.enter(each))
        except (BadInput, NotFound) as fault:
            outcomes.append(fault)
    book.write()
    return outcomes


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


class _Book:
    """What the store knows of things that are handed in together, and what it is to learn.

    It is asked once for all of them, and told once.
    """

    def __init__(self, desk: Desk, handed: Sequence[Handed], *, receipt: bool) -> None:
        connection, ids = desk.connection, {each.obligation for each in handed}
        self._desk: Final = desk
        self._owed_since: Final = desk.now if receipt else None
        self._carried: Final = submissions.by_carriers(connection, [e.carrier for e in handed])
        self._rows: Final = submissions.standing(connection, ids)
        self._versions: Final = {id_: row["last"] or 0 for id_, row in self._rows.items()}
        self._next: Final = count(submissions.next_id(connection))
        self._first: Final[dict[str, datetime | None]] = {}
        self._new: Final[list[tuple[int, Handed]]] = []
        self._submissions: Final[list[dict[str, Any]]] = []

    def enter(self, handed: Handed) -> Recorded:
        """Enter one thing; BadInput or NotFound when it can't be recorded."""
        check_handed(handed)
        known = self._carried.get(handed.carrier)
        if known is not None:
            return Recorded(known, new=False)
        row = self._rows.get(handed.obligation)
        if row is None:
            raise NotFound(no_such(handed.obligation))
        if row["state"] in CLOSED:
            raise BadInput(f"{row['id']} is {row['state']}; nothing more is asked for it.")
        if row["closed_at"] is not None:
            raise BadInput(f"The period of {row['id']} is closed; reopen it to record anything.")
        number = self._carried[handed.carrier] = next(self._next)
        self._new.append((number, handed))
        self._submissions.append(self._submission(number, handed))
        self._stamp(row, handed)
        return Recorded(number, new=True)

    def write(self) -> None:
        """Write everything that was entered, in the order of its coming."""
        connection = self._desk.connection
        obligations.hand_in(connection, [(self._rows[id_], at) for id_, at in self._first.items()])
        submissions.add_many(connection, self._submissions)
        audit.write(connection, self._desk.now, [_entry(*each) for each in self._new])
        for number, handed in self._new:
            if handed.report is not None:
                at = handed.handed_in_at or self._desk.now
                keeping = Keeping(handed.obligation, handed.carrier, handed.by, at, number)
                keep_filled(connection, handed.report, keeping)
        for obligation in self._first:
            if self._rows[obligation]["told_late"]:
                correct_those_told(self._desk, obligation)

    def _submission(self, number: int, handed: Handed) -> dict[str, Any]:
        self._versions[handed.obligation] += 1
        return {
            "id": number,
            "obligation": handed.obligation,
            "version": self._versions[handed.obligation],
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
            "handed_in_at": handed.handed_in_at or self._desk.now,
            "recorded_at": self._desk.now,
            "recorded_by": handed.recorded_by,
            "usable": True,
            "receipt_owed_since": self._owed_since,
        }

    def _stamp(self, row: Row, handed: Handed) -> None:
        """Note when the first complete version came: it decides timeliness.

        A mail that lay unread may be recorded after a later form, and still came first.
        """
        policy = self._desk.in_force.policy_of(row["policy_revision"])
        decides = handed.kind in DECIDING[policy.timeliness_by]
        at = (handed.handed_in_at or self._desk.now) if decides else None
        before = self._first.get(row["id"], row["first_complete_at"])
        self._first[row["id"]] = min((each for each in (before, at) if each), default=None)


def _entry(number: int, handed: Handed) -> audit.Entry:
    detail = {"submission": number, "kind": handed.kind}
    return handed.recorded_by, "submitted", handed.obligation, detail
