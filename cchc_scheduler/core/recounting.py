"""How the deadline in force of an obligation moves when its plan or the calendar changes."""

from cchc_scheduler.core.deadlines import Days, Deadline, resolve
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import DeadlineReason, Level, Roll

Moved = tuple[DeadlineReason, Days, Level]


def recounted(
    current: Deadline, plan_days: Days, calendar: WorkCalendar, roll: Roll
) -> Moved | None:
    """Return reason, days and reach of the version that is due now, or None when none is.

    The plan's own day moves as an amendment. A day agreed with the unit since (a later day, an
    extension, a return) stands, counted anew over the calendar; the plan overtakes it only where it
    now gives the unit more time. A return's day is the plan's no longer.
    """
    if current.reason in ("plan", "amendment"):
        moved = plan_days != current.days
        return ("amendment", plan_days, current.climbs_to) if moved else None
    if current.reason != "return" and plan_days.last_day > current.days.last_day:
        return ("amendment", plan_days, "leaders")
    agreed = resolve(current.days.last_day, calendar, roll)
    return (current.reason, agreed, current.climbs_to) if agreed != current.days else None
