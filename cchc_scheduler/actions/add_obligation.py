"""Add a one-off duty from outside the plan, such as a task the city gives (clause V.2.b)."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc_scheduler.actions.open_periods import add_obligations
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.deadlines import resolve
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.obligations import Owed, obligation_id
from cchc_scheduler.core.periods import period_of
from cchc_scheduler.store import audit, obligations
from cchc_scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Extra:
    """A duty in words: who owes it, a short id, its title, last day and the clause behind it."""

    unit: str
    task: str
    title: str
    last_day: date
    clause: str


def add_obligation(db: Database, records: Records, extra: Extra, by: str, now: datetime) -> str:
    """Add the obligation and return its id.

    Raises BadInput for an unknown unit, a day in the past, or an id that exists.
    """
    with db.work() as connection:
        in_force = records.read(connection)
        known = [unit.id for unit in in_force.office.units]
        if extra.unit not in known:
            raise BadInput(f"{extra.unit!r} is no unit; the units are {', '.join(known)}.")
        if extra.last_day < office_date(now):
            raise BadInput(f"{extra.last_day:%d/%m/%Y} lies in the past.")
        period = period_of("quarter", extra.last_day).id
        key = obligation_id(extra.task, period, extra.unit)
        if obligations.known_ids(connection, [key]):
            raise BadInput(f"{key} exists already; choose another --task.")
        days = resolve(extra.last_day, in_force.calendar)
        owed = Owed(
            id=key,
            item=extra.task,
            unit=extra.unit,
            period=period,
            title=extra.title,
            clause=extra.clause,
            days=days,
            roll="forward",
        )
        add_obligations(connection, in_force, [owed], by, now)
        audit.write(connection, now, [(by, "added", key, {"last_day": extra.last_day})])
        return key
