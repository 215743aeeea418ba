"""Calendars whose days make no sense."""

import pytest


def test_a_calendar_file_of_the_wrong_year_is_refused_with_each_of_its_days(home):
    home.swap("calendar/2025.yaml", "year: 2025", "year: 2026")

    assert home.faults() == [
        "calendar/2025.yaml:1: year: '2026' is not the year in the file's name (2025)",
        "calendar/2025.yaml:4: days_off.0.day: '2025-09-01' is a day of another year than 2026",
        "calendar/2025.yaml:5: days_off.1.day: '2025-09-02' is a day of another year than 2026",
        "calendar/2025.yaml:7: make_up_days.0.day: '2025-04-26' is a day of another year than 2026",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{day: 2025-04-26,",
            "{day: 2025-04-25,",
            (
                "calendar/2025.yaml:7: make_up_days.0.day: '2025-04-25' is a weekday; "
                "only a Saturday or Sunday can be made up"
            ),
        ),
        (
            "{day: 2025-04-26,",
            "{day: 2025-04-26, instead_of: 2025-05-02,",
            (
                "calendar/2025.yaml:7: make_up_days.0.instead_of: '2025-05-02' is not among "
                "days_off; list it there too"
            ),
        ),
        (
            "{day: 2025-09-02,",
            "{day: 2025-04-26,",
            "calendar/2025.yaml:7: make_up_days.0.day: '2025-04-26' stands twice; first on line 5",
        ),
    ],
)
def test_days_of_a_calendar_must_make_sense(home, old, new, told):
    home.swap("calendar/2025.yaml", old, new)

    assert home.faults() == [told]


def test_a_calendar_file_is_named_after_its_year(home):
    home.put("calendar/nghi-le.yaml", home.texts["calendar/2025.yaml"])

    assert home.faults() == [
        "calendar/nghi-le.yaml:1: year: '2025' is not the year in the file's name (nghi-le)",
    ]
