"""Rank, absence and vacancy: whom the ladder passes over, who is written to by a person."""

from dataclasses import replace

import pytest

from cchc_scheduler.core.cases import ApprovalRecord
from cchc_scheduler.core.ladder import (
    AskApproval,
    Decision,
    Skip,
    want_late,
)
from cchc_scheduler.core.offices import Absence
from tests.core.cast import CALENDAR, OFFICE, at, case, day, directory, with_post
from tests.core.looks import LATE_1, LATE_3, UNIT_DONE, look, wanted


def test_a_late_office_is_passed_over_at_its_own_level_and_recorded():
    made = look(case(unit="office", notices=LATE_1), "2025-09-12 14:00")

    assert made.skips == (Skip("late-3", "own-head", at("2025-09-12 14:00")),)
    assert made.next_check == at("2025-09-16 14:00")


def test_a_level_passed_over_counts_from_when_it_could_have_gone_not_from_when_it_was_seen():
    made = look(case(unit="office", notices=LATE_1), "2025-09-18 03:00")

    assert made.skips == (Skip("late-3", "own-head", at("2025-09-12 14:00")),)
    assert made.leaders_ready_since == at("2025-09-16 14:00")


def test_nothing_is_passed_over_before_it_could_have_gone():
    made = look(case(unit="office", notices=LATE_1), "2025-09-12 13:59")

    assert made == Decision(next_check=at("2025-09-12 14:00"))


@pytest.mark.parametrize(
    ("posts", "why"),
    [
        (directory(with_post(OFFICE, "chief", holder=None)), "vacant"),
        (directory(replace(OFFICE, office_chief=None)), "no-post"),
        (
            directory(absences=[Absence("chief", day("2025-09-11"), day("2025-09-13"), None)]),
            "absent",
        ),
    ],
)
def test_a_chief_who_is_not_there_is_passed_over(posts, why):
    made = look(case(notices=LATE_1), "2025-09-12 14:00", posts)

    assert made.skips == (Skip("late-3", why, at("2025-09-12 14:00")),)


def test_a_vacant_head_is_passed_over_and_the_office_still_waits_two_working_days():
    posts = directory(with_post(OFFICE, "head-economy", holder=None))
    made = look(case(notices=UNIT_DONE), "2025-09-10 14:00", posts)

    assert made.skips == (Skip("late-1", "vacant", at("2025-09-10 14:00")),)
    assert made.next_check == at("2025-09-12 14:00")


def test_while_a_request_holds_a_level_it_is_not_passed_over_either():
    held = case(unit="office", notices=LATE_1, held_until=at("2025-09-15 16:30"))

    assert look(held, "2025-09-12 14:00").next_check == at("2025-09-16 14:00")
    made = look(held, "2025-09-16 14:00")
    assert made.skips == (Skip("late-3", "own-head", at("2025-09-16 14:00")),)
    assert made.next_check == at("2025-09-18 14:00")


VICE_CHAIR_HEADS = directory(with_post(OFFICE, "head-economy", holder="hoa"))


def test_a_head_who_is_a_vice_chair_is_written_to_by_a_person():
    made = look(case(notices=UNIT_DONE), "2025-09-10 07:30", VICE_CHAIR_HEADS)

    assert made.wanted is None
    assert made.ask == AskApproval("late-1", at("2025-09-10 14:00"))


@pytest.mark.parametrize("state", ["asked", "to-page"])
def test_while_that_draft_lies_unsent_nobody_above_hears(state):
    record = case(notices=UNIT_DONE, approvals={"late-1": ApprovalRecord(state)})

    assert look(record, "2025-11-03 14:00", VICE_CHAIR_HEADS) == Decision()


def test_sent_by_the_coordinators_head_it_is_the_accepted_head_level():
    record = case(notices=UNIT_DONE, approvals={"late-1": ApprovalRecord("approved")})

    assert wanted(look(record, "2025-09-11 14:00", VICE_CHAIR_HEADS)) == ("late-1", "hoa")


def test_above_a_vice_chair_only_the_chair_hears():
    record = case(notices=LATE_1, approvals={"late-1": ApprovalRecord("approved")})
    made = look(record, "2025-09-16 14:00", VICE_CHAIR_HEADS)
    sent = want_late(record, VICE_CHAIR_HEADS, CALENDAR, at("2025-09-16 14:00"), "leaders")

    assert made.skips == (Skip("late-3", "ranks-below", at("2025-09-12 14:00")),)
    assert made.leaders_ready_since == at("2025-09-16 14:00")
    assert wanted(sent) == ("late-5", "an")


def test_when_the_chair_heads_the_late_unit_nobody_stands_above():
    posts = directory(with_post(OFFICE, "head-economy", holder="an"))
    made = look(case(notices=LATE_1), "2025-09-30 14:00", posts)

    assert [(skip.rung, skip.why) for skip in made.skips] == [
        ("late-3", "ranks-below"),
        ("late-5", "own-head"),
    ]
    assert (made.leaders_ready_since, made.next_check) == (None, None)


def test_leaders_whose_address_does_not_work_are_waited_for():
    posts = directory(dead=["hoa@xa.example"])
    made = want_late(case(notices=LATE_3), posts, CALENDAR, at("2025-09-16 14:00"), "leaders")

    assert made.wanted is None
    assert made.no_proof.rung == "late-5"
    assert made.next_check == at("2025-09-17 14:00")
