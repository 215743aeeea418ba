"""A person brings the next reminder forward: its notice waits for the slot in which it leaves.

The letter itself is written by `write_due_letters`, with everything else for that address and slot;
the same wish twice is one letter.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import load_cases
from cchc_scheduler.actions.desk import Desk, desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.reminding import NoReminder, Reminder, next_reminder
from cchc_scheduler.store import audit, letters, markers, notices, obligations
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants which obligation's next reminder now."""

    obligation: str
    by: str


def remind_now(
    db: Database, records: Records, outbox: Outbox, wish: Wish, now: datetime
) -> Reminder | NoReminder:
    """Bring the next reminder forward in one transaction; say when it leaves, or why it can't.

    Raises NotFound.
    """
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, wish.obligation)
        found = reminder_of(desk, row)
        if isinstance(found, Reminder):
            _write(desk, row, found, wish.by)
    return found


def reminder_of(desk: Desk, row: RowMapping) -> Reminder | NoReminder:
    """Return what would happen if somebody wanted it now; nothing is written."""
    case = load_cases(desk.connection, desk.in_force, [row])[row["id"]]
    if markers.read(desk.connection, "held-since") is not None:
        return NoReminder("held")
    to = desk.directory.reach("unit", case.unit, office_date(desk.now))
    if not isinstance(to, Addressee):
        return NoReminder("no-address")
    told = _told_today(desk, to)
    return next_reminder(case, desk.in_force.calendar, desk.now, told_today=told)


def _told_today(desk: Desk, to: Addressee) -> bool:
    """Tell whether the address had, or is about to have, a letter of the ladder today."""
    today, address = office_date(desk.now), [to.person.address]
    return any(
        letters.slots_taken(desk.connection, today, slot, address)
        for slot in ("morning", "afternoon")
    )


def _write(desk: Desk, row: RowMapping, reminder: Reminder, by: str) -> None:
    notices.add(
        desk.connection,
        [
            {
                "obligation": row["id"],
                "deadline_version": row["deadline_version"],
                "rung": reminder.rung,
                "role": "focal",
                "state": "waiting",
                "fire_at": reminder.at,
                "decided_at": desk.now,
                "proven": False,
            }
        ],
    )
    notices.bring_forward(desk.connection, row, reminder.rung, reminder.at)
    obligations.check_now(desk.connection, [row["id"]], desk.now)
    detail = {"rung": reminder.rung, "at": reminder.at}
    audit.write(desk.connection, desk.now, [(by, "reminded now", row["id"], detail)])
