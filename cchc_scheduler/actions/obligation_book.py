"""Steps that several acts on one obligation share: finding it, adding a deadline version."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cycles import days_of, holds
from cchc_scheduler.core.deadlines import Deadline, month_of, resolve
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.store import deadlines, obligations
from cchc_scheduler.words import DeadlineReason, Level


@dataclass(frozen=True, slots=True)
class NewDay:
    """A new last permitted day for an obligation, and why."""

    last_day: date
    reason: DeadlineReason
    climbs_to: Level
    by: str
    note: str | None = None


def find(desk: Desk, obligation: str) -> RowMapping:
    """Return an obligation's row; NotFound when there is none."""
    row = obligations.one(desk.connection, obligation)
    if row is None:
        raise NotFound(no_such(obligation))
    return row


def no_such(obligation: str) -> str:
    """Return what is said where there is no obligation of that name."""
    return f"There is no obligation {obligation}. `cchc status` lists them."


def add_deadline(desk: Desk, row: RowMapping, new: NewDay, **values: Any) -> Deadline:
    """Give an obligation a new deadline version and have its ladder looked at anew.

    `values` are further columns to change in the same step. The day must lie after today, and the
    period must be open.
    """
    if row["closed_at"] is not None:
        raise BadInput(f"The period of {row['id']} is closed; reopen it to set a new day.")
    if new.last_day < office_date(desk.now):
        raise BadInput(f"{new.last_day:%d/%m/%Y} lies in the past; choose a later day.")
    days = resolve(new.last_day, desk.in_force.calendar, row["roll"])
    version = row["deadline_version"] + 1
    deadline = Deadline(version, new.reason, days, desk.now, new.climbs_to)
    deadlines.add(desk.connection, [deadlines.row_of(row["id"], deadline, new.by, new.note)])
    obligations.change(
        desk.connection, row, deadline_version=version, next_check_at=desk.now, **values
    )
    return deadline


def latest_day_for(desk: Desk, row: RowMapping) -> date:
    """Return the last day a later day or a return may reach: the compile day, else period's end.

    Where the plan's own day lies after the period, it is the end of that day's month.
    """
    period = period_named(row["period"])
    cycle = desk.in_force.cycle(row["task"], row["period"])
    if cycle is None or not holds(cycle, period):
        return period.last_day
    days = days_of(cycle, period)
    month_end = month_of(days.last_day, 1) - timedelta(days=1)
    return days.compile_day or max(period.last_day, month_end)
