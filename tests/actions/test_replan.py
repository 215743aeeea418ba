"""Deadlines counted anew: what was agreed stands, what stands outside the plan is left alone."""

import pytest

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.decide_request import Answer, decide_request
from cchc_scheduler.actions.record_submission import Handed, record_submission
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import day

PLAN = "plans/ke-hoach.yaml"
KT = "bao-cao/2025-Q3/kinh-te"
EXTRA = Extra("kinh-te", "giao-viec-01", "Rà soát", day("2025-09-12"), "V.2.b.1")
DAY_OFF = '  - {day: 2025-09-12, name: "Nghỉ", source: "công văn"}\nmake_up_days:'


@pytest.fixture
def office(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-08-18 09:00")
    office.run_at("2025-08-18 09:00")
    return office


def pieces(office):
    return office.db, office.service.records, office.service.outbox


def agree(office, until, document=None):
    """The unit asks for a later day and gets it."""
    now = office.clock.now()
    ask_later(*pieces(office), Asked(KT, "later-day", day(until), "chờ số liệu", "Giang"), now)
    decide_request(*pieces(office), Answer(KT, True, "Chi", document), now)


def test_a_day_agreed_with_the_unit_stands_when_the_plans_day_moves(office):
    agree(office, "2025-09-12")
    office.files.swap(PLAN, "day: 10}", "day: 9}")

    office.apply()

    assert office.versions(KT) == [("plan", "2025-09-09"), ("later-day", "2025-09-12")]


def test_an_extension_is_counted_anew_over_a_changed_calendar(office):
    agree(office, "2025-09-12", "20/QĐ-UBND")
    office.files.swap("calendar/2025.yaml", "make_up_days:", DAY_OFF)

    office.apply()

    assert office.versions(KT) == [
        ("plan", "2025-09-09"),
        ("extension", "2025-09-12"),
        ("extension", "2025-09-12"),
    ]
    assert office.obligation(KT)["deadline_version"] == 3


def test_counting_anew_a_second_time_adds_nothing(office):
    agree(office, "2025-09-12", "20/QĐ-UBND")
    office.files.swap("calendar/2025.yaml", "make_up_days:", DAY_OFF)
    office.apply()
    office.files.swap("policy.yaml", "request_hold: 2", "request_hold: 1")

    office.apply()

    assert len(office.versions(KT)) == 3


def test_a_duty_from_outside_the_plan_is_never_withdrawn_by_it(office):
    key = add_obligation(office.db, office.service.records, EXTRA, "it", office.clock.now())
    office.files.swap(PLAN, "units: [tong-hop, kinh-te]", "units: [tong-hop]")

    office.apply()

    assert office.states()[key] == "scheduled"
    assert office.states()[KT] == "cancelled"


def test_a_duty_from_outside_the_plan_is_counted_anew_over_a_changed_calendar(office):
    key = add_obligation(office.db, office.service.records, EXTRA, "it", office.clock.now())
    office.files.swap("calendar/2025.yaml", "make_up_days:", DAY_OFF)

    office.apply()

    assert office.versions(key) == [("plan", "2025-09-12"), ("amendment", "2025-09-12")]


def test_what_was_handed_in_is_left_alone(office):
    record_submission(
        *pieces(office),
        Handed(KT, "nil", "cli", "Giang", "it", note="không phát sinh"),
        office.clock.now(),
    )
    office.files.swap(PLAN, "day: 10}", "day: 17}")

    office.apply()

    assert office.versions(KT) == [("plan", "2025-09-09")]
    assert office.states()[KT] == "submitted"


def test_what_a_person_cancelled_stays_cancelled(office):
    close_obligation(*pieces(office), Closing(KT, "cancelled", "Chi", "nhầm"), office.clock.now())
    office.files.swap(PLAN, "day: 10}", "day: 17}")

    office.apply()

    assert office.states()[KT] == "cancelled"
