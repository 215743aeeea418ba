"""The one letter a period to the leaders, and the days of their page."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.cases import ApprovalRecord, NoticeRecord
from cchc_scheduler.core.leaders import Gate, Group, is_late, leaders_gate, page_days
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.policies import Policy
from tests.core.cast import CALENDAR, at, case, day, deadline

READY = at("2025-09-16 14:00")
ECONOMY, CULTURE = case(), case(unit="culture")


def gate(moment, ready, *, cases=(ECONOMY, CULTURE), told=False):
    """Ask the gate, with the units that are ready and since when."""
    since = {f"report/2025-Q3/{unit}": known for unit, known in ready.items()}
    return leaders_gate(Group(cases, since, told), Policy(), CALENDAR, at(moment))


def test_nobody_ready_nothing_waits():
    assert gate("2025-09-16 14:00", {}) == Gate()


def test_when_every_late_unit_is_ready_one_letter_names_them_all():
    made = gate("2025-09-16 14:00", {"economy": READY, "culture": READY})

    assert made == Gate(go=(ECONOMY.obligation, CULTURE.obligation))


def test_while_one_late_unit_is_not_ready_the_letter_waits_a_day():
    made = gate("2025-09-16 14:00", {"economy": READY})

    assert made == Gate(next_check=at("2025-09-17 14:00"))


def test_it_is_held_at_most_three_working_days():
    assert gate("2025-09-19 13:59", {"economy": READY}).go == ()
    assert gate("2025-09-19 14:00", {"economy": READY}) == Gate(go=(ECONOMY.obligation,))


def test_the_hold_counts_from_the_first_unit_that_was_ready():
    ready = {"economy": READY, "culture": at("2025-09-18 14:00")}
    third = case(unit="office")

    made = gate("2025-09-19 14:00", ready, cases=(ECONOMY, CULTURE, third))

    assert made.go == (ECONOMY.obligation, CULTURE.obligation)


def test_a_weekend_does_not_shorten_the_hold():
    made = gate("2025-09-22 14:00", {"economy": at("2025-09-18 14:00")})

    assert made == Gate(next_check=at("2025-09-23 14:00"))


def test_a_unit_ready_after_the_letter_stands_in_the_page():
    made = gate("2025-09-22 14:00", {"culture": at("2025-09-22 14:00")}, told=True)

    assert made == Gate(to_page=(CULTURE.obligation,))


def test_the_letter_leaves_in_an_afternoon_only():
    made = gate("2025-09-17 09:00", {"economy": READY, "culture": READY})

    assert made == Gate(next_check=at("2025-09-17 14:00"))


@pytest.mark.parametrize(
    "other",
    [
        case(unit="culture", state="submitted"),
        case(unit="culture", state="waived"),
        case(unit="culture", deadline=deadline("2025-09-30", version=2, reason="extension")),
        case(unit="culture", state="returned", deadline=deadline("2025-09-09", climbs_to="head")),
        case(unit="culture", notices={"late-5": NoticeRecord("skipped", why="own-head")}),
        case(unit="culture", approvals={"late-3": ApprovalRecord("to-page")}),
    ],
    ids=["handed in", "waived", "later day", "formal return", "passed over", "left to the page"],
)
def test_a_unit_that_cannot_be_named_is_not_waited_for(other):
    made = gate("2025-09-16 14:00", {"economy": READY}, cases=(ECONOMY, other))

    assert made == Gate(go=(ECONOMY.obligation,))


def test_a_unit_whose_notice_waits_for_another_letter_is_waited_for():
    other = case(unit="culture", notices={"late-5": NoticeRecord("waiting")})

    assert gate("2025-09-16 14:00", {"economy": READY}, cases=(ECONOMY, other)).go == ()


def test_a_unit_is_never_called_late_before_late_after():
    saturday = case("2028-09-09")

    assert not is_late(saturday, at("2028-09-11 23:59:59"))
    assert is_late(saturday, at("2028-09-12 00:00"))
    assert not is_late(replace(saturday, state="submitted"), at("2028-09-12 00:00"))


def days_of(period, last_day):
    found = page_days(period_named(period), [deadline(last_day).days], CALENDAR)
    return [each.isoformat() for each in found]


def test_the_page_of_the_third_quarter_of_2025():
    """1 and 2 September are days off; 11/9 is the second working day after the 9th."""
    assert days_of("2025-Q3", "2025-09-09") == [
        "2025-09-03",
        "2025-09-08",
        "2025-09-11",
        "2025-09-15",
        "2025-09-22",
        "2025-09-29",
    ]


def test_the_page_of_the_fourth_quarter_of_2025():
    assert days_of("2025-Q4", "2025-12-09") == [
        "2025-12-01",
        "2025-12-08",
        "2025-12-11",
        "2025-12-15",
        "2025-12-22",
        "2025-12-29",
    ]


def test_a_week_that_began_in_the_month_before_counts_from_the_first():
    """1/12/2026 is a Tuesday."""
    assert days_of("2026-Q4", "2026-12-09")[:2] == ["2026-12-01", "2026-12-07"]


def test_a_week_with_no_working_day_in_the_month_has_no_page():
    """1/3/2026 is a Sunday."""
    assert days_of("2026-Q1", "2026-03-09")[0] == "2026-03-02"


def test_a_deadline_on_a_day_off_has_its_page_after_lateness():
    """9/9/2028 is a Saturday: late from the end of Monday, the page on Wednesday."""
    assert "2028-09-13" in days_of("2028-Q3", "2028-09-09")


def test_days_that_meet_are_one():
    september = [deadline("2025-09-11").days, deadline("2025-09-11").days]

    found = page_days(period_named("2025-Q3"), september, CALENDAR)

    assert found == tuple(sorted(set(found)))
    assert day("2025-09-15") in found
