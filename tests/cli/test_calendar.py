"""`cchc calendar`: the days off of a year, and counting over them."""

import json

import pytest


@pytest.mark.parametrize(
    "arguments",
    [
        ("2025-09-09", "-3"),
        ("2025-09-09", "--", "-3"),
        ("--", "2025-09-09", "-3"),
        ("--json", "2025-09-09", "-3"),
        ("2025-09-09", "-3", "--json"),
        ("--json", "2025-09-09", "--", "-3"),
    ],
    ids=" ".join,
)
def test_a_negative_count_needs_no_separator(cchc, arguments):
    answer = cchc("calendar", "add", *arguments)

    assert answer.code == 0
    assert "2025-09-04" in answer.out


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2025-09-09", 1, "2025-09-10"),
        ("2025-08-29", 1, "2025-09-03"),  # 1 and 2 September are days off
        ("2025-08-30", 1, "2025-09-03"),  # from a day off, +1 is the next working day
        ("2025-08-30", -1, "2025-08-29"),
        ("2025-09-09", -15, "2025-08-15"),
    ],
)
def test_working_days_are_counted_over_the_official_calendar(cchc, day, count, expected):
    found = json.loads(cchc("calendar", "add", day, str(count), "--json").out)

    assert found["date"] == expected
    assert set(found) == {"date", "steps"}


def test_the_days_off_of_a_year_have_names_and_sources(cchc):
    found = json.loads(cchc("calendar", "show", "2025", "--json").out)

    assert set(found) == {"year", "official", "days_off", "make_up_days"}
    assert (found["year"], found["official"]) == (2025, True)
    assert {"2025-09-01", "2025-09-02"} <= {each["date"] for each in found["days_off"]}
    assert {frozenset(each) for each in found["days_off"]} == {
        frozenset({"date", "name", "source"})
    }


def test_a_year_without_a_file_is_shown_as_computed(cchc):
    assert cchc("calendar", "show", "2030").out.startswith("2030: computed, not official\n")


@pytest.mark.parametrize("day", ["2025-02-30", "tomorrow"])
def test_an_impossible_day_is_refused(cchc, day):
    answer = cchc("calendar", "add", day, "1")

    assert (answer.code, answer.out) == (2, "")
    assert day in answer.err
