"""Add a one-off duty from outside the plan, such as a task the city gives (clause V.2.b)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cchc_scheduler.actions.open_periods import add_obligations
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.deadlines import resolve
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.obligations import Owed, obligation_id
from cchc_scheduler.core.periods import period_of
from cchc_scheduler.plan.fields import ID_PATTERN
from cchc_scheduler.store import audit, obligations
from cchc_scheduler.store.database import Database

RESERVED: Final = ("upstream",)  # the office's own duty upward


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

    Raises BadInput for an unknown unit, a day in the past, an id that is none or exists already,
    and one that is the plan's own: what the plan owes is the plan's to change.
    """
    with db.work() as connection:
        in_force = records.read(connection)
        made = _owed(in_force, extra, now)
        if obligations.known_ids(connection, [made.id]):
            raise BadInput(f"{made.id} exists already; choose another --task.")
        add_obligations(connection, in_force, [made], by, now)
        audit.write(connection, now, [(by, "added", made.id, {"last_day": extra.last_day})])
        return made.id


def _owed(in_force: InForce, extra: Extra, now: datetime) -> Owed:
    _check(in_force, extra, now)
    period = period_of("quarter", extra.last_day).id
    return Owed(
        id=obligation_id(extra.task, period, extra.unit),
        item=extra.task,
        unit=extra.unit,
        period=period,
        title=extra.title.strip(),
        clause=extra.clause,
        days=resolve(extra.last_day, in_force.calendar),
        roll="forward",
    )


def _check(in_force: InForce, extra: Extra, now: datetime) -> None:
    units = {unit.id: unit for unit in in_force.office.units}
    if extra.unit not in units:
        raise BadInput(f"{extra.unit!r} is no unit; the units are {', '.join(units)}.")
    if not units[extra.unit].exists_on(extra.last_day):
        raise BadInput(f"{extra.unit} does not exist on {extra.last_day:%d/%m/%Y}.")
    if extra.last_day < office_date(now):
        raise BadInput(f"{extra.last_day:%d/%m/%Y} lies in the past.")
    if not re.fullmatch(ID_PATTERN, extra.task):
        raise BadInput(f"{extra.task!r} is no id: small letters a-z, digits and single dashes.")
    if extra.task in RESERVED or any(plan.cycle(extra.task) for plan in in_force.plans):
        raise BadInput(f"{extra.task} is the plan's own; choose another --task.")
    if not extra.title.strip():
        raise BadInput("The title is empty; say what is owed.")
