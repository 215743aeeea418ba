"""What a regime makes of a year; the days were counted by hand from a wall calendar."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.cycles import (
    bound_of,
    days_of,
    earlier_in_year,
    figures_from,
    holds,
    is_named,
    periods_ending_within,
    periods_in,
    previous_in,
    roll_of,
)
from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.periods import WORDS, period_named
from cchc_scheduler.core.plans import Cycle, OwnDays
from tests.core.cast import day

TILING = st.sampled_from(["month", "quarter", "half-year", "year"])
YEARS = st.integers(2025, 2030)
RULES = st.builds(
    DeadlineRule,
    st.sampled_from(["exclusive", "inclusive"]),
    st.integers(1, 28),
    st.integers(0, 3),
)


def cycle(frequency="quarter", rule=None, **more):
    return Cycle(
        id="bao-cao",
        clause="V.1.c",
        wording="theo quy định",
        title="báo cáo",
        frequency=frequency,
        units=("culture",),
        deadline=rule or DeadlineRule("inclusive", 20),
        **more,
    )


# 581/BNV-CCHC: quarter I, the first half-year, quarter III and the year, by day 20, figures to 14.
FOUR = cycle("several", periods=("Q1", "H1", "Q3", "Y"), cutoff_day=14)
# Figures that count from the year's start each time.
GROWING = cycle("several", periods=("Q1", "H1", "9M", "Y"), cutoff_day=14)


def ids(periods):
    return [each.id for each in periods]


def test_four_reports_a_year_come_in_the_order_of_their_ends():
    assert ids(periods_in(FOUR, 2025)) == ["2025-Q1", "2025-H1", "2025-Q3", "2025-Y"]


def test_what_ends_while_a_plan_is_in_force_is_owed():
    owed = periods_ending_within(FOUR, day("2025-07-28"), day("2026-03-31"))

    assert ids(owed) == ["2025-Q3", "2025-Y", "2026-Q1"]


@pytest.mark.parametrize(
    ("period", "first", "cutoff"),
    [
        ("2025-Q1", "2024-12-15", "2025-03-14"),
        ("2025-H1", "2024-12-15", "2025-06-14"),
        ("2025-Q3", "2025-06-15", "2025-09-14"),
        ("2025-Y", "2024-12-15", "2025-12-14"),
    ],
)
def test_figures_are_those_from_cut_off_to_cut_off(period, first, cutoff):
    """The spans that 581/BNV-CCHC names."""
    named = period_named(period)

    assert figures_from(FOUR, named, day("2025-01-01")) == day(first)
    assert days_of(FOUR, named).cutoff == day(cutoff)


@pytest.mark.parametrize(
    ("frequency", "period", "first"),
    [
        ("month", "2025-09", "2025-08-15"),
        ("month", "2025-01", "2024-12-15"),
        ("half-year", "2025-H2", "2025-06-15"),
        ("nine-month", "2025-9M", "2024-12-15"),
    ],
)
def test_the_spans_of_decree_09_hold_for_every_kind(frequency, period, first):
    regime = cycle(frequency, cutoff_day=14)

    assert figures_from(regime, period_named(period), day("2025-01-01")) == day(first)


def test_without_a_cut_off_a_period_tells_its_own_days():
    assert figures_from(cycle(), period_named("2025-Q3"), day("2025-01-01")) == day("2025-07-01")


@pytest.mark.parametrize(
    ("regime", "period", "earlier"),
    [
        (cycle(), "2025-Q3", ["2025-Q1", "2025-Q2"]),
        (cycle("half-year"), "2025-H2", ["2025-H1"]),
        (FOUR, "2025-Q3", ["2025-H1"]),
        (FOUR, "2025-H1", []),
        (FOUR, "2025-Y", []),
        (GROWING, "2025-9M", []),
        (cycle("nine-month"), "2025-9M", []),
    ],
)
def test_a_year_is_added_up_of_what_does_not_overlap(regime, period, earlier):
    assert ids(earlier_in_year(regime, period_named(period))) == earlier


@given(TILING, YEARS)
def test_what_is_added_up_covers_the_year_once(frequency, year):
    regime = cycle(frequency)
    for period in periods_in(regime, year):
        whole = (*earlier_in_year(regime, period), period)

        assert whole[0].first_day == date(year, 1, 1)
        for one, following in itertools.pairwise(whole):
            assert one.last_day + timedelta(days=1) == following.first_day


@pytest.mark.parametrize(
    ("regime", "period", "before"),
    [
        (cycle(), "2025-Q1", "2024-Q4"),
        (cycle("month"), "2025-09", "2025-08"),
        (cycle("nine-month"), "2025-9M", "2024-9M"),
        (FOUR, "2025-Q3", "2025-H1"),
        (FOUR, "2025-Q1", "2024-Y"),
    ],
)
def test_the_report_before_is_the_regimes_own(regime, period, before):
    found = previous_in(regime, period_named(period))

    assert found is not None
    assert found.id == before


@pytest.mark.parametrize(
    ("rule", "frequency", "period", "last_day"),
    [
        (DeadlineRule("exclusive", 10), "quarter", "2025-Q3", "2025-09-09"),
        (DeadlineRule("inclusive", 5, 1), "month", "2025-12", "2026-01-05"),
        (DeadlineRule("period_end", None), "month", "2027-02", "2027-02-28"),
        (DeadlineRule("inclusive", 15, 1), "half-year", "2025-H1", "2025-07-15"),
        (DeadlineRule("exclusive", 1, 0), "year", "2025-Y", "2025-11-30"),
        (DeadlineRule("exclusive", 25, -1), "year", "2025-Y", "2025-11-24"),
        (DeadlineRule("inclusive", 20, -2), "nine-month", "2026-9M", "2026-07-20"),
        (DeadlineRule("inclusive", 10, 12), "quarter", "2025-Q4", "2026-12-10"),
    ],
)
def test_a_deadline_lies_inside_or_after_its_period(rule, frequency, period, last_day):
    assert days_of(cycle(frequency, rule), period_named(period)).last_day == day(last_day)


def test_cut_off_and_upstream_day_may_lie_after_the_period_too():
    regime = cycle(
        "month",
        DeadlineRule("inclusive", 3, 1),
        cutoff_day="last",
        compile_day=4,
        compile_months_after=1,
        upstream_day=5,
        upstream_months_after=1,
    )

    days = days_of(regime, period_named("2025-12"))

    assert (days.cutoff, days.compile_day) == (day("2025-12-31"), day("2026-01-04"))
    assert (days.last_day, days.upstream_day) == (day("2026-01-03"), day("2026-01-05"))


@given(TILING, RULES, YEARS)
def test_deadlines_follow_one_another_as_their_periods_do(frequency, rule, year):
    regime = cycle(frequency, rule)
    days = [days_of(regime, each).last_day for each in periods_in(regime, year)]

    assert days == sorted(set(days))


@given(TILING, RULES, st.integers(1, 28), st.integers(0, 3), YEARS)
def test_a_cut_off_before_the_deadline_stays_so_in_every_period(frequency, rule, cut, more, year):
    rule = replace(rule, bound="inclusive")
    regime = cycle(
        frequency,
        rule,
        cutoff_day=min(cut, rule.day),
        cutoff_months_after=rule.months_after,
        upstream_day=rule.day,
        upstream_months_after=rule.months_after + more,
    )

    for period in periods_in(regime, year):
        days = days_of(regime, period)
        assert days.cutoff <= days.last_day <= days.upstream_day


def test_a_document_may_name_another_day_for_one_period_or_one_kind():
    regime = replace(
        FOUR,
        own_days=(
            OwnDays("Y", deadline=DeadlineRule("exclusive", 15, 0, "none")),
            OwnDays("2025-Q3", last_day=day("2025-09-05"), upstream_day=day("2025-09-12")),
        ),
    )
    third, year, plain = (period_named(name) for name in ("2025-Q3", "2026-Y", "2026-Q3"))

    assert days_of(regime, third).last_day == day("2025-09-05")
    assert days_of(regime, third).upstream_day == day("2025-09-12")
    assert days_of(regime, year).last_day == day("2026-12-14")
    assert (bound_of(regime, year), roll_of(regime, year)) == ("exclusive", "none")
    assert days_of(regime, plain).last_day == day("2026-09-20")
    assert (bound_of(regime, plain), roll_of(regime, plain)) == ("inclusive", "forward")


DATED = cycle(
    "irregular",
    DeadlineRule("exclusive", None),
    own_days=(
        OwnDays("2025-10-31", last_day=day("2025-11-06"), cutoff=day("2025-10-25")),
        OwnDays("2025-08-15", last_day=day("2025-08-19")),
    ),
)


def test_an_irregular_regime_has_the_reports_that_were_named_and_no_other():
    assert ids(periods_in(DATED, 2025)) == ["2025-08-15", "2025-10-31"]
    assert periods_in(DATED, 2026) == ()


def test_a_single_report_tells_what_came_after_the_one_before():
    first, second = periods_in(DATED, 2025)

    assert figures_from(DATED, first, day("2025-07-28")) == day("2025-07-28")
    assert figures_from(DATED, second, day("2025-07-28")) == day("2025-08-16")
    assert ids(earlier_in_year(DATED, second)) == ["2025-08-15"]
    assert previous_in(DATED, first) is None


def test_a_regime_knows_its_own_periods():
    assert holds(FOUR, period_named("2025-Y"))
    assert not holds(FOUR, period_named("2025-Q2"))
    assert not holds(DATED, period_named("2025-Q3"))


def test_a_day_is_named_by_the_rule_or_for_some_period():
    assert is_named(FOUR, "cutoff")
    assert not is_named(FOUR, "upstream_day")
    assert is_named(DATED, "cutoff")


@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, unique=True), YEARS)
def test_any_mixture_of_periods_comes_once_each_and_in_order(words, year):
    found = periods_in(cycle("several", periods=tuple(words)), year)

    assert sorted(each.id for each in found) == sorted(f"{year}-{word}" for word in words)
    assert [each.last_day for each in found] == sorted(each.last_day for each in found)
