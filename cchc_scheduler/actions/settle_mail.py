"""A person settles a mail that waited: as a submission, or as nothing that has to be recorded."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_submission import Handed, record_in
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.report_forms import with_report
from cchc_scheduler.actions.write_receipts import follow_with_receipt
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.replies import main_file, report_links
from cchc_scheduler.core.submissions import FILE_TYPES, HandedFile
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.mail.reading_apart import arrival_within
from cchc_scheduler.store import audit, erasing, files, inbound
from cchc_scheduler.store.backups import BACKUPS_NAME
from cchc_scheduler.store.blanking import MailKey
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person says of a waiting mail; `obligation` None leaves it unrecorded.

    `nil` takes its words for a nil report.
    """

    mail: int
    by: str
    obligation: str | None = None
    nil: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that a person has to look at, and why."""

    number: int
    arrived_at: datetime
    sender: str
    subject: str
    why: str
    unit: str | None
    obligation: str | None


def waiting_mail(db: Database) -> list[Waiting]:
    """Return the mails that wait for a person, the oldest first."""
    with db.read() as connection:
        rows = inbound.waiting(connection)
    return [
        Waiting(
            number=row["id"],
            arrived_at=row["arrived_at"].astimezone(OFFICE_ZONE),
            sender=row["sender"] or "",
            subject=row["subject"] or "",
            why=f"{row['state']}: {row['why']}",
            unit=row["unit"],
            obligation=row["obligation"],
        )
        for row in rows
    ]


def settle_mail(
    db: Database,
    records: Records,
    outbox: Outbox,
    inbox: Inbox,
    told: tuple[Settlement, datetime],
) -> int | None:
    """Settle a mail; return the number of the submission that was recorded from it, if any.

    What was handed in counts from when the mail arrived. Raises NotFound, or BadInput when the mail
    does not wait or holds nothing that can be recorded; then nothing is written.
    """
    settlement, now = told
    with db.read() as connection:
        row = waiting_one(connection, settlement.mail)
    arrival = arrival_in(inbox, row) if settlement.obligation is not None else None
    with db.work() as connection:
        row = waiting_one(connection, settlement.mail)
        desk = desk_at(connection, records, outbox, now)
        number = settle_in(desk, inbox, (row, arrival), settlement)
    if number is not None:
        follow_with_receipt(db, records, outbox, number, now)
    return number


def settle_in(
    desk: Desk,
    inbox: Inbox,
    mail: tuple[RowMapping, Arrival | None],
    settlement: Settlement,
    *,
    receipt: bool = True,
) -> int | None:
    """Do the same in an open transaction, for a mail and what it holds.

    The receipt is owed, or with `receipt` false the caller sees to it.
    """
    row, arrival = mail
    number = None
    if settlement.obligation is not None and arrival is not None:
        handed = _handed(desk, inbox, (row, arrival), settlement)
        number = record_in(desk, handed, receipt=receipt).submission
    _note(desk, row, settlement, number)
    return number


def waiting_one(connection: Connection, mail: int) -> RowMapping:
    """Return a mail that waits; one that was settled may have been erased, bytes and all."""
    row = inbound.one(connection, mail)
    if row is None:
        raise NotFound(f"There is no mail {mail}. `cchc mail waiting` lists them.")
    if row["state"] not in inbound.OPEN:
        raise BadInput(f"Mail {row['id']} is {row['state']}; nobody has to settle it.")
    return row


def arrival_in(inbox: Inbox, row: RowMapping) -> Arrival:
    """Return what a mail that is kept holds, from its bytes; not to be done in a transaction."""
    return arrival_within(files.path_of(inbox.data, row["sha256"]).read_bytes())


def erase_mail(db: Database, data: Path, mail: int, by: str, now: datetime) -> bool:
    """Erase what a mail that was not recorded holds; tell whether its bytes were still there.

    Letters that told of its words, the free pages of the store and every backup are cleaned too;
    the log says that it was done and holds nothing of the content. A mail that was recorded is
    erased with its submission. Raises NotFound or BadInput.
    """
    with db.work() as connection:
        row = inbound.one(connection, mail)
        if row is None:
            raise NotFound(f"There is no mail {mail}. `cchc mail waiting` lists them.")
        if row["submission"] is not None:
            raise BadInput(f"Mail {mail} was recorded: use `cchc erase` on its submission.")
        gone = files.erase(data, row["sha256"])
        told = {"state": "settled", "settled_at": now, "settled_by": by}
        inbound.change(connection, mail, **told)
        key = MailKey(mail, row["sha256"])
        erasing.blank_rows(connection, key, now)
        audit.write(connection, now, [(by, "mail erased", "mailbox", {"mail": mail})])
    if db.path is not None:
        erasing.compact(db.path)
        erasing.clean_copies(data, data / BACKUPS_NAME, key, now)
    return gone


def _note(desk: Desk, row: RowMapping, settlement: Settlement, number: int | None) -> None:
    inbound.change(
        desk.connection,
        row["id"],
        state="settled",
        submission=number,
        obligation=settlement.obligation or row["obligation"],
        settled_at=desk.now,
        settled_by=settlement.by,
    )
    detail = {"mail": row["id"], "submission": number}
    subject = settlement.obligation or "mailbox"
    audit.write(desk.connection, desk.now, [(settlement.by, "mail settled", subject, detail)])


def _handed(
    desk: Desk, inbox: Inbox, mail: tuple[RowMapping, Arrival], settlement: Settlement
) -> Handed:
    row, arrival = mail
    file, link = found_in(inbox, arrival)
    if not settlement.nil and file is None and link is None:
        raise BadInput(
            f"Mail {row['id']} holds no file and no link. If it says that there is nothing to "
            "report, use --nil; if it was handed in elsewhere, use `cchc submit`."
        )
    if file is not None and not settlement.nil:
        wanted = (each for each in arrival.read.attachments if each.sha256 == file.sha256)
        files.keep(inbox.data, [next(wanted).data])
    handed = _as_handed(row, settlement, arrival, (file, link))
    return with_report(desk, inbox.outline, handed, arrival.read.attachments)


def _as_handed(
    row: RowMapping,
    settlement: Settlement,
    arrival: Arrival,
    found: tuple[HandedFile | None, str | None],
) -> Handed:
    file, link = (None, None) if settlement.nil else found
    return Handed(
        obligation=settlement.obligation or "",
        kind="nil" if settlement.nil else "file" if file else "link",
        carrier=f"mail:{arrival.read.message_id or ''}:{arrival.content}",
        by=arrival.sender_name or arrival.read.sender or settlement.by,
        recorded_by=settlement.by,
        link=link if file is None else None,
        file_name=file.name if file else None,
        file_size=file.size if file else None,
        file_sha256=file.sha256 if file else None,
        file_type=file.type if file else None,
        note=arrival.read.text.strip()[:500] or None if settlement.nil else None,
        handed_in_at=row["arrived_at"],
    )


def found_in(inbox: Inbox, arrival: Arrival) -> tuple[HandedFile | None, str | None]:
    """Return the file of a mail that is its report, and its first link that may be one."""
    reports = [
        HandedFile(each.name, each.type, each.size, each.sha256)
        for each in arrival.read.attachments
        if each.type in FILE_TYPES and 0 < each.size <= inbox.bounds.largest_file
    ]
    links = report_links(arrival.read.links, inbox.bounds.own_host)
    return main_file(reports), next(iter(links), None)
