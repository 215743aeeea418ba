"""`calendar/<year>.yaml`: one year's public holidays, days in lieu and swapped days."""

from pydantic import Field

from cchc_scheduler.core.workdays import CalendarYear, DayOff, MakeUpDay
from cchc_scheduler.plan.fields import Day, FileModel, Line


class DayOffEntry(FileModel):
    """A day on which the office is closed although it may be a weekday."""

    day: Day
    name: Line
    source: Line


class MakeUpEntry(FileModel):
    """A Saturday or Sunday worked; `instead_of` is the day off it pays for."""

    day: Day
    instead_of: Day | None = None
    source: Line


class CalendarFile(FileModel):
    """The whole of one year's file; `official` once the year's notices are all in it."""

    year: int = Field(ge=2000, le=2100)
    official: bool
    days_off: list[DayOffEntry]
    make_up_days: list[MakeUpEntry]

    def value(self) -> CalendarYear:
        """Return the year as a value of the rules."""
        return CalendarYear(
            year=self.year,
            official=self.official,
            days_off=tuple(DayOff(off.day, off.name, off.source) for off in self.days_off),
            make_up_days=tuple(MakeUpDay(made.day, made.source) for made in self.make_up_days),
        )
