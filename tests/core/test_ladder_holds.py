"""What people say: requests, approval, postponement, returns, the day above."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.cases import ApprovalRecord, NoticeRecord
from cchc_scheduler.core.ladder import (
    AskApproval,
    Decision,
    Skip,
)
from cchc_scheduler.core.policies import Policy
from tests.core.cast import OFFICE, at, case, day, deadline, directory, with_post
from tests.core.looks import APPROVAL, LATE_1, LATE_3, UNIT_DONE, look, wanted


def test_a_request_does_not_hold_the_head_level():
    record = case(notices=UNIT_DONE, held_until=at("2025-09-11 16:30"))

    assert wanted(look(record, "2025-09-10 14:00")) == ("late-1", "dung")


def test_a_request_holds_the_office_level_until_its_hold_ends():
    record = case(notices=LATE_1, held_until=at("2025-09-15 16:30"))

    assert look(record, "2025-09-12 14:00") == Decision(next_check=at("2025-09-16 14:00"))
    assert wanted(look(record, "2025-09-16 14:00")) == ("late-3", "chi")


def test_a_request_holds_the_leaders_and_they_are_ready_only_after_it():
    record = case(notices=LATE_3, held_until=at("2025-09-17 16:30"))

    assert look(record, "2025-09-16 14:00").leaders_ready_since is None
    assert look(record, "2025-09-18 14:00").leaders_ready_since == at("2025-09-18 14:00")


def test_a_hold_that_is_long_over_holds_nothing():
    record = case(notices=LATE_1, held_until=at("2025-09-08 16:30"))

    assert wanted(look(record, "2025-09-12 14:00")) == ("late-3", "chi")


def test_where_approval_is_needed_it_is_asked_one_working_day_ahead():
    record = case(notices=LATE_1, policy=APPROVAL)

    assert look(record, "2025-09-10 15:00").next_check == at("2025-09-11 07:30")
    assert look(record, "2025-09-11 07:30").ask == AskApproval("late-3", at("2025-09-12 14:00"))


def test_an_approval_asked_too_late_says_when_it_would_go_now():
    made = look(case(notices=LATE_1, policy=APPROVAL), "2025-09-15 09:00")

    assert made.ask == AskApproval("late-3", at("2025-09-15 09:00"))


def test_outside_the_window_nobody_is_asked():
    made = look(case(notices=LATE_1, policy=APPROVAL), "2025-09-13 09:00")

    assert made == Decision(next_check=at("2025-09-15 07:30"))


def test_the_head_needs_no_approval_in_either_mode():
    assert wanted(look(case(notices=UNIT_DONE, policy=APPROVAL), "2025-09-10 14:00")) == (
        "late-1",
        "dung",
    )


@pytest.mark.parametrize("state", ["asked", "to-page"])
def test_a_level_not_approved_does_not_go(state):
    record = case(notices=LATE_1, policy=APPROVAL, approvals={"late-3": ApprovalRecord(state)})

    assert look(record, "2025-10-01 14:00") == Decision()


def test_an_approved_level_goes_at_its_time_and_not_before():
    record = case(notices=LATE_1, policy=APPROVAL, approvals={"late-3": ApprovalRecord("approved")})

    assert look(record, "2025-09-11 15:00").next_check == at("2025-09-12 14:00")
    assert wanted(look(record, "2025-09-12 14:00")) == ("late-3", "chi")


def test_an_approved_level_is_still_held_by_a_request():
    record = case(
        notices=LATE_1,
        policy=APPROVAL,
        approvals={"late-3": ApprovalRecord("approved")},
        held_until=at("2025-09-15 16:30"),
    )

    assert look(record, "2025-09-12 14:00") == Decision(next_check=at("2025-09-16 14:00"))


def test_nobody_is_asked_to_approve_a_level_that_will_be_passed_over():
    record = case(unit="office", notices=LATE_1, policy=APPROVAL)

    assert look(record, "2025-09-11 07:30") == Decision(next_check=at("2025-09-12 14:00"))


@pytest.mark.parametrize("state", ["asked", "to-page"])
def test_a_level_a_person_was_asked_about_is_not_passed_over_when_its_post_falls_empty(state):
    record = case(notices=LATE_1, policy=APPROVAL, approvals={"late-3": ApprovalRecord(state)})
    posts = directory(with_post(OFFICE, "chief", holder=None))

    assert look(record, "2025-09-16 14:00", posts) == Decision()


def test_once_approved_an_empty_post_is_passed_over():
    given = {"late-3": ApprovalRecord("approved")}
    record = case(notices=LATE_1, policy=APPROVAL, approvals=given)
    posts = directory(with_post(OFFICE, "chief", holder=None))

    made = look(record, "2025-09-12 14:00", posts)

    assert made.skips == (Skip("late-3", "vacant", at("2025-09-12 14:00")),)


def test_a_postponed_level_waits_for_its_day_and_then_goes():
    given = {"late-3": ApprovalRecord("postponed", at("2025-09-17 14:00"))}
    record = case(notices=LATE_1, approvals=given)

    assert look(record, "2025-09-12 14:00") == Decision(next_check=at("2025-09-17 14:00"))
    assert wanted(look(record, "2025-09-17 14:00")) == ("late-3", "chi")


def test_where_approval_is_needed_a_postponed_level_is_asked_about_again():
    given = {"late-3": ApprovalRecord("postponed", at("2025-09-17 14:00"))}
    record = case(notices=LATE_1, policy=APPROVAL, approvals=given)

    assert look(record, "2025-09-17 14:00").ask == AskApproval("late-3", at("2025-09-17 14:00"))


def test_a_level_postponed_and_then_passed_over_counts_from_the_day_it_was_put_off_to():
    given = {"late-3": ApprovalRecord("postponed", at("2025-09-17 14:00"))}
    posts = directory(with_post(OFFICE, "chief", holder=None))
    made = look(case(notices=LATE_1, approvals=given), "2025-09-17 14:00", posts)

    assert made.skips == (Skip("late-3", "vacant", at("2025-09-17 14:00")),)
    assert made.next_check == at("2025-09-19 14:00")


FORMAL = deadline(
    "2025-09-15", version=2, reason="return", set_at="2025-09-10 10:00", climbs_to="head"
)


def test_a_formal_return_climbs_to_its_head():
    record = case(state="returned", deadline=FORMAL)

    assert wanted(look(record, "2025-09-16 14:00")) == ("late-1", "dung")


def test_a_formal_return_climbs_no_further():
    notices = {"late-1": NoticeRecord("spent", at("2025-09-16 14:00"))}
    made = look(case(state="returned", deadline=FORMAL, notices=notices), "2025-10-01 14:00")

    assert [(skip.rung, skip.why) for skip in made.skips if skip.rung.startswith("late")] == [
        ("late-3", "formal-return"),
        ("late-5", "formal-return"),
    ]
    assert (made.wanted, made.leaders_ready_since, made.next_check) == (None, None, None)


def test_a_return_as_unusable_climbs_like_any_other():
    back = deadline("2025-09-15", version=2, reason="return", set_at="2025-09-10 10:00")
    notices = {"late-1": NoticeRecord("spent", at("2025-09-16 14:00"))}
    record = case(state="returned", deadline=back, notices=notices)

    assert wanted(look(record, "2025-09-18 14:00")) == ("late-3", "chi")


def test_the_offices_own_day_upward_moves_the_leaders_forward():
    """20/9 is a Saturday; three working days before it is Wednesday 17/9."""
    notices = {**LATE_1, "late-3": NoticeRecord("spent", at("2025-09-12 14:00"))}
    slow = Policy(rungs=replace(Policy().rungs, late_5=9))
    record = case(notices=notices, policy=slow, upstream_day=day("2025-09-20"))

    assert look(record, "2025-09-16 15:00").next_check == at("2025-09-17 14:00")
    assert look(record, "2025-09-17 14:00").leaders_ready_since == at("2025-09-17 14:00")


def test_but_never_before_the_level_below_allows():
    notices = {**LATE_1, "late-3": NoticeRecord("spent", at("2025-09-12 14:00"))}
    record = case(notices=notices, upstream_day=day("2025-09-12"))

    assert look(record, "2025-09-15 14:00").next_check == at("2025-09-16 14:00")


def test_a_day_upward_that_is_far_off_moves_nothing_back():
    record = case(notices=LATE_3, upstream_day=day("2025-12-20"))

    assert look(record, "2025-09-16 14:00").leaders_ready_since == at("2025-09-16 14:00")
