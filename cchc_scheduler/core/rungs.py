"""When each rung of a ladder falls: its days counted over the calendar, its hour by its slot."""

from datetime import datetime
from functools import lru_cache

from cchc_scheduler.core.deadlines import Days
from cchc_scheduler.core.policies import LATE_RUNGS, UNIT_RUNGS, Policy
from cchc_scheduler.core.slots import slot_opens
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import Rung


@lru_cache(maxsize=4096)
def moments(days: Days, policy: Policy, calendar: WorkCalendar) -> dict[Rung, datetime]:
    """Return the instant of every rung: the unit's when the window opens, late ones at 14:00.

    Unit rungs count working days back from `target`; late-n falls on the n-th working day after the
    calendar day that ends at `late_after`.
    """
    found: dict[Rung, datetime] = {}
    for rung in UNIT_RUNGS:
        before = policy.rungs.before(rung)
        day = calendar.shift(days.target, -before) if before else days.target
        found[rung] = slot_opens(day, "morning", policy.window)
    for rung in LATE_RUNGS:
        day = calendar.shift(days.late_counts_from, policy.rungs.after(rung))
        found[rung] = slot_opens(day, "afternoon", policy.window)
    return found


def ladder_starts(days: Days, policy: Policy, calendar: WorkCalendar) -> datetime:
    """Return the instant of the first rung, at which the obligation opens."""
    return moments(days, policy, calendar)["opening"]
