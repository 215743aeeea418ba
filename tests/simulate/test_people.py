"""What the people of a scenario do becomes the action of page and command line, or a fault."""

from datetime import date

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate

ABOUT = "unit: phong-kinh-te, period: 2025-Q3"


def live(home, deeds, last=date(2025, 9, 18)):
    return simulate(
        home, Season(date(2025, 9, 8), last, parse_scenario(deeds, "week.yaml"))
    ).findings


def state(findings, unit="phong-kinh-te"):
    found = [each for each in findings["obligations"] if each["id"].endswith(f"2025-Q3/{unit}")]
    return found[0]["state"]


def rungs_of(findings, unit="phong-kinh-te"):
    return {
        item["rung"]: letter["at"][:16]
        for letter in findings["letters"]
        for item in letter["items"]
        if item["obligation"].endswith(f"/{unit}")
    }


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        ("submit, by: A, link: 'https://a.example/1'", "submitted"),
        ("nil, by: A, note: 'không phát sinh'", "submitted"),
        ("elsewhere, by: A, number: 12/BC", "submitted"),
        ("waive, document: 80/UBND", "waived"),
        ("waive", "waived"),
    ],
)
def test_one_deed_ends_the_asking(deeds, expected, checkout):
    found = live(checkout, f"- {{at: '2025-09-09 09:00', {ABOUT}, do: {deeds}}}", date(2025, 9, 10))

    assert state(found) == expected
    assert set(rungs_of(found)) == {"remind-1", "due-day"}


def test_two_deeds_of_one_moment_happen_in_the_order_of_the_file(checkout):
    deeds = (
        f"- {{at: '2025-09-09 09:00', {ABOUT}, do: submit, by: A, file: a.docx}}\n"
        f"- {{at: '2025-09-09 09:00', {ABOUT}, do: accept}}\n"
    )

    assert state(live(checkout, deeds, date(2025, 9, 9))) == "accepted"


def test_the_other_order_is_a_fault_that_names_its_line(checkout):
    deeds = (
        f"- {{at: '2025-09-09 09:00', {ABOUT}, do: accept}}\n"
        f"- {{at: '2025-09-09 09:00', {ABOUT}, do: submit, by: A, file: a.docx}}\n"
    )

    with pytest.raises(BadInput, match=r"^week\.yaml:1: "):
        live(checkout, deeds, date(2025, 9, 9))


def test_a_level_put_off_goes_on_its_day(checkout):
    named = f"- {{at: '2025-09-11 09:00', {ABOUT}, do: postpone, until: 2025-09-16, reason: r}}"
    unnamed = f"- {{at: '2025-09-12 09:00', {ABOUT}, do: postpone}}"

    assert rungs_of(live(checkout, named))["late-3"] == "2025-09-16T14:00"
    assert rungs_of(live(checkout, unnamed))["late-3"] == "2025-09-15T14:00"


def test_a_deputy_is_written_to_in_place_of_the_head(checkout):
    deeds = (
        "- {at: '2025-09-09 09:00', unit: phong-kinh-te, role: head, do: absent, "
        "until: 2025-09-20, deputy: true}"
    )

    found = live(checkout, deeds, date(2025, 9, 10))

    late = [letter for letter in found["letters"] if letter["kind"] == "escalation"]
    assert ["kinhte@tuetinh.example"] in [letter["to"] for letter in late]
    assert ["truongphong.kinhte@tuetinh.example"] not in [letter["to"] for letter in late]


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("unit: phong-kinhte, role: head, do: bounce", "'phong-kinhte' is no unit"),
        ("unit: phong-kinh-te, role: boss, do: bounce", "role: 'boss' is none of focal, head"),
        ("unit: phong-kinh-te, period: 2025-Q5, do: waive", "there is no obligation"),
        (f"{ABOUT}, do: grant", "No request about"),
        (f"{ABOUT}, do: telephone, rung: late-2", "rung: 'late-2' is none of late-1"),
        ("do: release", "Nothing is held."),
    ],
)
def test_a_deed_that_can_not_be_done_is_a_fault_of_its_line(deed, words, checkout):
    with pytest.raises(BadInput, match=r"^week\.yaml:1: ") as told:
        live(checkout, f"- {{at: '2025-09-08 09:00', {deed}}}", date(2025, 9, 8))

    assert words in str(told.value)
