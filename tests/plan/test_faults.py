"""A fault as the line a person reads."""

import pytest

from cchc_scheduler.plan.faults import Fault, closest, dotted


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            Fault("office.yaml", 7, "units.1.head", "is no post", "truong-kte", "truong-kt"),
            "office.yaml:7: units.1.head: 'truong-kte' is no post; did you mean 'truong-kt'?",
        ),
        (Fault("office.yaml", 0, "", "can't be read"), "office.yaml: can't be read"),
        (Fault("office.yaml", 1, "", "is empty"), "office.yaml:1: is empty"),
        (
            Fault("office.yaml", 2, "name", "is too long", "Ủ" * 100),
            f"office.yaml:2: name: '{'Ủ' * 59}…' is too long",
        ),
    ],
)
def test_it_says_where_what_and_what_was_meant(fault, told):
    assert str(fault) == told


def test_a_path_counts_from_the_root():
    assert dotted(("cycles", 0, "units", 3)) == "cycles.0.units.3"


def test_a_guess_is_made_only_when_a_word_is_near():
    known = ["phong-kinh-te", "van-phong"]

    assert closest("phong-kinhte", known) == "phong-kinh-te"
    assert closest("ban-chi-huy", known) is None
