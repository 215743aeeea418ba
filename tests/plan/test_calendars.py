"""The official calendars that are shipped, held against what was announced and against `holidays`.

The table is what the notices said; the package computes from the law and knows most swaps.
"""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from cchc_scheduler.core.workdays import CalendarYear, DayOff
from cchc_scheduler.plan.calendar_file import CalendarFile
from cchc_scheduler.plan.calendars import COMPUTED, FIRST_YEAR, LAST_YEAR, feasts, work_calendar
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated

CALENDARS = Path(__file__).parents[2] / "config" / "calendar"
YEARS = range(2021, 2027)

# Weekdays off by the yearly announcements, as first-last or one day; then the Saturdays worked.
OFFICIAL = {
    2021: ("01/01 10/02-16/02 21/04 30/04 03/05 02/09-03/09", ""),
    2022: ("03/01 31/01-04/02 11/04 02/05-03/05 01/09-02/09", ""),
    2023: ("02/01 20/01-26/01 01/05-03/05 01/09 04/09", ""),
    2024: ("01/01 08/02-14/02 18/04 29/04-01/05 02/09-03/09", "04/05"),
    2025: ("01/01 27/01-31/01 07/04 30/04-02/05 01/09-02/09", "26/04"),
    2026: ("01/01-02/01 16/02-20/02 27/04 30/04-01/05 31/08-02/09 24/11", "10/01 22/08"),
}
# What the pinned package does not know: the swap of 02/01 for 10/01 was announced on 25/12/2025.
DISAGREE = {2026: {date(2026, 1, 2), date(2026, 1, 10)}}


def shipped(year):
    source = read_source(CALENDARS / f"{year}.yaml")
    model = validated(source, CalendarFile)
    assert source.faults == []
    return model.value()


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def written(year, text):
    """Return the days of `01/09-02/09 24/11`."""
    found = set()
    for part in text.split():
        first, _, last = part.partition("-")
        start, end = (date(year, int(each[3:]), int(each[:2])) for each in (first, last or first))
        found |= {start + timedelta(days=n) for n in range((end - start).days + 1)}
    return found


@pytest.mark.parametrize("year", YEARS)
def test_the_weekdays_off_are_those_that_were_announced(year):
    calendar = work_calendar([shipped(year)])
    off, _ = OFFICIAL[year]

    closed = {d for d in days_of(year) if d.weekday() < 5 and not calendar.is_working(d)}

    assert closed == {d for d in written(year, off) if d.weekday() < 5}


@pytest.mark.parametrize("year", YEARS)
def test_the_saturdays_worked_are_those_that_were_announced(year):
    calendar = work_calendar([shipped(year)])
    _, worked = OFFICIAL[year]

    assert {d for d in days_of(year) if d.weekday() >= 5 and calendar.is_working(d)} == written(
        year, worked
    )


@pytest.mark.parametrize("year", YEARS)
def test_the_package_agrees_but_for_what_was_announced_after_it_was_made(year):
    calendar = work_calendar([shipped(year)])
    package = holidays.country_holidays("VN", years=year, language="vi")

    differ = {d for d in days_of(year) if calendar.is_working(d) != package.is_working_day(d)}

    assert differ == DISAGREE.get(year, set())


@pytest.mark.parametrize("year", YEARS)
def test_every_shipped_year_is_official_and_every_day_has_its_source(year):
    calendar = shipped(year)

    assert calendar.official
    assert all(day.source.strip() for day in (*calendar.days_off, *calendar.make_up_days))


def test_a_swapped_day_is_named_with_the_document_that_swapped_it():
    (extra, _) = shipped(2026).make_up_days

    assert extra.day == date(2026, 1, 10)
    assert extra.source == "Công văn 12729/VPCP-KGVX ngày 25/12/2025 (hoán đổi)"


def test_a_year_without_a_file_is_computed_and_says_so():
    calendar = work_calendar([shipped(2025)])

    assert calendar.is_official(2025)
    assert not calendar.is_official(2027)
    assert not calendar.is_working(date(2027, 2, 8))
    assert {off.source for off in calendar.years[2027].days_off} == {COMPUTED}


def test_the_culture_day_is_off_from_2026_on():
    calendar = work_calendar([])

    assert calendar.is_working(date(2025, 11, 24))
    assert not calendar.is_working(date(2026, 11, 24))
    assert not calendar.is_working(date(2027, 11, 24))


def test_the_offices_own_year_stands_before_the_computed_one():
    own = CalendarYear(2027, True, (DayOff(date(2027, 3, 1), "nghỉ", "thông báo"),), ())

    calendar = work_calendar([own])

    assert not calendar.is_working(date(2027, 3, 1))
    assert calendar.is_working(date(2027, 9, 2))


def test_computed_years_reach_from_the_first_to_the_last():
    assert sorted(work_calendar([]).years) == list(range(FIRST_YEAR, LAST_YEAR + 1))


def test_an_own_year_far_ahead_leaves_no_gap_before_it():
    years = work_calendar([CalendarYear(LAST_YEAR + 3, True, (), ())]).years

    assert sorted(years) == list(range(FIRST_YEAR, LAST_YEAR + 4))


def test_the_first_of_tet_and_the_kings_day_are_found_by_the_moon():
    found = feasts(2025, 2026)

    assert found == {
        ("tet", 2025): date(2025, 1, 29),
        ("tet", 2026): date(2026, 2, 17),
        ("kings-day", 2025): date(2025, 4, 7),
        ("kings-day", 2026): date(2026, 4, 26),
    }


def test_feasts_of_any_span_of_years_are_found_without_fault():
    assert feasts(-1, 0) == {}
    assert ("tet", 2050) in feasts(1, 9999)
