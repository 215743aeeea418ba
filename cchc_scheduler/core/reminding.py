"""Whether a person may bring the next reminder forward, and when it leaves (nhắc ngay).

Nothing is added to the ladder: the next rung of the unit's own level goes earlier, and then not a
second time. What goes after the deadline goes to the head, at its own moment (design, the ladder).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.ladder import brought_forward
from cchc_scheduler.core.policies import UNIT_RUNGS
from cchc_scheduler.core.rungs import moments
from cchc_scheduler.core.slots import next_opening, slot_opens
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import CHASED, Rung

WhyNot = Literal["not-asked-for", "past", "none-left", "goes-by-itself", "no-address", "held"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """The rung that would go earlier, and when its letter leaves."""

    rung: Rung
    at: datetime


@dataclass(frozen=True, slots=True)
class NoReminder:
    """Why none is brought forward; `at` is when the next one leaves by itself, where one does."""

    why: WhyNot
    at: datetime | None = None


def next_reminder(
    case: Case, calendar: WorkCalendar, now: datetime, *, told_today: bool
) -> Reminder | NoReminder:
    """Return the reminder that may go earlier.

    It leaves in the morning slot that is open or opens next; with `told_today` the address had a
    letter of the ladder today, so that it waits for the next working day.
    """
    if case.state not in CHASED:
        return NoReminder("not-asked-for")
    window = case.policy.window
    at = next_opening(now, "morning", calendar, window)
    if told_today and office_date(at) == office_date(now):
        at = slot_opens(calendar.shift(office_date(now), 1), "morning", window)
    if at >= case.deadline.days.due:
        return NoReminder("past")
    return _of_unit(case, calendar, at)


def _of_unit(case: Case, calendar: WorkCalendar, at: datetime) -> Reminder | NoReminder:
    own = moments(case.deadline.days, case.policy, calendar)
    wanted = brought_forward(case, own)
    free: list[Rung] = [rung for rung in UNIT_RUNGS if _is_free(case, rung, own)]
    if any(wanted[rung] <= at for rung in free):
        return NoReminder("goes-by-itself", at)
    return Reminder(free[0], at) if free else NoReminder("none-left")


def _is_free(case: Case, rung: Rung, own: Mapping[Rung, datetime]) -> bool:
    """Tell whether a rung may still go: not written yet, and not from before a new deadline."""
    record, deadline = case.notices.get(rung), case.deadline
    if deadline.version > 1 and own[rung] < deadline.set_at:
        return False
    return record is None or record.state == "waiting"
