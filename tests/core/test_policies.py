from datetime import time

from cchc_scheduler.core.policies import (
    LATE_RUNGS,
    LEVEL_OF_RUNG,
    RUNG_OF_LEVEL,
    UNIT_RUNGS,
    Policy,
)
from cchc_scheduler.words import LEVELS, RUNGS


def test_the_defaults_are_those_of_the_design():
    policy = Policy()

    assert [policy.rungs.before(rung) for rung in UNIT_RUNGS] == [15, 7, 3, 1, 0]
    assert [policy.rungs.after(rung) for rung in LATE_RUNGS] == [1, 3, 5]
    assert (policy.window.opens, policy.window.afternoon, policy.window.closes) == (
        time(7, 30),
        time(14),
        time(16, 30),
    )
    assert (policy.level_gap, policy.request_hold, policy.leaders_hold) == (2, 2, 3)


def test_every_rung_belongs_to_one_level_and_they_climb_in_order():
    assert (*UNIT_RUNGS, *LATE_RUNGS) == RUNGS
    assert set(RUNGS) == set(LEVEL_OF_RUNG)
    assert [LEVELS.index(LEVEL_OF_RUNG[rung]) for rung in RUNGS] == [0, 0, 0, 0, 0, 1, 2, 3]


def test_each_level_above_the_unit_has_one_rung():
    assert {
        level: rung for rung, level in LEVEL_OF_RUNG.items() if level != "unit"
    } == RUNG_OF_LEVEL
