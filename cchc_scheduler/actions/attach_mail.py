"""A unit says which report its mail was for, by the button of the answer that asked.

What is recorded is the mail's own link or file, once, and counts from when the mail came in.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.actions.answer_mail import send_receipts
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.inbox import Inbox
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.settle_mail import Settlement, arrival_in, found_in, settle_in
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.page_facts import MailedReport
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.store import files, inbound, obligations
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Claim:
    """The obligation whose page was opened, and what its button said of a mail."""

    obligation: str
    told: str


def named_mail(db: Database, links: Links, claim: Claim) -> RowMapping | None:
    """Return the mail that a button names, if it is one of the unit that owes the obligation."""
    with db.read() as connection:
        return _named(connection, links, claim)


def held_by(inbox: Inbox, row: RowMapping) -> Arrival | None:
    """Return what a mail holds that still waits to be told what it is for; of any other None.

    It may take its time: not to be done in the store's thread.
    """
    kept = files.path_of(inbox.data, row["sha256"]).exists()
    return arrival_in(inbox, row) if _waits(row) and kept else None


def offered(inbox: Inbox, row: RowMapping, told: str) -> MailedReport:
    """Return a mail as its page offers it; one that was settled shows only that it came."""
    arrival = held_by(inbox, row)
    file, link = found_in(inbox, arrival) if arrival else (None, None)
    name = file.name if file else None
    return MailedReport(told, row["arrived_at"], link=None if file else link, file_name=name)


def attach_mail(
    db: Database,
    records: Records,
    outbox: Outbox,
    inbox: Inbox,
    told: tuple[Claim, Arrival | None, datetime],
) -> int:
    """Record a mail's link or file for an obligation; return the number of the submission.

    Pressed again it returns the same number and records nothing. Raises BadInput when the button
    names no mail of the unit, or when the mail was settled otherwise; then nothing is written.
    """
    claim, arrival, now = told
    with db.work() as connection:
        row = _named(connection, outbox.links, claim)
        if row is None:
            raise BadInput("This button names no mail of the unit.")
        if row["submission"] is not None and row["obligation"] == claim.obligation:
            return int(row["submission"])
        if arrival is None or not _waits(row):
            raise BadInput(f"Mail {row['id']} was settled otherwise.")
        desk = desk_at(connection, records, outbox, now)
        settlement = Settlement(row["id"], "unit", claim.obligation)
        number = settle_in(desk, inbox, (row, arrival), settlement, receipt=False)
        send_receipts(desk, inbound.one(connection, row["id"]) or row)
    return number or 0


def _named(connection: Connection, links: Links | None, claim: Claim) -> RowMapping | None:
    number, _, token = claim.told.partition("-")
    if links is None or not (number.isascii() and number.isdecimal() and len(number) < len(token)):
        return None
    row = inbound.one(connection, int(number))
    about = obligations.one(connection, claim.obligation)
    if row is None or about is None or row["unit"] != about["unit"]:
        return None
    return row if links.opens_mail(token, row["sha256"], claim.obligation) else None


def _waits(row: RowMapping) -> bool:
    """Tell whether a mail still waits for somebody to say what it is for."""
    return bool(row["state"] == "person" and row["why"] == "which")
