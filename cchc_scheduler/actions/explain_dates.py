"""Explain how an obligation's dates came about: from the store, else from the office's files."""

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import policy_of
from cchc_scheduler.actions.records import InForce, Records
from cchc_scheduler.clock import OFFICE_ZONE, office_date
from cchc_scheduler.core.cycles import bound_of
from cchc_scheduler.core.deadlines import Days, Deadline
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.obligations import owed_in
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.plans import Plan
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.rungs import moments
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.documents.explanation import Explained, explain_deadline
from cchc_scheduler.plan.home_files import HomeFiles
from cchc_scheduler.store import deadlines, obligations
from cchc_scheduler.store.database import Database
from cchc_scheduler.words import Bound, Rung


def explain_dates(
    db: Database, records: Records, files: HomeFiles, obligation: str
) -> dict[str, Any]:
    """Return the sentence of the letters, the dates, and how each rung was counted.

    Raises NotFound when neither store nor files know the obligation.
    """
    with db.read() as connection:
        row = obligations.one(connection, obligation)
        if row is None:
            return _from_files(files, obligation)
        in_force = records.read(connection)
        versions = deadlines.versions(connection, obligation)
        current = next(each for each in versions if each.version == row["deadline_version"])
        by_plan = [each for each in versions if each.reason in ("plan", "amendment")][-1]
        found = explained(in_force, row, current, by_plan)
        return _as_json(found, row["clause"], in_force.calendar, policy_of(in_force, row))


def explained(
    in_force: InForce, row: RowMapping, deadline: Deadline, by_plan: Deadline
) -> Explained:
    """Return what the sentence about an obligation's deadline is made of, in letters as here."""
    plans = in_force.plans_for(row["period"])
    wording, bound = wording_of(plans, row["task"], row["period"])
    policy, calendar = policy_of(in_force, row), in_force.calendar
    off = _counted_over(deadline.days, policy, calendar)
    return Explained(wording, bound, deadline, by_plan.days, calendar.days_off_between(*off))


def _from_files(files: HomeFiles, obligation: str) -> dict[str, Any]:
    found = {each.id: each for each in owed_in(files.office, files.plans, files.calendar)}
    if obligation not in found:
        near = get_close_matches(obligation, found, n=1)
        guess = f" Did you mean {near[0]}?" if near else " `cchc status` lists what is owed."
        raise NotFound(f"There is no obligation {obligation}.{guess}")
    one = found[obligation]
    wording, bound = wording_of(files.plans, one.item, one.period)
    set_at = datetime.combine(one.days.last_day, datetime.min.time(), OFFICE_ZONE)
    off = files.calendar.days_off_between(*_counted_over(one.days, files.policy, files.calendar))
    explained = Explained(wording, bound, Deadline(1, "plan", one.days, set_at), one.days, off)
    return _as_json(explained, one.clause, files.calendar, files.policy)


def wording_of(plans: Sequence[Plan], item: str, period: str) -> tuple[str | None, Bound]:
    """Return how the plan words the deadline of a cycle or task; a bare day itself still counts."""
    for plan in plans:
        cycle = plan.cycle(item)
        if cycle is not None:
            return cycle.wording, bound_of(cycle, period_named(period))
        for task in plan.tasks:
            if task.id == item:
                return task.deadline.text, task.deadline.bound or "inclusive"
    return None, "inclusive"


def _counted_over(days: Days, policy: Policy, calendar: WorkCalendar) -> tuple[date, date]:
    """Return the first and last day over which the ladder counts working days."""
    first = calendar.shift(days.target, -policy.rungs.opening)
    return first, max(days.last_day, days.late_counts_from)


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
                "counted": _counted(calendar, rung, office_date(at), days),
            }
            for rung, at in rungs.items()
        ],
    }


def _counted(calendar: WorkCalendar, rung: Rung, day: date, days: Days) -> str:
    """Say how many working days lie between a rung and the day it counts from."""
    if rung.startswith("late-"):
        count = calendar.count(days.late_counts_from, day)
        return f"working day {count} after {days.late_counts_from.isoformat()}"
    count = calendar.count(day, days.target)
    many = f"{count} working day{'s' if count > 1 else ''}"
    return f"{many} before {days.target.isoformat()}" if count else "the day itself"
