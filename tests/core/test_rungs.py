"""The season's dates, counted by hand over the calendar."""

import pytest

from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.rungs import ladder_starts, moments
from tests.core.cast import CALENDAR, at, deadline


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [
        (
            "2025-09-09",
            {
                "opening": "2025-08-15 07:30",
                "remind-7": "2025-08-27 07:30",
                "remind-3": "2025-09-04 07:30",
                "remind-1": "2025-09-08 07:30",
                "due-day": "2025-09-09 07:30",
                "late-1": "2025-09-10 14:00",
                "late-3": "2025-09-12 14:00",
                "late-5": "2025-09-16 14:00",
            },
        ),
        (
            "2025-12-09",
            {
                "opening": "2025-11-18 07:30",
                "remind-7": "2025-11-28 07:30",
                "remind-3": "2025-12-04 07:30",
                "remind-1": "2025-12-08 07:30",
                "due-day": "2025-12-09 07:30",
                "late-1": "2025-12-10 14:00",
                "late-3": "2025-12-12 14:00",
                "late-5": "2025-12-16 14:00",
            },
        ),
        (  # a Saturday: asked for Friday, late from the end of Monday
            "2028-09-09",
            {
                "remind-1": "2028-09-07 07:30",
                "due-day": "2028-09-08 07:30",
                "late-1": "2028-09-12 14:00",
                "late-3": "2028-09-14 14:00",
                "late-5": "2028-09-18 14:00",
            },
        ),
    ],
)
def test_the_rungs_fall_on_the_days_counted_by_hand(last_day, expected):
    found = moments(deadline(last_day).days, Policy(), CALENDAR)

    assert {rung: at(moment) for rung, moment in expected.items()} == {
        rung: found[rung] for rung in expected
    }


def test_a_ladder_starts_with_its_opening():
    days = deadline("2025-09-09").days

    assert at("2025-08-15 07:30") == ladder_starts(days, Policy(), CALENDAR)


def test_moments_are_worked_out_once():
    days = deadline("2025-09-09").days

    assert moments(days, Policy(), CALENDAR) is moments(days, Policy(), CALENDAR)
