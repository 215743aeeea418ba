"""Duties from outside the plan: a one-off obligation like any other."""

from dataclasses import replace

import pytest

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.core.errors import BadInput
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import day

EXTRA = Extra("kinh-te", "giao-viec-01", "Rà soát quỹ đất", day("2025-09-12"), "V.2.b.1")
KEY = "giao-viec-01/2025-Q3/kinh-te"


@pytest.fixture
def office(tmp_path):
    office = ChangingOffice(tmp_path)
    office.go_live("2025-09-03 09:00")
    return office


def add(office, extra):
    return add_obligation(office.db, office.service.records, extra, "it", office.clock.now())


def test_it_has_its_id_its_day_and_an_entry_in_the_log(office):
    assert add(office, EXTRA) == KEY

    row = office.obligation(KEY)
    assert (row["title"], row["clause"], row["state"]) == (
        "Rà soát quỹ đất",
        "V.2.b.1",
        "scheduled",
    )
    assert office.versions(KEY) == [("plan", "2025-09-12")]
    assert office.log("added") == [("added", KEY, {"last_day": "2025-09-12"})]


def test_its_unit_is_asked_for_it_like_for_any_other(office):
    add(office, EXTRA)

    office.run_at("2025-09-03 09:30")
    office.run_at("2025-09-04 07:30")

    assert [
        each for each in office.sent("opening", "reminder") if f"{KEY} remind-7" in each[3]
    ] == [
        (
            "09-03 09:30",
            "reminder",
            "giang",
            ["bao-cao/2025-Q3/kinh-te remind-7", f"{KEY} remind-7"],
        ),
    ]


def test_its_last_day_may_be_a_day_off(office):
    add(office, replace(EXTRA, last_day=day("2025-09-14")))

    assert office.versions(KEY) == [("plan", "2025-09-14")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"unit": "kinhte"},
            "'kinhte' is no unit; the units are tong-hop, kinh-te.",
        ),
        ({"last_day": day("2025-09-02")}, "02/09/2025 lies in the past."),
        (
            {"task": "Giao việc/1"},
            "'Giao việc/1' is no id: small letters a-z, digits and single dashes.",
        ),
        ({"task": "bao-cao"}, "bao-cao is the plan's own; choose another --task."),
        ({"task": "upstream"}, "upstream is the plan's own; choose another --task."),
        ({"title": "  "}, "The title is empty; say what is owed."),
    ],
)
def test_a_duty_that_cannot_be_is_refused_and_nothing_is_written(office, changes, told):
    before = office.numbers()

    with pytest.raises(BadInput) as refused:
        add(office, replace(EXTRA, **changes))

    assert str(refused.value) == told
    assert office.numbers() == before


def test_the_same_duty_is_added_once(office):
    add(office, EXTRA)

    with pytest.raises(BadInput, match=f"{KEY} exists already; choose another --task"):
        add(office, EXTRA)


def test_a_unit_that_ends_before_the_day_cannot_owe_it(office):
    office.files.swap("office.yaml", "focal: dau-moi-kt}", "focal: dau-moi-kt, to_day: 2025-09-10}")
    office.apply()

    with pytest.raises(BadInput, match=r"kinh-te does not exist on 12/09/2025\."):
        add(office, EXTRA)
