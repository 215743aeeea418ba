"""Calendars the office has no file for: computed from the law by `holidays`, never official."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

import holidays
from holidays.version import __version__ as holidays_version

from cchc_scheduler.core.workdays import CalendarYear, DayOff, MakeUpDay, WorkCalendar

FIRST_YEAR: Final = 2021
LAST_YEAR: Final = 2040
FEASTS: Final = {"tet": "Tết Nguyên Đán", "kings-day": "Ngày Giỗ Tổ Hùng Vương"}
COMPUTED: Final = (
    f"tính theo Điều 112 Bộ luật Lao động 2019 (holidays {holidays_version}), "
    "chưa có thông báo chính thức"
)


def work_calendar(years: Iterable[CalendarYear]) -> WorkCalendar:
    """Return the calendar of the office: its own years, and computed ones where it has none."""
    own = {year.year: year for year in years}
    span = range(min([FIRST_YEAR, *own]), max([LAST_YEAR, *own]) + 1)
    return WorkCalendar(own.get(year) or computed_year(year) for year in span)


@lru_cache(maxsize=64)
def computed_year(year: int) -> CalendarYear:
    """Return a year as the law and the known swaps give it; the Prime Minister may yet change it.

    Labour Code 2019 art. 112 leaves the days beside Tết and 2 September to a yearly decision.
    """
    known = holidays.country_holidays("VN", years=year, language="vi")
    off = (DayOff(day, known[day], COMPUTED) for day in sorted(known) if day.year == year)
    made_up = (MakeUpDay(day, COMPUTED) for day in _worked_weekends(known) if day.year == year)
    return CalendarYear(year, False, tuple(off), tuple(made_up))


@lru_cache(maxsize=64)
def feasts(first_year: int, last_year: int) -> dict[tuple[str, int], date]:
    """Return the days by the moon that deadlines name: the first of Tết ("tet"), Giỗ Tổ.

    Years outside 1990 to 2090 are left out; nobody plans there.
    """
    years = range(max(first_year, 1990), min(last_year, 2090) + 1)
    known = holidays.country_holidays("VN", years=years, language="vi")
    return {
        (feast, day.year): day
        for day, name in sorted(known.items())
        for feast, full in FEASTS.items()
        if name == full
    }


def _worked_weekends(known: holidays.HolidayBase) -> list[date]:
    return sorted(known.weekend_workdays)
