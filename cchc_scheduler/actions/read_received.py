"""Read what units have handed in, the newest version for each obligation. Writes nothing."""

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import report_words
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.deadline_words import BY_PLAN
from cchc_scheduler.documents.received_table import ReceivedLine
from cchc_scheduler.store import deadlines, obligations, submissions

AGREED = ("later-day", "extension")


def read_received(desk: Desk) -> tuple[ReceivedLine, ...]:
    """Return what waits to be looked at first, then the newest first."""
    newest = {row["obligation"]: row for row in submissions.every(desk.connection)}
    versions = deadlines.all_versions(desk.connection, newest)
    lines = [
        _line(desk, owed, newest[owed["id"]], versions[owed["id"]])
        for owed in obligations.many(desk.connection, newest)
    ]
    ordered = sorted(lines, key=lambda each: each.at, reverse=True)
    return tuple(sorted(ordered, key=lambda each: each.state != "submitted"))


def agreed_version(versions: list[Deadline]) -> Deadline | None:
    """Return the newest day that was agreed beside the plan's own, or None."""
    found = [each for each in versions if each.reason in AGREED]
    return found[-1] if found else None


def _line(desk: Desk, owed: RowMapping, row: RowMapping, versions: list[Deadline]) -> ReceivedLine:
    judged = timeliness(owed["first_complete_at"], versions)
    by_plan = next(each for each in reversed(versions) if each.reason in BY_PLAN)
    agreed = agreed_version(versions)
    cycle, period = desk.in_force.cycle(owed["task"]), period_named(owed["period"])
    return ReceivedLine(
        number=row["id"],
        unit=desk.in_force.office.unit(owed["unit"]).name,
        report=report_words(owed, cycle, period),
        version=row["version"],
        at=row["handed_in_at"],
        kind=row["kind"],
        plan_day=by_plan.days.last_day,
        by_plan=judged.by_plan,
        agreed=agreed.days.last_day if agreed else None,
        by_agreed=judged.in_force,
        state=owed["state"],
    )
