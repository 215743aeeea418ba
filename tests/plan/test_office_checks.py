"""Offices whose parts do not fit together."""

import pytest


def test_one_person_may_hold_two_posts(home):
    home.swap("office.yaml", "rank: staff, holder: giang", "rank: staff, holder: dung")

    assert home.faults() == []


def test_one_address_of_two_persons_is_refused_however_it_is_written(home):
    home.swap("office.yaml", "giang@anbinh", "Dung@anbinh")

    assert home.faults() == [
        (
            "office.yaml:19: people.4.address: 'Dung@anbinh.example' is also the address of "
            "'dung'; one person may hold two posts instead"
        ),
    ]


def test_a_unit_that_nobody_can_be_reached_in_has_no_address(home):
    home.swap("office.yaml", "rank: head, holder: dung", "rank: head, holder: ")
    home.swap("office.yaml", "rank: staff, holder: giang", "rank: staff, holder: ")

    assert home.faults() == [
        "office.yaml:7: units.1: has no address: neither its focal point nor its head has a holder",
    ]


def test_a_vacant_focal_point_is_no_fault_while_the_head_is_there(home):
    home.swap("office.yaml", "rank: staff, holder: giang", "rank: staff, holder: ")

    assert home.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "focal: dau-moi-kt}",
            "focal: dau-moi-kt, coordinator: true}",
            (
                "office.yaml:7: units.1.coordinator: 'true' is a second coordinator; "
                "only one unit compiles"
            ),
        ),
        (
            ", coordinator: true",
            "",
            "office.yaml:5: units: has no coordinator; one unit needs `coordinator: true`",
        ),
        (
            "head: truong-kt",
            "head: truong-kte",
            "office.yaml:7: units.1.head: 'truong-kte' is no post; did you mean 'truong-kt'?",
        ),
        (
            "head: truong-kt",
            "head: dau-moi-kt",
            "office.yaml:7: units.1.head: 'dau-moi-kt' is a post of rank staff, below head",
        ),
        (
            "chair: chu-tich",
            "chair: truong-th",
            "office.yaml:20: chair: 'truong-th' is a post of rank head, below chair",
        ),
        (
            "vice_chair:",
            "vice_chair: pho-chu-tich",
            "office.yaml:22: vice_chair: 'pho-chu-tich' is no post; did you mean 'chu-tich'?",
        ),
        (
            "holder: giang",
            "holder: giangg",
            "office.yaml:13: posts.4.holder: 'giangg' is no person; did you mean 'giang'?",
        ),
        (
            "- {id: giang,",
            "- {id: dung,",
            "office.yaml:19: people.4.id: 'dung' stands twice; first on line 18",
        ),
        (
            "focal: dau-moi-kt}",
            "focal: dau-moi-kt, from_day: 2025-07-01, to_day: 2025-06-30}",
            "office.yaml:7: units.1.to_day: '2025-06-30' lies before from_day (2025-07-01)",
        ),
    ],
)
def test_an_office_that_does_not_fit_together_is_told(home, old, new, told):
    home.swap("office.yaml", old, new)

    assert told in home.faults()


def test_the_second_contact_must_be_a_person(home):
    home.swap("office.yaml", "holder: giang", "holder: giang, second: quy")

    assert home.faults() == ["office.yaml:13: posts.4.second: 'quy' is no person"]
