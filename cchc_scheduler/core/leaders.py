"""The one letter a period to the leaders, and the days of the leaders' page.

The letter waits, at most three working days, until every unit then late has climbed to it; a unit
that comes after stands in the leaders' page (design, ladder: level leaders).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cchc_scheduler.clock import office_date
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.deadlines import Days, month_of
from cchc_scheduler.core.periods import Period
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.slots import next_opening, slot_opens
from cchc_scheduler.core.workdays import WorkCalendar
from cchc_scheduler.words import CHASED


@dataclass(frozen=True, slots=True)
class Gate:
    """What the period's common letter does now.

    `go` are the obligations it names; `to_page` those left to the leaders' page; `next_check` is
    when to look again, None when nothing is waiting.
    """

    go: tuple[str, ...] = ()
    to_page: tuple[str, ...] = ()
    next_check: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One period before the gate: its cases, since when each is ready, whether a letter went."""

    cases: Sequence[Case]
    ready_since: Mapping[str, datetime]
    already_told: bool


def is_late(case: Case, now: datetime) -> bool:
    """Tell whether a unit may be called late and its ladder reaches the leaders."""
    deadline = case.deadline
    reaches = deadline.climbs_to == "leaders"
    return case.state in CHASED and reaches and now >= deadline.days.late_after


def leaders_gate(group: Group, policy: Policy, calendar: WorkCalendar, now: datetime) -> Gate:
    """Decide whether the period's letter goes now, waits, or is left to the leaders' page."""
    ready = tuple(case.obligation for case in group.cases if case.obligation in group.ready_since)
    if not ready:
        return Gate()
    if group.already_told:
        return Gate(to_page=ready)
    first = min(group.ready_since.values())
    held_to = calendar.shift(office_date(first), policy.leaders_hold)
    last_moment = slot_opens(held_to, "afternoon", policy.window)
    awaited = {case.obligation for case in group.cases if _may_still_climb(case, now)}
    if now < last_moment and not awaited <= set(ready):
        tomorrow = slot_opens(calendar.shift(office_date(now), 1), "afternoon", policy.window)
        return Gate(next_check=min(last_moment, tomorrow))
    opening = next_opening(now, "afternoon", calendar, policy.window)
    return Gate(next_check=opening) if opening > now else Gate(go=ready)


def _may_still_climb(case: Case, now: datetime) -> bool:
    """Tell whether a late unit can yet be named: not when it was left to the leaders' page."""
    decided = case.notices.get("late-5")
    left = any(given.state == "to-page" for given in case.approvals.values())
    return is_late(case, now) and not left and (decided is None or decided.state == "waiting")


def page_days(period: Period, days: Sequence[Days], calendar: WorkCalendar) -> tuple[date, ...]:
    """Return the days of the leaders' page for a period, in order.

    They are the first working day of each week of the period's last month (a week that began in
    the month before counts from the 1st), and the second working day after the day that ends at
    `late_after` of each given deadline. Where the deadlines lie after the period, their last month
    takes the place of the period's.
    """
    end = max([period.last_day, *(each.last_day for each in days)])
    month_start = end.replace(day=1)
    weeks = _weeks(month_start, month_of(month_start, 1) - timedelta(days=1))
    weekly = {
        next(day for day in week if calendar.is_working(day))
        for week in weeks
        if any(calendar.is_working(day) for day in week)
    }
    after = {calendar.shift(each.late_counts_from, 2) for each in days}
    return tuple(sorted(weekly | after))


def _weeks(first: date, last: date) -> list[list[date]]:
    """Return the days between two days, both included, week by week (Monday first)."""
    weeks: dict[tuple[int, int], list[date]] = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        year, week, _ = day.isocalendar()
        weeks.setdefault((year, week), []).append(day)
    return list(weeks.values())
