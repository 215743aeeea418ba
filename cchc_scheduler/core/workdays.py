"""Working days of a Vietnamese office: weekends, public holidays, swapped and make-up days.

Labour Code 2019 art. 112 names the holidays; the Prime Minister's yearly decision swaps days.
The calendar is data: one `CalendarYear` per year, official or computed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A public holiday, a day in lieu, or a working day swapped for another."""

    day: date
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class MakeUpDay:
    """A Saturday or Sunday on which the office works."""

    day: date
    source: str


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year's days off; `official` is false while they are only computed."""

    year: int
    official: bool
    days_off: tuple[DayOff, ...]
    make_up_days: tuple[MakeUpDay, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One calendar day passed over or counted: `counted` is its number, or None for a day off."""

    day: date
    counted: int | None
    why: str | None


class WorkCalendar:
    """Answers which days are working days; built once from the years' data, then only read."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        """Index the given years; outside them only weekends are off."""
        self.years: Final = {year.year: year for year in years}
        self._off: Final = {off.day: off for year in self.years.values() for off in year.days_off}
        self._made_up: Final = {
            extra.day: extra for year in self.years.values() for extra in year.make_up_days
        }
        self._working: Final = self._working_ordinals()

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on `day`."""
        if day in self._made_up:
            return True
        return day.weekday() < SATURDAY and day not in self._off

    def is_official(self, year: int) -> bool:
        """Tell whether the year's days off come from an official source."""
        known = self.years.get(year)
        return known is not None and known.official

    def why_off(self, day: date) -> str | None:
        """Return the name of the day off, "weekend", or None for a working day."""
        if self.is_working(day):
            return None
        off = self._off.get(day)
        return off.name if off else "weekend"

    def shift(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day` (before it, when negative).

        From a day off, +1 is the next working day and -1 the one before. `count` of 0 is refused.
        """
        if count == 0:
            raise ValueError("count must not be 0; use on_or_before or on_or_after")
        ordinal = day.toordinal()
        if count > 0:
            place = bisect_right(self._working, ordinal) + count - 1
        else:
            place = bisect_left(self._working, ordinal) + count
        if self._working and 0 <= place < len(self._working) and self._covers(day):
            return date.fromordinal(self._working[place])
        return self._walk(day, count)

    def on_or_before(self, day: date) -> date:
        """Return `day` itself when the office works on it, else the last working day before it."""
        return day if self.is_working(day) else self.shift(day, -1)

    def on_or_after(self, day: date) -> date:
        """Return `day` itself when the office works on it, else the next working day."""
        return day if self.is_working(day) else self.shift(day, 1)

    def count(self, after: date, through: date) -> int:
        """Count the working days later than `after` up to and including `through`."""
        if through <= after:
            return 0
        if self._covers(after) and self._covers(through):
            first = bisect_right(self._working, after.toordinal())
            return bisect_right(self._working, through.toordinal()) - first
        span = (through - after).days
        return sum(self.is_working(after + timedelta(days=n)) for n in range(1, span + 1))

    def steps(self, day: date, count: int) -> tuple[Step, ...]:
        """Return every calendar day from `day` to `shift(day, count)`, counted or passed over."""
        goal = self.shift(day, count)
        stride = ONE_DAY if count > 0 else -ONE_DAY
        steps: list[Step] = []
        number = 0
        while day != goal:
            day += stride
            why = self.why_off(day)
            if why is None:
                number += 1
            steps.append(Step(day, None if why else number, why))
        return tuple(steps)

    def days_off_between(self, first: date, last: date) -> tuple[DayOff, ...]:
        """Return the public holidays and swapped days from `first` to `last`, both included."""
        return tuple(off for day, off in sorted(self._off.items()) if first <= day <= last)

    def _covers(self, day: date) -> bool:
        return day.year in self.years

    def _working_ordinals(self) -> list[int]:
        if not self.years:
            return []
        first = date(min(self.years), 1, 1).toordinal()
        last = date(max(self.years), 12, 31).toordinal()
        days = (date.fromordinal(ordinal) for ordinal in range(first, last + 1))
        return [day.toordinal() for day in days if self.is_working(day)]

    def _walk(self, day: date, count: int) -> date:
        stride = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += stride
            left -= self.is_working(day)
        return day
