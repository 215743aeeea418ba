from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.workdays import CalendarYear, DayOff, MakeUpDay, Step, WorkCalendar
from tests.core.cast import CALENDAR, YEAR_2025, day

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(-60, 60).filter(bool)


def walked(start, count):
    stride = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        start += stride
        left -= CALENDAR.is_working(start)
    return start


@given(DAYS, COUNTS)
def test_shift_agrees_with_walking_day_by_day(start, count):
    assert walked(start, count) == CALENDAR.shift(start, count)


@given(DAYS, COUNTS)
def test_shift_always_lands_on_a_working_day(start, count):
    assert CALENDAR.is_working(CALENDAR.shift(start, count))


@given(DAYS, st.integers(-5, 90))
def test_count_agrees_with_counting_day_by_day(after, span):
    through = after + timedelta(days=span)
    days = [after + timedelta(days=n) for n in range(1, span + 1)]

    assert sum(CALENDAR.is_working(each) for each in days) == CALENDAR.count(after, through)


@given(DAYS, st.integers(1, 60))
def test_count_undoes_shift(start, count):
    assert count == CALENDAR.count(start, CALENDAR.shift(start, count))


@given(DAYS)
def test_on_or_before_is_the_nearest_working_day_behind(start):
    expected = start
    while not CALENDAR.is_working(expected):
        expected -= ONE_DAY

    assert expected == CALENDAR.on_or_before(start)


@given(DAYS)
def test_on_or_after_is_the_nearest_working_day_ahead(start):
    expected = start
    while not CALENDAR.is_working(expected):
        expected += ONE_DAY

    assert expected == CALENDAR.on_or_after(start)


@given(DAYS, COUNTS)
def test_steps_name_every_calendar_day_on_the_way(start, count):
    steps = CALENDAR.steps(start, count)
    stride = 1 if count > 0 else -1
    goal = CALENDAR.shift(start, count)
    expected = [start + timedelta(days=stride * n) for n in range(1, abs((goal - start).days) + 1)]

    assert expected == [step.day for step in steps]
    assert list(range(1, abs(count) + 1)) == [s.counted for s in steps if s.counted is not None]
    assert [CALENDAR.why_off(step.day) for step in steps] == [step.why for step in steps]


@given(st.dates(date(2015, 1, 1), date(2020, 12, 31)), COUNTS)
def test_outside_the_known_years_only_weekends_are_off(start, count):
    bare = WorkCalendar([YEAR_2025])
    expected = start
    left = abs(count)
    while left:
        expected += ONE_DAY if count > 0 else -ONE_DAY
        left -= expected.weekday() < 5

    assert expected == bare.shift(start, count)


@pytest.mark.parametrize("count", [-40, -1, 1, 40])
def test_shift_goes_on_over_the_edge_of_the_known_years(count):
    bare = WorkCalendar([YEAR_2025])
    start = date(2025, 12, 20) if count > 0 else date(2025, 1, 10)
    expected, left = start, abs(count)
    while left:
        expected += ONE_DAY if count > 0 else -ONE_DAY
        left -= bare.is_working(expected)

    assert expected == bare.shift(start, count)


def test_an_empty_calendar_knows_weekends():
    assert day("2025-09-08") == WorkCalendar([]).shift(day("2025-09-05"), 1)


def test_a_count_of_nothing_is_refused():
    with pytest.raises(ValueError, match="count must not be 0"):
        CALENDAR.shift(day("2025-09-05"), 0)


def test_a_swapped_saturday_is_worked_and_its_friday_is_off():
    assert CALENDAR.is_working(day("2025-04-26"))
    assert not CALENDAR.is_working(day("2025-05-02"))
    assert CALENDAR.why_off(day("2025-05-02")) == "hoán đổi"


def test_the_swap_approved_last_for_2026_is_known():
    assert not CALENDAR.is_working(day("2026-01-02"))
    assert CALENDAR.is_working(day("2026-01-10"))


def test_a_make_up_day_wins_over_a_day_off_on_the_same_date():
    saturday = date(2027, 5, 8)
    year = CalendarYear(2027, True, (DayOff(saturday, "nghỉ", "a"),), (MakeUpDay(saturday, "b"),))

    assert WorkCalendar([year]).is_working(saturday)


def test_steps_over_the_national_day_say_why_each_day_is_off():
    assert CALENDAR.steps(day("2025-08-29"), 1) == (
        Step(day("2025-08-30"), None, "weekend"),
        Step(day("2025-08-31"), None, "weekend"),
        Step(day("2025-09-01"), None, "Quốc khánh"),
        Step(day("2025-09-02"), None, "Quốc khánh"),
        Step(day("2025-09-03"), 1, None),
    )


def test_days_off_between_two_days_include_both_and_no_weekend():
    found = CALENDAR.days_off_between(day("2025-08-15"), day("2025-09-02"))

    assert [day("2025-09-01"), day("2025-09-02")] == [off.day for off in found]


def test_only_years_with_an_official_source_are_official():
    assert [CALENDAR.is_official(year) for year in (2025, 2026, 2027, 2050)] == [
        True,
        True,
        False,
        False,
    ]
