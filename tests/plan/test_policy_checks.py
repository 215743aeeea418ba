"""Policies whose rungs or hours are out of order."""

import pytest


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "remind-7: 7, remind-3: 3",
            "remind-7: 3, remind-3: 7",
            (
                "policy.yaml:2: rungs.remind-3: '7' is out of order; "
                "give fewer working days than remind-7 (3)"
            ),
        ),
        (
            "opening: 15",
            "opening: 7",
            (
                "policy.yaml:2: rungs.remind-7: '7' is out of order; "
                "give fewer working days than opening (7)"
            ),
        ),
        (
            "late-3: 3, late-5: 5",
            "late-3: 6, late-5: 5",
            (
                "policy.yaml:2: rungs.late-3: '6' is out of order; "
                "give fewer working days than late-5 (5)"
            ),
        ),
        (
            '"14:00"',
            '"16:30"',
            "policy.yaml:6: window.closes: '16:30' is not later than afternoon (16:30)",
        ),
        (
            '"07:30"',
            '"15:00"',
            "policy.yaml:5: window.afternoon: '14:00' is not later than opens (15:00)",
        ),
    ],
)
def test_rungs_and_hours_must_stand_in_order(home, old, new, told):
    home.swap("policy.yaml", old, new)

    assert home.faults() == [told]
