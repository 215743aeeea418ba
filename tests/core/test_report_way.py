"""The way of a report: days counted back from the upstream day, the step that follows."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_scheduler.core.report_way import (
    Milestone,
    Step,
    awaited_by,
    is_laid,
    issued,
    next_step,
    schedule,
    step_problems,
)
from cchc_scheduler.core.submissions import FieldProblem
from cchc_scheduler.words import WAY_STEPS
from tests.core.cast import CALENDAR

TODAY = date(2025, 9, 19)
SIGNED = Step("signed", TODAY, "Văn thư")
ISSUED = Step("issued", TODAY, "Văn thư", "45/BC-UBND")


def way(*steps):
    return [Step(step, TODAY, "Hoa") for step in steps]


@pytest.mark.parametrize(
    ("upstream", "days"),
    [
        # 20/9/2025 and 20/12/2025 are Saturdays: the report goes on the Friday before
        (date(2025, 9, 20), (16, 17, 18, 19, 19)),
        (date(2025, 12, 20), (16, 17, 18, 19, 19)),
        # 3 September follows two days off and the week-end is behind them
        (date(2025, 9, 4), (28, 29, 3, 4, 4)),
    ],
)
def test_days_are_counted_back_in_working_days(upstream, days):
    found = schedule(upstream, CALENDAR)

    assert [each.step for each in found] == list(WAY_STEPS)
    assert tuple(each.day.day for each in found) == days


def test_without_an_upstream_day_no_day_is_invented():
    assert schedule(None, CALENDAR) == ()
    assert awaited_by([], ()) is None


def test_the_next_step_follows_the_newest_recorded_one():
    steps = [next_step(way(*WAY_STEPS[:count])) for count in range(len(WAY_STEPS) + 1)]

    assert steps == [*WAY_STEPS, None]
    assert next_step(way("draft", "head", "for-signature", "draft")) == "head"


def test_the_awaited_step_has_its_day():
    milestones = schedule(date(2025, 9, 20), CALENDAR)

    assert awaited_by(way("draft"), milestones) == Milestone("head", date(2025, 9, 17))
    assert awaited_by([ISSUED], milestones) is None


def test_a_report_is_laid_before_leaders_until_it_is_taken_back():
    assert not is_laid(way("draft", "head"))
    assert is_laid(way("draft", "head", "for-signature"))
    assert is_laid([*way("for-signature"), SIGNED, ISSUED])
    assert not is_laid(way("for-signature", "draft"))
    assert not is_laid([])


def test_an_issued_report_has_its_number_and_day():
    assert issued([SIGNED, ISSUED]) == ISSUED
    assert issued([SIGNED]) is None


def test_a_step_needs_who_says_so_a_day_that_has_come_and_a_number_when_issued():
    wrong = Step("issued", date(2025, 9, 20), " ")

    assert step_problems(wrong, [], TODAY) == (
        FieldProblem("by", "missing"),
        FieldProblem("number", "missing"),
        FieldProblem("day", "future"),
    )
    assert step_problems(ISSUED, [], TODAY) == ()


def test_after_issuing_only_number_and_day_are_put_right():
    assert step_problems(SIGNED, [ISSUED], TODAY) == (FieldProblem("step", "ended"),)
    assert step_problems(replace(ISSUED, number="46/BC-UBND"), [ISSUED], TODAY) == ()
