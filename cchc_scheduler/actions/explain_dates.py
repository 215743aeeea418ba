"""Explain how an obligation's dates came about: from the store, else from the office's files."""

from datetime import date, datetime
from typing import Any

from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import OFFICE_ZONE, office_date
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.ladder import moments
from cchc_scheduler.core.obligations import Owed, owed
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.workdays import DayOff, WorkCalendar
from cchc_scheduler.documents.explanation import Explained, explain_deadline
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.store import deadlines, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Rung


def explain_dates(
    db: Database, records: Records, files: HomeFiles, obligation: str
) -> dict[str, Any]:
    """Return the sentence of the letters, the dates, and how each rung was counted.

    Raises NotFound when neither store nor files know the obligation.
    """
    with db.read() as connection:
        row = obligations.one(connection, obligation)
        if row is not None:
            in_force = records.read(connection)
            versions = deadlines.versions(connection, obligation)
            current = next(v for v in versions if v.version == row["deadline_version"])
            cycle = in_force.cycle(row["task"])
            policy = in_force.policies[row["policy_revision"] or in_force.policy_number]
            bound = cycle.deadline.bound if cycle else "inclusive"
            wording = cycle.wording if cycle else None
            off = _off(in_force.calendar, current, policy)
            explained = Explained(wording, bound, current, versions[0].days, off)
            return _as_json(explained, row["clause"], in_force.calendar, policy)
    return _from_files(files, obligation)


def _from_files(files: HomeFiles, obligation: str) -> dict[str, Any]:
    found: dict[str, Owed] = {
        each.id: each for plan in files.plans for each in owed(plan, files.calendar)
    }
    if obligation not in found:
        close = ", ".join(sorted(found)[:10])
        raise NotFound(f"There is no obligation {obligation}. Known: {close}.")
    one = found[obligation]
    cycles = [plan.cycle(one.item) for plan in files.plans]
    cycle = next((each for each in cycles if each is not None), None)
    set_at = datetime.combine(one.days.last_day, datetime.min.time(), OFFICE_ZONE)
    deadline = Deadline(1, "plan", one.days, set_at)
    explained = Explained(
        wording=cycle.wording if cycle else None,
        bound=cycle.deadline.bound if cycle else "inclusive",
        deadline=deadline,
        plan_days=one.days,
        days_off=_off(files.calendar, deadline, files.policy),
    )
    return _as_json(explained, one.clause, files.calendar, files.policy)


def _off(calendar: WorkCalendar, deadline: Deadline, policy: Policy) -> tuple[DayOff, ...]:
    days = deadline.days
    first = calendar.shift(days.target, -policy.rungs.opening)
    return calendar.days_off_between(first, max(days.last_day, days.late_counts_from))


def _as_json(
    explained: Explained, clause: str, calendar: WorkCalendar, policy: Policy
) -> dict[str, Any]:
    days = explained.deadline.days
    rungs = moments(days, policy, calendar)
    return {
        "sentence": explain_deadline(explained),
        "clause": clause,
        "last_day": days.last_day.isoformat(),
        "target": days.target.isoformat(),
        "due": days.due.astimezone(OFFICE_ZONE).isoformat(),
        "late_after": days.late_after.astimezone(OFFICE_ZONE).isoformat(),
        "rungs": [
            {
                "rung": rung,
                "at": at.astimezone(OFFICE_ZONE).isoformat(),
                "counted": _counted(calendar, rung, office_date(at), explained),
            }
            for rung, at in rungs.items()
        ],
    }


def _counted(calendar: WorkCalendar, rung: Rung, day: date, explained: Explained) -> str:
    """Say how many working days lie between a rung and the day it counts from."""
    days = explained.deadline.days
    if rung.startswith("late-"):
        count = calendar.count(days.late_counts_from, day)
        return f"working day {count} after {days.late_counts_from.isoformat()}"
    count = calendar.count(day, days.target)
    return f"{count} working days before {days.target.isoformat()}" if count else "the day itself"
