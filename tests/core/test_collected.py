"""What a collection knows of its period by its regime."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.collected import Collection
from cchc_scheduler.core.periods import period_named
from tests.core.cast import OFFICE, at, day
from tests.core.test_obligations import REPORT, plan

FOUR = replace(REPORT, frequency="several", periods=("Q1", "H1", "Q3", "Y"), cutoff_day=14)
JOINED = replace(REPORT, with_year=True)


def collection(cycle, period):
    return Collection(
        OFFICE, plan(cycles=(cycle,)), cycle, period_named(period), at("2025-12-20 08:00"), ()
    )


@pytest.mark.parametrize(
    ("cycle", "period", "year_too"),
    [
        (JOINED, "2025-Q4", True),
        (JOINED, "2025-Q3", False),
        (REPORT, "2025-Q4", False),
        (FOUR, "2025-Y", True),
        (FOUR, "2025-Q3", False),
    ],
)
def test_the_years_report_stands_alone_or_is_joined_to_the_last_period(cycle, period, year_too):
    assert collection(cycle, period).year_too == year_too


def test_figures_close_on_the_regimes_day():
    assert collection(FOUR, "2025-H1").cutoff == day("2025-06-14")
    assert collection(REPORT, "2025-Q3").cutoff is None
