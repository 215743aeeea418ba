"""The levels above the unit: order, the gap between them, proof."""

import pytest

from cchc_scheduler.core.cases import NoticeRecord
from cchc_scheduler.core.ladder import (
    Decision,
    NoProof,
)
from tests.core.cast import at, case, directory
from tests.core.looks import LATE_1, LATE_3, UNIT_DONE, look, wanted


def test_the_head_hears_alone_at_two_in_the_afternoon():
    made = look(case(notices=UNIT_DONE), "2025-09-10 14:00")

    assert wanted(made) == ("late-1", "dung")
    assert made.wanted.expires_at == at("2025-09-10 16:30")


@pytest.mark.parametrize("moment", ["2025-09-11 07:30", "2025-09-11 13:59"])
def test_a_late_rung_never_leaves_in_the_morning(moment):
    made = look(case(notices=UNIT_DONE), moment)

    assert made == Decision(next_check=at("2025-09-11 14:00"))


def test_the_office_hears_on_the_second_working_day_after_the_head():
    early = look(case(notices=LATE_1), "2025-09-11 15:00")
    due = look(case(notices=LATE_1), "2025-09-12 14:00")

    assert early == Decision(next_check=at("2025-09-12 14:00"))
    assert wanted(due) == ("late-3", "chi")


def test_a_head_told_late_moves_the_office_to_two_working_days_after():
    notices = {**UNIT_DONE, "late-1": NoticeRecord("spent", at("2025-09-12 15:00"))}

    assert look(case(notices=notices), "2025-09-15 15:00").next_check == at("2025-09-16 14:00")
    assert wanted(look(case(notices=notices), "2025-09-16 14:00")) == ("late-3", "chi")


def test_leaders_wait_likewise_for_the_office():
    notices = {**LATE_1, "late-3": NoticeRecord("spent", at("2025-09-18 14:00"))}

    assert look(case(notices=notices), "2025-09-19 15:00").next_check == at("2025-09-22 14:00")
    made = look(case(notices=notices), "2025-09-22 14:00")
    assert made.leaders_ready_since == at("2025-09-22 14:00")


def test_first_seen_long_after_lateness_it_begins_with_the_head():
    made = look(case(), "2025-09-17 14:00")

    assert wanted(made) == ("late-1", "dung")
    assert {skip.why for skip in made.skips} == {"too-late"}


def test_nobody_above_the_head_hears_before_the_head_though_years_have_passed():
    assert wanted(look(case(), "2027-03-01 14:30")) == ("late-1", "dung")


@pytest.mark.parametrize(
    "fate",
    [
        NoticeRecord("carried"),  # on its way, or its fate unknown
        NoticeRecord("spent", at("2025-09-10 14:01"), proven=False),  # it came back
        NoticeRecord("skipped", at("2025-09-10 14:00"), why="too-late"),
    ],
)
def test_without_proof_of_the_level_below_no_level_above_hears(fate):
    notices = {**UNIT_DONE, "late-1": fate}

    made = look(case(notices=notices), "2025-11-03 14:00")

    assert (made.wanted, made.leaders_ready_since) == (None, None)


def test_a_bounced_level_says_it_has_no_proof_and_is_looked_at_each_working_day():
    notices = {**UNIT_DONE, "late-1": NoticeRecord("spent", at("2025-09-10 14:01"), proven=False)}

    made = look(case(notices=notices), "2025-09-11 09:00")

    assert made == Decision(no_proof=NoProof("late-1", None), next_check=at("2025-09-12 14:00"))


def test_a_bounce_known_after_the_office_was_told_still_keeps_the_leaders_from_hearing():
    notices = {**LATE_3, "late-1": NoticeRecord("spent", at("2025-09-10 14:01"), proven=False)}

    made = look(case(notices=notices), "2025-09-16 14:00")

    assert made.leaders_ready_since is None
    assert made.no_proof == NoProof("late-1", None)


def test_a_bounced_notice_set_free_by_a_new_address_goes_again():
    notices = {**UNIT_DONE, "late-1": NoticeRecord("waiting", proven=False)}

    assert wanted(look(case(notices=notices), "2025-09-15 14:00")) == ("late-1", "dung")


def test_a_telephone_call_is_proof_from_its_own_moment():
    notices = {**UNIT_DONE, "late-1": NoticeRecord("spent", at("2025-09-15 09:00"))}

    assert look(case(notices=notices), "2025-09-15 14:00").next_check == at("2025-09-17 14:00")


def test_a_head_without_a_working_address_is_waited_for():
    posts = directory(dead=["dung@xa.example"])

    made = look(case(notices=UNIT_DONE), "2025-09-10 14:00", posts)

    assert made.wanted is None
    assert made.no_proof.rung == "late-1"
    assert made.next_check == at("2025-09-11 14:00")


def test_when_all_have_heard_nothing_more_is_asked():
    notices = {**LATE_3, "late-5": NoticeRecord("spent", at("2025-09-16 14:00"))}

    assert look(case(notices=notices), "2025-12-01 14:00") == Decision()


def test_a_unit_left_to_the_leaders_page_stays_there():
    notices = {
        **LATE_3,
        "late-5": NoticeRecord("skipped", at("2025-09-19 14:00"), why="leaders-page"),
    }

    assert look(case(notices=notices), "2025-09-22 14:00") == Decision()


def test_a_saturday_deadline_is_not_chased_upward_before_monday_has_ended():
    record = case("2028-09-09")

    assert look(record, "2028-09-11 14:00").wanted is None
    assert wanted(look(record, "2028-09-12 14:00")) == ("late-1", "dung")
