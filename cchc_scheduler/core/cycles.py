"""What a reporting regime (chế độ báo cáo) makes of a year: its periods, and the days of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from cchc_scheduler.core.deadlines import last_day_of, month_of
from cchc_scheduler.core.periods import WORDS, Period, period_named, periods_of_year
from cchc_scheduler.core.plans import Cycle, MonthDay, OwnDays
from cchc_scheduler.words import Bound, Roll

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """The days of one period of a cycle.

    `last_day` is the units' last permitted day as written; `cutoff` the day up to which figures
    count, `upstream_day` the office's own last day upward and `compile_day` the coordinator's day
    to compile, None while nobody named them.
    """

    last_day: date
    cutoff: date | None
    upstream_day: date | None
    compile_day: date | None


def periods_in(cycle: Cycle, year: int) -> tuple[Period, ...]:
    """Return the periods of a cycle that end in a year, in order of their last days."""
    if cycle.frequency == "irregular":
        named = (period_named(own.period) for own in cycle.own_days)
        found = [period for period in named if period.year == year]
    elif cycle.frequency == "several":
        found = [_worded(word, year) for word in cycle.periods]
    else:
        found = list(periods_of_year(cycle.frequency, year))
    return tuple(sorted(found, key=lambda period: (period.last_day, period.first_day)))


def periods_ending_within(cycle: Cycle, first: date, last: date) -> Iterator[Period]:
    """Yield, in order, the periods whose last day lies between the two days, both included."""
    for year in range(first.year, last.year + 1):
        for period in periods_in(cycle, year):
            if first <= period.last_day <= last:
                yield period


def days_of(cycle: Cycle, period: Period) -> PeriodDays:
    """Return the days of a period: those a document names for it, else by the cycle's rule.

    Raises ValueError when a rule names a day that its month lacks.
    """
    own, end = _own(cycle, period), period.last_day
    return PeriodDays(
        last_day=own.last_day or last_day_of(own.deadline or cycle.deadline, end),
        cutoff=own.cutoff or _day(cycle.cutoff_day, cycle.cutoff_months_after, end),
        upstream_day=own.upstream_day or _day(cycle.upstream_day, cycle.upstream_months_after, end),
        compile_day=own.compile_day or _day(cycle.compile_day, cycle.compile_months_after, end),
    )


def bound_of(cycle: Cycle, period: Period) -> Bound:
    """Return whether the day named for a period still counts."""
    return (_own(cycle, period).deadline or cycle.deadline).bound


def roll_of(cycle: Cycle, period: Period) -> Roll:
    """Return what a last day that is a day off does to lateness in a period."""
    return (_own(cycle, period).deadline or cycle.deadline).roll


def previous_in(cycle: Cycle, period: Period) -> Period | None:
    """Return the cycle's period before this one; None for the first of all."""
    found = (*periods_in(cycle, period.year - 1), *periods_in(cycle, period.year))
    before = [each for each in found if each.last_day < period.last_day]
    return before[-1] if before else None


def earlier_in_year(cycle: Cycle, period: Period) -> tuple[Period, ...]:
    """Return the periods that, with this one, tell the year from its start, without overlap.

    The half-year begins its year, so nothing is added to it; quarter III follows the half-year
    where the cycle has one, else quarters I and II.
    """
    known = periods_in(cycle, period.year)
    if period.frequency == "dated":
        return tuple(each for each in known if each.last_day < period.last_day)
    found: list[Period] = []
    first = period.first_day
    while (before := _ending(known, first - ONE_DAY)) is not None:
        found.insert(0, before)
        first = before.first_day
    return tuple(found)


def figures_from(cycle: Cycle, period: Period, plan_begins: date) -> date:
    """Return the day after the cut-off of the stretch before; without one, the period's first.

    A single report tells what came after the one before it, the first one from the plan's start.
    """
    if period.frequency == "dated":
        before = previous_in(cycle, period)
        if before is None or before.year != period.year:
            return plan_begins
        return (days_of(cycle, before).cutoff or before.last_day) + ONE_DAY
    cutoff = _day(cycle.cutoff_day, cycle.cutoff_months_after, period.first_day - ONE_DAY)
    return period.first_day if cutoff is None else cutoff + ONE_DAY


def is_named(cycle: Cycle, day: Literal["cutoff", "upstream_day"]) -> bool:
    """Tell whether the cycle's rule names a day, or a document does so for some of its periods."""
    by_rule = cycle.cutoff_day if day == "cutoff" else cycle.upstream_day
    return by_rule is not None or any(getattr(own, day) is not None for own in cycle.own_days)


def holds(cycle: Cycle, period: Period) -> bool:
    """Tell whether a period is one of the cycle's."""
    return period in periods_in(cycle, period.year)


def _own(cycle: Cycle, period: Period) -> OwnDays:
    """Return what a document names for this period alone, else for its kind, else nothing."""
    ids = (period.id, period.id.partition("-")[2])
    found = (own for name in ids for own in cycle.own_days if own.period == name)
    return next(found, OwnDays(period.id))


def _worded(word: str, year: int) -> Period:
    kind, number = WORDS[word]
    return Period(kind, year, number)


def _ending(known: tuple[Period, ...], day: date) -> Period | None:
    ending = [each for each in known if each.last_day == day]
    return min(ending, key=lambda each: each.first_day, default=None)


def _day(day: MonthDay | None, months_after: int, period_end: date) -> date | None:
    if day is None:
        return None
    month = month_of(period_end, months_after)
    if day == "last":
        return month_of(month, 1) - ONE_DAY
    return month.replace(day=day)
