"""A unit asks: to hand in later, or that the duty is not its own; upper levels wait once."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.slots import window_closes
from cchc_scheduler.store import audit, obligations, requests
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import CHASED, RequestKind


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit's request; `until` is the day it asks for, None for "not ours"."""

    obligation: str
    kind: RequestKind
    until: date | None
    reason: str
    by: str


def ask_later(db: Database, records: Records, outbox: Outbox, asked: Asked, now: datetime) -> int:
    """Record a request; return its number.

    The first request under a deadline version holds levels office and leaders until the end of the
    second working day after it (design, the ladder). Raises BadInput, and then writes nothing.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        return _ask(desk, asked)


def _ask(desk: Desk, asked: Asked) -> int:
    row = find(desk, asked.obligation)
    if row["state"] not in CHASED and row["state"] != "scheduled":
        raise BadInput(f"{row['id']} is {row['state']}; there is nothing to put off.")
    if row["closed_at"] is not None:
        raise BadInput(f"The period of {row['id']} is closed; there is nothing to put off.")
    if not asked.reason.strip():
        raise BadInput("A request needs its reason in one sentence.")
    if asked.kind == "later-day":
        _check_day(desk, asked)
    version = row["deadline_version"]
    again = requests.ever_asked(desk.connection, row["id"], version)
    policy = desk.in_force.policy
    last = desk.in_force.calendar.shift(office_date(desk.now), policy.request_hold)
    number = requests.add(
        desk.connection,
        {
            "obligation": row["id"],
            "deadline_version": version,
            "kind": asked.kind,
            "until": asked.until,
            "reason": asked.reason,
            "by": asked.by,
            "asked_at": desk.now,
            "held_until": None if again else window_closes(last, policy.window),
            "state": "asked",
        },
    )
    obligations.check_now(desk.connection, [row["id"]], desk.now)
    # The log can't be cleaned, so it holds none of the words.
    detail = {"request": number, "kind": asked.kind, "until": asked.until}
    audit.write(desk.connection, desk.now, [(asked.by, "asked", row["id"], detail)])
    return number


def _check_day(desk: Desk, asked: Asked) -> None:
    if asked.until is None:
        raise BadInput("A request to hand in later needs the day that is asked for.")
    if asked.until <= office_date(desk.now):
        raise BadInput(f"{asked.until:%d/%m/%Y} is not a later day; choose one after today.")
