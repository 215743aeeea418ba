"""The plan that the phrases stand in: the second half of 2025, issued on 28 July."""

from datetime import date

import pytest

from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.core.workdays import CalendarYear, DayOff, WorkCalendar

NATIONAL_DAY = (
    DayOff(date(2025, 9, 1), "Quốc khánh", "test"),
    DayOff(date(2025, 9, 2), "Quốc khánh", "test"),
)


@pytest.fixture
def half_year():
    """The plan's period 01/7/2025 to 31/12/2025, with 1 and 2 September off."""
    return Surroundings(
        date(2025, 7, 1),
        date(2025, 12, 31),
        date(2025, 7, 28),
        WorkCalendar([CalendarYear(2025, True, NATIONAL_DAY, ())]),
        {("tet", 2026): date(2026, 2, 17), ("kings-day", 2026): date(2026, 4, 26)},
    )


@pytest.fixture
def reads(half_year):
    """Read a phrase in the plan of the second half of 2025."""

    def run(phrase):
        return read(phrase, half_year)

    return run


@pytest.fixture
def days():
    """Write days as month-day of 2025, or year-month-day: `days("09-30 2026-01-31")`."""

    def run(text):
        words = [word if len(word) > 5 else f"2025-{word}" for word in text.split()]
        return tuple(date.fromisoformat(word) for word in words)

    return run
