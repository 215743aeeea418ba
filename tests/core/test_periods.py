from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.periods import (
    MONTHS_IN,
    Period,
    period_named,
    period_of,
    periods_ending_within,
)

DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
FREQUENCIES = st.sampled_from(["month", "quarter", "half-year", "year"])


@given(FREQUENCIES, DAYS)
def test_a_day_lies_within_its_period(frequency, each):
    period = period_of(frequency, each)

    assert period.first_day <= each <= period.last_day


@given(FREQUENCIES, DAYS)
def test_every_day_between_first_and_last_names_the_same_period(frequency, each):
    period = period_of(frequency, each)
    span = (period.last_day - period.first_day).days
    days = {period.first_day + timedelta(days=n) for n in range(span + 1)}

    assert {period} == {period_of(frequency, one) for one in days}


@given(FREQUENCIES, DAYS)
def test_periods_follow_one_another_without_gap_or_overlap(frequency, each):
    period = period_of(frequency, each)

    assert period.last_day + timedelta(days=1) == period.next().first_day
    assert period.next() == period_of(frequency, period.last_day + timedelta(days=1))


@given(FREQUENCIES, DAYS)
def test_first_and_last_day_are_those_of_months(frequency, each):
    period = period_of(frequency, each)
    months = (period.last_day.month - period.first_day.month) + 1

    assert period.first_day.day == 1
    assert MONTHS_IN[frequency] == months
    assert (period.last_day + timedelta(days=1)).day == 1
    assert period.first_day.year == period.last_day.year == each.year


@given(FREQUENCIES, DAYS)
def test_an_id_names_its_period_again(frequency, each):
    period = period_of(frequency, each)

    assert period == period_named(period.id)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period("month", 2025, 7), "2025-M07"),
        (Period("quarter", 2025, 3), "2025-Q3"),
        (Period("half-year", 2025, 2), "2025-H2"),
        (Period("year", 2025, 1), "2025"),
    ],
)
def test_ids_are_written_as_agreed(period, name):
    assert name == period.id


@pytest.mark.parametrize(
    "name",
    ["2025-Q5", "2025-Q0", "2025-Q03", "2025-M7", "2025-M13", "2025-H3", "25-Q1", "2025-q3", "",
     "2025-", "0999-Q1", "2025-Q٣"],
)  # fmt: skip
def test_what_names_no_period_is_refused(name):
    with pytest.raises(ValueError, match="there is no such period"):
        period_named(name)


@pytest.mark.parametrize(
    ("frequency", "ends"), [("quarter", "2025-Q4"), ("half-year", "2025-H2"), ("month", "2025-M12")]
)
def test_only_the_last_period_ends_the_year(frequency, ends):
    periods = periods_ending_within(frequency, date(2025, 1, 1), date(2025, 12, 31))

    assert [ends] == [period.id for period in periods if period.ends_year]


def test_the_second_half_of_2025_owes_two_quarters():
    periods = periods_ending_within("quarter", date(2025, 7, 28), date(2025, 12, 31))

    assert [period.id for period in periods] == ["2025-Q3", "2025-Q4"]


def test_a_period_that_ends_after_the_span_is_left_out():
    assert list(periods_ending_within("quarter", date(2025, 7, 28), date(2025, 9, 29))) == []


@given(FREQUENCIES, DAYS)
def test_the_period_before_is_the_one_that_is_followed_by_this(frequency, each):
    period = period_of(frequency, each)

    assert period.previous().next() == period


@given(FREQUENCIES, DAYS)
def test_the_earlier_periods_of_a_year_lead_up_to_this_one(frequency, each):
    period = period_of(frequency, each)
    whole = (*period.earlier_in_year(), period)

    assert whole[0].first_day == date(each.year, 1, 1)
    assert [one.next() for one in whole[:-1]] == list(whole[1:])
