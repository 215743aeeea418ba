"""The unit's own level of the ladder, and where the ladder stands."""

import pytest

from cchc_scheduler.core.addressees import Unreachable
from cchc_scheduler.core.cases import NoticeRecord
from cchc_scheduler.core.ladder import (
    Decision,
    Skip,
    standing_rung,
)
from cchc_scheduler.words import OBLIGATION_STATES
from tests.core.cast import at, case, deadline, directory
from tests.core.looks import LATE_1, LATE_3, UNIT_DONE, look, wanted


def test_before_the_opening_nothing_is_asked_but_a_look_at_the_opening():
    assert look(case(), "2025-08-14 10:00") == Decision(next_check=at("2025-08-15 07:30"))


def test_the_opening_goes_to_the_focal_point_and_ends_with_its_day():
    made = look(case(), "2025-08-15 07:30")

    assert wanted(made) == ("opening", "lan")
    assert made.wanted.fire_at == at("2025-08-15 07:30")
    assert made.wanted.expires_at == at("2025-08-15 16:30")
    assert made.next_check == at("2025-08-27 07:30")


def test_only_the_highest_rung_reached_goes_out_the_others_are_recorded():
    made = look(case(), "2025-09-05 08:00")

    assert wanted(made) == ("remind-3", "lan")
    assert made.skips == (
        Skip("opening", "higher-rung", at("2025-08-15 07:30")),
        Skip("remind-7", "higher-rung", at("2025-08-27 07:30")),
    )


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        ("2025-08-15 15:00", "2025-08-18 07:30"),  # Friday afternoon: Monday morning
        ("2025-08-30 10:00", "2025-09-03 07:30"),  # over the national day
        ("2025-08-18 03:00", "2025-08-18 07:30"),
    ],
)
def test_what_comes_outside_the_morning_waits_for_the_next_one(moment, then):
    made = look(case(), moment)

    assert made.wanted is None
    assert made.next_check == at(then)


def test_a_letter_on_its_way_is_not_asked_for_again():
    made = look(case(notices={"opening": NoticeRecord("carried")}), "2025-08-15 09:00")

    assert made == Decision(next_check=at("2025-08-27 07:30"))


def test_a_notice_whose_letter_did_not_go_is_asked_for_again():
    made = look(case(notices={"opening": NoticeRecord("waiting")}), "2025-08-18 08:00")

    assert wanted(made) == ("opening", "lan")


def test_a_waiting_notice_gives_way_to_a_higher_rung():
    made = look(case(notices={"opening": NoticeRecord("waiting")}), "2025-08-27 08:00")

    assert wanted(made) == ("remind-7", "lan")
    assert made.skips == (Skip("opening", "higher-rung", at("2025-08-15 07:30")),)


def test_after_the_due_day_no_reminder_goes_and_what_did_not_go_is_recorded():
    done = {rung: record for rung, record in UNIT_DONE.items() if rung != "due-day"}
    made = look(case(notices=done), "2025-09-10 08:00")

    assert made.wanted is None
    assert made.skips == (Skip("due-day", "too-late", at("2025-09-09 07:30")),)
    assert made.next_check == at("2025-09-10 14:00")


def test_rungs_before_a_new_deadline_version_are_recorded_as_skipped():
    later = deadline("2025-09-12", version=2, reason="later-day", set_at="2025-09-09 10:00")
    made = look(case(deadline=later), "2025-09-09 10:01")

    assert made.wanted is None
    assert [(skip.rung, skip.why) for skip in made.skips] == [
        ("opening", "before-version"),
        ("remind-7", "before-version"),
        ("remind-3", "before-version"),
    ]
    assert made.next_check == at("2025-09-11 07:30")


def test_a_focal_point_out_of_reach_is_told_to_the_coordinator_and_tried_next_morning():
    posts = directory(dead=["lan@xa.example", "dung@xa.example"])
    made = look(case(), "2025-08-15 07:30", posts)

    assert made.wanted is None
    assert isinstance(made.no_proof.unreachable, Unreachable)
    assert made.next_check == at("2025-08-18 07:30")


@pytest.mark.parametrize("fate", [NoticeRecord("carried"), NoticeRecord("spent", proven=False)])
def test_a_reminder_that_did_not_arrive_stops_nothing(fate):
    notices = {**UNIT_DONE, "due-day": fate}

    assert wanted(look(case(notices=notices), "2025-09-10 14:00")) == ("late-1", "dung")


@pytest.mark.parametrize("state", [s for s in OBLIGATION_STATES if s not in ("open", "returned")])
@pytest.mark.parametrize("moment", ["2025-08-15 07:30", "2025-09-12 14:00", "2026-03-02 14:00"])
def test_what_is_not_asked_for_is_never_chased(state, moment):
    assert look(case(state=state), moment) == Decision()


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        (UNIT_DONE, "late-1"),
        ({**UNIT_DONE, "late-1": NoticeRecord("waiting")}, "late-1"),
        ({**UNIT_DONE, "late-1": NoticeRecord("carried")}, None),
        (LATE_1, "late-3"),
        (LATE_3, "late-5"),
        ({**LATE_3, "late-5": NoticeRecord("spent", at("2025-09-16 14:00"))}, None),
    ],
)
def test_the_ladder_stands_at_the_lowest_level_not_told(notices, expected):
    assert standing_rung(case(notices=notices)) == expected
