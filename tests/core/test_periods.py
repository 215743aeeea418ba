import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.periods import (
    MONTHS_IN,
    TIMES,
    Period,
    period_ending,
    period_named,
    period_of,
    periods_of_year,
)

DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
YEARS = st.integers(2021, 2030)
FREQUENCIES = st.sampled_from(["month", "quarter", "half-year", "year"])
KINDS = st.sampled_from(list(MONTHS_IN))


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


@given(FREQUENCIES, YEARS)
def test_periods_tile_their_year_without_gap_or_overlap(frequency, year):
    periods = list(periods_of_year(frequency, year))

    assert (periods[0].first_day, periods[-1].last_day) == (date(year, 1, 1), date(year, 12, 31))
    for one, following in itertools.pairwise(periods):
        assert one.last_day + timedelta(days=1) == following.first_day


@given(YEARS)
def test_nine_months_begin_the_year_and_end_with_quarter_three(year):
    (nine,) = periods_of_year("nine-month", year)

    assert (nine.first_day, nine.last_day) == (date(year, 1, 1), date(year, 9, 30))
    assert nine == period_of("nine-month", date(year, 12, 31))


@given(KINDS, YEARS)
def test_first_and_last_day_are_those_of_months(kind, year):
    for period in periods_of_year(kind, year):
        months = (period.last_day.month - period.first_day.month) + 1

        assert period.first_day.day == 1
        assert MONTHS_IN[kind] == months
        assert (period.last_day + timedelta(days=1)).day == 1
        assert period.first_day.year == period.last_day.year == year


@given(KINDS, YEARS)
def test_a_year_holds_each_kind_so_many_times(kind, year):
    assert TIMES[kind] == len(list(periods_of_year(kind, year)))


@given(KINDS, YEARS)
def test_an_id_names_its_period_again(kind, year):
    for period in periods_of_year(kind, year):
        assert period == period_named(period.id)


@given(DAYS)
def test_a_report_up_to_a_day_bears_that_day_as_its_name(each):
    period = period_ending(each)

    assert (period.id, period.last_day) == (each.isoformat(), each)
    assert period == period_named(period.id)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period("month", 2025, 7), "2025-07"),
        (Period("month", 2025, 12), "2025-12"),
        (Period("quarter", 2025, 3), "2025-Q3"),
        (Period("half-year", 2025, 2), "2025-H2"),
        (Period("nine-month", 2025, 1), "2025-9M"),
        (Period("year", 2025, 1), "2025-Y"),
        (Period("dated", 2025, 227), "2025-08-15"),
    ],
)
def test_ids_are_written_as_agreed(period, name):
    assert name == period.id


@pytest.mark.parametrize(
    "name",
    ["2025-Q5", "2025-Q0", "2025-Q03", "2025-7", "2025-13", "2025-00", "2025-H3", "25-Q1", "",
     "2025", "2025-", "2025-q3", "2025-6M", "2025-Y1", "0999-Q1", "2025-Q٣", "2025-02-30"],
)  # fmt: skip
def test_what_names_no_period_is_refused(name):
    with pytest.raises(ValueError, match="there is no such period"):
        period_named(name)


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("quarter", ["2025-Q4"]),
        ("half-year", ["2025-H2"]),
        ("month", ["2025-12"]),
        ("nine-month", []),
        ("year", ["2025-Y"]),
    ],
)
def test_only_the_last_period_ends_the_year(kind, ends):
    assert ends == [period.id for period in periods_of_year(kind, 2025) if period.ends_year]
