"""What the season costs the people who get its letters (design, what it must cost)."""

from collections import Counter
from datetime import date

from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate

LADDER = ("opening", "reminder", "escalation")
HEADS = (
    "truongphong.vhxh@tuetinh.example",
    "chanhvanphong@tuetinh.example",
    "truongphong.kinhte@tuetinh.example",
    "giamdoc.ttpvhcc@tuetinh.example",
    "giamdoc.ttvhtt@tuetinh.example",
)
FOCALS = ("vanphong", "kinhte", "ttpvhcc", "ttvhtt")


def of_quarter(findings, number):
    months = {3: ("08", "09", "10"), 4: ("11", "12")}[number]
    return [letter for letter in findings["letters"] if letter["at"][5:7] in months]


def test_a_unit_that_hands_in_three_days_ahead_gets_three_letters_and_a_receipt(checkout):
    deeds = parse_scenario(
        "- {at: '2025-09-04 09:12', unit: phong-kinh-te, period: 2025-Q3, do: submit, by: A, "
        "file: a.docx}"
    )

    found = simulate(checkout, Season(date(2025, 8, 11), date(2025, 9, 30), deeds)).findings

    kinds = Counter(
        letter["kind"]
        for letter in found["letters"]
        if {"kinhte@tuetinh.example", "truongphong.kinhte@tuetinh.example"} & set(letter["to"])
    )
    assert kinds == {"opening": 1, "reminder": 2, "receipt": 1}


def test_a_silent_focal_point_gets_five_letters_a_period(silent_season):
    for number in (3, 4):
        per_person = Counter(letter["to"][0] for letter in of_quarter(silent_season, number))
        assert {name: per_person[f"{name}@tuetinh.example"] for name in FOCALS} == dict.fromkeys(
            FOCALS, 5
        )


def test_a_silent_unit_costs_its_head_at_most_five_letters_a_period(silent_season):
    for number in (3, 4):
        per_person = Counter(letter["to"][0] for letter in of_quarter(silent_season, number))
        assert max(per_person[head] for head in HEADS) <= 5


def test_a_leader_gets_one_letter_a_period_besides_the_page(silent_season):
    for number in (3, 4):
        kinds = Counter(
            letter["kind"]
            for letter in of_quarter(silent_season, number)
            if letter["to"] == ["chutich@tuetinh.example"]
        )
        assert kinds["escalation"] == 1
        assert set(kinds) == {"escalation", "leaders"}


def test_nobody_gets_two_ladder_letters_in_one_half_of_a_day(silent_season):
    slots = Counter(
        (letter["to"][0], letter["at"][:10], letter["at"][11:16] < "14:00")
        for letter in silent_season["letters"]
        if letter["kind"] in LADDER
    )

    assert max(slots.values()) == 1


def test_switched_on_late_nobody_above_a_head_hears_before_that_head(checkout):
    """From 17/09: heads on Wed 17, the office on Fri 19, the leaders on Tue 23, all at 14:00."""
    found = simulate(checkout, Season(date(2025, 9, 17), date(2025, 9, 30))).findings

    moments = {}
    for letter in found["letters"]:
        for item in letter["items"]:
            moments.setdefault(item["rung"], set()).add(letter["at"][:16])
    assert moments == {
        "late-1": {"2025-09-17T14:00"},
        "late-3": {"2025-09-19T14:00"},
        "late-5": {"2025-09-23T14:00"},
    }
