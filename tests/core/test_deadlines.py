from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.clock import OFFICE_ZONE, office_date
from cchc_scheduler.core.deadlines import Days, DeadlineRule, last_day_of, resolve
from tests.core.cast import CALENDAR, at, day

DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
ROLLS = st.sampled_from(["forward", "none", "back"])


def midnight_after(last):
    following = last + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=OFFICE_ZONE)


@given(DAYS, ROLLS)
def test_target_is_the_last_working_day_not_after_the_last_day(last, roll):
    days = resolve(last, CALENDAR, roll)

    assert days.target <= last
    assert CALENDAR.is_working(days.target)
    assert CALENDAR.count(days.target, last) == 0


@given(DAYS, ROLLS)
def test_due_is_midnight_after_the_last_day(last, roll):
    assert midnight_after(last) == resolve(last, CALENDAR, roll).due


@given(DAYS)
def test_a_last_day_off_ends_with_the_next_working_day(last):
    """Civil Code 2015 art. 148.5."""
    days = resolve(last, CALENDAR, "forward")

    assert midnight_after(CALENDAR.on_or_after(last)) == days.late_after
    assert days.late_after >= days.due


@given(DAYS)
def test_without_roll_lateness_begins_when_the_last_day_ends(last):
    days = resolve(last, CALENDAR, "none")

    assert days.due == days.late_after


@given(DAYS)
def test_rolled_back_a_unit_is_late_after_the_target(last):
    days = resolve(last, CALENDAR, "back")

    assert midnight_after(days.target) == days.late_after


@given(DAYS, ROLLS)
def test_a_working_last_day_is_not_rolled(last, roll):
    days = resolve(CALENDAR.on_or_before(last), CALENDAR, roll)

    assert days.due == days.late_after
    assert days.last_day == days.target == days.late_counts_from


@given(DAYS, ROLLS)
def test_the_first_working_day_late_lies_after_due_however_it_rolls(last, roll):
    days = resolve(last, CALENDAR, roll)

    assert CALENDAR.shift(days.late_counts_from, 1) > last
    assert office_date(days.late_after) > days.late_counts_from


def test_before_the_tenth_ends_with_the_ninth():
    rule = DeadlineRule("exclusive", 10)

    assert day("2025-09-09") == last_day_of(rule, day("2025-09-30"))
    assert day("2025-12-09") == last_day_of(rule, day("2025-12-31"))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DeadlineRule("inclusive", 10), "2025-09-10"),
        (DeadlineRule("exclusive", 1), "2025-08-31"),
        (DeadlineRule("period_end", None), "2025-09-30"),
        (DeadlineRule("inclusive", None, months_after=1), "2025-10-31"),
        (DeadlineRule("inclusive", 15, months_after=4), "2026-01-15"),
    ],
)
def test_rules_count_days_and_months_from_the_end_of_the_period(rule, expected):
    assert day(expected) == last_day_of(rule, day("2025-09-30"))


def test_a_day_that_the_month_lacks_is_refused_never_clamped():
    with pytest.raises(ValueError):
        last_day_of(DeadlineRule("inclusive", 31), day("2025-09-30"))


@pytest.mark.parametrize(
    ("last", "target", "late_after"),
    [
        ("2028-09-09", "2028-09-08", "2028-09-12 00:00"),
        ("2028-12-09", "2028-12-08", "2028-12-12 00:00"),
    ],
)
def test_the_first_clash_of_the_ninth_with_a_saturday(last, target, late_after):
    days = resolve(day(last), CALENDAR)

    assert Days(day(last), day(target), midnight_after(day(last)), at(late_after)) == days


def test_every_ninth_before_that_clash_is_a_working_day():
    ninths = [
        date(year, month, 9)
        for year in (2025, 2026, 2027)
        for month in (3, 6, 9, 12)
        if date(year, month, 9) >= date(2025, 9, 9)
    ]

    assert [each for each in ninths if not CALENDAR.is_working(each)] == []
