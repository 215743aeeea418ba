"""What becomes of a deadline in force when the plan or the calendar changes."""

import pytest

from cchc_scheduler.core.deadlines import resolve
from cchc_scheduler.core.recounting import recounted
from cchc_scheduler.core.workdays import CalendarYear, DayOff
from cchc_scheduler.plan.calendars import work_calendar
from tests.core.cast import CALENDAR, YEAR_2025, day, deadline

PLAN_DAY = resolve(day("2025-09-09"), CALENDAR)
WITH_DAY_OFF = work_calendar(
    [
        CalendarYear(
            2025,
            official=True,
            days_off=(*YEAR_2025.days_off, DayOff(day("2025-09-12"), "nghỉ", "công văn")),
            make_up_days=YEAR_2025.make_up_days,
        )
    ]
)


def test_a_day_that_did_not_move_needs_no_new_version():
    assert recounted(deadline("2025-09-09"), PLAN_DAY, CALENDAR, "forward") is None


@pytest.mark.parametrize("reason", ["plan", "amendment"])
def test_the_plans_own_day_moves_with_the_plan(reason):
    moved = resolve(day("2025-09-16"), CALENDAR)

    assert recounted(deadline("2025-09-09", reason=reason), moved, CALENDAR, "forward") == (
        "amendment",
        moved,
        "leaders",
    )


@pytest.mark.parametrize("reason", ["later-day", "extension", "return"])
def test_an_agreed_day_stands_when_the_plan_moves_to_an_earlier_one(reason):
    moved = resolve(day("2025-09-04"), CALENDAR)

    assert recounted(deadline("2025-09-12", reason=reason), moved, CALENDAR, "forward") is None


@pytest.mark.parametrize("reason", ["later-day", "extension"])
def test_a_plan_that_now_gives_more_time_overtakes_an_agreed_day(reason):
    moved = resolve(day("2025-09-16"), CALENDAR)

    assert recounted(deadline("2025-09-12", reason=reason), moved, CALENDAR, "forward") == (
        "amendment",
        moved,
        "leaders",
    )


def test_the_day_of_a_return_is_the_plans_no_longer():
    moved = resolve(day("2025-09-30"), CALENDAR)

    assert recounted(deadline("2025-09-12", reason="return"), moved, CALENDAR, "forward") is None


def test_an_agreed_day_is_counted_anew_over_a_changed_calendar_and_keeps_its_reach():
    agreed = deadline("2025-09-12", reason="return", climbs_to="head")

    reason, days, climbs_to = recounted(agreed, PLAN_DAY, WITH_DAY_OFF, "forward")

    assert (reason, climbs_to) == ("return", "head")
    assert (days.last_day, days.target) == (day("2025-09-12"), day("2025-09-11"))
    assert days.late_counts_from == day("2025-09-15")
