"""Bring an obligation to its end: accept what was handed in, waive it, or cancel it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.follow_up import correct_those_told
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.store import audit, obligations, requests, submissions
from cchc_scheduler.store.database import Database

Ending = Literal["accepted", "waived", "cancelled"]


@dataclass(frozen=True, slots=True)
class Closing:
    """How an obligation ends, by whom, and the document or words behind it."""

    obligation: str
    state: Ending
    by: str
    reason: str = ""


def close_obligation(
    db: Database, records: Records, outbox: Outbox, closing: Closing, now: datetime
) -> None:
    """Close one obligation in one transaction.

    Only something handed in can be accepted; a waiver needs a leader's document; those who were
    told that it was late are told. Raises BadInput, and then writes nothing.
    """
    obligation, state = closing.obligation, closing.state
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, obligation)
        if state == "accepted" and row["state"] != "submitted":
            raise BadInput(f"{obligation} is {row['state']}; only what was handed in is accepted.")
        if state == "waived" and not closing.reason.strip():
            raise BadInput("A waiver needs the leader's document or words.")
        first = row["first_complete_at"]
        if state == "accepted" and first is None:
            # Accepted without the piece that decides timeliness: what came first is the report.
            first = submissions.first_usable_at(connection, row["id"])
        obligations.change(
            connection, row, state=state, next_check_at=None, first_complete_at=first
        )
        if state == "waived":
            _settle_requests(connection, closing, now)
        if state != "accepted":
            correct_those_told(desk, obligation)
        audit.write(connection, now, [(closing.by, state, obligation, {"reason": closing.reason})])


def _settle_requests(connection: Connection, closing: Closing, now: datetime) -> None:
    """Answer what the unit had asked with the leader's document: it asks for nothing any more."""
    waiting = requests.pending(connection, [closing.obligation]).get(closing.obligation, [])
    for request in waiting:
        requests.answer(
            connection,
            request["id"],
            state="granted",
            answer=closing.reason,
            decided_at=now,
            decided_by=closing.by,
        )
