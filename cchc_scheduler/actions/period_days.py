"""Read what lies on a period's line of days: its own days, and what happened to each unit."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import RowMapping

from cchc_scheduler.actions.case_files import policy_of
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows
from cchc_scheduler.actions.period_names import UnitNames
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cycles import days_of
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.rungs import moments
from cchc_scheduler.documents.period_timeline import (
    Happened,
    MarkKind,
    SpotKind,
    Timeline,
    drawn,
)
from cchc_scheduler.store import submissions


def timeline_of(desk: Desk, reports: Sequence[RowMapping], names: UnitNames) -> Timeline | None:
    """Return the line of a period's first report; None when it has none."""
    rows = [row for row in reports if row["task"] == reports[0]["task"]]
    if not rows:
        return None
    rows.sort(key=lambda row: names.place(row["unit"]))
    subjects = about_rows(desk, [(row, None) for row in rows], history=True)
    happened = [Happened(names.short(s.row["unit"]), _happened(desk, s)) for s in subjects]
    return drawn(_days(desk, subjects[0]), happened)


def _days(desk: Desk, subject: About) -> list[tuple[MarkKind, date]]:
    """Return the plan's days of a period, and today while it lies among them."""
    row, days = subject.row, subject.plan_deadline.days
    rungs = moments(days, policy_of(desk.in_force, row), desk.in_force.calendar)
    found: list[tuple[MarkKind, date]] = [
        ("rung", office_date(at)) for rung, at in rungs.items() if rung != "opening"
    ]
    found.append(("opened", office_date(rungs["opening"])))
    if days.target != days.last_day:
        found.append(("target", days.target))
    found += [("last-day", days.last_day), ("late-after", office_date(days.late_after))]
    compiled = _compile_day(desk, row)
    if compiled is not None:
        found.append(("compile", compiled))
    today, last = office_date(desk.now), max(day for _, day in found)
    if min(day for _, day in found) <= today <= last:
        found.append(("today", today))
    return found


def _compile_day(desk: Desk, row: RowMapping) -> date | None:
    cycle = desk.in_force.cycle(row["task"])
    if cycle is None:
        return None
    return days_of(cycle, period_named(row["period"])).compile_day


def _happened(desk: Desk, subject: About) -> list[tuple[SpotKind, datetime]]:
    found: list[tuple[SpotKind, datetime]] = [
        ("letter" if told.outcome == "đã chuyển" else "lost", told.at) for told in subject.told
    ]
    came = submissions.of_obligation(desk.connection, subject.row["id"])
    return found + [("submission", each["handed_in_at"]) for each in came]
