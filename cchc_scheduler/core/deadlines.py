"""From the wording of a deadline to the days and instants that follow from it.

"Trước ngày 10" ends with the 9th (Civil Code 2015 art. 148.6: a day ends at 24:00); a last day
that is a day off ends with the next working day (art. 148.5), unless the cycle says otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import Bound, DeadlineReason, Level, Roll

MIDNIGHT: Final = time(0)
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """When a cycle's report is owed, as structure: `day` of a month counted from the period's end.

    `months_after` 0 is the last month of the period ("tháng cuối quý"), 1 the month after it, -1
    the month before it. `day` None stands for the last day of that month.
    """

    bound: Bound
    day: int | None
    months_after: int = 0
    roll: Roll = "forward"


@dataclass(frozen=True, slots=True)
class Days:
    """The days and instants of one deadline.

    `last_day` is the last permitted day as written; `target` the last working day on or before it,
    which letters ask for; `due` the first instant after `last_day`; `late_after` the first instant
    at which the unit may be called late.
    """

    last_day: date
    target: date
    due: datetime
    late_after: datetime

    @property
    def late_counts_from(self) -> date:
        """The calendar day that ends at `late_after`; working days late are counted after it."""
        return office_date(self.late_after) - ONE_DAY


@dataclass(frozen=True, slots=True)
class Deadline:
    """One version of an obligation's deadline; `version` 1 is the plan's own.

    `climbs_to` is the highest level its ladder may reach: `head` after a formal return.
    """

    version: int
    reason: DeadlineReason
    days: Days
    set_at: datetime
    climbs_to: Level = "leaders"


def last_day_of(rule: DeadlineRule, period_end: date) -> date:
    """Return the last permitted day of a rule for the period that ends on `period_end`."""
    month_start = month_of(period_end, rule.months_after)
    if rule.day is None:
        named = month_of(month_start, 1) - ONE_DAY
    else:
        named = month_start.replace(day=rule.day)
    return named - ONE_DAY if rule.bound == "exclusive" else named


def month_of(day: date, months_after: int = 0) -> date:
    """Return the first day of the month that lies so many months after that of a day."""
    months = day.year * 12 + day.month - 1 + months_after
    return date(months // 12, months % 12 + 1, 1)


def resolve(last_day: date, calendar: WorkCalendar, roll: Roll = "forward") -> Days:
    """Return the days that follow from a last permitted day (design: deadlines).

    `roll` says what a last day that is a day off does to lateness: `forward` (Civil Code 148.5)
    moves it to the end of the next working day, `back` to the end of the working day before,
    `none` leaves it.
    """
    target = calendar.on_or_before(last_day)
    due = _end_of(last_day)
    if calendar.is_working(last_day) or roll == "none":
        late_after = due
    elif roll == "forward":
        late_after = _end_of(calendar.shift(last_day, 1))
    else:
        late_after = _end_of(target)
    return Days(last_day, target, due, late_after)


def _end_of(day: date) -> datetime:
    return office_instant(day + ONE_DAY, MIDNIGHT)
