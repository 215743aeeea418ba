"""Calendars the office has no file for: computed from the law by `holidays`, never official.

What `holidays` says of the coming years stands ready in a file, held in step by a test: the library
brings the calendars of the whole world, 11 MB of memory and a quarter of a second at each start.
"""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from cchc_scheduler.core.workdays import CalendarYear, DayOff, MakeUpDay, WorkCalendar

FIRST_YEAR: Final = 2021
LAST_YEAR: Final = 2040
READY: Final = Path(__file__).with_name("computed_years.json")
VERSION: Final = "0.109"
COMPUTED: Final = (
    f"tính theo Điều 112 Bộ luật Lao động 2019 (holidays {VERSION}), chưa có thông báo chính thức"
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
    found = _ready()["years"].get(str(year)) or by_law(year)
    off = (DayOff(date.fromisoformat(day), name, COMPUTED) for day, name in found["off"])
    made_up = (MakeUpDay(date.fromisoformat(day), COMPUTED) for day in found["made_up"])
    return CalendarYear(year, False, tuple(off), tuple(made_up))


def by_law(year: int) -> dict[str, Any]:
    """Return a year's days off with their names, and its make-up days, as `holidays` knows them."""
    known = import_module("holidays").country_holidays("VN", years=year, language="vi")
    return {
        "off": [[day.isoformat(), known[day]] for day in sorted(known) if day.year == year],
        "made_up": [day.isoformat() for day in sorted(known.weekend_workdays) if day.year == year],
    }


def years_by_law() -> dict[str, Any]:
    """Return the content of the file that stands ready: every year from first to last."""
    return {
        "holidays": import_module("holidays.version").__version__,
        "years": {str(year): by_law(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)},
    }


@lru_cache(maxsize=1)
def _ready() -> dict[str, Any]:
    ready: dict[str, Any] = json.loads(READY.read_text(encoding="utf-8"))
    return ready
